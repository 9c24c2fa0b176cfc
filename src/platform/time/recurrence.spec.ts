import { describe, expect, it } from '@jest/globals';
import { KYIV, type LocalDateTime } from './local.ts';
import { expandRule, readRule, type RuleProblem } from './recurrence.ts';

/** The dates of a rule from `2026-03-29 15:00`, or what is wrong with it. */
function expand(rule: string, start: string, most?: number): LocalDateTime[] | RuleProblem {
  const read = readRule(rule, KYIV, 'uk');
  if ('kind' in read) return read;
  return expandRule(read, `${start.replace(' ', 'T')}:00`, { most, language: 'uk' });
}

/** Their days; all of them are at one time, whatever the clocks do. */
function shown(dates: LocalDateTime[] | RuleProblem): string {
  if ('kind' in dates) throw new Error(dates.message);
  const times = new Set(dates.map((date) => date.slice(11)));
  if (times.size !== 1) throw new Error(`the time of day moves: ${dates.join(', ')}`);
  return dates.map((date) => date.slice(0, 10)).join(' ');
}

describe('the dates of a rule', () => {
  it('are thirteen Wednesdays from April to June 2019, at 15:00 each', () => {
    const dates = expand('FREQ=WEEKLY;BYDAY=WE;UNTIL=20190626', '2019-04-03 15:00');
    expect(dates).toEqual(
      [
        ['04', '03 10 17 24'],
        ['05', '01 08 15 22 29'],
        ['06', '05 12 19 26'],
      ].flatMap(([month, days = '']) => days.split(' ').map((day) => `2019-${month}-${day}T15:00:00`)),
    );
  });

  it.each([
    // Both changes of the clocks: 03:30 stays 03:30, also where it never comes (2026-03-29) or comes twice (2026-10-25).
    ['FREQ=WEEKLY;COUNT=3', '2026-03-22 03:30', '2026-03-22 2026-03-29 2026-04-05'],
    ['FREQ=WEEKLY;BYDAY=SU;UNTIL=20261101', '2026-10-18 03:30', '2026-10-18 2026-10-25 2026-11-01'],
    ['FREQ=DAILY;COUNT=3', '2026-03-28 03:30', '2026-03-28 2026-03-29 2026-03-30'],
    ['FREQ=MONTHLY;COUNT=3', '2026-03-29 03:30', '2026-03-29 2026-04-29 2026-05-29'],
    // Short months and years have no such day: they are passed over, and use up nothing of COUNT.
    ['FREQ=MONTHLY;COUNT=5', '2026-01-31 15:00', '2026-01-31 2026-03-31 2026-05-31 2026-07-31 2026-08-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2026-01-31 15:00', '2026-01-31 2026-03-31 2026-05-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', '2028-01-31 15:00', '2028-01-31 2028-02-29 2028-03-31'],
    ['FREQ=DAILY;INTERVAL=2;COUNT=3', '2024-02-28 15:00', '2024-02-28 2024-03-01 2024-03-03'],
    ['FREQ=YEARLY;COUNT=3', '2026-09-01 15:00', '2026-09-01 2027-09-01 2028-09-01'],
    ['FREQ=YEARLY;UNTIL=20270228', '2024-02-29 15:00', '2024-02-29'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=1', '2024-02-29 15:00', '2024-02-29'],
    // Ordinals of a month, from its start and from its end.
    ['FREQ=MONTHLY;BYDAY=2WE;COUNT=3', '2026-01-14 15:00', '2026-01-14 2026-02-11 2026-03-11'],
    ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', '2026-01-30 15:00', '2026-01-30 2026-02-27 2026-03-27'],
    ['FREQ=MONTHLY;BYDAY=1MO,+3MO;COUNT=4', '2026-01-05 15:00', '2026-01-05 2026-01-19 2026-02-02 2026-02-16'],
    ['FREQ=MONTHLY;BYDAY=5TH;COUNT=3', '2026-01-29 15:00', '2026-01-29 2026-04-30 2026-07-30'],
    ['FREQ=YEARLY;BYMONTH=5;BYDAY=-1SA;COUNT=2', '2026-05-30 15:00', '2026-05-30 2027-05-29'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2', '2026-02-13 15:00', '2026-02-13 2026-03-13'],
    ['FREQ=DAILY;BYMONTH=1;BYDAY=MO;COUNT=2', '2026-01-26 15:00', '2026-01-26 2027-01-04'],
    // The last working day of the month, and the second and the last but one of its Mondays and Tuesdays.
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3', '2026-01-30 15:00', '2026-01-30 2026-02-27 2026-03-31'],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2,-2;COUNT=4',
      '2026-02-03 15:00',
      '2026-02-03 2026-02-23 2026-03-03 2026-03-30',
    ],
    // The position is counted in the whole month, also before the start.
    ['FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=3;COUNT=2', '2026-01-08 15:00', '2026-01-08 2026-02-10'],
    // The example of RFC 5545: where the week starts decides which weeks are every second one.
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05 09:00',
      '1997-08-05 1997-08-10 1997-08-19 1997-08-24',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05 09:00',
      '1997-08-05 1997-08-17 1997-08-19 1997-08-31',
    ],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU', '1997-08-05 09:00', '1997-08-05 1997-08-10 1997-08-19'],
    ['FREQ=WEEKLY;COUNT=4;BYDAY=FR,MO', '2026-12-28 09:00', '2026-12-28 2027-01-01 2027-01-04 2027-01-08'],
    // What is said twice counts once; capitals, RRULE:, and a semicolon at the end are no matter.
    ['FREQ=WEEKLY;BYDAY=MO,MO,TU;BYSETPOS=2;COUNT=2', '2026-01-06 15:00', '2026-01-06 2026-01-13'],
    [' rrule:freq=monthly;byday=02we;interval=01;count=002; ', '2026-01-14 15:00', '2026-01-14 2026-02-11'],
    ['RRULE:COUNT=2;BYMONTHDAY=+05;FREQ=MONTHLY', '2026-01-05 15:00', '2026-01-05 2026-02-05'],
    ['FREQ=YEARLY;BYMONTH=01,07;COUNT=3', '2026-01-05 15:00', '2026-01-05 2026-07-05 2027-01-05'],
  ])('of %s from %s are %s', (rule, start, dates) => {
    expect(shown(expand(rule, start))).toBe(dates);
  });

  it('stand before the first year with five digits', () => {
    expect(shown(expand('FREQ=YEARLY;COUNT=2', '9998-05-01 15:00'))).toBe('9998-05-01 9999-05-01');
    expect(expand('FREQ=YEARLY;COUNT=3', '9998-05-01 15:00')).toMatchObject({ lastDate: '9999-12-31' });
    expect(expand('FREQ=DAILY;UNTIL=99991231T235959Z', '2026-05-01 15:00')).toMatchObject({ kind: 'RuleTooLong' });
  });
});

