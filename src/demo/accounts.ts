import type { INestApplicationContext } from '@nestjs/common';
import { findEntry } from '../directory/entry.store.ts';
import { AssignmentService } from '../identity/assignment.service.ts';
import { assignmentsOfPeople } from '../identity/assignment.store.ts';
import { People } from '../identity/people.ts';
import { Passwords } from '../identity/passwords.ts';
import { endAccountsOf, findPerson, isAnybodyThere, writeCredentials } from '../identity/person.store.ts';
import { SCOPES_OF_ROLE, type ScopeKind } from '../identity/role.rules.ts';
import { SYSTEM } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Reader } from '../platform/db/database.ts';
import { Clock } from '../platform/time/clock.ts';
import { pageOfPlans } from '../plans/plan.store.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { DEMO_DOMAIN, DEMO_PASSWORD, type DemoAccount, demoAccounts } from './account.list.ts';

const findDemoBranch = (reader: Reader) => findBranch(reader, { slug: 'podilska-central' });

/** True for a demonstration city that has nobody yet. */
export async function lacksPeople(reader: Reader): Promise<boolean> {
  return (await findDemoBranch(reader)) !== undefined && !(await isAnybodyThere(reader));
}

/** One account for each role, in a demonstration city that has nobody yet. */
export async function addAccounts(app: INestApplicationContext): Promise<void> {
  const database = app.get(Database);
  const branch = await findDemoBranch(database.reader);
  if (!branch || (await isAnybodyThere(database.reader))) return;
  const passwordHash = await app.get(Passwords).hash(DEMO_PASSWORD);
  await database.transaction(async (tx) => {
    if (await isAnybodyThere(tx)) return;
    for (const { role, email, name } of demoAccounts) {
      const { person } = await app.get(People).findOrMake(tx, { email, name, language: 'uk' }, SYSTEM);
      await writeCredentials(tx, person.id, { passwordHash, joinedAt: app.get(Clock).now() });
      const [scopeKind = 'CITY'] = SCOPES_OF_ROLE[role];
      for (const scopeId of await scopesOfDemo(tx, scopeKind, branch.id)) {
        const wanted = { role, scopeKind, ...(scopeId && { scopeId }) };
        await app.get(AssignmentService).give(tx, person.id, wanted, SYSTEM);
      }
    }
  });
}

/** Where the accounts act: everywhere in the city's plans, in one branch, school and body. */
async function scopesOfDemo(reader: Reader, kind: ScopeKind, branchId: string): Promise<(string | undefined)[]> {
  switch (kind) {
    case 'PLAN':
      return (await pageOfPlans(reader, { limit: 10, after: null }, null)).map(({ id }) => id);
    case 'BRANCH':
      return [branchId];
    case 'BODY':
      return ids(await findEntry(reader, 'body', { code: 'DON' }));
    case 'SCHOOL':
      return ids(await findEntry(reader, 'school', { slug: 'shkola-9-podilskoho-raionu' }));
    case 'CITY':
      return [undefined];
    case 'EVENT':
    case 'OUTLET':
      return []; // no role of the accounts begins there
  }
}

function ids(found: { readonly id: string } | undefined): string[] {
  return found ? [found.id] : [];
}

/** The accounts that can sign in and act in their role; people may have ended or changed the others. */
export async function standingAccounts(app: INestApplicationContext): Promise<DemoAccount[]> {
  const { reader } = app.get(Database);
  const found = await Promise.all(demoAccounts.map(({ email }) => findPerson(reader, { email })));
  const roles = await assignmentsOfPeople(
    reader,
    found.flatMap((person) => person?.id ?? []),
  );
  return demoAccounts.filter(({ role }, at) => {
    const person = found[at];
    return person?.active && person.passwordHash && roles.get(person.id)?.some((held) => held.role === role);
  });
}

/** Whatever address the program now listens on, nobody gets in by a password that is printed in its source. */
export async function endDemoAccounts(app: INestApplicationContext): Promise<void> {
  const now = app.get(Clock).now();
  await app.get(Database).transaction(async (tx) => {
    const changes = [{ field: 'active', before: true, after: false }];
    const ended = await endAccountsOf(tx, DEMO_DOMAIN, now);
    await record(tx, SYSTEM, now, ...ended.map((id) => ({ action: 'UPDATE', thing: { kind: 'Person', id }, changes })));
  });
}
