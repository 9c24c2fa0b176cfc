import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holidays } from '../src/venues/hours/closure.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { ContentLab, COUNT } from './content-lab.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
  const women = { date: '2019-03-08', nameUk: 'Жіночий день', nameEn: 'Women’s Day' };
  await lab.database.transaction((tx) => tx.insert(holidays).values(women).onConflictDoNothing());
  lab.app.clock.set('2019-03-20T20:00:00Z');
});
afterAll(() => lab.app.stop());

/** Open from 2 to 31 March 2019, Tuesday to Sunday. */
const WEEK = { opensOn: '2019-03-02', closesOn: '2019-03-31', openWeekdays: [2, 3, 4, 5, 6, 7] };

async function exhibition(parts: Record<string, unknown> = WEEK): Promise<string> {
  const { id } = await lab.made({ kind: 'EXHIBITION', exhibition: parts });
  must(await lab.schedule(id, { place: { atBranch: true } }));
  must(await lab.publish(id));
  return id;
}
const days = async (id: string) => (await lab.readEvent(id))?.staff?.exhibitionDays;

describe('the visitors of an exhibition', () => {
  it('are counted by nobody but the staff of its branch', async () => {
    const variables = { eventId: await exhibition(), date: '2019-03-05', visitors: 3 };
    await lab.database.transaction((tx) => lab.grant(tx, 'stranger', 'LIBRARIAN', lab.branches.next));
    expect(await lab.outcome(COUNT, variables, NOBODY)).toBe('UNAUTHENTICATED');
    for (const as of ['stranger', 'reporter'] as const)
      expect(await lab.outcome(COUNT, variables, { as })).toBe('FORBIDDEN');
    for (const eventId of [newId<'Event'>(), 'nonsense']) {
      expect(await lab.outcome(COUNT, { ...variables, eventId }, LIBRARIAN)).toBe('NOT_FOUND');
    }
    expect(await days(variables.eventId)).toEqual([]);
    must(await lab.count(variables.eventId, '2019-03-05', 3, APPROVER));
    expect(await lab.readEvent(variables.eventId, NOBODY)).toMatchObject({ staff: null });
  });

  it('are written day by day, put right, and taken back', async () => {
    const id = await exhibition();
    const { version } = (await lab.readEvent(id))!;
    must(await lab.count(id, '2019-03-06', 12));
    must(await lab.count(id, '2019-03-05', 0));
    expect(must(await lab.count(id, '2019-03-06', 21)).staff?.exhibitionDays).toEqual([
      { date: '2019-03-05', visitors: 0 },
      { date: '2019-03-06', visitors: 21 },
    ]);
    must(await lab.count(id, '2019-03-06', 21));
    must(await lab.count(id, '2019-03-05', null));
    expect(await days(id)).toEqual([{ date: '2019-03-06', visitors: 21 }]);
    // Whoever counts is in no editor's way.
    expect((await lab.readEvent(id))?.version).toBe(version);
    const lines = (await lab.audit(id)).filter(({ action }) => action === 'COUNT');
    expect(lines.map(({ changes }) => changes)).toEqual([
      [{ field: '2019-03-06', before: null, after: 12 }],
      [{ field: '2019-03-05', before: null, after: 0 }],
      [{ field: '2019-03-06', before: 12, after: 21 }],
      [{ field: '2019-03-05', before: 0, after: null }],
    ]);
  });

  it.each([
    ['before it opens', WEEK, '2019-03-01', 'BEFORE_OPENING'],
    ['on its first day', WEEK, '2019-03-02', null],
    ['on a Monday', WEEK, '2019-03-04', 'OTHER_WEEKDAY'],
    ['today', WEEK, '2019-03-20', null],
    ['tomorrow', WEEK, '2019-03-21', 'AHEAD'],
    ['on its last day', { ...WEEK, closesOn: '2019-03-15' }, '2019-03-15', null],
    ['after that', { ...WEEK, closesOn: '2019-03-15' }, '2019-03-16', 'AFTER_CLOSING'],
    ['with no end', { ...WEEK, closesOn: null }, '2019-03-19', null],
    ['on a day of the branch', { ...WEEK, openWeekdays: [] }, '2019-03-11', null],
    ['on a holiday of the branch', { ...WEEK, openWeekdays: [] }, '2019-03-08', 'BRANCH_CLOSED'],
    ['on a holiday that it is open on all the same', WEEK, '2019-03-08', null],
  ])('%s', async (_, parts, date, reason) => {
    const id = await exhibition(parts);
    const answer = await lab.count(id, date, 5);
    if (reason) expect(answer).toMatchObject({ kind: 'NotOpenThatDay', reason, message: expect.any(String) });
    expect(await days(id)).toEqual(reason ? [] : [{ date, visitors: 5 }]);
  });

  it('are of what is published, and an exhibition', async () => {
    const draft = await lab.made({ kind: 'EXHIBITION', exhibition: WEEK });
    expect(await lab.count(draft.id, '2019-03-05', 5)).toMatchObject({ reason: 'NOT_PUBLISHED' });
    const lecture = await lab.made();
    expect(await lab.count(lecture.id, '2019-03-05', 5)).toMatchObject({
      ...{ kind: 'NotOfThisKind', fields: ['EXHIBITION'] },
    });
  });

  it('are taken back also when the days are others by now', async () => {
    const id = await exhibition();
    must(await lab.count(id, '2019-03-05', 5));
    const { version } = (await lab.readEvent(id))!;
    must(await lab.edit({ id, version }, { exhibition: { openWeekdays: [6, 7] } }));
    expect(await lab.count(id, '2019-03-05', 6)).toMatchObject({ reason: 'OTHER_WEEKDAY' });
    must(await lab.count(id, '2019-03-05', null));
    expect(await days(id)).toEqual([]);
  });

  it.each([-1, 100_001])('are no %d', async (visitors) => {
    const { errors } = await lab.ask(COUNT, { eventId: newId<'Event'>(), date: '2019-03-05', visitors }, LIBRARIAN);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'visitors' }] });
  });

  it('are said, if only to be taken back', async () => {
    const id = await exhibition();
    must(await lab.count(id, '2019-03-05', 5));
    const { errors } = await lab.ask(COUNT, { eventId: id, date: '2019-03-05' }, LIBRARIAN);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain('null to take the count back');
    expect(await days(id)).toEqual([{ date: '2019-03-05', visitors: 5 }]);
  });
});

