// What both the preview of a clone and the clone itself begin with.
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { mayEditEvent, mayReadStaffSide, maySeeEvent } from '../record/event.policy.ts';
import { findEvent } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { datesToClone } from './clone.rules.ts';

export interface Original {
  readonly event: EventRow;
  /** The dates that a clone has too, by start. */
  readonly dates: readonly SessionRow[];
  /** Whether the viewer reads what is for the staff of its branch. */
  readonly isStaff: boolean;
}

/** The event to be cloned, as the viewer sees it. Throws NOT_FOUND for one they do not see. */
export async function readOriginal(reader: Reader, id: string, viewer: Viewer): Promise<Original> {
  const event = isId(id) ? await findEvent(reader, id as Id<'Event'>) : undefined;
  if (!event || !maySeeEvent(viewer, event)) throw notFound('the event');
  const isStaff = mayReadStaffSide(viewer, event);
  const sessions = (await sessionsOfEvents(reader, [event.id])).get(event.id) ?? [];
  const seen = isStaff ? sessions : sessions.filter(({ isListed }) => isListed);
  return { event, dates: datesToClone(event, seen), isStaff };
}

/** The branches that clones are for, in their order. Throws NOT_FOUND, and FORBIDDEN where the viewer writes no events. */
export async function readBranches(reader: Reader, ids: readonly string[], viewer: Viewer): Promise<BranchRow[]> {
  const rows = await branchesByIds(reader, [...new Set(ids.filter(isId))]);
  const branches = ids.map((id) => {
    const branch = rows.get(id.toLowerCase());
    if (!branch) throw notFound('the branch');
    return branch;
  });
  if (!branches.every(({ id }) => mayEditEvent(viewer, { branchId: id }))) throw forbidden();
  return branches;
}

/** All dates of all clones: what is looked at and locked at once grows with them. */
const MOST_DATES = 1_000;

/** Throws BAD_USER_INPUT for more dates than are cloned at once. */
export function refuseTooManyDates({ dates }: Original, targets: readonly unknown[]): void {
  if (dates.length * targets.length > MOST_DATES) {
    throw invalidInput(`at most ${MOST_DATES} dates are cloned at once; name fewer targets`, { argument: 'targets' });
  }
}
