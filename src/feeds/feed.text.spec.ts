import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import type { CalendarSession } from '../calendar/session.store.ts';
import { cleanLine, cleanText } from '../platform/text/text.rules.ts';
import { newId } from '../platform/ids/id.ts';
import { instantFromMillis } from '../platform/time/instant.ts';
import { renderFeed } from './feed.calendar.ts';

const HOUR = 3_600_000;
const PLAIN: CalendarSession = {
  id: newId<'Session'>(),
  titleUk: '',
  titleEn: null,
  descriptionUk: null,
  descriptionEn: null,
  startsAt: instantFromMillis(500_000 * HOUR),
  endsAt: instantFromMillis(500_001 * HOUR),
  zone: 'Europe/Kyiv',
  happeningStatus: 'CANCELLED',
  place: 'BRANCH',
  reason: '',
  sequence: 0,
  createdAt: instantFromMillis(490_000 * HOUR),
  revisedAt: instantFromMillis(490_000 * HOUR),
  branch: { nameUk: '', nameEn: '', address: '', updatedAt: instantFromMillis(490_000 * HOUR) },
  room: null,
  audiences: [],
  measures: [],
};

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

/** Letters, marks and emoji that folding and escaping may break. */
const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."абвгґдеєїйщьюяАЇЄҐ'’ʼ- 0189azZ") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(',', ';', '\\', '\n', '"', ':', '\\n', '\\,', '^', "^'", 'BEGIN:VEVENT', '\r\n', '\t'),
  },
  { weight: 2, arbitrary: fc.constantFrom('🎉', '👩‍🏫', '🇺🇦', '€', '中', 'е\u0301', '\u00a0', '\u2028') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\ud83d', '\udc00', '\ufeff'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
);
const anyText = fc.string({ unit, maxLength: 400 });

describe('any text', () => {
  it('is read back as it was kept, in sound lines', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (title, description, name, reason) => {
        const event: CalendarSession = {
          ...PLAIN,
          titleUk: cleanLine(title),
          descriptionUk: cleanText(description),
          happeningStatus: 'CANCELLED',
          reason: cleanLine(reason),
          branch: { ...PLAIN.branch, nameUk: cleanLine(name) },
          audiences: [{ nameUk: cleanLine(name) || 'усі', nameEn: '' }],
          measures: [],
        };
        const audience = { nameUk: cleanLine(name), nameEn: '' };
        const text = renderFeed({ audience, sessions: [event], isCut: false }, 'uk');
        expectSoundLines(text.replaceAll('\ufffd', '?'));
        const calendar = new ICAL.Component(ICAL.parse(text) as never);
        const events = calendar.getAllSubcomponents('vevent');
        expect(events).toHaveLength(1);
        const read = events[0]!;
        expect(read.getFirstPropertyValue('summary')).toBe(event.titleUk);
        expect(read.getFirstPropertyValue('description')).toBe(
          [`Скасовано: ${event.reason}`, event.descriptionUk].filter(Boolean).join('\n\n'),
        );
        expect(read.getFirstPropertyValue('location')).toBe(`${event.branch.nameUk}, `);
        expect(read.getFirstProperty('categories')?.getValues()).toEqual([event.audiences[0]?.nameUk]);
        expect(textOf(calendar.getFirstPropertyValue('name')?.toString() ?? null)).toBe(`Події: ${audience.nameUk}`);
      }),
      { numRuns: 300 },
    );
  });
});
