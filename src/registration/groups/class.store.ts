import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { entriesByIds, findEntry } from '../../directory/entry.store.ts';
import type { SchoolRow } from '../../directory/entry.tables.ts';
import { events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { type RegistrationRow, registrations } from '../record/registration.tables.ts';
import { rosters } from '../record/roster.tables.ts';

/** Where a page begins: milliseconds of the start, and the id. */
export type ClassKey = readonly [string, string];
export const CLASS_KEY = [(text: string) => /^\d{1,15}$/.test(text), isId] as const;
export const classKeyOf = ({ startsAt, id }: ListedClass): ClassKey => [String(startsAt.getTime()), id];

/** A class, and when what it comes to begins: its session, or the first of a whole event. */
export interface ListedClass extends RegistrationRow {
  readonly startsAt: Instant;
}

export interface ClassCriteria {
  readonly schoolId: Id<'School'>;
  /** Only those that this person registered; null for all. */
  readonly personId: string | null;
  /** Only of what has not ended by then; null for all. */
  readonly endsAfter: Instant | null;
}

/** The classes of a school by when they come, in whatever state. */
export async function pageOfClasses(
  reader: Reader,
  { schoolId, personId, endsAfter }: ClassCriteria,
  { after, limit }: PageWindow<ClassKey>,
): Promise<ListedClass[]> {
  // An event without any date is as old as the registration for it.
  const starts = sql`coalesce(${eventSessions.startsAt}, ${events.firstStartsAt}, ${registrations.arrivedAt})`;
  const ends = sql`coalesce(${eventSessions.endsAt}, ${events.lastEndsAt}, ${registrations.arrivedAt})`;
  const rows = await reader
    .select({ registration: registrations, startsAt: sql<Instant>`${starts}`.mapWith(eventSessions.startsAt) })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .innerJoin(events, eq(events.id, rosters.eventId))
    .leftJoin(eventSessions, eq(eventSessions.id, rosters.sessionId))
    .where(
      and(
        eq(registrations.kind, 'GROUP'),
        eq(registrations.schoolId, schoolId),
        personId === null ? undefined : eq(registrations.personId, personId as Id<'Person'>),
        endsAfter === null ? undefined : sql`${ends} > ${formatUtc(endsAfter)}::timestamptz`,
        after
          ? sql`(${starts}, ${registrations.id}) > (to_timestamp(${after[0]}::float8 / 1000), ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(starts), asc(registrations.id))
    .limit(limit);
  return rows.map(({ registration, startsAt }) => ({ ...registration, startsAt }));
}

/** Its place in its line, from 1, of each that waits. */
export async function positionsOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const before: SQL = sql`(select count(*)::int from registration w where w.roster_id = ${registrations.rosterId}
    and w.status = 'WAITLISTED' and w.quota_id is not distinct from ${registrations.quotaId} and w.arrival <= ${registrations.arrival})`;
  const rows = await reader
    .select({ id: registrations.id, position: sql<number>`${before}` })
    .from(registrations)
    .where(and(among(registrations.id, ids), eq(registrations.status, 'WAITLISTED')));
  return new Map(rows.map(({ id, position }) => [id, position]));
}

export async function schoolsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, SchoolRow>> {
  return entriesByIds(reader, 'school', ids);
}

export async function schoolBySlug(reader: Reader, slug: string): Promise<SchoolRow | undefined> {
  return findEntry(reader, 'school', { slug });
}
