import { and, asc, count, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { entriesByIds, findEntry } from '../../directory/entry.store.ts';
import type { SchoolRow } from '../../directory/entry.tables.ts';
import { assignments } from '../../identity/assignment.tables.ts';
import { people, type PersonRow } from '../../identity/person.tables.ts';
import type { Grant } from '../../platform/access/viewer.ts';
import { built } from '../../platform/db/built.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant, plusMinutes } from '../../platform/time/instant.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import { branches, type BranchRow } from '../../venues/places/branch.tables.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import { rooms } from '../../venues/places/room.tables.ts';
import type { FeedThing } from './personal.feed.policy.ts';
import type { NamedThing } from './personal.feed.rules.ts';
import { type PersonalFeedRow, personalFeeds } from './personal.feed.tables.ts';

/** A calendar, and all that has to be asked of its owner before it is shown. */
export interface HeldFeed {
  readonly feed: PersonalFeedRow;
  readonly owner: Pick<PersonRow, 'id' | 'name' | 'email' | 'active'>;
  readonly grants: readonly Grant[];
  /** Of the room, or the branch itself; null for others. */
  readonly branchId: Id<'Branch'> | null;
}

const selectHeld = built((reader) =>
  reader
    .select({
      feed: personalFeeds,
      owner: { id: people.id, name: people.name, email: people.email, active: people.active },
      grants: sql<Grant[]>`(
        select coalesce(json_agg(json_build_object('role', ${assignments.role}, 'scopeId', ${assignments.scopeId})), '[]')
        from ${assignments} where ${assignments.personId} = ${personalFeeds.personId})`,
      branchId: sql<Id<'Branch'> | null>`coalesce(${personalFeeds.branchId}, ${rooms.branchId})`,
    })
    .from(personalFeeds)
    .innerJoin(people, eq(people.id, personalFeeds.personId))
    .leftJoin(rooms, eq(rooms.id, personalFeeds.roomId))
    .where(eq(personalFeeds.secretHash, sql.placeholder('hash')))
    .prepare('personal_feed_held'),
);

/** The calendar whose secret has this hash. */
export async function findHeldFeed(reader: Reader, hash: Uint8Array): Promise<HeldFeed | undefined> {
  const [row] = await selectHeld(reader, { hash });
  return row;
}

export async function feedsOf(reader: Reader, personId: Id<'Person'>): Promise<PersonalFeedRow[]> {
  return reader.select().from(personalFeeds).where(eq(personalFeeds.personId, personId)).orderBy(asc(personalFeeds.id));
}

export async function countFeeds(reader: Reader, personId: Id<'Person'>): Promise<number> {
  const [row] = await reader.select({ count: count() }).from(personalFeeds).where(eq(personalFeeds.personId, personId));
  return row?.count ?? 0;
}

export async function findFeed(
  reader: Reader,
  id: Id<'PersonalFeed'>,
  personId: Id<'Person'>,
): Promise<PersonalFeedRow | undefined> {
  const [row] = await reader
    .select()
    .from(personalFeeds)
    .where(and(eq(personalFeeds.id, id), eq(personalFeeds.personId, personId)));
  return row;
}

/** Takes a calendar of this person for this transaction. */
export async function lockFeed(
  tx: Tx,
  id: Id<'PersonalFeed'>,
  personId: Id<'Person'>,
): Promise<PersonalFeedRow | undefined> {
  const [row] = await tx
    .select()
    .from(personalFeeds)
    .where(and(eq(personalFeeds.id, id), eq(personalFeeds.personId, personId)))
    .for('update');
  return row;
}

export async function insertFeed(tx: Tx, row: typeof personalFeeds.$inferInsert): Promise<PersonalFeedRow> {
  const [made] = await tx.insert(personalFeeds).values(row).returning();
  if (!made) throw new Error('the calendar was not written');
  return made;
}

/** Writes and raises the version. */
export async function updateFeed(
  tx: Tx,
  { id }: PersonalFeedRow,
  change: Partial<PersonalFeedRow> & { readonly updatedAt: Instant },
): Promise<PersonalFeedRow> {
  const [row] = await tx
    .update(personalFeeds)
    .set({ ...change, version: sql`${personalFeeds.version} + 1` })
    .where(eq(personalFeeds.id, id))
    .returning();
  if (!row) throw new Error('the calendar went away while locked');
  return row;
}

export async function deleteFeed(tx: Tx, { id }: PersonalFeedRow): Promise<void> {
  await tx.delete(personalFeeds).where(eq(personalFeeds.id, id));
}

export async function deleteFeedsOf(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.delete(personalFeeds).where(eq(personalFeeds.personId, personId));
}

/** Writes down that it was fetched, unless another process just did; not by a secret that has ended meanwhile. */
export async function touchFeed(tx: Tx, { id, secretHash }: PersonalFeedRow, now: Instant): Promise<void> {
  const minute = plusMinutes(now, -(now.getTime() % 60_000) / 60_000);
  const isDue = or(isNull(personalFeeds.lastUsedAt), lt(personalFeeds.lastUsedAt, minute));
  await tx
    .update(personalFeeds)
    .set({ lastUsedAt: minute })
    .where(and(eq(personalFeeds.id, id), eq(personalFeeds.secretHash, secretHash), isDue));
}

/** Writes down what is answered now, and since when; answers since when. */
export async function noteContent(tx: Tx, { id }: PersonalFeedRow, contentTag: string, now: Instant): Promise<Instant> {
  // Another process may have seen the same change a moment before.
  const isSame = sql`${personalFeeds.contentTag} = ${contentTag}`;
  const [row] = await tx
    .update(personalFeeds)
    .set({
      contentTag,
      contentSince: sql`case when ${isSame} then ${personalFeeds.contentSince} else greatest(${formatUtc(now)}::timestamptz, ${personalFeeds.contentSince} + interval '1 second') end`,
    })
    .where(eq(personalFeeds.id, id))
    .returning({ contentSince: personalFeeds.contentSince });
  return row?.contentSince ?? now;
}

/** What somebody names, if it is there. */
export async function findThing(reader: Reader, of: NamedThing['of'], id: string): Promise<FeedThing | undefined> {
  if (of === 'SCHOOL') {
    const school = await findEntry(reader, 'school', { id });
    return school && { of, schoolId: school.id, branchId: null };
  }
  const [found] =
    of === 'ROOM'
      ? await reader
          .select({ branchId: rooms.branchId })
          .from(rooms)
          .where(eq(rooms.id, id as Id<'Room'>))
      : await reader
          .select({ branchId: branches.id })
          .from(branches)
          .where(eq(branches.id, id as Id<'Branch'>));
  return found && { of, schoolId: null, branchId: found.branchId };
}

export async function schoolsOfFeeds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, SchoolRow>> {
  return entriesByIds(reader, 'school', ids);
}

export async function roomsOfFeeds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, RoomFacts>> {
  return roomsByIds(reader, ids);
}

export async function branchesOfFeeds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, BranchRow>> {
  return branchesByIds(reader, ids);
}
