// When the events of somebody’s calendar are.
import { describe, expect, it } from '@jest/globals';
import { CUSTOM, event, file, read, spans, starts } from './partner-reader-lab.ts';

describe('when something is', () => {
  it.each([
    ['in UTC', 'DTSTART:20260401T120000Z', 'DTEND:20260401T133000Z', '2026-04-01T12:00–2026-04-01T13:30'],
    [
      'in a zone by its name',
      'DTSTART;TZID=Europe/Warsaw:20260401T120000',
      'DURATION:PT1H',
      '2026-04-01T10:00–2026-04-01T11:00',
    ],
    [
      'in a zone by its old name',
      'DTSTART;TZID=Europe/Kiev:20260401T120000',
      'DURATION:PT1H',
      '2026-04-01T09:00–2026-04-01T10:00',
    ],
    [
      'in a zone in quotation marks',
      'DTSTART;TZID="Europe/Kyiv":20260401T120000',
      'DURATION:PT1H',
      '2026-04-01T09:00–2026-04-01T10:00',
    ],
    [
      'in a zone behind a prefix',
      'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260401T120000',
      'DURATION:PT1H',
      '2026-04-01T10:00–2026-04-01T11:00',
    ],
    [
      'in a zone as Windows calls it',
      'DTSTART;TZID=FLE Standard Time:20260401T120000',
      'DURATION:PT1H',
      '2026-04-01T09:00–2026-04-01T10:00',
    ],
    ['in UTC by name', 'DTSTART;TZID=UTC:20260401T120000', 'DURATION:PT1H', '2026-04-01T12:00–2026-04-01T13:00'],
    [
      'without a zone: the branch’s',
      'DTSTART:20260401T120000',
      'DTEND:20260401T130000',
      '2026-04-01T09:00–2026-04-01T10:00',
    ],
    [
      'from one zone into another',
      'DTSTART;TZID=Europe/London:20260401T120000',
      'DTEND;TZID=Europe/Kyiv:20260401T150000',
      '2026-04-01T11:00–2026-04-01T12:00',
    ],
    ['a whole day', 'DTSTART;VALUE=DATE:20260401', 'SUMMARY:x', '2026-03-31T21:00–2026-04-01T21:00'],
    [
      'three whole days',
      'DTSTART;VALUE=DATE:20260401',
      'DTEND;VALUE=DATE:20260404',
      '2026-03-31T21:00–2026-04-03T21:00',
    ],
    ['a day without its parameter', 'DTSTART:20260401', 'DTEND:20260402', '2026-03-31T21:00–2026-04-01T21:00'],
    [
      'a day that ends when it begins',
      'DTSTART;VALUE=DATE:20260401',
      'DTEND;VALUE=DATE:20260401',
      '2026-03-31T21:00–2026-04-01T21:00',
    ],
    ['days by duration', 'DTSTART;VALUE=DATE:20260401', 'DURATION:P1W', '2026-03-31T21:00–2026-04-07T21:00'],
    [
      'over a change, a day of the wall',
      'DTSTART;TZID=Europe/Kyiv:20260328T120000',
      'DURATION:P1D',
      '2026-03-28T10:00–2026-03-29T09:00',
    ],
    [
      'over a change, 24 hours',
      'DTSTART;TZID=Europe/Kyiv:20260328T120000',
      'DURATION:PT24H',
      '2026-03-28T10:00–2026-03-29T10:00',
    ],
    [
      'in the hour that is skipped',
      'DTSTART;TZID=Europe/Kyiv:20260329T033000',
      'DURATION:PT1H',
      '2026-03-29T01:30–2026-03-29T02:30',
    ],
    [
      'in the hour that comes twice',
      'DTSTART;TZID=Europe/Kyiv:20261025T033000',
      'DURATION:PT1H',
      '2026-10-25T00:30–2026-10-25T01:30',
    ],
    ['with a leap second', 'DTSTART:20260401T235960Z', 'DURATION:PT1H', '2026-04-01T23:59–2026-04-02T00:59'],
    ['without any length', 'DTSTART:20260401T120000Z', 'SUMMARY:x', '2026-04-01T12:00–2026-04-01T12:00'],
  ])('%s', (_, start, end, expected) => {
    expect(spans(file(event('UID:1', start, end)))).toEqual([expected]);
  });

  it.each([
    ['in winter', '20260301T120000', '2026-03-01T06:30'],
    ['in summer', '20260401T120000', '2026-04-01T05:30'],
    ['skipped', '20260329T033000', '2026-03-28T22:00'],
    ['twice', '20261025T033000', '2026-10-24T21:00'],
    ['years later', '20270329T120000', '2027-03-29T05:30'],
  ])('in a zone that only the file knows: %s', (_, start, expected) => {
    expect(starts(file(CUSTOM, event('UID:1', `DTSTART;TZID=Own/Half:${start}`, 'DURATION:PT1H')))).toEqual([expected]);
  });

  it('keeps the clock it is said by', () => {
    const text = file(
      CUSTOM,
      event('UID:1', 'DTSTART;TZID=Europe/Warsaw:20260401T120000', 'DURATION:PT1H'),
      event('UID:2', 'DTSTART;TZID=Own/Half:20260401T120000', 'DURATION:PT1H'),
      event('UID:3', 'DTSTART:20260401T120000Z', 'DURATION:PT1H'),
    );
    expect(read(text).items.map(({ startLocal, zone }) => `${startLocal} ${zone}`)).toEqual([
      '2026-04-01T12:00:00 Europe/Warsaw',
      '2026-04-01T08:30:00 Europe/Kyiv',
      '2026-04-01T15:00:00 Europe/Kyiv',
    ]);
  });

  it('is read for what has not ended and begins within the days ahead', () => {
    const at = (uid: string, start: string) => event(`UID:${uid}`, `DTSTART:${start}`, 'DURATION:PT2H');
    const text = file(
      at('over', '20260228T220000Z'),
      at('goes on', '20260228T230000Z'),
      at('last', '20270404T235900Z'),
      at('later', '20270405T000000Z'),
    );
    expect(read(text).items.map(({ uid }) => uid)).toEqual(['goes on', 'last']);
  });
});
