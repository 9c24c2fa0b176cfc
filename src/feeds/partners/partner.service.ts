import { Inject, Injectable } from '@nestjs/common';
import { audiencesByIds } from '../../directory/entry.store.ts';
import { freeSlug, slugOf } from '../../directory/slug.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { OutsideFetch } from '../../platform/outside/outside.fetch.ts';
import { Clock } from '../../platform/time/clock.ts';
import { answeredBefore, keepAnswer } from '../../registration/deciding/answered.ts';
import type { KeyReused } from '../../registration/deciding/refusal.rules.ts';
import { requestKey } from '../../registration/deciding/request.key.ts';
import { lockScope } from '../../registration/record/key.store.ts';
import { roomsByIds } from '../../venues/places/room.store.ts';
import { OUTSIDE_FAULTS } from './outside.fault.rules.ts';
import { branchFor } from './partner.branch.ts';
import type {
  AddPartnerCalendarInput,
  RemovePartnerCalendarArguments,
  UpdatePartnerCalendarInput,
} from './partner.input.types.ts';
import { mayKeepPartners } from './partner.policy.ts';
import { READING_QUEUE } from './partner.queue.ts';
import {
  type CalendarUnreadable,
  calendarUnreadable,
  type TooManyCalendars,
  tooManyCalendars,
} from './partner.refusals.rules.ts';
import { writeCalendar } from './partner.writing.ts';
import {
  audiencesOfCalendars,
  blockingsOfCalendar,
  calendarSlugsLike,
  countCalendars,
  deleteCalendar,
  findCalendar,
  insertCalendar,
  lockCalendar,
  lockCalendarSlugs,
  replaceAudiences,
  updateCalendar,
} from './record/calendar.store.ts';
import type { PartnerCalendarRow } from './record/partner.tables.ts';

/** A branch has not so many partners; each is read over and over. */
const MOST_CALENDARS = 100;
/** An address may hold a secret of the partner's, and what is read stands elsewhere. */
const AUDITED = {
  masked: ['address'],
  left: [
    ...['id', 'branchId', 'etag', 'lastModified', 'readAt', 'knownAt', 'fault', 'failures', 'problems', 'problemCount'],
    ...['changedAt', 'revision', 'dueAt', 'leaseId', 'leaseUntil'],
  ],
};

export interface Removed {
  readonly id: Id<'PartnerCalendar'>;
  readonly name: string;
  /** How many times its room was given back. */
  readonly givenBack: number;
}

