import { asc, desc, eq, sql } from 'drizzle-orm';
import { type AudienceRow, audiences } from '../../directory/entry.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { built } from '../../platform/db/built.ts';
import { among, amongGiven, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type MeasureRow, measures } from '../../plans/measure.tables.ts';
import { branches, type BranchRow } from '../../venues/places/branch.tables.ts';
import { people } from '../../identity/person.tables.ts';
import { eventAudiences, eventMeasures, type EventRow, events } from './event.tables.ts';

export async function findEvent(reader: Reader, id: Id<'Event'>): Promise<EventRow | undefined> {
  const [row] = await reader.select().from(events).where(eq(events.id, id));
  return row;
}

const selectEvents = built((reader) => reader.select().from(events).where(amongGiven(events.id)).prepare('events'));

export async function eventsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, EventRow>> {
  const rows = await selectEvents(reader, { ids: idList(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Takes an event for this transaction, so that two changes of it or of its sessions come one after the other. */
export async function lockEvent(tx: Tx, id: Id<'Event'>): Promise<EventRow | undefined> {
  const [row] = await tx.select().from(events).where(eq(events.id, id)).for('update');
  return row;
}

/** The same for several, in the one order. */
export async function lockEvents(tx: Tx, ids: readonly Id<'Event'>[]): Promise<EventRow[]> {
  return tx.select().from(events).where(among(events.id, ids)).orderBy(asc(events.id)).for('update');
}

/** An event with all that were cloned from it, and from those. */
export async function withClones(reader: Reader, id: Id<'Event'>): Promise<Id<'Event'>[]> {
  const rows = await reader.execute<{ id: Id<'Event'> }>(sql`
    with recursive kin as (
      select ${id}::uuid as id union select e.id from ${events} e join kin on e.clone_of_id = kin.id
    )
    select id from kin`);
  return rows.map((row) => row.id);
}

export async function updateEventRow(tx: Tx, id: Id<'Event'>, change: Partial<EventRow>): Promise<void> {
  await tx.update(events).set(change).where(eq(events.id, id));
}

const selectAudiences = built((reader) =>
  reader
    .select({ eventId: eventAudiences.eventId, audience: audiences })
    .from(eventAudiences)
    .innerJoin(audiences, eq(audiences.id, eventAudiences.audienceId))
    .where(amongGiven(eventAudiences.eventId))
    .orderBy(asc(eventAudiences.position))
    .prepare('audiences of events'),
);

/** The audiences of each event, in their order. */
export async function audiencesOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow[]>> {
  const rows = await selectAudiences(reader, { ids: idList(eventIds) });
  const found = new Map<string, AudienceRow[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row.audience);
  return found;
}

const selectMeasures = built((reader) =>
  reader
    .select({ eventId: eventMeasures.eventId, measure: measures })
    .from(eventMeasures)
    .innerJoin(measures, eq(measures.id, eventMeasures.measureId))
    .where(amongGiven(eventMeasures.eventId))
    .orderBy(desc(eventMeasures.isPrimary), asc(eventMeasures.position))
    .prepare('measures of events'),
);

/** The measures of each event, the primary one first, then in their order. */
export async function measuresOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, MeasureRow[]>> {
  const rows = await selectMeasures(reader, { ids: idList(eventIds) });
  const found = new Map<string, MeasureRow[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row.measure);
  return found;
}

/** The branch of each event. */
export async function branchesOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, BranchRow>> {
  const rows = await reader
    .select({ eventId: events.id, branch: branches })
    .from(events)
    .innerJoin(branches, eq(branches.id, events.branchId))
    .where(among(events.id, eventIds));
  return new Map(rows.map((row) => [row.eventId, row.branch]));
}

/** The names of those who made the events; of somebody who was erased nothing is left. */
export async function authorsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader
    .select({ eventId: events.id, name: people.name })
    .from(events)
    .innerJoin(people, eq(people.id, events.authorId))
    .where(among(events.id, eventIds));
  return new Map(rows.map(({ eventId, name }) => [eventId, name]));
}
