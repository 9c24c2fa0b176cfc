import { Inject, Injectable } from '@nestjs/common';
import { audiencesByIds } from '../directory/entry.store.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { changedSince } from '../platform/audit/changed.ts';
import { Database, type Reader, type Tx } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import { type Id, isId, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import type { ChangedMeanwhile } from '../platform/refusals/changed.ts';
import { Clock } from '../platform/time/clock.ts';
import { wallTimeOf } from '../platform/time/wall.rules.ts';
import { measuresByIds } from '../plans/measure.store.ts';
import { maySchedule } from '../venues/places/branch.policy.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import type { BranchRow } from '../venues/places/branch.tables.ts';
import type {
  CancelEventArguments,
  CreateEventInput,
  PublishEventArguments,
  UpdateEventInput,
} from './event.input.types.ts';
import {
  changedFields,
  type EventAction,
  type EventImage,
  type NotReady,
  notReady,
  searchKeyOf,
  stampsAfterCancel,
  stampsAfterEdit,
  stampsAfterPublish,
  type WrongStatus,
  wrongStatus,
} from './event.rules.ts';
import {
  audiencesOfEvents,
  insertEvent,
  lockEvent,
  measuresOfEvents,
  replaceEventAudiences,
  replaceEventMeasures,
  updateEventRow,
} from './event.store.ts';
import type { EventRow } from './event.tables.ts';
import { placeEvent, type TimeRefusal } from './event.time.rules.ts';

@Injectable()
export class EventService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** A new draft. Throws NOT_FOUND for a branch, measure or audience that does not exist. */
  async createEvent(input: CreateEventInput, viewer: Viewer, language: Language): Promise<EventRow | TimeRefusal> {
    return this.#database.transaction(async (tx) => {
      const { zone, id: branchId } = await knownBranch(tx, input.branchId);
      if (!maySchedule(viewer, branchId)) throw forbidden();
      const audienceIds = await knownAudiences(tx, input.audienceIds);
      const measureIds = await knownMeasures(tx, [input.primaryMeasureId, ...(input.furtherMeasureIds ?? [])]);
      const time = placeEvent({ ...input, endDate: input.endDate ?? input.startDate }, zone, language);
      if (isRefusal(time)) return time;
      const { kind, titleUk, titleEn = null, descriptionUk, descriptionEn } = input;
      const texts = { titleUk, titleEn, descriptionUk: descriptionUk || null, descriptionEn: descriptionEn || null };
      const now = this.#clock.now();
      const event: EventRow = {
        ...texts,
        ...time,
        id: newId<'Event'>(),
        kind,
        branchId,
        editorialStatus: 'DRAFT',
        happeningStatus: 'CONFIRMED',
        cancelReason: null,
        cancelledAt: null,
        sequence: 0,
        version: 1,
        searchKey: searchKeyOf(texts),
        createdAt: now,
        updatedAt: now,
        publishedAt: null,
        revisedAt: now,
      };
      await insertEvent(tx, event);
      await replaceEventAudiences(tx, event.id, audienceIds);
      await replaceEventMeasures(tx, event.id, measureIds);
      const after = { ...event, audienceIds, measureIds };
      await this.#written(tx, viewer, { action: 'CREATE', id: event.id, before: null, after });
      return event;
    });
  }

  /** Changes what is given; an edit that changes nothing writes nothing. Throws NOT_FOUND as createEvent does. */
  async updateEvent(
    input: UpdateEventInput,
    viewer: Viewer,
    language: Language,
  ): Promise<EventRow | TimeRefusal | NotReady | WrongStatus | ChangedMeanwhile> {
    return this.#change('UPDATE', input, viewer, language, async (tx, event) => {
      const before = await imageOf(tx, event);
      const after = await wantedImage(tx, before, input, language);
      if (isRefusal(after)) return after;
      // To move an event is to schedule it at the other branch.
      if (!maySchedule(viewer, after.branchId)) throw forbidden();
      const changed = changedFields(before, after);
      if (changed.length === 0) return event;
      const lacking = event.editorialStatus === 'PUBLISHED' ? notReady(after, language) : null;
      if (lacking) return lacking;
      const { audienceIds, measureIds, ...columns } = after;
      const row = { ...columns, searchKey: searchKeyOf(after), ...stampsAfterEdit(event, changed, this.#clock.now()) };
      await updateEventRow(tx, event.id, row);
      if (changed.includes('audienceIds')) await replaceEventAudiences(tx, event.id, audienceIds);
      if (changed.includes('measureIds')) await replaceEventMeasures(tx, event.id, measureIds);
      await this.#written(tx, viewer, { action: 'UPDATE', id: event.id, before, after });
      return { ...event, ...row };
    });
  }

  /** Makes a draft public, if it has all that a public event needs. */
  async publishEvent(
    input: PublishEventArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<EventRow | NotReady | WrongStatus | ChangedMeanwhile> {
    return this.#change('PUBLISH', input, viewer, language, async (tx, event) => {
      const lacking = notReady(await imageOf(tx, event), language);
      if (lacking) return lacking;
      const now = this.#clock.now();
      const row = { editorialStatus: 'PUBLISHED' as const, publishedAt: now, ...stampsAfterPublish(event, now) };
      await updateEventRow(tx, event.id, row);
      await this.#written(tx, viewer, { action: 'PUBLISH', id: event.id, before: event, after: { ...event, ...row } });
      return { ...event, ...row };
    });
  }

  /** Says that an event is not held; a published one stays in calendars as cancelled. */
  async cancelEvent(
    input: CancelEventArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<EventRow | WrongStatus | ChangedMeanwhile> {
    return this.#change('CANCEL', input, viewer, language, async (tx, event) => {
      const now = this.#clock.now();
      const cancelled = { happeningStatus: 'CANCELLED' as const, cancelReason: input.reason, cancelledAt: now };
      const row = { ...cancelled, ...stampsAfterCancel(event, now) };
      await updateEventRow(tx, event.id, row);
      await this.#written(tx, viewer, { action: 'CANCEL', id: event.id, before: event, after: { ...event, ...row } });
      return { ...event, ...row };
    });
  }

  /** What every change of an event begins with: access, the lock, the version the viewer saw, and the event's state. */
  async #change<Result>(
    action: EventAction,
    input: { readonly id: string; readonly version?: number | null },
    viewer: Viewer,
    language: Language,
    work: (tx: Tx, event: EventRow) => Promise<Result>,
  ): Promise<Result | WrongStatus | ChangedMeanwhile> {
    if (!isId(input.id)) throw notFound('the event');
    return this.#database.transaction<Result | WrongStatus | ChangedMeanwhile>(async (tx) => {
      const event = await lockEvent(tx, input.id as Id<'Event'>);
      if (!event) throw notFound('the event');
      if (!maySchedule(viewer, event.branchId)) throw forbidden();
      const stale = await changedSince(tx, 'Event', event, input.version, language);
      return stale ?? wrongStatus(action, event, language) ?? work(tx, event);
    });
  }

  /** The line of the audit; stamps and keys that follow from the rest are left out of it. */
  async #written(
    tx: Tx,
    viewer: Viewer,
    { action, id, before, after }: { action: string; id: Id<'Event'>; before: EventFacts | null; after: EventFacts },
  ): Promise<void> {
    const changes = changesBetween(before, after, { left: DERIVED });
    const scopeIds = [after.branchId, ...(before ? [before.branchId] : [])];
    await record(tx, viewer, this.#clock.now(), { action, thing: { kind: 'Event', id }, changes, scopeIds });
  }
}

