import { asc, desc, eq } from 'drizzle-orm';
import { type AudienceRow, audiences } from '../directory/entry.tables.ts';
import { eventAudiences, eventMeasures, type EventRow, events } from '../events/record/event.tables.ts';
import { eventSessions, type SessionRow } from '../events/record/session.tables.ts';
import { built } from '../platform/db/built.ts';
import type { Reader } from '../platform/db/database.ts';
import { among, amongGiven, idList } from '../platform/db/order.ts';
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
  previousStartsAt: eventSessions.previousStartsAt,
  sequence: eventSessions.sequence,
  createdAt: eventSessions.createdAt,
  revisedAt: eventSessions.revisedAt,
};

/** Not what is searched, or for staff, or for those alone who take part: a calendar has no use for it, and never tells it. */
const eventColumns = {
  titleUk: events.titleUk,
  titleEn: events.titleEn,
  descriptionUk: events.descriptionUk,
  descriptionEn: events.descriptionEn,
  kind: events.kind,
  language: events.language,
  attendanceMode: events.attendanceMode,
  coverUrl: events.coverUrl,
  priceUk: events.priceUk,
  priceEn: events.priceEn,
};

const branchColumns = {
  nameUk: branches.nameUk,
  nameEn: branches.nameEn,
  address: branches.address,
  latitude: branches.latitude,
  longitude: branches.longitude,
  updatedAt: branches.updatedAt,
};

type CalendarBranch = Pick<BranchRow, keyof typeof branchColumns>;
type CalendarRoom = Pick<RoomRow, 'nameUk' | 'nameEn' | 'updatedAt'>;
type CalendarAudience = Pick<AudienceRow, 'slug' | 'nameUk' | 'nameEn'>;

/** A session with all that a calendar tells of it. */
export interface CalendarSession
  extends Pick<SessionRow, keyof typeof sessionColumns>, Pick<EventRow, keyof typeof eventColumns> {
  /** Where it is held. */
  readonly branch: CalendarBranch;
  /** Null where none is booked. */
  readonly room: CalendarRoom | null;
  /** Whose event it is: another branch's, where a library holds it at a school. */
  readonly host: CalendarBranch;
  readonly audiences: readonly CalendarAudience[];
  /** The primary one first. */
  readonly measures: readonly CalendarMeasure[];
}

/** Sessions with the ids of what belongs to them, to be narrowed by the caller; `withLists` makes them whole. */
export function selectCalendarSessions(reader: Reader) {
  return reader
    .select({ ...sessionColumns, branchId: eventSessions.branchId, roomId: eventSessions.roomId })
    .from(eventSessions);
}

type Selected = Awaited<ReturnType<typeof selectCalendarSessions>>[number];

/**
 * Adds event, places, audiences and measures; the sessions come by start, then id. Thousands are read at once and have most
 * of it in common: so each thing is read once, and of each only what is told.
 */
