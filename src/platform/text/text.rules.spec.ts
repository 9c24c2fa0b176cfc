import { describe, expect, it } from '@jest/globals';
import { cleanLine, cleanText, isBlank, isOneLine } from './text.rules.ts';

const ENGLAND = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

describe('text as it is kept', () => {
  it.each([
    ['a turn to the right and back', 'Казка \u202eкнига\u202c', 'Казка книга'],
    ['all embeddings and overrides', 'а\u202a\u202b\u202c\u202d\u202eб', 'аб'],
    ['all isolates', 'а\u2066\u2067\u2068\u2069б', 'аб'],
    ['marks of direction', 'а\u200e\u200f\u061cб', 'аб'],
    ['spaces and joiners of no width', 'а\u200b\u2060\ufeffб', 'аб'],
    ['a soft hyphen, as offices set it', 'бібліо\u00adтека', 'бібліотека'],
    ['signs of mathematics that nobody sees', 'а\u2061\u2062\u2063\u2064б', 'аб'],
    ['forms that are no longer used', 'а\u206a\u206b\u206c\u206d\u206e\u206fб', 'аб'],
    ['marks of annotation', 'а\ufff9\ufffa\ufffbб', 'аб'],
    ['tags that hide a text', 'а\u{e0001}\u{e0062}\u{e0063}б', 'аб'],
    ['tags without their end behind a flag', '\u{1f3f4}\u{e0067}\u{e0062}', '\u{1f3f4}'],
    ['a vowel mark of Mongolian, and beams of music', 'а\u180e\u{1d173}б', 'аб'],
    ['control characters', 'а\u0000\u0007\u009fб', 'аб'],
  ])('has no %s', (_, text, kept) => {
    expect([cleanLine(text), cleanText(text)]).toEqual([kept, kept]);
  });

  it.each([
    ['a family, joined', '👩\u200d👩\u200d👧'],
    ['a heart of a colour', '❤\ufe0f\u200d🔥'],
    ['a flag made of tags', ENGLAND],
    ['a word of Persian', 'می\u200cخواهم'],
    ['a sign before Arabic numbers', '\u0600١٢'],
    ['letters of Hebrew', 'שלום'],
  ])('keeps %s', (_, text) => {
    expect([cleanLine(text), cleanText(text)]).toEqual([text, text]);
  });

  it.each([
    ...['\u0000', '\t', '\n', '\r', '\u001f', '\u007f', '\u0085', '\u009f', '\u2028', '\u2029'],
    ...['\u202a', '\u202e', '\u2066', '\u2069', '\ud800', '\udc00'],
  ])('is no one line with %j', (sign) => {
    expect([`а${sign}б`, sign, `а${sign}`].map(isOneLine)).toEqual([false, false, false]);
  });

  it.each(['', 'Оксана Коваль', 'а\u00a0б', 'а\u200bб', '\u202f1', ENGLAND, '👩\u200d👧', 'שלום'])(
    'is one line: %j',
    (text) => {
      expect(isOneLine(text)).toBe(true);
    },
  );

  it('takes no longer for many marks than for few', () => {
    const started = performance.now();
    cleanText(`\u{1f3f4}${'\u{e0067}'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a text of which nobody sees anything', () => {
  it.each([' ', '\u200d', '\u200c\u200d', '\u3164', '\uffa0', '\u2800', '\u115f\u1160', '\ufe0f'])('%j', (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(['а', '1', '!', '😀', 'ㄱ'])('is not %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