describe('UNTIL', () => {
  it.each([
    // The day named is the last one, all of it.
    ['20260415', '2026-04-01 23:59', 3],
    ['20260414', '2026-04-01 23:59', 2],
    // A moment on the wall still counts.
    ['20260415T150000', '2026-04-01 15:00', 3],
    ['20260415T145959', '2026-04-01 15:00', 2],
    // In UTC: Kyiv is two hours ahead in winter, three in summer.
    ['20260415T120000Z', '2026-04-01 15:00', 3],
    ['20260415T115959Z', '2026-04-01 15:00', 2],
    ['20261202T130000Z', '2026-11-25 15:00', 2],
    ['20261202T125959Z', '2026-11-25 15:00', 1],
    ['20260331T210000Z', '2026-03-25 00:00', 2],
    // The hour that happens twice on 2026-10-25: its first pass is from 00:00Z to 01:00Z, and 03:30 is in it.
    ['20261025T003000Z', '2026-10-18 03:30', 2],
    ['20261025T002959Z', '2026-10-18 03:30', 1],
    ['20261025T010000Z', '2026-10-18 03:30', 2],
    ['20261025T011000Z', '2026-10-18 04:00', 1],
    ['20261025T020000Z', '2026-10-18 04:00', 2],
  ])('%s, weekly from %s: %i dates', (until, start, count) => {
    expect(expand(`FREQ=WEEKLY;UNTIL=${until}`, start)).toHaveLength(count);
  });

  it('before the start leaves no date', () => {
    expect(expand('FREQ=WEEKLY;UNTIL=20260331', '2026-04-01 15:00')).toMatchObject({ kind: 'RuleHasNoDates' });
  });
});

