// What the events of somebody’s calendar say, what is wrong with them, and what is too much.
import { describe, expect, it } from '@jest/globals';
import { CUSTOM, event, faults, file, read, result, starts } from './partner-reader-lab.ts';

describe('what something says', () => {
  const facts = (...lines: readonly string[]) =>
    read(file(event('UID:1', 'DTSTART:20260401T120000Z', 'DURATION:PT1H', ...lines))).items[0]!;

  it('is cleaned, cut and unescaped', () => {
    expect(facts('SUMMARY:Кава\\, чай\\nі\\; сік\u0007\u202e').title).toBe('Кава, чай і; сік');
    expect(facts('SUMMARY:дов', ' гий ря', '\tдок').title).toBe('довгий рядок');
    expect(Array.from(facts(`SUMMARY:${'😀'.repeat(300)}`).title ?? '')).toHaveLength(200);
    expect(facts('SUMMARY: ').title).toBeNull();
    expect(facts('SUMMARY;LANGUAGE=uk;X="a:b;c":Назва').title).toBe('Назва');
  });

  it.each([
    ['https://example.org/a', 'https://example.org/a'],
    ['http://example.org', 'http://example.org/'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://me:secret@example.org/', null],
    ['not an address', null],
    [`https://example.org/${'a'.repeat(1_001)}`, null],
  ])('points to %s as %s', (given, expected) => {
    expect(facts(`URL:${given}`).url).toBe(expected);
  });

  it('is nothing but its time when it is not for everybody', () => {
    for (const word of ['PRIVATE', 'CONFIDENTIAL', 'X-SECRET']) {
      const told = facts('SUMMARY:Лікар', 'LOCATION:Вдома', 'URL:https://example.org', `CLASS:${word}`);
      expect(told).toMatchObject({ title: null, location: null, url: null, isPublic: false, isBusy: true });
    }
  });

  it('is the same revision as long as it is the same', () => {
    const hash = facts('SUMMARY:A').hash;
    expect(facts('SUMMARY:A', 'DTSTAMP:20260101T000000Z', 'X-NEW:1').hash).toBe(hash);
    expect(facts('SUMMARY:B').hash).not.toBe(hash);
  });

  it('has a UID also where none is given, the same each time, and none too long', () => {
    const without = () => read(file(event('DTSTART:20260401T120000Z', 'DURATION:PT1H', 'SUMMARY:A'))).items[0]!.uid;
    expect(without()).toMatch(/^[0-9a-f]{64}$/);
    expect(without()).toBe(without());
    const long = read(file(event(`UID:${'u'.repeat(300)}`, 'DTSTART:20260401T120000Z', 'DURATION:PT1H'))).items[0]!.uid;
    expect(long).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('an event with something wrong', () => {
  it.each([
    ['START_MISSING 3', ['SUMMARY:x']],
    ['START 5', ['DTSTART:20261301T120000Z']],
    ['START 5', ['DTSTART:20260401T250000Z']],
    ['START 5', ['DTSTART:завтра']],
    ['ZONE 5', ['DTSTART;TZID=Nowhere/Land:20260401T120000']],
    ['END 6', ['DTSTART:20260401T120000Z', 'DTEND;VALUE=DATE:20260402']],
    ['END 6', ['DTSTART:20260401T120000Z', 'DTEND:soon']],
    ['END 6', ['DTSTART:20260401T120000Z', 'DURATION:P']],
    ['END_BEFORE_START 6', ['DTSTART:20260401T120000Z', 'DTEND:20260401T110000Z']],
    ['TOO_LONG 6', ['DTSTART:20260401T120000Z', 'DTEND:20280401T110000Z']],
    ['RULE 6', ['DTSTART:20260401T120000Z', 'RRULE:FREQ=SOMETIMES']],
    ['RULE 6', ['DTSTART:20260401T120000Z', 'RRULE:FREQ=DAILY;COUNT=0']],
    ['RULE 6', ['DTSTART:20260401T120000Z', 'RRULE:FREQ=DAILY;INTERVAL=0']],
    ['RULE 6', ['DTSTART:20260401T120000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2147483647']],
    ['RULE 6', ['DTSTART:20260401T120000Z', 'RRULE:FREQ=DAILY;UNTIL=never']],
    ['RULE 6', ['DTSTART;VALUE=DATE:20260401', 'RRULE:FREQ=HOURLY;COUNT=3']],
    ['RECURRENCE_ID 6', ['DTSTART:20260401T120000Z', 'RECURRENCE-ID:then']],
    ['LINE 6', ['DTSTART:20260401T120000Z', 'no colon here']],
  ])('is left out and told of: %s of %j', (told, lines) => {
    const text = file(event('UID:1', ...lines), event('UID:2', 'DTSTART:20260402T120000Z', 'DURATION:PT1H'));
    expect(faults(text)).toEqual([told]);
    expect(read(text).items.map(({ uid }) => uid)).toEqual(['2']);
  });

  it('of which one date cannot be read is taken without it', () => {
    const text = file(event('UID:1', 'DTSTART:20260401T120000Z', 'RRULE:FREQ=DAILY;COUNT=2', 'EXDATE:someday'));
    expect(faults(text)).toEqual(['NAMED_DATE 7']);
    expect(starts(text)).toHaveLength(2);
  });
});

describe('what is no calendar', () => {
  const start = ['BEGIN:VEVENT', 'UID:1', 'DTSTART:20260401T120000Z'];
  const deep = [...Array.from({ length: 30 }, () => 'BEGIN:X-IN'), ...Array.from({ length: 30 }, () => 'END:X-IN')];

  it.each([
    ['nothing', '', 'NOT_A_CALENDAR', 1],
    ['a page', '<!DOCTYPE html>\n<title>Sign in</title>', 'NOT_A_CALENDAR', 1],
    ['an event alone', event('UID:1').join('\n'), 'NOT_A_CALENDAR', 1],
    ['something behind its end', `${file()}BEGIN:VEVENT\r\nEND:VEVENT\r\n`, 'NOT_A_CALENDAR', 4],
    ['a part of one', ['BEGIN:VCALENDAR', ...start].join('\n'), 'UNFINISHED', 2],
    ['ends that are not of its beginnings', ['BEGIN:VCALENDAR', ...start, 'END:VCALENDAR'].join('\n'), 'UNBALANCED', 5],
    ['parts within parts within parts', file(deep), 'TOO_DEEP', 10],
    ['null bytes', file(event('UID:1', 'SUMMARY:a\0b')), 'CONTROL_CHARACTER', 5],
    ['bytes', Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]), 'CONTROL_CHARACTER', 3],
    [
      'other letters',
      Buffer.concat([Buffer.from('BEGIN:VCALENDAR\nX:'), Buffer.from([0xff, 0xfe, 0x80, 0x81, 0x98])]),
      'NOT_TEXT',
      2,
    ],
  ])('%s', (_, text, refused, line) => {
    expect(result(text)).toEqual({ refused, line });
  });

  it('but one in windows-1251, in UTF-16 or with a mark before it is', () => {
    const text = file(
      event('UID:1', 'DTSTART:20260401T120000Z', 'DURATION:PT1H', 'SUMMARY:Літературна зустріч у бібліотеці'),
    );
    const inCyrillic = Buffer.from(
      [...text].map((letter) => {
        const code = letter.codePointAt(0) ?? 0;
        if (code < 128) return code;
        if (letter === 'і') return 0xb3;
        return code >= 0x410 && code <= 0x44f ? code - 0x350 : 63;
      }),
    );
    for (const bytes of [inCyrillic, Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`)]) {
      expect(read(bytes).items[0]?.title).toBe('Літературна зустріч у бібліотеці');
    }
  });

  it('but one of bare line feeds, or of several calendars, is', () => {
    const one = file(event('UID:1', 'DTSTART:20260401T120000Z', 'DURATION:PT1H'));
    const two = file(event('UID:2', 'DTSTART:20260402T120000Z', 'DURATION:PT1H'));
    for (const text of [
      one + two,
      `${one}\r\n\r\n${two}`.replaceAll('\r\n', '\n'),
      (one + two).replaceAll('\r\n', '\r'),
    ]) {
      expect(read(text).items.map(({ uid }) => uid)).toEqual(['1', '2']);
    }
  });
});

describe('what is too much', () => {
  const daily = (uid: string, ...lines: readonly string[]) =>
    event(`UID:${uid}`, 'DTSTART:20260301T120000Z', 'DURATION:PT1M', ...lines);
  const dates = (count: number) =>
    Array.from({ length: count }, (_, n) => `2020010${n % 9}T${String(n % 24).padStart(2, '0')}0000Z`).join(',');

  it.each([
    [
      'of events',
      file(Array.from({ length: 5_001 }, (_, n) => event(`UID:${n}`)).flat()),
      'TOO_MANY_COMPONENTS',
      3 + 5_000 * 3,
    ],
    ['of dates of one', file(daily('1', 'RRULE:FREQ=HOURLY')), 'TOO_MANY_OCCURRENCES', 7],
    ['of minutes', file(daily('1', 'RRULE:FREQ=MINUTELY')), 'TOO_MANY_OCCURRENCES', 7],
    [
      'of seconds since 1970',
      file(event('UID:1', 'DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY')),
      'TOO_MANY_OCCURRENCES',
      6,
    ],
    [
      'of dates of all',
      file(Array.from({ length: 30 }, (_, n) => daily(String(n), 'RRULE:FREQ=DAILY')).flat()),
      'TOO_MANY_OCCURRENCES',
      75,
    ],
    ['of named dates', file(daily('1', `EXDATE:${dates(10_001)}`)), 'TOO_MANY_DATES', 7],
    [
      'of named dates in many lines',
      file(daily('1', ...Array.from({ length: 101 }, () => `RDATE:${dates(100)}`))),
      'TOO_MANY_DATES',
      107,
    ],
    ['of bytes', Buffer.alloc(5_000_001, 'X'), 'TOO_LARGE', null],
  ])('%s', (_, text, refused, line) => {
    expect(result(text)).toEqual({ refused, line });
  });

  it('is not what is merely long: a picture, a line of its own, many alarms', () => {
    const text = file(
      event(
        ...[
          'UID:1',
          'DTSTART:20260401T120000Z',
          'DURATION:PT1H',
          `ATTACH;ENCODING=BASE64;VALUE=BINARY:${'A'.repeat(2_000_000)}`,
        ],
        ...[
          `SUMMARY:${'а'.repeat(300_000)}`,
          ...Array.from({ length: 100 }, () => ['BEGIN:VALARM', 'END:VALARM']).flat(),
        ],
      ),
    );
    expect(read(text).items[0]?.title).toMatch(/^а{199}…$/);
  });

  it('in a zone of a file makes that zone unknown', () => {
    const zone = CUSTOM.map((line) => line.replace('FREQ=YEARLY', 'FREQ=SECONDLY'));
    expect(faults(file(zone, event('UID:1', 'DTSTART;TZID=Own/Half:20260401T120000')))).toEqual(['ZONE 20']);
  });
});
