import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Asker, lockForChange, type Stopped, touched } from '../content/event.change.ts';
import { noteEvents } from '../record/act.ts';
import { authorsPublishOf } from '../record/branch-editing.store.ts';
import { EDITORIAL_STEPS, type EditorialAction } from '../record/editorial.rules.ts';
import { mayPublishEvent } from '../record/event.policy.ts';
import { audiencesOfEvents, findEvent, measuresOfEvents, updateEventRow } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { relist } from '../record/listing.store.ts';
import { type NotReady, notReady } from '../record/readiness.rules.ts';
import { sessionFactsOfEvents } from '../record/readiness.store.ts';
import { type SessionsAhead, sessionsAhead } from '../record/archive.rules.ts';
import { mayTakeStep } from './editorial.policy.ts';
import { announceSessions, insertReview } from './review.store.ts';

/** The event in question, the version that was seen, and what is said of it. */
interface Step {
  readonly id: string;
  readonly version?: number | null;
  readonly comment?: string;
}

/** Steps after which others see of an event what they did not see before, or the other way round. */
const SEEN_OUTSIDE: readonly EditorialAction[] = ['PUBLISH', 'ARCHIVE', 'RESTORE'];

/** What a step needs besides, looked at when the event is locked; a refusal ends it. */
type Look<R extends Refusal> = (tx: Tx, event: EventRow) => Promise<R | null>;

/** Steps of the text of an event on its way to the public; each throws NOT_FOUND, and FORBIDDEN before anything else is said. */
@Injectable()
export class EditorialService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  submit(step: Step, asker: Asker): Promise<EventRow | Stopped> {
    return this.#take<never>('SUBMIT', step, asker);
  }

  withdraw(step: Step, asker: Asker): Promise<EventRow | Stopped> {
    return this.#take<never>('WITHDRAW', step, asker);
  }

  return(step: Step & { readonly comment: string }, asker: Asker): Promise<EventRow | Stopped> {
    return this.#take<never>('RETURN', step, asker);
  }

  approve(step: Step, asker: Asker): Promise<EventRow | Stopped> {
    return this.#take<never>('APPROVE', step, asker);
  }

  /** Whoever needs nobody's approval publishes a draft in one step. */
  publish(step: Step, asker: Asker): Promise<EventRow | Stopped | NotReady> {
    return this.#take<NotReady>('PUBLISH', step, asker, async (tx, event) => {
      const authorsPublish = (await authorsPublishOf(tx, [event.branchId])).get(event.branchId) ?? false;
      if (!mayPublishEvent(asker.viewer, event, authorsPublish)) throw forbidden('An approver has to say yes first');
      return this.#lacking(tx, event, asker);
    });
  }

  archive(step: Step, asker: Asker): Promise<EventRow | Stopped | SessionsAhead> {
    return this.#take<SessionsAhead>('ARCHIVE', step, asker, async (tx, event) => {
      const sessions = (await sessionFactsOfEvents(tx, [event.id])).get(event.id) ?? [];
      return sessionsAhead(sessions, this.#clock.now(), asker.language);
    });
  }

  restore(step: Step, asker: Asker): Promise<EventRow | Stopped> {
    return this.#take<never>('RESTORE', step, asker);
  }

  async #lacking(tx: Tx, event: EventRow, { language }: Asker): Promise<NotReady | null> {
    const audiences = (await audiencesOfEvents(tx, [event.id])).get(event.id) ?? [];
    const measures = (await measuresOfEvents(tx, [event.id])).get(event.id) ?? [];
    const sessions = (await sessionFactsOfEvents(tx, [event.id])).get(event.id) ?? [];
    const counted = { audiences: audiences.length, measures: measures.length };
    return notReady({ event, ...counted, sessions, now: this.#clock.now() }, language);
  }

  async #take<R extends Refusal>(
    action: EditorialAction,
    step: Step,
    asker: Asker,
    look: Look<R> = () => Promise.resolve(null),
  ): Promise<EventRow | Stopped | R> {
    return this.#database.transaction<EventRow | Stopped | R>(async (tx) => {
      await mustMayTake(tx, asker.viewer, action, step.id);
      const event = await lockForChange(tx, step, action, asker);
      if (isRefusal(event)) return event;
      const refusal = await look(tx, event);
      if (refusal) return refusal;
      return this.#taken(tx, event, action, step.comment ?? null, asker.viewer);
    });
  }

  async #taken(
    tx: Tx,
    event: EventRow,
    action: EditorialAction,
    comment: string | null,
    viewer: Viewer,
  ): Promise<EventRow> {
    const now = this.#clock.now();
    const editorialStatus = EDITORIAL_STEPS[action].to ?? event.editorialStatus;
    const isFirst = action === 'PUBLISH' && event.publishedAt === null;
    const change = touched(event, now, { editorialStatus, ...(isFirst && { publishedAt: now }) });
    await updateEventRow(tx, event.id, change);
    if (isFirst) await announceSessions(tx, event.id, now);
    const personId = viewer.kind === 'person' ? viewer.id : null;
    await insertReview(tx, {
      ...{ id: newId<'EventReview'>(), eventId: event.id, action, comment, personId, at: now },
      eventVersion: event.version,
    });
    await relist(tx, [event.id]);
    const after = { ...event, ...change };
    await record(tx, viewer, now, {
      ...{ action, thing: { kind: 'Event', id: event.id }, scopeIds: [event.branchId] },
      changes: changesBetween(event, after),
    });
    if (SEEN_OUTSIDE.includes(action)) noteEvents(tx, [event.id]);
    return after;
  }
}

/** Who may not is told nothing of how far an event has come. */
async function mustMayTake(reader: Reader, viewer: Viewer, action: EditorialAction, id: string): Promise<void> {
  const event = isId(id) ? await findEvent(reader, id as Id<'Event'>) : undefined;
  if (event && !mayTakeStep(viewer, action, event)) throw forbidden();
}
