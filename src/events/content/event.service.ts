import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { type Deed, record } from '../../platform/audit/audit.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import { findBranch } from '../../venues/places/branch.store.ts';
import { noteEvents, noteSessions } from '../record/act.ts';
import { mayEditEvent } from '../record/event.policy.ts';
import { findEvent, updateEventRow } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { relist } from '../record/listing.store.ts';
import { type NotReady, notReady, type ReadinessFacts, type SessionFacts } from '../record/readiness.rules.ts';
import { sessionFactsOfEvents } from '../record/readiness.store.ts';
import { reviseSessions, sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { comesIntoDoubt, inDoubt } from './doubt.rules.ts';
import { type Asker, editorialAfterEdit, lockForChange, type Stopped, touched } from './event.change.ts';
import { type EventDraft, type EventImage, type EventWish, imageOf } from './event.image.ts';
import { insertEvent, relocateSeries, relocateSessions, replaceLists } from './event.parts.store.ts';
import { changedFields, isInCalendars, type PlacesDoNotFit, placesDoNotFit, searchedBy } from './event.rules.ts';
import { imageOfDraft, imageOfEdit, type WishRefusal } from './event.wish.ts';
import { countedInTheWay } from './exhibition.days.ts';
import type { CountedDays } from './exhibition.rules.ts';
import { maskedAtFirst } from './masked.store.ts';
import { type Relocation, relocations } from './relocation.rules.ts';

export type UpdateRefusal = WishRefusal | PlacesDoNotFit | NotReady | CountedDays | SkippedHour | Stopped;

@Injectable()
export class EventService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** A new draft in a transaction of its own. Throws as `create` does. */
  async createEvent(draft: EventDraft, asker: Asker): Promise<EventRow | WishRefusal> {
    return this.#database.transaction((tx) => this.create(tx, draft, asker));
  }

  /**
   * A new draft without any session; what is left out is as usual for its kind. Throws NOT_FOUND for a branch, measure,
   * audience, body or speaker that does not exist, FORBIDDEN to whoever does not edit at the branch. Of `masked` fields the
   * audit tells only that they were given, here and in all lines to come: they are words of somebody outside.
   */
  async create(
    tx: Tx,
    draft: EventDraft,
    { viewer, language }: Asker,
    masked: readonly string[] = [],
  ): Promise<EventRow | WishRefusal> {
    const image = await imageOfDraft(tx, draft, language);
    if (isRefusal(image)) return image;
    if (!mayEditEvent(viewer, image)) throw forbidden();
    const now = this.#clock.now();
    const { arrangement = 'SINGLE', registrationUnit = arrangement === 'COURSE' ? 'WHOLE' : 'SESSION' } = draft;
    const { attendanceThreshold = null, cloneOfId = null } = draft;
    const event: EventRow = {
      ...columnsOf(image),
      ...{ id: newId<'Event'>(), arrangement, registrationUnit, attendanceThreshold, cloneOfId },
      ...{ editorialStatus: 'DRAFT', authorId: viewer.kind === 'person' ? viewer.id : null },
      ...{ firstStartsAt: null, lastEndsAt: null, version: 1, createdAt: now, updatedAt: now, publishedAt: null },
    };
    await insertEvent(tx, event);
    await replaceLists(tx, event.id, image);
    const outside = [...masked, ...(cloneOfId === null ? [] : await maskedAtFirst(tx, cloneOfId))];
    await this.#written(tx, viewer, now, {
      ...{ action: 'CREATE', id: event.id, before: null, after: image, masked: outside },
    });
    return event;
  }

  /** Changes what is given; an edit that changes nothing writes nothing. Throws NOT_FOUND as `create` does. */
  async updateEvent(
    seen: { readonly id: string; readonly version: number },
    wish: EventWish,
    { viewer, language }: Asker,
  ): Promise<EventRow | UpdateRefusal> {
    return this.#database.transaction<EventRow | UpdateRefusal>(async (tx) => {
      const event = await lockForChange(tx, seen, 'UPDATE', { viewer, language });
      if (isRefusal(event)) return event;
      const before = await imageOf(tx, event);
      const sessions = (await sessionFactsOfEvents(tx, [event.id])).get(event.id) ?? [];
      const after = await imageOfEdit(tx, before, wish, { sessions, language });
      if (isRefusal(after)) return after;
      // To move an event is to write one at the other branch.
      if (!mayEditEvent(viewer, after)) throw forbidden();
      const changed = changedFields(before, after);
      if (changed.length === 0) return event;
      const now = this.#clock.now();
      const refusal =
        inTheWay(event, { before, after, changed }, sessions, { now, language }) ??
        (await countedInTheWay(tx, event.id, { before, after }, language));
      if (refusal) return refusal;
      const moved = await datesAfter(tx, event, { before, after, changed }, { now, language });
      if (isRefusal(moved)) return moved;
      return this.#write(tx, event, { before, after, changed, moved }, viewer, now);
    });
  }

  async #write(
    tx: Tx,
    event: EventRow,
    { before, after, changed, moved }: Edit & { readonly moved: readonly Relocation[] },
    viewer: Viewer,
    now: Instant,
  ): Promise<EventRow> {
    const editorial = await editorialAfterEdit(tx, event, viewer, after.branchId);
    const change = touched(event, now, { ...columnsOf(after), ...editorial });
    await updateEventRow(tx, event.id, change);
    await replaceLists(tx, event.id, after, changed);
    await relocateSessions(
      tx,
      moved.map((session) => session.after),
    );
    if (changed.includes('branchId')) await relocateSeries(tx, event.id, event.branchId, after.branchId);
    if (isInCalendars(changed)) await reviseSessions(tx, [event.id], now);
    await relist(tx, [event.id]);
    const status = ({ editorialStatus }: Partial<EventRow>) => ({ editorialStatus });
    await this.#written(tx, viewer, now, {
      ...{ action: 'UPDATE', id: event.id },
      before: { ...pick(before, changed), ...status(event), branchId: before.branchId },
      after: { ...pick(after, changed), ...status(change), branchId: after.branchId },
      masked: await maskedAtFirst(tx, event.id),
    });
    await record(tx, viewer, now, ...moved.map((session) => relocationDeed(session, event)));
    noteEvents(tx, [event.id]);
    if (moved.length > 0) noteSessions(tx, { ...(await asWritten(tx, event, moved)), by: { viewer, now } });
    return { ...event, ...change };
  }

  /** The line of the audit: whom to ask, where those who registered join, and what staff note, it tells only as changed. */
  async #written(tx: Tx, viewer: Viewer, now: Instant, { action, id, before, after, masked }: Written): Promise<void> {
    const changes = changesBetween(before, after, { masked: [...MASKED_FIELDS, ...masked] });
    const scopeIds = [after.branchId, ...(before ? [before.branchId] : [])];
    await record(tx, viewer, now, { action, thing: { kind: 'Event', id }, changes, scopeIds });
  }
}