interface EventFacts {
  readonly branchId: Id<'Branch'>;
}

const DERIVED = ['id', 'searchKey', 'sequence', 'revisedAt', 'startsAt', 'endsAt'];

async function imageOf(reader: Reader, event: EventRow): Promise<EventImage> {
  const { kind, titleUk, titleEn, descriptionUk, descriptionEn, branchId } = event;
  const { startLocal, zone, wallMinutes, startsAt, endsAt } = event;
  const audiences = (await audiencesOfEvents(reader, [event.id])).get(event.id) ?? [];
  const measures = (await measuresOfEvents(reader, [event.id])).get(event.id) ?? [];
  return {
    ...{ kind, titleUk, titleEn, descriptionUk, descriptionEn, branchId },
    ...{ startLocal, zone, wallMinutes, startsAt, endsAt },
    audienceIds: audiences.map(({ id }) => id),
    measureIds: measures.map(({ id }) => id),
  };
}

/** The event as the edit wants it: absent keeps, null clears. */
async function wantedImage(
  reader: Reader,
  before: EventImage,
  input: UpdateEventInput,
  language: Language,
): Promise<EventImage | TimeRefusal> {
  const { kind = before.kind, titleUk = before.titleUk, titleEn = before.titleEn } = input;
  const { descriptionUk = before.descriptionUk, descriptionEn = before.descriptionEn } = input;
  const branch = input.branchId === undefined ? before : await knownBranch(reader, input.branchId);
  const time = movedTime(before, input, branch.zone, language);
  if (isRefusal(time)) return time;
  const [primary = '', ...further] = before.measureIds;
  const { primaryMeasureId = primary, furtherMeasureIds = further } = input;
  return {
    ...time,
    kind,
    titleUk,
    titleEn,
    descriptionUk: descriptionUk || null,
    descriptionEn: descriptionEn || null,
    branchId: 'branchId' in branch ? branch.branchId : branch.id,
    audienceIds:
      input.audienceIds === undefined ? before.audienceIds : await knownAudiences(reader, input.audienceIds ?? []),
    measureIds: await knownMeasures(reader, [primaryMeasureId, ...(furtherMeasureIds ?? [])]),
  };
}

