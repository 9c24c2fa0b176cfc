// What lists leave out in SQL is what the policies do not let see, in a random world, for viewers with random roles.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maySeeEvent } from '../src/events/record/event.policy.ts';
import { type EditorialStatus, eventMeasures, events } from '../src/events/record/event.tables.ts';
import { assignments } from '../src/identity/assignment.tables.ts';
import { maySeePerson } from '../src/identity/person.policy.ts';
import { people } from '../src/identity/person.tables.ts';
import { SCOPES_OF_ROLE } from '../src/identity/role.rules.ts';
import { maySeeSchoolRequest } from '../src/identity/school-request.policy.ts';
import { schoolRequests } from '../src/identity/school-request.tables.ts';
import { ANONYMOUS, type Role, ROLES, type Viewer } from '../src/platform/access/viewer.ts';
import { type AuditRow, auditEntries } from '../src/platform/audit/audit.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { mayAskForRooms, mayKnowBooking } from '../src/venues/bookings/booking.policy.ts';
import { bookings } from '../src/venues/bookings/booking.tables.ts';
import { rooms, spaces } from '../src/venues/places/room.tables.ts';
import { Rows } from './access-rows.ts';
import { type Parts, REQUEST_STATES, Scene } from './access-scene.ts';
import { startTestApp, type TestApp } from './app.ts';

/** Another world: SEED=7 jest test/visible-to.spec.ts */
const SEED = Number(process.env['SEED'] ?? 20_260_329);
const OF_EACH_KIND = 3;
const VIEWERS = 60;

interface Pick {
  readonly role: Role;
  /** Which of the kinds of scope, and which thing of it; reduced to what there is. */
  readonly kind: number;
  readonly thing: number;
}
const picks = fc.array(
  fc.record({ role: fc.constantFrom(...ROLES.filter((role) => role !== 'ADMIN')), kind: fc.nat(9), thing: fc.nat(9) }),
  { maxLength: 4 },
);
const facts = fc.record({
  state: fc.nat(9),
  where: fc.nat(9),
  who: fc.nat(999),
  more: fc.array(fc.nat(99), { maxLength: 3 }),
});
const sample = <Value>(values: fc.Arbitrary<Value>, many: number, salt: number) =>
  fc.sample(values, { seed: SEED + salt, numRuns: many });

interface Seer {
  readonly scene: Scene;
  readonly viewer: Viewer;
}

let app: TestApp;
let seers: Seer[];
let measureId: Id<'Measure'>;
beforeAll(async () => {
  app = await startTestApp();
  const rows = new Rows();
  const world = new Scene('stranger', rows);
  measureId = world.measure() as Id<'Measure'>;
  const things = new Map(
    (['PLAN', 'BODY', 'OUTLET', 'BRANCH', 'SCHOOL'] as const).map((kind) => [
      kind as string,
      Array.from({ length: OF_EACH_KIND }, () => world.another(kind)),
    ]),
  );
  const at = (kind: string, index: number) => things.get(kind)![index % OF_EACH_KIND]!;
  const eventIds = sample(facts, 60, 1).map(({ state, where }) => {
    const id = newId<'Event'>();
    const editorialStatus = EDITORIAL[state % EDITORIAL.length]!;
    rows.add(events, { ...EVENT, id, editorialStatus, branchId: at('BRANCH', where) as Id<'Branch'> });
    rows.add(eventMeasures, { eventId: id, measureId, isPrimary: false, position: 1 });
    return id;
  });
  things.set('EVENT', eventIds.slice(0, OF_EACH_KIND));

  const scenes = sample(picks, VIEWERS, 2).map((roles) => ({ roles, scene: new Scene('stranger', rows) }));
  const ids = scenes.map(({ scene }) => scene.callerId);
  const who = (index: number) => ids[index % ids.length]!;
  seers = scenes.map(({ roles, scene }, index): Seer => {
    const grants = [
      ...rolesOnce(roles, at),
      ...(index === 0 ? [{ role: 'ADMIN' as const, kind: 'CITY', scopeId: null }] : []),
    ];
    for (const [nth, { role, kind, scopeId }] of grants.entries()) {
      const grantedBy = nth % 2 === 0 ? who(index * 7 + nth) : null;
      const given = { personId: scene.callerId, role, scopeKind: kind as never, scopeId, grantedBy };
      rows.add(assignments, { ...given, grantedAt: new Date() });
    }
    const credential = { kind: 'session', id: newId<'SignInSession'>(), authenticatedAt: new Date() } as const;
    return { scene, viewer: { kind: 'person', id: scene.callerId, name: '', grants, credential } };
  });
  // Of those who were erased nothing is left but the id; who is inactive is listed like anybody.
  const gone = { email: null, name: '', active: false, erasedAt: new Date() };
  for (let many = 0; many < 3; many += 1) world.person(gone);
  for (const roles of sample(picks, 20, 3)) {
    const personId = world.person({ active: roles.length > 1 });
    for (const { role, kind, scopeId } of rolesOnce(roles, at)) {
      rows.add(assignments, { personId, role, scopeKind: kind as never, scopeId, grantedAt: new Date() });
    }
  }
  for (const { state, where, who: index } of sample(facts, 60, 4)) {
    const decided = REQUEST_STATES[1 + (state % 3)]!;
    const request = { schoolId: at('SCHOOL', where) as Id<'School'>, personId: who(index), createdAt: new Date() };
    rows.add(schoolRequests, { ...request, state: decided, decidedAt: new Date() });
  }
  const halls = things.get('BRANCH')!.map((branchId) => hallAt(rows, branchId as Id<'Branch'>));
  for (const { state, where, who: index } of sample(facts, 60, 6)) {
    rows.add(bookings, { ...BOOKING, ...halls[where % OF_EACH_KIND]!, askedById: state === 0 ? null : who(index) });
  }
  const scopes = [...things.values()].flat();
  for (const { state, who: index, more } of sample(facts, 120, 5)) {
    rows.add(auditEntries, {
      ...{
        at: new Date(),
        via: 'SESSION' as const,
        action: 'UPDATE',
        thingKind: 'Event',
        thingId: newId(),
        changes: [],
      },
      actorId: state === 0 ? null : who(index),
      scopeIds: more.map((one) => scopes[one % scopes.length]!),
    });
  }
  await rows.write(app.database);
  seers.push({ scene: new Scene('nobody', rows), viewer: ANONYMOUS });
});
afterAll(() => app.stop());

