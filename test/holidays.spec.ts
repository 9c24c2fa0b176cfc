import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { specialHours } from '../src/venues/hours/opening.tables.ts';
import type { Asking } from './app.ts';
import {
  ADMIN,
  CLEAR_DAY,
  HOLIDAYS,
  HoursLab,
  IMPORT,
  type Parts,
  REMOVE,
  SET_DAY,
  spansOf,
  WEEKDAYS,
} from './hours-lab.ts';
import { ROOT } from './program.ts';

let lab: HoursLab;
let branchId: string;
let hallA: string;
beforeAll(async () => {
  lab = await HoursLab.start();
  ({ branchId, hallA } = lab);
});
afterAll(() => lab.venues.app.stop());
beforeEach(() => lab.empty());

describe('a special day', () => {
  const set = (parts: Parts, asking?: Asking) =>
    lab.result(SET_DAY, { branchId, date: '2026-05-04', stretches: [], ...parts }, asking);
  const evening = [{ opens: '18:00', closes: '24:00' }];

  it('has hours of its own and a note, until it is cleared', async () => {
    await lab.setHours(WEEKDAYS);
    const notes = { noteUk: 'Ніч музеїв', noteEn: 'Night of museums' };
    expect(await set({ stretches: evening, ...notes })).toMatchObject({ special: true, note: 'Ніч музеїв' });
    expect(await lab.lastAudit()).toMatchObject({
      ...{ action: 'SET_SPECIAL_DAY', thingKind: 'Branch', thingId: branchId, scopeIds: [branchId] },
      changes: [{ field: '2026-05-04', before: null, after: { hours: ['18:00–24:00'], ...notes } }],
    });
    const [day, next] = await lab.days('2026-05-04', 2, { language: 'en' });
    expect([spansOf(day!), day?.note, day?.special]).toEqual([['18:00–00:00'], 'Night of museums', true]);
    expect([spansOf(next!), next?.note, next?.special]).toEqual([['10:00–19:00'], null, false]);
    const cleared = await lab.result(CLEAR_DAY, { branchId, date: '2026-05-04' });
    expect(cleared).toMatchObject({ special: false, note: null, spans: [{ from: '2026-05-04T10:00:00+03:00' }] });
  });

  it('replaces the one before, and shuts without stretches', async () => {
    await lab.setHours(WEEKDAYS);
    await set({ stretches: [...evening, { opens: '09:00', closes: '12:00' }] });
    expect(await set({ noteUk: 'Санітарний день' })).toMatchObject({
      spans: [],
      note: 'Санітарний день',
      special: true,
    });
    expect(await lab.venues.database.reader.$count(specialHours)).toBe(1);
  });

  it('of a room is narrowed by the branch’s and concerns the room alone', async () => {
    await lab.setHours(WEEKDAYS);
    const answer = await set({ roomId: hallA, stretches: evening, noteUk: 'Репетиція' });
    expect(answer).toMatchObject({ note: 'Репетиція', spans: [{ to: '2026-05-04T19:00:00+03:00' }] });
    expect(spansOf((await lab.days('2026-05-04'))[0]!)).toEqual(['10:00–19:00']);
    expect(spansOf(await lab.roomDay(hallA, '2026-05-04'))).toEqual(['18:00–19:00']);
    await lab.result(CLEAR_DAY, { branchId, roomId: hallA, date: '2026-05-04' });
    expect(spansOf(await lab.roomDay(hallA, '2026-05-04'))).toEqual(['10:00–19:00']);
  });

  it('with hours keeps the branch open on a public holiday', async () => {
    await lab.result(IMPORT, { csv: 'date,nameUk,nameEn\n2026-05-04,Свято,Holiday\n' }, ADMIN);
    expect((await set({ stretches: evening })).closings).toEqual([]);
    expect((await set({})).closings).toMatchObject([{ kind: 'HOLIDAY' }]);
  });

  it('refuses stretches that overlap, and an English note alone', async () => {
    expect(await set({ stretches: [...evening, ...evening] })).toMatchObject({
      kind: 'StretchesClash',
      stretches: [0, 1],
    });
    const alone = { branchId, date: '2026-05-04', stretches: [], noteEn: 'Closed' };
    expect(await lab.code(SET_DAY, alone, ADMIN)).toBe('BAD_USER_INPUT');
  });
});

