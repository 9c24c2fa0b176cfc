import { DateTime } from 'luxon';
import { RRuleTemporal } from 'rrule-temporal';
import type { Language } from '../language/language.ts';
import { type Instant, parseInstant } from './instant.ts';
import { dateOf, type LocalDate, type LocalDateTime, plusWallMinutes, resolveLocal, timeOf, toLocal } from './local.ts';

/** As many dates as one rule may give. */
const MOST_DATES = 200;
/** As far after its start as a rule may go on, to the end of that day. */
const MOST_YEARS = 3;
const MOST_CHARACTERS = 300;
/** Years have four digits, so that moments compare as text. */
const LAST_MOMENT: LocalDateTime = '9999-12-31T23:59:59';

/** A recurrence rule (RFC 5545 section 3.3.10) that names days and has an end. */
export interface Rule {
  /** As it is kept: in capitals and without `RRULE:`. Read again for the same zone, it is the same rule. */
  readonly text: string;
  /** Everything but its end. */
  readonly pattern: string;
  /** How many dates it gives, the start among them, or the last moment on the wall at which one of them may start. */
  readonly end: { readonly count: number } | { readonly until: LocalDateTime };
}

export interface RuleUnreadable {
  readonly kind: 'RuleUnreadable';
  readonly message: string;
  /** The part as it was given, in capitals and cut short. */
  readonly part: string;
}

export interface RuleWithoutEnd {
  readonly kind: 'RuleWithoutEnd';
  readonly message: string;
}

export interface RuleTooLong {
  readonly kind: 'RuleTooLong';
  readonly message: string;
  readonly mostDates: number;
  /** The last day on which the rule may still give a date. */
  readonly lastDate: LocalDate;
}

export interface RuleHasNoDates {
  readonly kind: 'RuleHasNoDates';
  readonly message: string;
}

export interface RuleMissesStart {
  readonly kind: 'RuleMissesStart';
  readonly message: string;
  /** The first date of the rule after that start. */
  readonly nextLocal: LocalDateTime;
}

export type RuleProblem = RuleUnreadable | RuleWithoutEnd | RuleTooLong | RuleHasNoDates | RuleMissesStart;

const WEEKDAY = '(?:MO|TU|WE|TH|FR|SA|SU)';
const listOf = (one: string) => new RegExp(`^${one}(?:,${one})*$`);

/** The parts a rule may have, and what each may say. Hours and shorter are not the rule's: all its dates start at one time. */
const PARTS = {
  FREQ: { reads: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/, example: 'FREQ=WEEKLY (DAILY, MONTHLY, YEARLY)' },
  INTERVAL: { reads: /^0*[1-9]\d{0,3}$/, example: 'INTERVAL=2 (1–9999)' },
  COUNT: { reads: /^0*[1-9]\d*$/, example: `COUNT=10 (1–${MOST_DATES})` },
  UNTIL: { reads: /^\d{8}(?:T\d{6}Z?)?$/, example: 'UNTIL=20261231, UNTIL=20261231T235900, UNTIL=20261231T215900Z' },
  BYDAY: { reads: listOf(`(?:[+-]?0?[1-5])?${WEEKDAY}`), example: 'BYDAY=MO,WE' },
  BYMONTHDAY: { reads: listOf('[+-]?(?:0?[1-9]|[12]\\d|3[01])'), example: 'BYMONTHDAY=1,15,-1 (1–31)' },
  BYMONTH: { reads: listOf('(?:0?[1-9]|1[0-2])'), example: 'BYMONTH=9,10 (1–12)' },
  BYSETPOS: {
    reads: listOf('[+-]?0*(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])'),
    example: 'BYDAY=MO,TU;BYSETPOS=-1 (1–366)',
  },
  WKST: { reads: new RegExp(`^${WEEKDAY}$`), example: 'WKST=MO' },
} as const;
type PartName = keyof typeof PARTS;
type Parts = ReadonlyMap<PartName, string>;

const isPartName = (name: string): name is PartName => Object.hasOwn(PARTS, name);

/**
 * Reads a rule, with or without `RRULE:` before it. Its end is read for the wall of the zone: `UNTIL` is a day (all of
 * it), a moment on the wall, or one in UTC, and a date on it still counts.
 */
