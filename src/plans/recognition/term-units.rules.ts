/** The stretches of time that a term names (days, months, quarters, half-years, years) with the years they belong to. */
import { lastDayOf, type TermToken } from './term-words.rules.ts';

export interface PlanYears {
  readonly year: number;
  readonly lastYear: number;
  /** The plan is for a school year: its autumn lies in `year`, its spring in `lastYear`. */
  readonly schoolYear?: true;
}

/** The first and the last day of a plan. */
export function planSpan({ year, lastYear, schoolYear }: PlanYears): { start: string; end: string } {
  return schoolYear === true
    ? { start: `${String(year)}-09-01`, end: `${String(lastYear)}-06-30` }
    : { start: `${String(year)}-01-01`, end: `${String(lastYear)}-12-31` };
}

/** The year of a month that is named without one. */
const impliedYear = (plan: PlanYears, month: number): number =>
  plan.schoolYear === true && month < 9 ? plan.lastYear : plan.year;

/** `month` is the first month, `months` (for a span) how many. */
export interface Unit {
  readonly level: 'day' | 'month' | 'quarter' | 'half' | 'year' | 'span';
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly months?: number;
}

export interface UnitList {
  readonly units: readonly Unit[];
  /** Whether a range ("–", "по") leads from the unit to the next one. */
  readonly ranged: readonly boolean[];
  readonly until: boolean;
  readonly toTheEnd: boolean;
  /** "з 1 вересня 2019 року": no end named. */
  readonly openEnd: boolean;
  /** Something was made simpler than it was written ("I декада березня"). */
  readonly simplified: boolean;
  /** Words that were not understood. */
  readonly rest: readonly string[];
}

const monthsOf: Readonly<Record<Unit['level'], number>> = { day: 0, month: 1, quarter: 3, half: 6, year: 12, span: 0 };

const two = (value: number): string => String(value).padStart(2, '0');

export function unitStart(unit: Unit): string {
  return `${String(unit.year)}-${two(unit.month)}-${two(unit.level === 'day' ? unit.day : 1)}`;
}

export function unitEnd(unit: Unit): string {
  if (unit.level === 'day') return unitStart(unit);
  const last = unit.month + (unit.months ?? monthsOf[unit.level]) - 1;
  const year = unit.year + Math.floor((last - 1) / 12);
  const month = ((last - 1) % 12) + 1;
  return `${String(year)}-${two(month)}-${two(lastDayOf(year, month))}`;
}

/** A unit on its way: the year may still be missing. */
interface Draft {
  readonly level: Unit['level'];
  year: number | null;
  readonly month: number;
  readonly day: number;
  readonly months?: number;
}

type Piece = Draft | { readonly link: 'range' | 'list' | 'to' | 'from' } | { readonly namedYear: number };

interface Drafts {
  pieces: Piece[];
  simplified: boolean;
  rest: string[];
  toTheEnd: boolean;
}

const isDraft = (piece: Piece | undefined): piece is Draft => piece !== undefined && 'level' in piece;

/** The numbers with their links that stand directly before a month, a quarter or a half-year, nearest last. */
function numbersBefore(
  tokens: readonly TermToken[],
  at: number,
  most: number,
): { from: number; items: (number | 'range' | 'list')[] } {
  const items: (number | 'range' | 'list')[] = [];
  let from = at;
  let wanted: 'number' | 'link' = 'number';
  for (let position = at - 1; position >= 0; position--) {
    const token = tokens[position];
    if (token === undefined) break;
    if (wanted === 'number') {
      if (token.type !== 'number' || token.value < 1 || token.value > most) break;
      items.unshift(token.value);
      from = position;
      wanted = 'link';
    } else {
      const link = linkOf(token);
      if (link === null) break;
      const before = tokens[position - 1];
      if (before?.type !== 'number' || before.value < 1 || before.value > most) break;
      items.unshift(link);
      wanted = 'number';
    }
  }
  return { from, items };
}

function linkOf(token: TermToken): 'range' | 'list' | null {
  if (token.type === 'range' || token.type === 'to') return 'range';
  if (token.type === 'list') return 'list';
  return token.type === 'number' && token.style === 'and' ? 'list' : null;
}

function draft(level: Unit['level'], month: number, day = 1, year: number | null = null): Draft {
  return { level, year, month, day };
}

/** Turns the numbers before a word like "квартал" into units of it. */
function unitsBefore(
  result: Drafts,
  numbers: { items: (number | 'range' | 'list')[] },
  make: (value: number) => Draft,
): void {
  // the numbers were already read as words of their own: take them back
  result.pieces.length -= numbers.items.length;
  for (const item of numbers.items) result.pieces.push(typeof item === 'number' ? make(item) : { link: item });
}

