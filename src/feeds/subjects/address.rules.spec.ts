import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isId } from '../../platform/ids/id.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import {
  EVENT_KINDS,
  type FeedName,
  feedPath,
  kindOfSlug,
  kindSlug,
  readFeedPath,
  withExtension,
} from './address.rules.ts';
import { ID, SLUG } from './parameter.rules.ts';

const UUID = '019a5b2c-1111-7222-8333-444455556666';

describe('a path names', () => {
  it.each<[string, FeedName]>([
    ['/feeds/audiences/pupils', { of: 'AUDIENCE', slug: 'pupils' }],
    ['/feeds/branches/lesia-ukrainka', { of: 'BRANCH', slug: 'lesia-ukrainka' }],
    ['/feeds/districts/podilskyi', { of: 'DISTRICT', slug: 'podilskyi' }],
    ['/feeds/kinds/thematic-lesson', { of: 'KIND', eventKind: 'THEMATIC_LESSON' }],
    ['/feeds/plans/2019/measures/8', { of: 'MEASURE', year: 2019, number: '8' }],
    ['/feeds/plans/2019/measures/1.2', { of: 'MEASURE', year: 2019, number: '1.2' }],
    ['/feeds/plans/2019/measures/3%D0%B0', { of: 'MEASURE', year: 2019, number: '3а' }],
    ['/feeds/plans/2019/measures/3%d0%b0', { of: 'MEASURE', year: 2019, number: '3а' }],
    ['/feeds/plans/2019/measures/3а', { of: 'MEASURE', year: 2019, number: '3а' }],
    ['/feeds/plans/2019/measures/1%2F2', { of: 'MEASURE', year: 2019, number: '1/2' }],
    ['/feeds/plans/2019/measures/%D0%B8%CC%86', { of: 'MEASURE', year: 2019, number: 'й' }],
    ['/feeds/plans/2019/goals/goal-3', { of: 'GOAL', year: 2019, slug: 'goal-3' }],
    [`/feeds/series/${UUID}`, { of: 'SERIES', id: UUID }],
    [`/feeds/events/${UUID.toUpperCase()}`, { of: 'EVENT', id: UUID }],
    [`/feeds/sessions/${UUID}`, { of: 'SESSION', id: UUID }],
    ['/feeds/search', { of: 'SEARCH' }],
  ])('%s', (path, name) => {
    expect(readFeedPath(path)).toEqual(name);
  });
});

describe('a path names nothing', () => {
  it.each([
    ...['', '/', '/feeds', '/feeds/', '/feeds/audiences', '/feeds/audiences/', '/feeds/audiences/a/b', '/feed/search'],
    ...['/feeds/audiences/PUPILS', '/feeds/audiences/учні', '/feeds/audiences/%00', '/feeds/audiences/..'],
    ...[`/feeds/audiences/${'x'.repeat(201)}`, '/feeds/kinds/LECTURE', '/feeds/kinds/thematic_lesson', '/feeds/kinds/'],
    ...['/feeds/kinds/constructor', '/feeds/constructor/pupils', '/feeds/toString/pupils', '/feeds/__proto__/x'],
    ...['/feeds/plans/2019', '/feeds/plans/2019/measures', '/feeds/plans/2019/measures/', '/feeds/plans/19/measures/8'],
    ...['/feeds/plans/1989/measures/8', '/feeds/plans/2101/measures/8', '/feeds/plans/2019/others/8'],
    ...[
      `/feeds/plans/2019/measures/${'1'.repeat(21)}`,
      '/feeds/plans/2019/measures/%E0%A4',
      '/feeds/plans/2019/goals/Ціль',
    ],
    ...['/feeds/events/1', `/feeds/events/${UUID}/x`, '/feeds/sessions/00000000-0000-0000-0000-000000000000'],
    ...['/feeds/search/', '/feeds/search/x', 'feeds/search', '//feeds/search', '/feeds/me/x'],
  ])('%s', (path) => {
    expect(readFeedPath(path)).toBeNull();
  });
});

it('a name is what its path names', () => {
  const number = fc
    .string({ unit: fc.constantFrom(...'0123456789.-/а бв№%?#&+'), minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() === text && !/ {2}/.test(text));
  const slug = fc.stringMatching(/^[a-z0-9-]{1,60}$/);
  const year = fc.integer({ min: 1990, max: 2100 });
  const names = fc.oneof(
    fc.record({ of: fc.constantFrom('AUDIENCE' as const, 'BRANCH' as const, 'DISTRICT' as const), slug }),
    fc.record({ of: fc.constant('KIND' as const), eventKind: fc.constantFrom(...EVENT_KINDS) }),
    fc.record({ of: fc.constant('MEASURE' as const), year, number }),
    fc.record({ of: fc.constant('GOAL' as const), year, slug }),
    fc.record({
      of: fc.constantFrom('SERIES' as const, 'EVENT' as const, 'SESSION' as const),
      id: fc.uuid({ version: 7 }),
    }),
  );
  fc.assert(
    fc.property(names, (name) => {
      const path = feedPath(name);
      expect(path).toMatch(/^\/feeds\/[\w.~!'()*%/-]+$/);
      expect(readFeedPath(path)).toEqual(name);
    }),
  );
});

describe('a kind', () => {
  it('has a word of its own in addresses', () => {
    const slugs = EVENT_KINDS.map(kindSlug);
    expect(new Set(slugs).size).toBe(18);
    expect(slugs).toContain('thematic-lesson');
    expect(slugs.map(kindOfSlug)).toEqual(EVENT_KINDS);
    expect(kindOfSlug('THEMATIC_LESSON')).toBe('THEMATIC_LESSON');
    expect(kindOfSlug('hasOwnProperty')).toBeNull();
  });
});

it.each([
  ['/feeds/audiences/pupils', 'ics', '/feeds/audiences/pupils.ics'],
  ['/feeds/plans/2019/measures/1.2', 'atom', '/feeds/plans/2019/measures/1.2.atom'],
  ['/feeds/search?q=%D1%89%D0%BE?&age=5', 'json', '/feeds/search.json?q=%D1%89%D0%BE?&age=5'],
])('%s as %s is %s', (path, extension, address) => {
  expect(withExtension(path, extension)).toBe(address);
});

it('slugs and ids are what they are everywhere', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 210 }),
    fc.uuid(),
    fc.stringMatching(/^[a-z0-9-]{0,210}$/),
    fc.uuid().map((text) => text.toUpperCase()),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect([SLUG.test(text), ID.test(text)]).toEqual([isSlug(text), isId(text)]);
    }),
  );
});
