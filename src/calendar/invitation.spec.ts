import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import type { Id } from '../platform/ids/id.ts';
import { cleanLine } from '../platform/text/text.rules.ts';
import { type Instant, instantFromMillis, parseInstant } from '../platform/time/instant.ts';
import { CALENDAR_END, calendarHead } from './calendar.ts';
import { invitation, type InvitationOptions, type Invited } from './invitation.ts';
import { eventText } from './session.event.ts';
import type { CalendarSession } from './session.store.ts';

const at = (text: string): Instant => parseInstant(text) ?? instantFromMillis(Number.NaN);

const LIBRARY: CalendarSession['branch'] = {
  nameUk: 'Бібліотека імені Лесі Українки',
  nameEn: 'Lesia Ukrainka Library',
  address: 'вул. Тургенєвська, 83-85',
  latitude: 50.45,
  longitude: 30.49,
  updatedAt: at('2019-01-01T08:00:00Z'),
};
const LESSON: CalendarSession = {
  id: '01990000-0000-7000-8000-000000000001' as Id<'Session'>,
  eventId: '01980000-0000-7000-8000-000000000001' as Id<'Event'>,
  titleUk: 'Тематичний урок',
  titleEn: 'A lesson',
  descriptionUk: null,
  descriptionEn: null,
  kind: 'THEMATIC_LESSON',
  language: 'uk',
  attendanceMode: 'OFFLINE',
  coverUrl: 'https://pictures.example/cover.png',
  priceUk: null,
  priceEn: null,
  startsAt: at('2019-04-24T08:00:00Z'),
  endsAt: at('2019-04-24T08:45:00Z'),
  zone: 'Europe/Kyiv',
  happeningStatus: 'RESCHEDULED',
  place: 'ROOM',
  reason: null,
  previousStartsAt: at('2019-04-23T08:00:00Z'),
  sequence: 3,
  createdAt: at('2019-02-01T08:00:00Z'),
  revisedAt: at('2019-03-02T09:30:15.250Z'),
  branch: LIBRARY,
  host: LIBRARY,
  room: { nameUk: 'Зала', nameEn: 'Hall', updatedAt: at('2019-01-01T08:00:00Z') },
  audiences: [{ slug: 'pupils', nameUk: 'учнівська молодь', nameEn: 'Pupils' }],
  measures: [{ number: '8', year: 2019 }],
};
const TEACHER: Invited = { email: 'teacher@school9.example', name: 'Олена Коваль', partstat: 'ACCEPTED' };
const OPTIONS: InvitationOptions = {
  method: 'REQUEST',
  attendee: TEACHER,
  organizer: { name: 'Zakhid', address: 'no-reply@zakhid.example' },
  language: 'uk',
  toldAt: at('2019-04-01T10:20:30Z'),
};

const written = (options: Partial<InvitationOptions> = {}, session: Partial<CalendarSession> = {}) =>
  invitation([{ ...LESSON, ...session }], { ...OPTIONS, ...options });

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const events = calendar.getAllSubcomponents('vevent');
  const value = (name: string) => events[0]?.getFirstPropertyValue(name)?.toString() ?? null;
  const party = (name: string) => {
    const property = events[0]!.getFirstProperty(name)!;
    const parameter = (key: string) => property.getFirstParameter(key);
    return { address: String(property.getFirstValue()), parameter };
  };
  return { calendar, events, value, party };
}

function expectSoundLines(text: string): void {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/); // eslint-disable-line no-control-regex -- what must not be there
  for (const line of text.slice(0, -2).split('\r\n')) {
    const octets = Buffer.from(line);
    expect(octets.length).toBeGreaterThan(0);
    expect(octets.length).toBeLessThanOrEqual(75);
    expect(octets.toString('utf8')).toBe(line);
  }
}

