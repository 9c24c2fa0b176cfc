// Who may what of kinds, events and exhibitions: rows of access-matrix.ts, and the calls that go with them.
import { type EventRow, events } from '../src/events/record/event.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const STAFF = ['librarian here', 'approver here', 'admin'] as const;
const OF_ITS_BRANCH: Row = { may: STAFF, token: 'EVENTS', says: 'Librarians and approvers of its branch only.' };

export const CONTENT_QUERIES: Readonly<Record<string, Row>> = {
  eventKinds: { may: ['everybody'], token: 'READ' },
  event: {
    may: {
      'a published event': ['everybody'],
      'an archived event': ['everybody'],
      'a draft': STAFF,
      'a submitted event': STAFF,
      'a returned event': STAFF,
      'an approved event': STAFF,
    },
    others: 'null',
    nobody: 'null',
    token: 'READ',
  },
};

export const CONTENT_MUTATIONS: Readonly<Record<string, Row>> = {
  createEvent: OF_ITS_BRANCH,
  updateEvent: {
    ...OF_ITS_BRANCH,
    may: {
      'a draft': STAFF,
      'a submitted event': STAFF,
      'a returned event': STAFF,
      'an approved event': STAFF,
      'a published event': STAFF,
      // Whoever moves one has to edit at both branches.
      'a draft that is moved to another branch': ['admin'],
    },
  },
  recordExhibitionDay: OF_ITS_BRANCH,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STATES = ['SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'ARCHIVED'] as const;

/** An exhibition of the branch in question, open every day since the beginning of 2026. */
function eventIn(scene: Scene, editorialStatus: EventRow['editorialStatus']): Id<'Event'> {
  const id = newId<'Event'>();
  const isPublic = editorialStatus === 'PUBLISHED' || editorialStatus === 'ARCHIVED';
  scene.rows.add(events, {
    ...{ version: 1, createdAt: THEN, updatedAt: THEN, publishedAt: isPublic ? THEN : null, editorialStatus, id },
    ...{ kind: 'EXHIBITION', titleUk: 'Виставка', searchText: 'виставка' },
    details: { exhibition: { opensOn: '2026-01-01', closesOn: null, openWeekdays: [1, 2, 3, 4, 5, 6, 7] } },
    branchId: scene.here('BRANCH') as Id<'Branch'>,
  });
  return id;
}

const stateIn = (of: string) => STATES.find((state) => of.includes(state.toLowerCase())) ?? 'DRAFT';

export const CONTENT_CALLS: Readonly<Record<string, Call>> = {
  eventKinds: () => ({}),
  event: (scene, of) => ({ id: eventIn(scene, stateIn(of)) }),
  createEvent: (scene) => ({
    input: {
      ...{ titleUk: 'Лекція', kind: 'LECTURE', audienceIds: [] },
      ...{ branchId: scene.here('BRANCH'), primaryMeasureId: scene.measure() },
    },
  }),
  updateEvent: (scene, of) => ({
    input: {
      ...{ id: eventIn(scene, stateIn(of)), version: 1, titleUk: 'Інша виставка' },
      ...(of.includes('moved') && { branchId: scene.another('BRANCH') }),
    },
  }),
  recordExhibitionDay: (scene) => ({ eventId: eventIn(scene, 'PUBLISHED'), date: '2026-01-05', visitors: 12 }),
};