export function readRule(text: string, zone: string, language: Language): Rule | RuleProblem {
  if (text.length > MOST_CHARACTERS) return unreadable(text, `FREQ=WEEKLY;COUNT=10 (≤ ${MOST_CHARACTERS})`, language);
  const said = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  const parts = new Map<PartName, string>();
  for (const part of said.split(';')) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (!isPartName(name) || parts.has(name))
      return unreadable(part, `${Object.keys(PARTS).join(', ')} (≤ 1×)`, language);
    if (!PARTS[name].reads.test(value)) return unreadable(part, PARTS[name].example, language);
    parts.set(name, value);
  }
  const misfit = misfitAmong(parts);
  if (misfit) return unreadable(misfit.part, misfit.example, language);

  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  if (count !== undefined) return { text: said, pattern: patternOf(parts), end: { count: Number(count) } };
  if (until === undefined) return withoutEnd(language);
  const lastMoment = readUntil(until, zone);
  if (!lastMoment) return unreadable(`UNTIL=${until}`, PARTS.UNTIL.example, language);
  return { text: said, pattern: patternOf(parts), end: { until: lastMoment } };
}

/**
 * The dates of a rule by the clock on the wall, in order, the start being the first of them (it counts in `COUNT`). All
 * are at the time of the start: no zone is in it, so a date may lie in an hour that its zone skips or repeats, and whoever
 * places it finds that out. RFC 5545 leaves open what a start means that is no date of its rule, and calendars differ in
 * whether they show it: it is refused, with the next date that the rule does give.
 *
 * At most `most` dates (200 at the highest), within three years of the start: more is a problem, nothing is cut off.
 */
export function expandRule(
  rule: Rule,
  startLocal: LocalDateTime,
  { most = MOST_DATES, language }: { readonly most?: number; readonly language: Language },
): LocalDateTime[] | RuleProblem {
  const mostDates = Math.min(most, MOST_DATES);
  const limit = withinYears(
    DateTime.fromISO(startLocal, { zone: 'utc' })
      .plus({ years: MOST_YEARS })
      .endOf('day')
      .toFormat("yyyy-MM-dd'T'HH:mm:ss"),
  );
  const { count, until } = { count: Infinity, until: limit, ...rule.end };
  if (until > limit) return tooLong(mostDates, limit, language);
  // One more than there may be, to know of it.
  const dates = datesUntil(rule.pattern, startLocal, until, Math.min(count, mostDates + 1));
  const [first] = dates;
  if (first === undefined) return hasNoDates(language);
  if (first !== startLocal) return missesStart(startLocal, first, language);
  if (dates.length > mostDates || ('count' in rule.end && dates.length < count)) {
    return tooLong(mostDates, limit, language);
  }
  return dates;
}

/**
 * The library ends every rule at its `UNTIL`, also one that never gives a date, and takes `COUNT` beside it, as the RFC
 * does not. Without a zone it counts in UTC, whose clocks never change.
 */
function datesUntil(pattern: string, start: LocalDateTime, until: LocalDateTime, most: number): LocalDateTime[] {
  const compact = (local: LocalDateTime) => local.replace(/[-:]/g, '');
  const end = `UNTIL=${compact(until)};COUNT=${most}`;
  return new RRuleTemporal({ rruleString: `DTSTART:${compact(start)}\nRRULE:${pattern};${end}`, cache: false })
    .all()
    .map((date) => date.toPlainDateTime().toString({ smallestUnit: 'second' }));
}