/** Which calendars of partners a branch keeps. */
@Injectable()
export class PartnerService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #jobs: Jobs;
  readonly #outside: OutsideFetch;

  constructor(@Inject(Database) database: Database, clock: Clock, jobs: Jobs, outside: OutsideFetch) {
    this.#database = database;
    this.#clock = clock;
    this.#jobs = jobs;
    this.#outside = outside;
  }

  /** Throws NOT_FOUND for a branch, room or audience that is not there, and for a room of another branch. */
  async add(
    input: AddPartnerCalendarInput,
    viewer: Viewer,
    language: Language,
  ): Promise<PartnerCalendarRow | CalendarUnreadable | TooManyCalendars | KeyReused> {
    const { id: branchId } = await branchFor(this.#database.reader, input.branchId, viewer);
    const address = input.address == null ? null : this.#addressOf(input.address, language);
    if (address !== null && typeof address !== 'string') return address;
    const key = requestKey(input.key, { ...input, by: viewer.kind === 'person' ? viewer.id : null });
    return this.#database.transaction<PartnerCalendarRow | TooManyCalendars | KeyReused>(async (tx) => {
      await lockScope(tx, branchId);
      const before = await answeredBefore(tx, branchId, key, language);
      if (before && !('answer' in before)) return before;
      const made = before && (await findCalendar(tx, String(before.answer) as Id<'PartnerCalendar'>));
      if (made) return made;
      if ((await countCalendars(tx, branchId)) >= MOST_CALENDARS) return tooManyCalendars(MOST_CALENDARS, language);
      const roomId = await roomOf(tx, input, branchId);
      const audienceIds = await audiencesOf(tx, input);
      await lockCalendarSlugs(tx);
      const wanted = slugOf(input.name) || 'partner';
      const now = this.#clock.now();
      const { name, purpose } = input;
      const row: PartnerCalendarRow = {
        ...{ id: newId<'PartnerCalendar'>(), branchId, name, purpose, roomId, address, active: true },
        slug: freeSlug(wanted, await calendarSlugsLike(tx, wanted)),
        ...NOTHING_READ,
        // One of files is looked at too: what was in its way may be gone, and what it holds be over.
        dueAt: now,
        ...{ version: 1, revision: 0, changedAt: now, createdAt: now, updatedAt: now },
      };
      await insertCalendar(tx, row);
      await replaceAudiences(tx, row.id, audienceIds);
      if (address !== null) await this.#jobs.enqueue(tx, READING_QUEUE, { calendarId: row.id });
      await this.#written(tx, viewer, null, { ...row, audienceIds });
      await keepAnswer(tx, branchId, key, row.id, now);
      return row;
    });
  }

  /** Changes what is given; an edit that changes nothing writes nothing. Throws NOT_FOUND as `add` does. */
  async update(
    input: UpdatePartnerCalendarInput,
    viewer: Viewer,
    language: Language,
  ): Promise<PartnerCalendarRow | CalendarUnreadable | ChangedMeanwhile> {
    const address = input.address === undefined ? undefined : this.#addressOf(input.address, language);
    if (address !== undefined && typeof address !== 'string') return address;
    return this.#database.transaction<PartnerCalendarRow | ChangedMeanwhile>(async (tx) => {
      const before = await this.#locked(tx, input.id, viewer);
      const stale = await changedSince(tx, 'PartnerCalendar', before, input.version, language);
      if (stale) return stale;
      const { name = before.name, active = before.active } = input;
      const edited = { ...before, name, active, address: address ?? before.address };
      const known = await idsOfAudiences(tx, before.id);
      const audienceIds =
        input.audienceIds === undefined ? known : await audiencesOf(tx, { ...input, purpose: before.purpose });
      if (changesBetween({ ...before, audienceIds: known }, { ...edited, audienceIds }, AUDITED).length === 0)
        return before;
      const now = this.#clock.now();
      const moved = edited.address !== before.address;
      const after: PartnerCalendarRow = {
        ...edited,
        // What somebody reads meanwhile is of another address.
        ...(moved && {
          ...NOTHING_READ,
          readAt: before.readAt,
          problems: before.problems,
          problemCount: before.problemCount,
        }),
        ...((moved || active !== before.active) && { dueAt: active ? now : null }),
        ...{ version: before.version + 1, changedAt: now, updatedAt: now },
      };
      await updateCalendar(tx, before.id, after);
      if (audienceIds !== known) await replaceAudiences(tx, before.id, audienceIds);
      if (active !== before.active) await writeCalendar(tx, after, null, { viewer, now });
      if (after.dueAt === now && after.address !== null) {
        await this.#jobs.enqueue(tx, READING_QUEUE, { calendarId: after.id });
      }
      await this.#written(tx, viewer, { ...before, audienceIds: known }, { ...after, audienceIds });
      return after;
    });
  }

  /** Takes a calendar away with all it gave: items are deleted, and its room is given back from now on. */
  async remove(
    { id, version }: RemovePartnerCalendarArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<Removed | ChangedMeanwhile> {
    return this.#database.transaction<Removed | ChangedMeanwhile>(async (tx) => {
      const calendar = await this.#locked(tx, id, viewer);
      const stale = await changedSince(tx, 'PartnerCalendar', calendar, version, language);
      if (stale) return stale;
      const now = this.#clock.now();
      const held = await blockingsOfCalendar(tx, calendar.id);
      await writeCalendar(tx, { ...calendar, active: false }, null, { viewer, now });
      const over = await blockingsOfCalendar(tx, calendar.id);
      await deleteCalendar(tx, calendar.id);
      const { name, branchId } = calendar;
      const changes = [{ field: 'name', before: name, after: null }];
      const thing = { kind: 'PartnerCalendar', id: calendar.id };
      await record(tx, viewer, now, { action: 'REMOVE', thing, changes, scopeIds: [branchId] });
      return { id: calendar.id, name, givenBack: held.length - over.length };
    });
  }

  async #locked(tx: Tx, id: string, viewer: Viewer): Promise<PartnerCalendarRow> {
    const row = isId(id) ? await lockCalendar(tx, id as Id<'PartnerCalendar'>) : undefined;
    if (!row) throw notFound('the calendar');
    if (!mayKeepPartners(viewer, row.branchId)) throw forbidden();
    return row;
  }

  /** As it is kept; what its name stands for is looked at whenever it is read. */
  #addressOf(text: string, language: Language): string | CalendarUnreadable {
    const problem = this.#outside.problemOf(text);
    if (problem === null) return text.trim();
    return calendarUnreadable({ fault: OUTSIDE_FAULTS[problem], line: null, status: null }, language);
  }

  async #written(
    tx: Tx,
    viewer: Viewer,
    before: object | null,
    after: PartnerCalendarRow & { readonly audienceIds: readonly string[] },
  ): Promise<void> {
    const changes = changesBetween(before, after, AUDITED);
    const thing = { kind: 'PartnerCalendar', id: after.id };
    const action = before ? 'UPDATE' : 'CREATE';
    await record(tx, viewer, this.#clock.now(), { action, thing, changes, scopeIds: [after.branchId] });
  }
}

const NOTHING_READ = {
  ...{ etag: null, lastModified: null, readAt: null, knownAt: null, fault: null, failures: 0 },
  ...{ problems: [], problemCount: 0, leaseId: null, leaseUntil: null },
};

async function roomOf(
  reader: Reader,
  { purpose, roomId }: Pick<AddPartnerCalendarInput, 'purpose' | 'roomId'>,
  branchId: Id<'Branch'>,
): Promise<Id<'Room'> | null> {
  if (purpose === 'PROMOTED') {
    if (roomId != null) throw invalidInput('roomId is for a calendar that keeps a room', { argument: 'roomId' });
    return null;
  }
  if (roomId == null) throw invalidInput('roomId is needed for a calendar that keeps a room', { argument: 'roomId' });
  const room = isId(roomId) ? (await roomsByIds(reader, [roomId])).get(roomId.toLowerCase()) : undefined;
  if (room?.branchId !== branchId) throw notFound('the room');
  return room.id;
}

async function audiencesOf(
  reader: Reader,
  { purpose, audienceIds }: Pick<AddPartnerCalendarInput, 'purpose' | 'audienceIds'>,
): Promise<Id<'Audience'>[]> {
  const ids = [...new Set(audienceIds?.map((id) => id.toLowerCase()) ?? [])];
  if (ids.length === 0) return [];
  if (purpose === 'BUSY')
    throw invalidInput('audienceIds are for a calendar that is promoted', { argument: 'audienceIds' });
  const found = ids.every(isId) ? await audiencesByIds(reader, ids) : new Map<string, never>();
  return ids.map((id) => found.get(id)?.id ?? missing());
}

function missing(): never {
  throw notFound('an audience');
}

async function idsOfAudiences(reader: Reader, id: Id<'PartnerCalendar'>): Promise<Id<'Audience'>[]> {
  return (await audiencesOfCalendars(reader, [id])).get(id)?.map((audience) => audience.id) ?? [];
}
