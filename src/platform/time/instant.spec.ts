import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { formatUtc, instantFromMillis, parseInstant } from './instant.ts';

const read = (text: string) => {
  const instant = parseInstant(text);
  return instant === null ? null : formatUtc(instant);
};

/** What the time library reads; it knows more forms, and years and fractions without end, which are left out below. */
function lookedUp(text: string): string | null {
  const found = DateTime.fromISO(text.replace(' ', 'T')).toUTC();
  return found.isValid && found.year >= 1 && found.year <= 9_999 ? found.toJSDate().toISOString() : null;
}

const digits = (length: number, max: number, min = 0) =>
  fc.integer({ min, max }).map((number) => String(number).padStart(length, '0'));
const offset = fc.oneof(
  fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+23:59', '-23:59'),
  fc
    .tuple(fc.constantFrom('+', '-'), digits(2, 23), digits(2, 59))
    .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
);
const year = fc.oneof(
  digits(4, 9_999),
  digits(4, 2_100, 1_890),
  fc.constantFrom('0000', '0001', '0004', '0099', '0100', '1582', '1900', '2000', '2024', '2100', '9999'),
);
const separator = fc.constantFrom('T', 't', ' ');
/** Days and hours that no month and no day has are among them. */
const date = fc.tuple(year, digits(2, 13), digits(2, 32)).map((parts) => parts.join('-'));
/** Not 24: the time library takes 24:00:00, which RFC 3339 does not know. */
const hour = fc.oneof({ weight: 9, arbitrary: digits(2, 23) }, { weight: 1, arbitrary: digits(2, 99, 25) });
const sixty = fc.oneof({ weight: 9, arbitrary: digits(2, 59) }, { weight: 1, arbitrary: digits(2, 99, 60) });
const time = fc.tuple(hour, sixty, sixty).map((parts) => parts.join(':'));

describe('an instant', () => {
  it('is read as the time library reads it, with an offset and without what no calendar has', () => {
    fc.assert(
      fc.property(date, separator, time, offset, (date, separator, time, offset) => {
        const text = `${date}${separator}${time}${offset}`;
        expect([text, read(text)]).toEqual([text, lookedUp(text)]);
      }),
      { numRuns: 4_000 },
    );
  });

  it('is read to the millisecond, and what is finer is cut off', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,9}$/), offset, (fraction, offset) => {
        const millis = fraction.padEnd(3, '0').slice(0, 3);
        const whole = lookedUp(`2026-03-29T18:00:07${offset}`);
        expect(read(`2026-03-29T18:00:07.${fraction}${offset}`)).toBe(whole?.replace('.000Z', `.${millis}Z`));
      }),
    );
  });

  it('is read again as it was written, by this program and by the time library in any zone', () => {
    const millis = fc.integer({ min: Date.parse('0001-01-02T00:00Z'), max: Date.parse('9999-12-30T23:59:59.999Z') });
    const zone = fc.constantFrom('utc', 'Europe/Kyiv', 'Asia/Kathmandu', 'America/St_Johns', 'UTC+14', 'UTC-12');
    fc.assert(
      fc.property(millis, zone, (millis, zone) => {
        const instant = instantFromMillis(millis);
        expect(parseInstant(formatUtc(instant))).toEqual(instant);
        // Offsets before 1930 or so have seconds, which RFC 3339 cannot write.
        const written = DateTime.fromMillis(millis, { zone });
        if (Number.isInteger(written.offset)) expect(parseInstant(written.toISO()!)).toEqual(instant);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read from every day of four hundred years, and from no other', () => {
    for (let year = 1_900; year < 2_300; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const days = DateTime.utc(year, month).daysInMonth!;
        const on = (day: number) =>
          `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00Z`;
        expect(read(on(days))).toBe(on(days).replace('Z', '.000Z'));
        expect(read(on(days + 1))).toBeNull();
      }
    }
  });
});

