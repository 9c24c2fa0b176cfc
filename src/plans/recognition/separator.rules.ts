/** Cutting the text of a cell where a list of names may be cut: at commas, line ends, "та", a stray full stop. */
import { type Word, wordsOf } from './letters.rules.ts';

export type Separator = 'start' | 'comma' | 'line' | 'stop' | 'conjunction' | 'heading';

/** The words between two separators. Whether a separator really divides two names is decided later. */
export interface Atom {
  readonly first: number;
  readonly last: number;
  readonly before: Separator;
}

export interface CutText {
  readonly text: string;
  readonly words: readonly Word[];
  readonly atoms: readonly Atom[];
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '«': '»', '“': '”', '„': '“', '[': ']' };
const longestPair = 400;

/** For each character whether it stands inside a closed pair of brackets or quotes: nothing is cut there. */
function protectedPlaces(text: string): Uint8Array {
  const inside = new Uint8Array(text.length);
  const open: { close: string; at: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    let depth = open.length - 1;
    while (depth >= 0 && open[depth]?.close !== letter) depth--;
    const opened = open[depth];
    if (opened !== undefined) {
      if (at - opened.at <= longestPair) inside.fill(1, opened.at + 1, at);
      open.length = depth;
    } else if (letter === '"') open.push({ close: '"', at });
    else if (pairs[letter] !== undefined && open.length < 20) open.push({ close: pairs[letter], at });
  }
  return inside;
}

function separatorIn(text: string, from: number, to: number, inside: Uint8Array, previous: Word): Separator | null {
  let found: Separator | null = null;
  for (let at = from; at < to; at++) {
    if (inside[at] === 1) continue;
    const letter = text[at];
    if (letter === ',' || letter === ';' || letter === '|') return 'comma';
    if (letter === '\n' || letter === '•') found = 'line';
    if (letter === '/') found ??= 'conjunction';
    if (letter === '.' && /^[.\s]+["«“(]?\p{Lu}/u.test(text.slice(at, to + 1))) {
      // a full stop after a short word is an abbreviation or an initial: "м. Києва", "В. Кличко"
      const closed = /[)»"”]/.test(text.slice(from, at));
      if (closed || previous.printed.length > 3) found = 'stop';
    }
  }
  return found;
}

const conjunctions = new Set(['і', 'а', 'також', 'або', 'чи']);

function isConjunction(text: string, word: Word): boolean {
  // not the initial of a name ("І. Франка"), not the ending of an ordinal ("3-а")
  return conjunctions.has(word.key) && text[word.end] !== '.' && !/[-–'’\d]/.test(text[word.start - 1] ?? ' ');
}

/** "1)" or "2." before an item of a list. */
function countsItem(text: string, word: Word): boolean {
  return /^\d{1,2}$/.test(word.key) && /^[.)]\s/.test(text.slice(word.end, word.end + 2));
}

/** `opensName` tells words that open a name even where no separator stands before them. */
export function cut(text: string, opensName?: (word: Word, previous: Word) => boolean): CutText {
  const words = wordsOf(text);
  const inside = protectedPlaces(text);
  const atoms: Atom[] = [];
  let first = -1;
  let before: Separator = 'start';
  let pending: Separator = 'start';
  const close = (last: number): void => {
    if (first >= 0 && last >= first) atoms.push({ first, last, before });
    first = -1;
  };
  words.forEach((word, position) => {
    const previous = words[position - 1];
    const free = inside[word.start] !== 1;
    if (previous !== undefined) {
      const separator = separatorIn(text, previous.end, word.start, inside, previous);
      const opens = separator === null && free && opensName?.(word, previous) === true;
      if (separator !== null || opens) {
        close(position - 1);
        if (atoms.length > 0) pending = separator ?? 'heading';
      }
    }
    if (free && isConjunction(text, word)) {
      if (first >= 0) pending = 'conjunction';
      close(position - 1);
    } else if (first < 0 && !(pending !== 'conjunction' && countsItem(text, word))) {
      first = position;
      before = pending;
    }
  });
  close(words.length - 1);
  return { text, words, atoms };
}

/** The printed text from one word to another, with the brackets and quotes that belong to it. */
export function printedText(cutText: CutText, first: number, last: number): string {
  const { text, words } = cutText;
  const start = words[first]?.start ?? 0;
  const end = words[last]?.end ?? start;
  const nextStart = words[last + 1]?.start ?? text.length;
  const previousEnd = words[first - 1]?.end ?? 0;
  const opening = /[«"“„([]+$/.exec(text.slice(previousEnd, start))?.[0] ?? '';
  const tail = text.slice(end, nextStart);
  const initial = /^\p{Lu}$/u.test(words[last]?.printed ?? '') && tail.startsWith('.');
  const closing = initial ? '.' : (/^[»"”)\]]+/.exec(tail)?.[0] ?? '');
  return balanced(text.slice(start - opening.length, end + closing.length));
}

function balanced(text: string): string {
  const trimmed = text.trim();
  if (/^\(/.test(trimmed) && !trimmed.includes(')')) return trimmed.slice(1).trim();
  if (/\)$/.test(trimmed) && !trimmed.includes('(')) return trimmed.slice(0, -1).trim();
  return trimmed;
}
