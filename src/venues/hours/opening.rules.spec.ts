import { describe, expect, it } from '@jest/globals';
import type { Id } from '../../platform/ids/id.ts';
import { type Instant, parseInstant } from '../../platform/time/instant.ts';
import { KYIV, toLocal } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { type Hours, isOpenThroughout, openSpans, openSpansOn, specialNote } from './opening.rules.ts';
import type { OpeningHoursRow, SpecialHoursRow } from './opening.tables.ts';

const BRANCH = 'branch' as Id<'Branch'>;
const ROOM = 'room' as Id<'Room'>;
const OTHER = 'other' as Id<'Room'>;

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const stretch = (said: string) => {
  const [opens = '', closes = ''] = said.split('–');
  return { opens: minutes(opens), closes: minutes(closes) };
};

/** `1-5 10:00–19:00`: on these days of the week. */
function weekly(said: readonly string[], roomId: Id<'Room'> | null = null): OpeningHoursRow[] {
  return said.flatMap((line, at) => {
    const [days = '', hours = ''] = line.split(' ');
    const [first = 0, last = first] = days.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, day) => ({
      ...{
        id: `${at} ${day}` as Id<'OpeningHours'>,
        branchId: BRANCH,
        roomId,
        weekday: first + day,
        ...stretch(hours),
      },
    }));
  });
}

/** `2026-07-01 12:00–15:00`, or `2026-07-01 closed`. */
function specially(said: readonly string[], roomId: Id<'Room'> | null = null, note?: string): SpecialHoursRow[] {
  return said.map((line) => {
    const [date = '', hours = ''] = line.split(' ');
    const times = hours === 'closed' ? { opens: null, closes: null } : stretch(hours);
    const notes = { noteUk: note ?? null, noteEn: note ? `${note} en` : null };
    return { id: line as Id<'SpecialHours'>, branchId: BRANCH, roomId, date, ...times, ...notes };
  });
}

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (!instant) throw new Error(`no instant: ${text}`);
  return instant;
}

const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });

const ORDINARY = weekly(['1-5 10:00–19:00', '6 10:00–18:00']);

function hoursOf(parts: Partial<Hours> = {}): Hours {
  return { branchId: BRANCH, zone: KYIV, week: ORDINARY, special: [], holidays: new Map(), closures: [], ...parts };
}

/** As the wall clock of Kyiv shows them, the day left out where it is the one asked for. */
const shown = (spans: readonly Span[], date: string) =>
  spans.map(({ from, to }) =>
    [from, to].map((end) => toLocal(end, KYIV).slice(0, 16).replace(`${date}T`, '')).join('–'),
  );

