import { Inject, Injectable } from '@nestjs/common';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import { openDay } from '../../venues/hours/opening.rules.ts';
import { hoursOfDays } from '../../venues/hours/opening.store.ts';
import { type NotOfThisKind, notOfThisKind } from '../kinds/own.rules.ts';
import { isPublic, mayEditEvent } from '../record/event.policy.ts';
import { lockEvent } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { Asker } from './event.change.ts';
import { type NotOpenThatDay, notOpenThatDay, withDays } from './exhibition.rules.ts';
import { deleteExhibitionDay, findExhibitionDay, writeExhibitionDay } from './exhibition.store.ts';

interface Count {
  readonly eventId: string;
  readonly date: LocalDate;
  readonly visitors: number | null;
}

@Injectable()
export class ExhibitionService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Writes down how many came. That is no edit: the event keeps its version, so that whoever counts is in nobody's way.
   * Throws NOT_FOUND and FORBIDDEN.
   */
  async recordDay(count: Count, { viewer, language }: Asker): Promise<EventRow | NotOfThisKind | NotOpenThatDay> {
    return this.#database.transaction<EventRow | NotOfThisKind | NotOpenThatDay>(async (tx) => {
      const event = isId(count.eventId) ? await lockEvent(tx, count.eventId as Id<'Event'>) : undefined;
      if (!event) throw notFound('the event');
      if (!mayEditEvent(viewer, event)) throw forbidden();
      const { exhibition } = event.details;
      if (!exhibition) return notOfThisKind(event.kind, ['EXHIBITION'], language);
      // What was counted by mistake is taken back, whatever the days of the exhibition are by now.
      if (count.visitors !== null) {
        const day = await this.#dayAt(tx, event.branchId, count.date);
        const sessions = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
        const closed = notOpenThatDay(withDays(exhibition, sessions), { ...day, isPublic: isPublic(event) }, language);
        if (closed) return closed;
      }
      await this.#write(tx, event, count, viewer);
      return event;
    });
  }

  async #dayAt(reader: Reader, branchId: Id<'Branch'>, date: LocalDate) {
    const key = `${branchId} ${date} ${date}` as const;
    const hours = (await hoursOfDays(reader, [key])).get(key);
    if (!hours) throw notFound('the branch');
    const isBranchOpen = openDay(hours, null, date).spans.length > 0;
    return { date, today: dateIn(this.#clock.now(), hours.zone), isBranchOpen };
  }

  async #write(tx: Tx, event: EventRow, { date, visitors }: Count, viewer: Asker['viewer']): Promise<void> {
    const known = await findExhibitionDay(tx, event.id, date);
    const changes = changesBetween({ [date]: known?.visitors }, { [date]: visitors });
    if (changes.length === 0) return;
    const now = this.#clock.now();
    const countedById = viewer.kind === 'person' ? viewer.id : null;
    if (visitors === null) await deleteExhibitionDay(tx, event.id, date);
    else await writeExhibitionDay(tx, { eventId: event.id, date, visitors, countedById, countedAt: now });
    const thing = { kind: 'Event', id: event.id };
    await record(tx, viewer, now, { action: 'COUNT', thing, changes, scopeIds: [event.branchId] });
  }
}
