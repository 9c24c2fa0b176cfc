// What `viewerCan` says is what the mutations then do: for everybody, and for things in every state.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { type Role, ROLES } from '../src/platform/access/viewer.ts';
import { CALLS, fieldsOf, textOf } from './access-calls.ts';
import { REGISTRATION_THINGS } from './access-registration.ts';
import { Rows } from './access-rows.ts';
import { CALLERS, outcomeOf, type Parts, Scene } from './access-scene.ts';
import { startTestApp, type TestApp } from './app.ts';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app.stop());

interface Said {
  /** The thing, as the viewer finds it; `viewerCan` of it is read. Nothing where they find none. */
  readonly read: (variables: Parts, scene: Scene) => { query: string; variables?: Parts };
  /** Each action, with the mutation that does it. */
  readonly actions: Readonly<Record<string, string>>;
  /** The states or kinds of the thing, each in words of access-calls.ts. */
  readonly of?: readonly string[];
  /** What the input says besides. */
  readonly wanted?: Parts;
}

const input = (variables: Parts) => variables['input'] as Parts;
const byId = (field: string) => (variables: Parts) => ({
  query: `query ($id: ID!) { ${field}(id: $id) { viewerCan } }`,
  variables: { id: variables['id'] ?? input(variables)['id'] },
});
const bySlug = (field: string, prefix: string, idOf: (variables: Parts) => unknown) => (variables: Parts) => ({
  query: `query ($slug: String!) { ${field}(slug: $slug) { viewerCan } }`,
  variables: { slug: `${prefix}-${String(idOf(variables))}` },
});
const entry = (field: string, prefix: string) => bySlug(field, prefix, (variables) => input(variables)['id']);

const viewer = () => ({ query: '{ viewer { viewerCan } }' });
const ASKING: Said = { read: viewer, actions: {} };

const rolesOfOwner = (scene: Scene) => ({
  query: 'query ($id: ID!) { person(id: $id) { roles { viewerCan } } }',
  variables: { id: scene.owner() },
});

const BOOKINGS = [
  ...['a hold', 'a request for a room that wants a yes', 'a request for a room that wants none'],
  ...['one confirmed', 'one rejected', 'one cancelled', 'one expired'],
];