describe('a rule that is too long', () => {
  it.each([
    ['FREQ=DAILY;COUNT=200', undefined, 200],
    ['FREQ=DAILY;COUNT=13', 13, 13],
    ['FREQ=DAILY;UNTIL=20260416', 16, 16],
    // Three years after the start, to the end of that day.
    ['FREQ=YEARLY;COUNT=4', undefined, 4],
    ['FREQ=MONTHLY;UNTIL=20290401', undefined, 37],
  ])('is not %s, of at most %s dates', (rule, most, count) => {
    expect(expand(rule, '2026-04-01 15:00', most)).toHaveLength(count);
  });

  it.each([
    ['FREQ=DAILY;COUNT=201', undefined, 200],
    ['FREQ=DAILY;COUNT=201', 1000, 200],
    ['FREQ=DAILY;UNTIL=20270401', undefined, 200],
    ['FREQ=DAILY;COUNT=14', 13, 13],
    ['FREQ=DAILY;UNTIL=20260417', 16, 16],
    ['FREQ=YEARLY;COUNT=5', undefined, 200],
    ['FREQ=MONTHLY;UNTIL=20290402', undefined, 200],
    ['FREQ=DAILY;COUNT=99999999999999999999', undefined, 200],
    [`FREQ=DAILY;COUNT=${'9'.repeat(280)}`, undefined, 200],
    ['FREQ=DAILY;INTERVAL=9999;COUNT=2', undefined, 200],
  ])('is %s, of at most %s dates', (rule, most, mostDates) => {
    expect(expand(rule, '2026-04-01 15:00', most)).toMatchObject({
      kind: 'RuleTooLong',
      mostDates,
      lastDate: '2029-04-01',
    });
  });
});

describe('a rule and its start', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=WE;COUNT=3', '2026-04-02 15:00', '2026-04-08T15:00:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2026-04-01 15:00', '2026-05-31T15:00:00'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=1', '2026-04-01 15:00', '2028-02-29T15:00:00'],
  ])('do not fit: %s from %s, but from %s', (rule, start, nextLocal) => {
    expect(expand(rule, start)).toMatchObject({ kind: 'RuleMissesStart', nextLocal });
    expect(expand(rule, nextLocal.slice(0, 16))).not.toMatchObject({ kind: 'RuleMissesStart' });
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
    'FREQ=MONTHLY;BYMONTH=2,4;BYMONTHDAY=31;COUNT=3',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
    'FREQ=DAILY;INTERVAL=7;BYDAY=SU;COUNT=3',
    'FREQ=DAILY;BYDAY=MO;BYSETPOS=2;COUNT=3',
    'FREQ=WEEKLY;INTERVAL=9999;BYMONTH=3;COUNT=3',
    'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=366,-366;COUNT=3',
  ])('never meet, which is soon known: %s', (rule) => {
    let quickest = Infinity;
    // The quickest of a few: what a busy machine adds by chance it does not add each time.
    for (let round = 0; round < 5 && quickest >= 1_000; round += 1) {
      const started = performance.now();
      expect(expand(rule, '2026-04-01 15:00')).toMatchObject({ kind: 'RuleHasNoDates' });
      quickest = Math.min(quickest, performance.now() - started);
    }
    // A few milliseconds; a rule run to the last year takes seconds.
    expect(quickest).toBeLessThan(1_000);
  });
});

