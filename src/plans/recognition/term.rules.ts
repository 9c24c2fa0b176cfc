/** The meaning of a term: which days it covers, and by what kind of words it says so. */
import type { Finding } from './finding.rules.ts';
import type { RecognisedTerm, TermKind } from './recognised-plan.ts';
import { cleaned } from './spelling.rules.ts';
import { type PlanYears, planSpan, type Unit, unitEnd, type UnitList, unitsIn, unitStart } from './term-units.rules.ts';
import { type TermToken, termTokens } from './term-words.rules.ts';

export interface TermReading {
  readonly term: RecognisedTerm;
  readonly findings: readonly Finding[];
}

interface Span {
  readonly kind: TermKind;
  readonly start: string | null;
  readonly end: string | null;
}

const unitKinds: Readonly<Record<Unit['level'], TermKind>> = {
  year: 'YEAR',
  half: 'HALF_YEAR',
  quarter: 'QUARTER',
  month: 'MONTH',
  day: 'PERIOD',
  span: 'PERIOD',
};

/** "крім серпня": what follows is no part of the term, and is told as unread. */
const EXCEPTION = /[,(;]?\s*(?:о?крім|за\s+винятком|за\s+виключенням)(?!\p{L})/iu;
/** "не проводиться у 2026 році": when it is not says nothing about when it is. */
const NEGATION = /(?<!\p{L})не\s+(?!пізніш|рідш|менш|раніш|більш|частіш)\p{L}/iu;

export function recogniseTerm(verbatim: string, plan: PlanYears): TermReading {
  const text = cleaned(verbatim);
  const exception = text.search(EXCEPTION);
  const rule = exception > 0 ? text.slice(0, exception) : text;
  const tokens = termTokens(rule);
  const found = unitsIn(tokens, plan);
  const span = NEGATION.test(rule) ? null : spanOf(tokens, found, plan);
  const findings: Finding[] = [];
  const tell = (code: Finding['code']): void => {
    findings.push({ code, field: 'term', text });
  };
  if (span === null) {
    tell('term-unknown');
    return { term: { kind: 'UNKNOWN', start: null, end: null, text }, findings };
  }
  if (found.rest.length > 0 || exception > 0) tell('term-partly-read');
  if (found.simplified || isOfAnyYear(tokens, found, plan)) tell('term-simplified');
  if ((span.kind === 'PERIOD' || span.kind === 'UNTIL') && hasGaps(found)) tell('term-has-gaps');
  if (isOutside(span, found, plan)) tell('term-outside-plan');
  return { term: { ...span, text }, findings };
}

function spanOf(tokens: readonly TermToken[], found: UnitList, plan: PlanYears): Span | null {
  const every = tokens.find((token) => token.type === 'recurring')?.every;
  const covered = coverOf(found);
  const whole = planSpan(plan);
  if (every === 'ALWAYS') {
    // "постійно протягом 2019 року" ends; "з березня, постійно" does not
    const ends = found.units.every((unit) => unit.level === 'year') || found.ranged.includes(true) || found.until;
    const end = ends && !found.openEnd ? (covered?.end ?? null) : null;
    return { kind: 'CONTINUOUS', start: found.until ? whole.start : (covered?.start ?? whole.start), end };
  }
  // "щороку у травні" is this year's May
  if (every !== undefined && !(every === 'YEAR' && covered !== null)) {
    const kind = { MONTH: 'MONTHLY', QUARTER: 'QUARTERLY', YEAR: 'YEAR', OTHER: 'PERIOD' } as const;
    return {
      kind: kind[every],
      start: found.until ? whole.start : (covered?.start ?? whole.start),
      end: covered?.end ?? whole.end,
    };
  }
  const [first, second] = found.units;
  if (first === undefined) return wordsForThePlan(tokens, plan, whole);
  if (found.until && second === undefined)
    return { kind: 'UNTIL', start: startBefore(first, plan), end: untilEnd(first, found) };
  // "до 1 квітня та до 1 жовтня": the last day counts
  if (found.until && covered !== null && !found.ranged.includes(true)) {
    return { kind: 'UNTIL', start: startBefore(first, plan), end: covered.end };
  }
  if (second === undefined) {
    if (found.openEnd) return { kind: 'PERIOD', start: unitStart(first), end: null };
    return { kind: unitKinds[first.level], start: unitStart(first), end: unitEnd(first) };
  }
  return covered === null ? null : { kind: 'PERIOD', ...covered };
}

/** A term "until" begins with the plan, as one without an end does. */
function startBefore(unit: Unit, plan: PlanYears): string | null {
  const { start } = planSpan(plan);
  return start <= unitEnd(unit) ? start : null;
}

/** "до 1 червня" includes the day; "до червня" ends with May, and is told as read simply. */
function untilEnd(unit: Unit, found: UnitList): string {
  if (unit.level === 'day' || found.toTheEnd) return unitEnd(unit);
  return dayBefore(unitStart(unit));
}

function dayBefore(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  if (day > 1) return unitEnd({ level: 'day', year, month, day: day - 1 });
  return month > 1 ? unitEnd({ level: 'month', year, month: month - 1, day: 1 }) : `${String(year - 1)}-12-31`;
}

function coverOf({ units }: UnitList): { start: string; end: string } | null {
  if (units.length === 0) return null;
  const starts = units.map(unitStart).sort();
  const ends = units.map(unitEnd).sort();
  return { start: starts[0] ?? '', end: ends.at(-1) ?? '' };
}

/** "Протягом року", "до кінця року", "весь період": the plan's own years. */
function wordsForThePlan(
  tokens: readonly TermToken[],
  plan: PlanYears,
  whole: { start: string; end: string },
): Span | null {
  const has = (type: TermToken['type']): boolean => tokens.some((token) => token.type === type);
  if (has('other') && !has('within') && !has('planWord')) return null;
  if (has('number')) return null;
  if (has('yearWord') && has('to') && has('end')) return { kind: 'UNTIL', ...whole };
  const kind: TermKind = plan.year === plan.lastYear ? 'YEAR' : 'PERIOD';
  if (has('planWord')) return { kind, ...whole };
  return has('yearWord') && !has('to') && !has('from') && !has('end') ? { kind, ...whole } : null;
}

function hasGaps({ units, ranged }: UnitList): boolean {
  const spans = units.map((unit) => ({ start: unitStart(unit), end: unitEnd(unit) }));
  return units.some((_, position) => {
    const next = spans[position + 1];
    const span = spans[position];
    if (next === undefined || span === undefined || ranged[position] === true) return false;
    return dayBefore(next.start) > span.end;
  });
}

/** "II квартал" in a plan for three years: the first of them is taken. */
function isOfAnyYear(tokens: readonly TermToken[], { units }: UnitList, plan: PlanYears): boolean {
  if (plan.year === plan.lastYear || plan.schoolYear === true || units.length === 0) return false;
  return !tokens.some(
    (token) => token.type === 'year' || token.type === 'schoolYear' || (token.type === 'date' && token.year !== null),
  );
}

/** Years named as a range ("2019–2021 роки") may reach beyond the plan; anything else may not. */
function isOutside(span: Span, { units }: UnitList, plan: PlanYears): boolean {
  const start = span.start ?? span.end;
  const end = span.end ?? span.start;
  if (start === null || end === null) return false;
  const first = Number(start.slice(0, 4));
  const last = Number(end.slice(0, 4));
  const years = units.length > 1 && units.every((unit) => unit.level === 'year');
  if (years) return last < plan.year || first > plan.lastYear;
  return first < plan.year || last > plan.lastYear;
}
