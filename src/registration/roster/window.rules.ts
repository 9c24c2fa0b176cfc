import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { type Instant, instantFromMillis, minutesBetween, plusMinutes } from '../../platform/time/instant.ts';
import {
  addDays,
  dateOf,
  localDateTime,
  type LocalDateTime,
  resolveLocal,
  timeOf,
  toLocal,
} from '../../platform/time/local.ts';
import type { RegistrationWindow } from '../record/seats.rules.ts';

/** When what is registered for begins, by the clock of its place. */
export interface Start {
  readonly startLocal: LocalDateTime;
  readonly zone: string;
  readonly startsAt: Instant;
}

/** From `opensAt` on and before `closesAt`; null opens at once. */
export interface Opening {
  readonly opensAt: Instant | null;
  readonly closesAt: Instant;
}

const MIDNIGHT = '00:00';

/** The registration would close before it opens. */
export interface NeverOpens extends Refusal<'NeverOpens'> {
  readonly wouldOpenAt: Instant;
  readonly wouldCloseAt: Instant;
}

/** The refusal of a window in which nobody could register; null for one that opens, and where there is no date yet. */
export function neverOpens(window: RegistrationWindow, start: Start | null, language: Language): NeverOpens | null {
  if (!start) return null;
  const { opensAt, closesAt } = openingOf(window, start);
  if (opensAt === null || opensAt < closesAt) return null;
  const [from, to] = [opensAt, closesAt].map((at) => toLocal(at, start.zone).slice(0, 16).replace('T', ' '));
  const message = {
    uk: `Реєстрація ніколи не відкриється: початок ${from}, а кінець ${to}. Відкрийте її раніше або закрийте пізніше, до початку події.`,
    en: `Registration would never open: it begins at ${from} and ends at ${to}. Open it earlier, or close it later, before the event begins.`,
  };
  return { kind: 'NeverOpens', message: message[language], wouldOpenAt: opensAt, wouldCloseAt: closesAt };
}

/** What of a window is said in two ways at once, so that nobody knows which rules; null for nothing. */
export function saidTwice(window: RegistrationWindow): string | null {
  const { opensOn, opensDaysBefore, closesOn, closesMinutesBefore } = window;
  if (opensOn != null && opensDaysBefore != null) return 'opensOn and opensDaysBefore';
  return closesOn != null && closesMinutesBefore != null ? 'closesOn and closesMinutesBefore' : null;
}

/** An hour that the clock skips is the one it jumps to; of one that comes twice, the first. */
export function openingOf(window: RegistrationWindow, start: Start): Opening {
  const { zone, startsAt } = start;
  const opens = opensLocal(window, start);
  const { closesOn, closesAtTime, closesMinutesBefore } = window;
  const closesAt = closesOn
    ? instantOf(localDateTime(closesOn, closesAtTime ?? MIDNIGHT), zone)
    : plusMinutes(startsAt, -(closesMinutesBefore ?? 0));
  return {
    opensAt: opens === null ? null : instantOf(opens, zone),
    closesAt: closesAt < startsAt ? closesAt : startsAt,
  };
}

function opensLocal(
  { opensOn, opensDaysBefore, opensAtTime }: RegistrationWindow,
  { startLocal }: Start,
): string | null {
  if (opensOn) return localDateTime(opensOn, opensAtTime ?? MIDNIGHT);
  if (opensDaysBefore == null) return null;
  return localDateTime(addDays(dateOf(startLocal), -opensDaysBefore), opensAtTime ?? timeOf(startLocal));
}

function instantOf(local: LocalDateTime, zone: string): Instant {
  const resolved = resolveLocal(local, zone);
  return resolved.kind === 'skipped' ? instantOf(resolved.nextValid, zone) : resolved.instant;
}

/** The moment so many days before the start, at the same hour of the clock. */
export function daysBeforeStart(days: number, { startLocal, zone }: Start): Instant {
  return instantOf(localDateTime(addDays(dateOf(startLocal), -days), timeOf(startLocal)), zone);
}

/** An offer stands at least so long: time to read a mail and to answer it. */
const SHORTEST_OFFER_MINUTES = 30;

/**
 * When an offer, or a hold, that would stand `minutes` ends: near the closing it takes no more than a quarter of the time
 * that is left, so that three more may be asked. Null when there is no time for one.
 */
export function offerEnds(now: Instant, closesAt: Instant, minutes: number): Instant | null {
  const left = minutesBetween(now, closesAt);
  if (left < SHORTEST_OFFER_MINUTES) return null;
  const stands = Math.min(minutes, Math.max(Math.floor(left / 4), SHORTEST_OFFER_MINUTES));
  return instantFromMillis(now.getTime() + stands * 60_000);
}
