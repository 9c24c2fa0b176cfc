import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, parseInstant } from '../../platform/time/instant.ts';
import { chooseCoding, isUnchanged } from './conditional.rules.ts';

const LAST = parseInstant('2026-05-01T10:00:00.700Z') ?? instantFromMillis(0);
const SAME = 'Fri, 01 May 2026 10:00:00 GMT';
const EARLIER = 'Fri, 01 May 2026 09:59:59 GMT';

describe('a conditional request (RFC 9110 section 13)', () => {
  it.each<[string | undefined, string | undefined, boolean]>([
    [undefined, undefined, false],
    ['"abc"', undefined, true],
    ['W/"abc"', undefined, true],
    ['"x", W/"abc" ,"y"', undefined, true],
    ['"a,b", "abc"', undefined, true],
    ['*', undefined, true],
    [' * ', undefined, true],
    ['"x"', undefined, false],
    ['abc', undefined, false],
    ['"xabcx"', undefined, false],
    ['', undefined, false],
    // If-Modified-Since counts only without If-None-Match.
    ['"x"', SAME, false],
    ['"abc"', EARLIER, true],
    [undefined, SAME, true],
    [undefined, EARLIER, false],
    [undefined, 'Fri, 01 May 2026 10:00:01 GMT', true],
    [undefined, 'Friday, 01-May-26 10:00:00 GMT', true],
    [undefined, 'yesterday', false],
    [undefined, '2026-05-01T10:00:00Z', false],
  ])('If-None-Match %j, If-Modified-Since %j: 304 is %s', (ifNoneMatch, ifModifiedSince, unchanged) => {
    expect(isUnchanged({ ifNoneMatch, ifModifiedSince }, '"abc"', LAST)).toBe(unchanged);
  });
});

describe('the content coding', () => {
  it.each([
    [undefined, 'identity', 'identity'],
    ['', 'identity', 'identity'],
    ['gzip', 'gzip', 'gzip'],
    ['br, gzip, deflate', 'br', 'gzip'],
    ['br;q=0.5, gzip', 'gzip', 'gzip'],
    ['br', 'br', 'identity'],
    ['deflate', 'identity', 'identity'],
    ['*', 'br', 'gzip'],
    ['gzip;q=0, br;q=0.5', 'br', 'identity'],
    ['GZIP; q=0.1', 'gzip', 'gzip'],
    ['identity', 'identity', 'identity'],
    ['*;q=0', 'identity', 'identity'],
  ])('for %j is %s, and without brotli %s', (header, coding, withoutBrotli) => {
    expect(chooseCoding(header, true)).toBe(coding);
    expect(chooseCoding(header, false)).toBe(withoutBrotli);
  });
});
