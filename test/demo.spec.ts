// The accounts of the demonstration city: where they are made and printed, and where they end.
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEMO_PASSWORD, demoAccounts } from '../src/demo/account.list.ts';
import { createLabDatabase, type LabDatabase } from './jobs-lab.ts';
import { Program } from './program.ts';

jest.setTimeout(120_000);

let database: LabDatabase;
const running: Program[] = [];

beforeAll(async () => {
  database = await createLabDatabase();
  // As a version before people, schools and outlets has left it.
  await start();
  await stop();
  await database.sql`delete from person`;
  await database.sql`delete from directory_alias where list in ('school', 'outlet')`;
  await database.sql`update branch set school_id = null`;
  await database.sql`delete from school`;
  await database.sql`delete from outlet`;
});
afterEach(stop);
afterAll(() => database.drop());

async function start(environment: Record<string, string> = {}): Promise<{ url: string; said: string }> {
  const program = new Program({ DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'warn', ...environment });
  running.push(program);
  const url = await program.running();
  return { url, said: program.stdout };
}

async function stop(): Promise<void> {
  for (const program of running.splice(0)) await program.kill('SIGTERM');
}

const printed = (said: string) => [...said.matchAll(/^ {2}([A-Z_]+) +\S+@demo\.example$/gm)].map(([, role]) => role);

/** The roles of whoever signs in by the printed password; undefined when nobody does. */
async function rolesOf(url: string, email: string): Promise<string[] | undefined> {
  const ask = async (query: string, variables: object, headers: object = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: Record<string, unknown> }).data;
  };
  const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { token } } }';
  const signed = await ask(signIn, { input: { email, password: DEMO_PASSWORD, carrier: 'BEARER' } });
  const { token } = signed['signIn'] as { token?: string };
  if (!token) return undefined;
  const data = await ask('{ viewer { person { roles { role } } } }', {}, { authorization: `Bearer ${token}` });
  const { person } = data['viewer'] as { person: { roles: { role: string }[] } };
  return person.roles.map(({ role }) => role);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const count = async () =>
  (
    await database.sql<{ schools: number; outlets: number; people: number; active: number }[]>`select
      (select count(*)::int from school) as schools, (select count(*)::int from outlet) as outlets,
      (select count(*)::int from person) as people, (select count(*)::int from person where active) as active`
  )[0];

describe('a demonstration city from before there were people', () => {
  it('gets schools, outlets, and an account for each role', async () => {
    expect(await count()).toEqual({ schools: 0, outlets: 0, people: 0, active: 0 });
    const { url, said } = await start();
    expect(await count()).toEqual({ schools: 4, outlets: 2, people: 10, active: 10 });
    expect(printed(said)).toEqual(demoAccounts.map(({ role }) => role));
    for (const { role, email } of demoAccounts) {
      expect([email, new Set(await rolesOf(url, email))]).toEqual([email, new Set([role])]);
    }
  });

  it('gets them once, also when a start was killed in between', async () => {
    await database.sql`delete from person`;
    await database.sql`delete from outlet where slug = (select min(slug) from outlet)`;
    await database.sql`delete from directory_alias where list = 'outlet' and entry_id not in (select id from outlet)`;
    await start();
    await start();
    expect(await count()).toEqual({ schools: 4, outlets: 2, people: 10, active: 10 });
  });
});

describe('the places of the city', () => {
  const furnished = async () =>
    (
      await database.sql`select
        (select count(*)::int from branch) as branches, (select count(*)::int from room) as rooms,
        (select count(*)::int from layout) as layouts, (select sum(quantity)::int from equipment) as equipment,
        (select count(*)::int from opening_hours) as hours, (select count(*)::int from branch where version = 2) as edited`
    )[0];

  it('are made once, also when a start was killed in between', async () => {
    const before = await furnished();
    const six = { branches: 6, rooms: 13, layouts: 23, equipment: 41, hours: 35, edited: 6 };
    expect(before).toEqual(six);
    const [part] = await database.sql<{ name: string }[]>`
      select part.name_uk as name from room whole join room part on part.space_id = whole.space_id
      where whole.name_uk = 'Велика зала' and part.id <> whole.id order by 1`;
    expect(part).toEqual({ name: 'Зала А' });
    await database.sql`truncate event, booking cascade`;
    await database.sql`delete from layout where room_id in (select id from room where name_uk = 'Подвір’я')`;
    await database.sql`delete from room_unit where room_id in (select id from room where name_uk = 'Подвір’я')`;
    await database.sql`delete from room where name_uk = 'Подвір’я'`;
    await database.sql`delete from equipment where kind = 'FLIPCHART'`;
    await database.sql`delete from opening_hours where weekday = 5`;
    await start();
    expect(await furnished()).toMatchObject({ ...six, edited: 0 });
  });
});

describe('the start', () => {
  it('prints the accounts that can sign in and have their role, and no others', async () => {
    await database.sql`update person set active = false where email = 'librarian@demo.example'`;
    await database.sql`update person set password_hash = null where email = 'door@demo.example'`;
    await database.sql`delete from role_assignment where role = 'TEACHER'`;
    await database.sql`delete from person where email = 'trainer@demo.example'`;
    const gone = ['LIBRARIAN', 'DOOR', 'TEACHER', 'TRAINER'];
    const { said } = await start();
    expect(printed(said)).toEqual(
      demoAccounts.map(({ role }) => role as string).filter((role) => !gone.includes(role)),
    );
  });

  it('behind a proxy on this machine ends the accounts, prints none, and shows nobody the mail', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { said } = await start({
      PORT: String(port),
      BASE_URL: 'https://zakhid.example',
      TRUST_PROXY: 'loopback',
    });
    expect(said).toContain('https://zakhid.example/health/ready');
    expect(said).not.toMatch(/demo\.example|\/dev\/mail/);
    expect(said).not.toContain(DEMO_PASSWORD);
    expect(await rolesOf(url, 'admin@demo.example')).toBeUndefined();
    expect(await count()).toMatchObject({ active: 0 });
    for (const headers of [{}, { 'x-forwarded-for': '203.0.113.9' }]) {
      expect((await fetch(`${url}/dev/mail.json`, { headers })).status).toBe(404);
    }
  });

  it('behind a proxy makes no accounts either', async () => {
    await database.sql`delete from person`;
    const { said } = await start({ TRUST_PROXY: 'loopback' });
    expect(said).toContain('Nobody is an administrator yet');
    expect(said).not.toMatch(/demo\.example|\/dev\/mail/);
    expect(await count()).toMatchObject({ people: 0 });
  });
});