describe('a text', () => {
  it.each([
    ['2026-03-29T18:00:00+03:00', '2026-03-29T15:00:00.000Z', 'with an offset'],
    ['2026-03-29T18:00:00-03:30', '2026-03-29T21:30:00.000Z', 'with a negative offset of half an hour'],
    ['2026-03-29T18:00:00+12:45', '2026-03-29T05:15:00.000Z', 'with an offset of three quarters'],
    ['2026-01-01T00:30:00+02:00', '2025-12-31T22:30:00.000Z', 'of the year before, in UTC'],
    ['2026-12-31T23:30:00-02:00', '2027-01-01T01:30:00.000Z', 'of the year after, in UTC'],
    ['2026-03-29T18:00:00-00:00', '2026-03-29T18:00:00.000Z', 'in UTC, from an unknown place'],
    ['2026-03-29T23:59:59+23:59', '2026-03-29T00:00:59.000Z', 'with the largest offset'],
    ['2026-03-29t18:00:00z', '2026-03-29T18:00:00.000Z', 'in small letters'],
    ['2026-03-29 18:00:00Z', '2026-03-29T18:00:00.000Z', 'with a space'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z', 'of a leap day'],
    ['2000-02-29T12:00:00Z', '2000-02-29T12:00:00.000Z', 'of the leap day of a fourth century'],
    ['0004-02-29T12:00:00Z', '0004-02-29T12:00:00.000Z', 'of a leap day before the year 100'],
    ['0099-06-01T12:00:00Z', '0099-06-01T12:00:00.000Z', 'of a year that Date takes for 1999'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', 'of the first moment'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z', 'of the last moment'],
    ['2026-03-29T18:00:00.5Z', '2026-03-29T18:00:00.500Z', 'with tenths'],
    ['2026-03-29T18:00:00.05Z', '2026-03-29T18:00:00.050Z', 'with hundredths'],
    ['2026-03-29T18:00:00.007Z', '2026-03-29T18:00:00.007Z', 'with milliseconds'],
    ['2026-03-29T18:00:00.999999999Z', '2026-03-29T18:00:00.999Z', 'with nanoseconds, which are cut off'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999Z', 'with microseconds before 1970, cut off likewise'],
    ['1969-12-31T23:59:59.001+02:00', '1969-12-31T21:59:59.001Z', 'with milliseconds before 1970'],
  ])('%s is read as %s: %s', (text, utc) => {
    expect(read(text)).toBe(utc);
  });

  it.each([
    ['2026-02-29T12:00:00Z', 'a leap day of another year'],
    ['1900-02-29T12:00:00Z', 'the leap day of a century'],
    ['2100-02-29T12:00:00Z', 'the leap day of a century to come'],
    ['2026-02-30T12:00:00Z', 'a day that February never has'],
    ['2026-04-31T12:00:00Z', 'a 31st that the month lacks'],
    ['2026-01-32T12:00:00Z', 'a 32nd'],
    ['2026-01-00T12:00:00Z', 'a day 0'],
    ['2026-00-01T12:00:00Z', 'a month 0'],
    ['2026-13-01T12:00:00Z', 'a month 13'],
    ['2016-12-31T23:59:60Z', 'a leap second that there was'],
    ['2026-03-29T18:00:60Z', 'a second 60'],
    ['2026-03-29T18:60:00Z', 'a minute 60'],
    ['2026-03-29T24:00:00Z', 'an hour 24'],
    ['2026-03-29T18:00:00+24:00', 'an offset of a day'],
    ['2026-03-29T18:00:00+02:60', 'an offset of sixty minutes'],
    ['2026-03-29T18:00:00', 'no offset'],
    ['2026-03-29T18:00:00+03', 'an offset of hours alone'],
    ['2026-03-29T18:00:00+0300', 'an offset without a colon'],
    ['2026-03-29T18:00:00 +03:00', 'an offset behind a space'],
    ['2026-03-29T18:00:00\u221203:00', 'an offset with a minus that is no hyphen'],
    ['2026-03-29T18:00Z', 'no seconds'],
    ['2026-03-29', 'a date alone'],
    ['2026-3-29T18:00:00Z', 'a month of one digit'],
    ['2026-03-29T18:00:00.Z', 'a fraction without digits'],
    ['2026-03-29T18:00:00,5Z', 'a fraction behind a comma'],
    ['2026-03-29T18:00:00.1234567890Z', 'a fraction of ten digits'],
    ['0000-12-31T23:59:59Z', 'the year 0'],
    ['0001-01-01T00:00:00+00:01', 'the year 0 in UTC'],
    ['9999-12-31T23:59:59-00:01', 'the year 10000 in UTC'],
    ['+02026-03-29T18:00:00Z', 'a year of more digits'],
    ['-2026-03-29T18:00:00Z', 'a year before Christ'],
    ['2026-W13-7T18:00:00Z', 'a week'],
    ['2026-03-29T18:00:00Z\n', 'a line break behind it'],
    [' 2026-03-29T18:00:00Z', 'a space before it'],
    ['٢٠٢٦-03-29T18:00:00Z', 'digits of another script'],
    ['', 'nothing'],
  ])('%j is no instant: %s', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
