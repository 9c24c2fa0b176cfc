// Who may what of messages: rows of access-matrix.ts, and the calls that go with them.
import { newSecret } from '../src/identity/secret.ts';
import { follows, noticeLinks, notices } from '../src/notifications/notice.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';
import { STAFF_CALLS } from './access-staff.ts';

const OF_BRANCH: Row = { may: ['librarian here', 'approver here', 'admin'], token: 'EVENTS' };
const BY_STAFF: Row = { ...OF_BRANCH, says: 'Librarians and approvers of the event’s branch only.' };
const OF_ITS_BRANCH: Row = { ...OF_BRANCH, says: 'Its librarians and approvers only.' };
const PUBLIC: Row = { may: ['everybody'], token: 'READ', says: 'Public.' };

export const NOTIFICATION_QUERIES: Readonly<Record<string, Row>> = {
  registrationMessages: BY_STAFF,
  failedMessages: { ...OF_BRANCH, says: 'Librarians and approvers of the branch only.' },
  messageWords: OF_ITS_BRANCH,
  messagePreview: OF_ITS_BRANCH,
};

export const NOTIFICATION_MUTATIONS: Readonly<Record<string, Row>> = {
  retryMessage: BY_STAFF,
  saveMessageWords: { may: ['approver here', 'admin'], token: 'EVENTS', says: 'Approvers of the branch only.' },
  followByEmail: PUBLIC,
  confirmFollow: PUBLIC,
  unsubscribe: PUBLIC,
};

const THEN = new Date('2026-01-01T00:00:00Z');
/** Beyond all clocks. */
const FAR = new Date('2096-05-04T12:00:00Z');

/** Somebody who is registered for the event in question. */
const registered = (scene: Scene) => STAFF_CALLS['registration']!(scene, '')['id'] as Id<'Registration'>;

function told(scene: Scene): Id<'Notice'> {
  const id = newId<'Notice'>();
  const row = {
    actKey: id,
    dedupeKey: id,
    kind: 'CONFIRMED',
    mailId: newId<'OutgoingMail'>(),
    createdAt: THEN,
  } as const;
  scene.rows.add(notices, { id, ...row, registrationId: registered(scene) });
  return id;
}

function link(scene: Scene, purpose: 'MUTE' | 'CONFIRM_FOLLOW'): string {
  const { text, hash } = newSecret('notice');
  const stamps = { hash, purpose, createdAt: THEN, expiresAt: FAR };
  if (purpose === 'MUTE') scene.rows.add(noticeLinks, { ...stamps, emailHash: hash, kind: 'REMINDER' });
  else {
    const followId = newId<'Follow'>();
    const branchId = scene.here('BRANCH') as Id<'Branch'>;
    const row = { id: followId, email: `${followId}@person.test`, language: 'uk', createdAt: THEN } as const;
    scene.rows.add(follows, { ...row, branchId });
    scene.rows.add(noticeLinks, { ...stamps, followId });
  }
  return text;
}

const words = { kind: 'CONFIRMED', language: 'uk', intro: 'Вітаємо!' };

export const NOTIFICATION_CALLS: Readonly<Record<string, Call>> = {
  registrationMessages: (scene) => ({ registrationId: registered(scene) }),
  failedMessages: (scene) => ({ branchId: scene.here('BRANCH') }),
  messageWords: (scene) => ({ branchId: scene.here('BRANCH') }),
  messagePreview: (scene) => ({ input: { branchId: scene.here('BRANCH'), ...words } }),
  retryMessage: (scene) => ({ input: { key: newId(), id: told(scene) } }),
  saveMessageWords: (scene) => ({ input: { key: newId(), branchId: scene.here('BRANCH'), ...words } }),
  followByEmail: (scene) => {
    const branchSlug = `thing-${scene.here('BRANCH')}`;
    return { input: { key: newId(), email: `${newId()}@person.test`, branchSlug } };
  },
  confirmFollow: (scene) => ({ input: { key: newId(), link: link(scene, 'CONFIRM_FOLLOW') } }),
  unsubscribe: (scene) => ({ input: { key: newId(), link: link(scene, 'MUTE') } }),
};
