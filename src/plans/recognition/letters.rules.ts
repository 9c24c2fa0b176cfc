/** Letters, words and stems of Ukrainian text, for comparing what people wrote with what they meant. */

/** Latin letters that people and scanners put into Cyrillic words: nobody sees the difference. */
const lookalikes: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

/** Words that change only with the sound around them. */
const euphony: Readonly<Record<string, string>> = {
  та: 'і',
  й: 'і',
  в: 'у',
  із: 'з',
  зі: 'з',
  зо: 'з',
};

const abbreviations: Readonly<Record<string, string>> = { м: 'міста', обл: 'області', ім: 'імені' };

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const apostrophe = /['’ʼ‘`´′]/g;

export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

export interface Word {
  /** As it is compared: lower case, ґ as г, no apostrophe, one spelling of та/і/й and в/у. */
  readonly key: string;
  readonly printed: string;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /[\p{L}\p{N}]+(?:['’ʼ‘`´′](?=\p{L})[\p{L}\p{N}]+)*/gu;

function wordKey(printed: string): string {
  const lower = printed.toLowerCase();
  if (/^[а-хцчшщьюяіїє]{2,}$/.test(lower)) return euphony[lower] ?? lower;
  let key = withoutInvisible(lower).replace(apostrophe, '').replaceAll('ґ', 'г');
  if (key.length === 1 || /[а-яіїє]/.test(key)) key = key.replace(/[a-z]/g, (letter) => lookalikes[letter] ?? letter);
  return euphony[key] ?? key;
}

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const found of text.matchAll(wordPattern)) {
    const end = found.index + found[0].length;
    const key = wordKey(found[0]);
    // "м. Києва": only before a full stop, a letter alone may be anything else
    const full = text[end] === '.' ? abbreviations[key] : undefined;
    words.push({ key: full ?? key, printed: found[0], start: found.index, end });
  }
  return words;
}

/** One comparable string for a text: equal for equal wording, whatever its case, spaces, dashes, quotes. */
export function textKey(text: string): string {
  return wordsOf(text)
    .map((word) => word.key)
    .join(' ');
}

const endings = [
  ...['іями', 'ями', 'ами', 'ими', 'іми', 'ією', 'іям', 'іях', 'ого', 'ому', 'ьою'],
  ...['ою', 'ею', 'єю', 'ої', 'ій', 'ий', 'ії', 'ія', 'ію', 'ів', 'їв', 'ей', 'ам', 'ям', 'ах', 'ях', 'ем', 'єм'],
  ...['ом', 'их', 'іх', 'им', 'ім', 'а', 'я', 'у', 'ю', 'и', 'і', 'ї', 'е', 'є', 'о', 'й', 'ь'],
];

const stems = new Map<string, string>();

/** What stays of a word through its cases; short words stay whole. */
export function stemOf(key: string): string {
  if (key.length < 4) return key;
  const known = stems.get(key);
  if (known !== undefined) return known;
  if (stems.size > 20_000) stems.clear();
  const stem = cutEnding(key);
  stems.set(key, stem);
  return stem;
}

function cutEnding(key: string): string {
  const ending = endings.find((candidate) => key.length - candidate.length >= 3 && key.endsWith(candidate));
  const stem = ending === undefined ? key : key.slice(0, -ending.length);
  // громадськість, громадськості
  return stem.endsWith('іст') && stem.length > 5 ? `${stem.slice(0, -3)}ост` : stem;
}

/**
 * Letters to insert, drop, replace or swap to make one string of the other; `limit + 1` as soon as it is more than
 * `limit`, so that comparing with many names stays cheap.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const far = limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => Math.min(index, far));
  for (let i = 1; i <= left.length; i++) {
    const row: number[] = new Array<number>(right.length + 1).fill(far);
    if (i <= limit) row[0] = i;
    let least = row[0] ?? far;
    // further from the diagonal than the limit nothing within the limit can lie
    for (let j = Math.max(1, i - limit); j <= Math.min(right.length, i + limit); j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min((last[j] ?? far) + 1, (row[j - 1] ?? far) + 1, (last[j - 1] ?? far) + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? far) + 1);
      }
      row[j] = Math.min(cost, far);
      if (cost < least) least = cost;
    }
    if (least > limit) return far;
    before = last;
    last = row;
  }
  return last[right.length] ?? far;
}
