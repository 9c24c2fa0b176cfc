import { invalidInput } from '../../platform/faults/fault.ts';
import type { Need } from '../record/seats.rules.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { ADULT_NAME, MOST_ADULT_NAME, needsFault, PHONE } from './class.rules.ts';

/** What is said of who brings a class: throws BAD_USER_INPUT for what is not one adult, or no telephone. */
export function checkClassContact({ name, phone }: { readonly name?: string; readonly phone?: string | null }): void {
  if (name !== undefined && (name.length > MOST_ADULT_NAME || !ADULT_NAME.test(name))) {
    throw invalidInput('name must be the name of one adult, in letters', { argument: 'name' });
  }
  if (phone != null && !PHONE.test(phone)) {
    throw invalidInput('phone must be a telephone number, without words', { argument: 'phone' });
  }
}

interface SaidOfClass {
  readonly name?: string;
  readonly phone?: string | null;
  readonly needs?: readonly Need[];
  readonly pupils?: number;
  readonly adults?: number;
}

/** Throws BAD_USER_INPUT for what a class cannot have; of anybody else nothing is asked. */
export function checkClass(row: RegistrationRow, { name, phone, needs, pupils, adults }: SaidOfClass): void {
  if (row.kind !== 'GROUP') return;
  checkClassContact({ ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) });
  const people = (pupils ?? row.pupils ?? 0) + (adults ?? row.adults ?? 0);
  const fault = needs && needsFault(needs, people);
  if (fault) throw invalidInput(fault, { argument: 'needs' });
}
