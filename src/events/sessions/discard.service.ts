import { Inject, Injectable } from '@nestjs/common';
import { AssignmentService } from '../../identity/assignment.service.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import { lockForWants, writeWants } from '../../venues/desk/desk.ts';
import { lockForChange, type Stopped } from '../content/event.change.ts';
import { maskedAtFirst } from '../content/masked.store.ts';
import { noteEvents } from '../record/act.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import { deleteEvent } from './session.write.store.ts';

export interface Discarded {
  readonly id: Id<'Event'>;
}

@Injectable()
export class DiscardService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #assignments: AssignmentService;

  constructor(@Inject(Database) database: Database, clock: Clock, assignments: AssignmentService) {
    this.#database = database;
    this.#clock = clock;
    this.#assignments = assignments;
  }

  /** Throws away what was never published, gives its rooms up, and ends the roles at its door; who proposed it is not forgotten for that. */
  async discard(
    input: { readonly id: string; readonly version?: number | null },
    viewer: Viewer,
    language: Language,
  ): Promise<Discarded | Stopped> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<Discarded | Stopped>(async (tx) => {
        const event = await lockForChange(tx, input, 'DISCARD', { viewer, language });
        if (isRefusal(event)) return event;
        const now = this.#clock.now();
        const sessions = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
        const booked = sessions.flatMap(({ bookingId }) => bookingId ?? []);
        const { ending } = await lockForWants(tx, [], booked, now);
        const masked = await maskedAtFirst(tx, event.id);
        // Its sessions go first: they hold on to their bookings.
        await deleteEvent(tx, event.id);
        await this.#assignments.endWithin(tx, 'EVENT', event.id, viewer);
        await writeWants(tx, [], ending, 'Чернетку події вилучено', { viewer, language, now });
        await record(tx, viewer, now, {
          ...{ action: 'DISCARD', thing: { kind: 'Event', id: event.id }, scopeIds: [event.branchId] },
          changes: changesBetween({ titleUk: event.titleUk }, { titleUk: null }, { masked }),
        });
        noteEvents(tx, [event.id]);
        return { id: event.id };
      }),
    );
  }
}