function patternOf(parts: Parts): string {
  return [...parts]
    .filter(([name]) => name !== 'COUNT' && name !== 'UNTIL')
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** What parts say that each could say, but not together (RFC 5545 section 3.3.10). */
function misfitAmong(parts: Parts): { part: string; example: string } | null {
  const given = (name: PartName, example: string) => ({ part: `${name}=${parts.get(name) ?? ''}`, example });
  const frequency = parts.get('FREQ');
  if (!frequency) return given('FREQ', PARTS.FREQ.example);
  if (parts.has('COUNT') && parts.has('UNTIL')) {
    return { part: `COUNT=${parts.get('COUNT')};UNTIL=${parts.get('UNTIL')}`, example: 'COUNT | UNTIL' };
  }
  // The second Wednesday is one of a month. Of a year the RFC knows it too, but nobody counts so, and the library errs there.
  const ofMonth = frequency === 'MONTHLY' || (frequency === 'YEARLY' && parts.has('BYMONTH'));
  if (/\d/.test(parts.get('BYDAY') ?? '') && !ofMonth) {
    return given('BYDAY', 'FREQ=MONTHLY;BYDAY=2WE,-1FR, FREQ=YEARLY;BYMONTH=5;BYDAY=2WE');
  }
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') return given('BYMONTHDAY', 'FREQ=MONTHLY;BYMONTHDAY=15');
  const hasSet = parts.has('BYDAY') || parts.has('BYMONTHDAY') || parts.has('BYMONTH');
  return parts.has('BYSETPOS') && !hasSet ? given('BYSETPOS', PARTS.BYSETPOS.example) : null;
}

/** Null for a moment that no calendar has. */
function readUntil(value: string, zone: string): LocalDateTime | null {
  const [day = '', time = '235959'] = value.replace('Z', '').split('T');
  const local = `${day}T${time}`.replace(/^(....)(..)(..)T(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6');
  const instant = parseInstant(`${local}Z`);
  if (!instant) return null;
  return value.endsWith('Z') ? shownBy(instant, zone) : local;
}

/**
 * The latest that the clock on the wall has shown by then. In the second pass of an hour that happens twice it has shown
 * all of that hour, and what is placed in it is placed in the first pass.
 */
function shownBy(instant: Instant, zone: string): LocalDateTime {
  let shown = withinYears(toLocal(instant, zone));
  const at = resolveLocal(shown, zone);
  if (at.kind !== 'repeated' || at.instant >= instant) return shown;
  for (
    let next = plusWallMinutes(shown, 1);
    resolveLocal(next, zone).kind === 'repeated';
    next = plusWallMinutes(next, 1)
  ) {
    shown = next;
  }
  return shown;
}

function withinYears(local: LocalDateTime): LocalDateTime {
  return local.length > LAST_MOMENT.length ? LAST_MOMENT : local;
}

function unreadable(part: string, example: string, language: Language): RuleUnreadable {
  const shown = part.length > 60 ? `${part.slice(0, 59)}…` : part;
  return {
    kind: 'RuleUnreadable',
    message:
      language === 'uk'
        ? `Частину «${shown}» правила повторення не прочитати. Тут можна: ${example}.`
        : `The part “${shown}” of the recurrence rule cannot be read. Allowed here: ${example}.`,
    part: shown,
  };
}

function withoutEnd(language: Language): RuleWithoutEnd {
  return {
    kind: 'RuleWithoutEnd',
    message:
      language === 'uk'
        ? 'Правило повторення не має кінця. Додайте COUNT (скільки дат) або UNTIL (останній день).'
        : 'The recurrence rule has no end. Add COUNT (how many dates) or UNTIL (the last day).',
  };
}

function tooLong(mostDates: number, limit: LocalDateTime, language: Language): RuleTooLong {
  const lastDate = dateOf(limit);
  return {
    kind: 'RuleTooLong',
    message:
      language === 'uk'
        ? `Правило повторення задовге: щонайбільше дат — ${mostDates}, і не пізніше ніж ${lastDate}. Зменште COUNT або оберіть раніший UNTIL.`
        : `The recurrence rule is too long: at most ${mostDates} dates, none after ${lastDate}. Lower COUNT or choose an earlier UNTIL.`,
    mostDates,
    lastDate,
  };
}

function hasNoDates(language: Language): RuleHasNoDates {
  return {
    kind: 'RuleHasNoDates',
    message:
      language === 'uk'
        ? 'Правило повторення не дає жодної дати від початку до свого кінця. Виправте дні в правилі або його кінець.'
        : 'The recurrence rule gives no date between the start and its end. Correct its days or its end.',
  };
}

function missesStart(startLocal: LocalDateTime, nextLocal: LocalDateTime, language: Language): RuleMissesStart {
  const start = `${dateOf(startLocal)} ${timeOf(startLocal)}`;
  const next = `${dateOf(nextLocal)} ${timeOf(nextLocal)}`;
  return {
    kind: 'RuleMissesStart',
    message:
      language === 'uk'
        ? `Початок ${start} не є датою правила повторення. Почніть із ${next} або виправте правило.`
        : `The start ${start} is no date of the recurrence rule. Start at ${next} or correct the rule.`,
    nextLocal,
  };
}
