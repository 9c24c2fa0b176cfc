// Who may what of what staff do in a roster, and people with their own data: rows of access-matrix.ts, and the calls that go with them.
import { eventSessions } from '../src/events/record/session.tables.ts';
import { newSecret } from '../src/identity/secret.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import {
  registrationLinks,
  type RegistrationRow,
  registrations,
} from '../src/registration/record/registration.tables.ts';
import { rosters } from '../src/registration/record/roster.tables.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

type Parts = Record<string, unknown>;

const BY_STAFF: Row = {
  may: ['librarian here', 'approver here', 'admin'],
  token: 'EVENTS',
  says: 'Librarians and approvers of the event’s branch only.',
};

const BY_LINK: Row = { may: ['everybody'], token: 'READ', says: 'Public, with the link.' };

export const STAFF_QUERIES: Readonly<Record<string, Row>> = {
  registration: { ...BY_STAFF, others: 'null' },
  messageReach: BY_STAFF,
  myRegistration: BY_LINK,
  exportMyData: BY_LINK,
  myRegistrations: { may: ['signed in'], token: 'never', says: 'Signed-in people only, not by API token.' },
};

export const STAFF_MUTATIONS: Readonly<Record<string, Row>> = {
  registerByPhone: BY_STAFF,
  approveRegistration: BY_STAFF,
  declineRegistration: BY_STAFF,
  cancelRegistrationByStaff: BY_STAFF,
  promoteRegistration: BY_STAFF,
  moveRegistration: { ...BY_STAFF, says: 'Librarians and approvers of the branches of both events only.' },
  editRegistrationByStaff: BY_STAFF,
  messageRegistered: BY_STAFF,
  eraseMyData: BY_LINK,
};

const THEN = new Date('2026-01-01T00:00:00Z');
/** Beyond all clocks. */
const FAR = new Date('2096-05-04T12:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };

/** A roster of the event in question. */
function rosterHere(scene: Scene, eventId = scene.hereEvent('published') as Id<'Event'>): Id<'Roster'> {
  const [id, sessionId] = [newId<'Roster'>(), newId<'Session'>()];
  scene.rows.add(eventSessions, {
    ...{ ...STAMPS, id: sessionId, eventId, branchId: scene.here('BRANCH') as Id<'Branch'> },
    ...{ startLocal: '2096-05-04T15:00:00', startsAt: FAR, endsAt: new Date('2096-05-04T13:00:00Z') },
    ...{ zone: 'Europe/Kyiv', wallMinutes: 60, standing: 'SCHEDULED', place: 'BRANCH', isListed: true },
    ...{ happeningStatus: 'CONFIRMED', revisedAt: THEN },
  });
  scene.rows.add(rosters, { ...STAMPS, id, eventId, sessionId, mode: 'APPROVAL', capacity: 10, nextArrival: 2 });
  return id;
}

const STATES = {
  'one that waits for the host': { status: 'PENDING_APPROVAL', awaits: 'STAFF', heldSeats: 1 },
  'one confirmed': { status: 'CONFIRMED', heldSeats: 1 },
  'one that waits': { status: 'WAITLISTED', heldSeats: 0 },
  'one offered': { status: 'OFFERED', heldSeats: 1, expiresAt: FAR },
  'one cancelled': { status: 'CANCELLED', heldSeats: 0 },
} as const satisfies Record<string, Partial<RegistrationRow>>;

/** Somebody of that roster: in the state that is named, or in that in which it is done. */
function somebody(scene: Scene, of: string, usual: keyof typeof STATES = 'one confirmed'): Parts {
  const id = newId<'Registration'>();
  const state = STATES[(of || usual) as keyof typeof STATES];
  scene.rows.add(registrations, {
    ...{ ...STAMPS, id, rosterId: rosterHere(scene), kind: 'INDIVIDUAL', origin: 'SELF', language: 'uk', seats: 1 },
    ...{ smallest: 1, arrival: 1, arrivedAt: THEN, name: 'Особа', email: `${id}@person.test`, ...state },
  });
  return { key: newId(), registrationId: id };
}

const reason = 'Так вирішено';
const of = (scene: Scene, state: string, usual: keyof typeof STATES, more: Parts = {}) => ({
  input: { ...somebody(scene, state, usual), ...more },
});

/** Somebody who is confirmed, and the roster they are in. */
function circle(scene: Scene): Parts {
  const rosterId = rosterHere(scene);
  const id = newId<'Registration'>();
  scene.rows.add(registrations, {
    ...{ ...STAMPS, id, rosterId, kind: 'INDIVIDUAL', origin: 'SELF', language: 'uk', seats: 1, heldSeats: 1 },
    ...{ status: 'CONFIRMED', smallest: 1, arrival: 1, arrivedAt: THEN, email: `${id}@person.test` },
  });
  return { rosterId, statuses: ['CONFIRMED'], kinds: ['INDIVIDUAL'] };
}

/** The link to manage a registration, as a mail holds it. */
function linkTo(scene: Scene): string {
  const { text, hash } = newSecret('registration');
  const registrationId = somebody(scene, '')['registrationId'] as Id<'Registration'>;
  scene.rows.add(registrationLinks, { hash, registrationId, purpose: 'MANAGE', createdAt: THEN, expiresAt: FAR });
  return text;
}

export const STAFF_CALLS: Readonly<Record<string, Call>> = {
  myRegistration: (scene) => ({ link: linkTo(scene) }),
  myRegistrations: () => ({}),
  exportMyData: (scene) => ({ link: linkTo(scene) }),
  eraseMyData: (scene) => ({ input: { key: newId(), link: linkTo(scene) } }),
  registration: (scene) => ({ id: somebody(scene, '')['registrationId'] }),
  messageReach: circle,
  registerByPhone: (scene) => ({
    input: { key: newId(), rosterId: rosterHere(scene), name: 'Особа', consentVersion: CONSENT_VERSION },
  }),
  approveRegistration: (scene, state) => of(scene, state, 'one that waits for the host'),
  declineRegistration: (scene, state) => of(scene, state, 'one that waits for the host', { reason }),
  cancelRegistrationByStaff: (scene, state) => of(scene, state, 'one confirmed', { reason }),
  promoteRegistration: (scene, state) => of(scene, state, 'one that waits', { reason, confirmed: true }),
  moveRegistration: (scene, state) => {
    const { input } = of(scene, state, 'one confirmed');
    return { input: { ...input, toRosterId: rosterHere(scene, scene.here('EVENT') as Id<'Event'>) } };
  },
  editRegistrationByStaff: (scene, state) => of(scene, state, 'one confirmed', { name: 'Інша' }),
  messageRegistered: (scene) => ({ input: { ...circle(scene), key: newId(), subject: 'Тема', text: 'Текст' } }),
};

/** Where a viewer reads what they can do, and by which mutation it is done: for viewer-can.spec.ts. */
export const STAFF_THINGS = {
  Registration: {
    read: (variables: Parts) => ({
      query: 'query ($id: ID!) { registration(id: $id) { viewerCan } }',
      variables: { id: (variables['input'] as Parts)['registrationId'] },
    }),
    actions: {
      ...{ APPROVE: 'approveRegistration', DECLINE: 'declineRegistration', CANCEL: 'cancelRegistrationByStaff' },
      ...{ PROMOTE: 'promoteRegistration', MOVE: 'moveRegistration', EDIT: 'editRegistrationByStaff' },
    },
    of: Object.keys(STATES),
  },
};
