import type { Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { registrationLinks } from '../record/registration.tables.ts';

/** Links to these registrations open nothing any more. */
export async function deleteLinksOf(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  await tx.delete(registrationLinks).where(among(registrationLinks.registrationId, registrationIds));
}
