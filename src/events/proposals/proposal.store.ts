import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { type AudienceRow, audiences } from '../../directory/entry.tables.ts';
import { people } from '../../identity/person.tables.ts';
import { type MeasureRow, measures } from '../../plans/measure.tables.ts';
import { hasRole, scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { branches, type BranchRow } from '../../venues/places/branch.tables.ts';
import { PROGRAMME_STAFF } from '../record/event.policy.ts';
import { eventProposals, proposalFormKeys, type ProposalRow, type ProposalState } from './proposal.tables.ts';

export async function findProposal(reader: Reader, id: Id<'Proposal'>): Promise<ProposalRow | undefined> {
  const [row] = await reader.select().from(eventProposals).where(eq(eventProposals.id, id));
  return row;
}

export async function hasProposal(reader: Reader, formHash: Uint8Array): Promise<boolean> {
  const [row] = await reader
    .select({ id: eventProposals.id })
    .from(eventProposals)
    .where(eq(eventProposals.formHash, formHash));
  return row !== undefined;
}

/** Takes a proposal for this transaction, so that it is decided once. */
export async function lockProposal(tx: Tx, id: Id<'Proposal'>): Promise<ProposalRow | undefined> {
  const [row] = await tx.select().from(eventProposals).where(eq(eventProposals.id, id)).for('update');
  return row;
}

/** False, and nothing is written, when its form has brought one already; waits for whoever is writing that one now. */
export async function insertProposal(tx: Tx, row: ProposalRow): Promise<boolean> {
  const written = await tx
    .insert(eventProposals)
    .values(row)
    .onConflictDoNothing({ target: eventProposals.formHash })
    .returning({ id: eventProposals.id });
  return written.length > 0;
}

export async function updateProposalRow(tx: Tx, id: Id<'Proposal'>, change: Partial<ProposalRow>): Promise<void> {
  await tx.update(eventProposals).set(change).where(eq(eventProposals.id, id));
}

export interface ProposalCriteria {
  readonly states?: readonly ProposalState[] | null;
  /** Slug of a branch. */
  readonly branch?: string | null;
  /** Ten hex digits: how the hash of its form begins. */
  readonly reference?: string;
}

/** A page of the proposals that fit, the newest first. */
export async function pageOfProposals(
  reader: Reader,
  viewer: Viewer,
  { states, branch, reference }: ProposalCriteria,
  { after, limit }: PageWindow<readonly [string]>,
): Promise<ProposalRow[]> {
  return reader
    .select()
    .from(eventProposals)
    .where(
      and(
        visibleTo(viewer),
        states == null ? undefined : inArray(eventProposals.state, [...states]),
        branch == null
          ? undefined
          : inArray(
              eventProposals.branchId,
              reader.select({ id: branches.id }).from(branches).where(eq(branches.slug, branch)),
            ),
        reference === undefined
          ? undefined
          : sql`${eventProposals.formHash} between decode(${reference}, 'hex') and decode(${reference.padEnd(64, 'f')}, 'hex')`,
        after ? lt(eventProposals.id, after[0] as Id<'Proposal'>) : undefined,
      ),
    )
    .orderBy(desc(eventProposals.id))
    .limit(limit);
}

/** `mayDecideProposal` of proposal.policy.ts, in SQL. */
function visibleTo(viewer: Viewer): SQL | undefined {
  const staffed = scopesOf(viewer, ...PROGRAMME_STAFF);
  if (staffed === 'all') return undefined;
  if (!hasRole(viewer, ...PROGRAMME_STAFF)) return sql`false`;
  return or(isNull(eventProposals.branchId), among(eventProposals.branchId, staffed));
}

/** The audiences that each proposal names, in the order of their Ukrainian names. */
export async function audiencesOfProposals(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow[]>> {
  const rows = await reader
    .select({ proposalId: eventProposals.id, audience: audiences })
    .from(eventProposals)
    .innerJoin(audiences, sql`${audiences.id} = any(${eventProposals.audienceIds})`)
    .where(among(eventProposals.id, ids))
    .orderBy(asc(audiences.nameUk), asc(audiences.id));
  const found = new Map<string, AudienceRow[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.proposalId)?.push(row.audience);
  return found;
}

/** The branch that each proposal names. */
export async function branchesOfProposals(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BranchRow>> {
  const rows = await reader
    .select({ proposalId: eventProposals.id, branch: branches })
    .from(eventProposals)
    .innerJoin(branches, eq(branches.id, eventProposals.branchId))
    .where(among(eventProposals.id, ids));
  return new Map(rows.map((row) => [row.proposalId, row.branch]));
}

/** The measure that each proposal names. */
export async function measuresOfProposals(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MeasureRow>> {
  const rows = await reader
    .select({ proposalId: eventProposals.id, measure: measures })
    .from(eventProposals)
    .innerJoin(measures, eq(measures.id, eventProposals.measureId))
    .where(among(eventProposals.id, ids));
  return new Map(rows.map((row) => [row.proposalId, row.measure]));
}

/** The proposal that each event was made of. */
export async function proposalsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, ProposalRow>> {
  const rows = await reader.select().from(eventProposals).where(among(eventProposals.eventId, eventIds));
  return new Map(rows.map((row) => [row.eventId ?? '', row]));
}

/** The name of whoever decided each proposal. */
export async function decidersOfProposals(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader
    .select({ proposalId: eventProposals.id, name: people.name })
    .from(eventProposals)
    .innerJoin(people, eq(people.id, eventProposals.decidedById))
    .where(among(eventProposals.id, ids));
  return new Map(rows.map((row) => [row.proposalId, row.name]));
}

/** Takes some of those whose contact has had its time; what somebody else holds, the next sweep finds. */
export async function lockForPurge(
  tx: Tx,
  before: { readonly decided: Instant; readonly created: Instant },
  most: number,
): Promise<ProposalRow[]> {
  return tx
    .select()
    .from(eventProposals)
    .where(
      and(
        isNull(eventProposals.purgedAt),
        or(
          and(isNotNull(eventProposals.decidedAt), lt(eventProposals.decidedAt, before.decided)),
          and(isNull(eventProposals.decidedAt), lt(eventProposals.createdAt, before.created)),
        ),
      ),
    )
    .orderBy(asc(eventProposals.id))
    .limit(most)
    .for('update', { skipLocked: true });
}

/** The key of forms, which the first who wants it makes. */
export async function formKey(tx: Tx, made: Uint8Array): Promise<Uint8Array> {
  await tx.insert(proposalFormKeys).values({ id: 1, key: made }).onConflictDoNothing();
  const [row] = await tx.select().from(proposalFormKeys).where(eq(proposalFormKeys.id, 1));
  if (!row) throw new Error('the key of forms went away while it was made');
  return row.key;
}

export async function findFormKey(reader: Reader): Promise<Uint8Array | undefined> {
  const [row] = await reader.select().from(proposalFormKeys).where(eq(proposalFormKeys.id, 1));
  return row?.key;
}