export async function withLists(reader: Reader, rows: readonly Selected[]): Promise<CalendarSession[]> {
  const eventIds = [...new Set(rows.map(({ eventId }) => eventId))];
  const [eventOf, roomOf, audiencesOf, measuresOf] = await Promise.all([
    eventsOf(reader, eventIds),
    roomsOf(reader, rows),
    audienceLists(reader, eventIds),
    measureLists(reader, eventIds),
  ]);
  const hostIds = [...eventOf.values()].map(({ hostId }) => hostId);
  const branchOf = await branchesOf(reader, new Set([...hostIds, ...rows.map(({ branchId }) => branchId)]));
  const sessions: CalendarSession[] = [];
  for (const { branchId, roomId, ...session } of rows) {
    const event = eventOf.get(session.eventId);
    const [branch, host] = [branchOf.get(branchId), event && branchOf.get(event.hostId)];
    // Between two questions it may have been deleted.
    if (!event || !branch || !host) continue;
    sessions.push({
      ...session,
      ...event.event,
      ...{ branch, host, room: session.place === 'ROOM' && roomId ? (roomOf.get(roomId) ?? null) : null },
      audiences: audiencesOf.get(session.eventId) ?? [],
      measures: measuresOf.get(session.eventId) ?? [],
    });
  }
  return sessions.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Sessions by their ids, listed or not, by start, then id; of those that are gone nothing. */
export async function calendarSessions(reader: Reader, ids: readonly Id<'Session'>[]): Promise<CalendarSession[]> {
  return withLists(reader, await selectCalendarSessions(reader).where(among(eventSessions.id, ids)));
}

async function branchesOf(reader: Reader, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, CalendarBranch>> {
  const rows = await reader
    .select({ id: branches.id, branch: branchColumns })
    .from(branches)
    .where(among(branches.id, [...ids]));
  return new Map(rows.map(({ id, branch }) => [id, branch]));
}

async function roomsOf(reader: Reader, sessions: readonly Selected[]): Promise<ReadonlyMap<string, CalendarRoom>> {
  const ids = new Set(sessions.flatMap(({ place, roomId }) => (place === 'ROOM' && roomId ? [roomId] : [])));
  if (ids.size === 0) return new Map();
  const rows = await reader
    .select({ id: rooms.id, room: { nameUk: rooms.nameUk, nameEn: rooms.nameEn, updatedAt: rooms.updatedAt } })
    .from(rooms)
    .where(among(rooms.id, [...ids]));
  return new Map(rows.map(({ id, room }) => [id, room]));
}

async function eventsOf(reader: Reader, ids: readonly string[]) {
  const rows = await selectEvents(reader, { ids: idList(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

const selectEvents = built((reader) =>
  reader
    .select({ id: events.id, hostId: events.branchId, event: eventColumns })
    .from(events)
    .where(amongGiven(events.id))
    .prepare('events in calendars'),
);

const selectAudiences = built((reader) =>
  reader
    .select({ eventId: eventAudiences.eventId, audienceId: eventAudiences.audienceId })
    .from(eventAudiences)
    .where(amongGiven(eventAudiences.eventId))
    .orderBy(asc(eventAudiences.position))
    .prepare('audiences in calendars'),
);

/** There are some dozens of audiences at most, and thousands of events for them. */
async function audienceLists(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, CalendarAudience[]>> {
  const [all, rows] = await Promise.all([
    reader
      .select({
        ...{ id: audiences.id, audience: { slug: audiences.slug, nameUk: audiences.nameUk, nameEn: audiences.nameEn } },
      })
      .from(audiences),
    selectAudiences(reader, { ids: idList(eventIds) }),
  ]);
  const audienceOf = new Map(all.map(({ id, audience }) => [id, audience]));
  return listed(
    rows.flatMap(({ eventId, audienceId }) => {
      const audience = audienceOf.get(audienceId);
      return audience ? [[eventId, audience] as const] : [];
    }),
  );
}

const selectMeasures = built((reader) =>
  reader
    .select({ eventId: eventMeasures.eventId, measure: { number: measures.number, year: plans.year } })
    .from(eventMeasures)
    .innerJoin(measures, eq(measures.id, eventMeasures.measureId))
    .innerJoin(plans, eq(plans.id, measures.planId))
    .where(amongGiven(eventMeasures.eventId))
    .orderBy(desc(eventMeasures.isPrimary), asc(eventMeasures.position))
    .prepare('measures in calendars'),
);

async function measureLists(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, CalendarMeasure[]>> {
  const rows = await selectMeasures(reader, { ids: idList(eventIds) });
  return listed(rows.map(({ eventId, measure }) => [eventId, measure] as const));
}

function listed<Thing>(pairs: readonly (readonly [string, Thing])[]): ReadonlyMap<string, Thing[]> {
  const lists = new Map<string, Thing[]>();
  for (const [key, thing] of pairs) {
    const list = lists.get(key);
    if (list) list.push(thing);
    else lists.set(key, [thing]);
  }
  return lists;
}
