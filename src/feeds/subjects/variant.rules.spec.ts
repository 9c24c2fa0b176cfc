import { describe, expect, it } from '@jest/globals';
import { readFeedWish, writeFeedWish } from './variant.rules.ts';

const readOf = (query: string) => readFeedWish(new URLSearchParams(query), 90);

describe('what a subscriber may choose', () => {
  it.each([
    ['', 90, true, ''],
    ['lang=en', 90, true, ''],
    ['past=0', 0, true, 'past=0'],
    ['past=366&cancelled=no', 366, false, 'past=366&cancelled=no'],
    ['cancelled=NO&past=030', 30, false, 'past=30&cancelled=no'],
    ['cancelled=yes&past=90', 90, true, ''],
    ['past=&cancelled=', 90, true, ''],
    ['past=5&past=5', 5, true, 'past=5'],
  ])('by %j is %d days back, with what is cancelled: %s', (query, pastDays, includeCancelled, written) => {
    const wish = { pastDays, includeCancelled };
    expect(readOf(query)).toEqual(wish);
    expect(writeFeedWish(wish, 90).join('&')).toBe(written);
  });

  it.each([
    ['past=367', 'past'],
    ['past=-1', 'past'],
    ['past=1e2', 'past'],
    ['past=week', 'past'],
    ['past=1&past=2', 'past'],
    ['cancelled=maybe', 'cancelled'],
    ['cancelled=yes&cancelled=no', 'cancelled'],
  ])('is not %j', (query, parameter) => {
    expect(readOf(query)).toMatchObject({ kind: 'WrongParameter', parameter });
  });

  it('is by default as many days as the city has set, however many these are', () => {
    expect(readFeedWish(new URLSearchParams(), 3_650)).toEqual({ pastDays: 3_650, includeCancelled: true });
  });
});
