// Calendars whose content was made to do harm.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { calendarOf, eventOf, hourOf, type PartnerLab, startPartnerLab, stopPartnerLab } from './partner-lab.ts';

jest.setTimeout(90_000);

const MB = 1_000_000;

let lab: PartnerLab;
let minutes = 0;
beforeAll(async () => {
  lab = await startPartnerLab();
});
afterAll(() => stopPartnerLab(lab));
// Whoever asks very often is slowed down.
beforeEach(() => {
  minutes += 20;
  lab.app.clock.set(new Date(Date.parse('2019-03-01T08:00:00Z') + minutes * 60_000).toISOString());
});

const tried = (address: string) => lab.preview({ branchId: lab.branches.central, purpose: 'PROMOTED', address });

describe('a calendar', () => {
  const hostile = (name: string, text: string | Uint8Array) => tried(lab.partner.serve(`/${name}`, text));
  const endless = calendarOf(eventOf('never', ':20190401T100000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'));

  it.each([
    ['every second', calendarOf(eventOf('s', ':19700101T000000Z', 'RRULE:FREQ=SECONDLY')), 'TOO_MANY_OCCURRENCES', 8],
    [
      'every hour for ever',
      calendarOf(eventOf('h', ':20190301T000000Z', 'RRULE:FREQ=HOURLY')),
      'TOO_MANY_OCCURRENCES',
      8,
    ],
    [
      'a million exceptions',
      calendarOf(eventOf('x', ':20190401T100000Z', `EXDATE:${'20190401T100000Z,'.repeat(1_000_000)}20190401T100000Z`)),
      'TOO_LARGE',
      null,
    ],
    [
      'as many as fit',
      calendarOf(eventOf('x', ':20190401T100000Z', `EXDATE:${'20190401T100000Z,'.repeat(290_000)}20190401T100000Z`)),
      'TOO_MANY_DATES',
      8,
    ],
    [
      'a million parts',
      calendarOf(Array.from({ length: 190_000 }, () => ['BEGIN:VEVENT', 'END:VEVENT']).flat()),
      'TOO_MANY_COMPONENTS',
      10_004,
    ],
    ['deep within', calendarOf(Array.from({ length: 100_000 }, () => 'BEGIN:X-IN')), 'TOO_DEEP', 11],
    ['nulls', calendarOf(eventOf('n', ':20190401T100000Z', 'SUMMARY:\0')), 'CONTROL_CHARACTER', 8],
    ['no letters', Buffer.from([0xc3, 0x28, 0xa0, 0xa1, 0xff, 0xfe, 0xfd]), 'NOT_TEXT', 1],
    ['a page', '<html><body>Sign in</body></html>', 'NOT_A_CALENDAR', 1],
    ['line ends alone', '\n'.repeat(4_900_000), 'NOT_A_CALENDAR', 1],
  ])('with %s is refused', async (name, text, reason, line) => {
    expect(await hostile(name.replaceAll(' ', '-'), text)).toMatchObject({ kind: 'CalendarUnreadable', reason, line });
  });

  const zoned = (tzid: string, ...definition: readonly string[]) =>
    calendarOf([...definition], eventOf('z', `;TZID=${tzid}:20190404T100000`, 'DURATION:PT1H'));
  const zone = (tzid: string, ...times: readonly string[]) => [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    ...times,
    'END:VTIMEZONE',
  ];
  const standard = (...lines: readonly string[]) => [
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    ...lines,
    'END:STANDARD',
  ];
  const east = ['TZOFFSETFROM:+0200', 'TZOFFSETTO:+0200'];

  it.each([
    ['of the machine', zoned('../../../etc/passwd')],
    ['of the language', zoned('__proto__', ...zone('__proto__'))],
    ['of a megabyte', zoned('x'.repeat(MB), ...zone('x'.repeat(MB), ...standard(...east)))],
    ['of a line', zoned('"a\\r\\nb"')],
    ['without a time', zoned('Own', ...zone('Own'))],
    ['a year from noon', zoned('Own', ...zone('Own', ...standard('TZOFFSETFROM:+9900', 'TZOFFSETTO:-9900')))],
    ['that changes each second', zoned('Own', ...zone('Own', ...standard(...east, 'RRULE:FREQ=SECONDLY')))],
    [
      'of a date that never comes',
      zoned('Own', ...zone('Own', ...standard(...east, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'))),
    ],
    [
      'of a hundred thousand changes',
      zoned('Own', ...zone('Own', ...standard(...east, `RDATE:${'19700101T000000,'.repeat(100_000)}`))),
    ],
    [
      'of forty thousand times',
      zoned(
        'Own',
        ...zone(
          'Own',
          standard(...east)
            .join('\r\n')
            .concat('\r\n')
            .repeat(40_000)
            .trimEnd(),
        ),
      ),
    ],
  ])('with a time zone %s is read without its event, or refused', async (name, text) => {
    const told = await hostile(`zone-${name.replaceAll(' ', '-')}`, text);
    if (told.kind) expect(told.reason).toMatch(/^(?:TOO_SLOW|TOO_MANY_\w+)$/);
    else
      expect([told.found, told.problems.map(({ fault }) => fault)]).toEqual([
        0,
        [expect.stringMatching(/^(?:ZONE|LINE)$/)],
      ]);
  });

  it('that says otherwise of a zone that everybody knows is read by what everybody knows', async () => {
    const lie = zone('Europe/Kyiv', ...standard('TZOFFSETFROM:-1100', 'TZOFFSETTO:-1100'));
    const { items } = await hostile('lie', zoned('Europe/Kyiv', ...lie));
    expect(items[0]).toMatchObject({ start: '2019-04-04T10:00:00+03:00', zone: 'Europe/Kyiv' });
  });

  it.each([
    ['lines that say nothing', `X:\r\n`, 900_000],
    ['lines that are none', `x\r\n`, 900_000],
    ['titles', 'SUMMARY:x\r\n', 400_000],
    ['titles with something beside them', 'SUMMARY;A=b:x\r\n', 300_000],
    ['alarms', 'BEGIN:VALARM\r\nEND:VALARM\r\n', 49_990],
  ])('of hundreds of thousands of %s is read or refused in seconds', async (name, line, count) => {
    const text = calendarOf([
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART:20190404T100000Z',
      line.repeat(count).trimEnd(),
      'END:VEVENT',
    ]);
    const started = performance.now();
    const told = await hostile(name.replaceAll(' ', '-'), text);
    expect(told.reason ?? 'read').toMatch(/^(?:read|TOO_SLOW)$/);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('with a rule that never comes to a date is stopped, and holds nobody up', async () => {
    const waits: number[] = [];
    let done = false;
    const refused = hostile('never', endless).finally(() => (done = true));
    while (!done) {
      const started = performance.now();
      await lab.app.gql('{ viewer { signedIn } }');
      waits.push(performance.now() - started);
    }
    expect(await refused).toMatchObject({ reason: 'TOO_SLOW', line: 8 });
    expect(waits.length).toBeGreaterThan(50);
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });

  it('with a line of megabytes, or folded at each letter, is read all the same', async () => {
    const long = calendarOf(hourOf('long', '20190404T100000', `DESCRIPTION:${'x'.repeat(4 * MB)}`));
    expect(await hostile('long', long)).toMatchObject({ found: 1 });
    const folded = calendarOf(hourOf('folded', '20190404T100000', `X-NOTE:${'\r\n x'.repeat(1_000_000)}`));
    expect(await hostile('folded', folded)).toMatchObject({ found: 1 });
  });

  it('that turns hostile changes nothing of what is kept', async () => {
    const roomId = await lab.ownRoom();
    const address = lab.partner.serve('/turns.ics', calendarOf(hourOf('a', '20190404T100000')));
    const { id } = await lab.add({ roomId, address });
    expect(await lab.refresh(id)).toMatchObject({ added: 1 });
    lab.partner.serve('/turns.ics', calendarOf(eventOf('h', ':20190301T000000Z', 'RRULE:FREQ=HOURLY')));
    expect(await lab.refresh(id)).toMatchObject({
      kind: 'CalendarUnreadable',
      reason: 'TOO_MANY_OCCURRENCES',
      line: 8,
    });
    expect(await lab.calendar(id)).toMatchObject({
      ...{ itemCount: 1, failures: 1 },
      trouble: { fault: 'TOO_MANY_OCCURRENCES', line: 8, message: expect.stringMatching(/^Рядок 8\. Повторення/) },
    });
    expect(await lab.blockedIn(roomId)).toHaveLength(1);
  });

  it('of 100 MB, or as large as it may be, is not taken as a file', async () => {
    const upload = await lab.app
      .sendUpload(Buffer.alloc(100 * MB, 'X'), 'calendar.ics', 'librarian')
      .then(({ status }) => status)
      .catch(() => 'cut off');
    expect([413, 'cut off']).toContain(upload);
    const { id } = await lab.add({ roomId: await lab.ownRoom() });
    expect(await lab.bring(id, Buffer.alloc(5 * MB, 'X'))).toMatchObject({ reason: 'NOT_A_CALENDAR' });
  });

  it('brought as a file is refused as well', async () => {
    const { id } = await lab.add({ roomId: await lab.ownRoom() });
    expect(await lab.bring(id, 'no calendar')).toMatchObject({
      kind: 'CalendarUnreadable',
      reason: 'NOT_A_CALENDAR',
      line: 1,
    });
    expect(await lab.bring(id, endless)).toMatchObject({ kind: 'CalendarUnreadable', reason: 'TOO_SLOW' });
  });
});
