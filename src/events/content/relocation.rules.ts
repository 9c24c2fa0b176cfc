// What becomes of the dates of an event that goes to another branch.
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { placeInTime, type SkippedHour, wallTimeOf } from '../../platform/time/wall.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';

/** A date as it was, and as an edit of its event makes it: at the new branch, or in doubt. */
export interface Relocation {
  readonly before: SessionRow;
  readonly after: SessionRow;
}

interface Way {
  readonly from: Id<'Branch'>;
  readonly to: { readonly id: Id<'Branch'>; readonly zone: string };
}

/**
 * The dates that go along, at the same time by the clock on the wall there; or why one of them cannot. Those in rooms
 * stay in their rooms.
 */
export function relocations(
  sessions: readonly SessionRow[],
  way: Way,
  now: Instant,
  language: Language,
): Relocation[] | SkippedHour {
  const found: Relocation[] = [];
  for (const before of sessions.filter((session) => goesAlong(session, way, now))) {
    const moved = atBranch(before, way.to, now);
    const time = before.zone === way.to.zone ? null : placeInTime(wallTimeOf(before), way.to.zone, language);
    if (!time) found.push({ before, after: moved });
    else if (!('kind' in time)) found.push({ before, after: { ...moved, ...time } });
    else if (time.kind === 'SkippedHour' && before.standing === 'SCHEDULED') return time;
    // One that has no place in the calendar may lie in an hour that never comes.
    else found.push({ before, after: moved });
  }
  return found;
}

function goesAlong({ place, branchId, happeningStatus, endsAt }: SessionRow, { from }: Way, now: Instant): boolean {
  if (place === 'ROOM' || happeningStatus === 'HELD') return false;
  // What is over was held where it was; the time of what is postponed is still to come.
  if (endsAt <= now && happeningStatus !== 'POSTPONED') return false;
  // A room that is looked for elsewhere was to be there, whosever the event is.
  return place !== 'TO_BE_FOUND' || branchId === from;
}

/** A room, or equipment, that it once had or wished for is of the old branch. */
function atBranch(before: SessionRow, { id, zone }: Way['to'], now: Instant): SessionRow {
  const wish = before.branchId === id ? {} : { roomId: null, equipment: [] };
  return { ...before, ...wish, branchId: id, zone, version: before.version + 1, updatedAt: now };
}
