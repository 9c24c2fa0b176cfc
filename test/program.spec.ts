import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { DEMO_PASSWORD, demoAccounts } from '../src/demo/account.list.ts';
import { createTestDatabase } from './database.ts';
import { dataFolder, isRunning, Program, ROOT, until } from './program.ts';

jest.setTimeout(60_000);

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function folder(): Promise<string> {
  const { path, remove } = await dataFolder();
  cleanUp.push(remove);
  return path;
}

function start(environment: Record<string, string>): Program {
  const program = new Program({ PORT: '0', DEMO: 'off', ...environment });
  cleanUp.push(() => program.kill('SIGKILL'));
  return program;
}

async function postmasterOf(data: string): Promise<number> {
  return Number((await readFile(join(data, 'pg/data/postmaster.pid'), 'utf8')).split('\n')[0]);
}

const ready = (address: string) =>
  fetch(`${address}/health/ready`).then(
    ({ status }) => status,
    () => 0,
  );

async function ask<Data>(address: string, query: string, variables: object = {}, token?: string): Promise<Data> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Data }).data;
}

/** Signs in as the coordinator of the demonstration city. */
async function signIn(address: string): Promise<string> {
  const email = demoAccounts.find(({ role }) => role === 'COORDINATOR')?.email;
  const data = await ask<{ signIn: { token: string } }>(
    address,
    'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { token } } }',
    { input: { email, password: DEMO_PASSWORD, carrier: 'BEARER' } },
  );
  expect(data.signIn.token).toMatch(/^zks_/);
  return data.signIn.token;
}

type Audiences = Record<string, { id: string; nameUk: string; aliases: string[]; version: number }>;

async function rename(address: string, token: string, slug: string, nameEn: string, version: number): Promise<void> {
  const query = `query { audience(slug: "${slug}") { id nameUk aliases } }`;
  const { audience } = await ask<Audiences>(address, query);
  const data = await ask<Audiences>(
    address,
    `mutation ($input: DirectoryEntryInput!) { updateAudience(input: $input) { ... on Audience { version } } }`,
    { input: { ...audience, version, nameEn } },
    token,
  );
  expect(data['updateAudience']?.version).toBe(version + 1);
}

describe('the program on its embedded database', () => {
  it('stops with its database on SIGTERM, within 5 s and with status 0, and starts again where it was', async () => {
    const data = await folder();
    const first = start({ DATA_DIR: data, DEMO: 'on' });
    const address = await first.running();
    const token = await signIn(address);
    await rename(address, token, 'pupils', 'Schoolchildren', 1);
    const postmaster = await postmasterOf(data);
    const asked = performance.now();
    expect(await first.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(isRunning(postmaster)).toBe(false);

    const second = start({ DATA_DIR: data });
    await rename(await second.running(), token, 'pupils', 'Pupils again', 2);
  });

  it('refuses a second program on the same folder in words, and goes on itself', async () => {
    const data = await folder();
    const first = start({ DATA_DIR: data });
    const address = await first.running();
    const second = start({ DATA_DIR: data });
    expect((await second.ended).code).toBe(3);
    expect(second.output).toContain('in use by another Zakhid');
    expect(second.output).toContain('DATABASE_URL');
    expect(second.output).not.toContain('    at ');
    expect(await ready(address)).toBe(200);
  });

  it('recovers after kill -9 with every acknowledged write', async () => {
    const data = await folder();
    let token: string | undefined;
    for (let round = 1; round <= 3; round += 1) {
      const program = start({ DATA_DIR: data, DEMO: 'on' });
      const address = await program.running();
      // Signed in once: whoever was let in before the first kill still is after the third.
      token ??= await signIn(address);
      await rename(address, token, 'pupils', `Round ${round}`, round);
      await program.kill('SIGKILL');
    }
    const last = start({ DATA_DIR: data, DEMO: 'on' });
    await rename(await last.running(), token ?? '', 'pupils', 'The last round', 4);
  });

  it('survives the death of its database: not ready meanwhile, then ready again, the same process', async () => {
    const data = await folder();
    const program = start({ DATA_DIR: data });
    const address = await program.running();
    const seen = new Set<number>();
    process.kill(await postmasterOf(data), 'SIGKILL');
    await until(async () => {
      seen.add(await ready(address));
      return seen.has(503) && (await ready(address)) === 200;
    });
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect([...seen].every((status) => status === 200 || status === 503)).toBe(true);
    expect(await ask(address, '{ audiences(first: 1) { edges { cursor } } }')).toMatchObject({
      audiences: { edges: [{}] },
    });
  });
});

describe('the program on a database of somebody else', () => {
  it('takes DATABASE_URL instead of an embedded one', async () => {
    const database = await createTestDatabase();
    cleanUp.push(() => database.drop());
    const program = start({ DATABASE_URL: database.url });
    const address = await program.running();
    expect(await ready(address)).toBe(200);
    expect(await program.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('says in words that the database cannot be reached, without the address', async () => {
    const program = start({ DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:9/none' });
    expect((await program.ended).code).toBe(3);
    expect(program.output).toContain('database cannot be reached');
    expect(program.output).not.toContain('hunter2');
  });
});

describe('npm start', () => {
  it('ends with its program and its database when npm is told to', async () => {
    const data = await folder();
    const npm = spawn('npm', ['start'], {
      cwd: ROOT,
      env: { ...process.env, PORT: '0', DEMO: 'off', DATA_DIR: data },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    npm.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    await until(() => said.includes('Health'), 30);
    const postmaster = await postmasterOf(data);
    npm.kill('SIGTERM');
    await until(() => !isRunning(postmaster), 5);
    const address = /Health +(\S+)/.exec(said)?.[1] ?? '';
    await until(async () => (await ready(address.replace('/health/ready', ''))) === 0, 5);
  });
});

describe('the start', () => {
  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://secret@host/db' }, 'DATABASE_URL'],
    [{ NODE_ENV: 'production' }, 'BASE_URL'],
  ])('is refused by name for %j', async (environment, name) => {
    const program = start(environment);
    expect((await program.ended).code).toBe(3);
    expect(program.output).toContain(`${name}: `);
    expect(program.output).not.toMatch(/eighty|secret| {4}at /);
  });
});
