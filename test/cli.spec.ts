import { access, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { Program, ROOT } from './program.ts';

jest.setTimeout(60_000);

const SAMPLE = join(ROOT, 'samples/kyiv-2019-measures.txt');
let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zakhid-cli-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command without a database unless one is given. */
async function zakhid(args: readonly string[], environment: Record<string, string> = {}) {
  const program = new Program({ DATA_DIR: join(folder, 'none'), ...environment }, 'bin/zakhid.js', args);
  const { code } = await program.ended;
  return { code, said: program.stdout, complained: program.stderr };
}

const withDatabase = () => ({ DATABASE_URL: database.url });

describe('zakhid plan preview --json', () => {
  it('prints one object in the documented shape, needs no database, and makes none', async () => {
    const { code, said, complained } = await zakhid(['plan', 'preview', SAMPLE, '--json']);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    const plan = JSON.parse(said) as { measures: Record<string, unknown>[]; warnings: Record<string, unknown>[] };
    expect(Object.keys(plan)).toEqual(['title', 'year', 'measures', 'warnings']);
    expect(plan).toMatchObject({ year: 2019, title: expect.stringMatching(/^План заходів .* на 2019 рік$/) });
    expect(plan.measures.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, at) => String(at + 1)));
    expect(plan.measures[4]).toEqual({
      number: '5',
      goal: expect.stringContaining('гібридним загрозам'),
      title: expect.stringContaining('всеукраїнському конкурсі'),
      audiences: ['MUNICIPAL_JOURNALISTS'],
      funding: 'NONE',
      bodies: [{ code: 'DSK', role: 'LEAD' }],
      term: { kind: 'QUARTER', start: '2019-04-01', end: '2019-06-30' },
      deliverable: 'PARTICIPATION',
      lines: [22],
    });
    for (const warning of plan.warnings) expect(Object.keys(warning)).toEqual(['line', 'code', 'message']);
    await expect(access(join(folder, 'none'))).rejects.toThrow();
  });

  it('reads names by the directory of the database when there is one', async () => {
    const { code, said } = await zakhid(['plan', 'preview', SAMPLE, '--json'], withDatabase());
    expect(code).toBe(0);
    expect((JSON.parse(said) as { measures: unknown[] }).measures).toHaveLength(14);
  });

  it('prints the refusal of a document that is no plan, with status 1', async () => {
    const file = join(folder, 'recipe.txt');
    await writeFile(file, 'Борщ\n\nБуряк\t2\nКапуста\t1\n');
    const { code, said, complained } = await zakhid(['plan', 'preview', file, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ refusal: { kind: 'NotAPlan' } });
    expect(complained).toMatch(/^zakhid: .+\n$/);
  });

  it('refuses a file of many gigabytes without reading it', async () => {
    const file = join(folder, 'large.txt');
    const handle = await open(file, 'w');
    await handle.truncate(20_000_000_000);
    await handle.close();
    const { code, said } = await zakhid(['plan', 'preview', file, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ refusal: { kind: 'DocumentTooLarge', what: 'BYTES' } });
  });
});

describe('zakhid plan preview', () => {
  it.each([
    ['uk', 'Рядок не належить до жодного пункту'],
    ['en', 'This line belongs to no measure'],
  ])('prints a table and the warnings with their lines (%s)', async (language, words) => {
    const { code, said } = await zakhid(['plan', 'preview', SAMPLE, '--lang', language]);
    expect(code).toBe(0);
    expect(said).toMatch(/^8 +27 +YEAR +NONE +EVENT +LIBRARY_VISITORS, RESIDENTS/m);
    expect(said).toContain('Warnings (');
    expect(said).toContain(`line 40: ${words}`);
  });
});

