import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { appendFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Lab, nobody } from './embedded-lab.ts';
import type { Account } from './embedded-lab.ts';
import { ask, connect, descendants, isAlive, until } from './embedded-probe.ts';
import type { Ready } from './embedded-probe.ts';

jest.setTimeout(40_000);

const ordinary = nobody();
const users: [string, Account][] = ordinary
  ? [
      ['root', {}],
      ['an ordinary user', ordinary],
    ]
  : [['an ordinary user', {}]];

describe.each(users)('as %s', (_name, account) => {
  let lab: Lab;
  beforeAll(() => {
    lab = new Lab(account);
  });
  afterEach(() => lab.killAll());
  afterAll(() => lab.close());

  test('makes a cluster, serves it by a private socket only, stops, and opens it again at once', async () => {
    const folder = join(lab.empty(), 'pg');
    const first = lab.run(folder, { durability: 'durable' });
    const ready = await first.ready();
    const [settings] = await ask<Record<string, string>>(
      ready,
      `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
         current_setting('listen_addresses') as listen, current_setting('timezone') as zone,
         datlocprovider::text as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding
       from pg_database where datname = 'postgres'`,
    );
    const expected = {
      checksums: 'on',
      fsync: 'on',
      listen: '',
      zone: 'UTC',
      provider: 'b',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
    };
    expect(settings).toEqual(expected);
    expect(statSync(ready.host).mode & 0o777).toBe(0o700);
    expect(Buffer.byteLength(`${ready.host}/.s.PGSQL.${ready.port}`)).toBeLessThanOrEqual(103);
    expect(readdirSync(folder).sort()).toEqual(['data', 'lock', 'owner']);
    await ask(ready, 'create table kept as select 7 as seven');
    expect(await first.stop()).toBeLessThan(5_000);
    expect(isAlive(ready.pid)).toBe(false);
    expect(existsSync(ready.host)).toBe(false);

    const again = await lab.run(folder, { durability: 'durable' }).ready();
    expect(await ask(again, 'select seven from kept')).toEqual([{ seven: 7 }]);
    // 0.1 s on an idle machine.
    expect(again.took).toBeLessThan(1_500);
  });

  test('the server ends when the program is killed, and the next program starts', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const { pid } = await first.ready();
    await first.kill();
    await until(() => !isAlive(pid), 1.5, 'the death pipe');
    await lab.run(folder).ready();
  });

  test('starts at once while the death pipe is still stopping the server of a killed program', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const { pid } = await first.ready();
    process.kill(pid, 'SIGSTOP');
    await first.kill();
    const next = lab.run(folder);
    await sleep(600);
    process.kill(pid, 'SIGCONT');
    await next.ready();
    expect(isAlive(pid)).toBe(false);
  });

  test('starts over any postmaster.pid that a sudden end leaves', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const { host } = await first.ready();
    const data = realpathSync(join(folder, 'data'));
    const real = readFileSync(join(data, 'postmaster.pid'), 'utf8');
    await first.stop();
    const { uid, gid } = statSync(data);
    const stranger = spawn('sleep', ['60'], process.geteuid?.() === 0 ? { uid, gid } : {});
    const dead = spawn('true');
    await new Promise((done) => dead.once('exit', done));
    const withPid = (pid: number | undefined): string => real.replace(/^\d+/, String(pid));
    const cases = {
      dead: withPid(dead.pid),
      stranger: withPid(stranger.pid),
      empty: '',
      cut: 'x',
      self: withPid(process.pid),
    };
    try {
      for (const text of Object.values(cases)) {
        const pidFile = join(data, 'postmaster.pid');
        writeFileSync(pidFile, text, { mode: 0o600 });
        chownSync(pidFile, uid, gid);
        // The socket's lock file holds the same pid.
        if (!existsSync(host)) mkdirSync(host, { mode: 0o700 });
        chownSync(host, uid, gid);
        const lockFile = join(host, '.s.PGSQL.5432.lock');
        writeFileSync(lockFile, text, { mode: 0o600 });
        chownSync(lockFile, uid, gid);
        const program = lab.run(folder);
        await program.ready();
        await program.stop();
      }
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  test('stops an orphan, whose program and death pipe were both killed', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const ready = await first.ready();
    // Frozen first, or it would start the server again.
    first.child.kill('SIGSTOP');
    const children = descendants(first.pid);
    const family = [ready.pid, ...descendants(ready.pid)];
    for (const pid of children.filter((child) => !family.includes(child))) process.kill(pid, 'SIGKILL');
    await first.kill();
    await sleep(300);
    expect(isAlive(ready.pid)).toBe(true);
    const next = await lab.run(folder).ready();
    expect(isAlive(ready.pid)).toBe(false);
    expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('refuses a folder in use, in words with the process, and leaves that server alone', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const ready = await first.ready();
    const second = await lab.run(folder).failure();
    expect(second).toMatchObject({ name: 'EmbeddedServerError', code: 'IN_USE' });
    expect(second.message).toContain(
      `the data folder ${folder} is in use by another Zakhid (process ${first.pid}); stop it, or give DATABASE_URL`,
    );
    // Also when somebody has removed the lock file: then the command line of the server tells.
    rmSync(join(folder, 'lock'));
    const third = await lab.run(folder).failure();
    expect(third.code).toBe('IN_USE');
    expect(third.message).toContain(`process ${first.pid}`);
    expect(await ask(ready, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('of programs that start at the same moment exactly one wins, on a new folder and on an old one', async () => {
    const folder = lab.empty();
    for (const rows of [0, 1]) {
      const programs = [1, 2, 3].map(() => lab.run(folder, { hold: true }));
      await Promise.all(programs.map((program) => program.hear('loaded')));
      for (const program of programs) program.order('go');
      const outcomes = await Promise.all(programs.map((program) => program.outcome()));
      const winners = outcomes.filter((outcome): outcome is Ready => 'host' in outcome);
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => 'code' in outcome && outcome.code === 'IN_USE')).toHaveLength(2);
      await ask(winners[0]!, 'create table if not exists rounds (n int)');
      expect(await ask(winners[0]!, 'select * from rounds')).toHaveLength(rows);
      await ask(winners[0]!, 'insert into rounds values (1)');
      await lab.killAll();
    }
  });

  test('starts the server again when it dies alone: on the same socket, with a busy backend left over', async () => {
    const program = lab.run(await lab.data());
    const ready = await program.ready();
    const sql = connect(ready);
    const busy = sql`select count(*) from generate_series(1, 1e12::bigint)`.catch(() => undefined);
    await sleep(200);
    process.kill(ready.pid, 'SIGKILL');
    await busy;
    await until(
      () =>
        sql`select 1`.then(
          () => true,
          () => false,
        ),
      5,
      'the server to be back',
    );
    await sql.end({ timeout: 1 });
    program.order('pid');
    const pid = await program.hear<number>('pid');
    expect(pid).not.toBe(ready.pid);
    expect(program.log).toContain('the database server ended by itself');
    // And stop() in the middle of such a restart ends it for good.
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid), 2, 'the kill');
    await program.stop();
    expect(existsSync(ready.host)).toBe(false);
  });

  test('loses no acknowledged row, whoever is killed', async () => {
    const folder = await lab.data();
    const acknowledged: number[] = [];
    const missing = async (ready: Ready): Promise<number[]> => {
      const rows = await ask<{ id: string }>(ready, 'select id from written');
      const found = new Set(rows.map(({ id }) => Number(id)));
      return acknowledged.filter((id) => !found.has(id));
    };
    for (const victims of ['program', 'both', 'program', 'both']) {
      const program = lab.run(folder, { durability: 'durable' });
      const ready = await program.ready();
      if (acknowledged.length > 0) expect(await missing(ready)).toEqual([]);
      program.order('write');
      await program.hear('written');
      await sleep(200 + Math.random() * 200);
      if (victims === 'both') {
        // Frozen, so that it does not start the server again in between.
        program.child.kill('SIGSTOP');
        process.kill(ready.pid, 'SIGKILL');
      }
      await program.kill();
      const ids = program.said.flatMap(({ written }) => (typeof written === 'number' ? [written] : []));
      expect(ids.length).toBeGreaterThan(10);
      acknowledged.push(...ids);
    }
    expect(await missing(await lab.run(folder).ready())).toEqual([]);
  });

  test('says in words what is wrong with a folder', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    await first.ready();
    await first.stop();
    const data = realpathSync(join(folder, 'data'));
    writeFileSync(join(data, 'PG_VERSION'), '17\n');
    const old = await lab.run(folder).failure();
    expect(old.code).toBe('VERSION_MISMATCH');
    expect(old.message).toContain('was made by Postgres 17, and this Zakhid brings Postgres 18');
    writeFileSync(join(data, 'PG_VERSION'), '18\n');
    appendFileSync(join(data, 'postgresql.conf'), '\nno_such_setting = 1\n');
    const broken = await lab.run(folder).failure();
    expect(broken.code).toBe('START_FAILED');
    expect(broken.message).toContain('unrecognized configuration parameter "no_such_setting"');
    rmSync(join(data, 'PG_VERSION'));
    const strange = await lab.run(folder).failure();
    expect(strange.code).toBe('FOLDER_UNUSABLE');
    expect(strange.message).toContain('holds something, but no Postgres database');
  });

  test('puts its socket in no folder that is a link or belongs to somebody else', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const { host } = await first.ready();
    await first.stop();
    const trap = join(lab.folder, `trap-${basename(host)}`);
    mkdirSync(trap);
    if (account.uid !== undefined) chownSync(trap, account.uid, 0);
    symlinkSync(trap, host);
    if (process.geteuid?.() === 0) mkdirSync(`${host}-1`);
    if (process.geteuid?.() === 0) chownSync(`${host}-1`, 1, 1);
    try {
      const second = lab.run(folder);
      const ready = await second.ready();
      expect(ready.host).toBe(`${host}-${process.geteuid?.() === 0 ? 2 : 1}`);
      await second.stop();
      expect(readdirSync(trap)).toEqual([]);
      expect(lstatSync(host).isSymbolicLink()).toBe(true);
    } finally {
      for (const path of [host, `${host}-1`]) rmSync(path, { recursive: true, force: true });
    }
  });
});
