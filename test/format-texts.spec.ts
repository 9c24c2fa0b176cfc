import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL_JS from 'ical.js';
import type { CalendarSession } from '../src/calendar/session.store.ts';
import { ATOM } from '../src/feeds/formats/atom.format.ts';
import { ICAL } from '../src/feeds/formats/ical.format.ts';
import { JCAL } from '../src/feeds/formats/jcal.format.ts';
import { JSON_FEED } from '../src/feeds/formats/json.format.ts';
import { anyLine, anyText, longText } from './any-text.ts';
import { readAtom, shownOf } from './atom-reader.ts';
import { aSession, expectSoundLines, LIBRARY, written } from './feed-sessions.ts';

interface Texts {
  readonly title: string;
  readonly description: string;
  readonly name: string;
  readonly reason: string;
}

const texts: fc.Arbitrary<Texts> = fc.record({
  title: anyLine,
  description: fc.oneof({ weight: 9, arbitrary: anyText }, { weight: 1, arbitrary: longText }),
  name: anyLine,
  reason: anyLine,
});

/** A session of which all that can be said is said in these words; also its feed is called by them. */
function sessionOf({ title, description, name, reason }: Texts): CalendarSession {
  const branch = { ...LIBRARY, nameUk: name, address: reason };
  return aSession({
    ...{ titleUk: title, descriptionUk: description, happeningStatus: 'CANCELLED', reason, branch, host: branch },
    ...{ audiences: [{ slug: 'all', nameUk: name || 'усі', nameEn: '' }], measures: [] },
  });
}

const frameOf = ({ title, description }: Texts) => ({ title, about: description });
const toldOf = ({ description, reason }: Texts) => [`Скасовано: ${reason}`, description].filter(Boolean).join('\n\n');

type Calendar = InstanceType<typeof ICAL_JS.Component>;

const propertyOf = (calendar: Calendar, name: string) =>
  calendar.getFirstSubcomponent('vevent')?.getFirstProperty(name);

/** What is read of a calendar, by the other library. */
function expectRead(calendar: Calendar, said: Texts): void {
  const events = calendar.getAllSubcomponents('vevent');
  expect(events).toHaveLength(1);
  const value = (name: string) => events[0]!.getFirstPropertyValue(name);
  expect(value('summary')).toBe(`Скасовано: ${said.title}`);
  expect(value('description')).toBe(toldOf(said));
  expect(value('location')).toBe(`${said.name}, ${said.reason}`);
  expect(value('color')).toBe('royalblue');
  expect(calendar.getFirstPropertyValue('description')).toBe(said.description);
}

/** NAME is TEXT (RFC 7986 5.1), which the other library does not know of. */
function textOf(raw: unknown): string {
  return String(raw).replace(/\\([nN\\;,])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark));
}

it('iCalendar keeps any text, in sound lines', () => {
  fc.assert(
    fc.property(texts, (said) => {
      const text = written(ICAL, [sessionOf(said)], 'uk', frameOf(said));
      expectSoundLines(text);
      const calendar = new ICAL_JS.Component(ICAL_JS.parse(text) as never);
      expectRead(calendar, said);
      expect(textOf(calendar.getFirstPropertyValue('name') ?? '')).toBe(said.title);
      // The other library takes a backslash for an escape also in a parameter, and before the comma that parts two values.
      if (said.name.includes('\\')) return;
      expect(propertyOf(calendar, 'organizer')?.getFirstValue()).toBe('invalid:nomail');
      expect(propertyOf(calendar, 'organizer')?.getFirstParameter('cn')).toBe(said.name);
      expect(propertyOf(calendar, 'categories')?.getValues()).toEqual([said.name || 'усі', 'Тематичний урок']);
    }),
    { numRuns: 200 },
  );
});

it('jCal keeps any text', () => {
  fc.assert(
    fc.property(texts, (said) => {
      const calendar = new ICAL_JS.Component(
        JSON.parse(written(JCAL, [sessionOf(said)], 'uk', frameOf(said))) as never,
      );
      expectRead(calendar, said);
      expect(calendar.getFirstPropertyValue('name') ?? '').toBe(said.title);
      expect(propertyOf(calendar, 'organizer')?.getFirstValue()).toBe('invalid:nomail');
      expect(propertyOf(calendar, 'organizer')?.getFirstParameter('cn')).toBe(said.name);
      expect(propertyOf(calendar, 'categories')?.getValues()).toEqual([said.name || 'усі', 'Тематичний урок']);
    }),
    { numRuns: 200 },
  );
});

it('Atom keeps any text', () => {
  fc.assert(
    fc.property(texts, (said) => {
      const text = written(ATOM, [sessionOf(said)], 'uk', frameOf(said));
      // The parser forgives what others do not.
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)|[^\n\u0020-\ufffd\u{10000}-\u{10ffff}]/u);
      const { feed } = readAtom(text);
      expect(feed.one('title').text).toBe(said.title);
      expect(feed.one('subtitle').text).toBe(said.description);
      const entry = feed.one('entry');
      expect(entry.one('title').text).toBe(`Скасовано: ${said.title}`);
      expect(entry.one('author').one('name').text).toBe(said.name);
      expect(entry.all('category')[1]?.attributes['label']).toBe(said.name || 'усі');
      expect(shownOf(entry.one('content').text)).toBe(
        `20.05.2026, 18:00–19:30\n${said.name}, ${said.reason}\n\n${toldOf(said)}`,
      );
    }),
    { numRuns: 200 },
  );
});

it('JSON Feed keeps any text', () => {
  fc.assert(
    fc.property(texts, (said) => {
      const feed = JSON.parse(written(JSON_FEED, [sessionOf(said)], 'uk', frameOf(said))) as {
        title: string;
        description: string;
        items: { title: string; content_text: string; tags: string[]; _event: Record<string, unknown> }[];
      };
      expect([feed.title, feed.description]).toEqual([said.title, said.description]);
      const [item] = feed.items;
      expect(item?.title).toBe(`Скасовано: ${said.title}`);
      expect(item?.content_text).toContain(toldOf(said));
      expect(item?.tags).toEqual(['Тематичний урок', said.name || 'усі']);
      expect(item?._event).toMatchObject({
        ...{ name: said.title, description: toldOf(said), organizer: { name: said.name } },
        location: { name: said.name, address: said.reason },
      });
    }),
    { numRuns: 200 },
  );
});
