import { eq } from 'drizzle-orm';
import { events } from '../events/record/event.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { rosters } from '../registration/record/roster.tables.ts';
import { staffMessages } from '../registration/staff/staff-message.tables.ts';
import { branches } from '../venues/places/branch.tables.ts';

/** What staff wrote, and which branch they write for. */
export async function findStaffMessage(
  reader: Reader,
  id: Id<'StaffMessage'>,
  language: Language,
): Promise<{ readonly subject: string; readonly text: string; readonly from: string } | undefined> {
  const [row] = await reader
    .select({ subject: staffMessages.subject, text: staffMessages.text, uk: branches.nameUk, en: branches.nameEn })
    .from(staffMessages)
    .innerJoin(rosters, eq(rosters.id, staffMessages.rosterId))
    .innerJoin(events, eq(events.id, rosters.eventId))
    .innerJoin(branches, eq(branches.id, events.branchId))
    .where(eq(staffMessages.id, id));
  return row && { subject: row.subject, text: row.text, from: language === 'uk' ? row.uk : row.en };
}
