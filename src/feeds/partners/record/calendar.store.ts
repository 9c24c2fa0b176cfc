import { and, asc, count, eq, isNotNull, isNull, like, lte, or, sql } from 'drizzle-orm';
import { audiences, type AudienceRow } from '../../../directory/entry.tables.ts';
import type { Reader, Tx } from '../../../platform/db/database.ts';
import { among } from '../../../platform/db/order.ts';
import type { Id } from '../../../platform/ids/id.ts';
import type { Instant } from '../../../platform/time/instant.ts';
import { partnerAudiences, partnerBlockings, type PartnerCalendarRow, partnerCalendars } from './partner.tables.ts';

type CalendarId = Id<'PartnerCalendar'>;

export async function insertCalendar(tx: Tx, row: PartnerCalendarRow): Promise<void> {
  await tx.insert(partnerCalendars).values(row);
}

export async function updateCalendar(tx: Tx, id: CalendarId, change: Partial<PartnerCalendarRow>): Promise<void> {
  await tx.update(partnerCalendars).set(change).where(eq(partnerCalendars.id, id));
}

/** With its audiences and items; its blockings are others' to give up, before. */
export async function deleteCalendar(tx: Tx, id: CalendarId): Promise<void> {
  await tx.delete(partnerBlockings).where(eq(partnerBlockings.calendarId, id));
  await tx.delete(partnerCalendars).where(eq(partnerCalendars.id, id));
}

export async function findCalendar(reader: Reader, id: CalendarId): Promise<PartnerCalendarRow | undefined> {
  const [row] = await reader.select().from(partnerCalendars).where(eq(partnerCalendars.id, id));
  return row;
}

/** One whose events are shown to everybody now. */
export async function findPromoted(reader: Reader, slug: string): Promise<PartnerCalendarRow | undefined> {
  const [row] = await reader
    .select()
    .from(partnerCalendars)
    .where(and(eq(partnerCalendars.slug, slug), eq(partnerCalendars.purpose, 'PROMOTED'), partnerCalendars.active));
  return row;
}

/** In the order in which they were added. */
export async function calendarsOfBranch(reader: Reader, branchId: Id<'Branch'>): Promise<PartnerCalendarRow[]> {
  return reader
    .select()
    .from(partnerCalendars)
    .where(eq(partnerCalendars.branchId, branchId))
    .orderBy(asc(partnerCalendars.createdAt), asc(partnerCalendars.id));
}

export async function countCalendars(reader: Reader, branchId: Id<'Branch'>): Promise<number> {
  const [row] = await reader
    .select({ count: count() })
    .from(partnerCalendars)
    .where(eq(partnerCalendars.branchId, branchId));
  return row?.count ?? 0;
}

/** Takes a calendar for this transaction, before any space: whoever writes what it gives comes one after the other. */
export async function lockCalendar(tx: Tx, id: CalendarId): Promise<PartnerCalendarRow | undefined> {
  const [row] = await tx.select().from(partnerCalendars).where(eq(partnerCalendars.id, id)).for('update');
  return row;
}

/** Takes all slugs for this transaction: whether one is free depends on every calendar. */
export async function lockCalendarSlugs(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('partner calendar slugs', 0))`);
}

/** The slugs that are this one, or this one with something behind it. */
export async function calendarSlugsLike(reader: Reader, slug: string): Promise<ReadonlySet<string>> {
  const { slug: column } = partnerCalendars;
  const rows = await reader
    .select({ slug: column })
    .from(partnerCalendars)
    .where(or(eq(column, slug), like(column, `${slug}-%`)));
  return new Set(rows.map((row) => row.slug));
}

/** Makes somebody the only one who reads a calendar until then; undefined where somebody else does, or there is none. */
export async function takeLease(
  tx: Tx,
  id: CalendarId,
  { leaseId, now, until }: { readonly leaseId: string; readonly now: Instant; readonly until: Instant },
): Promise<PartnerCalendarRow | undefined> {
  const { leaseUntil } = partnerCalendars;
  const [row] = await tx
    .update(partnerCalendars)
    .set({ leaseId, leaseUntil: until })
    .where(and(eq(partnerCalendars.id, id), or(isNull(leaseUntil), lte(leaseUntil, now))))
    .returning();
  return row;
}

/** Calendars that are due, at most so many, each to one process: until then nobody else finds them. */
export async function claimDue(tx: Tx, now: Instant, until: Instant, most: number): Promise<CalendarId[]> {
  const due = tx
    .select({ id: partnerCalendars.id })
    .from(partnerCalendars)
    .where(and(isNotNull(partnerCalendars.dueAt), lte(partnerCalendars.dueAt, now)))
    .orderBy(asc(partnerCalendars.dueAt))
    .limit(most)
    .for('update', { skipLocked: true });
  const rows = await tx
    .update(partnerCalendars)
    .set({ dueAt: until })
    .where(sql`${partnerCalendars.id} in ${due}`)
    .returning({ id: partnerCalendars.id });
  return rows.map(({ id }) => id);
}

/** In their order, by the calendar they are of. */
export async function audiencesOfCalendars(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow[]>> {
  const rows = await reader
    .select({ calendarId: partnerAudiences.calendarId, audience: audiences })
    .from(partnerAudiences)
    .innerJoin(audiences, eq(audiences.id, partnerAudiences.audienceId))
    .where(among(partnerAudiences.calendarId, ids))
    .orderBy(asc(partnerAudiences.position));
  const found = new Map<string, AudienceRow[]>(ids.map((id) => [id, []]));
  for (const { calendarId, audience } of rows) found.get(calendarId)?.push(audience);
  return found;
}

export async function replaceAudiences(tx: Tx, calendarId: CalendarId, ids: readonly Id<'Audience'>[]): Promise<void> {
  await tx.delete(partnerAudiences).where(eq(partnerAudiences.calendarId, calendarId));
  if (ids.length === 0) return;
  await tx.insert(partnerAudiences).values(ids.map((audienceId, position) => ({ calendarId, audienceId, position })));
}

export async function blockingsOfCalendar(reader: Reader, calendarId: CalendarId): Promise<Id<'Blocking'>[]> {
  const rows = await reader
    .select({ id: partnerBlockings.blockingId })
    .from(partnerBlockings)
    .where(eq(partnerBlockings.calendarId, calendarId));
  return rows.map(({ id }) => id);
}

export async function linkBlockings(tx: Tx, calendarId: CalendarId, ids: readonly Id<'Blocking'>[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.insert(partnerBlockings).values(ids.map((blockingId) => ({ blockingId, calendarId })));
}

export async function unlinkBlockings(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.delete(partnerBlockings).where(among(partnerBlockings.blockingId, ids));
}
