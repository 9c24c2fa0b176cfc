import { and, eq } from 'drizzle-orm';
import { MASKED } from '../../platform/audit/audit.rules.ts';
import { auditEntries } from '../../platform/audit/audit.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';

/**
 * Of which fields the audit told only that they were given when the event was made: words of somebody outside. What becomes
 * of them is told so, too, since no line of the audit goes when their author is forgotten.
 */
export async function maskedAtFirst(reader: Reader, eventId: Id<'Event'>): Promise<string[]> {
  const [line] = await reader
    .select({ changes: auditEntries.changes })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.thingId, eventId), eq(auditEntries.thingKind, 'Event'), eq(auditEntries.action, 'CREATE')),
    );
  return (line?.changes ?? []).filter(({ after }) => after === MASKED).map(({ field }) => field);
}