const HEAD = (method: string) => `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Zakhid//Events//UK
METHOD:${method}
BEGIN:VTIMEZONE
TZID:Europe/Kyiv
X-LIC-LOCATION:Europe/Kyiv
LAST-MODIFIED:20260715T220651Z
BEGIN:STANDARD
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
DTSTART:19701025T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
DTSTART:19700329T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:01990000-0000-7000-8000-000000000001@zakhid
SEQUENCE:3
DTSTAMP:20190401T102030Z
DTSTART;TZID=Europe/Kyiv:20190424T110000
DTEND;TZID=Europe/Kyiv:20190424T114500
SUMMARY:Тематичний урок
`;
const PLACE = `LOCATION:Бібліотека імені Лесі Українки\\, За
 ла\\, вул. Тургенєвська\\, 83-85
DESCRIPTION:Пункт 8 плану заходів на 2019 рік
ORGANIZER;CN="Zakhid":mailto:no-reply@zakhid.example
`;
const END = `CREATED:20190201T080000Z
LAST-MODIFIED:20190302T093015Z
END:VEVENT
END:VCALENDAR
`;

it('is these bytes: to somebody who is confirmed', () => {
  const text = written();
  expectSoundLines(text);
  expect(text.replaceAll('\r\n', '\n')).toBe(
    `${HEAD('REQUEST')}TRANSP:OPAQUE
${PLACE}ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;RSVP=FAL
 SE;CN="Олена Коваль":MAILTO:teacher@school9.example
CATEGORIES:учнівська молодь
STATUS:CONFIRMED
${END}`,
  );
});

it('is these bytes: to somebody who has not answered, that it is called off', () => {
  const text = written({ method: 'CANCEL', attendee: { ...TEACHER, partstat: 'NEEDS-ACTION' } });
  expectSoundLines(text);
  expect(text.replaceAll('\r\n', '\n')).toBe(
    `${HEAD('CANCEL')}TRANSP:TRANSPARENT
${PLACE}ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;RSVP
 =FALSE;CN="Олена Коваль":MAILTO:teacher@school9.example
CATEGORIES:учнівська молодь
STATUS:CANCELLED
${END}`,
  );
});

const URL_OF_LESSON = 'https://zakhid.test/feeds/sessions/lesson.ics';

