import { formatUtc, isInstant } from '../../platform/time/instant.ts';
import type { DateWishRow, RegistrationRow } from '../record/registration.tables.ts';

/** All that is held in a registration, as its person is told: no word is left out but keys of the program. */
export function toldRegistration(row: RegistrationRow): Record<string, unknown> {
  const { oneKey: _oneKey, version: _version, updatedAt: _updatedAt, ...held } = row;
  return Object.fromEntries(
    Object.entries(held).map(([field, value]) => [field, isInstant(value) ? formatUtc(value) : value]),
  );
}

/** The registration of somebody else, for whoever made it: who they are by now, and what they said, is theirs alone. */
export function withoutPerson(row: RegistrationRow): RegistrationRow {
  const nobody = { name: null, email: null, emailConfirmedAt: null, phone: null, note: null, jobTitle: null };
  return { ...row, ...nobody, needs: [], answers: {}, reason: null };
}

export function toldWish({ id, eventId, state, draft, createdAt }: DateWishRow): Record<string, unknown> {
  return { id, eventId, state, createdAt: formatUtc(createdAt), ...draft };
}
