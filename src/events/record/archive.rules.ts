import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { SessionFacts } from './readiness.rules.ts';

/** An event is put away once it is over; sessions of it are still to come. */
export interface SessionsAhead extends Refusal<'SessionsAhead'> {
  readonly count: number;
}

/** Whether people still wait for a session of the event; null when it may be put away. */
export function sessionsAhead(
  sessions: readonly SessionFacts[],
  now: Instant,
  language: Language,
): SessionsAhead | null {
  const count = sessions.filter(
    ({ standing, happeningStatus, endsAt }) =>
      standing === 'SCHEDULED' && happeningStatus !== 'CANCELLED' && happeningStatus !== 'HELD' && endsAt > now,
  ).length;
  if (count === 0) return null;
  return {
    kind: 'SessionsAhead',
    message:
      language === 'uk'
        ? `Подія ще не минула: дат попереду ${count}. Дочекайтеся їх або скасуйте, тоді переносьте подію до архіву.`
        : `The event is not over: ${count} of its dates lie ahead. Wait for them or cancel them, then archive it.`,
    count,
  };
}
