import type { Decision, Newcomer } from '../deciding/scene.rules.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import type { RegistrationStatus } from '../record/seats.rules.ts';

/** Whose standing counts where one person has several: the surest first. */
const SURENESS: readonly RegistrationStatus[] = [
  'CONFIRMED',
  'PENDING_APPROVAL',
  'UNCONFIRMED',
  'OFFERED',
  'WAITLISTED',
];

const byCreation = (a: RegistrationRow, b: RegistrationRow) =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
const rank = ({ status }: RegistrationRow) => SURENESS.indexOf(status);
const holds = (row: RegistrationRow) => rank(row) <= SURENESS.indexOf('UNCONFIRMED');

/** One of each person or class, those who have a place before those who wait, each in the order in which they came. */
export function onePerPerson(rows: readonly RegistrationRow[]): RegistrationRow[] {
  const found = new Map<string, RegistrationRow>();
  for (const row of rows.toSorted(byCreation)) {
    const key = row.oneKey ?? row.id;
    const known = found.get(key);
    if (!known || rank(row) < rank(known)) found.set(key, row);
  }
  const all = [...found.values()];
  return [...all.filter(holds), ...all.filter((row) => !holds(row))];
}

/** As it stood, where there is room; else it waits. An offer was of what is there no more: it waits too, and comes first. */
export function standingOf(row: RegistrationRow, free: number): Decision {
  const { status, seats, expiresAt, awaits } = row;
  if (holds(row) && seats <= free) return { status, heldSeats: seats, expiresAt, awaits };
  return { status: 'WAITLISTED', heldSeats: 0, expiresAt: null, awaits: null };
}

/** What is known of who comes, without how it stood and by which quota. */
export function carriedOver(row: RegistrationRow): Newcomer {
  const { status: _status, heldSeats: _held, arrival: _arrival, expiresAt: _expires, awaits: _awaits, ...rest } = row;
  const { endedBy: _ended, version: _version, createdAt: _created, updatedAt: _updated, ...kept } = rest;
  return { ...kept, quotaId: null, reason: null, reconfirmBy: null, reconfirmedAt: null };
}