const THINGS: Readonly<Record<string, Said>> = {
  Event: {
    read: byId('event'),
    actions: {
      ...{ UPDATE: 'updateEvent', DISCARD: 'discardEvent', SUBMIT: 'submitEvent', WITHDRAW: 'withdrawEvent' },
      ...{ RETURN: 'returnEvent', APPROVE: 'approveEvent', PUBLISH: 'publishEvent', ARCHIVE: 'archiveEvent' },
      RESTORE: 'restoreEvent',
    },
    of: [
      'a draft',
      'a submitted event',
      'a returned event',
      'an approved event',
      'a published event',
      'an archived event',
    ],
  },
  Session: {
    read: byId('session'),
    actions: {
      ...{ CONFIRM: 'confirmSession', MOVE: 'moveSession', POSTPONE: 'postponeSession', CANCEL: 'cancelSession' },
      ...{ MOVE_ONLINE: 'moveSessionOnline', REVIVE: 'reviveSession' },
      ...{ MARK_HELD: 'markSessionHeld', UNMARK_HELD: 'unmarkSessionHeld' },
    },
  },
  EventTemplate: {
    read: byId('eventTemplate'),
    actions: { UPDATE: 'updateEventTemplate', RETIRE: 'retireEventTemplate' },
    of: ['a template of a branch', 'a template of the whole city'],
  },
  Proposal: {
    read: byId('proposal'),
    actions: { CONVERT: 'convertProposal', DECLINE: 'declineProposal', FORGET: 'forgetProposal' },
    of: ['one that names a branch'],
  },
  Plan: { read: byId('plan'), actions: { EDIT: 'updatePlan' } },
  'Plan of a document': {
    read: (_, scene) => ({
      query: 'query ($id: ID!) { plan(id: $id) { viewerCan } }',
      variables: { id: scene.here('PLAN') },
    }),
    actions: { IMPORT: 'importPlan' },
    of: ['a plan that is kept'],
  },
  Measure: { read: byId('measure'), actions: { EDIT: 'updateMeasure' } },
  Branch: {
    read: bySlug('branch', 'thing', (variables) => input(variables)['branchId']),
    actions: { SCHEDULE: 'createEvent', FURNISH: 'createRoom' },
    of: ['a room of its own'],
  },
  Closure: {
    read: (_, scene) => ({
      query: `query ($slug: String!) { branch(slug: $slug) { closures(from: "2096-05-01", to: "2096-05-31") { viewerCan } } }`,
      variables: { slug: `thing-${scene.here('BRANCH')}` },
    }),
    actions: { UPDATE: 'updateClosure', LIFT: 'liftClosure' },
  },
  Booking: {
    read: byId('booking'),
    actions: {
      ...{ REWORD: 'changeBooking', CONFIRM: 'confirmHold', CANCEL: 'cancelBooking' },
      ...{ APPROVE: 'approveBooking', REJECT: 'rejectBooking' },
    },
    of: BOOKINGS,
  },
  'Booking (time)': {
    read: byId('booking'),
    actions: { MOVE: 'changeBooking' },
    of: BOOKINGS,
    wanted: { endTime: '15:45' },
  },
  'Booking (room)': {
    read: byId('booking'),
    actions: { CHANGE: 'changeBooking' },
    of: BOOKINGS,
    wanted: { expectedPeople: 9 },
  },
  Audience: { read: entry('audience', 'entry'), actions: { EDIT: 'updateAudience' } },
  ResponsibleBody: { read: entry('responsibleBody', 'thing'), actions: { EDIT: 'updateResponsibleBody' } },
  District: { read: entry('district', 'entry'), actions: { EDIT: 'updateDistrict' } },
  Outlet: { read: entry('outlet', 'thing'), actions: { EDIT: 'updateOutlet' } },
  School: { read: entry('school', 'thing'), actions: { EDIT: 'updateSchool' } },
  'Person (profile)': {
    read: byId('person'),
    actions: { EDIT_PROFILE: 'updatePerson' },
    of: ['a name', 'a language'],
  },
  'Person (account)': {
    read: byId('person'),
    actions: { EDIT_ACCOUNT: 'updatePerson' },
    of: ['an e-mail address', 'being active'],
  },
  'Person (erasure)': { read: byId('person'), actions: { ERASE: 'erasePerson' } },
  RoleAssignment: {
    read: (_, scene) => rolesOfOwner(scene),
    actions: { REVOKE: 'revokeRole' },
    of: [
      ...['an administrator', 'a coordinator here', 'a librarian here', 'an approver here', 'a reporter here'],
      ...['a nominator here', 'a nominator of an outlet here', 'a trainer', 'a head here', 'a teacher here'],
      'a door here',
    ],
  },
  'RoleAssignment at an event': {
    // The staff of the branch do not see the person, but whoever may give the role gets it by giving it again.
    read: (_, scene) => {
      const scope = { role: 'DOOR', scopeKind: 'EVENT', scopeId: scene.here('EVENT') };
      return scene.caller === 'oneself'
        ? rolesOfOwner(scene)
        : {
            query: `mutation ($input: GrantRoleInput!) {
              grantRole(input: $input) { ... on RoleAssignment { viewerCan } } }`,
            variables: { input: { personId: scene.acquaintance(), ...scope } },
          };
    },
    actions: { REVOKE: 'revokeRole' },
    of: ['a door of an event here'],
  },
  SchoolRequest: {
    read: (_, scene) => ({
      query: `query ($id: ID!) { schoolRequests(schoolId: $id) { edges { node { viewerCan } } } }`,
      variables: { id: scene.here('SCHOOL') },
    }),
    actions: { DECIDE: 'decideSchoolRequest', WITHDRAW: 'withdrawSchoolRequest' },
    of: ['one pending', 'one approved', 'one rejected', 'one withdrawn'],
  },
  ...REGISTRATION_THINGS,
  'Viewer (directory)': { read: viewer, actions: { EDIT_DIRECTORY: 'updateAudience' } },
  'Viewer (outlets)': { read: viewer, actions: { EDIT_DIRECTORY: 'createOutlet' } },
  'Viewer (schools)': { read: viewer, actions: { EDIT_SCHOOLS: 'createSchool' } },
  'Viewer (mail)': { read: viewer, actions: { SEE_OUTGOING_MAIL: 'outgoingMails' } },
  'Viewer (plans)': {
    read: () => ({ query: '{ viewer { mayImportPlan } }' }),
    actions: { IMPORT: 'importPlan' },
    of: ['a new plan'],
  },
};

/** What is said, wherever in the answer it stands; nothing of a thing that the viewer does not find. */
function saidIn(answer: unknown): string[] {
  if (Array.isArray(answer)) return answer.flatMap(saidIn);
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([field, value]) => {
    if (field === 'viewerCan') return value as string[];
    return field === 'mayImportPlan' && value === true ? ['IMPORT'] : saidIn(value);
  });
}

