import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { mayKeepPartners } from './partner.policy.ts';
import { findCalendar } from './record/calendar.store.ts';
import type { PartnerCalendarRow } from './record/partner.tables.ts';

/** The branch whose calendars of partners somebody looks after. Throws NOT_FOUND and FORBIDDEN. */
export async function branchFor(reader: Reader, id: string, viewer: Viewer): Promise<BranchRow> {
  const branch = isId(id) ? (await branchesByIds(reader, [id])).get(id.toLowerCase()) : undefined;
  if (!branch) throw notFound('the branch');
  if (!mayKeepPartners(viewer, branch.id)) throw forbidden();
  return branch;
}

/** A calendar that somebody looks after. Throws NOT_FOUND and FORBIDDEN. */
export async function calendarFor(reader: Reader, id: string, viewer: Viewer): Promise<PartnerCalendarRow> {
  const calendar = isId(id) ? await findCalendar(reader, id as Id<'PartnerCalendar'>) : undefined;
  if (!calendar) throw notFound('the calendar');
  if (!mayKeepPartners(viewer, calendar.branchId)) throw forbidden();
  return calendar;
}
