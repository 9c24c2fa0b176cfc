// What goes with an event that is thrown away: the roles at its door.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eq, inArray } from 'drizzle-orm';
import { assignments } from '../src/identity/assignment.tables.ts';
import { sessions } from '../src/identity/session.tables.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { personId } from './people.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { must, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

const GRANT = `mutation ($input: GrantRoleInput!) { result: grantRole(input: $input) {
  ... on RoleAssignment { id } ... on Refusal { kind message } } }`;
const INVITE = `mutation ($input: InvitePersonInput!) { result: invitePerson(input: $input) {
  ... on RoleAssignment { id } ... on Refusal { kind message } } }`;
const atDoorOf = async (...ids: string[]) =>
  (await lab.database.reader.select().from(assignments).where(inArray(assignments.scopeId, ids))).map(
    (row) => `${row.scopeId} ${row.personId}`,
  );

it('whoever was to stand at the door of a draft has no role left once it is thrown away', async () => {
  const [thrown, kept] = [await lab.draft(), await lab.draft()];
  const door = { email: 'stranger@people.test', name: 'Хтось', language: 'uk', role: 'DOOR', scopeKind: 'EVENT' };
  for (const { id } of [thrown, kept])
    must(await lab.asked<Told>(INVITE, { input: { ...door, scopeId: id } }, LIBRARIAN));
  const given = { personId: personId('door'), role: 'DOOR', scopeKind: 'EVENT', scopeId: thrown.id };
  must(await lab.asked<Told>(GRANT, { input: given }, { as: 'admin' }));
  expect(await atDoorOf(thrown.id)).toHaveLength(2);
  await lab.database.transaction((tx) => tx.update(sessions).set({ renewalDue: false }));
  must(await lab.discard(thrown.id));
  expect(await atDoorOf(thrown.id, kept.id)).toEqual([`${kept.id} ${personId('stranger')}`]);
  const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.action, 'REVOKE_ROLE'));
  expect(lines.map(({ thingKind, thingId, changes }) => ({ thingKind, thingId, changes }))).toEqual(
    expect.arrayContaining(
      [personId('stranger'), personId('door')].map((thingId) => ({
        ...{ thingKind: 'Person', thingId },
        changes: [{ field: 'role', before: `DOOR EVENT ${thrown.id}`, after: null }],
      })),
    ),
  );
  // They hear of it with their next request.
  const renewed = await lab.database.reader.select().from(sessions).where(eq(sessions.renewalDue, true));
  expect(renewed.map((row) => row.personId).sort()).toEqual([personId('stranger'), personId('door')].sort());
});

it('a refusal to throw it away leaves the roles as they are', async () => {
  const { event } = await lab.announced();
  const door = { email: 'stranger@people.test', name: 'Хтось', language: 'uk', role: 'DOOR', scopeKind: 'EVENT' };
  must(await lab.asked<Told>(INVITE, { input: { ...door, scopeId: event.id } }, LIBRARIAN));
  expect((await lab.discard(event.id)).kind).toBe('WrongStatus');
  expect(await atDoorOf(event.id)).toHaveLength(1);
});
