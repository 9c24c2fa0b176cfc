import type { Role } from '../platform/access/viewer.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import { holdersOfAll, type Scopes, scopesOfRegistrations } from './notice.people.store.ts';
import type { ToOthers } from './notice.rules.ts';

interface Who {
  readonly roles: readonly Role[];
  readonly scopeOf: (scopes: Scopes) => string | null;
}

const STAFF: readonly Role[] = ['LIBRARIAN', 'APPROVER'];
const OF_HOST: Who = { roles: STAFF, scopeOf: ({ branchId }) => branchId };

/** Who reads what is not for whoever registered. */
const WHO: Readonly<Record<ToOthers, Who>> = {
  HEAD_ASKED: { roles: ['SCHOOL_HEAD'], scopeOf: ({ schoolId }) => schoolId },
  HEAD_MISSING: OF_HOST,
  SUBSTITUTE_WANTED: { roles: ['NOMINATOR'], scopeOf: ({ nominator }) => nominator },
  CALL_NEEDED: OF_HOST,
};

/** Who can act in one of the roles for each of these things, each person once. */
async function holdersOfAny(
  reader: Reader,
  roles: readonly Role[],
  scopeIds: readonly string[],
): Promise<(scopeId: string | null) => Id<'Person'>[]> {
  const found: ReadonlyMap<string, Id<'Person'>[]>[] = [];
  for (const role of roles) found.push(await holdersOfAll(reader, role, scopeIds));
  return (scopeId) => [...new Set(found.flatMap((holders) => (scopeId && holders.get(scopeId)) || []))];
}

/** Who decides about the events of branches. */
export function staffOfBranches(
  reader: Reader,
  branchIds: readonly string[],
): Promise<(branchId: string | null) => Id<'Person'>[]> {
  return holdersOfAny(reader, STAFF, branchIds);
}

/** Who is to read a message of the kind about each of these registrations. */
export async function readersOf(
  reader: Reader,
  kind: ToOthers,
  registrationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Id<'Person'>[]>> {
  if (registrationIds.length === 0) return new Map();
  const { roles, scopeOf } = WHO[kind];
  const scopes = await scopesOfRegistrations(reader, registrationIds);
  const holders = await holdersOfAny(reader, roles, [...new Set(scopes.flatMap((one) => scopeOf(one) ?? []))]);
  return new Map(scopes.map((one) => [one.id, holders(scopeOf(one))]));
}
