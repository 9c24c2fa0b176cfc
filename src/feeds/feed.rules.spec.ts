import { addressOf } from '../platform/config/address.rules.ts';
import { describe, expect, it } from '@jest/globals';
import { instantFromMillis } from '../platform/time/instant.ts';
import { audienceFeedAddress, feedLanguage, latestOf, slugOfFeed } from './feed.rules.ts';

describe('the address of a feed', () => {
  it.each([
    ['pupils.ics', 'pupils'],
    ['social-media-users.ics', 'social-media-users'],
    ['pupils', null],
    ['pupils.ICS', null],
    ['.ics', null],
    ['Pupils.ics', null],
    ['учні.ics', null],
    ['pupils\0.ics', null],
    ['pupils.ics.ics', null],
    [`${'a'.repeat(191)}.ics`, null],
  ])('%j names %j', (file, slug) => {
    expect(slugOfFeed(file)).toBe(slug);
  });

  it('is made from the base address, or from this machine’s', () => {
    expect(audienceFeedAddress(addressOf({ BASE_URL: 'https://zakhid.example', PORT: 1 }), 'pupils')).toBe(
      'https://zakhid.example/feeds/audiences/pupils.ics',
    );
    expect(addressOf({ BASE_URL: undefined, PORT: 3000 })).toBe('http://localhost:3000');
  });

  it.each([
    ['en', 'en'],
    ['uk', 'uk'],
    [undefined, 'uk'],
    ['fr', 'uk'],
    [['en', 'uk'], 'uk'],
  ])('asks by lang=%j for %s', (asked, language) => {
    expect(feedLanguage(asked)).toBe(language);
  });
});

it('the latest of stamps', () => {
  const [a, b, c] = [instantFromMillis(1), instantFromMillis(3), instantFromMillis(2)];
  expect(latestOf(a, [b, c])).toEqual(b);
  expect(latestOf(a, [])).toEqual(a);
});
