import { and, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { registrationLinks } from '../record/registration.tables.ts';

/** Links of whoever registered open nothing any more; those that others were sent stay theirs. */
export async function deleteLinksOf(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  const own = and(among(registrationLinks.registrationId, registrationIds), isNull(registrationLinks.personId));
  await tx.delete(registrationLinks).where(own);
}
