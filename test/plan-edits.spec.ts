import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { startTestApp, type TestApp } from './app.ts';
import { dump, edit, importPlan, type MeasureNode, measures, preview, readSample } from './plan-lab.ts';

let app: TestApp;
let sample: string;
beforeAll(async () => {
  app = await startTestApp();
  sample = (await readSample()).toString();
});
afterAll(() => app.stop());
beforeEach(() => app.database.reader.execute(sql`truncate plan cascade`));
afterEach(() => app.database.reader.execute(sql`delete from upload`));

describe('an import over edits by hand', () => {
  it('keeps the edit, shows the difference, and follows the document elsewhere', async () => {
    const { plan } = await importPlan(app, sample);
    const id = plan?.id ?? '';
    const eighth = (await measures(app, id))[7] as MeasureNode;
    await edit(app, eighth, { title: 'Публічні заходи в бібліотеках', audiences: [{ code: 'RESIDENTS' }] });

    const same = await importPlan(app, sample);
    expect(same).toMatchObject({ changed: false, counts: { kept: 1, unchanged: 13 } });
    expect(same.differences.map(({ number, field, kept }) => [number, field, kept])).toEqual([
      ['8', 'title', true],
      ['8', 'audiences', true],
    ]);

    const renewed = sample
      .replace('Грудень 2019 року', 'Листопад 2019 року')
      .replace('Проведення публічних заходів', 'Влаштування публічних заходів');
    const seen = await preview(app, renewed);
    expect(seen.counts).toMatchObject({ updated: 1, kept: 1, unchanged: 12 });
    const after = await importPlan(app, renewed);
    expect(after.counts).toEqual(seen.counts);
    const found = await measures(app, id);
    expect(found[7]).toMatchObject({ title: 'Публічні заходи в бібліотеках', id: eighth.id });
    expect(found[7]?.officialWording['title']).toContain('Влаштування публічних заходів');
    expect(found[7]?.audiences.map(({ audience }) => audience?.code)).toEqual(['RESIDENTS']);
    expect(found[9]?.term).toEqual({ kind: 'MONTH', start: '2019-11-01', end: '2019-11-30' });
    expect((await importPlan(app, renewed)).changed).toBe(false);
  });

  it('keeps the day of approval that a person filled in', async () => {
    const { plan } = await importPlan(app, sample);
    const { data } = await app.gql<{ updatePlan: { approvalDate: string } }>(
      `mutation ($id: ID!) { updatePlan(input: { id: $id, version: 1, approvalDate: "2019-02-14" }) { ... on Plan { approvalDate } } }`,
      { id: plan?.id },
      { as: 'coordinator' },
    );
    expect(data.updatePlan.approvalDate).toBe('2019-02-14');
    const again = await importPlan(app, sample);
    expect(again).toMatchObject({
      changed: false,
      differences: [{ number: null, field: 'approvalDate', stored: '2019-02-14', document: '', kept: true }],
    });
  });

  it('marks a measure that the document no longer has, and takes it back when it returns', async () => {
    const { plan } = await importPlan(app, sample);
    const without = sample
      .split('\n')
      .filter((_, at) => at !== 26)
      .join('\n');
    expect((await importPlan(app, without)).counts).toMatchObject({ gone: 1 });
    const gone = (await measures(app, plan?.id ?? '')).find(({ number }) => number === '8');
    expect(gone?.inDocument).toBe(false);
    await importPlan(app, sample);
    const back = (await measures(app, plan?.id ?? '')).find(({ number }) => number === '8');
    expect(back).toMatchObject({ id: gone?.id, inDocument: true });
  });

  it('learns a name that became known as an alias', async () => {
    const strange = sample.replace('Широкий загал', 'Мандрівні лицарі');
    const first = await importPlan(app, strange);
    expect(first.warnings.find(({ code }) => code === 'unknown-audience')).toMatchObject({ line: 19 });
    const before = (await measures(app, first.plan?.id ?? ''))[3];
    expect(before?.audiences).toEqual([{ text: 'Мандрівні лицарі', qualifier: null, audience: null }]);
    const { data } = await app.gql<{
      audience: { id: string; nameUk: string; nameEn: string; aliases: string[]; version: number };
    }>(`{ audience(slug: "general-public") { id version nameUk nameEn aliases } }`);
    const aliases = [...data.audience.aliases, 'мандрівні лицарі'];
    await app.gql(
      `mutation ($input: DirectoryEntryInput!) { updateAudience(input: $input) { __typename } }`,
      { input: { ...data.audience, aliases } },
      { as: 'coordinator' },
    );
    expect((await importPlan(app, strange)).counts).toMatchObject({ updated: 1, unchanged: 13 });
    const after = (await measures(app, first.plan?.id ?? ''))[3];
    expect(after?.audiences.map(({ audience }) => audience?.code)).toEqual(['GENERAL_PUBLIC']);
  });
});

