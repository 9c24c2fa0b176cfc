// People of a test, already signed in: their sessions are written down instead of opened, so that a suite pays nothing.
import { createHash } from 'node:crypto';
import { assignments } from '../src/identity/assignment.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import { SCOPES_OF_ROLE, type ScopeKind } from '../src/identity/role.rules.ts';
import { hashOf } from '../src/identity/secret.ts';
import { sessions } from '../src/identity/session.tables.ts';
import type { Role } from '../src/platform/access/viewer.ts';
import type { Database } from '../src/platform/db/database.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';

/** Who a test may ask as; each has the role of the name, for a thing that is not there. `stranger` has none. */
export const SIGN_INS = {
  admin: 'ADMIN',
  coordinator: 'COORDINATOR',
  reporter: 'REPORTER',
  librarian: 'LIBRARIAN',
  approver: 'APPROVER',
  trainer: 'TRAINER',
  door: 'DOOR',
  teacher: 'TEACHER',
  head: 'SCHOOL_HEAD',
  nominator: 'NOMINATOR',
  stranger: null,
} as const satisfies Record<string, Role | null>;

export type SignIn = keyof typeof SIGN_INS | null;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The same in every run and database. */
export function personId(as: keyof typeof SIGN_INS): Id<'Person'> {
  const hex = digest(`person ${as}`).toString('hex');
  return `01940000-0000-7000-8000-${hex.slice(0, 12)}` as Id<'Person'>;
}

export function tokenOf(as: string): string {
  return `zks_${digest(`session ${as}`).toString('base64url')}`;
}

export const bearer = (as: SignIn): Record<string, string> => (as ? { authorization: `Bearer ${tokenOf(as)}` } : {});

/** Beyond all clocks of tests: nobody is touched, nobody expires. */
const FAR = new Date('2999-01-01T00:00:00Z');
const SINCE = new Date('2019-01-01T00:00:00Z');

export async function settlePeople(database: Database): Promise<void> {
  const names = Object.keys(SIGN_INS) as (keyof typeof SIGN_INS)[];
  await database.transaction(async (tx) => {
    await tx.insert(people).values(
      names.map((name) => ({
        id: personId(name),
        name: `${name} of the test`,
        email: `${name}@people.test`,
        language: 'uk' as const,
        joinedAt: SINCE,
        createdAt: SINCE,
        updatedAt: SINCE,
      })),
    );
    await tx.insert(sessions).values(
      names.map((name) => ({
        id: newId<'SignInSession'>(),
        personId: personId(name),
        tokenHash: hashOf(tokenOf(name)),
        carrier: 'BEARER' as const,
        method: 'PASSWORD' as const,
        authenticatedAt: FAR,
        userAgent: 'test',
        createdAt: SINCE,
        lastUsedAt: FAR,
        idleUntil: FAR,
        expiresAt: FAR,
      })),
    );
    const roles = names.flatMap((name) => {
      const role = SIGN_INS[name];
      return role ? [{ name, role, scopeKind: SCOPES_OF_ROLE[role][0]! }] : [];
    });
    await tx.insert(assignments).values(
      roles.map(({ name, role, scopeKind }) => ({
        personId: personId(name),
        role,
        scopeKind,
        scopeId: scopeKind === 'CITY' ? null : newId<'Nothing'>(),
        grantedAt: SINCE,
      })),
    );
  });
}

/** Gives a role for a thing that is there. */
export async function grant(
  database: Database,
  as: keyof typeof SIGN_INS,
  role: Role,
  scopeKind: ScopeKind,
  scopeId: string,
): Promise<void> {
  const row = { personId: personId(as), role, scopeKind, scopeId, grantedAt: SINCE };
  await database.transaction((tx) => tx.insert(assignments).values(row).onConflictDoNothing());
}
