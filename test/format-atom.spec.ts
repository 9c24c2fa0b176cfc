import { describe, expect, it } from '@jest/globals';
import type { CalendarSession } from '../src/calendar/session.store.ts';
import { ATOM } from '../src/feeds/formats/atom.format.ts';
import { xmlText } from '../src/feeds/formats/markup.rules.ts';
import type { Language } from '../src/platform/language/language.ts';
import { formatUtc } from '../src/platform/time/instant.ts';
import { readAtom, shownOf } from './atom-reader.ts';
import { aSession, at, BASE, during, gold, LIBRARY, theSessions, written } from './feed-sessions.ts';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function entryOf(parts: Partial<CalendarSession>, language: Language = 'uk') {
  return readAtom(written(ATOM, [aSession(parts)], language)).feed.one('entry');
}

describe.each<Language>(['uk', 'en'])('a feed in %s', (language) => {
  const sessions = theSessions();
  const text = written(ATOM, sessions, language);

  it('is what it was (test/gold)', () => {
    expect(text).toBe(gold(`pupils.${language}.atom`, text));
  });

  it.each([0, 1, sessions.length])('of %i events has what RFC 4287 asks for', (count) => {
    const { prolog, feed } = readAtom(written(ATOM, sessions.slice(0, count), language));
    expect(prolog).toBe('<?xml version="1.0" encoding="utf-8"?>');
    expect(feed.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language });
    expect(feed.one('id').text).toBe(`${BASE}/feeds/audiences/pupils`);
    expect(feed.one('title').text).toBe(language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils');
    expect(feed.one('updated').text).toBe('2026-10-20T07:00:00.125Z');
    expect(feed.one('author').one('name').text).not.toBe('');
    expect(feed.all('link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'self', type: 'application/atom+xml', href: `${BASE}/feeds/audiences/pupils.atom` },
      { rel: 'alternate', type: 'text/calendar', href: `${BASE}/feeds/audiences/pupils.ics` },
      { rel: 'alternate', type: 'application/feed+json', href: `${BASE}/feeds/audiences/pupils.json` },
    ]);
    const entries = feed.all('entry');
    expect(entries.map((entry) => entry.one('id').text)).toEqual(
      sessions.slice(0, count).map(({ id }) => `urn:uuid:${id}`),
    );
    for (const entry of entries) {
      for (const name of ['updated', 'published']) expect(entry.one(name).text).toMatch(RFC_3339);
      expect(entry.one('title').text).not.toBe('');
      expect(entry.one('content').attributes).toEqual({ type: 'html' });
      for (const { attributes } of entry.all('category')) {
        expect(Object.keys(attributes)).toEqual(['scheme', 'term', 'label']);
        expect(attributes['term']).toMatch(/^[a-z-]+$/);
      }
      expect(entry.all('link').every(({ attributes }) => URL.canParse(attributes['href'] ?? ''))).toBe(true);
    }
    const known = ['id', 'title', 'subtitle', 'updated', 'author', 'link', 'category', 'content', 'generator'];
    const names = new Set([feed, ...entries].flatMap(({ children }) => children.map(({ name }) => name)));
    expect([...names].filter((name) => ![...known, 'published', 'entry'].includes(name))).toEqual([]);
  });

  it('names nobody but libraries', () => {
    expect(text).not.toMatch(/@|mailto|<email>/i);
  });
});

describe('an entry', () => {
  it('is of a session: what it is, when, where, by whom', () => {
    const session = aSession({
      ...{
        titleUk: 'Година казки',
        descriptionUk: 'Перший рядок\nДругий <b>рядок</b> & більше',
        kind: 'SHORT_SEMINAR',
      },
      ...{ coverUrl: 'https://x.example/a?b=1&c=2', revisedAt: at('2026-03-03T03:03:03.003Z') },
    });
    const entry = readAtom(written(ATOM, [session])).feed.one('entry');
    expect(entry.one('title').text).toBe('Година казки');
    expect(entry.one('updated').text).toBe('2026-03-03T03:03:03.003Z');
    expect(entry.one('published').text).toBe(formatUtc(session.createdAt));
    expect(entry.one('author').children.map(({ name, text }) => [name, text])).toEqual([['name', LIBRARY.nameUk]]);
    expect(entry.all('link').map(({ attributes }) => attributes)).toEqual([
      {
        ...{ rel: 'alternate', type: 'text/calendar', hreflang: 'uk' },
        href: `${BASE}/feeds/sessions/${session.id}.ics?lang=uk`,
      },
      { rel: 'enclosure', href: 'https://x.example/a?b=1&c=2' },
    ]);
    expect(entry.all('category').map(({ attributes }) => attributes)).toEqual([
      { scheme: `${BASE}/feeds/kinds`, term: 'short-seminar', label: 'Короткостроковий семінар' },
      { scheme: `${BASE}/feeds/audiences`, term: 'pupils', label: 'учнівська молодь' },
    ]);
    expect(shownOf(entry.one('content').text)).toBe(`20.05.2026, 18:00–19:30
Бібліотека імені Лесі Українки, вул. Тургенєвська, 83-85

Перший рядок
Другий <b>рядок</b> & більше

Пункт 8 плану заходів на 2026 рік`);
  });

  it.each<[string, Partial<CalendarSession>, Language, string]>([
    ['over midnight', during('2026-05-20 22:00 – 2026-05-21 06:00'), 'uk', '20.05.2026, 22:00 – 21.05.2026, 06:00'],
    ['in English', {}, 'en', '2026-05-20, 18:00–19:30'],
    ['elsewhere', during('2026-05-20 18:00 – 19:30', 'Europe/Warsaw'), 'uk', '20.05.2026, 18:00–19:30 (Europe/Warsaw)'],
  ])('says when it is, %s', (_, parts, language, expected) => {
    expect(shownOf(entryOf(parts, language).one('content').text).split('\n')[0]).toBe(expected);
  });

  it('says in its title that it is called off, and never where to join', () => {
    const off = { happeningStatus: 'CANCELLED', reason: 'Хвороба', titleEn: 'Talk' } as const;
    expect(entryOf(off, 'en').one('title').text).toBe('Cancelled: Talk');
    expect(shownOf(entryOf({ place: 'ONLINE' }).one('content').text)).toContain('\nОнлайн\n');
  });

  it('has nothing in it that XML has no place for', () => {
    // A feed of one wrong character is no feed at all.
    expect(xmlText('a\u0000\u0007\u000b\u001f\u007f\u0085\ufffe\uffff\ud800b\r\n\t<&>"\'')).toBe(
      'a\ufffdb\n&lt;&amp;&gt;&quot;&#39;',
    );
    expect(xmlText('Ї €中 👩‍🏫')).toBe('Ї €中 👩‍🏫');
  });
});

describe('a feed', () => {
  it('says when it is cut', () => {
    const about = (isCut: boolean) => readAtom(written(ATOM, [aSession()], 'uk', { isCut })).feed.one('subtitle').text;
    expect(about(true)).toContain('Показано лише 1 ');
    expect(about(false)).toBe('Події бібліотек міста для учнів.');
  });

  it('of a search says where it is with what is asked', () => {
    const { feed } = readAtom(written(ATOM, [], 'uk', { address: `${BASE}/feeds/search?words=a&past=5` }));
    expect(feed.all('link')[0]?.attributes['href']).toBe(`${BASE}/feeds/search.atom?words=a&past=5`);
  });
});