describe('the list of public holidays', () => {
  const sample = (year: number) => readFileSync(join(ROOT, `samples/holidays/ukraine-${year}.csv`), 'utf8');
  const importing = (csv: string, parts: Parts = {}) => lab.result(IMPORT, { csv, ...parts }, ADMIN);
  const list = (...lines: string[]) => ['date,nameUk,nameEn', ...lines].join('\n');
  const onList = async (year: number, asking: Asking = {}) =>
    (await lab.venues.data<{ holidays: { date: string; nameUk: string; name: string }[] }>(HOLIDAYS, { year }, asking))
      .holidays;

  it('is the administrators’', async () => {
    for (const as of ['librarian', 'approver', 'coordinator', 'stranger'] as const) {
      expect([as, await lab.code(IMPORT, { csv: sample(2026) }, { as })]).toEqual([as, 'FORBIDDEN']);
      expect([as, await lab.code(REMOVE, { date: '2026-05-01' }, { as })]).toEqual([as, 'FORBIDDEN']);
    }
    expect(await onList(2026)).toEqual([]);
  });

  it('is imported once, and the second time changes nothing', async () => {
    expect(await importing(sample(2026), { dryRun: true })).toMatchObject({ added: 11 });
    expect(await onList(2026)).toEqual([]);
    expect(await importing(sample(2026))).toEqual({ added: 11, changed: 0, unchanged: 0, removed: 0 });
    const audited = await lab.lastAudit();
    expect(audited).toMatchObject({ action: 'IMPORT', thingKind: 'HolidayList' });
    expect(audited?.changes).toHaveLength(11);
    expect(await importing(sample(2026))).toEqual({ added: 0, changed: 0, unchanged: 11, removed: 0 });
    expect(await lab.lastAudit()).toEqual(audited);
    expect(await importing(sample(2019))).toMatchObject({ added: 11 });
    const easter = { date: '2026-04-12', nameUk: 'Великдень', nameEn: 'Easter', name: 'Easter' };
    expect(await onList(2026, { language: 'en' })).toContainEqual(easter);
    expect((await onList(2019)).map(({ date }) => date)).toContain('2019-05-01');
  });

  it('gives known dates new names, and keeps what the list leaves out', async () => {
    await importing(list('2026-05-01,День праці,Labour Day', '2026-05-08,Пам’ять,Remembrance'));
    expect(await importing(list('2026-05-01,Перше травня,May Day'))).toMatchObject({
      added: 0,
      changed: 1,
      unchanged: 0,
    });
    expect((await onList(2026)).map(({ nameUk }) => nameUk)).toEqual(['Перше травня', 'Пам’ять']);
  });

  it.each([
    ['semicolons and a byte-order mark', '\ufeffdate;nameUk;nameEn\r\n2026-05-01;День праці;Labour Day\r\n'],
    ['columns in another order, and one more', 'nameEn,note,date,nameUk\nLabour Day,,2026-05-01,День праці'],
    ['quoted names and empty lines', 'date,nameUk,nameEn\n\n2026-05-01,"День праці","Labour Day"\n,,\n'],
  ])('is read with %s', async (_, csv) => {
    expect(await importing(csv)).toMatchObject({ added: 1 });
    expect(await onList(2026)).toMatchObject([{ date: '2026-05-01', nameUk: 'День праці', nameEn: 'Labour Day' }]);
  });

  it('is refused whole, with every wrong line', async () => {
    const csv = list(
      '2026-05-01,День праці,Labour Day',
      '2026-02-30,Немає,None',
      '01.05.2026,День праці,Labour Day',
      '2026-05-01,День праці,Labour Day',
      '2026-05-08,,Remembrance',
      '1999-05-08,Давно,',
      `2026-05-09,${'а'.repeat(201)},Long`,
    );
    const refused = await importing(csv);
    expect(refused).toMatchObject({ kind: 'HolidayListInvalid', message: expect.stringContaining('рядок 3: дата') });
    expect((refused.lines as { line: number }[]).map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 7, 8]);
    expect(await onList(2026)).toEqual([]);
  });

  it.each<[name: string, csv: string, line: number, says: string]>([
    ['nothing at all', '', 1, 'date,nameUk,nameEn'],
    ['no heading', '2026-05-01,День праці,Labour Day', 1, 'date,nameUk,nameEn'],
    ['a heading alone', 'date,nameUk,nameEn\n', 1, 'жодного'],
    ['a quotation mark that nothing closes', 'date,nameUk,nameEn\n2026-05-01,"День,Labour Day\n', 2, 'лапки'],
    [
      'more than 1000 days',
      list(
        ...Array.from(
          { length: 1_001 },
          (_, at) => `${new Date(at * 86_400_000 + 1e12).toISOString().slice(0, 10)},С,H`,
        ),
      ),
      1_002,
      '1000',
    ],
  ])('is refused with %s', async (_, csv, line, says) => {
    expect((await importing(csv)).lines).toEqual([{ line, message: expect.stringContaining(says) }]);
  });

  it('may not be longer than 50000 characters', async () => {
    expect(await lab.code(IMPORT, { csv: 'x'.repeat(50_001) }, ADMIN)).toBe('BAD_USER_INPUT');
  });

  it('loses a day that is removed, once', async () => {
    await importing(list('2026-05-01,День праці,Labour Day'));
    expect(await lab.result(REMOVE, { date: '2026-05-01' }, ADMIN)).toMatchObject({ nameUk: 'День праці' });
    expect(await lab.lastAudit()).toMatchObject({ action: 'REMOVE', changes: [{ field: '2026-05-01', after: null }] });
    expect(await onList(2026)).toEqual([]);
    expect(await lab.code(REMOVE, { date: '2026-05-01' }, ADMIN)).toBe('NOT_FOUND');
  });

  it('is not told of years that nobody plans', async () => {
    expect(await lab.code(HOLIDAYS, { year: 1999 }, {})).toBe('BAD_USER_INPUT');
  });

  it('closes a branch only where it closes on holidays', async () => {
    await importing(list('2026-05-04,Свято,Holiday'));
    expect((await lab.days('2026-05-04'))[0]?.spans).toEqual([]);
    const branch = await lab.versionOf();
    await lab.venues.data(
      'mutation ($input: UpdateBranchInput!) { updateBranch(input: $input) { ... on Branch { id } } }',
      { input: { id: branchId, version: branch, closesOnHolidays: false } },
      ADMIN,
    );
    expect((await lab.days('2026-05-04'))[0]).toMatchObject({ closings: [], spans: [{}] });
  });
});
