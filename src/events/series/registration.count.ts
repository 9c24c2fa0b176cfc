import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { UnitConversion } from './unit.rules.ts';

/** Where people are registered for events. */
export interface RegistrationHolder {
  /** How many live registrations an event has, for single sessions and for the whole alike. */
  count(reader: Reader, eventId: Id<'Event'>): Promise<number>;
  /** Makes the registrations what the conversion says; the event has its new unit already. */
  convert(tx: Tx, event: EventRow, conversion: UnitConversion, deciding: Deciding): Promise<void>;
}

/** Registrations are kept on a higher floor; what one registers for is said here, so they are asked before it changes. */
@Injectable()
export class RegistrationCount {
  readonly #holders: RegistrationHolder[] = [];

  /** For `onModuleInit` of the feature. */
  register(holder: RegistrationHolder): void {
    this.#holders.push(holder);
  }

  async ofEvent(reader: Reader, eventId: Id<'Event'>): Promise<number> {
    let registered = 0;
    for (const holder of this.#holders) registered += await holder.count(reader, eventId);
    return registered;
  }

  async convert(tx: Tx, event: EventRow, conversion: UnitConversion, deciding: Deciding): Promise<void> {
    for (const holder of this.#holders) await holder.convert(tx, event, conversion, deciding);
  }
}