const fields = new Map(
  (['query', 'mutation'] as const).flatMap((kind) =>
    fieldsOf(schema, kind).map((field) => [field.name, { kind, field }] as const),
  ),
);

/** For each caller, what was said of the action before it was tried, and whether it was then done. */
async function saidAndDone({ read, wanted }: Said, action: string, name: string, of: string) {
  const { kind, field } = fields.get(name)!;
  const rows = new Rows();
  const calls = CALLERS.map((caller) => {
    const scene = new Scene(caller, rows);
    const call = CALLS[name]!(scene, of);
    const variables = wanted ? { ...call, input: { ...input(call), ...wanted } } : call;
    const reading = read(variables, scene);
    return { caller, scene: scene.settle(), variables, reading };
  });
  await rows.write(app.database);
  const outcomes = await Promise.all(
    calls.map(async ({ caller, scene, variables, reading }) => {
      const { data } = await scene.ask(app, reading.query, reading.variables);
      const said = saidIn(data).includes(action);
      const outcome = outcomeOf(schema, await scene.ask(app, textOf(kind, field, variables), variables));
      return { caller, said, outcome };
    }),
  );
  return outcomes;
}

describe.each(Object.entries(THINGS))('%s', (_, said) => {
  const cases = Object.entries(said.actions).flatMap(([action, name]) =>
    (said.of ?? ['']).map((of) => ({ action, name, of, named: of && ` of ${of}` })),
  );

  it.each(cases)('says $action$named to those for whom $name does it', async ({ action, name, of }) => {
    const outcomes = await saidAndDone(said, action, name, of);
    const lies = outcomes.filter(({ said: yes, outcome }) => yes !== (outcome === 'in'));
    expect(lies).toEqual([]);
    // What is refused is refused for a reason that was known: no role for it, or a state that does not allow it.
    const reasons = outcomes.flatMap(({ outcome }) => (outcome === 'in' ? [] : [outcome]));
    const decided = ['WrongStatus', 'BookingStatusWrong', 'RequestDecided', 'NotInThisState'];
    const known = ['UNAUTHENTICATED', 'FORBIDDEN', ...decided];
    expect(reasons.filter((reason) => !known.includes(reason))).toEqual([]);
  });
});

/** Names without their `here`: who is said something somewhere, and who does it in the right place. */
async function somewhere(said: Said, action: string, name: string, of: string) {
  const outcomes = await saidAndDone(said, action, name, of);
  const who = (yes: (one: (typeof outcomes)[number]) => boolean) =>
    new Set(outcomes.flatMap((one) => (yes(one) ? [one.caller.replace(' here', '')] : [])));
  return { said: who((one) => one.said), does: who(({ outcome }) => outcome === 'in') };
}

describe('what a viewer is said to do somewhere', () => {
  const given: Said = { read: () => ({ query: '{ viewer { viewerCan: givesRoles } }' }), actions: {} };

  it.each(ROLES)(
    'the role %s is given by those for whom grantRole and invitePerson give it in its place',
    async (role) => {
      for (const name of ['grantRole', 'invitePerson']) {
        const { said, does } = await somewhere(given, role, name, ROLE_WORDS[role]);
        expect(said).toEqual(does);
      }
    },
  );

  it('DECIDE_SCHOOL_REQUESTS is for those who decide one in its place', async () => {
    const { said, does } = await somewhere(ASKING, 'DECIDE_SCHOOL_REQUESTS', 'decideSchoolRequest', '');
    expect(said).toEqual(does);
  });

  it.each(['INVITE', 'LIST_PEOPLE'])('%s is for those who give some role', async (action) => {
    const rows = new Rows();
    const scenes = CALLERS.map((caller) => new Scene(caller, rows).settle());
    await rows.write(app.database);
    for (const scene of scenes) {
      const { data } = await scene.ask<{ viewer: { viewerCan: string[]; givesRoles: string[] } }>(
        app,
        '{ viewer { viewerCan givesRoles } }',
      );
      const { viewerCan, givesRoles } = data.viewer;
      expect([scene.caller, viewerCan.includes(action)]).toEqual([scene.caller, givesRoles.length > 0]);
    }
  });
});

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  ADMIN: 'an administrator',
  COORDINATOR: 'a coordinator here',
  REPORTER: 'a reporter here',
  LIBRARIAN: 'a librarian here',
  APPROVER: 'an approver here',
  TRAINER: 'a trainer',
  DOOR: 'a door of an event here',
  TEACHER: 'a teacher here',
  SCHOOL_HEAD: 'a head here',
  NOMINATOR: 'a nominator here',
};
