import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { entriesByIds } from '../../directory/entry.store.ts';
import type { BodyRow, OutletRow } from '../../directory/entry.tables.ts';
import { auditEntries } from '../../platform/audit/audit.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { isNumberText, type PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type RegistrationRow, registrations } from '../record/registration.tables.ts';
import type { Awaited, RegistrationKind, RegistrationStatus } from '../record/seats.rules.ts';
import type { Reconfirmation } from './registration.codes.ts';

/** Where a page begins: the number in the roster, which no two have. */
export type RegistrationKey = readonly [string];
export const REGISTRATION_KEY = [isNumberText] as const;

export interface RegistrationCriteria {
  readonly statuses?: readonly RegistrationStatus[] | null | undefined;
  readonly kinds?: readonly RegistrationKind[] | null | undefined;
  readonly awaits?: readonly Awaited[] | null | undefined;
  readonly reconfirmation?: Reconfirmation | null | undefined;
  readonly search?: string | null | undefined;
}

/** A page of a roster in order of arrival. */
export async function pageOfRegistrations(
  reader: Reader,
  rosterId: Id<'Roster'>,
  criteria: RegistrationCriteria,
  { after, limit }: PageWindow<RegistrationKey>,
): Promise<RegistrationRow[]> {
  return reader
    .select()
    .from(registrations)
    .where(
      and(
        eq(registrations.rosterId, rosterId),
        fits(criteria),
        after ? gt(registrations.arrival, Number(after[0])) : undefined,
      ),
    )
    .orderBy(asc(registrations.arrival))
    .limit(limit);
}

/** What `Reconfirmation` means: once the time to answer is over, who was silent has no place any more. */
const RECONFIRMED: Readonly<Record<Reconfirmation, SQL | undefined>> = {
  SILENT: and(
    ...[eq(registrations.status, 'CONFIRMED'), isNotNull(registrations.reconfirmBy)],
    isNull(registrations.reconfirmedAt),
  ),
  ANSWERED: isNotNull(registrations.reconfirmedAt),
};

function fits({ statuses, kinds, awaits, reconfirmation, search }: RegistrationCriteria): SQL | undefined {
  const part = search ? `%${search.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  return and(
    statuses ? inArray(registrations.status, [...statuses]) : undefined,
    kinds ? inArray(registrations.kind, [...kinds]) : undefined,
    awaits ? inArray(registrations.awaits, [...awaits]) : undefined,
    reconfirmation ? RECONFIRMED[reconfirmation] : undefined,
    part
      ? or(...[registrations.name, registrations.email, registrations.phone].map((text) => sql`${text} ilike ${part}`))
      : undefined,
  );
}

/** All of a roster in order of arrival, so many at most. */
export async function allOfRoster(reader: Reader, rosterId: Id<'Roster'>, limit: number): Promise<RegistrationRow[]> {
  return pageOfRegistrations(reader, rosterId, {}, { after: null, limit });
}

/** The lines of the audit on each thing, the first one first. */
export async function historiesOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const rows = await reader
    .select({ id: auditEntries.id, thingId: auditEntries.thingId })
    .from(auditEntries)
    .where(among(auditEntries.thingId, ids))
    .orderBy(asc(auditEntries.id));
  const found = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { id, thingId } of rows) found.get(thingId)?.push(id);
  return found;
}

export async function bodiesByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, BodyRow>> {
  return entriesByIds(reader, 'body', ids);
}

export async function outletsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, OutletRow>> {
  return entriesByIds(reader, 'outlet', ids);
}
