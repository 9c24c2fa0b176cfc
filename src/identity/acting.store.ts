import { and, eq } from 'drizzle-orm';
import type { PersonViewer } from '../platform/access/viewer.ts';
import type { Tx } from '../platform/db/database.ts';
import { lockPerson } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';
import { apiTokens, sessions } from './session.tables.ts';

/**
 * The viewer's account, taken for this transaction, if they may still act: a request that was let in may be overtaken by the
 * end of its session, or of the account, and must then leave nothing behind. Undefined otherwise.
 */
export async function lockActing(tx: Tx, viewer: PersonViewer): Promise<PersonRow | undefined> {
  const { id: personId, credential } = viewer;
  if (credential.kind === 'link') return undefined;
  const person = await lockPerson(tx, personId);
  const table = credential.kind === 'session' ? sessions : apiTokens;
  const [live] = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.id, credential.id), eq(table.personId, personId)));
  return person?.active && live ? person : undefined;
}
