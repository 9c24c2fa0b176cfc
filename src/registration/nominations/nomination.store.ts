import { and, asc, desc, eq, getTableColumns, gt, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { isNumberText, type PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type RegistrationRow, registrations } from '../record/registration.tables.ts';
import type { Nominator } from './nomination.deciding.ts';

/** A nomination as its list shows it. */
export interface NominationRow extends RegistrationRow {
  readonly substitutedById: Id<'Registration'> | null;
  /** Its place in the reserve, from 1; null when it does not wait. */
  readonly position: number | null;
}

/** Where a page begins: the number of arrival, which is one of its roster. */
export type NominationKey = readonly [string];
export const NOMINATION_KEY = [isNumberText] as const;
export const nominationKey = ({ arrival }: NominationRow): NominationKey => [String(arrival)];

const namedBy = ({ bodyId, outletId }: Nominator): SQL =>
  bodyId ? eq(registrations.bodyId, bodyId) : outletId ? eq(registrations.outletId, outletId) : sql`false`;

/** Whom a body or an outlet named for a roster, in order of arrival, also those who do not come. */
export async function pageOfNominations(
  reader: Reader,
  rosterId: Id<'Roster'>,
  by: Nominator,
  { after, limit }: PageWindow<NominationKey>,
): Promise<NominationRow[]> {
  const substitutes = reader
    .selectDistinctOn([registrations.substituteOfId], {
      ofId: registrations.substituteOfId,
      id: sql<Id<'Registration'> | null>`${registrations.id}`.as('substitute_id'),
    })
    .from(registrations)
    .where(and(eq(registrations.rosterId, rosterId), isNotNull(registrations.substituteOfId)))
    .orderBy(registrations.substituteOfId, desc(registrations.arrival))
    .as('substitutes');
  const before = sql<number | null>`case when ${registrations.status} = 'WAITLISTED' then (select count(*)::int
    from ${registrations} w where w.roster_id = ${registrations.rosterId} and w.quota_id = ${registrations.quotaId}
    and w.status = 'WAITLISTED' and w.arrival <= ${registrations.arrival}) end`;
  return reader
    .select({ ...getTableColumns(registrations), substitutedById: substitutes.id, position: before })
    .from(registrations)
    .leftJoin(substitutes, eq(substitutes.ofId, registrations.id))
    .where(
      and(
        eq(registrations.rosterId, rosterId),
        namedBy(by),
        after ? gt(registrations.arrival, Number(after[0])) : undefined,
      ),
    )
    .orderBy(asc(registrations.arrival))
    .limit(limit);
}

/** Who was named in the place of one who does not come. */
export async function findSubstitute(
  tx: Tx,
  { rosterId, id }: Pick<RegistrationRow, 'rosterId' | 'id'>,
): Promise<Id<'Registration'> | undefined> {
  const [row] = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(eq(registrations.rosterId, rosterId), eq(registrations.substituteOfId, id)))
    .limit(1);
  return row?.id;
}
