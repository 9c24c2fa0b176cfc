import { and, arrayOverlaps, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Viewer } from '../access/viewer.ts';
import type { Reader, Tx } from '../db/database.ts';
import type { PageWindow } from '../graphql/connection.ts';
import { type Id, newId } from '../ids/id.ts';
import { currentRequestId } from '../log/request-context.ts';
import type { Instant } from '../time/instant.ts';
import { type AuditedChange, auditEntries, type AuditRow } from './audit.tables.ts';

export interface Deed {
  /** A verb, upper case: CREATE, UPDATE, PUBLISH, SIGN_IN. */
  readonly action: string;
  /** The GraphQL type of the thing, and its id. */
  readonly thing: { readonly kind: string; readonly id: string };
  readonly changes?: readonly AuditedChange[];
  /** Ids of the branch, plan, school or body whose staff may read of it. */
  readonly scopeIds?: readonly string[];
  /** Of what was decided together with others' requests: the one that asked for it. */
  readonly requestId?: string | null;
}

/** Writes down what is done, in the transaction in which it is done. */
export async function record(tx: Tx, viewer: Viewer, at: Instant, ...deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  const actor = { actorId: viewer.kind === 'person' ? viewer.id : null, via: viaOf(viewer) };
  const current = currentRequestId() ?? null;
  const entries = deeds.map(({ action, thing, changes = [], scopeIds = [], requestId = current }) => ({
    ...{ id: newId<'AuditEntry'>(), at, actor_id: actor.actorId, via: actor.via, action, changes },
    ...{ thing_kind: thing.kind, thing_id: thing.id, scope_ids: [...new Set(scopeIds)], request_id: requestId },
  }));
  // One parameter, so that any number of them is the same statement.
  await tx.execute(
    sql`insert into ${auditEntries} select * from jsonb_populate_recordset(null::${auditEntries}, ${JSON.stringify(entries)}::jsonb)`,
  );
}

const VIA = { session: 'SESSION', token: 'API_TOKEN', link: 'LINK' } as const;

function viaOf(viewer: Viewer): AuditRow['via'] {
  if (viewer.kind === 'anonymous') return 'NOBODY';
  if (viewer.kind === 'system') return 'SYSTEM';
  return VIA[viewer.credential.kind];
}

/** What changes a thing that is edited; signing in, or getting a role, changes no account. */
const EDITS = [
  ...['CREATE', 'UPDATE', 'IMPORT', 'PUBLISH', 'CANCEL'],
  ...['CONFIRM', 'APPROVE', 'REJECT', 'EXPIRE', 'MOVE_UP', 'SUBMIT', 'WITHDRAW', 'RETURN', 'ARCHIVE', 'RESTORE'],
];

/** Who changed the thing last; null for the program itself, or when nothing was written down. */
export async function lastActorOn(reader: Reader, thingId: string): Promise<Id<'Person'> | null> {
  const [row] = await reader
    .select({ actorId: auditEntries.actorId })
    .from(auditEntries)
    .where(and(eq(auditEntries.thingId, thingId), inArray(auditEntries.action, EDITS)))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  return row?.actorId ?? null;
}

export interface AuditFilter {
  readonly thingId?: string;
  readonly actorId?: string;
}

/** Whose lines a viewer may read: all, those of these scopes, and always what they did and what was done to them. */
export interface AuditReach {
  readonly scopes: 'all' | readonly string[];
  readonly ownId: Id<'Person'>;
}

/** Newest first. */
export async function pageOfAudit(
  reader: Reader,
  window: PageWindow<readonly [string]>,
  filter: AuditFilter,
  reach: AuditReach,
): Promise<AuditRow[]> {
  const { after } = window;
  const { scopes, ownId } = reach;
  return reader
    .select()
    .from(auditEntries)
    .where(
      and(
        filter.thingId ? eq(auditEntries.thingId, filter.thingId) : undefined,
        filter.actorId ? eq(auditEntries.actorId, filter.actorId as Id<'Person'>) : undefined,
        scopes === 'all'
          ? undefined
          : or(
              eq(auditEntries.actorId, ownId),
              eq(auditEntries.thingId, ownId),
              scopes.length > 0 ? arrayOverlaps(auditEntries.scopeIds, [...scopes]) : undefined,
            ),
        after ? lt(auditEntries.id, after[0] as Id<'AuditEntry'>) : undefined,
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(window.limit);
}

/** All that a person did, and all that was done to their account: for their own export. */
export async function auditOf(reader: Reader, personId: Id<'Person'>): Promise<AuditRow[]> {
  return reader
    .select()
    .from(auditEntries)
    .where(or(eq(auditEntries.actorId, personId), eq(auditEntries.thingId, personId)))
    .orderBy(auditEntries.id);
}