describe('a room on a day', () => {
  const room = (...said: string[]) => [...ORDINARY, ...weekly(said, ROOM)];
  it.each<[name: string, hours: Hours, date: string, expected: string[]]>([
    ['has the hours of an ordinary week', hoursOf(), '2026-07-01', ['10:00–19:00']],
    ['has those of its own weekday', hoursOf(), '2026-07-04', ['10:00–18:00']],
    ['is shut on a weekday without hours', hoursOf(), '2026-07-05', []],
    [
      'has several stretches, whatever their order in the table',
      hoursOf({ week: weekly(['3 15:00–19:00', '3 09:00–13:00']) }),
      '2026-07-01',
      ['09:00–13:00', '15:00–19:00'],
    ],
    [
      'has stretches that touch as one',
      hoursOf({ week: weekly(['3 13:00–19:00', '3 09:00–13:00']) }),
      '2026-07-01',
      ['09:00–19:00'],
    ],
    ['is narrowed by its own hours', hoursOf({ week: room('1-7 12:00–22:00') }), '2026-07-01', ['12:00–19:00']],
    [
      'is not opened by its own hours where the branch is shut',
      hoursOf({ week: room('1-7 12:00–22:00') }),
      '2026-07-05',
      [],
    ],
    [
      'is shut on a weekday for which it alone says nothing',
      hoursOf({ week: room('1 12:00–15:00') }),
      '2026-07-01',
      [],
    ],
    [
      'is narrowed stretch by stretch',
      hoursOf({ week: [...weekly(['3 09:00–13:00', '3 15:00–19:00']), ...weekly(['3 12:00–16:00'], ROOM)] }),
      '2026-07-01',
      ['12:00–13:00', '15:00–16:00'],
    ],
    [
      'is not narrowed by the hours of another room',
      hoursOf({ week: [...ORDINARY, ...weekly(['1-7 12:00–13:00'], OTHER)] }),
      '2026-07-01',
      ['10:00–19:00'],
    ],
    [
      'has the special hours of the branch',
      hoursOf({ special: specially(['2026-07-01 12:00–23:00']) }),
      '2026-07-01',
      ['12:00–23:00'],
    ],
    [
      'has special hours on their day alone',
      hoursOf({ special: specially(['2026-07-01 12:00–23:00']) }),
      '2026-07-02',
      ['10:00–19:00'],
    ],
    [
      'is shut on a special day without hours',
      hoursOf({ special: specially(['2026-07-01 closed']) }),
      '2026-07-01',
      [],
    ],
    [
      'has its own special hours within those of the branch, before its weekly ones',
      hoursOf({ week: room('1-7 17:00–18:00'), special: specially(['2026-07-01 11:00–20:00'], ROOM) }),
      '2026-07-01',
      ['11:00–19:00'],
    ],
    [
      'is shut on its own special day without hours',
      hoursOf({ special: specially(['2026-07-01 closed'], ROOM) }),
      '2026-07-01',
      [],
    ],
    [
      'is open all day where nobody has said any hours',
      hoursOf({ week: [] }),
      '2026-07-01',
      ['00:00–2026-07-02T00:00'],
    ],
    [
      'narrows a branch that has not said its hours',
      hoursOf({ week: weekly(['3 10:00–12:00'], ROOM) }),
      '2026-07-01',
      ['10:00–12:00'],
    ],
    [
      'keeps special days where nobody has said any hours',
      hoursOf({ week: [], special: specially(['2026-07-01 closed']) }),
      '2026-07-01',
      [],
    ],
    ['is open to midnight', hoursOf({ week: weekly(['3 18:00–24:00']) }), '2026-07-01', ['18:00–2026-07-02T00:00']],
    // The clocks go from 03:00 to 04:00.
    [
      'opens at the next hour when its own is skipped',
      hoursOf({ week: weekly(['7 03:00–10:00']) }),
      '2026-03-29',
      ['04:00–10:00'],
    ],
    [
      'closes at the next hour when its own is skipped',
      hoursOf({ week: weekly(['7 01:00–03:30']) }),
      '2026-03-29',
      ['01:00–04:00'],
    ],
    ['is not open at all within a skipped hour', hoursOf({ week: weekly(['7 03:10–03:50']) }), '2026-03-29', []],
  ])('%s', (_, hours, date, expected) => {
    expect(shown(openSpansOn(hours, ROOM, date), date)).toEqual(expected);
  });

  // On 2026-10-25 the hour from 03:00 happens twice: at 00:00Z in summer time, at 01:00Z in winter time.
  it.each([
    ['opens at the first', '7 03:30–06:00', '2026-10-25T00:30:00Z', '2026-10-25T04:00:00Z'],
    ['closes at the last', '7 02:00–03:30', '2026-10-24T23:00:00Z', '2026-10-25T01:30:00Z'],
    ['is open throughout', '7 03:00–03:30', '2026-10-25T00:00:00Z', '2026-10-25T01:30:00Z'],
    ['closes at the first minute after', '7 02:00–04:00', '2026-10-24T23:00:00Z', '2026-10-25T02:00:00Z'],
  ])('%s of a time that happens twice', (_, week, from, to) => {
    expect(openSpansOn(hoursOf({ week: weekly([week]) }), ROOM, '2026-10-25')).toEqual([span(from, to)]);
  });

  it.each([
    ['2026-03-29', '2026-03-29T07:00:00Z', '2026-03-29T16:00:00Z'],
    ['2026-03-28', '2026-03-28T08:00:00Z', '2026-03-28T17:00:00Z'],
    ['2026-10-25', '2026-10-25T08:00:00Z', '2026-10-25T17:00:00Z'],
    ['2026-10-24', '2026-10-24T07:00:00Z', '2026-10-24T16:00:00Z'],
  ])('keeps the wall clock around a change of clocks: %s', (date, from, to) => {
    expect(openSpansOn(hoursOf({ week: weekly(['1-7 10:00–19:00']) }), ROOM, date)).toEqual([span(from, to)]);
  });

  it('has its branch’s hours where no room is asked for', () => {
    const hours = hoursOf({ week: [...ORDINARY, ...weekly(['1-7 12:00–13:00'], ROOM)] });
    expect(shown(openSpansOn(hours, null, '2026-07-01'), '2026-07-01')).toEqual(['10:00–19:00']);
  });
});

