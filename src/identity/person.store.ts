import { and, asc, eq, exists, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Role } from '../platform/access/viewer.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { assignments } from './assignment.tables.ts';
import { type PersonRow, people } from './person.tables.ts';
import type { Reach } from './role.policy.ts';
import { apiTokens, sessions } from './session.tables.ts';

export async function findPerson(
  reader: Reader,
  by: { readonly id: Id<'Person'> } | { readonly email: string },
): Promise<PersonRow | undefined> {
  const [row] = await reader
    .select()
    .from(people)
    .where('id' in by ? eq(people.id, by.id) : eq(people.email, by.email));
  return row;
}

export async function peopleByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRow>> {
  const rows = await reader.select().from(people).where(among(people.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function lockPerson(tx: Tx, id: Id<'Person'>): Promise<PersonRow | undefined> {
  const [row] = await tx.select().from(people).where(eq(people.id, id)).for('update');
  return row;
}

/** Two who make an account of one address wait for each other. */
export async function lockEmail(tx: Tx, email: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`person:${email}`}, 0))`);
}

export async function insertPerson(tx: Tx, row: PersonRow): Promise<void> {
  await tx.insert(people).values(row);
}

/** Writes and raises the version. */
export async function updatePerson(
  tx: Tx,
  id: Id<'Person'>,
  change: Partial<PersonRow> & { readonly updatedAt: Instant },
): Promise<PersonRow> {
  const [row] = await tx
    .update(people)
    .set({ ...change, version: sql`${people.version} + 1` })
    .where(eq(people.id, id))
    .returning();
  if (!row) throw new Error('the person went away while locked');
  return row;
}

/** A password or a first sign-in is no edit of what people edit: the version stays. */
export async function writeCredentials(
  tx: Tx,
  id: Id<'Person'>,
  change: Partial<Pick<PersonRow, 'passwordHash' | 'joinedAt'>>,
): Promise<void> {
  await tx.update(people).set(change).where(eq(people.id, id));
}

export interface PeopleFilter {
  readonly search?: string;
  readonly role?: Role;
  readonly scopeId?: string;
}

/** Those whom the viewer may see, by name as Ukrainian readers expect, then by id; the same as `maySeePerson`. */
export async function pageOfPeople(
  reader: Reader,
  window: PageWindow<readonly [string, string]>,
  filter: PeopleFilter,
  reach: Reach,
): Promise<PersonRow[]> {
  const { after } = window;
  const byName = sql`${people.name} collate "uk-x-icu"`;
  const having = [
    filter.role ? eq(assignments.role, filter.role) : undefined,
    filter.scopeId ? eq(assignments.scopeId, filter.scopeId) : undefined,
  ];
  const pattern = `%${(filter.search ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`;
  return reader
    .select()
    .from(people)
    .where(
      and(
        isNull(people.erasedAt),
        filter.search ? or(sql`${people.name} ilike ${pattern}`, sql`${people.email} ilike ${pattern}`) : undefined,
        filter.role || filter.scopeId ? exists(assignmentsOf(reader, and(...having))) : undefined,
        visibleTo(reader, reach),
        after ? sql`(${byName}, ${people.id}) > (${after[0]} collate "uk-x-icu", ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(byName, asc(people.id))
    .limit(window.limit);
}

function assignmentsOf(reader: Reader, where: SQL | undefined) {
  return reader
    .select({ one: sql`1` })
    .from(assignments)
    .where(and(eq(assignments.personId, people.id), where));
}

function visibleTo(reader: Reader, reach: Reach): SQL | undefined {
  if (reach.all) return undefined;
  const managed = reach.managed.map(({ roles, scopeIds }) =>
    and(inArray(assignments.role, [...roles]), scopeIds === 'any' ? undefined : among(assignments.scopeId, scopeIds)),
  );
  return or(
    eq(people.id, reach.ownId),
    managed.length > 0
      ? exists(assignmentsOf(reader, or(eq(assignments.grantedBy, reach.ownId), ...managed)))
      : undefined,
  );
}

/** People who were invited long ago and never came: their data serve nothing. */
export async function neverJoined(reader: Reader, before: Instant): Promise<Id<'Person'>[]> {
  const rows = await reader
    .select({ id: people.id })
    .from(people)
    .where(and(isNull(people.joinedAt), isNull(people.erasedAt), lt(people.createdAt, before)))
    .limit(100);
  return rows.map(({ id }) => id);
}

/** True while somebody besides this person is an administrator who can act. */
export async function otherAdministrators(reader: Reader, than: Id<'Person'>): Promise<boolean> {
  const rows = await reader
    .select({ id: people.id })
    .from(people)
    .innerJoin(assignments, and(eq(assignments.personId, people.id), eq(assignments.role, 'ADMIN')))
    .where(and(eq(people.active, true), sql`${people.joinedAt} is not null`, sql`${people.id} <> ${than}`))
    .limit(1);
  return rows.length > 0;
}

/** The people with a role for a thing, who can act: whom to write to. */
export async function holdersOf(reader: Reader, role: Role, scopeId: string): Promise<{ id: Id<'Assignment'> }[]> {
  return reader
    .select({ id: assignments.id })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(and(eq(assignments.role, role), eq(assignments.scopeId, scopeId), eq(people.active, true)));
}

/** True when there is one who can sign in, or has only to use their first link. */
export async function hasAdministrator(reader: Reader): Promise<boolean> {
  const rows = await reader
    .select({ id: assignments.id })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(and(eq(assignments.role, 'ADMIN'), eq(people.active, true)))
    .limit(1);
  return rows.length > 0;
}

export async function isAnybodyThere(reader: Reader): Promise<boolean> {
  return (await reader.select({ id: people.id }).from(people).limit(1)).length > 0;
}

/** Switches off the accounts of a domain, and ends their sessions; answers whose. */
export async function endAccountsOf(tx: Tx, domain: string, now: Instant): Promise<Id<'Person'>[]> {
  const ended = await tx
    .update(people)
    .set({ active: false, updatedAt: now, version: sql`${people.version} + 1` })
    .where(and(eq(people.active, true), sql`${people.email} like ${`%@${domain}`}`))
    .returning({ id: people.id });
  const ids = ended.map(({ id }) => id);
  await tx.delete(sessions).where(among(sessions.personId, ids));
  await tx.delete(apiTokens).where(among(apiTokens.personId, ids));
  return ids;
}
