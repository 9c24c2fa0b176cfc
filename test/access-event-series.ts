// Who may what of series, courses and edits of many dates: rows of access-matrix.ts, and the calls that go with them.
import { events } from '../src/events/record/event.tables.ts';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Parts, Scene } from './access-scene.ts';

const OF_ITS_PROGRAMME: Row = {
  may: ['librarian here', 'approver here', 'admin'],
  token: 'EVENTS',
  says: 'Librarians and approvers of its branch only.',
};

export const EVENT_SERIES_QUERIES: Readonly<Record<string, Row>> = {
  previewEventSeries: OF_ITS_PROGRAMME,
  previewSessionsEdit: OF_ITS_PROGRAMME,
  previewSessionsCancel: OF_ITS_PROGRAMME,
};

export const EVENT_SERIES_MUTATIONS: Readonly<Record<string, Row>> = {
  scheduleSeries: OF_ITS_PROGRAMME,
  scheduleCourse: OF_ITS_PROGRAMME,
  editSessions: OF_ITS_PROGRAMME,
  cancelSessions: OF_ITS_PROGRAMME,
  setRegistrationUnit: OF_ITS_PROGRAMME,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };
/** Beyond all clocks, without a room. */
const TIME = { startDate: '2096-05-04', startTime: '15:00', endTime: '16:00', place: { roomToBeFound: true } };

/** A draft of the branch in question. */
function draftIn(scene: Scene): Id<'Event'> {
  const id = newId<'Event'>();
  scene.rows.add(events, {
    ...{ ...STAMPS, id, kind: 'LECTURE', titleUk: 'Лекція', searchText: 'лекція' },
    branchId: scene.here('BRANCH') as Id<'Branch'>,
  });
  return id;
}

const ofDraft = (scene: Scene): Parts => ({ eventId: draftIn(scene), version: 1 });

/** All dates of a draft that has one. */
function ofDates(scene: Scene): Parts {
  const [eventId, from] = [draftIn(scene), newId<'Session'>()];
  scene.rows.add(eventSessions, {
    ...{ ...STAMPS, id: from, eventId, branchId: scene.here('BRANCH') as Id<'Branch'>, revisedAt: THEN },
    ...{ startLocal: '2096-05-04T15:00:00', zone: 'Europe/Kyiv', wallMinutes: 60, standing: 'SCHEDULED' },
    ...{ startsAt: new Date('2096-05-04T12:00:00Z'), endsAt: new Date('2096-05-04T13:00:00Z') },
    ...{ place: 'TO_BE_FOUND', happeningStatus: 'CONFIRMED' },
  });
  return { eventId, version: 1, from, scope: 'ALL' };
}

const aSeries: Call = (scene) => ({ input: { ...ofDraft(scene), ...TIME, rule: 'FREQ=DAILY;COUNT=2' } });
const anEdit: Call = (scene) => ({ input: { ...ofDates(scene), change: { startTime: '16:00' } } });

export const EVENT_SERIES_CALLS: Readonly<Record<string, Call>> = {
  previewEventSeries: aSeries,
  scheduleSeries: aSeries,
  scheduleCourse: (scene) => ({ input: { ...ofDraft(scene), sessions: [TIME] } }),
  setRegistrationUnit: (scene) => ({ input: { ...ofDraft(scene), unit: 'WHOLE' } }),
  previewSessionsEdit: anEdit,
  editSessions: anEdit,
  previewSessionsCancel: (scene) => ({ input: ofDates(scene) }),
  cancelSessions: (scene) => ({ input: { ...ofDates(scene), reason: 'Ремонт' } }),
};
