import type { Instant } from '../../platform/time/instant.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { EventImage } from './event.image.ts';
import type { Relocation } from './relocation.rules.ts';

type Minimum = Pick<EventImage, 'minimumAttendance'>;

/**
 * Whether an edit makes the dates of an event depend on how many come: one that sets a minimum while nobody knows of them
 * yet. What was announced is not made doubtful; and what is in doubt stays so without a minimum, until somebody decides.
 */
export function comesIntoDoubt(
  { publishedAt }: Pick<EventRow, 'publishedAt'>,
  before: Minimum,
  after: Minimum,
): boolean {
  return publishedAt === null && before.minimumAttendance === null && after.minimumAttendance !== null;
}

/** The dates that an edit writes, and the certain ones ahead as tentative among them. */
export function inDoubt(sessions: readonly SessionRow[], moved: readonly Relocation[], now: Instant): Relocation[] {
  const written = new Map(moved.map((date) => [date.before.id, date]));
  for (const before of sessions.filter((session) => isCertain(session, now))) {
    const after = written.get(before.id)?.after ?? { ...before, version: before.version + 1, updatedAt: now };
    written.set(before.id, { before, after: { ...after, ...doubtOf(before) } });
  }
  return [...written.values()];
}

/** What wants a place still will have been certain once it has one, and what was called off once it is held after all. */
function isCertain({ standing, happeningStatus, statusBefore, endsAt }: SessionRow, now: Instant): boolean {
  return standing !== 'DROPPED' && (happeningStatus === 'CONFIRMED' || statusBefore === 'CONFIRMED') && endsAt > now;
}

function doubtOf({ happeningStatus }: SessionRow): Partial<SessionRow> {
  return happeningStatus === 'CONFIRMED' ? { happeningStatus: 'TENTATIVE' } : { statusBefore: 'TENTATIVE' };
}
