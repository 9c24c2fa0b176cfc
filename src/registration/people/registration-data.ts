import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';

/** Where a higher floor holds data that belong to registrations, or to an address: how they are told, and how they go. */
export interface RegistrationDataHolder {
  /** Under which name they stand in an export. */
  readonly name: string;
  /** Of registrations, and of an address where one was shown to be the person's. */
  read(reader: Reader, of: OwnRegistrations): Promise<unknown>;
  /** Left out where nothing has to go: what holds only the id of a registration holds nothing of a person. */
  readonly erase?: (tx: Tx, registrationIds: readonly Id<'Registration'>[]) => Promise<void>;
  /** When a person asks to be forgotten whose address it is. */
  readonly eraseAddress?: (tx: Tx, email: string) => Promise<void>;
}

export interface OwnRegistrations {
  readonly registrationIds: readonly Id<'Registration'>[];
  readonly email: string | null;
}

/** Whoever holds more on registrations says so here, so that export, erasure and purge miss none. */
@Injectable()
export class RegistrationData {
  readonly #holders: RegistrationDataHolder[] = [];

  /** For `onModuleInit` of the feature. */
  register(holder: RegistrationDataHolder): void {
    this.#holders.push(holder);
  }

  async read(reader: Reader, own: OwnRegistrations): Promise<Record<string, unknown>> {
    const parts: [string, unknown][] = [];
    for (const holder of this.#holders) parts.push([holder.name, await holder.read(reader, own)]);
    return Object.fromEntries(parts);
  }

  async erase(tx: Tx, registrationIds: readonly Id<'Registration'>[]): Promise<void> {
    for (const holder of this.#holders) await holder.erase?.(tx, registrationIds);
  }

  async eraseAddress(tx: Tx, email: string): Promise<void> {
    for (const holder of this.#holders) await holder.eraseAddress?.(tx, email);
  }
}