const EDITORIAL: readonly EditorialStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'ARCHIVED'];
const EVENT = {
  ...({ kind: 'PUBLIC_EVENT', titleUk: 'Подія', searchText: ' подія' } as const),
  ...{ version: 1, createdAt: new Date(), updatedAt: new Date(), publishedAt: new Date() },
} as const;

const BOOKING = {
  layoutKind: 'THEATRE',
  // Who may know of it does not hang on its state, and one that is over takes no room.
  status: 'CANCELLED',
  ...{ purpose: 'Зустріч', expectedPeople: 10, zone: 'Europe/Kyiv' },
  ...{ startLocal: '2026-05-04T15:00:00', wallMinutes: 60, setUpMinutes: 0, tearDownMinutes: 0 },
  ...{ startsAt: new Date('2026-05-04T12:00:00Z'), endsAt: new Date('2026-05-04T13:00:00Z') },
  ...{ version: 1, createdAt: new Date(), updatedAt: new Date() },
} as const;

function hallAt(rows: Rows, branchId: Id<'Branch'>): { readonly roomId: Id<'Room'>; readonly branchId: Id<'Branch'> } {
  const [roomId, spaceId, now] = [newId<'Room'>(), newId<'Space'>(), new Date()];
  rows.add(spaces, { id: spaceId, branchId });
  const stamps = { version: 1, createdAt: now, updatedAt: now };
  rows.add(rooms, { ...stamps, id: roomId, branchId, spaceId, nameUk: 'Зала', nameEn: 'Hall', category: 'HALL' });
  return { roomId, branchId };
}

/** Each role once per thing, as the table of roles has it. */
function rolesOnce(roles: readonly Pick[], at: (kind: string, index: number) => string) {
  const placed = roles.map(({ role, kind, thing }) => {
    const kinds = SCOPES_OF_ROLE[role];
    const scopeKind: string = kinds[kind % kinds.length]!;
    return { role, kind: scopeKind, scopeId: scopeKind === 'CITY' ? null : at(scopeKind, thing) };
  });
  return [...new Map(placed.map((one) => [`${one.role} ${one.scopeId}`, one])).values()];
}

/** The ids of a whole list, read page by page. */
async function listed(
  scene: Scene,
  field: string,
  args = '',
  around: readonly [string, string] = ['', ''],
): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const query = `query ($after: String) { ${around[0]} list: ${field}(first: 50, after: $after ${args}) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } ${around[1]} }`;
    const { data, errors } = await scene.ask<Parts>(app, query, { after });
    if (errors) throw new Error(errors[0]!.message);
    const { list } = (around[0] ? data['around'] : data) as {
      list: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    ids.push(...list.edges.map(({ node }) => node.id));
    if (!list.pageInfo.hasNextPage) return ids;
    after = list.pageInfo.endCursor;
  }
}

