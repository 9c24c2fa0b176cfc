// Who may what of the way of events to the public, of templates and clones: rows of access-matrix.ts, and their calls.
import { type EditorialStatus, eventAudiences, eventMeasures, events } from '../src/events/record/event.tables.ts';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { eventTemplates } from '../src/events/templates/template.tables.ts';
import { audiences } from '../src/directory/entry.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const STAFF = ['librarian here', 'approver here', 'admin'] as const;
const OF_ITS_BRANCH: Row = { may: STAFF, token: 'EVENTS', says: 'Librarians and approvers of its branch only.' };
const BY_APPROVERS: Row = {
  may: ['approver here', 'admin'],
  token: 'EVENTS',
  says: 'Approvers of its branch only.',
};
const OF_BRANCHES: Row = { may: STAFF, token: 'EVENTS', says: 'Librarians and approvers of the branches only.' };
const KEPT: Row = {
  may: { 'a template of a branch': STAFF, 'a template of the whole city': ['admin'] },
  token: 'EVENTS',
  says: 'Librarians and approvers of its branch, and administrators for those of the whole city, only.',
};

export const EDITORIAL_QUERIES: Readonly<Record<string, Row>> = {
  eventTemplates: {
    may: ['librarian', 'approver', 'admin'],
    token: 'EVENTS',
    says: 'Librarians and approvers only.',
  },
  eventTemplate: {
    may: { 'a template of a branch': STAFF, 'a template of the whole city': ['librarian', 'approver', 'admin'] },
    others: 'null',
    token: 'EVENTS',
    says: 'Signed-in people only.',
  },
  previewClone: OF_BRANCHES,
};

export const EDITORIAL_MUTATIONS: Readonly<Record<string, Row>> = {
  submitEvent: OF_ITS_BRANCH,
  withdrawEvent: OF_ITS_BRANCH,
  returnEvent: BY_APPROVERS,
  approveEvent: BY_APPROVERS,
  publishEvent: {
    ...OF_ITS_BRANCH,
    may: {
      'an approved event': STAFF,
      'a draft': ['approver here', 'admin'],
      'a submitted event': ['approver here', 'admin'],
      'a returned event': ['approver here', 'admin'],
    },
  },
  archiveEvent: OF_ITS_BRANCH,
  restoreEvent: OF_ITS_BRANCH,
  setBranchEditing: { ...BY_APPROVERS, says: 'Approvers of the branch only.' },
  createEventTemplate: KEPT,
  updateEventTemplate: KEPT,
  retireEventTemplate: KEPT,
  createTemplateFromEvent: {
    may: { 'a template of a branch': STAFF, 'a template of the whole city': ['admin'] },
    token: 'EVENTS',
    says: 'Librarians and approvers of both branches, and administrators for the whole city, only.',
  },
  createEventFromTemplate: {
    may: STAFF,
    token: 'EVENTS',
    says: 'Librarians and approvers of the branch only.',
  },
  cloneEvent: OF_BRANCHES,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };
const STATES: readonly EditorialStatus[] = ['SUBMITTED', 'RETURNED', 'APPROVED'];

/** An event of the branch in question that has all a published one needs; its one session is over. */
function eventIn(scene: Scene, editorialStatus: EditorialStatus): Id<'Event'> {
  const eventId = newId<'Event'>();
  const isPublic = editorialStatus === 'PUBLISHED' || editorialStatus === 'ARCHIVED';
  const branchId = scene.here('BRANCH') as Id<'Branch'>;
  scene.rows.add(events, {
    ...{ ...STAMPS, id: eventId, branchId, editorialStatus, publishedAt: isPublic ? THEN : null },
    ...{ kind: 'LECTURE', titleUk: 'Лекція', searchText: 'лекція', contactName: 'Хтось', contactPhone: '123' },
  });
  const measureId = scene.measure() as Id<'Measure'>;
  scene.rows.add(eventMeasures, { eventId, measureId, isPrimary: true, position: 0 });
  scene.rows.add(eventAudiences, { eventId, audienceId: scene.entry(audiences) as Id<'Audience'>, position: 0 });
  scene.rows.add(eventSessions, {
    ...{ ...STAMPS, id: newId<'Session'>(), eventId, branchId, revisedAt: THEN },
    ...{ startLocal: '2025-12-01T10:00:00', zone: 'Europe/Kyiv', wallMinutes: 60 },
    ...{ startsAt: new Date('2025-12-01T08:00:00Z'), endsAt: new Date('2025-12-01T09:00:00Z') },
    ...{ standing: 'SCHEDULED', place: 'TO_BE_FOUND', happeningStatus: 'CONFIRMED' },
  });
  return eventId;
}

const stateIn = (of: string) => STATES.find((state) => of.includes(state.toLowerCase())) ?? 'DRAFT';
const isOfCity = (of: string) => of.includes('city');

function templateIn(scene: Scene, of: string): Id<'EventTemplate'> {
  const id = newId<'EventTemplate'>();
  // The branch is there also for what is of the whole city.
  const branchId = scene.here('BRANCH') as Id<'Branch'>;
  const content = { kind: 'LECTURE' as const, titleUk: 'Лекція', measureIds: [scene.measure() as Id<'Measure'>] };
  scene.rows.add(eventTemplates, {
    ...{ ...STAMPS, id, nameUk: 'Лекції', content },
    branchId: isOfCity(of) ? null : branchId,
  });
  return id;
}

export const EDITORIAL_CALLS: Readonly<Record<string, Call>> = {
  eventTemplates: () => ({}),
  eventTemplate: (scene, of) => ({ id: templateIn(scene, of) }),
  previewClone: (scene) => ({
    input: { eventId: eventIn(scene, 'PUBLISHED'), targets: [{ branchId: scene.here('BRANCH') }] },
  }),
  submitEvent: (scene) => ({ id: eventIn(scene, 'DRAFT') }),
  withdrawEvent: (scene) => ({ id: eventIn(scene, 'SUBMITTED') }),
  returnEvent: (scene) => ({ id: eventIn(scene, 'SUBMITTED'), version: 1, comment: 'Додайте опис' }),
  approveEvent: (scene) => ({ id: eventIn(scene, 'SUBMITTED'), version: 1 }),
  publishEvent: (scene, of) => ({ id: eventIn(scene, stateIn(of)) }),
  archiveEvent: (scene) => ({ id: eventIn(scene, 'PUBLISHED') }),
  restoreEvent: (scene) => ({ id: eventIn(scene, 'ARCHIVED') }),
  setBranchEditing: (scene) => ({ branchId: scene.here('BRANCH'), authorsPublish: true }),
  createEventTemplate: (scene, of) => ({
    input: {
      ...{ nameUk: 'Лекції', kind: 'LECTURE', content: {} },
      branchId: isOfCity(of) ? null : scene.here('BRANCH'),
    },
  }),
  updateEventTemplate: (scene, of) => ({ input: { id: templateIn(scene, of), version: 1, nameUk: 'Інші лекції' } }),
  retireEventTemplate: (scene, of) => ({ id: templateIn(scene, of) }),
  createTemplateFromEvent: (scene, of) => ({
    ...{ eventId: eventIn(scene, 'PUBLISHED'), nameUk: 'Лекції' },
    ...(isOfCity(of) && { branchId: null }),
  }),
  createEventFromTemplate: (scene) => ({
    ...{ templateId: templateIn(scene, 'a template of the whole city'), branchId: scene.here('BRANCH') },
  }),
  cloneEvent: (scene) => ({
    input: { eventId: eventIn(scene, 'PUBLISHED'), targets: [{ branchId: scene.here('BRANCH') }] },
  }),
};
