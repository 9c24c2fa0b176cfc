import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { startTestApp, type TestApp } from './app.ts';
import { counts, dump, importPlan, measures, preview, readSample, sampleNames, send } from './plan-lab.ts';

let app: TestApp;
let sample: string;
beforeAll(async () => {
  app = await startTestApp();
  sample = (await readSample()).toString();
});
afterAll(() => app.stop());
beforeEach(() => app.database.reader.execute(sql`truncate plan cascade`));
afterEach(() => app.database.reader.execute(sql`delete from upload`));

describe('who may import', () => {
  it('a librarian may not, and nobody can use the upload of another person', async () => {
    const own = await send(app, 'importPlan', sample, 'librarian');
    expect(own.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const foreign = await app.upload(sample, 'plan.txt', 'librarian');
    const { errors } = await app.gql(
      `mutation ($id: ID!) { importPlan(input: { uploadId: $id }) { __typename } }`,
      { id: foreign },
      { as: 'coordinator' },
    );
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await counts(app)).slice(0, -1)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a preview', () => {
  it('tells every measure with its lines, and the warnings with theirs, and writes nothing', async () => {
    const outcome = await preview(app, sample);
    expect(outcome.measures.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, at) => String(at + 1)));
    expect(outcome.measures[1]?.lines).toEqual([15, 17]);
    expect(outcome.warnings.find(({ code }) => code === 'approval-date-missing')).toBeDefined();
    expect(outcome.warnings.filter(({ code }) => code === 'stray-line').map(({ line }) => line)).toEqual([39, 40]);
    expect(outcome.counts).toEqual({ added: 14, updated: 0, kept: 0, unchanged: 0, gone: 0 });
    expect(outcome.plan).toBeNull();
    expect(await counts(app)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('is followed by the import of the same upload, which is then used up', async () => {
    const uploadId = await app.upload(sample);
    const ask = (mutation: string) =>
      app.gql(
        `mutation ($id: ID!) { ${mutation}(input: { uploadId: $id }) { __typename } }`,
        { id: uploadId },
        { as: 'coordinator' },
      );
    expect((await ask('previewPlanImport')).data).toEqual({ previewPlanImport: { __typename: 'PlanPreviewed' } });
    expect((await ask('importPlan')).data).toEqual({ importPlan: { __typename: 'PlanImported' } });
    expect((await ask('importPlan')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('the plan of 2019', () => {
  it('has 14 measures, 12 goals, 41 audience links and 41 body links, with the official wording verbatim', async () => {
    const { plan } = await importPlan(app, sample);
    expect(plan).toMatchObject({ year: 2019 });
    expect((await counts(app)).slice(0, 5)).toEqual([1, 12, 14, 41, 41]);
    const found = await measures(app, plan?.id ?? '');
    expect(found.map(({ officialWording }) => officialWording['bodies']?.length)).toEqual([
      556, 556, 241, 349, 120, 120, 448, 152, 275, 314, 314, 187, 181, 120,
    ]);
    const eighth = found[7];
    expect(eighth).toMatchObject({
      deliverable: 'EVENT',
      fundingKind: 'NONE',
      term: { kind: 'YEAR', start: '2019-01-01', end: '2019-12-31' },
      sourceLines: [27],
    });
    expect(eighth?.audiences.map(({ audience }) => audience?.code)).toEqual([
      'LIBRARY_VISITORS',
      'RESIDENTS',
      'CITY_GUESTS',
    ]);
    expect(eighth?.responsibleBodies.map(({ body, role }) => [body?.code, role])).toEqual([
      ['DK', 'LEAD'],
      ['RDA', 'CO'],
    ]);
    expect(found[0]?.officialWording['audience']).toContain('срейхолдери');
    expect(found[8]?.goal.text).toBe(found[1]?.goal.text);
  });

  it('is unchanged by a second import of the same document, to the last column', async () => {
    await importPlan(app, sample);
    const before = await dump(app);
    app.clock.set('2031-01-01T00:00:00Z');
    const again = await importPlan(app, sample);
    expect(again).toMatchObject({ changed: false, counts: { added: 0, unchanged: 14 }, differences: [] });
    expect(await dump(app)).toBe(before);
  });

  it.each(['csv', 'xlsx', 'docx'])('is the same plan as .%s', async (format) => {
    const { plan } = await importPlan(app, sample);
    const other = await importPlan(app, await readSample(`kyiv-2019-measures.${format}`));
    expect(other).toMatchObject({
      plan,
      counts: { added: 0, updated: 0, kept: 0, unchanged: 14, gone: 0 },
      differences: [],
    });
  });

  it('is imported once when two people import it at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => importPlan(app, sample)));
    expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1);
    expect((await counts(app)).slice(0, 3)).toEqual([1, 12, 14]);
  });

  it('is committed whole or not at all', async () => {
    await app.database.reader.execute(sql`
      create function refuse_twelfth() returns trigger language plpgsql as $$
      begin if new.number = '12' then raise exception 'no twelfth'; end if; return new; end $$`);
    await app.database.reader.execute(
      sql`create trigger refuse_twelfth before insert on measure for each row execute function refuse_twelfth()`,
    );
    const { errors } = await send(app, 'importPlan', sample);
    await app.database.reader.execute(sql`drop function refuse_twelfth cascade`);
    expect(errors?.[0]).toMatchObject({ message: 'Internal error', extensions: { code: 'INTERNAL' } });
    // The upload is kept for another try.
    expect(await counts(app)).toEqual([0, 0, 0, 0, 0, 1]);
  });
});

describe('every sample', () => {
  it.each(sampleNames())('%s imported twice changes nothing the second time', async (name) => {
    const document = await readSample(`plans/${name}`);
    expect((await importPlan(app, document)).changed).toBe(true);
    const before = await dump(app);
    expect(await importPlan(app, document)).toMatchObject({ changed: false, differences: [] });
    expect(await dump(app)).toBe(before);
  });
});

describe('a document that is no plan', () => {
  it.each([
    ['a recipe', 'Борщ\nБуряк\t2\nКапуста\t1\n', 'NotAPlan'],
    ['nothing', '', 'DocumentEmpty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'UnsupportedDocument'],
    ['a pdf', '%PDF-1.7\n1 0 obj\n', 'UnsupportedDocument'],
    ['one line of a megabyte', 'я'.repeat(1_000_000), 'DocumentTooLarge'],
    ['a broken workbook', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(200)]), 'DocumentDamaged'],
    ['bytes in no encoding', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00, 0x00, 0xdc]), 'DocumentEncodingUnknown'],
    ['a heading alone', 'План на 2024 рік\nЗахід\tВиконавці\tТермін\n', 'PlanWithoutMeasures'],
    ['a plan of no year', 'Захід\tВиконавці\tТермін\nКруглий стіл\tДК\tтравень\n', 'PlanYearNotFound'],
  ])('%s is refused by name, in both languages, and leaves nothing behind', async (_, bytes, kind) => {
    const refused = await importPlan(app, bytes);
    expect(refused.kind).toBe(kind);
    expect(refused.message).toMatch(/[а-яі]/);
    expect((await preview(app, bytes)).kind).toBe(kind);
    expect(await counts(app)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('reading a plan', () => {
  it('asks the database as often for 14 measures as for 3', async () => {
    const { plan } = await importPlan(app, sample);
    const query = `query ($id: ID!, $first: Int!) { plan(id: $id) { goals { text measures { number } } measures(first: $first) { edges { node {
      number plan { year } goal { text } audiences { audience { code aliases } } responsibleBodies { body { code members { code } } } } } } } }`;
    const asked = async (first: number) => {
      app.queries.length = 0;
      const { errors } = await app.gql(query, { id: plan?.id, first });
      expect(errors).toBeUndefined();
      return app.queries.length;
    };
    expect(await asked(14)).toBe(await asked(3));
  });
});
