import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import ICAL from 'ical.js';
import type { CalendarSession } from '../calendar/session.store.ts';
import { descriptionIn, titleIn } from '../events/record/event.text.rules.ts';
import { placeInTime } from '../platform/time/wall.rules.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { formatUtc, type Instant, instantFromMillis, parseInstant } from '../platform/time/instant.ts';
import { renderFeed } from './feed.calendar.ts';
import type { AudienceFeed } from './feed.store.ts';

const at = (text: string): Instant => parseInstant(text) ?? instantFromMillis(Number.NaN);
/** When the places came into the code, long before anything is held in them. */
const FOUNDED = at('2025-01-01T08:00:00Z');
const idOf = (number: number) => `01990000-0000-7000-8000-${String(number).padStart(12, '0')}` as Id<'Session'>;

/** `2026-03-29 18:00 – 19:30` in a zone, or with a second day before the second time. */
function during(text: string, zone = 'Europe/Kyiv'): Pick<CalendarSession, 'startsAt' | 'endsAt' | 'zone'> {
  const [start = '', end = ''] = text.split(' – ');
  const [startDate = '', startTime = ''] = start.split(' ');
  const [endTime = '', endDate = startDate] = end.split(' ').reverse();
  const time = placeInTime({ startDate, startTime, endDate, endTime }, zone, 'uk');
  if ('kind' in time) throw new Error(time.message);
  return { startsAt: time.startsAt, endsAt: time.endsAt, zone };
}

/** The bytes a feed had when they were last found right. `jest -u` writes them anew: then read the difference. */
function gold(name: string, text: string): string {
  const file = new URL(`../../test/gold/${name}`, import.meta.url);
  const { snapshotState } = expect.getState() as { snapshotState?: { _updateSnapshot?: string } };
  if (snapshotState?._updateSnapshot === 'all') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}

let made = 0;
function aSession(parts: Partial<CalendarSession> = {}): CalendarSession {
  made += 1;
  return {
    id: idOf(made),
    titleUk: 'Тематичний урок',
    titleEn: null,
    descriptionUk: null,
    descriptionEn: null,
    ...during('2026-05-20 18:00 – 19:30'),
    happeningStatus: 'CONFIRMED',
    place: 'BRANCH',
    reason: null,
    sequence: 0,
    createdAt: at('2026-02-01T08:00:00Z'),
    revisedAt: at('2026-02-02T09:30:15.250Z'),
    branch: {
      nameUk: 'Бібліотека імені Лесі Українки',
      nameEn: 'Lesia Ukrainka Library',
      address: 'вул. Тургенєвська, 83-85',
      updatedAt: FOUNDED,
    },
    room: null,
    audiences: [{ nameUk: 'учнівська молодь', nameEn: 'Pupils' }],
    measures: [{ number: '8', year: 2026 }],
    ...parts,
  };
}

function aFeed(sessions: readonly CalendarSession[], isCut = false): AudienceFeed {
  return { audience: { nameUk: 'учнівська молодь', nameEn: 'Pupils' }, sessions, isCut };
}

/** Events around every trap of a calendar: the same every time, so that their bytes can be compared. */
function theFeed(): AudienceFeed {
  made = 0;
  return aFeed([
    aSession({ titleUk: 'Година казки', titleEn: 'Story hour', ...during('2026-03-28 11:00 – 12:00') }),
    aSession({ titleUk: 'Ніч, коли переводять годинники', ...during('2026-03-28 22:00 – 2026-03-29 06:00') }),
    aSession({
      titleUk: 'Вистава; «Лісова пісня», дія 1\\2',
      descriptionUk: 'Перший рядок\nДругий рядок, з комою; з крапкою з комою\\косою рискою\n\nПісля порожнього: 🎭👩‍🏫',
      ...during('2026-03-29 11:00 – 12:30'),
      sequence: 2,
    }),
    aSession({
      titleUk: 'Тиждень книги',
      titleEn: 'Book week',
      descriptionEn: 'Seven days of books.',
      ...during('2026-05-18 10:00 – 2026-05-24 18:00'),
      audiences: [
        { nameUk: 'учнівська молодь', nameEn: 'Pupils' },
        { nameUk: 'ЗМІ, блогери', nameEn: 'Media; bloggers' },
      ],
      measures: [
        { number: '8', year: 2026 },
        { number: '1.2', year: 2025 },
      ],
    }),
    aSession({
      titleUk: 'Зустріч у Варшаві',
      ...during('2026-06-01 17:00 – 18:00', 'Europe/Warsaw'),
      branch: {
        nameUk: 'Українська бібліотека',
        nameEn: 'Ukrainian Library',
        address: 'ul. Długa 1, Warszawa',
        updatedAt: FOUNDED,
      },
    }),
    aSession({
      titleUk: 'Диспут',
      ...during('2026-10-25 02:00 – 05:00'),
      happeningStatus: 'CANCELLED',
      reason: 'Лекторка захворіла; нову дату, час і місце повідомимо',
      sequence: 5,
      revisedAt: at('2026-10-20T07:00:00Z'),
    }),
  ]);
}

