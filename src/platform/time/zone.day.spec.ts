import { describe, expect, it } from '@jest/globals';
import { formatUtc, instantFromMillis, minutesBetween } from './instant.ts';
import { addDays, localDateTime, resolveLocal, toLocal } from './local.ts';
import { minutesOfTime, timeOfMinutes } from './minute.ts';
import { dateIn, datesFrom, daySpan, wallInstant, weekdayOf } from './zone.day.ts';

const ZONES = [
  'Europe/Kyiv',
  'Europe/Warsaw',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'America/New_York',
  // Half an hour is changed here.
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  // Midnight itself is skipped in one half of the year and repeated in the other.
  'Africa/Cairo',
  'America/Havana',
  'America/Santiago',
  // A whole day was skipped here: 2011-12-30.
  'Pacific/Apia',
];
const CHANGES = [
  ...['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'],
  ...['2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-04-24', '2026-10-29', '2026-09-06', '2026-04-04'],
  ...['2011-12-29', '2011-12-30', '2011-12-31', '2027-12-31', '2028-02-29'],
];
const MINUTES = [0, 1, 30, 59, 60, 61, 119, 120, 150, 179, 180, 181, 210, 239, 240, 600, 1_380, 1_410, 1_439];

/** Days spread over a hundred years, the same in every run. */
const spread = Array.from({ length: 60 }, (_, at) => formatUtc(instantFromMillis(at * 53_000_000_000)).slice(0, 10));

/** What the time library says of the moment, skipped ones taken as the next that is there. */
function lookedUp(date: string, minutes: number, zone: string) {
  const resolved = resolveLocal(localDateTime(date, timeOfMinutes(minutes)), zone);
  if (resolved.kind === 'repeated') return { first: formatUtc(resolved.instant), last: formatUtc(resolved.last) };
  if (resolved.kind === 'exact') return { first: formatUtc(resolved.instant), last: formatUtc(resolved.instant) };
  const next = resolveLocal(resolved.nextValid, zone);
  if (next.kind === 'skipped') throw new Error('the moment after a gap is none');
  return { first: formatUtc(next.instant), last: formatUtc(next.instant) };
}

describe.each(ZONES)('a day of %s', (zone) => {
  it.each([
    ['where clocks are changed', CHANGES],
    ['of a hundred years', spread],
  ])('%s has the instants the time library says', (_, dates) => {
    for (const date of dates) {
      for (const minutes of MINUTES) {
        const { first, last } = lookedUp(date, minutes, zone);
        const found = (['first', 'last'] as const).map((which) => formatUtc(wallInstant(date, minutes, zone, which)));
        expect([date, minutes, ...found]).toEqual([date, minutes, first, last]);
      }
    }
  });

  it('ends where the next begins', () => {
    for (const date of [...CHANGES, ...spread]) {
      const next = addDays(date, 1);
      expect(formatUtc(daySpan(date, zone).to)).toBe(formatUtc(daySpan(next, zone).from));
      expect(formatUtc(wallInstant(date, 1_440, zone, 'last'))).toBe(formatUtc(wallInstant(next, 0, zone)));
    }
  });

  it('is what the calendar shows at every quarter of an hour in it', () => {
    for (const date of CHANGES.slice(0, 14)) {
      const start = daySpan(date, zone).from.getTime();
      for (let quarter = -8; quarter < 108; quarter += 1) {
        const at = instantFromMillis(start + quarter * 900_000);
        expect([formatUtc(at), dateIn(at, zone)]).toEqual([formatUtc(at), toLocal(at, zone).slice(0, 10)]);
      }
    }
  });
});

it.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
  ['2026-07-01', 24],
])('%s has %i hours in Kyiv', (date, hours) => {
  const { from, to } = daySpan(date, 'Europe/Kyiv');
  expect(minutesBetween(from, to)).toBe(hours * 60);
});

it('counts days over the ends of months and years', () => {
  expect(datesFrom('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  expect(datesFrom('2026-12-31', '2027-01-01')).toEqual(['2026-12-31', '2027-01-01']);
  expect(datesFrom('2026-01-02', '2026-01-01')).toEqual([]);
});

it('knows the days of the week by ISO 8601', () => {
  expect(datesFrom('2026-03-23', '2026-03-29').map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('reads and writes minutes of a day', () => {
  expect([0, 61, 600, 1_439, 1_440].map(timeOfMinutes)).toEqual(['00:00', '01:01', '10:00', '23:59', '24:00']);
  for (let minutes = 0; minutes <= 1_440; minutes += 1) expect(minutesOfTime(timeOfMinutes(minutes))).toBe(minutes);
});
