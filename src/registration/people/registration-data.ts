import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';

/** Where a higher floor holds data that belong to registrations: how they are told, and how they go. */
export interface RegistrationDataHolder {
  /** Under which name they stand in an export. */
  readonly name: string;
  read(reader: Reader, registrationIds: readonly Id<'Registration'>[]): Promise<unknown>;
  /** Left out where nothing has to go: what holds only the id of a registration holds nothing of a person. */
  readonly erase?: (tx: Tx, registrationIds: readonly Id<'Registration'>[]) => Promise<void>;
}

/** Whoever holds more on registrations says so here, so that export, erasure and purge miss none. */
@Injectable()
export class RegistrationData {
  readonly #holders: RegistrationDataHolder[] = [];

  /** For `onModuleInit` of the feature. */
  register(holder: RegistrationDataHolder): void {
    this.#holders.push(holder);
  }

  async read(reader: Reader, registrationIds: readonly Id<'Registration'>[]): Promise<Record<string, unknown>> {
    const parts: [string, unknown][] = [];
    for (const holder of this.#holders) parts.push([holder.name, await holder.read(reader, registrationIds)]);
    return Object.fromEntries(parts);
  }

  async erase(tx: Tx, registrationIds: readonly Id<'Registration'>[]): Promise<void> {
    for (const holder of this.#holders) await holder.erase?.(tx, registrationIds);
  }
}