describe('an exhibition that does not say when it opens', () => {
  /** From 10:00 on 6 March 2019 to 18:00 of the 8th, and on the 12th until midnight. */
  async function dated(parts: Record<string, unknown>): Promise<{ id: string; last: string }> {
    const { id } = await lab.made({
      kind: 'EXHIBITION',
      exhibition: { openWeekdays: [1, 2, 3, 4, 5, 6, 7], ...parts },
    });
    const place = { atBranch: true };
    await lab.arrange(id, 'SERIES');
    must(await lab.schedule(id, { startDate: '2019-03-06', endDate: '2019-03-08', endTime: '18:00', place }));
    const midnight = { startDate: '2019-03-12', endDate: '2019-03-13', endTime: '00:00', place };
    const { id: last } = must(await lab.schedule(id, midnight));
    must(await lab.publish(id));
    return { id, last };
  }
  const reasonOn = async (id: string, date: string) => (await lab.count(id, date, 5))['reason'] ?? null;

  it('is open from its first date to its last', async () => {
    const { id } = await dated({});
    expect(await reasonOn(id, '2019-03-05')).toBe('BEFORE_OPENING');
    for (const date of ['2019-03-06', '2019-03-09', '2019-03-12']) expect(await reasonOn(id, date)).toBeNull();
    expect(await reasonOn(id, '2019-03-13')).toBe('AFTER_CLOSING');
  });

  it('is over by the day that it says', async () => {
    const { id } = await dated({ closesOn: '2019-03-15' });
    expect(await reasonOn(id, '2019-03-15')).toBeNull();
    expect(await reasonOn(id, '2019-03-16')).toBe('AFTER_CLOSING');
  });

  it('has no days of what was called off', async () => {
    const { id, last } = await dated({});
    must(await lab.take('CANCEL', last));
    expect(await reasonOn(id, '2019-03-09')).toBe('AFTER_CLOSING');
    const { id: none } = await lab.made({ kind: 'EXHIBITION' });
    const { id: only } = must(await lab.schedule(none, { place: { atBranch: true } }));
    must(await lab.publish(none));
    must(await lab.take('CANCEL', only));
    expect(await reasonOn(none, '2019-03-09')).toBe('DAYS_UNKNOWN');
  });
});

describe('the days of an exhibition', () => {
  const COUNTED = ['2019-03-05', '2019-03-07'];
  async function counted(): Promise<{ id: string; version: number }> {
    const id = await exhibition();
    for (const date of COUNTED) must(await lab.count(id, date, 5));
    return { id, version: (await lab.readEvent(id))!.version };
  }

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a later opening', { exhibition: { opensOn: '2019-03-06' } }, ['2019-03-05']],
    ['an earlier closing', { exhibition: { closesOn: '2019-03-06' } }, ['2019-03-07']],
    ['both', { exhibition: { opensOn: '2019-03-06', closesOn: '2019-03-06' } }, COUNTED],
    ['another kind', { exhibition: null, kind: 'INFORMATION_MARATHON' }, COUNTED],
  ])('are not taken from under what was counted: %s', async (_, change, dates) => {
    const event = await counted();
    expect(await lab.edit(event, change)).toMatchObject({ kind: 'CountedDays', dates, message: expect.any(String) });
    expect((await lab.readEvent(event.id))?.version).toBe(event.version);
    for (const date of dates) must(await lab.count(event.id, date, null));
    expect((await lab.edit(event, change)).kind).not.toBe('CountedDays');
  });

  it.each<[string, Record<string, unknown>]>([
    ['an opening on the first day counted', { opensOn: '2019-03-05' }],
    ['a closing on the last', { closesOn: '2019-03-07' }],
    ['no closing', { closesOn: null }],
    ['other weekdays', { openWeekdays: [6] }],
  ])('are changed around it: %s', async (_, parts) => {
    must(await lab.edit(await counted(), { exhibition: parts }));
  });
});
