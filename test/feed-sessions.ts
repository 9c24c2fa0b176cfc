// Sessions as calendars tell them, made by hand, and whole feeds of them: formats need no database to be tested.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { CalendarSession } from '../src/calendar/session.store.ts';
import type { FeedFormat, Frame, PieceContext } from '../src/feeds/formats/format.ts';
import type { Id } from '../src/platform/ids/id.ts';
import type { Language } from '../src/platform/language/language.ts';
import { type Instant, instantFromMillis, parseInstant } from '../src/platform/time/instant.ts';
import { placeInTime } from '../src/platform/time/wall.rules.ts';

export const at = (text: string): Instant => parseInstant(text) ?? instantFromMillis(Number.NaN);
/** When the places came into the code, long before anything is held in them. */
const FOUNDED = at('2025-01-01T08:00:00Z');
export const BASE = 'https://zakhid.example';

/** `2026-03-29 18:00 – 19:30` in a zone, or with a second day before the second time. */
export function during(text: string, zone = 'Europe/Kyiv'): Pick<CalendarSession, 'startsAt' | 'endsAt' | 'zone'> {
  const [start = '', end = ''] = text.split(' – ');
  const [startDate = '', startTime = ''] = start.split(' ');
  const [endTime = '', endDate = startDate] = end.split(' ').reverse();
  const time = placeInTime({ startDate, startTime, endDate, endTime }, zone, 'uk');
  if ('kind' in time) throw new Error(time.message);
  return { startsAt: time.startsAt, endsAt: time.endsAt, zone };
}

export const LIBRARY: CalendarSession['branch'] = {
  nameUk: 'Бібліотека імені Лесі Українки',
  nameEn: 'Lesia Ukrainka Library',
  address: 'вул. Тургенєвська, 83-85',
  latitude: 50.455_555_55,
  longitude: 30.49,
  updatedAt: FOUNDED,
};
const WARSAW: CalendarSession['branch'] = {
  nameUk: 'Українська бібліотека',
  nameEn: 'Ukrainian Library',
  address: 'ul. Długa 1, Warszawa',
  latitude: null,
  longitude: null,
  updatedAt: FOUNDED,
};
export const PUPILS = { slug: 'pupils', nameUk: 'учнівська молодь', nameEn: 'Pupils' };

let made = 0;
export function aSession(parts: Partial<CalendarSession> = {}): CalendarSession {
  made += 1;
  const number = String(made).padStart(12, '0');
  return {
    id: `01990000-0000-7000-8000-${number}` as Id<'Session'>,
    eventId: `01980000-0000-7000-8000-${number}` as Id<'Event'>,
    titleUk: 'Тематичний урок',
    titleEn: null,
    descriptionUk: null,
    descriptionEn: null,
    kind: 'THEMATIC_LESSON',
    language: 'uk',
    attendanceMode: 'OFFLINE',
    coverUrl: null,
    priceUk: null,
    priceEn: null,
    ...during('2026-05-20 18:00 – 19:30'),
    happeningStatus: 'CONFIRMED',
    place: 'BRANCH',
    reason: null,
    previousStartsAt: null,
    sequence: 0,
    createdAt: at('2026-02-01T08:00:00Z'),
    revisedAt: at('2026-02-02T09:30:15.250Z'),
    branch: LIBRARY,
    host: LIBRARY,
    room: null,
    audiences: [PUPILS],
    measures: [{ number: '8', year: 2026 }],
    ...parts,
  };
}

