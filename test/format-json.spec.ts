import { describe, expect, it } from '@jest/globals';
import type { CalendarSession } from '../src/calendar/session.store.ts';
import { JSON_FEED } from '../src/feeds/formats/json.format.ts';
import type { Language } from '../src/platform/language/language.ts';
import { aSession, at, BASE, during, gold, LIBRARY, PUPILS, theSessions, written } from './feed-sessions.ts';

type Json = Record<string, unknown>;
interface Feed extends Json {
  readonly items: readonly (Json & { readonly _event: Json })[];
}

const read = (text: string) => JSON.parse(text) as Feed;
function eventOf(parts: Partial<CalendarSession>, language: Language = 'uk'): Json {
  return read(written(JSON_FEED, [aSession(parts)], language)).items[0]!._event;
}

describe.each<Language>(['uk', 'en'])('a feed in %s', (language) => {
  const sessions = theSessions();
  const text = written(JSON_FEED, sessions, language);

  it('is what it was (test/gold)', () => {
    expect(text).toBe(gold(`pupils.${language}.json`, text));
  });

  it.each([0, 1, sessions.length])('of %i events has what JSON Feed 1.1 asks for', (count) => {
    const { items, ...feed } = read(written(JSON_FEED, sessions.slice(0, count), language));
    expect(feed).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils',
      feed_url: `${BASE}/feeds/audiences/pupils.json`,
      description:
        language === 'uk' ? 'Події бібліотек міста для учнів.' : 'Events of the city’s libraries for pupils.',
      language,
      _event: { about: 'https://schema.org/Event' },
    });
    expect(items.map(({ id }) => id)).toEqual(sessions.slice(0, count).map(({ id }) => `urn:uuid:${id}`));
    const known = ['id', 'url', 'title', 'content_text', 'image', 'date_published', 'date_modified', 'authors', 'tags'];
    for (const item of items) {
      expect(Object.keys(item).filter((key) => ![...known, 'language', 'attachments', '_event'].includes(key))).toEqual(
        [],
      );
      expect(item['content_text']).toEqual(expect.any(String));
      for (const name of ['date_published', 'date_modified']) expect(item[name]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(URL.canParse(String(item['url']))).toBe(true);
    }
  });

  it('names nobody but libraries', () => {
    expect(text.replaceAll(/"@(context|type|id)"/g, '')).not.toMatch(/@|mailto/i);
  });
});

