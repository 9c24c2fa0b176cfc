import { headOf, hiddenRootOf, rootsBeside, SHORT } from './root.rules.ts';

/**
 * Ukrainian words without their endings, so that the forms of a word meet: a light cut, not a dictionary. It may cut
 * differently from a grammar, as long as it cuts the forms of one word alike.
 */

/** Endings of nouns and adjectives, the longest first. */
const ENDINGS: readonly string[] = [
  ...['іями', 'ього', 'ьому'],
  ...['ями', 'ами', 'ими', 'іми', 'ого', 'ому', 'ові', 'еві', 'єві', 'ією', 'іям', 'іях', 'ьої', 'ьою'],
  ...['ою', 'ею', 'єю', 'ої', 'ії', 'ію', 'ія', 'ій', 'ий', 'ей', 'ів', 'їв', 'их', 'іх', 'їх', 'ах', 'ях', 'ам', 'ям'],
  ...['ом', 'ем', 'єм', 'им', 'ім', 'їм', 'ьо', 'ья'],
  ...['а', 'я', 'о', 'е', 'є', 'и', 'і', 'ї', 'у', 'ю', 'ь', 'й'],
];

/** Stems that look like an ending: of «музей» nothing is left but «муз» otherwise. */
const WHOLE: readonly string[] = ['музе', 'ліце', 'київ', 'києв', 'львів', 'львов', 'канів', 'канев'];

const SHORTEST = SHORT;
const CONSONANT = '[бвгджзклмнпрстфхцчшщ]';
/** «гра – гри», «дні – дня». */
const TINY = new RegExp(`^${CONSONANT}{2}[аяоеєиіїую]$`, 'u');
const DOUBLED = new RegExp(`(${CONSONANT})\\1$`, 'u');
const CLOSED = new RegExp(`^(.*)([іїоеє])(${CONSONANT}{1,2})$`, 'u');
const WITH_FLEETING = new RegExp(`^(.*${CONSONANT})[ое]([кцн])$`, 'u');
const WITHOUT_FLEETING = new RegExp(`^(.*${CONSONANT})([кцн])$`, 'u');

/** «вечір – вечора», «осінь – осені», «Київ – Києва». */
const VOWELS: Readonly<Record<string, string>> = { і: 'ое', о: 'і', е: 'і', ї: 'є', є: 'ї' };
/** «казка – казок», «хлопець – хлопці», «пісня – пісень». */
const FLEETING: Readonly<Record<string, string>> = { к: 'о', ц: 'е', н: 'е' };
/** «бібліотека – бібліотеці», «книга – книзі», «муха – мусі». */
const BEFORE_I: Readonly<Record<string, string>> = { к: 'ц', г: 'з', х: 'с' };
const FROM_I: Readonly<Record<string, string>> = { ц: 'к', з: 'г', с: 'х' };

/** What is left of a word of small Cyrillic letters without its ending; short words stay as they are. */
export function stemOf(form: string): string {
  const word = headOf(form);
  if (TINY.test(word)) return word.slice(0, -1);
  const whole = WHOLE.find((stem) => word.startsWith(stem));
  if (whole) return whole;
  const hidden = hiddenRootOf(word);
  if (hidden) return hidden;
  const ending = ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= SHORTEST);
  const stem = ending ? word.slice(0, -ending.length) : word;
  // «читання – читань»
  return stem.length > SHORTEST + 1 ? stem.replace(DOUBLED, '$1') : stem;
}

/** The other looks that the stem has in forms of the word. */
export function stemsBeside(word: string): readonly string[] {
  const stem = stemOf(word);
  if (stem.length <= SHORT) return rootsBeside(word, stem);
  const head = stem.slice(0, -1);
  const last = stem.at(-1) ?? '';
  const beside: string[] = [];
  const [, before = '', vowel = '', after = ''] = CLOSED.exec(stem) ?? [];
  for (const other of VOWELS[vowel] ?? '') beside.push(before + other + after);
  const [, root, end = ''] = WITH_FLEETING.exec(stem) ?? [];
  if (root !== undefined && root.length >= SHORTEST) beside.push(root + end);
  const [, bare, consonant = ''] = WITHOUT_FLEETING.exec(stem) ?? [];
  if (bare !== undefined) beside.push(bare + (FLEETING[consonant] ?? '') + consonant);
  const softened = BEFORE_I[last];
  if (softened !== undefined) beside.push(head + softened);
  const hard = word === `${stem}і` ? FROM_I[last] : undefined;
  if (hard !== undefined) beside.push(head + hard);
  // «Харків – Харкова», «Миколаїв – Миколаєва»
  if (word === `${stem}ів`) beside.push(`${stem}ов`, `${stem}ев`);
  if (word === `${stem}їв`) beside.push(`${stem}єв`);
  return beside;
}

/** A Latin word, English or romanised Ukrainian, without what its forms end with. */
export function latinStemOf(word: string): string {
  const ending = /(?:ies|es|s|[aeiouy]+|[aeiouy]+(?:m|kh|my))$/u.exec(word)?.[0] ?? '';
  if (word.length - ending.length < SHORTEST + 1) return word;
  return word.slice(0, word.length - ending.length).replace(/([^aeiouy])\1$/u, '$1');
}
