import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { lockForChange, type Stopped } from '../content/event.change.ts';
import type { EventRow } from '../record/event.tables.ts';
import { writeSessions } from '../sessions/session.writing.ts';
import { RegistrationCount } from './registration.count.ts';
import type { RegistrationUnitInput } from './series.input.types.ts';
import { type ConversionNeeded, conversionNeeded, type CourseIsWhole, courseIsWhole } from './unit.rules.ts';

@Injectable()
export class RegistrationUnitService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #registrations: RegistrationCount;

  constructor(@Inject(Database) database: Database, clock: Clock, registrations: RegistrationCount) {
    this.#database = database;
    this.#clock = clock;
    this.#registrations = registrations;
  }

  /** Switches what one registers for, and what became of those who are registered goes with it. */
  async set(
    { eventId, version, unit, conversion }: RegistrationUnitInput,
    viewer: Viewer,
    language: Language,
  ): Promise<EventRow | CourseIsWhole | ConversionNeeded | Stopped> {
    return this.#database.transaction<EventRow | CourseIsWhole | ConversionNeeded | Stopped>(async (tx) => {
      const event = await lockForChange(tx, { id: eventId, version }, 'UPDATE', { viewer, language });
      if (isRefusal(event)) return event;
      const wrong = courseIsWhole(event.arrangement, unit, language);
      if (wrong || event.registrationUnit === unit) return wrong ?? event;
      const registered = await this.#registrations.ofEvent(tx, event.id);
      const needed = conversionNeeded(unit, registered, conversion, language);
      if (needed) return needed;
      const deciding = { viewer, language, now: this.#clock.now() };
      const change = { registrationUnit: unit };
      const [written] = await writeSessions(tx, [{ event, changes: [], change }], 'UPDATE', deciding);
      const after = written?.event ?? event;
      if (registered > 0 && conversion) await this.#registrations.convert(tx, after, conversion, deciding);
      return after;
    });
  }
}
