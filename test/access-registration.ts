// Who may what of registration: rows of access-matrix.ts, and the calls that go with them.
import { type Id, newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { newSecret } from '../src/identity/secret.ts';
import { type LinkPurpose, registrationLinks, registrations } from '../src/registration/record/registration.tables.ts';
import { questionSets } from '../src/registration/questions/question-set.tables.ts';
import type { Call } from './access-calls.ts';
import { CLASS_CALLS, CLASS_MUTATIONS, CLASS_QUERIES, CLASS_THINGS, rosterOf } from './access-classes.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';
import { NOMINATION_CALLS, NOMINATION_MUTATIONS, NOMINATION_QUERIES } from './access-nominations.ts';
import { NOTIFICATION_CALLS, NOTIFICATION_MUTATIONS, NOTIFICATION_QUERIES } from './access-notifications.ts';
import type { Rows } from './access-rows.ts';
import { STAFF_CALLS, STAFF_MUTATIONS, STAFF_QUERIES, STAFF_THINGS } from './access-staff.ts';

const PUBLIC: Row = { may: ['everybody'], token: 'READ' };
const BY_LINK = ['confirmRegistration', 'cancelRegistration', 'editRegistration', 'reconfirmRegistration'] as const;
const THEN = new Date('2026-01-01T00:00:00Z');
/** Beyond all clocks. */
const FAR = new Date('2096-05-01T12:00:00Z');

/** Somebody’s registration, and a link to it. */
function linked(scene: Scene, purpose: LinkPurpose, parts: Partial<typeof registrations.$inferInsert> = {}) {
  const id = newId<'Registration'>();
  const rosterId = rosterOf(scene, scene.hereEvent('published') as Id<'Event'>, { nextArrival: 2 });
  scene.rows.add(registrations, {
    ...{ id, rosterId, kind: 'INDIVIDUAL', origin: 'SELF', status: 'CONFIRMED', seats: 1, heldSeats: 1, smallest: 1 },
    ...{ arrival: 1, arrivedAt: THEN, language: 'uk', name: 'Особа', oneKey: id, createdAt: THEN, updatedAt: THEN },
    ...parts,
  });
  const { text, hash } = newSecret('registration');
  scene.rows.add(registrationLinks, { hash, registrationId: id, purpose, createdAt: THEN, expiresAt: FAR });
  return { input: { key: newId(), link: text } };
}

const ofHere = (scene: Scene) => rosterOf(scene, scene.hereEvent('published') as Id<'Event'>);

export const REGISTRATION_QUERIES: Readonly<Record<string, Row>> = {
  ...CLASS_QUERIES,
  ...NOMINATION_QUERIES,
  ...STAFF_QUERIES,
  ...NOTIFICATION_QUERIES,
  roster: PUBLIC,
  registrationByLink: PUBLIC,
  questionSet: {
    may: ['librarian', 'approver', 'admin'],
    token: 'EVENTS',
    says: 'Librarians and approvers only.',
  },
};

export const REGISTRATION_MUTATIONS: Readonly<Record<string, Row>> = {
  ...CLASS_MUTATIONS,
  ...NOMINATION_MUTATIONS,
  ...STAFF_MUTATIONS,
  ...NOTIFICATION_MUTATIONS,
  register: { ...PUBLIC, says: 'Public.' },
  sendMyLink: { ...PUBLIC, says: 'Public.' },
  ...Object.fromEntries(BY_LINK.map((name) => [name, { ...PUBLIC, says: 'Public, with the link.' }])),
  acceptOffer: { ...PUBLIC, says: 'Public, with the link of the offer.' },
  declineOffer: { ...PUBLIC, says: 'Public, with the link of the offer.' },
  saveRoster: {
    may: ['librarian here', 'approver here', 'admin'],
    token: 'EVENTS',
    says: 'Librarians and approvers of the event’s branch only.',
  },
  saveQuestionSet: { may: ['approver', 'admin'], token: 'EVENTS', says: 'Approvers only.' },
};

/** A kind has one set, whoever asks: it is made once for all the calls that are written together. */
const withSet = new WeakSet<Rows>();

export const REGISTRATION_CALLS: Readonly<Record<string, Call>> = {
  ...CLASS_CALLS,
  ...NOMINATION_CALLS,
  ...STAFF_CALLS,
  ...NOTIFICATION_CALLS,
  roster: (scene) => ({ id: ofHere(scene) }),
  registrationByLink: (scene) => ({ link: linked(scene, 'MANAGE').input.link }),
  register: (scene) => ({
    input: {
      ...{ rosterId: ofHere(scene), key: newId(), name: 'Оксана Коваль', email: `${newId()}@example.org` },
      consentVersion: CONSENT_VERSION,
    },
  }),
  sendMyLink: (scene) => ({ input: { key: newId(), rosterId: ofHere(scene), email: `${newId()}@example.org` } }),
  confirmRegistration: (scene) => linked(scene, 'CONFIRM', { status: 'UNCONFIRMED', expiresAt: FAR }),
  cancelRegistration: (scene) => linked(scene, 'MANAGE'),
  editRegistration: (scene) => linked(scene, 'MANAGE'),
  reconfirmRegistration: (scene) => linked(scene, 'RECONFIRM'),
  acceptOffer: (scene) => linked(scene, 'OFFER', { status: 'OFFERED', expiresAt: FAR }),
  declineOffer: (scene) => linked(scene, 'OFFER', { status: 'OFFERED', expiresAt: FAR }),
  // Its dates are far beyond all clocks; one of it has a roster, which is changed.
  saveRoster: (scene) => {
    const eventId = scene.hereEvent('published') as Id<'Event'>;
    const sessionId = newId<'Session'>();
    rosterOf(scene, eventId, {}, sessionId);
    return { input: { key: newId(), eventId, sessionId, largestParty: 3 } };
  },
  questionSet: ({ rows }) => {
    const kind = 'EXHIBITION';
    if (!withSet.has(rows)) {
      rows.add(questionSets, {
        kind,
        id: newId<'QuestionSet'>(),
        questions: [],
        updatedAt: new Date('2026-01-01T00:00:00Z'),
      });
    }
    withSet.add(rows);
    return { kind };
  },
  // All save the same, so that nobody is in another’s way.
  saveQuestionSet: () => ({
    input: {
      ...{ key: newId(), kind: 'LECTURE' },
      questions: [{ id: 'lunch', type: 'YES_NO', labelUk: 'Обід?', forWhom: 'EVERYBODY' }],
    },
  }),
};

/** Where a viewer reads what they can do: for viewer-can.spec.ts. */
export const REGISTRATION_THINGS = { ...CLASS_THINGS, ...STAFF_THINGS };