describe('an edit by hand while an import runs', () => {
  it('is kept, whichever of both comes first', async () => {
    const { plan } = await importPlan(app, sample);
    const measure = (await measures(app, plan?.id ?? ''))[7] as MeasureNode;
    const moved = `\n${sample}`;
    const edits = Array.from({ length: 5 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, 100 + at * 150));
      return edit(app, { ...measure, ...(await measures(app, plan?.id ?? ''))[7] }, { title: `Правка ${at}` });
    });
    const [, ...answers] = await Promise.all([importPlan(app, moved), ...edits]);
    const last = answers.findLastIndex(({ kind }) => kind === undefined);
    expect((await measures(app, plan?.id ?? ''))[7]?.title).toBe(`Правка ${last}`);
  });

  it('waits for the import that holds the plan, and the other way round', async () => {
    const { plan } = await importPlan(app, sample);
    const id = plan?.id ?? '';
    const eighth = (await measures(app, id))[7] as MeasureNode;
    let held: Promise<unknown> = Promise.resolve();
    let edited: Promise<unknown> = Promise.resolve();
    await app.database.transaction(async (tx) => {
      await tx.execute(sql`select 1 from measure where plan_id = ${id} and number = '1' for update`);
      held = importPlan(app, `\n${sample}`);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      edited = edit(app, eighth, { title: 'Правка під час імпорту' });
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await Promise.all([held, edited]);
    const after = (await measures(app, id))[7];
    const answer = (await edited) as { kind?: string };
    expect([answer.kind, after?.title]).toEqual(
      answer.kind ? ['ChangedMeanwhile', eighth.title] : [undefined, 'Правка під час імпорту'],
    );
  });

  it('may give two measures a new goal each at the same moment', async () => {
    const { plan } = await importPlan(app, sample);
    const found = await measures(app, plan?.id ?? '');
    const answers = await Promise.all(
      found.slice(0, 6).map((measure, at) => edit(app, measure, { goal: `Нова ціль ${at}` })),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => undefined));
  });
});

describe('a document without a title', () => {
  it('is a plan that goes by the name of its file, so that two of them stay two', async () => {
    const table = 'Захід\tВиконавці\tТермін\nКруглий стіл\tДепартамент культури\tпротягом 2025 року\n';
    const named = async (fileName: string) => {
      const id = await app.upload(table, fileName);
      const { data } = await app.gql<{ importPlan: { plan: { id: string; title: string } } }>(
        `mutation ($id: ID!) { importPlan(input: { uploadId: $id }) { ... on PlanImported { plan { id title } } } }`,
        { id },
        { as: 'coordinator' },
      );
      return data.importPlan.plan;
    };
    const first = await named('Львів.txt');
    expect(first.title).toBe('План заходів на 2025 рік (Львів)');
    expect((await named('Одеса.txt')).id).not.toBe(first.id);
    expect((await named('Львів.txt')).id).toBe(first.id);
  });
});

describe('an edit of a measure', () => {
  it('refuses a stale version, an unknown code and a term that ends before it starts, and changes nothing', async () => {
    const { plan } = await importPlan(app, sample);
    const fifth = (await measures(app, plan?.id ?? ''))[4] as MeasureNode;
    const before = await dump(app);
    expect(await edit(app, { ...fifth, version: 7 }, { title: 'x' })).toMatchObject({ kind: 'ChangedMeanwhile' });
    expect(await edit(app, fifth, { audiences: [{ code: 'DRAGONS' }] })).toMatchObject({ kind: 'UnknownCode' });
    expect(await edit(app, fifth, { term: { kind: 'PERIOD', start: '2019-05-02', end: '2019-05-01' } })).toMatchObject({
      kind: 'TermEndsBeforeStart',
    });
    expect(await dump(app)).toBe(before);
  });

  it('lets one of two win that saw the same version', async () => {
    const { plan } = await importPlan(app, sample);
    const fifth = (await measures(app, plan?.id ?? ''))[4] as MeasureNode;
    const answers = await Promise.all([edit(app, fifth, { title: 'Один' }), edit(app, fifth, { title: 'Два' })]);
    expect(answers.map(({ kind }) => kind ?? 'written').sort()).toEqual(['ChangedMeanwhile', 'written']);
  });
});