describe('an invitation', () => {
  it('has the UID, SEQUENCE, time and place of the feed', () => {
    const head = calendarHead({ name: 'x', about: 'x', refreshSeconds: 60, address: null }, [LESSON.zone], 'en');
    const feed = `${head}${eventText(LESSON, 'en', URL_OF_LESSON)}${CALENDAR_END}`;
    const [inFeed, sent] = [read(feed), read(written({ language: 'en' }))];
    for (const name of ['uid', 'sequence', 'dtstart', 'dtend', 'summary', 'location', 'status', 'last-modified']) {
      expect([name, sent.value(name)]).toEqual([name, inFeed.value(name)]);
    }
    expect([sent.value('uid'), sent.value('sequence')]).toEqual([`${LESSON.id}@zakhid`, '3']);
    expect(inFeed.events[0]?.getAllProperties('attendee')).toEqual([]);
  });

  it('names its recipient alone, and whom the programme’s mails come from', () => {
    const { calendar, events, party } = read(written());
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(events[0]?.getAllProperties('attendee')).toHaveLength(1);
    expect(party('attendee').address.toLowerCase()).toBe('mailto:teacher@school9.example');
    expect(party('attendee').parameter('cn')).toBe('Олена Коваль');
    expect(party('organizer').address).toBe('mailto:no-reply@zakhid.example');
    expect(party('organizer').parameter('cn')).toBe('Zakhid');
  });

  it.each(['CANCELLED', 'POSTPONED', 'TENTATIVE', 'MOVED_ONLINE'] as const)('is called off by CANCEL: %s', (status) => {
    const { value } = read(written({ method: 'CANCEL' }, { happeningStatus: status, reason: 'Хвороба' }));
    expect([value('status'), value('transp')]).toEqual(['CANCELLED', 'TRANSPARENT']);
  });

  it.each([
    ['TENTATIVE', 'TENTATIVE'],
    ['CONFIRMED', 'CONFIRMED'],
    ['MOVED_ONLINE', 'CONFIRMED'],
  ] as const)('says of what is %s: %s', (happeningStatus, status) => {
    expect(read(written({}, { happeningStatus })).value('status')).toBe(status);
  });

  it('is called off by its method, and keeps its title', () => {
    const off = { happeningStatus: 'CANCELLED', reason: 'Хвороба' } as const;
    expect(read(written({ method: 'CANCEL' }, off)).value('summary')).toBe('Тематичний урок');
    expect(eventText({ ...LESSON, ...off }, 'uk', URL_OF_LESSON)).toContain('SUMMARY:Скасовано: Тематичний урок');
  });

  it('is stamped by what came last: the person’s act or the session’s change', () => {
    expect(read(written({ toldAt: at('2019-03-01T00:00:00Z') })).value('dtstamp')).toBe('2019-03-02T09:30:15Z');
    expect(read(written({ toldAt: at('2019-03-03T00:00:00Z') })).value('dtstamp')).toBe('2019-03-03T00:00:00Z');
  });

  it('tells those who take part where to join what is online, and of a room nothing of the kind', () => {
    const joinUrl = 'https://meet.example/a,b;c?d=1';
    expect(read(written({ joinUrl }, { place: 'ONLINE', room: null })).value('location')).toBe(`Онлайн: ${joinUrl}`);
    expect(written({ joinUrl })).not.toContain('meet.example');
    expect(read(written({}, { place: 'ONLINE', room: null })).value('location')).toBe('Онлайн');
  });

  it('of several sessions has each with its own UID', () => {
    const second = { ...LESSON, id: '01990000-0000-7000-8000-000000000002' as Id<'Session'> };
    const { events } = read(invitation([LESSON, second], OPTIONS));
    expect(events.map((event) => event.getFirstPropertyValue('uid'))).toEqual([
      `${LESSON.id}@zakhid`,
      `${second.id}@zakhid`,
    ]);
    expect(events.map((event) => event.getAllProperties('attendee').length)).toEqual([1, 1]);
  });

  it.each([
    ['', 'teacher@school9.example'],
    ['\r\n', 'teacher@school9.example'],
    ['Коваль; Олена, "учитель": 9-А', 'Коваль; Олена, "учитель": 9-А'],
    ['Коваль\r\nATTENDEE:mailto:evil@x.example', 'Коваль ATTENDEE:mailto:evil@x.example'],
    ['Коваль";X-EVIL="1', 'Коваль";X-EVIL="1'],
    ["^n^'^^", "^n^'^^"],
    ['\u0000\u0007\u007fКоваль', 'Коваль'],
  ])('keeps %j in its place', (name, kept) => {
    const text = written({ attendee: { ...TEACHER, name }, organizer: { ...OPTIONS.organizer, name } });
    expectSoundLines(text);
    const { events, party } = read(text);
    expect(party('attendee').parameter('cn')).toBe(kept);
    expect(party('organizer').parameter('cn')).toBe(
      kept === 'teacher@school9.example' ? 'no-reply@zakhid.example' : kept,
    );
    expect(events[0]?.getAllProperties('attendee')).toHaveLength(1);
    expect(events[0]?.getFirstProperty('attendee')?.getFirstParameter('x-evil')).toBeUndefined();
  });

  it.each([
    ['a+b.c@x.example', 'mailto:a+b.c@x.example'],
    ['a?subject=x&b@x.example', 'mailto:a%3Fsubject%3Dx%26b@x.example'],
    ['a@x.example\r\nATTENDEE:mailto:evil@x.example', 'mailto:a@x.example%0D%0AATTENDEE%3Amailto%3Aevil@x.example'],
    ['a;b,c:d"@x.example', 'mailto:a%3Bb%2Cc%3Ad%22@x.example'],
  ])('keeps the address %j in its place', (email, kept) => {
    const text = written({ attendee: { ...TEACHER, email } });
    expectSoundLines(text);
    expect(read(text).party('attendee').address.replace('MAILTO', 'mailto')).toBe(kept);
  });

  it('reads any name back as it was kept, in sound lines', () => {
    // No backslash: the other library takes it for an escape, which RFC 5545 3.2 knows none of in parameters.
    const unit = fc.constantFrom(...'абвїґ\'"^;:,\r\n\t=€中', '👩‍🏫', '\u0000', '\u0085', '\u2028', '^n', 'END:VEVENT');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 120 }), (name) => {
        const text = written({ attendee: { ...TEACHER, name } });
        expectSoundLines(text);
        const { events, party } = read(text);
        expect(events).toHaveLength(1);
        expect(party('attendee').parameter('cn')).toBe(cleanLine(name) || TEACHER.email);
        expect(party('attendee').address.toLowerCase()).toBe(`mailto:${TEACHER.email}`);
      }),
      { numRuns: 200 },
    );
  });
});
