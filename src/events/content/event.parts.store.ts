import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { bodies, type BodyRow } from '../../directory/entry.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import {
  eventAudiences,
  eventBodies,
  eventMaterials,
  eventMeasures,
  type EventRow,
  events,
  eventSpeakers,
  type MaterialRow,
  type OrganiserRole,
  type SpeakerRole,
} from '../record/event.tables.ts';
import { eventSeries } from '../record/series.tables.ts';
import { eventSessions, type SessionRow } from '../record/session.tables.ts';
import { type SpeakerRow, speakers } from '../speakers/speaker.tables.ts';

export interface OrganiserOfEvent {
  readonly body: BodyRow;
  readonly role: OrganiserRole;
}
export interface SpeakerOfEvent {
  readonly speaker: SpeakerRow;
  readonly role: SpeakerRole;
}

/** The bodies that hold each event, in their order. */
export async function organisersOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, OrganiserOfEvent[]>> {
  const rows = await reader
    .select({ eventId: eventBodies.eventId, body: bodies, role: eventBodies.role })
    .from(eventBodies)
    .innerJoin(bodies, eq(bodies.id, eventBodies.bodyId))
    .where(among(eventBodies.eventId, eventIds))
    .orderBy(asc(eventBodies.position));
  return byEvent(eventIds, rows);
}

/** The speakers of each event, in their order; also those the public is not told of. */
export async function speakersOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, SpeakerOfEvent[]>> {
  const rows = await reader
    .select({ eventId: eventSpeakers.eventId, speaker: speakers, role: eventSpeakers.role })
    .from(eventSpeakers)
    .innerJoin(speakers, eq(speakers.id, eventSpeakers.speakerId))
    .where(among(eventSpeakers.eventId, eventIds))
    .orderBy(asc(eventSpeakers.position));
  return byEvent(eventIds, rows);
}

export async function speakersByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, SpeakerRow>> {
  const rows = await reader.select().from(speakers).where(among(speakers.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The materials of each event, in their order; also those the public does not read. */
export async function materialsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, MaterialRow[]>> {
  const rows = await reader
    .select()
    .from(eventMaterials)
    .where(among(eventMaterials.eventId, eventIds))
    .orderBy(asc(eventMaterials.position));
  return byEvent(eventIds, rows);
}

function byEvent<Row extends { readonly eventId: string }>(
  eventIds: readonly string[],
  rows: readonly Row[],
): ReadonlyMap<string, Row[]> {
  const found = new Map<string, Row[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row);
  return found;
}

/** The events that a person wrote, the first one first. */
export async function eventsBy(reader: Reader, personId: Id<'Person'>): Promise<EventRow[]> {
  return reader.select().from(events).where(eq(events.authorId, personId)).orderBy(asc(events.id));
}

export async function insertEvent(tx: Tx, row: EventRow): Promise<void> {
  await tx.insert(events).values(row);
}

export interface EventLists {
  readonly audienceIds: readonly Id<'Audience'>[];
  /** The primary one first. */
  readonly measureIds: readonly Id<'Measure'>[];
  readonly organisers: readonly { readonly bodyId: Id<'Body'>; readonly role: OrganiserRole }[];
  readonly speakers: readonly { readonly speakerId: Id<'Speaker'>; readonly role: SpeakerRole }[];
  /** They keep their ids, whatever becomes of their order. */
  readonly materials: readonly Omit<MaterialRow, 'eventId' | 'position'>[];
}

type Writer = (tx: Tx, eventId: Id<'Event'>, lists: EventLists) => Promise<unknown>;

const WRITERS: Readonly<Record<keyof EventLists, Writer>> = {
  async audienceIds(tx, eventId, { audienceIds }) {
    await tx.delete(eventAudiences).where(eq(eventAudiences.eventId, eventId));
    const rows = audienceIds.map((audienceId, position) => ({ eventId, audienceId, position }));
    if (rows.length > 0) await tx.insert(eventAudiences).values(rows);
  },
  async measureIds(tx, eventId, { measureIds }) {
    await tx.delete(eventMeasures).where(eq(eventMeasures.eventId, eventId));
    const rows = measureIds.map((measureId, position) => ({ eventId, measureId, isPrimary: position === 0, position }));
    if (rows.length > 0) await tx.insert(eventMeasures).values(rows);
  },
  async organisers(tx, eventId, { organisers }) {
    await tx.delete(eventBodies).where(eq(eventBodies.eventId, eventId));
    const rows = organisers.map((organiser, position) => ({ ...organiser, eventId, position }));
    if (rows.length > 0) await tx.insert(eventBodies).values(rows);
  },
  async speakers(tx, eventId, { speakers }) {
    await tx.delete(eventSpeakers).where(eq(eventSpeakers.eventId, eventId));
    const rows = speakers.map((speaking, position) => ({ ...speaking, eventId, position }));
    if (rows.length > 0) await tx.insert(eventSpeakers).values(rows);
  },
  async materials(tx, eventId, { materials }) {
    await tx.delete(eventMaterials).where(eq(eventMaterials.eventId, eventId));
    const rows = materials.map((material, position) => ({ ...material, eventId, position }));
    if (rows.length > 0) await tx.insert(eventMaterials).values(rows);
  },
};

/** Writes the lists of an event; of one that is there already, those that changed. */
export async function replaceLists(
  tx: Tx,
  eventId: Id<'Event'>,
  lists: EventLists,
  changed: readonly string[] = Object.keys(WRITERS),
): Promise<void> {
  for (const [list, write] of Object.entries(WRITERS)) if (changed.includes(list)) await write(tx, eventId, lists);
}

/** Writes where and when these sessions are to be, and whether that is certain, with their stamps, all in one statement. */
export async function relocateSessions(tx: Tx, rows: readonly SessionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(eventSessions)
    .values([...rows])
    .onConflictDoUpdate({ target: eventSessions.id, set: RELOCATED });
}

const RELOCATED = Object.fromEntries(
  (
    [
      ...(['branchId', 'zone', 'roomId', 'equipment', 'startsAt', 'endsAt'] as const),
      ...(['happeningStatus', 'statusBefore', 'version', 'updatedAt'] as const),
    ] as const
  ).map((name) => [name, sql.raw(`excluded.${eventSessions[name].name}`)]),
);

/**
 * Dates that are added to a series go by the clock of the new branch, as those do that went along. One in rooms stays in
 * its room, and one by another clock than the old branch’s was for another branch.
 */
export async function relocateSeries(
  tx: Tx,
  eventId: Id<'Event'>,
  from: Id<'Branch'>,
  to: Id<'Branch'>,
): Promise<void> {
  const zoneOf = (id: Id<'Branch'>) =>
    sql<string>`(select ${branches.zone} from ${branches} where ${branches.id} = ${id})`;
  await tx
    .update(eventSeries)
    .set({ zone: zoneOf(to) })
    .where(and(eq(eventSeries.eventId, eventId), ne(eventSeries.place, 'ROOM'), eq(eventSeries.zone, zoneOf(from))));
}
