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
    ['with no beginning', { ...WEEK, opensOn: null }, '2019-03-19', 'DAYS_UNKNOWN'],
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
    must(await lab.edit({ id, version }, { exhibition: { opensOn: '2019-03-10' } }));
    expect(await lab.count(id, '2019-03-05', 6)).toMatchObject({ reason: 'BEFORE_OPENING' });
    must(await lab.count(id, '2019-03-05', null));
    expect(await days(id)).toEqual([]);
  });

  it.each([-1, 100_001])('are no %d', async (visitors) => {
    const { errors } = await lab.ask(COUNT, { eventId: newId<'Event'>(), date: '2019-03-05', visitors }, LIBRARIAN);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'visitors' }] });
  });
});