interface OfBranch {
  readonly branchId: Id<'Branch'>;
}

interface Written {
  readonly action: string;
  readonly id: Id<'Event'>;
  readonly before: OfBranch | null;
  readonly after: OfBranch;
  readonly masked: readonly string[];
}

interface Edit {
  readonly before: EventImage;
  readonly after: EventImage;
  readonly changed: readonly (keyof EventImage)[];
}

const MASKED_FIELDS = ['contactName', 'contactPhone', 'contactEmail', 'joinUrl', 'staffNotes'];

/** Only what changed is news; the rest may be the same in another order of keys. */
function pick(image: EventImage, fields: readonly (keyof EventImage)[]): Partial<EventImage> {
  return Object.fromEntries(fields.map((field) => [field, image[field]]));
}

/** What of it stands in the event's own row. */
function columnsOf({
  audienceIds: _,
  measureIds: __,
  organisers: ___,
  speakers: ____,
  materials: _____,
  ...words
}: EventImage) {
  return { ...words, ...searchedBy(words) };
}

/** The dates that the edit changes: those that go along to another branch, and those that come into doubt. */
async function datesAfter(
  tx: Tx,
  event: EventRow,
  { before, after, changed }: Edit,
  { now, language }: { readonly now: Instant; readonly language: Language },
): Promise<Relocation[] | SkippedHour> {
  const isInDoubt = comesIntoDoubt(event, before, after);
  if (!isInDoubt && !changed.includes('branchId')) return [];
  const sessions = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
  const moved = changed.includes('branchId') ? await along(tx, event, sessions, after.branchId, { now, language }) : [];
  return isRefusal(moved) || !isInDoubt ? moved : inDoubt(sessions, moved, now);
}

/** The dates that go along to another branch. */
async function along(
  tx: Tx,
  event: EventRow,
  sessions: readonly SessionRow[],
  branchId: Id<'Branch'>,
  { now, language }: { readonly now: Instant; readonly language: Language },
): Promise<Relocation[] | SkippedHour> {
  const to = await findBranch(tx, { id: branchId });
  if (!to) throw notFound('the branch');
  return relocations(sessions, { from: event.branchId, to }, now, language);
}

/** As lists and stamps have made them: what calendars show of the event may have changed as well. */
async function asWritten(
  tx: Tx,
  event: EventRow,
  moved: readonly Relocation[],
): Promise<{ readonly event: EventRow; readonly changes: readonly Relocation[] }> {
  const sessions = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
  const rows = new Map(sessions.map((row) => [row.id, row]));
  const changes = moved.map(({ before, after }) => ({ before, after: rows.get(after.id) ?? after }));
  return { event: (await findEvent(tx, event.id)) ?? event, changes };
}

/** Its time by the clock on the wall is the same. */
function relocationDeed({ before, after }: Relocation, event: EventRow): Deed {
  return {
    action: 'UPDATE',
    thing: { kind: 'Session', id: after.id },
    changes: changesBetween(before, after, { left: ['startsAt', 'endsAt'] }),
    scopeIds: [event.branchId, before.branchId, after.branchId],
  };
}

/** Why the edit cannot be, with the sessions the event has. */
function inTheWay(
  { editorialStatus }: EventRow,
  { before, after, changed }: Edit,
  sessions: readonly SessionFacts[],
  { now, language }: { readonly now: Instant; readonly language: Language },
): PlacesDoNotFit | NotReady | null {
  const isElsewhere = changed.includes('kind') || changed.includes('attendanceMode');
  const misplaced = isElsewhere ? placesDoNotFit(after, sessions, now, language) : null;
  if (misplaced || editorialStatus !== 'PUBLISHED') return misplaced;
  const factsOf = (image: EventImage): ReadinessFacts => ({
    event: { ...image, editorialStatus },
    ...{ audiences: image.audienceIds.length, measures: image.measureIds.length, sessions, now },
  });
  return notReady(factsOf(after), language, factsOf(before));
}
