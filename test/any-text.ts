// Texts of any kind, as people write them and as they are kept.
import fc from 'fast-check';
import { cleanLine, cleanText } from '../src/platform/text/text.rules.ts';

/** Letters, marks and emoji that folding and escaping may break. */
const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."абвгґдеєїйщьюяАЇЄҐ'’ʼ- 0189azZ") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(',', ';', '\\', '\n', '"', ':', '\\n', '\\,', '^', "^'", 'BEGIN:VEVENT', '\r\n', '\t'),
  },
  { weight: 2, arbitrary: fc.constantFrom('🎉', '👩‍🏫', '🇺🇦', '€', '中', 'е\u0301', '\u00a0', '\u2028') },
  { weight: 2, arbitrary: fc.constantFrom('<b>', '&amp;', ']]>', '<!--', '{', '}', '[', '=', '&#10;', '\nCOLOR:red') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\ud83d', '\udc00', '\ufeff'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
);

export const anyLine = fc.string({ unit, maxLength: 300 }).map(cleanLine);
export const anyText = fc.string({ unit, maxLength: 600 }).map(cleanText);
/** Of Ukrainian letters in words and sentences: what a library tells of a large event. */
export const longText = fc
  .string({
    unit: fc.constantFrom(...'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', ' ', ' ', ', ', '. ', '; ', '\n', '«', '»', '\\'),
    minLength: 2_000,
    maxLength: 2_100,
  })
  .map(cleanText);
