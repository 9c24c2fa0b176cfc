/** Looking a name up in a code list: exactly, in another case, or misspelled. */
import { editDistance, stemOf, type Word, wordsOf } from './letters.rules.ts';

interface Name {
  readonly code: string;
  readonly text: string;
  readonly keys: readonly string[];
  readonly joined: string;
  readonly stems: ReadonlySet<string>;
}

/** A code list made ready for looking up. It remembers what it has looked for, and how much, for one plan. */
export interface NameIndex {
  /** Pieces of lists read so far. */
  pieces: number;
  readonly names: readonly Name[];
  /** null: two codes share the spelling. */
  readonly exact: ReadonlyMap<string, Name | null>;
  readonly inflected: ReadonlyMap<string, Name | null>;
  /** The first letters of the names: most unknown names are told by them, without more work. */
  readonly openings: ReadonlySet<string>;
  readonly near: Map<string, NearName | null>;
  readonly proposals: Map<string, readonly string[]>;
  /** The most words and separators that a name of the list has. */
  readonly longest: number;
}

export interface NearName {
  readonly code: string;
  readonly text: string;
}

/** How many different unknown spellings of one plan are compared letter by letter; beyond, a name is just unknown. */
const nearBudget = 1_500;

const exactKey = (keys: readonly string[]): string => keys.join('');
const stemKey = (keys: readonly string[]): string => keys.map(stemOf).join(' ');

const opening = (keys: readonly string[]): string => `${keys[0] ?? ''}${keys[1] ?? ''}${keys[2] ?? ''}`.slice(0, 3);

const longStems = (keys: readonly string[]): Set<string> => new Set(keys.map(stemOf).filter((stem) => stem.length > 2));

function remember(map: Map<string, Name | null>, key: string, name: Name): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, name);
  else if (known !== null && known.code !== name.code) map.set(key, null);
}

export function nameIndex(entries: readonly { readonly code: string; readonly names: readonly string[] }[]): NameIndex {
  const names: Name[] = [];
  const exact = new Map<string, Name | null>();
  const inflected = new Map<string, Name | null>();
  for (const { code, names: texts } of entries) {
    for (const text of texts) {
      const keys = wordsOf(text).map((word) => word.key);
      if (keys.length === 0) continue;
      const name = { code, text, keys, joined: exactKey(keys), stems: longStems(keys) };
      names.push(name);
      remember(exact, name.joined, name);
      remember(inflected, stemKey(keys), name);
    }
  }
  const longest = names.reduce((most, name) => Math.max(most, name.keys.length), 0);
  const openings = new Set(names.map(({ keys }) => opening(keys)));
  return { pieces: 0, names, exact, inflected, openings, near: new Map(), proposals: new Map(), longest };
}

/** Exactly, or the same words in another case ("для експертів"). */
export function lookUp(index: NameIndex, keys: readonly string[]): NearName | null {
  if (keys.length === 0 || keys.length > index.longest * 2 || !index.openings.has(opening(keys))) return null;
  return index.exact.get(exactKey(keys)) ?? index.inflected.get(stemKey(keys)) ?? null;
}

const allowance = (length: number): number => (length < 5 ? 0 : length < 7 ? 1 : length < 14 ? 2 : 3);

/** Word by word, so that one wholly different word is never taken for a slip of the pen. */
function sameWordsMisspelled(left: readonly string[], right: readonly string[]): boolean {
  return left.every((word, position) => {
    const other = right[position] ?? '';
    if (word === other || stemOf(word) === stemOf(other)) return true;
    if (/\d/.test(word) || /\d/.test(other)) return false;
    // державні and недержавні, повнолітні and неповнолітні
    if (word === `не${other}` || other === `не${word}`) return false;
    const limit = allowance(Math.max(word.length, other.length));
    return limit > 0 && editDistance(word, other, limit) <= limit;
  });
}

function distanceTo(name: Name, keys: readonly string[], joined: string): number {
  const limit = Math.min(5, Math.floor(Math.max(joined.length, name.joined.length, 6) / 6));
  const distance = editDistance(joined, name.joined, limit);
  if (distance > limit) return Infinity;
  if (keys.length === name.keys.length) return sameWordsMisspelled(keys, name.keys) ? distance : Infinity;
  // a space or hyphen too many or too few beside at most two wrong letters
  return distance <= 2 && !/\d/.test(joined + name.joined) && joined.length >= 8 ? distance : Infinity;
}

const russian: Readonly<Record<string, string>> = { ы: 'и', э: 'е', ё: 'е', ъ: '' };

/** The one code whose name is nearest in spelling; null when none is near or two codes are equally near. */
export function lookUpMisspelled(index: NameIndex, words: readonly Word[]): NearName | null {
  const keys = words.map((word) => word.key);
  const joined = exactKey(keys);
  if (joined.length < 5 || keys.length > index.longest + 3) return null;
  const remembered = index.near.get(joined);
  if (remembered !== undefined) return remembered;
  if (index.near.size >= nearBudget) return null;
  const found = inRussianLetters(index, keys) ?? nearest(index, keys, joined);
  index.near.set(joined, found);
  return found;
}

function inRussianLetters(index: NameIndex, keys: readonly string[]): NearName | null {
  const ukrainian = keys.map((key) => key.replace(/[ыэёъ]/g, (letter) => russian[letter] ?? letter));
  return ukrainian.every((key, at) => key === keys[at]) ? null : lookUp(index, ukrainian);
}

function nearest(index: NameIndex, keys: readonly string[], joined: string): NearName | null {
  let best: Name | null = null;
  let bestDistance = Infinity;
  let rival = false;
  for (const name of index.names) {
    const distance = distanceTo(name, keys, joined);
    if (distance === Infinity || distance > bestDistance) continue;
    rival = distance === bestDistance ? rival || best?.code !== name.code : false;
    if (distance < bestDistance) best = name;
    bestDistance = distance;
  }
  return best !== null && !rival ? best : null;
}

/** Codes that share enough of their words with an unknown name to be worth offering; the best three. */
export function proposalsFor(index: NameIndex, words: readonly Word[]): readonly string[] {
  const keys = words.slice(0, 40).map((word) => word.key);
  const stems = longStems(keys);
  const joined = exactKey(keys);
  const remembered = index.proposals.get(joined);
  if (remembered !== undefined) return remembered;
  if (stems.size === 0 || index.proposals.size >= nearBudget) return [];
  const best = new Map<string, number>();
  for (const name of index.names) {
    let shared = 0;
    for (const stem of name.stems) if (stems.has(stem)) shared++;
    const likeness = shared / (name.stems.size + stems.size - shared || 1);
    if (likeness >= 0.3) best.set(name.code, Math.max(best.get(name.code) ?? 0, likeness));
  }
  const found = [...best]
    .sort((one, other) => other[1] - one[1])
    .slice(0, 3)
    .map(([code]) => code);
  index.proposals.set(joined, found);
  return found;
}
