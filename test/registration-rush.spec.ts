// Five thousand people for a hundred places, over HTTP and two processes; and one of the processes killed in the middle.
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type postgres from 'postgres';
import { connect } from '../src/platform/db/database.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { Program } from './program.ts';
import { insertOpenRosters } from './registration-rows.ts';

jest.setTimeout(240_000);

const CONNECTIONS = 200;
const REGISTER = `mutation ($input: RegisterInput!) { result: register(input: $input) {
  __typename ... on Registered { receipt { id status position } } ... on Refusal { message } } }`;

interface Receipt {
  readonly id: string;
  readonly status: string;
  readonly position: number | null;
}

interface Acknowledged extends Receipt {
  readonly email: string;
}

let database: TestDatabase;
let sql: postgres.Sql;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS / 2 });
const running: Program[] = [];

async function start(): Promise<{ url: string; program: Program }> {
  const program = new Program({
    ...{ NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'warn', DEMO: 'false' },
    REGISTRATIONS_FREE: '1000000',
  });
  running.push(program);
  return { url: await program.running(), program };
}

beforeAll(async () => {
  database = await createTestDatabase();
  sql = connect({ url: database.url }, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  agent.destroy();
  for (const program of running) await program.kill('SIGKILL');
  await sql.end({ timeout: 1 });
  await database.drop();
});

function post(url: string, body: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
      // An answer that is cut off in the middle ends without its end.
      response.on('aborted', () => reject(new Error('cut off')));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function register(url: string, rosterId: string, nth: number): Promise<Receipt> {
  const input = {
    ...{ rosterId, key: `person-${String(nth).padStart(8, '0')}`, name: 'Оксана Коваль' },
    ...{ email: emailOf(nth), consentVersion: CONSENT_VERSION },
  };
  const text = await post(url, Buffer.from(JSON.stringify({ query: REGISTER, variables: { input } })));
  const { receipt } = (JSON.parse(text) as { data: { result: { receipt?: Receipt } } }).data.result;
  if (!receipt) throw new Error(text);
  return receipt;
}

const emailOf = (nth: number) => `reader-${nth}@rush.example`;

/** So many people at once, by turns at each of the processes; whoever loses the connection asks again, as people do. */
async function rush(count: number, ask: (nth: number, tries: number) => Promise<Receipt>): Promise<Acknowledged[]> {
  const told: Acknowledged[] = [];
  let next = 0;
  const client = async () => {
    for (let nth = next++; nth < count; nth = next++) {
      for (let tries = 0; ; tries += 1) {
        try {
          told.push({ ...(await ask(nth, tries)), email: emailOf(nth) });
          break;
        } catch (error) {
          if (tries >= 20 || (error as Error & { code?: string }).code === undefined) throw error;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return told;
}

interface Stored extends Acknowledged {
  readonly arrival: number;
}

/** As the database has them, each with its place among those who wait. */
const stored = (rosterId: string) => sql<Stored[]>`
  select id, email, status, arrival,
    case when status = 'WAITLISTED' then (rank() over (partition by status order by arrival))::int end as position
  from registration where roster_id = ${rosterId} order by arrival`;

/** What everybody was told is what is there. */
async function expectTold(rosterId: string, told: readonly Acknowledged[]): Promise<Stored[]> {
  const rows = await stored(rosterId);
  const byEmail = new Map(rows.map(({ email, id, status, position }) => [email, { email, id, status, position }]));
  expect(rows).toHaveLength(told.length);
  for (const one of told) expect(byEmail.get(one.email)).toEqual(one);
  return [...rows];
}

describe('5 000 people for 100 places', () => {
  it('gives exactly 100, has the others wait in order, and loses no answer', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const [rosterId = ''] = await insertOpenRosters(sql, 1, 100);
    const told = await rush(5_000, (nth) => register(nth % 2 ? one.url : two.url, rosterId, nth));
    const rows = await expectTold(rosterId, told);
    expect(rows.filter(({ status }) => status === 'CONFIRMED')).toHaveLength(100);
    // The first hundred to arrive have the places, and nobody's number is another's.
    expect(rows.slice(0, 100).every(({ status }) => status === 'CONFIRMED')).toBe(true);
    expect(rows.slice(100).every(({ status }) => status === 'WAITLISTED')).toBe(true);
    expect(rows.map(({ arrival }) => arrival)).toEqual(rows.map((_, at) => at + 1));
    const [roster] = await sql`select held, waiting from roster where id = ${rosterId}`;
    expect(roster).toEqual({ held: 100, waiting: 4_900 });
    for (const { program } of [one, two]) {
      expect(program.output).not.toMatch(/"level":50|ERROR/);
      await program.kill('SIGTERM');
    }
  });

  it('keeps all it has answered when a process is killed in the middle and started again', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const [rosterId = ''] = await insertOpenRosters(sql, 1, 100);
    const urls = [one.url, two.url];
    let answered = 0;
    let killed: Promise<unknown> | undefined;
    const told = await rush(1_500, async (nth, tries) => {
      const receipt = await register(urls[(nth + tries) % 2] ?? '', rosterId, nth);
      answered += 1;
      if (answered >= 400) {
        killed ??= one.program.kill('SIGKILL').then(async () => {
          urls[0] = (await start()).url;
        });
      }
      return receipt;
    });
    await killed;
    const rows = await expectTold(rosterId, told);
    expect(rows).toHaveLength(1_500);
    expect(rows.filter(({ status }) => status === 'CONFIRMED')).toHaveLength(100);
    expect(rows.slice(0, 100).every(({ status }) => status === 'CONFIRMED')).toBe(true);
    // Asked again, the process that came back answers as the one that was killed.
    const [first] = told;
    const nth = Number(/\d+/.exec(first?.email ?? '')?.[0]);
    expect(await register(urls[0] ?? '', rosterId, nth)).toMatchObject({ id: first?.id, status: first?.status });
  });
});