function draftsOf(tokens: readonly TermToken[]): Drafts {
  const result: Drafts = { pieces: [], simplified: false, rest: [], toTheEnd: false };
  const { pieces } = result;
  const loose = (value: number): Piece => ({ level: 'span', year: -1, month: value, day: 1, months: 0 });
  tokens.forEach((token, at) => {
    switch (token.type) {
      case 'number':
        // kept in its place until the word it counts is met
        pieces.push(token.style === 'and' && isDraft(pieces.at(-1)) ? { link: 'list' } : loose(token.value));
        break;
      case 'quarter':
      case 'half': {
        const size = token.type === 'quarter' ? 3 : 6;
        const make = (value: number): Draft => draft(token.type, (value - 1) * size + 1);
        const numbers = numbersBefore(tokens, at, 12 / size);
        const next = tokens[at + 1];
        if (numbers.items.length > 0) unitsBefore(result, numbers, make);
        else if (next?.type === 'number' && next.value <= 12 / size) pieces.push(make(next.value));
        else result.rest.push(token.type);
        break;
      }
      case 'month': {
        const numbers = numbersBefore(tokens, at, 31);
        const days = numbers.items.filter((item) => typeof item === 'number');
        const fits = days.length > 0 && days.every((day) => day <= lastDayOf(2024, token.month));
        if (fits) unitsBefore(result, numbers, (day) => draft('day', token.month, day));
        else {
          // "31 лютого"
          result.rest.push(...days.map(String));
          pieces.push(draft('month', token.month));
        }
        break;
      }
      case 'date': {
        const numbers = numbersBefore(tokens, at, 31);
        // "01-30.04.2019"
        const linked =
          at > 0 && linkOf(tokens[at - 1] ?? token) === 'range' ? numbersBefore(tokens, at - 1, 31) : numbers;
        if (linked.items.length === 1 && linked !== numbers) {
          pieces.length -= 2;
          pieces.push(draft('day', token.month, Number(linked.items[0]), token.year), { link: 'range' });
        }
        pieces.push(draft('day', token.month, token.day, token.year));
        break;
      }
      case 'season':
        pieces.push({ ...draft('span', token.month), months: 3 });
        result.simplified = true;
        break;
      case 'schoolYear':
        pieces.push({ ...draft('span', 9, 1, token.year), months: 10 });
        result.simplified = true;
        break;
      case 'part': {
        const numbers = numbersBefore(tokens, at, 5);
        pieces.length -= numbers.items.length;
        const [half] = numbers.items;
        const later = tokens.slice(at + 1);
        const ofYear = later.some((next) => next.type === 'year' || next.type === 'yearWord');
        const ofMonth = later.some((next) => next.type === 'month');
        if (ofYear && !ofMonth && typeof half === 'number' && half <= 2) pieces.push(draft('half', half === 1 ? 1 : 7));
        else result.simplified = true;
        break;
      }
      case 'year':
        pieces.push({ namedYear: token.year });
        break;
      case 'range':
      case 'list':
      case 'to':
      case 'from':
        pieces.push({ link: token.type });
        break;
      case 'end':
        result.toTheEnd = true;
        break;
      case 'recurring':
        if (token.every === 'OTHER') result.simplified = true;
        break;
      case 'other':
        result.rest.push(token.text);
        break;
      case 'yearWord':
      case 'planWord':
      case 'within':
      case 'filler':
        break;
    }
  });
  // numbers that counted nothing
  result.pieces = pieces.filter((piece) => !(isDraft(piece) && piece.year === -1));
  return result;
}

/** A year belongs to what stands before it up to the year before; a leading year to what follows. */
function withYears(pieces: readonly Piece[], plan: PlanYears): Piece[] {
  const used = new Set<number>();
  const placed = pieces.map((piece, at) => {
    if (!isDraft(piece) || piece.year !== null) return piece;
    const after = pieces.findIndex((other, position) => position > at && 'namedYear' in other);
    const beforeIt = pieces.slice(0, at).findLastIndex((other) => 'namedYear' in other);
    const chosen = after >= 0 ? after : beforeIt;
    const named = pieces[chosen];
    if (named === undefined || !('namedYear' in named)) return { ...piece, year: impliedYear(plan, piece.month) };
    used.add(chosen);
    return { ...piece, year: named.namedYear };
  });
  return placed.map((piece, at) =>
    'namedYear' in piece && !used.has(at) ? draft('year', 1, 1, piece.namedYear) : piece,
  );
}

export function unitsIn(tokens: readonly TermToken[], plan: PlanYears): UnitList {
  const drafts = draftsOf(tokens);
  const pieces = withYears(drafts.pieces, plan).filter((piece) => !('namedYear' in piece));
  const units: Unit[] = [];
  const ranged: boolean[] = [];
  let until = false;
  let from = false;
  let pending: 'range' | 'list' | null = null;
  for (const piece of pieces) {
    if (isDraft(piece)) {
      const unit = { ...piece, year: piece.year ?? impliedYear(plan, piece.month) };
      // 29 February of a common year
      if (unit.level === 'day' && unit.day > lastDayOf(unit.year, unit.month)) {
        drafts.rest.push(`${String(unit.day)}.${String(unit.month)}`);
        continue;
      }
      if (units.length > 0) ranged.push(pending === 'range');
      units.push(unit);
      pending = null;
    } else if ('link' in piece) {
      if (piece.link === 'from') from ||= units.length === 0;
      else if (units.length === 0) until ||= piece.link === 'to';
      else pending ??= piece.link === 'list' ? 'list' : 'range';
    }
  }
  const simplified =
    drafts.simplified || (units.length === 1 && units[0]?.level !== 'day' && until !== drafts.toTheEnd);
  return {
    units: inOrder(units, ranged, tokens),
    ranged,
    until: until && !from,
    toTheEnd: drafts.toTheEnd,
    openEnd: from && units.length === 1,
    simplified,
    rest: drafts.rest,
  };
}

/** "листопад – лютий 2020 року" begins in the year before, "грудень – січень" ends in the year after. */
function inOrder(units: readonly Unit[], ranged: readonly boolean[], tokens: readonly TermToken[]): Unit[] {
  const named = tokens.some((token) => token.type === 'year' || (token.type === 'date' && token.year !== null));
  const ordered = [...units];
  ranged.forEach((isRange, at) => {
    const first = ordered[at];
    const second = ordered[at + 1];
    if (!isRange || first === undefined || second === undefined || unitStart(first) <= unitEnd(second)) return;
    if (named) ordered[at] = { ...first, year: first.year - 1 };
    else ordered[at + 1] = { ...second, year: second.year + 1 };
  });
  return ordered;
}
