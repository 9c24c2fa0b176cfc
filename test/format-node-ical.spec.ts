// What another house's parser reads in a feed: one that shares nothing with ours, nor with ical.js.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import ical, { type CalendarResponse, type VEvent } from 'node-ical';
import type { CalendarSession } from '../src/calendar/session.store.ts';
import { headingIn } from '../src/calendar/session.text.rules.ts';
import { ICAL } from '../src/feeds/formats/ical.format.ts';
import type { Language } from '../src/platform/language/language.ts';
import { anyLine, anyText, longText } from './any-text.ts';
import { aSession, LIBRARY, theSessions, written } from './feed-sessions.ts';

const read = (text: string) => ical.sync.parseICS(text);
const eventOf = (calendar: CalendarResponse, { id }: CalendarSession) => calendar[`${id}@zakhid`] as VEvent | undefined;
const wholeSeconds = (instant: Date | undefined) => Math.floor((instant?.getTime() ?? 0) / 1000);

it.each<Language>(['uk', 'en'])('reads every session of a feed in %s as it is', (language) => {
  const sessions = theSessions();
  const calendar = read(written(ICAL, sessions, language));
  expect(calendar.vcalendar).toMatchObject({
    ...{ type: 'VCALENDAR', version: '2.0', prodid: `-//Zakhid//Events//${language.toUpperCase()}` },
    ...{ 'WR-CALNAME': language === 'uk' ? 'Події: учнівська молодь' : 'Events: Pupils', color: 'steelblue' },
    ...{ 'PUBLISHED-TTL': 'PT1H', url: 'https://zakhid.example/feeds/audiences/pupils.ics' },
  });
  const components = Object.values(calendar).map((component) => component?.type);
  expect(components.filter((type) => type === 'VEVENT')).toHaveLength(sessions.length);
  expect(components.filter((type) => type === 'VTIMEZONE')).toHaveLength(2);
  for (const session of sessions) {
    const event = eventOf(calendar, session);
    const isOff = ['CANCELLED', 'POSTPONED'].includes(session.happeningStatus);
    expect(event).toMatchObject({
      ...{ summary: headingIn(language, session), sequence: session.sequence, datetype: 'date-time' },
      ...{ status: isOff ? 'CANCELLED' : 'CONFIRMED', transparency: isOff ? 'TRANSPARENT' : 'OPAQUE' },
      organizer: { params: { CN: language === 'uk' ? LIBRARY.nameUk : LIBRARY.nameEn }, val: 'invalid:nomail' },
    });
    expect(event?.categories?.slice(0, -1)).toEqual(
      session.audiences.map(({ nameUk, nameEn }) => (language === 'uk' ? nameUk : nameEn)),
    );
    expect([event?.start, event?.end].map(wholeSeconds)).toEqual([session.startsAt, session.endsAt].map(wholeSeconds));
    expect([event?.start?.tz, event?.end?.tz]).toEqual([session.zone, session.zone]);
    expect([event?.created, event?.lastmodified, event?.dtstamp].map(wholeSeconds)).toEqual(
      [session.createdAt, session.revisedAt, session.revisedAt].map(wholeSeconds),
    );
    expect(event).not.toHaveProperty('attendee');
    expect(event).not.toHaveProperty('rrule');
  }
  expect(eventOf(calendar, sessions[0]!)?.geo).toEqual({ lat: 50.455556, lon: 30.49 });
});

/**
 * Texts that this parser does not mistake: it takes a backslash and an n for the end of a line also where the backslash is
 * escaped, and quotes around a whole value for none of it.
 */
const readable = (text: string) =>
  text
    .replace(/\\+(?=[nN\n])/g, '/')
    .replace(/^"+|"+$/g, '')
    .trim();

it('reads any text as it was kept', () => {
  const line = anyLine.map(readable);
  const description = fc.oneof({ weight: 9, arbitrary: anyText }, { weight: 1, arbitrary: longText }).map(readable);
  fc.assert(
    fc.property(line, description, line, (titleUk, descriptionUk, name) => {
      const branch = { ...LIBRARY, nameUk: name };
      const audiences = [{ slug: 'all', nameUk: name || 'усі', nameEn: '' }];
      const session = aSession({ titleUk, descriptionUk, branch, audiences, measures: [] });
      const event = eventOf(read(written(ICAL, [session], 'uk', { title: titleUk, about: descriptionUk })), session);
      expect(event?.summary).toBe(titleUk);
      expect(event?.description ?? '').toBe(descriptionUk);
      expect(event?.location).toBe(`${name}, ${LIBRARY.address}`);
      expect(event?.categories).toEqual([name || 'усі', 'Тематичний урок']);
    }),
    { numRuns: 300 },
  );
});
