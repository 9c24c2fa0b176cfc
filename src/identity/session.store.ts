import { and, desc, eq, gt, lte, ne, or, sql } from 'drizzle-orm';
import type { Grant } from '../platform/access/viewer.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { assignments } from './assignment.tables.ts';
import { people } from './person.tables.ts';
import { type ApiTokenRow, apiTokens, knownBrowsers, type SessionRow, sessions } from './session.tables.ts';

/** What a request needs to know about who holds a token. */
interface Holder {
  readonly personId: Id<'Person'>;
  readonly name: string;
  readonly active: boolean;
  readonly grants: readonly Grant[];
}

const CHECKED = {
  id: sessions.id,
  tokenHash: sessions.tokenHash,
  previousHash: sessions.previousHash,
  previousUntil: sessions.previousUntil,
  carrier: sessions.carrier,
  renewalDue: sessions.renewalDue,
  authenticatedAt: sessions.authenticatedAt,
  lastUsedAt: sessions.lastUsedAt,
  idleUntil: sessions.idleUntil,
  expiresAt: sessions.expiresAt,
} as const;

/** Of a session what its check needs, and no more: every request waits for it. */
export type CheckedSession = Pick<SessionRow, keyof typeof CHECKED> & Holder;
export type CheckedToken = Pick<ApiTokenRow, 'id' | 'tokenHash' | 'scopes' | 'lastUsedAt' | 'expiresAt'> & Holder;

const holderOf = (personId: typeof sessions.personId | typeof apiTokens.personId) => ({
  personId: people.id,
  name: people.name,
  active: people.active,
  grants: sql<Grant[]>`(
    select coalesce(json_agg(json_build_object('role', ${assignments.role}, 'scopeId', ${assignments.scopeId})), '[]')
    from ${assignments} where ${assignments.personId} = ${personId})`,
});

function prepare(reader: Reader) {
  // An array and not a list of rows: only of an array does Postgres look up each element in the index.
  const hashes = sql`(select array_agg(decode(hex, 'hex')) from unnest(${sql.placeholder('hashes')}::text[]) as hex)`;
  const among = (column: typeof sessions.tokenHash | typeof sessions.previousHash | typeof apiTokens.tokenHash) =>
    sql`${column} = any(${hashes}::bytea[])`;
  const { id, tokenHash, scopes, lastUsedAt, expiresAt } = apiTokens;
  return {
    sessions: reader
      .select({ ...CHECKED, ...holderOf(sessions.personId) })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .where(or(among(sessions.tokenHash), among(sessions.previousHash)))
      .prepare('session_holders'),
    tokens: reader
      .select({ id, tokenHash, scopes, lastUsedAt, expiresAt, ...holderOf(apiTokens.personId) })
      .from(apiTokens)
      .innerJoin(people, eq(people.id, apiTokens.personId))
      .where(among(apiTokens.tokenHash))
      .prepare('token_holders'),
  };
}

/** Statements written out once per connection pool: the check of every request goes through here. */
const prepared = new WeakMap<Reader, ReturnType<typeof prepare>>();

