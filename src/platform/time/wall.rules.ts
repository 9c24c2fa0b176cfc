import type { Language } from '../language/language.ts';
import { formatInZone, type Instant } from './instant.ts';
import {
  dateOf,
  localDateTime,
  type LocalDate,
  type LocalDateTime,
  type LocalTime,
  plusWallMinutes,
  resolveLocal,
  timeOf,
  wallMinutesBetween,
} from './local.ts';

/** When something is, as people say it: by the clock on the branch's wall. */
export interface WallTime {
  readonly startDate: LocalDate;
  readonly startTime: LocalTime;
  readonly endDate: LocalDate;
  readonly endTime: LocalTime;
}

/** When something is, as it is stored. */
export interface PlacedTime {
  readonly startLocal: LocalDateTime;
  readonly zone: string;
  /** From start to end by the clock on the wall. */
  readonly wallMinutes: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The clocks go forward over this hour: it does not happen. */
export interface SkippedHour {
  readonly kind: 'SkippedHour';
  readonly message: string;
  readonly which: 'start' | 'end';
  /** RFC 3339 with the offset of the zone. */
  readonly nextValid: string;
}

export interface EndBeforeStart {
  readonly kind: 'EndBeforeStart';
  readonly message: string;
}

export type WallRefusal = SkippedHour | EndBeforeStart;

/** An hour over which the clocks go back happens twice; the first was taken. */
export interface RepeatedHour {
  readonly which: 'start' | 'end';
  /** RFC 3339 with the offset of the zone. */
  readonly taken: string;
}

/** Puts something on the time line of its zone; in an hour that happens twice it takes the first (RFC 5545 3.3.5). */
export function placeInTime(wall: WallTime, zone: string, language: Language): PlacedTime | WallRefusal {
  const startLocal = localDateTime(wall.startDate, wall.startTime);
  const endLocal = localDateTime(wall.endDate, wall.endTime);
  const start = resolveLocal(startLocal, zone);
  if (start.kind === 'skipped') return skippedHour('start', startLocal, start.nextValid, zone, language);
  const end = resolveLocal(endLocal, zone);
  if (end.kind === 'skipped') return skippedHour('end', endLocal, end.nextValid, zone, language);
  const wallMinutes = wallMinutesBetween(startLocal, endLocal);
  if (wallMinutes <= 0) return endBeforeStart(language);
  return { startLocal, zone, wallMinutes, startsAt: start.instant, endsAt: end.instant };
}

/** Which ends lie in an hour that happens twice: whoever places something there is told which of both was taken. */
export function repeatedHours({
  startLocal,
  zone,
  wallMinutes,
}: Omit<PlacedTime, 'startsAt' | 'endsAt'>): RepeatedHour[] {
  const ends = { start: startLocal, end: plusWallMinutes(startLocal, wallMinutes) };
  return (['start', 'end'] as const).flatMap((which) => {
    const resolved = resolveLocal(ends[which], zone);
    return resolved.kind === 'repeated' ? [{ which, taken: formatInZone(resolved.instant, zone) }] : [];
  });
}

/** What was said when it was placed. */
export function wallTimeOf(time: Pick<PlacedTime, 'startLocal' | 'wallMinutes'>): WallTime {
  const endLocal = plusWallMinutes(time.startLocal, time.wallMinutes);
  return {
    startDate: dateOf(time.startLocal),
    startTime: timeOf(time.startLocal),
    endDate: dateOf(endLocal),
    endTime: timeOf(endLocal),
  };
}

function skippedHour(
  which: 'start' | 'end',
  local: LocalDateTime,
  nextLocal: LocalDateTime,
  zone: string,
  language: Language,
): SkippedHour {
  const next = resolveLocal(nextLocal, zone);
  const wished = `${dateOf(local)} ${timeOf(local)}`;
  return {
    kind: 'SkippedHour',
    message:
      language === 'uk'
        ? `${which === 'start' ? 'Початок' : 'Кінець'} ${wished} не настане: годинники переводять уперед. Оберіть ${timeOf(nextLocal)} або інший час.`
        : `The ${which} ${wished} never comes: the clocks go forward. Choose ${timeOf(nextLocal)} or another time.`,
    which,
    nextValid: next.kind === 'skipped' ? `${nextLocal}Z` : formatInZone(next.instant, zone),
  };
}

function endBeforeStart(language: Language): EndBeforeStart {
  return {
    kind: 'EndBeforeStart',
    message:
      language === 'uk'
        ? 'Кінець має бути пізніше за початок. Виправте час або дату кінця.'
        : 'The end must be later than the start. Correct the end’s time or date.',
  };
}
