import { grantsOfPerson } from '../../identity/assignment.store.ts';
import { findPerson } from '../../identity/person.store.ts';
import type { PersonViewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { RegistrationLinkRow, RegistrationRow } from '../record/registration.tables.ts';

/** As whom the reader of a link to the head of a school acts, with nothing but that; null once they are that no more. */
export async function actingHead(
  reader: Reader,
  { personId }: Pick<RegistrationLinkRow, 'personId'>,
  { schoolId }: Pick<RegistrationRow, 'schoolId'>,
): Promise<PersonViewer | null> {
  const person = personId && (await findPerson(reader, { id: personId }));
  if (!person?.active || !schoolId) return null;
  const grants = (await grantsOfPerson(reader, person.id)).filter(
    ({ role, scopeId }) => role === 'SCHOOL_HEAD' && scopeId === schoolId,
  );
  if (grants.length === 0) return null;
  return { kind: 'person', id: person.id, name: person.name, grants, credential: { kind: 'link' } };
}
