import { sql } from 'drizzle-orm';
import { events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { inWindow, IS_PUBLIC, nearestFirst, type ShownWindow } from './shown.sessions.store.ts';

/**
 * Sessions that are held at a branch, and those of its events wherever they are held. What is not announced only of events
 * whose staff side the reader knows: by the branches, or all of them.
 */
export async function sessionsOfBranch(
  reader: Reader,
  branchId: Id<'Branch'>,
  staffOf: 'all' | readonly string[],
  window: ShownWindow,
): Promise<Id<'Session'>[]> {
  const isOwn = staffOf === 'all' ? sql`true` : sql`e.branch_id = any(${idList(staffOf)}::uuid[])`;
  const rows = await reader.execute<{ id: Id<'Session'> }>(sql`
    select s.id from ${eventSessions} s join ${events} e on e.id = s.event_id
    where (s.branch_id = ${branchId}::uuid or e.branch_id = ${branchId}::uuid)
      and (s.is_listed or (${isOwn}) or (s.standing = 'DROPPED' and ${IS_PUBLIC}))
      and ${inWindow(window)}
    ${nearestFirst(window)}`);
  return [...rows].map(({ id }) => id);
}
