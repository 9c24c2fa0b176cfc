import { inArray } from 'drizzle-orm';
import { type AudienceRow, audiences } from '../../directory/entry.tables.ts';
import type { Reader } from '../../platform/db/database.ts';

export async function audiencesByCodes(
  reader: Reader,
  codes: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow>> {
  const rows = await reader
    .select()
    .from(audiences)
    .where(inArray(audiences.code, [...codes]));
  return new Map(rows.map((row) => [row.code, row]));
}
