// A personal calendar over real processes of the program: what one of them ends is ended in the other by the time it says so.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { DEMO_PASSWORD } from '../src/demo/account.list.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { CREATE, REVOKE, ROTATE } from './personal-feed-lab.ts';
import { Program } from './program.ts';

jest.setTimeout(120_000);

let database: TestDatabase;
const programs: Program[] = [];
let one: string;
let two: string;
let token: string;

async function start(): Promise<string> {
  const program = new Program({
    ...{ NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'trace', TRUST_PROXY: 'loopback' },
  });
  programs.push(program);
  return program.running();
}

async function ask<Result>(query: string, variables: object = {}): Promise<Result> {
  const response = await fetch(`${one}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: { result: Result } }).data.result;
}

beforeAll(async () => {
  database = await createTestDatabase();
  one = await start();
  two = await start();
  token = '';
  const input = { email: 'librarian@demo.example', password: DEMO_PASSWORD, carrier: 'BEARER' };
  const signIn = 'mutation ($input: SignInInput!) { result: signIn(input: $input) { ... on SignedIn { token } } }';
  ({ token } = await ask<{ token: string }>(signIn, { input }));
});
afterAll(async () => {
  for (const program of programs) await program.kill('SIGKILL');
  await database.drop();
});

interface Addressed {
  readonly feed: { readonly id: string };
  readonly address: string;
}
interface Poll {
  readonly sentAt: number;
  readonly status: number;
}

/** Polls both processes as a telephone does that has what it got first, until it is told to stop. */
function polling(path: string, etag: string, isOver: () => boolean): Promise<Poll[]> {
  const at = async (url: string) => {
    const polls: Poll[] = [];
    while (!isOver()) {
      const sentAt = performance.now();
      const { status } = await fetch(url + path, { headers: { 'if-none-match': etag, 'accept-encoding': 'identity' } });
      polls.push({ sentAt, status });
      await sleep(40);
    }
    return polls;
  };
  return Promise.all([at(one), at(two)]).then((both) => both.flat());
}

const there = (path: string) =>
  Promise.all([one, two].map((url) => fetch(url + path, { headers: { 'accept-encoding': 'identity' } })));

it.each([
  ['revoked', REVOKE, (id: string) => ({ id })],
  ['given a new address', ROTATE, (id: string) => ({ input: { id } })],
])(
  'a token that is %s: 404 at once in every process, also to whoever has it, and in no log',
  async (_, mutation, which) => {
    const roles = '{ result: viewer { person { roles { role scope { id } } } } }';
    const { person } = await ask<{ person: { roles: { role: string; scope: { id: string } }[] } }>(roles);
    const branchId = person.roles.find(({ role }) => role === 'LIBRARIAN')!.scope.id;
    const input = { key: `key-of-${crypto.randomUUID()}`, of: 'BRANCH', name: 'Телефон', branchId };
    const { feed, address } = await ask<Addressed>(CREATE, { input });
    const path = new URL(address).pathname;
    const first = await there(path);
    expect(first.map(({ status }) => status)).toEqual([200, 200]);
    const [tag, ...others] = first.map(({ headers }) => headers.get('etag')!);
    expect(others).toEqual([tag]);

    let isOver = false;
    const polls = polling(path, tag!, () => isOver);
    await sleep(300);
    expect(await ask(mutation, which(feed.id))).toBeTruthy();
    const endedAt = performance.now();
    await sleep(300);
    isOver = true;
    const [before, after] = [[], []] as [number[], number[]];
    for (const { sentAt, status } of await polls) (sentAt < endedAt ? before : after).push(status);
    expect(before.length).toBeGreaterThan(3);
    expect(before[0]).toBe(304);
    expect(after.length).toBeGreaterThan(0);
    expect([...new Set(after)]).toEqual([404]);
    expect((await there(path)).map(({ status }) => status)).toEqual([404, 404]);

    const secret = path.slice('/feeds/me/'.length, -'.ics'.length);
    for (const { output } of programs) {
      expect(output).toContain('/feeds/me/');
      expect(output).not.toContain(secret.slice(4));
    }
  },
);
