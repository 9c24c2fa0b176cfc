import { parseInstant } from '../../platform/time/instant.ts';
import { daysBeforeStart, offerEnds, openingOf } from './window.rules.ts';

const instant = (text: string) => parseInstant(text)!;
const start = (startLocal: string, startsAt: string) => ({
  startLocal,
  zone: 'Europe/Kyiv',
  startsAt: instant(startsAt),
});
const LECTURE = start('2019-05-24T18:00:00', '2019-05-24T15:00:00Z');
/** The Monday after the clocks went forward on 31 March 2019. */
const SPRING = start('2019-04-01T10:00:00', '2019-04-01T07:00:00Z');

describe('openingOf', () => {
  it.each([
    ['nothing said', {}, LECTURE, null, '2019-05-24T15:00:00.000Z'],
    ['a day and an hour', { opensOn: '2019-05-01', opensAtTime: '09:00' }, LECTURE, '2019-05-01T06:00:00.000Z', null],
    ['a day alone', { opensOn: '2019-05-01' }, LECTURE, '2019-04-30T21:00:00.000Z', null],
    ['days before', { opensDaysBefore: 7 }, LECTURE, '2019-05-17T15:00:00.000Z', null],
    [
      'days before and an hour',
      { opensDaysBefore: 7, opensAtTime: '09:00' },
      LECTURE,
      '2019-05-17T06:00:00.000Z',
      null,
    ],
    ['days over the change of the clocks', { opensDaysBefore: 2 }, SPRING, '2019-03-30T08:00:00.000Z', null],
    [
      'an hour that is skipped',
      { opensOn: '2019-03-31', opensAtTime: '03:30' },
      SPRING,
      '2019-03-31T01:00:00.000Z',
      null,
    ],
    ['minutes before', { closesMinutesBefore: 90 }, LECTURE, null, '2019-05-24T13:30:00.000Z'],
    ['a day of closing', { closesOn: '2019-05-23', closesAtTime: '20:00' }, LECTURE, null, '2019-05-23T17:00:00.000Z'],
    ['a closing after the start', { closesOn: '2019-05-25' }, LECTURE, null, '2019-05-24T15:00:00.000Z'],
  ])('knows %s', (_, window, at, opens, closes) => {
    const { opensAt, closesAt } = openingOf(window, at);
    expect(opensAt?.toISOString() ?? null).toBe(opens);
    expect(closesAt.toISOString()).toBe(closes ?? at.startsAt.toISOString());
  });
});

describe('daysBeforeStart', () => {
  it('keeps the hour of the clock when the clocks change in between', () => {
    expect(daysBeforeStart(2, SPRING).toISOString()).toBe('2019-03-30T08:00:00.000Z');
  });
});

describe('offerEnds', () => {
  const closesAt = instant('2019-05-24T15:00:00Z');
  it.each([
    ['weeks before: as long as was said', '2019-05-01T15:00:00Z', 1_440, '2019-05-02T15:00:00.000Z'],
    ['two days before: a quarter of the time left', '2019-05-22T15:00:00Z', 1_440, '2019-05-23T03:00:00.000Z'],
    ['an hour before: half an hour at least', '2019-05-24T14:00:00Z', 1_440, '2019-05-24T14:30:00.000Z'],
    ['half an hour before: to the closing', '2019-05-24T14:30:00Z', 1_440, '2019-05-24T15:00:00.000Z'],
    ['later: there is no time for an answer', '2019-05-24T14:30:00.001Z', 1_440, null],
    ['short offers stay short', '2019-05-01T15:00:00Z', 60, '2019-05-01T16:00:00.000Z'],
  ])('%s', (_, now, minutes, ends) => {
    expect(offerEnds(instant(now), closesAt, minutes)?.toISOString() ?? null).toBe(ends);
  });
});
