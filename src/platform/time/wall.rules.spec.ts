import { describe, expect, it } from '@jest/globals';
import { formatUtc } from './instant.ts';
import { KYIV } from './local.ts';
import { placeInTime, wallTimeOf } from './wall.rules.ts';

/** `2026-03-29 18:00 – 19:30`, or with a second day before the second time. */
function wall(text: string) {
  const [start = '', end = ''] = text.split(' – ');
  const [startDate = '', startTime = ''] = start.split(' ');
  const [endTime = '', endDate = startDate] = end.split(' ').reverse();
  return { startDate, startTime, endDate, endTime };
}

const place = (text: string, zone = KYIV) => placeInTime(wall(text), zone, 'uk');

describe('something in time', () => {
  it.each([
    // what is said                                zone               from                    to                      wall minutes
    ['2026-07-01 18:00 – 19:30', KYIV, '2026-07-01T15:00:00.000Z', '2026-07-01T16:30:00.000Z', 90],
    ['2026-12-01 18:00 – 19:30', KYIV, '2026-12-01T16:00:00.000Z', '2026-12-01T17:30:00.000Z', 90],
    // Over the night the clocks go forward an hour less passes than the wall shows, over the other one more.
    ['2026-03-28 22:00 – 2026-03-29 06:00', KYIV, '2026-03-28T20:00:00.000Z', '2026-03-29T03:00:00.000Z', 480],
    ['2026-10-24 22:00 – 2026-10-25 06:00', KYIV, '2026-10-24T19:00:00.000Z', '2026-10-25T04:00:00.000Z', 480],
    // The hour that happens twice is the first of both (RFC 5545 3.3.5).
    ['2026-10-25 03:30 – 05:00', KYIV, '2026-10-25T00:30:00.000Z', '2026-10-25T03:00:00.000Z', 90],
    ['2026-10-25 02:00 – 03:30', KYIV, '2026-10-24T23:00:00.000Z', '2026-10-25T00:30:00.000Z', 90],
    // To the minute before and after the hour that is skipped.
    ['2026-03-29 02:59 – 04:00', KYIV, '2026-03-29T00:59:00.000Z', '2026-03-29T01:00:00.000Z', 61],
    ['2026-07-01 18:00 – 19:30', 'Asia/Tokyo', '2026-07-01T09:00:00.000Z', '2026-07-01T10:30:00.000Z', 90],
    ['2026-07-01 18:00 – 19:30', 'Pacific/Chatham', '2026-07-01T05:15:00.000Z', '2026-07-01T06:45:00.000Z', 90],
    ['2026-01-01 00:00 – 2027-01-02 00:00', KYIV, '2025-12-31T22:00:00.000Z', '2027-01-01T22:00:00.000Z', 366 * 1440],
  ])('%s in %s', (said, zone, from, to, wallMinutes) => {
    const time = place(said, zone);
    if ('kind' in time) throw new Error(time.message);
    expect([formatUtc(time.startsAt), formatUtc(time.endsAt), time.wallMinutes]).toEqual([from, to, wallMinutes]);
    expect(wallTimeOf(time)).toEqual(wall(said));
  });

  it.each([
    ['2026-03-29 03:00 – 05:00', 'start', '2026-03-29T04:00:00+03:00'],
    ['2026-03-29 02:00 – 03:59', 'end', '2026-03-29T04:00:00+03:00'],
  ])('refuses the skipped hour in %s and names the next valid time', (said, which, nextValid) => {
    expect(place(said)).toMatchObject({ kind: 'SkippedHour', which, nextValid });
  });

  it.each(['2026-07-01 18:00 – 18:00', '2026-07-01 18:00 – 17:59', '2026-07-02 10:00 – 2026-07-01 12:00'])(
    'refuses an end that is not after the start: %s',
    (said) => {
      expect(place(said)).toMatchObject({ kind: 'EndBeforeStart' });
    },
  );

  it('says no in the language asked for', () => {
    const said = wall('2026-03-29 03:30 – 05:00');
    expect(placeInTime(said, KYIV, 'uk')).toMatchObject({ message: expect.stringContaining('Оберіть 04:00') });
    expect(placeInTime(said, KYIV, 'en')).toMatchObject({ message: expect.stringContaining('Choose 04:00') });
  });
});
