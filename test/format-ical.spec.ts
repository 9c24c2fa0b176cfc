import { describe, expect, it, jest } from '@jest/globals';
import ICAL_JS from 'ical.js';
import type { CalendarSession } from '../src/calendar/session.store.ts';
import { headingIn } from '../src/calendar/session.text.rules.ts';
import { descriptionIn } from '../src/events/record/event.text.rules.ts';
import { ICAL } from '../src/feeds/formats/ical.format.ts';
import type { Language } from '../src/platform/language/language.ts';
import { formatUtc, type Instant } from '../src/platform/time/instant.ts';
import { aSession, at, during, expectSoundLines, gold, LIBRARY, theSessions, written } from './feed-sessions.ts';

function parse(text: string) {
  const calendar = new ICAL_JS.Component(ICAL_JS.parse(text) as never);
  const value = (component: InstanceType<typeof ICAL_JS.Component>, name: string) =>
    component.getFirstPropertyValue(name)?.toString() ?? null;
  return {
    calendar,
    value,
    events: calendar.getAllSubcomponents('vevent'),
    zones: calendar.getAllSubcomponents('vtimezone').map((zone) => value(zone, 'tzid')),
  };
}

/** The properties of the one session, by name, as they are read. */
function one(parts: Partial<CalendarSession>, language: Language = 'uk') {
  const { events, value } = parse(written(ICAL, [aSession(parts)], language));
  return (name: string) => value(events[0]!, name);
}

/** NAME and X-WR-CALNAME are TEXT (RFC 7986 5.1), which the other library does not know of. */
function textOf(raw: string | null): string | undefined {
  return raw?.replace(/\\([nN\\;,])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark));
}

/** In whole seconds. */
const seconds = (instant: Instant) => formatUtc(instant).replace(/\.\d+Z/, 'Z');
const nameOf = (language: Language, { nameUk, nameEn }: { nameUk: string; nameEn: string }) =>
  language === 'uk' ? nameUk : nameEn;

