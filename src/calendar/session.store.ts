import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { AudienceRow } from '../directory/entry.tables.ts';
import { audiencesOfEvents } from '../events/record/event.store.ts';
import { eventMeasures, type EventRow, events } from '../events/record/event.tables.ts';
import { eventSessions, type SessionRow } from '../events/record/session.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { Id } from '../platform/ids/id.ts';
import { measures } from '../plans/measure.tables.ts';
import { plans } from '../plans/plan.tables.ts';
import { branches, type BranchRow } from '../venues/places/branch.tables.ts';
import { type RoomRow, rooms } from '../venues/places/room.tables.ts';

export interface CalendarMeasure {
  readonly number: string;
  /** Of its plan. */
  readonly year: number;
}

const sessionColumns = {
  id: eventSessions.id,
  eventId: eventSessions.eventId,
  startsAt: eventSessions.startsAt,
  endsAt: eventSessions.endsAt,
  zone: eventSessions.zone,
  place: eventSessions.place,
  happeningStatus: eventSessions.happeningStatus,
  reason: eventSessions.reason,
  sequence: eventSessions.sequence,
  createdAt: eventSessions.createdAt,
  revisedAt: eventSessions.revisedAt,
};

/** Not what is searched or for staff: a calendar has no use for it, and never tells it. */
const eventColumns = {
  titleUk: events.titleUk,
  titleEn: events.titleEn,
  descriptionUk: events.descriptionUk,
  descriptionEn: events.descriptionEn,
};

/** A session with all that a calendar tells of it. */
export interface CalendarSession
  extends Pick<SessionRow, Exclude<keyof typeof sessionColumns, 'eventId'>>, Pick<EventRow, keyof typeof eventColumns> {
  readonly branch: Pick<BranchRow, 'nameUk' | 'nameEn' | 'address' | 'updatedAt'>;
  /** Null where none is booked. */
  readonly room: Pick<RoomRow, 'nameUk' | 'nameEn' | 'updatedAt'> | null;
  readonly audiences: readonly Pick<AudienceRow, 'nameUk' | 'nameEn'>[];
  /** The primary one first. */
  readonly measures: readonly CalendarMeasure[];
}

/** Sessions with their events and places, to be narrowed by the caller; `withLists` makes them whole. */
export function selectCalendarSessions(reader: Reader) {
  return reader
    .select({ session: sessionColumns, event: eventColumns, branch: branches, room: rooms })
    .from(eventSessions)
    .innerJoin(events, eq(events.id, eventSessions.eventId))
    .innerJoin(branches, eq(branches.id, eventSessions.branchId))
    .leftJoin(rooms, and(eq(rooms.id, eventSessions.roomId), eq(eventSessions.place, 'ROOM')));
}

type Selected = Awaited<ReturnType<typeof selectCalendarSessions>>[number];

/** Adds audiences and measures; the sessions come by start, then id. */
export async function withLists(reader: Reader, rows: readonly Selected[]): Promise<CalendarSession[]> {
  const ids = [...new Set(rows.map(({ session }) => session.eventId))];
  const [audienceLists, measureLists] = await Promise.all([audiencesOfEvents(reader, ids), measuresOf(reader, ids)]);
  return rows
    .map(({ session: { eventId, ...session }, event, branch, room }) => ({
      ...session,
      ...event,
      branch,
      room,
      audiences: audienceLists.get(eventId) ?? [],
      measures: measureLists.get(eventId) ?? [],
    }))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Sessions by their ids, listed or not, by start, then id; of those that are gone nothing. */
export async function calendarSessions(reader: Reader, ids: readonly Id<'Session'>[]): Promise<CalendarSession[]> {
  return withLists(reader, await selectCalendarSessions(reader).where(among(eventSessions.id, ids)));
}

async function measuresOf(reader: Reader, eventIds: Id<'Event'>[]): Promise<ReadonlyMap<string, CalendarMeasure[]>> {
  const rows = await reader
    .select({
      eventId: eventMeasures.eventId,
      measure: { number: measures.number, year: plans.year },
    })
    .from(eventMeasures)
    .innerJoin(measures, eq(measures.id, eventMeasures.measureId))
    .innerJoin(plans, eq(plans.id, measures.planId))
    .where(inArray(eventMeasures.eventId, eventIds))
    .orderBy(desc(eventMeasures.isPrimary), asc(eventMeasures.position));
  const found = new Map<string, CalendarMeasure[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row.measure);
  return found;
}