function statements(reader: Reader) {
  let known = prepared.get(reader);
  if (!known) {
    known = prepare(reader);
    prepared.set(reader, known);
  }
  return known;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The sessions of these tokens, each found by its last token or the one before. */
export async function findSessions(
  reader: Reader,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, CheckedSession>> {
  const rows: CheckedSession[] = await statements(reader).sessions.execute({ hashes });
  const found = new Map(rows.map((row) => [hex(row.tokenHash), row]));
  for (const row of rows) if (row.previousHash) found.set(hex(row.previousHash), row);
  return found;
}

export async function findTokens(
  reader: Reader,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, CheckedToken>> {
  const rows: CheckedToken[] = await statements(reader).tokens.execute({ hashes });
  return new Map(rows.map((row) => [hex(row.tokenHash), row]));
}

export async function findSessionById(reader: Reader, id: Id<'SignInSession'>): Promise<SessionRow | undefined> {
  const [row] = await reader.select().from(sessions).where(eq(sessions.id, id));
  return row;
}

export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await tx.insert(sessions).values(row);
}

export async function touchSession(
  tx: Tx,
  id: Id<'SignInSession'>,
  lastUsedAt: Instant,
  idleUntil: Instant,
): Promise<void> {
  await tx.update(sessions).set({ lastUsedAt, idleUntil }).where(eq(sessions.id, id));
}

/** Gives a session its next token, if it still has the one the request came with; false for all but the first of many. */
export async function renewSession(
  tx: Tx,
  session: Pick<SessionRow, 'id' | 'tokenHash'>,
  tokenHash: Uint8Array,
  previousUntil: Instant,
): Promise<boolean> {
  const rows = await tx
    .update(sessions)
    .set({ tokenHash, previousHash: session.tokenHash, previousUntil, renewalDue: false })
    .where(and(eq(sessions.id, session.id), eq(sessions.tokenHash, session.tokenHash)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** What a person may do has changed: whoever holds a cookie of theirs gets a new one with the next request. */
export async function askForRenewal(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.update(sessions).set({ renewalDue: true }).where(eq(sessions.personId, personId));
}

/** The sessions of a person that are still good, last used first. */
export async function liveSessions(reader: Reader, personId: Id<'Person'>, now: Instant): Promise<SessionRow[]> {
  return reader
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.personId, personId),
        sql`least(${sessions.idleUntil}, ${sessions.expiresAt}) > ${now.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(100);
}

/** Also those that have ended and are not swept yet: for the person's own export. */
export async function allSessions(reader: Reader, personId: Id<'Person'>): Promise<SessionRow[]> {
  return reader.select().from(sessions).where(eq(sessions.personId, personId)).orderBy(desc(sessions.id));
}

export async function deleteSession(tx: Tx, id: Id<'SignInSession'>, personId: Id<'Person'>): Promise<boolean> {
  const rows = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.personId, personId)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

export async function deleteSessionByToken(tx: Tx, hash: Uint8Array): Promise<void> {
  await tx.delete(sessions).where(or(eq(sessions.tokenHash, hash), eq(sessions.previousHash, hash)));
}

/** Ends all sessions of a person, or all but one; answers how many. */
export async function deleteSessions(tx: Tx, personId: Id<'Person'>, but?: Id<'SignInSession'>): Promise<number> {
  const rows = await tx
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), but ? ne(sessions.id, but) : undefined))
    .returning({ id: sessions.id });
  return rows.length;
}

export async function deleteExpiredSessions(tx: Tx, now: Instant): Promise<void> {
  await tx.delete(sessions).where(or(lte(sessions.expiresAt, now), lte(sessions.idleUntil, now)));
  await tx.delete(knownBrowsers).where(lte(knownBrowsers.expiresAt, now));
}

/**
 * Whose account of this address the browser is known to; asked alike for an address that nobody has, so that no time tells
 * who has one.
 */
export async function knownAccount(
  reader: Reader,
  tokenHash: Uint8Array | null,
  email: string,
  now: Instant,
): Promise<Id<'Person'> | null> {
  if (!tokenHash) return null;
  const [row] = await reader
    .select({ id: people.id })
    .from(knownBrowsers)
    .innerJoin(people, eq(people.id, knownBrowsers.personId))
    .where(and(eq(knownBrowsers.tokenHash, tokenHash), gt(knownBrowsers.expiresAt, now), eq(people.email, email)));
  return row?.id ?? null;
}

/** For the person's own export. */
export async function browsersOf(reader: Reader, personId: Id<'Person'>): Promise<{ expiresAt: Instant }[]> {
  return reader
    .select({ expiresAt: knownBrowsers.expiresAt })
    .from(knownBrowsers)
    .where(eq(knownBrowsers.personId, personId));
}

export async function rememberBrowser(
  tx: Tx,
  row: { tokenHash: Uint8Array; personId: Id<'Person'>; expiresAt: Instant },
): Promise<void> {
  await tx
    .insert(knownBrowsers)
    .values(row)
    .onConflictDoUpdate({
      target: [knownBrowsers.tokenHash, knownBrowsers.personId],
      set: { expiresAt: row.expiresAt },
    });
}

export async function forgetBrowsers(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.delete(knownBrowsers).where(eq(knownBrowsers.personId, personId));
}
