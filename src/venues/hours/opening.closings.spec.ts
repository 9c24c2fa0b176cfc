import { describe, expect, it } from '@jest/globals';
import type { Id } from '../../platform/ids/id.ts';
import { type Instant, parseInstant } from '../../platform/time/instant.ts';
import { KYIV } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import type { ClosureKind, ClosureRow } from './closure.tables.ts';
import { closingsOver, type Hours, withoutClosings } from './opening.rules.ts';
import type { SpecialHoursRow } from './opening.tables.ts';

const BRANCH = 'branch' as Id<'Branch'>;
const ROOM = 'room' as Id<'Room'>;
const KIN = 'kin' as Id<'Room'>;
const OTHER = 'other' as Id<'Room'>;

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (!instant) throw new Error(`no instant: ${text}`);
  return instant;
}

const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });

function closure(from: string, to: string, roomId: Id<'Room'> | null = null, kind: ClosureKind = 'REPAIR'): ClosureRow {
  const times = { startsAt: at(from), endsAt: at(to) };
  const stamps = { liftedAt: null, version: 1, createdAt: times.startsAt, updatedAt: times.startsAt };
  const wall = { startLocal: '', zone: KYIV, wallMinutes: 0 };
  const id = `closure ${from}` as Id<'Closure'>;
  return { ...times, ...stamps, ...wall, id, branchId: BRANCH, roomId, kind, reasonUk: 'Ремонт', reasonEn: null };
}

function special(opens: number | null, closes: number | null, roomId: Id<'Room'> | null = null): SpecialHoursRow {
  const notes = { noteUk: null, noteEn: null };
  return { id: 'special' as Id<'SpecialHours'>, branchId: BRANCH, roomId, date: '2026-05-01', opens, closes, ...notes };
}

function hoursOf(parts: Partial<Hours> = {}): Hours {
  return { branchId: BRANCH, zone: KYIV, week: [], special: [], holidays: new Map(), closures: [], ...parts };
}

const MAY_1 = { date: '2026-05-01', nameUk: 'День праці', nameEn: 'Labour Day' };
const onHolidays = (...rows: (typeof MAY_1)[]) => new Map(rows.map((row) => [row.date, row]));

describe('what keeps a room shut', () => {
  const may = span('2026-05-01T10:00:00+03:00', '2026-05-01T12:00:00+03:00');
  const kinds = (hours: Hours, over: Span = may) =>
    closingsOver(hours, [ROOM, KIN], over).map(({ closureId, kind }) => closureId ?? kind);

  it('is a public holiday, from midnight to midnight', () => {
    expect(closingsOver(hoursOf({ holidays: onHolidays(MAY_1) }), [ROOM], may)).toEqual([
      {
        closureId: null,
        kind: 'HOLIDAY',
        reasonUk: 'День праці',
        reasonEn: 'Labour Day',
        ...span('2026-05-01T00:00:00+03:00', '2026-05-02T00:00:00+03:00'),
      },
    ]);
  });

  it.each<[name: string, hours: Hours, over: Span, expected: string[]]>([
    ['is no holiday where the branch does not close on them', hoursOf(), may, []],
    [
      'is no holiday for which the branch has set hours',
      hoursOf({ holidays: onHolidays(MAY_1), special: [special(600, 840)] }),
      may,
      [],
    ],
    [
      'is a holiday on which the branch is specially shut',
      hoursOf({ holidays: onHolidays(MAY_1), special: [special(null, null)] }),
      may,
      ['HOLIDAY'],
    ],
    [
      'is a holiday for which a room alone has set hours',
      hoursOf({ holidays: onHolidays(MAY_1), special: [special(600, 840, ROOM)] }),
      may,
      ['HOLIDAY'],
    ],
    [
      'is no holiday that begins as the span ends',
      hoursOf({ holidays: onHolidays(MAY_1) }),
      span('2026-04-30T22:00:00+03:00', '2026-05-01T00:00:00+03:00'),
      [],
    ],
    [
      'is a holiday into which the span reaches',
      hoursOf({ holidays: onHolidays(MAY_1) }),
      span('2026-04-30T22:00:00+03:00', '2026-05-01T00:01:00+03:00'),
      ['HOLIDAY'],
    ],
    [
      'is a closure of the branch',
      hoursOf({ closures: [closure('2026-05-01T09:00:00+03:00', '2026-05-01T18:00:00+03:00')] }),
      may,
      ['closure 2026-05-01T09:00:00+03:00'],
    ],
    [
      'is a closure of a room that shares a part with it',
      hoursOf({ closures: [closure('2026-05-01T09:00:00+03:00', '2026-05-01T18:00:00+03:00', KIN)] }),
      may,
      ['closure 2026-05-01T09:00:00+03:00'],
    ],
    [
      'is no closure of another room',
      hoursOf({ closures: [closure('2026-05-01T09:00:00+03:00', '2026-05-01T18:00:00+03:00', OTHER)] }),
      may,
      [],
    ],
    [
      'is a closure of a part of the day that the span meets',
      hoursOf({ closures: [closure('2026-05-01T11:59:00+03:00', '2026-05-01T18:00:00+03:00')] }),
      may,
      ['closure 2026-05-01T11:59:00+03:00'],
    ],
    [
      'is no closure that begins as the span ends, or ends as it begins',
      hoursOf({
        closures: [
          closure('2026-05-01T12:00:00+03:00', '2026-05-01T18:00:00+03:00'),
          closure('2026-05-01T08:00:00+03:00', '2026-05-01T10:00:00+03:00'),
        ],
      }),
      may,
      [],
    ],
    [
      'is told by start',
      hoursOf({
        holidays: onHolidays(MAY_1),
        closures: [
          closure('2026-05-01T11:00:00+03:00', '2026-05-01T18:00:00+03:00'),
          closure('2026-04-30T08:00:00+03:00', '2026-05-01T11:00:00+03:00', KIN, 'EMERGENCY'),
        ],
      }),
      may,
      ['closure 2026-04-30T08:00:00+03:00', 'HOLIDAY', 'closure 2026-05-01T11:00:00+03:00'],
    ],
  ])('%s', (_, hours, over, expected) => {
    expect(kinds(hours, over)).toEqual(expected);
  });

  it('is taken out of what is open', () => {
    const open = [
      span('2026-05-01T10:00:00Z', '2026-05-01T12:00:00Z'),
      span('2026-05-01T13:00:00Z', '2026-05-01T18:00:00Z'),
    ];
    const shut = [
      span('2026-05-01T11:00:00Z', '2026-05-01T14:00:00Z'),
      span('2026-05-01T15:00:00Z', '2026-05-01T16:00:00Z'),
    ];
    expect(withoutClosings(open, shut)).toEqual([
      span('2026-05-01T10:00:00Z', '2026-05-01T11:00:00Z'),
      span('2026-05-01T14:00:00Z', '2026-05-01T15:00:00Z'),
      span('2026-05-01T16:00:00Z', '2026-05-01T18:00:00Z'),
    ]);
  });
});
