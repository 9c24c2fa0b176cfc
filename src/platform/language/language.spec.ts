import { describe, expect, it } from '@jest/globals';
import { type Language, pickLanguage } from './language.ts';

describe('the language of an answer', () => {
  it.each<[string | undefined, Language]>([
    [undefined, 'uk'],
    ['', 'uk'],
    ['*', 'uk'],
    ['uk', 'uk'],
    ['en', 'en'],
    ['EN', 'en'],
    ['en-GB', 'en'],
    ['uk-UA,uk;q=0.9,en;q=0.8', 'uk'],
    ['en-US,en;q=0.9,uk;q=0.8', 'en'],
    ['en;q=0.8,uk;q=0.9', 'uk'],
    ['de,en;q=0.5', 'en'],
    ['de', 'uk'],
    ['de,*;q=0.5', 'uk'],
    ['en,uk', 'en'],
    ['uk,en', 'uk'],
    ['en;q=0.5, *;q=0.9', 'uk'],
    ['uk;q=0.1, *;q=0.5', 'en'],
    ['uk;q=0, *', 'en'],
    ['en;q=0', 'uk'],
    ['uk;q=0,en;q=0', 'uk'],
    ['en ; q=0.5 , uk ; q=0.4', 'en'],
    ['en;level=1;q=0.5,uk;q=0.4', 'en'],
    ['en;q=2,uk;q=0.1', 'uk'],
    ['en;q=nonsense,uk;q=0.1', 'uk'],
    ['en;q=1.000', 'en'],
    ['english', 'uk'],
    [',,;;q=,', 'uk'],
    ['__proto__, en', 'en'],
    [`${'x,'.repeat(10_000)}en`, 'uk'],
  ])('for %j is %s', (header, expected) => {
    expect(pickLanguage(header)).toBe(expected);
  });
});
