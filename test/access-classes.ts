// Who may what of whole classes: rows of access-matrix.ts, and the calls that go with them.
import { eventSessions } from '../src/events/record/session.tables.ts';
import { newSecret } from '../src/identity/secret.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import {
  dateWishes,
  registrationLinks,
  registrations,
  wishedDates,
} from '../src/registration/record/registration.tables.ts';
import { rosters } from '../src/registration/record/roster.tables.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const PUBLIC_MUTATION: Row = { may: ['everybody'], token: 'READ', says: 'Public.' };
const BY_ITS_HEAD: Row = { may: ['head here', 'admin'], token: 'EVENTS', says: 'The head of its school only.' };
const BY_STAFF: Row = {
  may: ['librarian here', 'approver here', 'admin'],
  token: 'EVENTS',
  says: 'Librarians and approvers of the branch of its event only.',
};

export const CLASS_QUERIES: Readonly<Record<string, Row>> = {
  classesOfSchool: {
    may: ['head here', 'teacher here', 'admin'],
    token: 'EVENTS',
    says: 'The head and the teachers of the school only.',
  },
  dateWishes: { may: ['signed in'], token: 'EVENTS', says: 'Signed-in people only.' },
};

export const CLASS_MUTATIONS: Readonly<Record<string, Row>> = {
  registerClass: PUBLIC_MUTATION,
  agreeToClass: BY_ITS_HEAD,
  declineClass: BY_ITS_HEAD,
  answerClass: { may: ['everybody'], token: 'READ', says: 'Public, with the link.' },
  wishDates: PUBLIC_MUTATION,
  pickWishedDate: BY_STAFF,
  declineDateWish: BY_STAFF,
  withdrawDateWish: { may: ['oneself'], token: 'EVENTS', says: 'Whoever made it only.' },
};

