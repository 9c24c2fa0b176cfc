import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { branchEditing } from './branch-editing.tables.ts';

/** Of each branch whether its authors publish without anybody's approval; those of which nothing is said do not. */
export async function authorsPublishOf(
  reader: Reader,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await reader.select().from(branchEditing).where(among(branchEditing.branchId, branchIds));
  const found = new Map<string, boolean>(branchIds.map((id) => [id, false]));
  for (const { branchId, authorsPublish } of rows) found.set(branchId, authorsPublish);
  return found;
}

export async function writeBranchEditing(
  tx: Tx,
  branchId: Id<'Branch'>,
  authorsPublish: boolean,
  now: Instant,
): Promise<void> {
  const set = { authorsPublish, updatedAt: now };
  await tx
    .insert(branchEditing)
    .values({ branchId, ...set })
    .onConflictDoUpdate({ target: branchEditing.branchId, set });
}