function parse(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const value = (component: InstanceType<typeof ICAL.Component>, name: string) =>
    component.getFirstPropertyValue(name)?.toString() ?? null;
  return {
    calendar,
    value,
    events: calendar.getAllSubcomponents('vevent'),
    zones: calendar.getAllSubcomponents('vtimezone').map((zone) => value(zone, 'tzid')),
  };
}

/** NAME and X-WR-CALNAME are TEXT (RFC 7986 5.1), which the other library does not know of. */
function textOf(raw: string | null): string | undefined {
  return raw?.replace(/\\([nN\\;,])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark));
}

/** What RFC 5545 section 3.1 asks of every line. */
function expectSoundLines(text: string): void {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/); // eslint-disable-line no-control-regex -- what must not be there
  for (const line of text.slice(0, -2).split('\r\n')) {
    const octets = Buffer.from(line);
    expect(octets.length).toBeGreaterThan(0);
    expect(octets.length).toBeLessThanOrEqual(75);
    // A fold within a character would leave half of it, which is no UTF-8.
    expect(octets.toString('utf8')).toBe(line);
    expect(line).not.toContain('\ufffd');
  }
}

describe.each<Language>(['uk', 'en'])('a feed in %s', (language) => {
  const feed = theFeed();
  const text = renderFeed(feed, language);

  it('is what it was (test/gold)', () => {
    expect(text).toBe(gold(`pupils.${language}.ics`, text));
    expectSoundLines(text);
    expect(text.split('BEGIN:VTIMEZONE')[0]).toContain('X-PUBLISHED-TTL');
    expect(text).toMatch(/END:VTIMEZONE\r\nBEGIN:VEVENT/);
  });

  it('is read back by another library, every property as the source has it', () => {
    const { calendar, value, events, zones } = parse(text);
    expect(value(calendar, 'version')).toBe('2.0');
    expect(value(calendar, 'prodid')).toBe(`-//Zakhid//Events//${language.toUpperCase()}`);
    expect(calendar.getFirstPropertyValue('method')).toBeNull();
    expect(value(calendar, 'name')).toBe(language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils');
    expect(value(calendar, 'x-wr-calname')).toBe(value(calendar, 'name'));
    expect(value(calendar, 'refresh-interval')).toBe('PT1H');
    expect(value(calendar, 'x-published-ttl')).toBe('PT1H');
    expect(zones.sort()).toEqual(['Europe/Kyiv', 'Europe/Warsaw']);
    expect(events).toHaveLength(feed.sessions.length);
    for (const [index, event] of feed.sessions.entries()) {
      const read = events[index]!;
      const seconds = (instant: Instant) => formatUtc(instant).replace(/\.\d+Z/, 'Z');
      expect(value(read, 'uid')).toBe(`${event.id}@zakhid`);
      expect(value(read, 'summary')).toBe(titleIn(language, event));
      expect(value(read, 'dtstamp')).toBe(seconds(event.revisedAt));
      expect(value(read, 'last-modified')).toBe(seconds(event.revisedAt));
      expect(value(read, 'created')).toBe(seconds(event.createdAt));
      expect(value(read, 'sequence')).toBe(String(event.sequence));
      expect(value(read, 'status')).toBe(event.happeningStatus);
      expect(value(read, 'transp')).toBe(event.happeningStatus === 'CANCELLED' ? 'TRANSPARENT' : 'OPAQUE');
      expect(value(read, 'location')).toContain(event.branch.address);
      expect(read.getFirstProperty('categories')?.getValues()).toEqual(
        event.audiences.map(({ nameUk, nameEn }) => (language === 'uk' ? nameUk : nameEn)),
      );
      const description = value(read, 'description') ?? '';
      for (const part of [
        event.reason,
        descriptionIn(language, event),
        ...event.measures.map(({ number, year }) =>
          language === 'uk'
            ? `Пункт ${number} плану заходів на ${year} рік`
            : `Measure ${number} of the plan for ${year}`,
        ),
      ]) {
        expect(description).toContain(part ?? '');
      }
      // The other library works with the VTIMEZONE of the feed, not with zones of its own.
      for (const [name, instant] of [
        ['dtstart', event.startsAt],
        ['dtend', event.endsAt],
      ] as const) {
        const property = read.getFirstProperty(name);
        expect(property?.getFirstParameter('tzid')).toBe(event.zone);
        const zone = calendar.getAllSubcomponents('vtimezone').find((one) => value(one, 'tzid') === event.zone);
        const time = property?.getFirstValue() as InstanceType<typeof ICAL.Time>;
        time.zone = new ICAL.Timezone(zone!);
        expect(time.toUnixTime() * 1000).toBe(instant.getTime());
      }
      expect(read.getAllProperties().map(({ name }) => name)).not.toContain('attendee');
      expect(read.getAllSubcomponents()).toEqual([]);
    }
  });

  it('never names Kyiv’s zone by its old name, and gives stamps in UTC', () => {
    expect(text).not.toContain('Europe/Kiev');
    for (const line of text.match(/^(DTSTAMP|CREATED|LAST-MODIFIED):.*$/gm) ?? []) expect(line.trim()).toMatch(/Z$/);
    expect(text).not.toContain('TIMEZONE-ID');
  });
});

describe('a feed', () => {
  it('gives the hour that happens twice by the wall clock, where RFC 5545 3.3.5 reads the first', () => {
    // ical.js reads the second, so the text is compared.
    const text = renderFeed(aFeed([aSession(during('2026-10-25 03:30 – 04:30'))]), 'uk');
    expect(text).toContain('DTSTART;TZID=Europe/Kyiv:20261025T033000\r\nDTEND;TZID=Europe/Kyiv:20261025T043000\r\n');
  });

  it('without events is a calendar still', () => {
    const text = renderFeed(aFeed([]), 'uk');
    expectSoundLines(text);
    expect(parse(text).events).toEqual([]);
    expect(text).not.toContain('VTIMEZONE');
  });

  it('says when it is cut', () => {
    const about = (isCut: boolean) => {
      const { calendar, value } = parse(renderFeed(aFeed([aSession()], isCut), 'uk'));
      return value(calendar, 'x-wr-caldesc');
    };
    expect(about(true)).toContain('Показано лише 1 ');
    expect(about(false)).not.toContain('Показано лише');
  });

  it('escapes the name of its audience', () => {
    const audience = { nameUk: 'батьки, опікуни; «інші»\\друзі', nameEn: '' };
    const { calendar, value } = parse(renderFeed({ audience, sessions: [], isCut: false }, 'uk'));
    for (const name of ['name', 'x-wr-calname']) {
      expect(value(calendar, name)).toBe('Події: батьки\\, опікуни\\; «інші»\\\\друзі');
      expect(textOf(value(calendar, name))).toBe(`Події: ${audience.nameUk}`);
    }
  });

  it.each(['Asia/Calcutta', 'America/Buenos_Aires'])('defines a zone by the very name its events use: %s', (zone) => {
    const text = renderFeed(aFeed([aSession(during('2026-05-20 18:00 – 19:30', zone))]), 'uk');
    expect(parse(text).zones).toEqual([zone]);
    expect(text).toContain(`DTSTART;TZID=${zone}:20260520T180000`);
  });

  it('is in UTC where a zone has no definition', () => {
    const { startsAt, endsAt } = during('2026-05-20 18:00 – 19:30');
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const text = renderFeed(aFeed([aSession({ startsAt, endsAt, zone: 'UTC+3' })]), 'uk');
    complaint.mockRestore();
    expect(text).toContain('\r\nDTSTART:20260520T150000Z\r\nDTEND:20260520T163000Z\r\n');
    expect(parse(text).zones).toEqual([]);
  });
});