describe.each<Language>(['uk', 'en'])('a feed in %s', (language) => {
  const sessions = theSessions();
  const text = written(ICAL, sessions, language);

  it('is what it was (test/gold)', () => {
    expect(text).toBe(gold(`pupils.${language}.ics`, text));
    expectSoundLines(text);
    expect(text.split('BEGIN:VTIMEZONE')[0]).toContain('X-PUBLISHED-TTL');
    expect(text).toMatch(/END:VTIMEZONE\r\nBEGIN:VEVENT/);
  });

  it('says what it is, where it is, and how often it is worth asking', () => {
    const { calendar, value, zones } = parse(text);
    expect(value(calendar, 'version')).toBe('2.0');
    expect(value(calendar, 'prodid')).toBe(`-//Zakhid//Events//${language.toUpperCase()}`);
    expect(calendar.getFirstPropertyValue('method')).toBeNull();
    for (const name of ['name', 'x-wr-calname']) {
      expect(value(calendar, name)).toBe(language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils');
    }
    expect(value(calendar, 'description')).toContain(language === 'uk' ? 'для учнів' : 'for pupils');
    expect(value(calendar, 'x-wr-caldesc')).toBe(value(calendar, 'description'));
    for (const name of ['url', 'source']) {
      expect(value(calendar, name)).toBe('https://zakhid.example/feeds/audiences/pupils.ics');
    }
    expect([value(calendar, 'refresh-interval'), value(calendar, 'x-published-ttl')]).toEqual(['PT1H', 'PT1H']);
    expect([value(calendar, 'color'), value(calendar, 'x-apple-calendar-color')]).toEqual(['steelblue', '#4682B4']);
    expect(zones).toEqual(['Europe/Kyiv', 'Europe/Warsaw']);
  });

  it('is read back by another library, every property as the source has it', () => {
    const { calendar, value, events } = parse(text);
    expect(events).toHaveLength(sessions.length);
    for (const [index, session] of sessions.entries()) {
      const read = events[index]!;
      const isOff = ['CANCELLED', 'POSTPONED'].includes(session.happeningStatus);
      expect(value(read, 'uid')).toBe(`${session.id}@zakhid`);
      expect(value(read, 'summary')).toBe(headingIn(language, session));
      expect(value(read, 'dtstamp')).toBe(seconds(session.revisedAt));
      expect(value(read, 'last-modified')).toBe(seconds(session.revisedAt));
      expect(value(read, 'created')).toBe(seconds(session.createdAt));
      expect(value(read, 'sequence')).toBe(String(session.sequence));
      expect(value(read, 'status')).toBe(isOff ? 'CANCELLED' : 'CONFIRMED');
      expect(value(read, 'transp')).toBe(isOff ? 'TRANSPARENT' : 'OPAQUE');
      if (session.place !== 'ONLINE') expect(value(read, 'location')).toContain(session.branch.address);
      expect(read.getFirstProperty('categories')?.getValues().slice(0, -1)).toEqual(
        session.audiences.map((audience) => nameOf(language, audience)),
      );
      const measures = session.measures.map(({ number, year }) =>
        language === 'uk'
          ? `Пункт ${number} плану заходів на ${year} рік`
          : `Measure ${number} of the plan for ${year}`,
      );
      for (const part of [session.reason, descriptionIn(language, session), ...measures]) {
        expect(value(read, 'description')).toContain(part ?? '');
      }
      // The other library works with the VTIMEZONE of the feed, not with zones of its own.
      for (const [name, instant] of [
        ['dtstart', session.startsAt],
        ['dtend', session.endsAt],
      ] as const) {
        const property = read.getFirstProperty(name);
        expect(property?.getFirstParameter('tzid')).toBe(session.zone);
        const zone = calendar.getAllSubcomponents('vtimezone').find((each) => value(each, 'tzid') === session.zone);
        const time = property?.getFirstValue() as InstanceType<typeof ICAL_JS.Time>;
        time.zone = new ICAL_JS.Timezone(zone!);
        expect(time.toUnixTime() * 1000).toBe(instant.getTime());
      }
    }
  });

  it('names nobody but the library, tells nobody where to join, and has dates of one component each', () => {
    const { events } = parse(text);
    for (const read of events) {
      const names = read.getAllProperties().map(({ name }) => name);
      for (const never of ['attendee', 'contact', 'conference', 'recurrence-id', 'rrule', 'x-alt-desc']) {
        expect(names).not.toContain(never);
      }
      expect(read.getAllSubcomponents()).toEqual([]);
      const organizer = read.getFirstProperty('organizer');
      expect(organizer?.getFirstValue()).toBe('invalid:nomail');
      expect(organizer?.getFirstParameter('cn')).toBe(nameOf(language, LIBRARY));
    }
    expect(text.replaceAll('@zakhid\r\n', '')).not.toMatch(/@|mailto/i);
  });

  it('never names Kyiv’s zone by its old name, and gives stamps in UTC', () => {
    expect(text).not.toContain('Europe/Kiev');
    for (const line of text.match(/^(DTSTAMP|CREATED|LAST-MODIFIED):.*$/gm) ?? []) expect(line.trim()).toMatch(/Z$/);
    expect(text).not.toContain('TIMEZONE-ID');
  });
});

describe('a session', () => {
  it.each<[string, Partial<CalendarSession>, Language, string | null]>([
    ['GEO', {}, 'uk', '50.455556,30.49'],
    ['GEO', { branch: { ...LIBRARY, latitude: null, longitude: null } }, 'uk', null],
    ['GEO', { place: 'ONLINE' }, 'uk', null],
    ['GEO', { happeningStatus: 'MOVED_ONLINE' }, 'uk', null],
    ['COLOR', { kind: 'EXHIBITION' }, 'uk', 'darkgoldenrod'],
    ['IMAGE', {}, 'uk', null],
    ['IMAGE', { coverUrl: 'https://x.example/a,b;c.png' }, 'uk', 'https://x.example/a,b;c.png'],
    ['IMAGE', { coverUrl: 'https://x.example/a b' }, 'uk', null],
    ['IMAGE', { coverUrl: 'https://x.example/\r\nATTENDEE:x' }, 'uk', null],
    ['SUMMARY', { happeningStatus: 'CANCELLED', reason: 'Хвороба' }, 'uk', 'Скасовано: Тематичний урок'],
    ['SUMMARY', { happeningStatus: 'POSTPONED', reason: 'Хвороба', titleEn: 'Talk' }, 'en', 'Postponed: Talk'],
    ['SUMMARY', { happeningStatus: 'MOVED_ONLINE' }, 'uk', 'Тематичний урок'],
    ['STATUS', { happeningStatus: 'TENTATIVE' }, 'uk', 'TENTATIVE'],
    ['STATUS', { happeningStatus: 'HELD' }, 'uk', 'CONFIRMED'],
    ['LOCATION', { place: 'ONLINE' }, 'en', 'Online'],
  ])('has %s of %j in %s: %s', (name, parts, language, expected) => {
    expect(one(parts, language)(name.toLowerCase())).toBe(expected);
  });

  it('writes degrees as RFC 5545 3.8.1.6 has them, and a picture as an address', () => {
    const text = written(ICAL, [aSession({ coverUrl: 'https://x.example/a,b;c.png' })]);
    expect(text).toContain('\r\nGEO:50.455556;30.49\r\n');
    expect(text).toContain('\r\nIMAGE;VALUE=URI;DISPLAY=FULLSIZE:https://x.example/a,b;c.png\r\n');
  });

  it('is found under its kind as well', () => {
    const text = written(ICAL, [aSession({ kind: 'SHORT_SEMINAR' })], 'en');
    expect(text).toContain('\r\nCATEGORIES:Pupils,Short seminar\r\n');
  });

  it('is stamped anew when a library that it names is', () => {
    const host = { ...LIBRARY, nameUk: 'Інша', updatedAt: at('2026-04-01T00:00:00Z') };
    expect(one({ host })('last-modified')).toBe('2026-04-01T00:00:00Z');
    expect(one({ host, place: 'ONLINE' })('dtstamp')).toBe('2026-04-01T00:00:00Z');
  });
});

describe('a feed', () => {
  it('gives the hour that happens twice by the wall clock, where RFC 5545 3.3.5 reads the first', () => {
    // ical.js reads the second, so the text is compared.
    const text = written(ICAL, [aSession(during('2026-10-25 03:30 – 04:30'))]);
    expect(text).toContain('DTSTART;TZID=Europe/Kyiv:20261025T033000\r\nDTEND;TZID=Europe/Kyiv:20261025T043000\r\n');
  });

  it('without events is a calendar still', () => {
    const text = written(ICAL, []);
    expectSoundLines(text);
    expect(parse(text).events).toEqual([]);
    expect(text).not.toContain('VTIMEZONE');
  });

  it('says when it is cut', () => {
    const about = (isCut: boolean) => {
      const { calendar, value } = parse(written(ICAL, [aSession()], 'uk', { isCut }));
      return [value(calendar, 'description'), textOf(value(calendar, 'x-wr-caldesc'))];
    };
    for (const text of about(true)) expect(text).toContain('\nПоказано лише 1 ');
    for (const text of about(false)) expect(text).not.toContain('Показано лише');
  });

  it('escapes what it is called, and leaves out what is not to be seen', () => {
    const title = 'Події: батьки, опікуни; «інші»\\друзі\u0007';
    const { calendar, value } = parse(written(ICAL, [], 'uk', { title }));
    for (const name of ['name', 'x-wr-calname']) {
      expect(value(calendar, name)).toBe('Події: батьки\\, опікуни\\; «інші»\\\\друзі');
      expect(textOf(value(calendar, name))).toBe(title.slice(0, -1));
    }
  });

  it.each([
    ['/feeds/search?words=a%20b&past=5', '/feeds/search.ics?words=a%20b&past=5'],
    ['/feeds/search?words=ї\r\n', '/feeds/search.ics?words=%D1%97%0D%0A'],
  ])('tells where it is: %j', (path, told) => {
    const { calendar, value } = parse(written(ICAL, [], 'uk', { address: `https://zakhid.example${path}` }));
    expect([value(calendar, 'source'), value(calendar, 'url')]).toEqual(Array(2).fill(`https://zakhid.example${told}`));
  });

  it('of which nobody may learn where it is does not tell it', () => {
    expect(written(ICAL, [], 'uk', { address: '' })).not.toMatch(/^(SOURCE|URL)/m);
  });

  it.each(['Asia/Calcutta', 'America/Buenos_Aires'])('defines a zone by the very name its events use: %s', (zone) => {
    const text = written(ICAL, [aSession(during('2026-05-20 18:00 – 19:30', zone))]);
    expect(parse(text).zones).toEqual([zone]);
    expect(text).toContain(`DTSTART;TZID=${zone}:20260520T180000`);
  });

  it('is in UTC where a zone has no definition', () => {
    const { startsAt, endsAt } = during('2026-05-20 18:00 – 19:30');
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const text = written(ICAL, [aSession({ startsAt, endsAt, zone: 'UTC+3' })]);
    complaint.mockRestore();
    expect(text).toContain('\r\nDTSTART:20260520T150000Z\r\nDTEND:20260520T163000Z\r\n');
    expect(parse(text).zones).toEqual([]);
  });
});
