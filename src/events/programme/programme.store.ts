import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { isId } from '../../platform/ids/id.ts';
import { listingProfiles } from '../record/listing.tables.ts';
import { eventSessions, type SessionRow } from '../record/session.tables.ts';
import { asksOfProfiles, conditionOf } from './profile.conditions.store.ts';
import type { ProgrammeCriteria } from './programme.criteria.ts';
import { partsOf, type SessionKey, setsOf } from './session.conditions.store.ts';

export const SESSION_KEY = [(text: string) => /^-?\d{1,15}$/.test(text), isId] as const;
export const sessionKey = (session: SessionRow): SessionKey => [String(session.startsAt.getTime()), session.id];

/** A page of what everybody sees, by start, then id. */
export async function pageOfProgramme(
  reader: Reader,
  criteria: ProgrammeCriteria,
  { limit, after }: PageWindow<SessionKey>,
): Promise<SessionRow[]> {
  const asks = asksOfProfiles(criteria);
  const fitting = sql`fitting as materialized (select p.id from ${listingProfiles} p where ${conditionOf(criteria)})`;
  // Within `coalesce` the set stays a set: joined, all sessions would be sorted for every page.
  const inProfile = asks ? sql`coalesce(s.profile_id in (select id from fitting), false)` : sql`true`;
  const parts = partsOf(criteria, after).map(
    (part) => sql`(select s.id, s.starts_at from ${part} and ${inProfile} order by s.starts_at, s.id limit ${limit})`,
  );
  const page = sql`(${setsOf(criteria, ...(asks ? [fitting] : []))}
    select id, starts_at from (${sql.join(parts, sql` union all `)}) both_parts order by starts_at, id limit ${limit})`;
  return reader
    .select(getTableColumns(eventSessions))
    .from(sql`${page} page`)
    .innerJoin(eventSessions, eq(eventSessions.id, sql`page.id`))
    .orderBy(sql`page.starts_at`, sql`page.id`);
}
