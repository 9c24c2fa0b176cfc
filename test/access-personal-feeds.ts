// Who may what of personal calendars: rows of access-matrix.ts, and the calls that go with them.
import { personalFeeds } from '../src/feeds/personal/personal.feed.tables.ts';
import { newSecret } from '../src/identity/secret.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';
import { roomHere } from './access-venues.ts';

const OWN: Row = { may: ['signed in'], token: 'never', says: 'Signed-in people only, not by API token.' };
const OWN_THING: Row = { ...OWN, may: ['oneself'], others: 'NOT_FOUND' };
const STAFF = ['librarian here', 'approver here', 'door here', 'admin'] as const;

export const PERSONAL_FEED_QUERIES: Readonly<Record<string, Row>> = { personalFeeds: OWN };

export const PERSONAL_FEED_MUTATIONS: Readonly<Record<string, Row>> = {
  createPersonalFeed: {
    ...OWN,
    may: {
      'one’s own': ['signed in'],
      'of a school': ['head here', 'teacher here', 'admin'],
      'of a room': STAFF,
      'of a branch': STAFF,
    },
  },
  rotatePersonalFeed: OWN_THING,
  renamePersonalFeed: OWN_THING,
  revokePersonalFeed: OWN_THING,
};

const THEN = new Date('2026-01-01T00:00:00Z');

function feed(scene: Scene): Id<'PersonalFeed'> {
  const id = newId<'PersonalFeed'>();
  scene.rows.add(personalFeeds, {
    ...{ id, personId: scene.owner(), of: 'PERSON', name: 'Телефон', language: 'uk', pastDays: 90 },
    ...{ includeCancelled: true, secretHash: newSecret('calendar').hash },
    ...{ version: 1, secretSince: THEN, createdAt: THEN, updatedAt: THEN },
  });
  return id;
}

function thing(scene: Scene, of: string) {
  if (of === 'of a school') return { of: 'SCHOOL', schoolId: scene.here('SCHOOL') };
  if (of === 'of a room') return { of: 'ROOM', roomId: roomHere(scene) };
  return of === 'of a branch' ? { of: 'BRANCH', branchId: scene.here('BRANCH') } : { of: 'PERSON' };
}

export const PERSONAL_FEED_CALLS: Readonly<Record<string, Call>> = {
  personalFeeds: () => ({}),
  createPersonalFeed: (scene, of) => ({ input: { key: newId(), name: 'Телефон', ...thing(scene, of) } }),
  rotatePersonalFeed: (scene) => ({ input: { id: feed(scene) } }),
  renamePersonalFeed: (scene) => ({ input: { id: feed(scene), name: 'Планшет' } }),
  revokePersonalFeed: (scene) => ({ id: feed(scene) }),
};
