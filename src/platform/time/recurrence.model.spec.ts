import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, KYIV } from './local.ts';
import { expandRule, readRule } from './recurrence.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** A rule as the model below reads it: every part that a rule may have. */
interface Said {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  weekdays: { ordinal: number; weekday: Weekday }[];
  monthDays: number[];
  months: number[];
  positions: number[];
  weekStart: Weekday;
}

/** Every day of eight years, looked at one by one; the first days of it stand only in weeks that begin before a start. */
const CALENDAR = Array.from({ length: 8 * 366 }, (_, index) => {
  const date = addDays('2024-01-01', index);
  const { year, month, day, weekday, daysInMonth = 0 } = DateTime.fromISO(date, { zone: 'utc' });
  return { date, index, year, month, day, weekday: weekday - 1, fromEnd: daysInMonth - day + 1 };
});
type Day = (typeof CALENDAR)[number];

/** RFC 5545 section 3.3.10 read off for one day after the other: slow and plain, and nothing of it is the library's. */
function naiveDates(said: Said, start: Day): string[] {
  const { frequency, interval, weekdays, monthDays, months, positions } = said;
  const weekStart = WEEKDAYS.indexOf(said.weekStart);
  const weekOf = (day: Day) => Math.floor((day.index - ((day.weekday - weekStart + 7) % 7) + 7) / 7);
  const period = {
    DAILY: (day: Day) => day.index,
    WEEKLY: weekOf,
    MONTHLY: (day: Day) => day.year * 12 + day.month,
    YEARLY: (day: Day) => day.year,
  }[frequency];
  const isNth = (day: Day, ordinal: number) =>
    ordinal === 0 || Math.ceil((ordinal > 0 ? day.day : day.fromEnd) / 7) === Math.abs(ordinal);
  const fits = (day: Day): boolean => {
    if (months.length > 0 && !months.includes(day.month)) return false;
    if (monthDays.length > 0 && !monthDays.includes(day.day) && !monthDays.includes(-day.fromEnd)) return false;
    if (weekdays.length > 0) {
      return weekdays.some(({ ordinal, weekday }) => WEEKDAYS[day.weekday] === weekday && isNth(day, ordinal));
    }
    if (monthDays.length > 0 || frequency === 'DAILY') return true;
    if (frequency === 'WEEKLY') return day.weekday === start.weekday;
    return day.day === start.day && (frequency === 'MONTHLY' || months.length > 0 || day.month === start.month);
  };
  const sets = Map.groupBy(
    CALENDAR.filter((day) => (period(day) - period(start)) % interval === 0 && fits(day)),
    period,
  );
  return [...sets.values()]
    .flatMap((set) =>
      positions.length === 0
        ? set
        : set.filter((_, at) => positions.includes(at + 1) || positions.includes(at - set.length)),
    )
    .filter((day) => day.index >= start.index)
    .map(({ date }) => date);
}

function textOf(said: Said): string {
  const weekdays = said.weekdays.map(({ ordinal, weekday }) => `${ordinal || ''}${weekday}`);
  const lists = { BYDAY: weekdays, BYMONTHDAY: said.monthDays, BYMONTH: said.months, BYSETPOS: said.positions };
  const parts = Object.entries(lists).filter(([, list]) => list.length > 0);
  return [
    `FREQ=${said.frequency}`,
    `INTERVAL=${said.interval}`,
    ...parts.map(([name, list]) => `${name}=${list.join(',')}`),
    `WKST=${said.weekStart}`,
  ].join(';');
}

const upTo = (most: number) => fc.integer({ min: 1, max: most });
const signed = (most: number) => fc.tuple(upTo(most), fc.constantFrom(1, -1)).map(([value, sign]) => value * sign);
const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(fc.constant<T[]>([]), fc.array(one, { maxLength: 3 }));

const ANY_RULE = fc
  .record({
    frequency: fc.constantFrom<Said['frequency']>('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.oneof(fc.constant(1), upTo(9)),
    weekdays: few(
      fc.record({ ordinal: fc.oneof(fc.constant(0), signed(5)), weekday: fc.constantFrom<Weekday>(...WEEKDAYS) }),
    ),
    monthDays: few(signed(31)),
    months: few(upTo(12)),
    positions: few(signed(4)),
    weekStart: fc.constantFrom<Weekday>(...WEEKDAYS),
  })
  .map((said): Said => {
    const { frequency, months } = said;
    const ofMonth = frequency === 'MONTHLY' || (frequency === 'YEARLY' && months.length > 0);
    const weekdays = said.weekdays.map((one) => ({ ...one, ordinal: ofMonth ? one.ordinal : 0 }));
    const monthDays = frequency === 'WEEKLY' ? [] : said.monthDays;
    const hasSet = weekdays.length + monthDays.length + months.length > 0;
    return { ...said, weekdays, monthDays, positions: hasSet ? said.positions : [] };
  });

/** Holds the rule from that day against the model; where that is no day of the rule, also from the day it is told. */
function holdAgainstModel(said: Said, day: Day, count: number, met: Set<string>): void {
  const limit = `${day.year + 3}${day.month === 2 && day.day === 29 ? '-02-28' : day.date.slice(4)}`;
  const dates = naiveDates(said, day).filter((date) => date <= limit);
  const rule = readRule(`${textOf(said)};COUNT=${count}`, KYIV, 'uk');
  if ('kind' in rule) throw new Error(rule.message);
  const result = expandRule(rule, `${day.date}T15:00:00`, { language: 'uk' });
  met.add('kind' in result ? result.kind : 'dates');

  const [first] = dates;
  if (first === undefined) {
    expect(result).toMatchObject({ kind: 'RuleHasNoDates' });
  } else if (first !== day.date) {
    expect(result).toMatchObject({ kind: 'RuleMissesStart', nextLocal: `${first}T15:00:00` });
    const next = CALENDAR.find(({ date }) => date === first);
    if (next && next.year < 2029) holdAgainstModel(said, next, count, met);
  } else if (dates.length < count) {
    expect(result).toMatchObject({ kind: 'RuleTooLong', lastDate: limit });
  } else {
    expect(result).toEqual(dates.slice(0, count).map((date) => `${date}T15:00:00`));
  }
}

describe('any rule', () => {
  it('gives the dates that counting day by day gives, or says what is wrong as that shows', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(ANY_RULE, fc.constantFrom(...CALENDAR.slice(7, 3 * 366)), upTo(30), (said, day, count) => {
        holdAgainstModel(said, day, count, met);
      }),
      { numRuns: 150 },
    );
    expect([...met].sort()).toEqual(['RuleHasNoDates', 'RuleMissesStart', 'RuleTooLong', 'dates']);
  });
});
