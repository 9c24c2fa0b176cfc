/**
 * Reading a list of names out of one cell. A name may hold commas and "та" itself, so what is cut at separators is
 * joined again wherever the joined words are a known name; the fewest unknown pieces win.
 */
import { stemOf, type Word } from './letters.rules.ts';
import { lookUp, lookUpMisspelled, type NameIndex, type NearName } from './name.rules.ts';
import { type Atom, cut, type CutText, printedText, type Separator } from './separator.rules.ts';

export type ListItemSource = 'exact' | 'shared' | 'unseparated' | 'misspelled' | 'unknown';

export interface ListItem {
  readonly code: string | null;
  /** The name of the code list that it was found by. */
  readonly name: string | null;
  readonly source: ListItemSource;
  readonly text: string;
  readonly words: readonly Word[];
  readonly before: Separator;
  /** Where it starts and ends in the cell's text. */
  readonly start: number;
  readonly end: number;
  readonly qualifier?: string;
}

export interface ListGrammar {
  readonly opensName?: (word: Word, previous: Word) => boolean;
  /** May the first words of this known name be shared with the ones after it ("користувачі інтернет, соцмереж")? */
  readonly lendsHead: (words: readonly Word[]) => boolean;
  /** May a remark in brackets be left out when looking for the name? */
  readonly mayDrop: (bracket: string) => boolean;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Words that may stand before a name and are no part of it: "для експертів", "інші структурні підрозділи". */
const leading = new Set(['для', 'серед', 'інші', 'всі', 'усі', 'інших', 'всіх', 'усіх', 'зокрема']);
const longestRun = 9;
/** A cell, or a plan, with more pieces is none that anybody wrote: its pieces are looked up one by one. */
const mostAtoms = 200;
const mostPieces = 30_000;
const unknownCost = 100;

class ListReader {
  private readonly items: ListItem[] = [];
  private previous: readonly Word[] | null = null;

  private readonly index: NameIndex;
  private readonly grammar: ListGrammar;
  private readonly source: CutText;
  private readonly longestRun: number;

  constructor(index: NameIndex, grammar: ListGrammar, source: CutText) {
    this.index = index;
    this.grammar = grammar;
    this.source = source;
    index.pieces += source.atoms.length;
    this.longestRun = source.atoms.length > mostAtoms || index.pieces > mostPieces ? 1 : longestRun;
  }

  read(): ListItem[] {
    const { atoms } = this.source;
    const runs = this.knownRuns();
    let at = 0;
    while (at < atoms.length) {
      const to = runs[at] ?? at;
      const known = lookUp(this.index, keysOf(this.wordsOf({ from: at, to })));
      if (known !== null) {
        this.add({ from: at, to }, known, 'exact');
        at = to + 1;
        continue;
      }
      let end = at;
      while (end + 1 < atoms.length && !this.isKnown({ from: end + 1, to: runs[end + 1] ?? end + 1 })) end++;
      this.readUnknown(at, end);
      at = end + 1;
    }
    return this.items;
  }

  private atom(position: number): Atom {
    return this.source.atoms[position] ?? { first: 0, last: -1, before: 'start' };
  }

  private wordsOf(run: Run): readonly Word[] {
    return this.source.words.slice(this.atom(run.from).first, this.atom(run.to).last + 1);
  }

  private isKnown(run: Run): boolean {
    return lookUp(this.index, keysOf(this.wordsOf(run))) !== null;
  }

  /** For each atom the end of the run that starts there on the way with the fewest unknown pieces. */
  private knownRuns(): number[] {
    const { atoms } = this.source;
    const costs: number[] = new Array<number>(atoms.length + 1).fill(0);
    const ends: number[] = [];
    for (let from = atoms.length - 1; from >= 0; from--) {
      costs[from] = unknownCost + (costs[from + 1] ?? 0);
      ends[from] = from;
      for (let to = from; to < Math.min(atoms.length, from + this.longestRun); to++) {
        if (to > from && this.atom(to).before === 'stop') break;
        const cost = 1 + (costs[to + 1] ?? 0);
        if (cost <= (costs[from] ?? 0) && this.isKnown({ from, to })) {
          costs[from] = cost;
          ends[from] = to;
        }
      }
    }
    return ends;
  }

  private add(run: Run, found: NearName | null, source: ListItemSource, more: Partial<ListItem> = {}): void {
    const { first, before } = this.atom(run.from);
    const { last } = this.atom(run.to);
    const words = more.words ?? this.wordsOf(run);
    this.items.push({
      code: found?.code ?? null,
      name: found?.text ?? null,
      source,
      text: printedText(this.source, first, last),
      words,
      before,
      start: this.source.words[first]?.start ?? 0,
      end: this.source.words[last]?.end ?? 0,
      ...more,
    });
    this.previous = found === null ? null : words;
  }

  /** Atoms none of which is a known name as it stands: shared words, missing commas, slips of the pen. */
  private readUnknown(from: number, last: number): void {
    let at = from;
    while (at <= last) at = this.readOne(at, last) + 1;
  }

  private readOne(from: number, last: number): number {
    for (let to = Math.min(last, from + this.longestRun - 1); to >= from; to--) {
      const run = { from, to };
      if (this.longestRun === 1) break;
      if (this.addStripped(run) || this.addShared(run) || this.addMisspelled(run)) return to;
    }
    if (!this.addUnseparated({ from, to: from })) this.add({ from, to: from }, null, 'unknown');
    return from;
  }

