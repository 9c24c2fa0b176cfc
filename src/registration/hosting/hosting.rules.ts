import type { EventRow } from '../../events/record/event.tables.ts';
import type { SessionRow } from '../../events/record/session.tables.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { Question } from '../questions/question.rules.ts';
import type { rosters } from '../record/roster.tables.ts';
import { narrowest } from '../roster/capacity.rules.ts';
import type { SeatLimits } from '../roster/limit.store.ts';

/** Kinds to which schools bring classes: at least one adult comes with so many pupils. */
const PUPILS_PER_ADULT: Partial<Readonly<Record<EventKind, number>>> = {
  THEMATIC_LESSON: 15,
  EDUCATIONAL_HOUR: 15,
  TALK: 15,
  DEBATE: 15,
};

type NewRoster = typeof rosters.$inferInsert;

/** A roster as it begins, from what the event says of registration; null where nobody can know how many seats there are. */
export function firstRoster(
  event: EventRow,
  session: Pick<SessionRow, 'id'> | null,
  { limits, expected }: SeatLimits,
  questions: readonly Question[],
  now: Instant,
): NewRoster | null {
  const { mode, capacity, opensDaysBefore, closesMinutesBefore, largestGroup } = event.registration;
  const limit = narrowest(limits);
  const wished = capacity ?? limit?.most ?? expected;
  if (wished === null) return null;
  return {
    ...{ eventId: event.id, sessionId: session?.id ?? null, mode },
    capacity: limit ? Math.min(wished, limit.most) : wished,
    largestGroup: largestGroup ?? null,
    pupilsPerAdult: PUPILS_PER_ADULT[event.kind] ?? null,
    window: { opensDaysBefore: opensDaysBefore ?? null, closesMinutesBefore: closesMinutesBefore ?? null },
    ...{ questions, createdAt: now, updatedAt: now },
  };
}
