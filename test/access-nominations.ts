// Who may what of nominations: rows of access-matrix.ts, and the calls that go with them.
import { eventSessions } from '../src/events/record/session.tables.ts';
import { newSecret } from '../src/identity/secret.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import {
  registrationLinks,
  type RegistrationRow,
  registrations,
} from '../src/registration/record/registration.tables.ts';
import { quotas, rosters } from '../src/registration/record/roster.tables.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const BY_NOMINATORS: Row = {
  may: ['nominator here', 'admin'],
  token: 'EVENTS',
  says: 'Nominators of the body or outlet only.',
};

export const NOMINATION_QUERIES: Readonly<Record<string, Row>> = {
  nominations: {
    may: ['nominator here', 'librarian here', 'approver here', 'admin'],
    token: 'EVENTS',
    says: 'Its nominators, and librarians and approvers of the branch of the event, only.',
  },
};

export const NOMINATION_MUTATIONS: Readonly<Record<string, Row>> = {
  previewNominations: BY_NOMINATORS,
  nominate: BY_NOMINATORS,
  substituteNominee: BY_NOMINATORS,
  withdrawNominee: BY_NOMINATORS,
  answerNomination: { may: ['everybody'], token: 'READ', says: 'Public, with the link.' },
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STAMPS = { createdAt: THEN, updatedAt: THEN };
/** Beyond all clocks. */
const FAR = new Date('2096-05-04T12:00:00Z');

interface Kept {
  readonly rosterId: Id<'Roster'>;
  readonly quotaId: Id<'Quota'>;
}

/** A roster of the event in question that keeps two seats for the body in question. */
function rosterHere(scene: Scene): Kept {
  const eventId = scene.hereEvent('published') as Id<'Event'>;
  const [sessionId, rosterId, quotaId] = [newId<'Session'>(), newId<'Roster'>(), newId<'Quota'>()];
  scene.rows.add(eventSessions, {
    ...{ ...STAMPS, id: sessionId, eventId, branchId: scene.here('BRANCH') as Id<'Branch'> },
    ...{ startLocal: '2096-05-04T15:00:00', startsAt: FAR, endsAt: new Date('2096-05-04T13:00:00Z') },
    ...{ zone: 'Europe/Kyiv', wallMinutes: 60, standing: 'SCHEDULED', place: 'BRANCH', isListed: true },
    ...{ happeningStatus: 'CONFIRMED', revisedAt: THEN },
  });
  scene.rows.add(rosters, {
    ...STAMPS,
    id: rosterId,
    eventId,
    sessionId,
    mode: 'INVITED',
    capacity: 10,
    nextArrival: 2,
  });
  scene.rows.add(quotas, { id: quotaId, rosterId, bodyId: scene.here('BODY') as Id<'Body'>, seats: 2, position: 0 });
  return { rosterId, quotaId };
}

function nominee(scene: Scene, change: Partial<RegistrationRow>): Id<'Registration'> {
  const id = newId<'Registration'>();
  scene.rows.add(registrations, {
    ...{ ...STAMPS, ...rosterHere(scene), id, kind: 'NOMINEE', origin: 'NOMINATED', language: 'uk' },
    ...{ seats: 1, smallest: 1, arrival: 1, arrivedAt: THEN, bodyId: scene.here('BODY') as Id<'Body'> },
    ...{ name: 'Особа', email: `${id}@nominee.test`, oneKey: `${id}@nominee.test` },
    ...{ status: 'DECLINED', heldSeats: 0, ...change },
  });
  return id;
}

const INVITED = { status: 'PENDING_APPROVAL', awaits: 'NOMINEE', heldSeats: 1, expiresAt: FAR } as const;

const listFor = (scene: Scene) => ({
  ...{ rosterId: rosterHere(scene).rosterId, bodySlug: `thing-${scene.here('BODY')}` },
  rows: [{ name: 'Особа', email: `${newId()}@nominee.test` }],
});
const keyed = () => ({ key: newId(), consentVersion: CONSENT_VERSION });

export const NOMINATION_CALLS: Readonly<Record<string, Call>> = {
  nominations: (scene) => {
    const { rosterId, bodySlug } = listFor(scene);
    return { rosterId, bodySlug };
  },
  previewNominations: (scene) => ({ input: listFor(scene) }),
  nominate: (scene) => ({ input: { ...listFor(scene), ...keyed() } }),
  substituteNominee: (scene) => {
    const row = { name: 'Інша', email: `${newId()}@nominee.test` };
    return { input: { registrationId: nominee(scene, {}), row, ...keyed() } };
  },
  withdrawNominee: (scene) => ({
    input: { registrationId: nominee(scene, INVITED), key: newId(), reason: 'Помилка' },
  }),
  answerNomination: (scene) => {
    const { text, hash } = newSecret('registration');
    const link = { hash, purpose: 'NOMINEE', createdAt: THEN, expiresAt: FAR } as const;
    scene.rows.add(registrationLinks, { ...link, registrationId: nominee(scene, INVITED) });
    return { input: { link: text, key: newId(), accepts: true } };
  },
};
