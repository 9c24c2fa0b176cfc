import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';

/** Where a feature holds data on a person: how they are told, and how they go. */
export interface PersonalDataHolder {
  /** Under which name they stand in the person's export. */
  readonly name: string;
  read(reader: Reader, personId: Id<'Person'>): Promise<unknown>;
  /** Left out where nothing has to go: what holds only the id holds a pseudonym. */
  readonly erase?: (tx: Tx, personId: Id<'Person'>) => Promise<void>;
}

/** Every feature that holds data on people says so here, so that export and erasure miss none. */
@Injectable()
export class PersonalData {
  readonly #holders: PersonalDataHolder[] = [];

  /** For `onModuleInit` of the feature. */
  register(holder: PersonalDataHolder): void {
    this.#holders.push(holder);
  }

  async export(reader: Reader, personId: Id<'Person'>): Promise<Record<string, unknown>> {
    const parts: [string, unknown][] = [];
    for (const holder of this.#holders) parts.push([holder.name, await holder.read(reader, personId)]);
    return Object.fromEntries(parts);
  }

  async erase(tx: Tx, personId: Id<'Person'>): Promise<void> {
    for (const holder of this.#holders) await holder.erase?.(tx, personId);
  }
}
