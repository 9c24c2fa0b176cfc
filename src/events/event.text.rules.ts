import { nameKey } from '../directory/entry.rules.ts';
import { cleanText } from '../platform/text/text.rules.ts';

/** Text as it is searched: without regard to case, stress marks, apostrophes, dashes, stops, quotes, and ґ for г. */
export function searchKey(text: string): string {
  return nameKey(cleanText(text).replace(/[\u0300\u0301]/gu, ''))
    .replace(/'/gu, '')
    .replace(/[-\s.,:;!?…()[\]]+/gu, ' ')
    .trim();
}

/** The words that must all occur; none for a text without any. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(searchKey(text).split(' ').filter(Boolean))];
}