  /** "для експертів", "Департамент культури (за згодою)". */
  private addStripped(run: Run): boolean {
    const words = this.wordsOf(run);
    let skip = 0;
    while (skip < words.length - 1 && leading.has(words[skip]?.key ?? '')) skip++;
    const bracket = this.bracketAtEnd(words);
    const kept = words.slice(skip, bracket?.firstWord ?? words.length);
    if (kept.length === words.length || kept.length === 0) return false;
    const found = lookUp(this.index, keysOf(kept)) ?? lookUpMisspelled(this.index, kept);
    if (found === null) return false;
    const known = lookUp(this.index, keysOf(kept)) !== null;
    const first = this.atom(run.from).first + skip;
    const text = printedText(this.source, first, first + kept.length - 1);
    const qualifier = bracket === null ? {} : { qualifier: bracket.text };
    this.add(run, found, known ? 'exact' : 'misspelled', { words: kept, text, ...qualifier });
    return true;
  }

  private bracketAtEnd(words: readonly Word[]): { firstWord: number; text: string } | null {
    const { text } = this.source;
    const lastWord = words.at(-1);
    const firstWord = words[0];
    if (lastWord === undefined || firstWord === undefined) return null;
    const spaces = /^[\s.]*\)/.exec(text.slice(lastWord.end, lastWord.end + 5))?.[0].length ?? 0;
    if (spaces === 0) return null;
    const close = lastWord.end + spaces - 1;
    const open = firstWord.end + text.slice(firstWord.end, close).lastIndexOf('(');
    if (open < firstWord.end) return null;
    const inside = words.findIndex((word) => word.start > open);
    return inside < 1 || !this.grammar.mayDrop(text.slice(open + 1, close))
      ? null
      : { firstWord: inside, text: text.slice(open + 1, close).trim() };
  }

  /** "користувачі інтернет, [користувачі] соцмереж"; "учнівська [молодь] та студентська молодь". */
  private addShared(run: Run): boolean {
    const words = this.wordsOf(run);
    if (words.length > 8) return false;
    const found = this.sharedHead(words) ?? this.sharedTail(run, words);
    if (found === null) return false;
    this.add(run, found.name, 'shared', { words: found.words, text: found.text });
    return true;
  }

  private sharedHead(words: readonly Word[]): { name: NearName; words: readonly Word[]; text: string } | null {
    const lender = this.previous;
    if (lender === null || !this.grammar.lendsHead(lender)) return null;
    for (let length = lender.length - 1; length >= 1; length--) {
      const whole = [...lender.slice(0, length), ...words];
      const name = lookUp(this.index, keysOf(whole));
      if (name !== null) return { name, words: whole, text: printed(whole) };
    }
    return null;
  }

  private sharedTail(
    run: Run,
    words: readonly Word[],
  ): { name: NearName; words: readonly Word[]; text: string } | null {
    if (run.from !== run.to || words.length > 3) return null;
    for (let next = run.to + 1; next <= run.to + 3 && next < this.source.atoms.length; next++) {
      if (this.atom(next).before === 'stop') return null;
      const lender = this.wordsOf({ from: next, to: next });
      for (let length = 1; length < Math.min(lender.length, 7); length++) {
        const whole = [...words, ...lender.slice(-length)];
        const name = lookUp(this.index, keysOf(whole));
        if (name !== null) return { name, words: whole, text: printed(whole) };
      }
    }
    return null;
  }

  private addMisspelled(run: Run): boolean {
    const found = lookUpMisspelled(this.index, this.wordsOf(run));
    if (found === null) return false;
    this.add(run, found, 'misspelled');
    return true;
  }

  /** "експерти представники громадськості": only where every word belongs to a known name. */
  private addUnseparated(run: Run): boolean {
    const { first, last } = this.atom(run.from);
    const count = last - first + 1;
    if (count < 2 || count > 60) return false;
    const ends: (number | null)[] = new Array<number | null>(count).fill(null);
    const reachable = new Uint8Array(count + 1);
    reachable[count] = 1;
    for (let from = count - 1; from >= 0; from--) {
      for (let to = Math.min(count, from + this.index.longest); to > from && reachable[from] !== 1; to--) {
        if (reachable[to] !== 1) continue;
        if (lookUp(this.index, keysOf(this.source.words.slice(first + from, first + to))) === null) continue;
        reachable[from] = 1;
        ends[from] = to;
      }
    }
    if (reachable[0] !== 1) return false;
    for (let from = 0; from < count; from = ends[from] ?? count) {
      const words = this.source.words.slice(first + from, first + (ends[from] ?? count));
      const text = printedText(this.source, first + from, first + from + words.length - 1);
      this.add(run, lookUp(this.index, keysOf(words)), from === 0 ? 'exact' : 'unseparated', {
        words,
        text,
        start: words[0]?.start ?? 0,
        end: words.at(-1)?.end ?? 0,
      });
    }
    return true;
  }
}

const keysOf = (words: readonly Word[]): string[] => words.map((word) => word.key);
const printed = (words: readonly Word[]): string => words.map((word) => word.printed).join(' ');

export function readNames(text: string, index: NameIndex, grammar: ListGrammar): ListItem[] {
  return new ListReader(index, grammar, cut(text, grammar.opensName)).read();
}

/** Genitive and other endings by which a word can only go on with a name, not begin one. */
export function goesOn(word: Word | undefined): boolean {
  return (
    word !== undefined &&
    /(?:ого|ої|их|іх|ів|їв|ань|ень|ству|ою|ею|ами|ями|ому)$/.test(word.key) &&
    stemOf(word.key).length > 2
  );
}