describe('zakhid plan import', () => {
  it('imports once, and says that the second time changed nothing', async () => {
    const first = await zakhid(['plan', 'import', SAMPLE, '--json'], withDatabase());
    expect(first.complained).toBe('');
    expect(JSON.parse(first.said)).toMatchObject({ changed: true, counts: { ADDED: 14 } });
    const second = await zakhid(['plan', 'import', SAMPLE], withDatabase());
    expect(second).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Nothing to change: .*\n.*unchanged 14/),
    });
  });
});

describe('zakhid holidays import', () => {
  const HOLIDAYS = join(ROOT, 'samples/holidays/ukraine-2026.csv');

  it('counts before it imports, imports once, and says that the second time changed nothing', async () => {
    const importing = async (...options: string[]) =>
      (await zakhid(['holidays', 'import', HOLIDAYS, ...options], withDatabase())).said;
    expect(await importing('--dry-run')).toBe('Would be: added 11, changed 0, unchanged 0\n');
    expect(JSON.parse(await importing('--json'))).toEqual({ added: 11, changed: 0, unchanged: 0, removed: 0 });
    expect(await importing()).toBe('Holidays: added 0, changed 0, unchanged 11\n');
  });

  it('names every wrong line, with status 1', async () => {
    const file = join(folder, 'holidays.csv');
    await writeFile(file, 'date,nameUk,nameEn\n2026-13-01,Свято,Holiday\n2026-12-01,,Holiday\n');
    const { code, said, complained } = await zakhid(['holidays', 'import', file, '--lang', 'en'], withDatabase());
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained).toMatch(/^zakhid: .*holidays\.csv:2: the date .*\nzakhid: .*holidays\.csv:3: the name .*\n$/);
  });
});

describe('wrong usage', () => {
  it.each([
    [['plan', 'preview']],
    [['plan', 'preview', join(tmpdir(), 'there-is-no-such-file')]],
    [['plan', 'preview', SAMPLE, '--year', 'soon']],
    [['plan', 'preview', SAMPLE, '--colour']],
    [['holidays', 'import']],
    [['holidays', 'import', join(tmpdir(), 'there-is-no-such-file')]],
    [['fly']],
    [[]],
  ])('%j ends with 2 and a word on standard error', async (args) => {
    const { code, said, complained } = await zakhid(args);
    expect({ code, said }).toEqual({ code: 2, said: '' });
    expect(complained).not.toBe('');
    expect(complained).not.toContain('    at ');
  });
});

describe('help', () => {
  it.each([
    [['--help']],
    [['serve', '--help']],
    [['migrate', '--help']],
    [['admin', '--help']],
    [['admin', 'create', '--help']],
    [['plan', '--help']],
    [['plan', 'preview', '--help']],
    [['plan', 'import', '--help']],
    [['holidays', 'import', '--help']],
    [['demo', '--help']],
    [['settings', '--help']],
  ])('%j', async (args) => {
    const { code, said } = await zakhid(args);
    expect(code).toBe(0);
    expect(said).toMatch(/^Usage: zakhid/);
  });
});

describe('other commands', () => {
  it('migrate is done once', async () => {
    const { code, said } = await zakhid(['migrate'], withDatabase());
    expect({ code, said }).toEqual({ code: 0, said: '0 migrations applied\n' });
  });

  it('demo fills an empty city, and leaves a full one alone', async () => {
    const empty = await createTestDatabase();
    try {
      expect((await zakhid(['demo'], { DATABASE_URL: empty.url })).code).toBe(0);
      expect((await zakhid(['demo'], { DATABASE_URL: empty.url })).code).toBe(0);
      expect(
        await zakhid(['demo'], {
          DATABASE_URL: empty.url,
          NODE_ENV: 'production',
          BASE_URL: 'https://a.example',
          SMTP_URL: 'smtp://a.example',
        }),
      ).toMatchObject({ code: 1 });
    } finally {
      await empty.drop();
    }
  });

  it('a wrong setting ends with 3, by name', async () => {
    const { code, complained } = await zakhid(['migrate'], { PORT: 'x' });
    expect(code).toBe(3);
    expect(complained).toContain('PORT: ');
  });
});
