import { describe, expect, it, jest } from '@jest/globals';
import ICAL_JS from 'ical.js';
import { ICAL } from '../src/feeds/formats/ical.format.ts';
import { JCAL } from '../src/feeds/formats/jcal.format.ts';
import type { Language } from '../src/platform/language/language.ts';
import { aSession, during, gold, LIBRARY, theSessions, written } from './feed-sessions.ts';

type Property = [string, Record<string, string>, string, ...unknown[]];
type Component = [string, Property[], Component[]];

const read = (text: string) => JSON.parse(text) as Component;
const propertyOf = ([, properties]: Component, name: string) => properties.find(([one]) => one === name);

describe.each<Language>(['uk', 'en'])('a feed in %s', (language) => {
  const sessions = theSessions();
  const text = written(JCAL, sessions, language);

  it('is what it was (test/gold)', () => {
    expect(text).toBe(gold(`pupils.${language}.jcs`, text));
  });

  it.each([0, 1, 2, sessions.length])('of %i events is its iCalendar, as RFC 7265 writes it', (count) => {
    const some = sessions.slice(0, count);
    const jcal = read(written(JCAL, some, language));
    expect([jcal[0], jcal.length, jcal[2].length]).toEqual(['vcalendar', 3, count + (count === 0 ? 0 : zonesOf(some))]);
    // Of what the other library knows no type, it says so (RFC 7265 5.1): that NAME and COLOR are text we do know.
    // The library's type is a row of anything.
    const expected = ICAL_JS.parse(written(ICAL, some, language)) as unknown as Component;
    const isKnown = ([name]: Property) => !['name', 'color'].includes(name);
    const compared = ([name, properties, components]: Component): unknown[] => [
      name,
      properties.filter(isKnown),
      components.map(compared),
    ];
    expect(compared(jcal)).toEqual(compared(expected));
  });

  it('is read as a calendar', () => {
    const calendar = new ICAL_JS.Component(read(text) as never);
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL_JS.Event(event));
    expect(events.map(({ uid }) => uid)).toEqual(sessions.map(({ id }) => `${id}@zakhid`));
    expect(events.map(({ component }) => component.getFirstPropertyValue('color'))).toContain('darkgoldenrod');
    expect(calendar.getFirstPropertyValue('name')).toBe(
      language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils',
    );
  });
});

function zonesOf(sessions: readonly { readonly zone: string }[]): number {
  return new Set(sessions.map(({ zone }) => zone)).size;
}

describe('a session', () => {
  it('has values of their types', () => {
    const session = aSession({ sequence: 7, coverUrl: 'https://x.example/a,b;c' });
    const [, , components] = read(written(JCAL, [session]));
    const event = components.at(-1)!;
    expect(propertyOf(event, 'dtstart')).toEqual([
      ...['dtstart', { tzid: 'Europe/Kyiv' }, 'date-time', '2026-05-20T18:00:00'],
    ]);
    expect(propertyOf(event, 'sequence')).toEqual(['sequence', {}, 'integer', 7]);
    expect(propertyOf(event, 'geo')).toEqual(['geo', {}, 'float', [50.455556, 30.49]]);
    expect(propertyOf(event, 'categories')).toEqual(['categories', {}, 'text', 'учнівська молодь', 'Тематичний урок']);
    expect(propertyOf(event, 'color')).toEqual(['color', {}, 'text', 'royalblue']);
    expect(propertyOf(event, 'image')).toEqual(['image', { display: 'FULLSIZE' }, 'uri', 'https://x.example/a,b;c']);
    expect(propertyOf(event, 'organizer')).toEqual([
      ...['organizer', { cn: LIBRARY.nameUk }, 'cal-address', 'invalid:nomail'],
    ]);
  });

  it.each(['a\\nb', 'a\\\\b', 'a\\,b', '"a"; ^n: b, c'])('names the library as it is: %j', (nameUk) => {
    const [, , components] = read(written(JCAL, [aSession({ host: { ...LIBRARY, nameUk } })]));
    expect(propertyOf(components.at(-1)!, 'organizer')?.[1]).toEqual({ cn: nameUk });
  });
});

describe('a feed', () => {
  it('is a calendar also where no zone has a definition', () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { startsAt, endsAt } = during('2026-05-20 18:00 – 19:30');
    const [, , components] = read(written(JCAL, [aSession({ startsAt, endsAt, zone: 'UTC+3' })]));
    complaint.mockRestore();
    expect(components.map(([name]) => name)).toEqual(['vevent']);
    expect(propertyOf(components[0]!, 'dtstart')).toEqual(['dtstart', {}, 'date-time', '2026-05-20T15:00:00Z']);
  });

  it('is a calendar also where zones are said, and no event is', () => {
    const [, , components] = read(written(JCAL, [], 'uk', { zones: ['Europe/Kyiv', 'Europe/Warsaw'] }));
    expect(components.map(([name]) => name)).toEqual(['vtimezone', 'vtimezone']);
  });

  it('keeps what it is called', () => {
    const title = 'Події: «А», Б; В\\Г\\n';
    const calendar = read(written(JCAL, [], 'uk', { title }));
    expect(propertyOf(calendar, 'name')).toEqual(['name', {}, 'text', title]);
  });
});