describe('a room over several days', () => {
  it('is open over midnight where one day closes as the next opens', () => {
    const hours = hoursOf({ week: weekly(['5 18:00–24:00', '6 00:00–02:00', '6 10:00–24:00', '7 01:00–02:00']) });
    expect(shown(openSpans(hours, ROOM, '2026-07-03', '2026-07-05'), '2026-07-04')).toEqual([
      '2026-07-03T18:00–02:00',
      '10:00–2026-07-05T00:00',
      '2026-07-05T01:00–2026-07-05T02:00',
    ]);
  });

  it.each([
    ['2026-03-28', '2026-03-30', 71],
    ['2026-10-24', '2026-10-26', 73],
  ])('is open without a gap from %s to %s where nobody has said any hours', (first, last, hoursLong) => {
    const spans = openSpans(hoursOf({ week: [] }), ROOM, first, last);
    expect(spans.map(({ from, to }) => (to.getTime() - from.getTime()) / 3_600_000)).toEqual([hoursLong]);
  });
});

describe('a span', () => {
  const night = weekly(['5 18:00–24:00', '6 00:00–02:00']);
  it.each<[name: string, hours: Hours, from: string, to: string, expected: boolean]>([
    ['that is the whole day', hoursOf(), '2026-07-01T10:00:00+03:00', '2026-07-01T19:00:00+03:00', true],
    ['that begins before opening', hoursOf(), '2026-07-01T09:59:00+03:00', '2026-07-01T11:00:00+03:00', false],
    ['that ends after closing', hoursOf(), '2026-07-01T18:00:00+03:00', '2026-07-01T19:01:00+03:00', false],
    ['over a night that is shut', hoursOf(), '2026-07-01T18:00:00+03:00', '2026-07-02T11:00:00+03:00', false],
    ['past midnight', hoursOf({ week: night }), '2026-07-03T22:00:00+03:00', '2026-07-04T02:00:00+03:00', true],
    ['to midnight', hoursOf({ week: night }), '2026-07-03T22:00:00+03:00', '2026-07-04T00:00:00+03:00', true],
    ['from midnight', hoursOf({ week: night }), '2026-07-04T00:00:00+03:00', '2026-07-04T01:00:00+03:00', true],
    [
      'over a break at noon',
      hoursOf({ week: weekly(['3 09:00–13:00', '3 14:00–19:00']) }),
      '2026-07-01T12:00:00+03:00',
      '2026-07-01T15:00:00+03:00',
      false,
    ],
    [
      'over the hour that is skipped',
      hoursOf({ week: weekly(['7 00:00–08:00']) }),
      '2026-03-29T02:30:00+02:00',
      '2026-03-29T04:30:00+03:00',
      true,
    ],
    [
      'in the second of the hours that happen twice',
      hoursOf({ week: weekly(['7 00:00–03:45']) }),
      '2026-10-25T03:15:00+02:00',
      '2026-10-25T03:45:00+02:00',
      true,
    ],
  ])('%s', (_, hours, from, to, expected) => {
    expect(isOpenThroughout(hours, ROOM, span(from, to))).toBe(expected);
  });
});

describe('the note of a special day', () => {
  const ofBranch = specially(['2026-07-01 closed'], null, 'Прибирання');
  it.each<[name: string, special: SpecialHoursRow[], room: Id<'Room'> | null, expected: string | undefined]>([
    ['is the branch’s', ofBranch, ROOM, 'Прибирання'],
    [
      'is the room’s before the branch’s',
      [...ofBranch, ...specially(['2026-07-01 closed'], ROOM, 'Фарба')],
      ROOM,
      'Фарба',
    ],
    [
      'is the branch’s where the room’s own day has none',
      [...ofBranch, ...specially(['2026-07-01 closed'], ROOM)],
      ROOM,
      'Прибирання',
    ],
    ['is none of another room', specially(['2026-07-01 closed'], OTHER, 'Фарба'), ROOM, undefined],
    ['is none of another day', specially(['2026-07-02 closed'], null, 'Прибирання'), null, undefined],
  ])('%s', (_, special, room, expected) => {
    const note = specialNote(hoursOf({ special }), room, '2026-07-01');
    expect(note).toEqual(expected === undefined ? null : { uk: expected, en: `${expected} en` });
  });
});
