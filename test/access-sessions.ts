// Who may what of the sessions of events: rows of access-matrix.ts, and the calls that go with them.
import { events } from '../src/events/record/event.tables.ts';
import { eventSessions, type SessionRow } from '../src/events/record/session.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const STAFF = ['librarian here', 'approver here', 'admin'] as const;
const OF_ITS_EVENT: Row = { may: STAFF, token: 'EVENTS', says: 'Librarians and approvers of its branch only.' };

export const SESSION_QUERIES: Readonly<Record<string, Row>> = {
  session: {
    may: {
      'a session of a published event': ['everybody'],
      'a session of a draft': STAFF,
      'a date without a place': STAFF,
    },
    others: 'null',
    nobody: 'null',
    token: 'READ',
  },
  sessionsToDecide: {
    may: ['librarian', 'approver', 'librarian here', 'approver here', 'admin'],
    token: 'EVENTS',
    says: 'Librarians and approvers only.',
  },
};

export const SESSION_MUTATIONS: Readonly<Record<string, Row>> = {
  scheduleSession: OF_ITS_EVENT,
  moveSession: OF_ITS_EVENT,
  placeSession: OF_ITS_EVENT,
  dropSession: OF_ITS_EVENT,
  confirmSession: OF_ITS_EVENT,
  postponeSession: OF_ITS_EVENT,
  moveSessionOnline: OF_ITS_EVENT,
  cancelSession: OF_ITS_EVENT,
  reviveSession: OF_ITS_EVENT,
  markSessionHeld: OF_ITS_EVENT,
  unmarkSessionHeld: OF_ITS_EVENT,
  discardEvent: OF_ITS_EVENT,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };
/** Beyond all clocks. */
const AHEAD = { startLocal: '2096-05-04T15:00:00', startsAt: new Date('2096-05-04T12:00:00Z') };
const AHEAD_TO = { endsAt: new Date('2096-05-04T13:00:00Z') };
const PAST = {
  startLocal: '2026-01-05T15:00:00',
  startsAt: new Date('2026-01-05T13:00:00Z'),
  endsAt: new Date('2026-01-05T14:00:00Z'),
};

/** An event of the branch in question. */
function eventIn(scene: Scene, isPublished: boolean): Id<'Event'> {
  const id = newId<'Event'>();
  scene.rows.add(events, {
    ...{ ...STAMPS, id, kind: 'EXHIBITION', titleUk: 'Виставка', searchText: 'виставка' },
    branchId: scene.here('BRANCH') as Id<'Branch'>,
    ...(isPublished && { editorialStatus: 'PUBLISHED', publishedAt: THEN }),
  });
  return id;
}

function sessionIn(scene: Scene, change: Partial<SessionRow> = {}): Id<'Session'> {
  const [id, isListed] = [newId<'Session'>(), change.isListed ?? false];
  scene.rows.add(eventSessions, {
    ...{ ...STAMPS, id, eventId: eventIn(scene, isListed), branchId: scene.here('BRANCH') as Id<'Branch'> },
    ...{ ...AHEAD, ...AHEAD_TO, zone: 'Europe/Kyiv', wallMinutes: 60, standing: 'SCHEDULED', place: 'BRANCH' },
    ...{ happeningStatus: 'CONFIRMED', revisedAt: THEN, ...change },
  });
  return id;
}

const WHY = { reason: 'Захворів ведучий' };

export const SESSION_CALLS: Readonly<Record<string, Call>> = {
  session: (scene, of) => ({
    id: sessionIn(scene, {
      isListed: of === 'a session of a published event',
      ...(of === 'a date without a place' && { standing: 'TO_PLACE' }),
    }),
  }),
  sessionsToDecide: () => ({}),
  scheduleSession: (scene) => ({
    input: {
      ...{ eventId: eventIn(scene, false), startDate: '2096-05-04', startTime: '15:00', endTime: '16:00' },
      place: { roomToBeFound: true },
    },
  }),
  moveSession: (scene) => ({ input: { id: sessionIn(scene), version: 1, startTime: '14:00' } }),
  placeSession: (scene) => ({ input: { id: sessionIn(scene, { standing: 'TO_PLACE' }), version: 1 } }),
  dropSession: (scene) => ({ id: sessionIn(scene, { standing: 'TO_PLACE' }) }),
  confirmSession: (scene) => ({ id: sessionIn(scene, { happeningStatus: 'TENTATIVE' }) }),
  postponeSession: (scene) => ({ id: sessionIn(scene), ...WHY }),
  moveSessionOnline: (scene) => ({ id: sessionIn(scene) }),
  cancelSession: (scene) => ({ id: sessionIn(scene), ...WHY }),
  reviveSession: (scene) => ({ id: sessionIn(scene, { happeningStatus: 'CANCELLED', ...WHY }) }),
  markSessionHeld: (scene) => ({ id: sessionIn(scene, PAST) }),
  unmarkSessionHeld: (scene) => ({ id: sessionIn(scene, { ...PAST, happeningStatus: 'HELD' }) }),
  discardEvent: (scene) => ({ id: eventIn(scene, false) }),
};
