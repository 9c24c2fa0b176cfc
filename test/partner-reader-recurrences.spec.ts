// When the events of somebody’s calendar recur.
import { describe, expect, it } from '@jest/globals';
import { event, file, read, spans, starts } from './partner-reader-lab.ts';

describe('a recurrence', () => {
  const weekly = ['UID:w', 'DTSTART;TZID=Europe/Kyiv:20260318T150000', 'DTEND;TZID=Europe/Kyiv:20260318T160000'];
  const spansOf = (...lines: readonly string[]) => spans(file(event(...weekly, ...lines)));
  const days = (...lines: readonly string[]) => starts(file(event(...weekly, ...lines)));

  it('stays at its hour of the wall', () => {
    expect(days('RRULE:FREQ=WEEKLY;COUNT=3')).toEqual(['2026-03-18T13:00', '2026-03-25T13:00', '2026-04-01T12:00']);
  });

  it.each([
    ['by a moment in UTC', 'UNTIL=20260401T120000Z', 3],
    ['by one just before', 'UNTIL=20260401T115959Z', 2],
    ['by the wall', 'UNTIL=20260401T150000', 3],
    ['by a day', 'UNTIL=20260401', 3],
    ['by the day before', 'UNTIL=20260331', 2],
  ])('ends %s', (_, until, count) => {
    expect(days(`RRULE:FREQ=WEEKLY;${until}`)).toHaveLength(count);
  });

  it('without an end goes on to the end of the days ahead', () => {
    const found = days('RRULE:FREQ=WEEKLY');
    expect([found.length, found.at(-1)]).toEqual([55, '2027-03-31T12:00']);
  });

  it('that began long ago is counted from there', () => {
    const old = ['UID:o', 'DTSTART:20000101T100000Z', 'DURATION:PT1H'];
    expect(starts(file(event(...old, 'RRULE:FREQ=DAILY;COUNT=9560')))).toEqual([
      '2026-03-01T10:00',
      '2026-03-02T10:00',
      '2026-03-03T10:00',
      '2026-03-04T10:00',
    ]);
  });

  it.each([
    ['a date', 'EXDATE;TZID=Europe/Kyiv:20260325T150000'],
    ['a moment in UTC', 'EXDATE:20260325T130000Z'],
    ['a day', 'EXDATE;VALUE=DATE:20260325'],
    ['a date in a list', 'EXDATE;TZID=Europe/Kyiv:20260101T150000,20260325T150000'],
    ['a rule', 'EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=2;UNTIL=20260325'],
  ])('is without %s that is taken out', (what, line) => {
    const expected =
      what === 'a rule' ? ['2026-03-25T13:00', '2026-04-01T12:00'] : ['2026-03-18T13:00', '2026-04-01T12:00'];
    expect(days('RRULE:FREQ=WEEKLY;COUNT=3', line.replace(';COUNT=2', ''))).toEqual(expected);
  });

  it('has dates beside its rule, each once, also as periods', () => {
    const found = spansOf(
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'RDATE;TZID=Europe/Kyiv:20260325T150000,20260326T150000',
      'RDATE;VALUE=PERIOD:20260327T100000Z/PT3H',
      'RDATE;VALUE=PERIOD;TZID=Europe/Kyiv:20260328T150000/20260328T170000',
    );
    expect(found).toEqual([
      '2026-03-18T13:00–2026-03-18T14:00',
      '2026-03-25T13:00–2026-03-25T14:00',
      '2026-03-26T13:00–2026-03-26T14:00',
      '2026-03-27T10:00–2026-03-27T13:00',
      '2026-03-28T13:00–2026-03-28T15:00',
    ]);
  });

  it('of whole days counts days', () => {
    const text = file(
      event('UID:d', 'DTSTART;VALUE=DATE:20260328', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260329T000000'),
    );
    expect(starts(text)).toEqual(['2026-03-27T22:00', '2026-03-29T21:00']);
  });

  it('has dates that were changed, moved or called off', () => {
    const changed = (id: string, ...lines: readonly string[]) =>
      event('UID:w', `RECURRENCE-ID;TZID=Europe/Kyiv:${id}`, 'DURATION:PT2H', ...lines);
    const text = file(
      event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=4', 'SUMMARY:Хор'),
      changed('20260325T150000', 'DTSTART;TZID=Europe/Kyiv:20260326T180000', 'SUMMARY:Концерт'),
      changed('20260401T150000', 'DTSTART;TZID=Europe/Kyiv:20260401T150000', 'STATUS:CANCELLED'),
    );
    const found = read(text).items.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    expect(
      found.map(({ recurrence, title, isBusy, endsAt }) => [recurrence, title, isBusy, endsAt.toISOString()]),
    ).toEqual([
      ['2026-03-18T13:00:00Z', 'Хор', true, '2026-03-18T14:00:00.000Z'],
      ['2026-03-25T13:00:00Z', 'Концерт', true, '2026-03-26T18:00:00.000Z'],
      ['2026-04-01T12:00:00Z', null, false, '2026-04-01T14:00:00.000Z'],
      ['2026-04-08T12:00:00Z', 'Хор', true, '2026-04-08T13:00:00.000Z'],
    ]);
  });

  it('has a date that was moved into the days ahead from before', () => {
    const text = file(
      event('UID:m', 'DTSTART:20260101T100000Z', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;COUNT=2'),
      event('UID:m', 'RECURRENCE-ID:20260201T100000Z', 'DTSTART:20260315T100000Z', 'DURATION:PT1H'),
    );
    expect(starts(text)).toEqual(['2026-03-15T10:00']);
  });

  it('twice a day keeps the one when the other is changed', () => {
    const text = file(
      event('UID:t', 'DTSTART:20260310T080000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2', 'RDATE:20260310T180000Z'),
      event('UID:t', 'RECURRENCE-ID:20260310T080000Z', 'DTSTART:20260310T090000Z', 'DURATION:PT1H'),
    );
    expect(starts(text)).toEqual(['2026-03-10T09:00', '2026-03-10T18:00', '2026-03-11T08:00']);
  });

  it('is changed from one date on', () => {
    const text = file(
      event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=4', 'SUMMARY:Хор'),
      event(
        ...['UID:w', 'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Kyiv:20260401T150000'],
        ...['DTSTART;TZID=Europe/Kyiv:20260402T160000', 'DURATION:PT2H', 'SUMMARY:Ансамбль'],
      ),
    );
    expect(spans(text)).toEqual([
      '2026-03-18T13:00–2026-03-18T14:00',
      '2026-03-25T13:00–2026-03-25T14:00',
      '2026-04-02T13:00–2026-04-02T15:00',
      '2026-04-09T13:00–2026-04-09T15:00',
    ]);
    expect(
      read(text)
        .items.map(({ title }) => title)
        .sort(),
    ).toEqual(['Ансамбль', 'Ансамбль', 'Хор', 'Хор']);
  });

  it('is read in its last revision, and a date of one that is not there stands alone', () => {
    const text = file(
      event('UID:a', 'SEQUENCE:2', 'DTSTART:20260310T080000Z', 'DURATION:PT1H'),
      event('UID:a', 'SEQUENCE:1', 'DTSTART:20260311T080000Z', 'DURATION:PT1H'),
      event('UID:b', 'RECURRENCE-ID:20260312T080000Z', 'DTSTART:20260312T090000Z', 'DURATION:PT1H'),
    );
    expect(starts(text)).toEqual(['2026-03-10T08:00', '2026-03-12T09:00']);
  });

  it('of one UID for different events reads them all', () => {
    const text = file(
      event('UID:same', 'DTSTART:20260310T080000Z', 'DURATION:PT1H'),
      event('UID:same', 'DTSTART:20260311T080000Z', 'DURATION:PT1H'),
    );
    expect(new Set(read(text).items.map(({ uid, recurrence }) => `${uid} ${recurrence}`)).size).toBe(2);
  });
});