const THEN = new Date('2026-01-01T00:00:00Z');
const FAR = new Date('2096-05-01T12:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };

/** A roster of a date that lies beyond all clocks. */
export function rosterOf(
  scene: Scene,
  eventId: Id<'Event'>,
  parts: Partial<typeof rosters.$inferInsert> = {},
  sessionId = newId<'Session'>(),
): Id<'Roster'> {
  const id = newId<'Roster'>();
  scene.rows.add(eventSessions, {
    ...{ ...STAMPS, id: sessionId, eventId, branchId: scene.here('BRANCH') as Id<'Branch'> },
    ...{ startLocal: '2096-05-04T15:00:00', startsAt: new Date('2096-05-04T12:00:00Z') },
    ...{ endsAt: new Date('2096-05-04T13:00:00Z'), zone: 'Europe/Kyiv', wallMinutes: 60, isListed: true },
    ...{ standing: 'SCHEDULED', place: 'BRANCH', happeningStatus: 'CONFIRMED', revisedAt: THEN },
  });
  scene.rows.add(rosters, { ...STAMPS, id, eventId, sessionId, mode: 'OPEN', capacity: 60, ...parts });
  return id;
}

const eventOf = (scene: Scene) => scene.hereEvent('published') as Id<'Event'>;

/** Each of an address of its own: one with many places to confirm gets no more. */
const classOf = (scene: Scene) => ({
  ...{ key: newId(), schoolSlug: `thing-${scene.here('SCHOOL')}`, grade: 9, letter: 'А', pupils: 28, adults: 2 },
  ...{ contactName: 'Ірина Мельник', contactEmail: `${newId()}@school.example`, consentVersion: CONSENT_VERSION },
});

/** A class that waits for the head of the school in question. */
function askingClass(scene: Scene): Id<'Registration'> {
  const id = newId<'Registration'>();
  const rosterId = rosterOf(scene, eventOf(scene), { nextArrival: 2 });
  const schoolId = scene.here('SCHOOL') as Id<'School'>;
  scene.rows.add(registrations, {
    ...{ ...STAMPS, id, rosterId, schoolId, kind: 'GROUP', origin: 'SELF', status: 'PENDING_APPROVAL', awaits: 'HEAD' },
    ...{ seats: 30, heldSeats: 30, smallest: 15, arrival: 1, arrivedAt: THEN, expiresAt: FAR, language: 'uk' },
    ...{ grade: 9, letter: 'А', pupils: 28, adults: 2, oneKey: `class:${schoolId}:9-А`, asksHead: true },
    ...{ name: 'Ірина Мельник', email: 'teacher@school.example', emailConfirmedAt: THEN },
  });
  return id;
}

/** A wish of whoever the things of the call are, for an event of the branch in question. */
function wishOf(scene: Scene): { readonly wishId: Id<'DateWish'>; readonly rosterId: Id<'Roster'> } {
  const id = newId<'DateWish'>();
  const eventId = eventOf(scene);
  const rosterIds = [rosterOf(scene, eventId), rosterOf(scene, eventId)] as const;
  const schoolId = scene.here('SCHOOL') as Id<'School'>;
  const { grade, letter, pupils, adults, contactName, contactEmail, consentVersion } = classOf(scene);
  const draft = {
    ...{ grade, letter, pupils, adults, contactName, contactEmail, contactPhone: null, smallest: null, needs: [] },
    ...{ answers: [], audienceSlug: null, language: 'uk', asksHead: false },
    ...{ consentVersion, consentedAt: '2026-01-01T00:00:00.000Z', emailConfirmedAt: null },
  };
  scene.rows.add(dateWishes, { ...STAMPS, id, eventId, schoolId, personId: scene.owner(), state: 'NEW', draft });
  for (const [at, rosterId] of rosterIds.entries()) scene.rows.add(wishedDates, { wishId: id, rosterId, rank: at + 1 });
  return { wishId: id, rosterId: rosterIds[0] };
}

export const CLASS_CALLS: Readonly<Record<string, Call>> = {
  registerClass: (scene) => ({ input: { ...classOf(scene), rosterId: rosterOf(scene, eventOf(scene)) } }),
  classesOfSchool: (scene) => ({ schoolSlug: `thing-${scene.here('SCHOOL')}` }),
  agreeToClass: (scene) => ({ input: { key: newId(), registrationId: askingClass(scene) } }),
  answerClass: (scene) => {
    const { text, hash } = newSecret('registration');
    const link = { hash, purpose: 'HEAD', createdAt: THEN, expiresAt: FAR } as const;
    const personId = scene.owner();
    scene.give(personId, 'SCHOOL_HEAD', 'SCHOOL', scene.here('SCHOOL'));
    scene.rows.add(registrationLinks, { ...link, registrationId: askingClass(scene), personId });
    return { input: { link: text, key: newId(), agrees: true } };
  },
  declineClass: (scene) => ({ input: { key: newId(), registrationId: askingClass(scene), reason: 'Контрольна' } }),
  dateWishes: () => ({}),
  wishDates: (scene) => {
    const eventId = eventOf(scene);
    return { input: { ...classOf(scene), rosterIds: [rosterOf(scene, eventId), rosterOf(scene, eventId)] } };
  },
  pickWishedDate: (scene) => ({ input: { key: newId(), ...wishOf(scene) } }),
  declineDateWish: (scene) => ({ input: { key: newId(), wishId: wishOf(scene).wishId, reason: 'Зали зайняті' } }),
  withdrawDateWish: (scene) => ({ input: { key: newId(), wishId: wishOf(scene).wishId } }),
};

/** Where a viewer reads what they can do, and by which mutation it is done: for viewer-can.spec.ts. */
export const CLASS_THINGS = {
  ClassRegistration: {
    read: (_: unknown, scene: Scene) => ({
      query: `query ($slug: String!) { classesOfSchool(schoolSlug: $slug) { edges { node { viewerCan } } } }`,
      variables: { slug: `thing-${scene.here('SCHOOL')}` },
    }),
    actions: { AGREE: 'agreeToClass', DECLINE: 'declineClass' },
  },
  DateWish: {
    read: (_: unknown, scene: Scene) => ({
      query: 'query ($id: ID!) { dateWishes(eventId: $id) { edges { node { viewerCan } } } }',
      variables: { id: scene.here('EVENT') },
    }),
    actions: { PICK: 'pickWishedDate', DECLINE: 'declineDateWish', WITHDRAW: 'withdrawDateWish' },
  },
};