const grantsOf = ({ viewer }: Seer) => (viewer.kind === 'person' ? viewer.grants : viewer.kind);

/** Compares for every viewer; and sees to it that the world is not all open or all closed. */
async function compare(
  who: readonly Seer[],
  read: (seer: Seer) => Promise<string[]>,
  expected: (seer: Seer) => readonly { readonly id: string }[],
): Promise<void> {
  const sizes = new Set<number>();
  for (const seer of who) {
    const ids = expected(seer).map(({ id }) => id);
    sizes.add(ids.length);
    const found = await read(seer);
    expect({ grants: grantsOf(seer), ids: found.toSorted() }).toEqual({ grants: grantsOf(seer), ids: ids.toSorted() });
  }
  expect(sizes.size).toBeGreaterThan(3);
}

describe(`for ${VIEWERS} viewers of world ${SEED}`, () => {
  const signedIn = () => seers.filter(({ viewer }) => viewer.kind === 'person');

  it('events are those of maySeeEvent', async () => {
    const all = await app.database.reader.select().from(events);
    const seen = ({ viewer }: Seer) => all.filter((event) => maySeeEvent(viewer, event));
    await compare(seers, ({ scene }) => listed(scene, 'events'), seen);
    const drafts = (seer: Seer) => seen(seer).filter(({ editorialStatus }) => editorialStatus === 'DRAFT');
    await compare(seers, ({ scene }) => listed(scene, 'events', 'filter: { editorialStatuses: [DRAFT] }'), drafts);
  });

  it('events of a measure are those of maySeeEvent', async () => {
    const served = await app.database.reader.select().from(eventMeasures);
    const ids = new Set(served.flatMap((one) => (one.measureId === measureId ? [one.eventId] : [])));
    const all = (await app.database.reader.select().from(events)).filter(({ id }) => ids.has(id));
    const within = [`around: measure(id: "${measureId}") {`, '}'] as const;
    await compare(
      seers,
      ({ scene }) => listed(scene, 'events', '', within),
      ({ viewer }) => all.filter((event) => maySeeEvent(viewer, event)),
    );
  });

  it('people are those of maySeePerson', async () => {
    const all = (await app.database.reader.select().from(people)).filter(({ erasedAt }) => erasedAt === null);
    const roles = await app.database.reader.select().from(assignments);
    const held = new Map(all.map(({ id }) => [id, roles.filter(({ personId }) => personId === id)]));
    await compare(
      signedIn(),
      ({ scene }) => listed(scene, 'people'),
      ({ viewer }) => all.filter(({ id }) => maySeePerson(viewer, id, held.get(id)!)),
    );
  });

  it('bookings are those of mayKnowBooking', async () => {
    const all = await app.database.reader.select().from(bookings);
    await compare(
      seers.filter(({ viewer }) => mayAskForRooms(viewer)),
      ({ scene }) => listed(scene, 'bookings'),
      ({ viewer }) => all.filter((booking) => mayKnowBooking(viewer, booking)),
    );
  });

  it('requests for schools are those of maySeeSchoolRequest', async () => {
    const all = await app.database.reader.select().from(schoolRequests);
    await compare(
      signedIn(),
      ({ scene }) => listed(scene, 'schoolRequests'),
      ({ viewer }) => all.filter((request) => maySeeSchoolRequest(viewer, request)),
    );
  });

  it('lines of the audit are one’s own, and those of the things whose staff one is', async () => {
    const all = await app.database.reader.select().from(auditEntries);
    await compare(
      signedIn(),
      ({ scene }) => listed(scene, 'audit'),
      ({ viewer }) => all.filter((line) => mayRead(viewer, line)),
    );
  });
});

/** The policy of the audit in words of its own: there is none that is asked of a single line. */
function mayRead(viewer: Viewer, { actorId, scopeIds }: AuditRow): boolean {
  if (viewer.kind !== 'person') return false;
  const staff: readonly Role[] = ['COORDINATOR', 'LIBRARIAN', 'APPROVER', 'SCHOOL_HEAD'];
  return (
    actorId === viewer.id ||
    viewer.grants.some(({ role }) => role === 'ADMIN') ||
    viewer.grants.some(({ role, scopeId }) => staff.includes(role) && scopeId !== null && scopeIds.includes(scopeId))
  );
}