describe('an item', () => {
  it('is of a session, and for programs an Event of schema.org', () => {
    const session = aSession({
      ...{ titleUk: 'Година казки', descriptionUk: 'Про лисичку', kind: 'EDUCATIONAL_HOUR', room: null },
      ...{ coverUrl: 'https://x.example/cover.png', revisedAt: at('2026-03-03T03:03:03.003Z') },
    });
    const url = `${BASE}/feeds/sessions/${session.id}.json?lang=uk`;
    const place = '20.05.2026, 18:00–19:30\nБібліотека імені Лесі Українки, вул. Тургенєвська, 83-85';
    const description = 'Про лисичку\n\nПункт 8 плану заходів на 2026 рік';
    expect(read(written(JSON_FEED, [session])).items).toEqual([
      {
        ...{ id: `urn:uuid:${session.id}`, url, title: 'Година казки', content_text: `${place}\n\n${description}` },
        image: 'https://x.example/cover.png',
        ...{ date_published: '2026-02-01T08:00:00.000Z', date_modified: '2026-03-03T03:03:03.003Z' },
        ...{ authors: [{ name: LIBRARY.nameUk }], tags: ['Виховна година', 'учнівська молодь'], language: 'uk' },
        attachments: [{ url: url.replace('.json', '.ics'), mime_type: 'text/calendar' }],
        _event: {
          ...{ '@context': 'https://schema.org', '@type': 'EducationEvent', '@id': `urn:uuid:${session.id}` },
          ...{ name: 'Година казки', description },
          ...{ startDate: '2026-05-20T18:00:00+03:00', endDate: '2026-05-20T19:30:00+03:00' },
          eventStatus: 'https://schema.org/EventScheduled',
          eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
          location: {
            ...{ '@type': 'Place', name: LIBRARY.nameUk, address: LIBRARY.address },
            geo: { '@type': 'GeoCoordinates', latitude: LIBRARY.latitude, longitude: LIBRARY.longitude },
          },
          organizer: { '@type': 'Library', name: LIBRARY.nameUk },
          audience: [{ '@type': 'Audience', audienceType: PUPILS.nameUk }],
          inLanguage: 'uk',
          ...{ isAccessibleForFree: true, offers: { '@type': 'Offer', price: 0, priceCurrency: 'UAH' } },
          ...{ image: 'https://x.example/cover.png', url },
        },
      },
    ]);
  });

  it.each([
    ['TENTATIVE', 'EventScheduled'],
    ['CONFIRMED', 'EventScheduled'],
    ['HELD', 'EventScheduled'],
    ['RESCHEDULED', 'EventRescheduled'],
    ['POSTPONED', 'EventPostponed'],
    ['MOVED_ONLINE', 'EventMovedOnline'],
    ['CANCELLED', 'EventCancelled'],
  ] as const)('of what is %s is %s', (happeningStatus, expected) => {
    expect(eventOf({ happeningStatus, reason: 'Хвороба' })['eventStatus']).toBe(`https://schema.org/${expected}`);
  });

  it('keeps its name when it is called off, which its title says', () => {
    const session = aSession({ happeningStatus: 'CANCELLED', reason: 'Хвороба' });
    const [item] = read(written(JSON_FEED, [session])).items;
    expect([item?.['title'], item?._event['name']]).toEqual(['Скасовано: Тематичний урок', 'Тематичний урок']);
  });

  it('says when it was to be before, by the clock of its place', () => {
    const moved = { happeningStatus: 'RESCHEDULED', previousStartsAt: at('2026-03-29T15:00:00Z') } as const;
    expect(eventOf(moved)['previousStartDate']).toBe('2026-03-29T18:00:00+03:00');
    expect(eventOf({})).not.toHaveProperty('previousStartDate');
    const warsaw = during('2026-01-10 18:00 – 19:00', 'Europe/Warsaw');
    expect(eventOf(warsaw)['startDate']).toBe('2026-01-10T18:00:00+01:00');
  });

  const online = (name: string) => ({ '@type': 'VirtualLocation', name });
  it.each<[string, Partial<CalendarSession>, Language, string, unknown]>([
    ['online', { place: 'ONLINE', attendanceMode: 'ONLINE' }, 'uk', 'Online', online('Онлайн')],
    ['moved online', { happeningStatus: 'MOVED_ONLINE' }, 'en', 'Online', online('Online')],
    [
      ...['both ways', { attendanceMode: 'MIXED', branch: { ...LIBRARY, latitude: null, longitude: null } }, 'uk'],
      ...['Mixed', [{ '@type': 'Place', name: LIBRARY.nameUk, address: LIBRARY.address }, online('Онлайн')]],
    ] as [string, Partial<CalendarSession>, Language, string, unknown],
    [
      ...['in a room', { place: 'ROOM', room: { nameUk: 'Зала', nameEn: 'Hall', updatedAt: LIBRARY.updatedAt } }, 'en'],
      ...['Offline', expect.objectContaining({ name: 'Lesia Ukrainka Library, Hall' })],
    ] as [string, Partial<CalendarSession>, Language, string, unknown],
    [
      ...['somewhere', { place: 'TO_BE_FOUND' }, 'en', 'Offline'],
      expect.objectContaining({ name: 'Lesia Ukrainka Library, place to be announced' }),
    ] as [string, Partial<CalendarSession>, Language, string, unknown],
  ])('says where it is: %s', (_, parts, language, mode, location) => {
    const event = eventOf(parts, language);
    expect(event['eventAttendanceMode']).toBe(`https://schema.org/${mode}EventAttendanceMode`);
    expect(event['location']).toEqual(location);
  });

  it.each<[Partial<CalendarSession>, Language, boolean, string | undefined]>([
    [{ priceUk: '50 грн', priceEn: '50 UAH' }, 'uk', false, '50 грн'],
    [{ priceUk: '50 грн', priceEn: '50 UAH' }, 'en', false, '50 UAH'],
    [{ priceUk: '50 грн' }, 'en', false, '50 грн'],
    [{ priceEn: '50 UAH' }, 'uk', false, '50 UAH'],
    [{}, 'uk', true, undefined],
  ])('of a price %j in %s: free is %s', (parts, language, isFree, description) => {
    const event = eventOf(parts, language);
    expect(event['isAccessibleForFree']).toBe(isFree);
    expect((event['offers'] as Json)['description']).toBe(description);
  });

  it('is in the language in which it is held, and by the library whose it is', () => {
    const host = { ...LIBRARY, nameUk: 'Інша бібліотека' };
    const event = eventOf({ language: 'en', host, kind: 'EXHIBITION', audiences: [] });
    expect([event['inLanguage'], event['@type'], event['audience']]).toEqual(['en', 'ExhibitionEvent', []]);
    expect(event['organizer']).toEqual({ '@type': 'Library', name: 'Інша бібліотека' });
    expect((event['location'] as Json)['name']).toBe(LIBRARY.nameUk);
  });
});

describe('a feed', () => {
  it('says when it is cut', () => {
    const about = (isCut: boolean) => read(written(JSON_FEED, [aSession()], 'en', { isCut }))['description'];
    expect(about(true)).toContain('\nOnly the 1 events nearest in time');
    expect(about(false)).not.toContain('nearest');
  });
});
