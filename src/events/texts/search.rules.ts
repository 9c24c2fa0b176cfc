import { slugOf } from '../../directory/slug.rules.ts';
import { otherInitialOf } from './initial.rules.ts';
import { headOf, SHORT, soughtOf, wholesOf } from './root.rules.ts';
import { latinStemOf, stemOf, stemsBeside } from './word.rules.ts';

/**
 * Search by words. What is stored is every word, the other looks of its stem, and the word in Latin letters (resolution
 * No. 55 of 2010), each behind a space; what is looked for are beginnings of those. A short word is looked for as a whole:
 * it stands with a full stop behind it.
 */

/** Rises when the same words make another text than before: what older rules made is then made anew. */
export const SEARCH_VERSION = 2;

/** Latin letters that stand in Ukrainian words because keyboards were not switched. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ a: 'а', c: 'с', e: 'е', i: 'і', ï: 'ї', o: 'о', p: 'р', x: 'х', y: 'у' },
};

/** Words that people put in and leave out as it comes. */
const LITTLE: ReadonlySet<string> = new Set(
  'і й та а у в з із зі на до за по про для від о об the a an of in at to for and or'.split(' '),
);

/** Nobody types more of a word; what has no spaces at all is no word, and an index takes only so much. */
const LONGEST = 60;

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;

/** Its words in small letters: no stress marks, apostrophes, or letters of two scripts in one word. */
function wordsIn(text: string): readonly string[] {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ‘`´\u02b9\u00ad]/gu, '')
    .replace(/ё/gu, 'е');
  return (plain.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => inOneScript(word).slice(0, LONGEST)).filter(Boolean);
}

function inOneScript(word: string): string {
  const kept =
    CYRILLIC.test(word) && LATIN.test(word) ? word.replace(/\p{Script=Latin}/gu, (l) => LOOKALIKES[l] ?? l) : word;
  return kept.replace(/\p{Script=Latin}/gu, (letter) => letter.normalize('NFD')).replace(/\p{M}/gu, '');
}

const plainG = (word: string) => word.replace(/ґ/gu, 'г');
const asWhole = (word: string) => `${word}.`;

/** The text in which events and speakers are searched, made of all that they are to be found by. */
export function searchText(parts: readonly (string | null)[]): string {
  const stored = new Set<string>();
  for (const word of new Set(parts.flatMap((part) => (part === null ? [] : wordsIn(part))))) {
    for (const form of CYRILLIC.test(word) ? cyrillicForms(word) : latinForms(word)) stored.add(form);
  }
  const sorted = [...stored].sort();
  // What begins another one is found with it.
  return sorted
    .filter((form, index) => !sorted[index + 1]?.startsWith(form))
    .map((form) => ` ${form}`)
    .join('');
}

function cyrillicForms(word: string): string[] {
  const plain = plainG(word);
  const head = headOf(plain);
  const looks = [plain, head, ...stemsBeside(head)].flatMap((form) => [form, otherInitialOf(form) ?? form]);
  const latin = [word, ...looks].flatMap((form) => slugOf(form).match(/[^-]+/gu) ?? []).flatMap(latinForms);
  const turned = otherInitialOf(head);
  const wholes = [head, ...(turned === null ? [] : [turned])].flatMap((form) => wholesOf(form, stemOf(form)));
  return [...looks, ...latin, ...wholes];
}

function latinForms(word: string): string[] {
  return word.length <= SHORT ? [word, asWhole(word)] : [word];
}

/**
 * What must all occur, each behind a space: `search_text like '% ' || word || '%'`. They hold letters, digits and a full
 * stop, so nothing in them is a wildcard. None for a text without words: that looks for nothing in particular.
 */
export function searchWords(text: string): readonly string[] {
  const words = [...new Set(wordsIn(text))];
  const telling = words.filter((word) => !LITTLE.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(needleOf))];
}

function needleOf(word: string): string {
  if (!CYRILLIC.test(word)) {
    const stem = latinStemOf(word);
    return stem.length <= SHORT ? asWhole(stem) : stem;
  }
  const head = headOf(plainG(word));
  const stem = stemOf(head);
  return stem.length <= SHORT ? soughtOf(head, stem) : stem;
}
