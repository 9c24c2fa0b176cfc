// What events of somebody’s calendar could break: dates given twice, times without end, letters cut in two.
import { describe, expect, it } from '@jest/globals';
import { event, faults, file, read, spans, starts } from './partner-reader-lab.ts';

const daily = (...lines: readonly string[]) => event('UID:d', ...lines, 'RRULE:FREQ=DAILY;COUNT=5');
const keys = (text: string) => read(text).items.map(({ uid, recurrence }) => `${uid} ${recurrence}`);

describe('one UID of several recurrences', () => {
  const first = ['DTSTART:20260310T080000Z', 'DURATION:PT1H', 'SUMMARY:A'];
  const second = ['DTSTART:20260312T080000Z', 'DURATION:PT2H', 'SUMMARY:B'];
  const told = (text: string) =>
    read(text)
      .items.map(({ startsAt, title }) => `${startsAt.toISOString().slice(8, 10)}${title}`)
      .sort();

  it('has each moment once, as what stands later in the file says', () => {
    const text = file(daily(...first), daily(...second));
    expect(told(text)).toEqual(['10A', '11A', '12B', '13B', '14B', '15B', '16B']);
    expect(new Set(keys(text)).size).toBe(7);
    expect(told(file(daily(...second), daily(...first)))).toEqual(['10A', '11A', '12A', '13A', '14A', '15B', '16B']);
  });

  it('has each moment once where they begin together or come back to it', () => {
    const [same, weekly] = [first.with(2, 'SUMMARY:C'), 'RRULE:FREQ=WEEKLY;COUNT=2'];
    expect(told(file(daily(...first), event('UID:d', ...same, weekly)))).toEqual(['10C', '17C']);
    expect(told(file(daily(...first), daily(...second), daily(...same)))).toEqual([
      ...['10C', '11C', '12C', '13C', '14C', '15B', '16B'],
    ]);
    expect(told(file(daily(...first), event('UID:d', ...second)))).toEqual(['10A', '11A', '12B', '13A', '14A']);
  });

  it('has those of the last revision alone', () => {
    expect(told(file(daily(...first, 'SEQUENCE:1'), daily(...second)))).toEqual(['10A', '11A', '12A', '13A', '14A']);
  });
});

describe('a time without end', () => {
  const weekly = ['UID:w', 'DTSTART:20260318T100000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=2'];
  const kept = ['2026-03-18T10:00–2026-03-18T11:00', '2026-03-25T10:00–2026-03-25T11:00'];

  it.each([
    'RDATE;VALUE=PERIOD:20270202T100000Z/20470101T200000Z',
    'RDATE;VALUE=PERIOD:20270202T100000Z/99991231T200000Z',
    'RDATE;VALUE=PERIOD;TZID=America/New_York:20270202T100000/99991231T235959',
    'RDATE;VALUE=PERIOD:20270202T100000Z/P9999W',
    'RDATE;VALUE=PERIOD:20200202T100000Z/20470101T200000Z',
  ])('is left out of a recurrence and told of: %s', (line) => {
    const text = file(event(...weekly, line));
    expect(faults(text)).toEqual(['TOO_LONG 8']);
    expect(spans(text)).toEqual(kept);
  });

  it.each([
    ['DTSTART:20260318T100000Z', 'DTEND:99991231T235959Z'],
    ['DTSTART;TZID=America/New_York:20260318T100000', 'DTEND;TZID=America/New_York:99991231T235959'],
    ['DTSTART;VALUE=DATE:20260318', 'DTEND;VALUE=DATE:99991231'],
    ['DTSTART:99991231T200000Z', 'DURATION:P2D'],
    ['DTSTART;VALUE=DATE:99991231', 'DURATION:P1D', 'RRULE:FREQ=DAILY'],
  ])('is no event: %s, %s', (...lines) => {
    expect(faults(file(event('UID:x', ...lines)))).toEqual(['TOO_LONG 6']);
  });

  it.each([
    ['begins where the years end', ['DTSTART;TZID=America/New_York:99991231T235959', 'RRULE:FREQ=DAILY']],
    ['begins where the years begin', ['DTSTART;TZID=Asia/Tokyo:00010101T000000', 'DURATION:P1D']],
    ['has a date there', ['DTSTART:20200101T100000Z', 'RDATE;TZID=America/New_York:99991231T235959']],
  ])('is none that %s', (_, lines) => {
    const text = file(event('UID:x', ...lines));
    expect([faults(text), starts(text)]).toEqual([[], []]);
  });

  it.each(['00010101', '99991231'])('is none that a change moves to %s and past it', (day) => {
    const text = file(
      event('UID:m', 'DTSTART:20260318T100000Z', 'DURATION:P1D', 'RRULE:FREQ=WEEKLY;COUNT=3', 'SUMMARY:A'),
      event('UID:m', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260325T100000Z', `DTSTART:${day}T100000Z`, 'DURATION:PT1H'),
      event('UID:n', 'DTSTART:20260318T100000Z', 'DURATION:P1D', 'RRULE:FREQ=WEEKLY;COUNT=3', 'SUMMARY:A'),
      event('UID:n', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260401T100000Z', `DTSTART:${day}T100000Z`, 'DURATION:P1D'),
      event('UID:n', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260318T110000Z', `DTSTART:${day}T100000Z`, 'DURATION:P1D'),
    );
    expect(() => read(text)).not.toThrow();
    expect(starts(text)).toContain('2026-03-18T10:00');
  });
});

describe('a letter of two halves', () => {
  const broken = (letters: string) => read(file(event(`UID:${letters}`, `SUMMARY:${letters}`))).problems[0];

  it('is whole where what is told of an event is cut', () => {
    const told = broken(`${'a'.repeat(199)}😀😀`);
    expect(told?.uid).toBe(`${'a'.repeat(199)}😀`);
    expect([told?.uid, told?.title].every((text) => text?.isWellFormed())).toBe(true);
    const rule = read(
      file(event(`UID:${'a'.repeat(199)}😀😀`, 'DTSTART;VALUE=DATE:20260401', 'RRULE:FREQ=HOURLY;COUNT=3')),
    ).problems[0];
    expect(rule).toMatchObject({ fault: 'RULE', uid: `${'a'.repeat(199)}😀` });
  });

  it('is gone where a text is cut before it is read', () => {
    const hidden = '\u200b'.repeat(3_998);
    expect(broken(`a${hidden}😀b`)).toMatchObject({ uid: 'a', title: 'a' });
    expect(broken(`a${hidden.slice(1)}\\😀b`)).toMatchObject({ uid: 'a', title: 'a' });
  });
});
