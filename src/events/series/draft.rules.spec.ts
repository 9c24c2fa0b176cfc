import { newId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { parseInstant } from '../../platform/time/instant.ts';
import { dateOf, KYIV, timeOf } from '../../platform/time/local.ts';
import { placeInTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { WishedPlace } from '../sessions/place.rules.ts';
import { newSession } from '../sessions/session.making.ts';
import type { AskedEdit } from './asked-edit.rules.ts';
import { draftsOf, draftsOfEnding } from './draft.rules.ts';
import { changedTime, inScope } from './edit.rules.ts';

const NOW = parseInstant('2019-03-01T08:00:00Z')!;
const event = { id: newId<'Event'>(), minimumAttendance: null };
const nowhere: WishedPlace = {
  ...{ place: 'TO_BE_FOUND', branchId: newId<'Branch'>(), zone: KYIV, roomId: null, layoutKind: null },
  ...{ expectedPeople: null, setUpMinutes: null, tearDownMinutes: null, equipment: [] },
};
const hall: WishedPlace = {
  ...nowhere,
  ...{ place: 'ROOM', roomId: newId<'Room'>(), layoutKind: 'THEATRE', expectedPeople: 40 },
};

function session(parts: Partial<SessionRow> = {}, day = '2019-04-03', from = '15:00', to = '16:30'): SessionRow {
  const time = placeInTime({ startDate: day, startTime: from, endDate: day, endTime: to }, KYIV, 'uk');
  if (isRefusal(time)) throw new Error(time.message);
  return { ...newSession(event, { time, place: hall, now: NOW }), ...parts };
}

const asked = (parts: Partial<AskedEdit> = {}): AskedEdit => ({
  ...{ change: {}, place: null, scope: 'ALL', includeExceptions: false, changesPlace: Boolean(parts.place) },
  ...{ arrangement: 'SERIES', overrides: [], language: 'uk', now: NOW },
  ...parts,
});

function draftOf(row: SessionRow, parts: Partial<AskedEdit>) {
  const drafts = draftsOf([row], asked(parts));
  if (isRefusal(drafts)) return { fate: drafts.kind, plan: null };
  return drafts[0]!;
}

const LATER = { change: { startTime: '16:00' } };
const ELSEWHERE: Partial<AskedEdit> = { place: { ...hall, roomId: newId<'Room'>() } };

describe('what becomes of a date', () => {
  it.each([
    ['that stands in the calendar', {}, LATER, 'PLANNED'],
    ['that is so already', {}, { change: { startTime: '15:00' } }, 'UNCHANGED'],
    ['that is in that place already', {}, { place: hall }, 'UNCHANGED'],
    ['that is not certain', { happeningStatus: 'TENTATIVE' }, LATER, 'PLANNED'],
    ['that was moved already', { happeningStatus: 'RESCHEDULED' }, LATER, 'PLANNED'],
    ['that wants a place', { standing: 'TO_PLACE' }, LATER, 'PLANNED'],
    ['that was dropped', { standing: 'DROPPED' }, LATER, 'NOT_CHANGEABLE'],
    ['that was cancelled', { happeningStatus: 'CANCELLED' }, LATER, 'NOT_CHANGEABLE'],
    ['that was postponed', { happeningStatus: 'POSTPONED' }, LATER, 'NOT_CHANGEABLE'],
    ['that was held', { happeningStatus: 'HELD' }, LATER, 'NOT_CHANGEABLE'],
    ['that begins now', { startsAt: NOW }, LATER, 'NOT_CHANGEABLE'],
    ['that begins now and has no place', { startsAt: NOW, standing: 'TO_PLACE' }, LATER, 'NOT_CHANGEABLE'],
    ['with its own time', { exceptions: ['TIME'] }, LATER, 'EXCEPTION_KEPT'],
    ['with its own time, by an edit of places', { exceptions: ['TIME'] }, ELSEWHERE, 'PLANNED'],
    ['with its own place', { exceptions: ['PLACE'] }, ELSEWHERE, 'EXCEPTION_KEPT'],
    ['with its own time, alone', { exceptions: ['TIME'] }, { ...LATER, scope: 'THIS' }, 'PLANNED'],
    ['with its own time, among exceptions', { exceptions: ['TIME'] }, { ...LATER, includeExceptions: true }, 'PLANNED'],
    ['moved online, by an edit of times', { happeningStatus: 'MOVED_ONLINE', place: 'ONLINE' }, LATER, 'PLANNED'],
    [
      'moved online, by one of places',
      { happeningStatus: 'MOVED_ONLINE', place: 'ONLINE' },
      ELSEWHERE,
      'EXCEPTION_KEPT',
    ],
    [
      'moved online, by one of its place',
      { happeningStatus: 'MOVED_ONLINE', place: 'ONLINE' },
      { ...ELSEWHERE, scope: 'THIS' },
      'NOT_CHANGEABLE',
    ],
    ['that would end before it starts', {}, { change: { endTime: '14:00' } }, 'EndBeforeStart'],
  ] as [string, Partial<SessionRow>, Partial<AskedEdit>, string][])('%s', (_, parts, edit, fate) => {
    expect(draftOf(session(parts), edit).fate).toBe(fate);
  });

  it('with its own time keeps it and goes to the common place', () => {
    const row = session({ exceptions: ['TIME'] });
    const { plan } = draftOf(row, { ...LATER, ...ELSEWHERE });
    expect(plan!.after).toMatchObject({
      startLocal: row.startLocal,
      roomId: ELSEWHERE.place!.roomId,
      exceptions: ['TIME'],
    });
  });

  it.each([
    ['SERIES', LATER, ['TIME']],
    ['SERIES', ELSEWHERE, ['PLACE']],
    ['SERIES', { ...LATER, ...ELSEWHERE }, ['TIME', 'PLACE']],
    ['COURSE', LATER, []],
    ['SINGLE', LATER, []],
  ] as const)('of a %s is an exception only in what was changed of it alone', (arrangement, edit, exceptions) => {
    expect(draftOf(session(), { ...edit, arrangement, scope: 'THIS' }).plan!.after.exceptions).toEqual(exceptions);
  });

  it('is told the same equipment in any order', () => {
    const [one, other] = [
      { equipmentId: newId(), quantity: 1 },
      { equipmentId: newId(), quantity: 2 },
    ];
    // As Postgres gives it back: shorter names first.
    const had = [one, other].map(({ equipmentId, quantity }) => ({ quantity, equipmentId }));
    expect(draftOf(session({ equipment: had }), { place: { ...hall, equipment: [other, one] } }).fate).toBe(
      'UNCHANGED',
    );
  });

  it('that wants a place in an hour that never comes says so, and may wish for another', () => {
    const row = session({ standing: 'TO_PLACE', brokenKinds: ['Closed'] }, '2019-03-31', '05:00', '06:00');
    const { fate, plan } = draftOf(row, { change: { startTime: '03:30' } });
    expect(fate).toBe('PLANNED');
    expect(plan!.after).toMatchObject({ startLocal: '2019-03-31T03:30:00', brokenKinds: ['SkippedHour'] });
    expect(draftOf(plan!.after, ELSEWHERE).plan!.after.brokenKinds).toEqual(['SkippedHour']);
    const again = draftOf(plan!.after, { change: { startTime: '07:00' } });
    expect(again.plan!.after.brokenKinds).toEqual([]);
    const elsewhere = draftOf({ ...row, brokenKinds: ['Overlap'] }, ELSEWHERE);
    expect(elsewhere.plan!.after.brokenKinds).toEqual([]);
  });
});

describe('the time of a date', () => {
  it.each([
    [{ startTime: '16:00' }, '2019-04-03 16:00', '2019-04-03 17:30'],
    [{ startTime: '23:30' }, '2019-04-03 23:30', '2019-04-04 01:00'],
    [{ endTime: '17:00' }, '2019-04-03 15:00', '2019-04-03 17:00'],
    [{ startTime: '14:00', endTime: '15:00' }, '2019-04-03 14:00', '2019-04-03 15:00'],
    [{ shiftDays: -7 }, '2019-03-27 15:00', '2019-03-27 16:30'],
    [{ shiftDays: 28, startTime: '10:00' }, '2019-05-01 10:00', '2019-05-01 11:30'],
    [{ startDate: '2019-04-05' }, '2019-04-05 15:00', '2019-04-05 16:30'],
    [{ startDate: '2019-04-05', endTime: '18:00' }, '2019-04-05 15:00', '2019-04-05 18:00'],
    [{ endDate: '2019-04-04' }, '2019-04-03 15:00', '2019-04-04 16:30'],
  ])('after %j', (change, from, to) => {
    const { startDate, startTime, endDate, endTime } = changedTime(session(), change);
    expect([`${startDate} ${startTime}`, `${endDate} ${endTime}`]).toEqual([from, to]);
  });

  it('over midnight ends on the next day still', () => {
    const night = { startLocal: '2019-04-03T22:00:00', wallMinutes: 180 };
    const { endDate, endTime } = changedTime(night, { endTime: '02:00', shiftDays: 1 });
    expect([endDate, endTime]).toEqual(['2019-04-05', '02:00']);
  });

  it('stays on the wall while clocks change', () => {
    const { plan } = draftOf(session({}, '2019-04-03'), { change: { shiftDays: -7 } });
    const { after, before } = plan!;
    expect([dateOf(after.startLocal), timeOf(after.startLocal)]).toEqual(['2019-03-27', '15:00']);
    expect(wallTimeOf(after).endTime).toBe('16:30');
    // One hour of winter more.
    expect((before!.startsAt.getTime() - after.startsAt.getTime()) / 3_600_000).toBe(7 * 24 - 1);
  });
});

describe('the scope', () => {
  const dates = ['2019-04-03', '2019-04-10', '2019-04-17'].map((day) => session({}, day));

  it.each([
    ['THIS', [1]],
    ['FOLLOWING', [1, 2]],
    ['ALL', [0, 1, 2]],
  ] as const)('%s', (scope, at) => {
    expect(inScope(dates, dates[1]!, scope)).toEqual(at.map((one) => dates[one]));
  });
});

describe('calling a date off', () => {
  it.each([
    ['in the calendar', {}, 'CANCELS'],
    ['postponed', { happeningStatus: 'POSTPONED', reason: 'Хвороба' }, 'CANCELS'],
    ['to place', { standing: 'TO_PLACE' }, 'DROPS'],
    ['cancelled', { happeningStatus: 'CANCELLED' }, 'NOT_CHANGEABLE'],
    ['held', { happeningStatus: 'HELD' }, 'NOT_CHANGEABLE'],
    ['begun', { startsAt: NOW }, 'NOT_CHANGEABLE'],
    ['dropped', { standing: 'DROPPED' }, 'NOT_CHANGEABLE'],
  ] as [string, Partial<SessionRow>, string][])('that is %s', (_, parts, fate) => {
    expect(draftsOfEnding([session(parts)], { reason: 'Ремонт', now: NOW }).map((draft) => draft.fate)).toEqual([fate]);
  });
});