/** Events around every trap of a calendar: the same every time, so that their bytes can be compared. */
export function theSessions(): CalendarSession[] {
  made = 0;
  return [
    aSession({ titleUk: 'Година казки', titleEn: 'Story hour', ...during('2026-03-28 11:00 – 12:00') }),
    aSession({ titleUk: 'Ніч, коли переводять годинники', ...during('2026-03-28 22:00 – 2026-03-29 06:00') }),
    aSession({
      ...{ titleUk: 'Вистава; «Лісова пісня», дія 1\\2', kind: 'PUBLIC_EVENT', sequence: 2 },
      descriptionUk: 'Перший рядок\nДругий рядок, з комою; з крапкою з комою\\косою рискою\n\nПісля порожнього: 🎭👩‍🏫',
      ...{
        coverUrl: 'https://pictures.example/a,b;c.png?w=1&h=2',
        priceUk: '50 грн',
        ...during('2026-03-29 11:00 – 12:30'),
      },
    }),
    aSession({
      ...{ titleUk: 'Тиждень книги', titleEn: 'Book week', descriptionEn: 'Seven days of books.', kind: 'EXHIBITION' },
      ...{ language: 'en', ...during('2026-05-18 10:00 – 2026-05-24 18:00') },
      audiences: [PUPILS, { slug: 'media', nameUk: 'ЗМІ, блогери', nameEn: 'Media; bloggers' }],
      measures: [
        { number: '8', year: 2026 },
        { number: '1.2', year: 2025 },
      ],
    }),
    aSession({ titleUk: 'Зустріч у Варшаві', ...during('2026-06-01 17:00 – 18:00', 'Europe/Warsaw'), branch: WARSAW }),
    aSession({
      ...{
        titleUk: 'Лекція',
        kind: 'LECTURE',
        attendanceMode: 'ONLINE',
        place: 'ONLINE',
        happeningStatus: 'RESCHEDULED',
      },
      ...{ sequence: 1, previousStartsAt: at('2026-06-09T15:00:00Z'), ...during('2026-06-10 18:00 – 19:00') },
    }),
    aSession({
      ...{ titleUk: 'Тренінг', titleEn: 'Training', kind: 'TRAINING', attendanceMode: 'MIXED', place: 'ROOM' },
      ...{ happeningStatus: 'POSTPONED', reason: 'Немає світла', sequence: 3, ...during('2026-06-11 18:00 – 20:00') },
      room: { nameUk: 'Зала', nameEn: 'Hall', updatedAt: FOUNDED },
    }),
    aSession({
      ...{ titleUk: 'Диспут', kind: 'DEBATE', ...during('2026-10-25 02:00 – 05:00'), happeningStatus: 'CANCELLED' },
      reason: 'Лекторка захворіла; нову дату, час і місце повідомимо',
      ...{ sequence: 5, revisedAt: at('2026-10-20T07:00:00Z') },
    }),
  ];
}

/** What a feed of these sessions says of itself. */
function aFrame(sessions: readonly CalendarSession[], language: Language, parts: Partial<Frame> = {}): Frame {
  return {
    title: language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils',
    about: language === 'uk' ? 'Події бібліотек міста для учнів.' : 'Events of the city’s libraries for pupils.',
    ...{ language, address: `${BASE}/feeds/audiences/pupils` },
    ...{ zones: [...new Set(sessions.map(({ zone }) => zone))].sort(), shown: sessions.length, isCut: false },
    revisedAt: at('2026-10-20T07:00:00.125Z'),
    ...parts,
  };
}

/** A feed as it is answered. */
export function written(
  format: FeedFormat,
  sessions: readonly CalendarSession[],
  language: Language = 'uk',
  parts: Partial<Frame> = {},
): string {
  const frame = aFrame(sessions, language, parts);
  const context: PieceContext = { language, base: BASE };
  const pieces = sessions.map((session) => format.piece(session, context));
  return format.head(frame) + pieces.join(format.between) + format.tail(frame);
}

/** The bytes a feed had when they were last found right. `jest -u` writes them anew: then read the difference. */
export function gold(name: string, text: string): string {
  const file = new URL(`./gold/${name}`, import.meta.url);
  const { snapshotState } = expect.getState() as { snapshotState?: { _updateSnapshot?: string } };
  if (snapshotState?._updateSnapshot === 'all') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}

/** What RFC 5545 section 3.1 asks of every line. */
export function expectSoundLines(text: string): void {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/); // eslint-disable-line no-control-regex -- what must not be there
  for (const line of text.slice(0, -2).split('\r\n')) {
    const octets = Buffer.from(line);
    expect(octets.length).toBeGreaterThan(0);
    expect(octets.length).toBeLessThanOrEqual(75);
    // A fold within a character would leave half of it, which is no UTF-8.
    expect(octets.toString('utf8')).toBe(line);
  }
}