/** The time the edit wants; one it does not touch stays as it was placed, whatever the law on clocks says since. */
function movedTime(before: EventImage, input: UpdateEventInput, zone: string, language: Language) {
  const said = wallTimeOf(before);
  const startDate = input.startDate ?? said.startDate;
  const wished = {
    startDate,
    startTime: input.startTime ?? said.startTime,
    endDate: input.endDate === null ? startDate : (input.endDate ?? said.endDate),
    endTime: input.endTime ?? said.endTime,
  };
  if (zone === before.zone && JSON.stringify(wished) === JSON.stringify(said)) {
    const { startLocal, wallMinutes, startsAt, endsAt } = before;
    return { startLocal, zone, wallMinutes, startsAt, endsAt };
  }
  return placeEvent(wished, zone, language);
}

async function knownBranch(reader: Reader, id: string): Promise<BranchRow> {
  const branch = isId(id) ? await findBranch(reader, { id: id as Id<'Branch'> }) : undefined;
  if (!branch) throw notFound(`the branch ${shown(id)}`);
  return branch;
}

async function knownAudiences(reader: Reader, ids: readonly string[]): Promise<Id<'Audience'>[]> {
  return known('the audience', ids, await audiencesByIds(reader, ids.filter(isId)));
}

async function knownMeasures(reader: Reader, ids: readonly string[]): Promise<Id<'Measure'>[]> {
  return known('the measure', ids, await measuresByIds(reader, ids.filter(isId)));
}

/** Each id once, in the order given; throws NOT_FOUND for the first that names nothing. */
function known<Of extends string>(
  what: string,
  ids: readonly string[],
  rows: ReadonlyMap<string, { readonly id: Id<Of> }>,
) {
  const found = ids.map((id) => {
    const row = rows.get(id.toLowerCase());
    if (!row) throw notFound(`${what} ${shown(id)}`);
    return row.id;
  });
  return [...new Set(found)];
}

function shown(id: string): string {
  return isId(id) ? id : 'with this id';
}
