import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldLines } from 'ical-generator';
import { folded } from './lines.ts';

it.each([
  ['a'.repeat(74), 'a'.repeat(74)],
  ['a'.repeat(75), `${'a'.repeat(74)}\r\n a`],
  ['a'.repeat(149), `${'a'.repeat(74)}\r\n ${'a'.repeat(74)}\r\n a`],
  ['ї'.repeat(38), `${'ї'.repeat(37)}\r\n ї`],
  [`a${'ї'.repeat(37)}`, `a${'ї'.repeat(36)}\r\n ї`],
  [`aa${'👩'.repeat(19)}`, `aa${'👩'.repeat(18)}\r\n 👩`],
  [`${'a'.repeat(75)}\r\nb\r\n`, `${'a'.repeat(74)}\r\n a\r\nb\r\n`],
  ['', ''],
])('folds %j', (text, expected) => {
  expect(folded(text)).toBe(expected);
});

it('folds as the calendar library does, so that a session is the same bytes in a mail', () => {
  const unit = fc.constantFrom('a', ' ', ':', 'ї', '€', '中', '👩', '👩‍🏫', 'е\u0301', '\r\n', '\ufffd');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 400 }), (text) => {
      expect(folded(text)).toBe(foldLines(text));
    }),
    { numRuns: 500 },
  );
});
