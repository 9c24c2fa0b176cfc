/** Putting a text right: spaces, dashes, apostrophes and the slips that plans are known to hold. Pure typography. */
import { withoutInvisible } from './letters.rules.ts';

export interface Correction {
  readonly offset: number;
  readonly text: string;
  readonly corrected: string;
}

const before = '(?<!\\p{L})';
const after = '(?!\\p{L})';

/** Slips seen in official plans; each is wrong in any Ukrainian text, so that correcting it decides nothing. */
const slips: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${before}(?:і|и|й) сфері${after}`, 'giu'), 'у сфері'],
  [
    new RegExp(
      `${before}(із|з) залучення(?= (?:\\p{L}+ )?(?:експертів|представників|фахівців|спеціалістів|волонтерів|громадськості|молоді|батьків)${after})`,
      'giu',
    ),
    '$1 залученням',
  ],
  [new RegExp(`${before}(н)ауко-дослідн`, 'giu'), '$1ауково-дослідн'],
  [new RegExp(`${before}(с)(?:рейк?|тей|тек|тейкк|трейк)холдер`, 'giu'), '$1тейкхолдер'],
  [new RegExp(`${before}(п)риймати участь`, 'giu'), 'брати участь'],
  [new RegExp(`${before}на протязі(?= (?:\\d{4}|року|усього|всього))`, 'giu'), 'протягом'],
  [new RegExp(`${before}що до(?= (?:питань|проведення|реалізації|виконання|запобігання|протидії))`, 'giu'), 'щодо'],
  [new RegExp(`${before}(з)аход(і|о)в (?:по|за) (?:відзначення|відзначенню)`, 'giu'), '$1аход$2в з відзначення'],
];

export function correctionsOf(text: string): Correction[] {
  return slips.flatMap(([pattern, replacement]) =>
    [...text.matchAll(pattern)].map((found) => ({
      offset: found.index,
      text: found[0],
      corrected: replacement.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? ''),
    })),
  );
}

function withoutSlips(text: string): string {
  return slips.reduce((corrected, [pattern, replacement]) => corrected.replace(pattern, replacement), text);
}

function withDashes(text: string): string {
  return text
    .replace(/(?<!\d)(20\d\d)\s*[-–—−]\s*(?=20\d\d(?!\d))/g, '$1–')
    .replace(/(?<!\p{L})(держав|країн)(\p{L}*)\s+[-–—−]\s+(член|учасни|партнер|агресор)/giu, '$1$2-$3')
    .replace(/(?<!\p{L})(Україн\p{L}+)\s*[-–—−]\s*(НАТО|ЄС)(?!\p{L})/gu, '$1 – $2')
    .replace(/ [-—−] /g, ' – ');
}

/** `**`, `__` and `#` that a text version of a document keeps from its layout. */
export function withoutMarks(text: string): string {
  return text.replace(/\*\*|__+|^#+\s+/gm, '');
}

export function tidy(text: string): string {
  return withDashes(
    withoutInvisible(text)
      .replace(/\s+/g, ' ')
      .replace(/(?<=\p{L})['’ʼ‘`´′](?=\p{L})/gu, "'")
      .replace(/ ([,;:.!?)»])/g, '$1')
      .replace(/([(«]) /g, '$1')
      .replace(/,(?=\p{L})/gu, ', '),
  ).trim();
}

/** The text as a person would have typed it carefully; a closing full stop goes, as the cells of a table have none. */
export function cleaned(text: string): string {
  const tidied = withoutSlips(tidy(withoutMarks(text)));
  return /(?:^|\s)(?:\p{L}{1,2}|[\p{L}]{1,4}\.[\p{L}]{1,4})\.$|\.\.$/u.test(tidied)
    ? tidied
    : tidied.replace(/[.;,]$/, '').trim();
}
