import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, notInArray, or, sql } from 'drizzle-orm';
import { eventAudiences, events } from '../events/record/event.tables.ts';
import { eventSessions } from '../events/record/session.tables.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { type FollowRow, follows } from './notice.tables.ts';

/** Adds it, or answers the one there is already. */
export async function keepFollow(tx: Tx, row: FollowRow): Promise<FollowRow> {
  const [added] = await tx.insert(follows).values(row).onConflictDoNothing().returning();
  if (added) return added;
  const { email, audienceId, branchId } = row;
  const same = and(
    eq(follows.email, email),
    sql`${follows.audienceId} is not distinct from ${audienceId}`,
    sql`${follows.branchId} is not distinct from ${branchId}`,
  );
  const [known] = await tx.select().from(follows).where(same);
  if (!known) throw new Error('a follow was ended while it was kept');
  return known;
}

export async function findFollow(reader: Reader, id: Id<'Follow'>): Promise<FollowRow | undefined> {
  const [row] = await reader.select().from(follows).where(eq(follows.id, id));
  return row;
}

export async function confirmFollow(tx: Tx, id: Id<'Follow'>, now: Instant): Promise<void> {
  await tx
    .update(follows)
    .set({ confirmedAt: now })
    .where(and(eq(follows.id, id), isNull(follows.confirmedAt)));
}

export async function deleteFollow(tx: Tx, id: Id<'Follow'>): Promise<void> {
  await tx.delete(follows).where(eq(follows.id, id));
}

/** What is sent to an address each week, the first one first. */
export async function followsOf(
  reader: Reader,
  email: string,
): Promise<Pick<FollowRow, 'audienceId' | 'branchId' | 'language' | 'confirmedAt' | 'createdAt'>[]> {
  const { audienceId, branchId, language, confirmedAt, createdAt } = follows;
  return reader
    .select({ audienceId, branchId, language, confirmedAt, createdAt })
    .from(follows)
    .where(eq(follows.email, email))
    .orderBy(asc(follows.id));
}

export async function deleteFollowsOf(tx: Tx, email: string): Promise<void> {
  await tx.delete(follows).where(eq(follows.email, email));
}

/** Those that nobody confirmed in time. */
export async function deleteUnconfirmed(tx: Tx, before: Instant): Promise<void> {
  await tx.delete(follows).where(and(isNull(follows.confirmedAt), lt(follows.createdAt, before)));
}

/** Takes those whose letter of this moment is due, for this transaction; what another process has in hand is passed over. */
export async function lockDueFollows(tx: Tx, moment: Instant, limit: number): Promise<FollowRow[]> {
  return tx
    .select()
    .from(follows)
    .where(
      and(
        isNotNull(follows.confirmedAt),
        lte(follows.confirmedAt, moment),
        or(isNull(follows.toldUntil), lt(follows.toldUntil, moment)),
      ),
    )
    .orderBy(asc(follows.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

export async function writeTold(tx: Tx, ids: readonly string[], toldUntil: Instant): Promise<void> {
  await tx.update(follows).set({ toldUntil }).where(among(follows.id, ids));
}

export interface Window {
  readonly from: Instant;
  readonly until: Instant;
  /** What was published before `at`, and begins before `until`, was told. */
  readonly known: { readonly at: Instant; readonly until: Instant } | null;
}

/** What everybody may come to within a stretch of time, and was not told before; by start. */
export async function newSessions(
  reader: Reader,
  { audienceId, branchId }: Pick<FollowRow, 'audienceId' | 'branchId'>,
  { from, until, known }: Window,
  limit: number,
): Promise<Id<'Session'>[]> {
  const ofAudience = (id: Id<'Audience'>) =>
    reader.select({ id: eventAudiences.eventId }).from(eventAudiences).where(eq(eventAudiences.audienceId, id));
  const rows = await reader
    .select({ id: eventSessions.id })
    .from(eventSessions)
    .innerJoin(events, eq(events.id, eventSessions.eventId))
    .where(
      and(
        eq(eventSessions.isListed, true),
        eq(events.editorialStatus, 'PUBLISHED'),
        notInArray(eventSessions.happeningStatus, ['CANCELLED', 'POSTPONED', 'HELD']),
        gt(eventSessions.startsAt, from),
        lt(eventSessions.startsAt, until),
        known ? or(gte(events.publishedAt, known.at), gte(eventSessions.startsAt, known.until)) : undefined,
        branchId ? eq(eventSessions.branchId, branchId) : undefined,
        audienceId ? inArray(events.id, ofAudience(audienceId)) : undefined,
      ),
    )
    .orderBy(asc(eventSessions.startsAt), asc(eventSessions.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Of these what everybody may still come to. */
export async function stillListed(reader: Reader, ids: readonly string[], now: Instant): Promise<Id<'Session'>[]> {
  const rows = await reader
    .select({ id: eventSessions.id })
    .from(eventSessions)
    .where(
      and(
        among(eventSessions.id, ids),
        eq(eventSessions.isListed, true),
        notInArray(eventSessions.happeningStatus, ['CANCELLED', 'POSTPONED', 'HELD']),
        gt(eventSessions.startsAt, now),
      ),
    );
  return rows.map(({ id }) => id);
}
