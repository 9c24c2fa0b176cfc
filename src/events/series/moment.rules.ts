import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { type Instant, parseInstant, plusMinutes } from '../../platform/time/instant.ts';
import { type LocalDate, resolveLocal } from '../../platform/time/local.ts';
import { expandRule, readRule } from '../../platform/time/recurrence.ts';
import {
  type EndBeforeStart,
  type PlacedTime,
  placeInTime,
  type SkippedHour,
  type WallTime,
  wallTimeOf,
} from '../../platform/time/wall.rules.ts';
import { allDatesExcepted, seriesRuleWrong, type SeriesRuleWrong } from '../../venues/series/series.rule.rules.ts';
import { withoutDates } from '../../venues/series/series.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { type EventTooLong, placeEvent, type SessionOver, timeGone } from '../sessions/session.time.rules.ts';

/** A date on the time line; of one that never comes, where it stands among the others. */
export interface Moment {
  readonly time: PlacedTime;
  /** Why it never comes; null for one that does. */
  readonly skipped: SkippedHour | null;
}

/** What a rule gives, and how it is kept. */
export interface RuleDates {
  readonly rule: string;
  /** How long each date is. */
  readonly wallMinutes: number;
  readonly moments: readonly Moment[];
}

/** The time itself is none, whatever the date. */
export type LengthWrong = EndBeforeStart | EventTooLong;

/** Puts a date on the time line of its zone. */
export function momentOf(wall: WallTime, zone: string, language: Language): Moment | LengthWrong {
  const placed = placeEvent(wall, zone, language);
  if (!isRefusal(placed)) return { time: placed, skipped: null };
  if (placed.kind !== 'SkippedHour') return placed;
  // No clock changes in UTC: there it is as long as on the wall, or ends before it starts.
  const length = placeInTime(wall, 'UTC', language);
  if (isRefusal(length)) return { kind: 'EndBeforeStart', message: length.message };
  const start = resolveLocal(length.startLocal, zone);
  const startsAt = start.kind === 'skipped' ? (parseInstant(placed.nextValid) ?? length.startsAt) : start.instant;
  return { time: { ...length, zone, startsAt, endsAt: plusMinutes(startsAt, length.wallMinutes) }, skipped: placed };
}

interface RuleAsked {
  readonly rule: string;
  readonly exceptDates?: readonly LocalDate[] | null | undefined;
  /** When the first date is. */
  readonly first: WallTime;
}

/** The dates of a rule, each by the time of the first on the wall, without those that were taken out by hand. */
export function datesOfRule(
  { rule: text, exceptDates, first }: RuleAsked,
  zone: string,
  language: Language,
): RuleDates | SeriesRuleWrong | LengthWrong {
  const length = momentOf(first, zone, language);
  if (isRefusal(length)) return length;
  const rule = readRule(text, zone, language);
  if (isRefusal(rule)) return seriesRuleWrong(rule);
  const { startLocal, wallMinutes } = length.time;
  const dates = expandRule(rule, startLocal, { language });
  if (isRefusal(dates)) return seriesRuleWrong(dates);
  const left = withoutDates(dates, exceptDates ?? []);
  if (left.length === 0) return allDatesExcepted(language);
  const moments = left.map((local) => momentOf(wallTimeOf({ startLocal: local, wallMinutes }), zone, language));
  return { rule: rule.text, wallMinutes, moments: moments.flatMap((moment) => (isRefusal(moment) ? [] : [moment])) };
}

/** Why one of several dates cannot be that is over by now, with its day; null for one that is not. */
export function gone(session: SessionRow, now: Instant, language: Language): SessionOver | null {
  const over = timeGone(session, now, language);
  return over && onItsDay(over, wallTimeOf(session));
}

/** What is wrong with one of several dates, with the day on which it is. */
export function onItsDay<Wrong extends LengthWrong | SessionOver>(wrong: Wrong, { startDate }: WallTime): Wrong {
  return { ...wrong, message: `${startDate.split('-').reverse().join('.')}: ${wrong.message}` };
}