describe('a rule that cannot be read', () => {
  it.each([
    ['', ''],
    ['every Wednesday', 'EVERY WEDNESDAY'],
    ['COUNT=3', 'FREQ='],
    ['FREQ=FORTNIGHTLY;COUNT=3', 'FREQ=FORTNIGHTLY'],
    ['FREQ=HOURLY;COUNT=3', 'FREQ=HOURLY'],
    ['FREQ=SECONDLY;COUNT=3', 'FREQ=SECONDLY'],
    ['FREQ=DAILY;FREQ=DAILY;COUNT=3', 'FREQ=DAILY'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20260401', 'COUNT=3;UNTIL=20260401'],
    ['FREQ=DAILY;;COUNT=3', ''],
    ['FREQ=DAILY; COUNT=3', ' COUNT=3'],
    ['FREQ=DAILY;COUNT=0', 'COUNT=0'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT=-1'],
    ['FREQ=DAILY;COUNT=1e3', 'COUNT=1E3'],
    ['FREQ=DAILY;COUNT=', 'COUNT='],
    ['FREQ=DAILY;COUNT', 'COUNT'],
    ['FREQ=DAILY;COUNT=3=4', 'COUNT=3=4'],
    ['FREQ=DAILY;INTERVAL=0;COUNT=3', 'INTERVAL=0'],
    ['FREQ=DAILY;INTERVAL=-2;COUNT=3', 'INTERVAL=-2'],
    ['FREQ=DAILY;INTERVAL=10000;COUNT=3', 'INTERVAL=10000'],
    ['FREQ=WEEKLY;BYDAY=XX;COUNT=3', 'BYDAY=XX'],
    ['FREQ=WEEKLY;BYDAY=MO,;COUNT=3', 'BYDAY=MO,'],
    ['FREQ=WEEKLY;BYDAY=2WE;COUNT=3', 'BYDAY=2WE'],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', 'BYDAY=20MO'],
    ['FREQ=YEARLY;BYDAY=1MO;COUNT=3', 'BYDAY=1MO'],
    ['FREQ=MONTHLY;BYDAY=6MO;COUNT=3', 'BYDAY=6MO'],
    ['FREQ=MONTHLY;BYDAY=0MO;COUNT=3', 'BYDAY=0MO'],
    ['FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3', 'BYMONTHDAY=0'],
    ['FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3', 'BYMONTHDAY=32'],
    ['FREQ=WEEKLY;BYMONTHDAY=3;COUNT=3', 'BYMONTHDAY=3'],
    ['FREQ=YEARLY;BYMONTH=13;COUNT=3', 'BYMONTH=13'],
    ['FREQ=YEARLY;BYMONTH=-1;COUNT=3', 'BYMONTH=-1'],
    ['FREQ=MONTHLY;BYSETPOS=1;COUNT=3', 'BYSETPOS=1'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=3', 'BYSETPOS=0'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367;COUNT=3', 'BYSETPOS=367'],
    ['FREQ=WEEKLY;WKST=1;COUNT=3', 'WKST=1'],
    ['FREQ=DAILY;BYHOUR=9,10;COUNT=3', 'BYHOUR=9,10'],
    ['FREQ=YEARLY;BYWEEKNO=20;COUNT=3', 'BYWEEKNO=20'],
    ['FREQ=YEARLY;BYYEARDAY=100;COUNT=3', 'BYYEARDAY=100'],
    ['FREQ=YEARLY;RSCALE=HEBREW;COUNT=3', 'RSCALE=HEBREW'],
    ['FREQ=DAILY;UNTIL=2026-04-30', 'UNTIL=2026-04-30'],
    ['FREQ=DAILY;UNTIL=20260431', 'UNTIL=20260431'],
    ['FREQ=DAILY;UNTIL=00000101', 'UNTIL=00000101'],
    ['FREQ=DAILY;UNTIL=20260430Z', 'UNTIL=20260430Z'],
    ['FREQ=DAILY;UNTIL=20260430T240000', 'UNTIL=20260430T240000'],
    ['FREQ=DAILY;UNTIL=20260430T235960Z', 'UNTIL=20260430T235960Z'],
    ['FREQ=DAILY;toString=1;COUNT=3', 'TOSTRING=1'],
    ['FREQ=DAILY;COUNT=3\nDTSTART:20200101T000000', 'COUNT=3\nDTSTART:20200101T000000'],
    ['DTSTART:20260401T150000\nRRULE:FREQ=DAILY', 'DTSTART:20260401T150000\nRRULE:FREQ=DAILY'],
  ])('%j, for its %j', (rule, part) => {
    expect(expand(rule, '2026-04-01 15:00')).toMatchObject({ kind: 'RuleUnreadable', part });
  });

  it.each([
    ['10 kB', `FREQ=DAILY;COUNT=3;BYDAY=${'MO,'.repeat(3400)}MO`],
    ['301 characters', `FREQ=DAILY;COUNT=3${';'.repeat(283)}`],
    ['300 letters that grow in capitals', 'ß'.repeat(300)],
  ])('%s, which is not repeated in full', (_, rule) => {
    const problem = readRule(rule, KYIV, 'en');
    expect(problem).toMatchObject({ kind: 'RuleUnreadable', part: expect.stringMatching(/^.{59}…$/) });
    expect(JSON.stringify(problem).length).toBeLessThan(400);
  });

  it('or that has no end', () => {
    expect(expand('FREQ=DAILY', '2026-04-01 15:00')).toMatchObject({ kind: 'RuleWithoutEnd' });
  });
});

describe('a rule that was read', () => {
  it.each(['FREQ=WEEKLY;BYDAY=WE;COUNT=3', ' rrule:freq=monthly;until=20261025t011000z;byday=2we; '])(
    'is the same when its text is read again: %s',
    (text) => {
      const rule = readRule(text, KYIV, 'uk');
      if ('kind' in rule) throw new Error(rule.message);
      expect(rule.text).not.toMatch(/[a-z\s]|^RRULE|;$/);
      expect(readRule(rule.text, KYIV, 'uk')).toEqual(rule);
    },
  );

  it('has its problems in the language asked for', () => {
    const problems = (['uk', 'en'] as const).map((language) => {
      const said = (text: string, start = '2026-04-02T15:00:00') => {
        const rule = readRule(text, KYIV, language);
        const result = 'kind' in rule ? rule : expandRule(rule, start, { language });
        return 'kind' in result ? result.message : '';
      };
      return [
        said('FREQ=DAILY;COUNT=0'),
        said('FREQ=DAILY'),
        said('FREQ=DAILY;COUNT=201'),
        said('FREQ=DAILY;UNTIL=20260401'),
        said('FREQ=WEEKLY;BYDAY=WE;COUNT=3'),
      ];
    });
    expect(problems).toEqual([
      [
        'Частину «COUNT=0» правила повторення не прочитати. Тут можна: COUNT=10 (1–200).',
        'Правило повторення не має кінця. Додайте COUNT (скільки дат) або UNTIL (останній день).',
        'Правило повторення задовге: щонайбільше дат — 200, і не пізніше ніж 2029-04-02. Зменште COUNT або оберіть раніший UNTIL.',
        'Правило повторення не дає жодної дати від початку до свого кінця. Виправте дні в правилі або його кінець.',
        'Початок 2026-04-02 15:00 не є датою правила повторення. Почніть із 2026-04-08 15:00 або виправте правило.',
      ],
      [
        'The part “COUNT=0” of the recurrence rule cannot be read. Allowed here: COUNT=10 (1–200).',
        'The recurrence rule has no end. Add COUNT (how many dates) or UNTIL (the last day).',
        'The recurrence rule is too long: at most 200 dates, none after 2029-04-02. Lower COUNT or choose an earlier UNTIL.',
        'The recurrence rule gives no date between the start and its end. Correct its days or its end.',
        'The start 2026-04-02 15:00 is no date of the recurrence rule. Start at 2026-04-08 15:00 or correct the rule.',
      ],
    ]);
  });
});
