// Who may what of partners' calendars: rows of access-matrix.ts, and the calls that go with them.
import { partnerCalendars } from '../src/feeds/partners/record/partner.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const STAFF: Row = { may: ['librarian here', 'approver here', 'admin'], token: 'EVENTS' };
const OF_BRANCH: Row = { ...STAFF, says: 'Librarians and approvers of the branch only.' };
const OF_ITS_BRANCH: Row = { ...STAFF, says: 'Librarians and approvers of its branch only.' };

export const PARTNER_QUERIES: Readonly<Record<string, Row>> = {
  partnerCalendars: OF_BRANCH,
  partnerCalendar: OF_ITS_BRANCH,
  externalItems: { may: ['everybody'], token: 'READ' },
};

export const PARTNER_MUTATIONS: Readonly<Record<string, Row>> = {
  addPartnerCalendar: OF_BRANCH,
  updatePartnerCalendar: OF_ITS_BRANCH,
  removePartnerCalendar: OF_ITS_BRANCH,
  importPartnerCalendar: OF_ITS_BRANCH,
  refreshPartnerCalendar: OF_ITS_BRANCH,
  previewPartnerCalendar: OF_ITS_BRANCH,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const EMPTY = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n';

/** A promoted calendar, of files, of the branch that the call is about. */
function calendarHere(scene: Scene): Id<'PartnerCalendar'> {
  const id = newId<'PartnerCalendar'>();
  const branchId = scene.here('BRANCH') as Id<'Branch'>;
  const facts = { slug: `partner-${id}`, name: 'Партнер', purpose: 'PROMOTED' as const, active: true };
  const times = { changedAt: THEN, createdAt: THEN, updatedAt: THEN };
  scene.rows.add(partnerCalendars, { id, branchId, ...facts, version: 1, ...times });
  return id;
}

export const PARTNER_CALLS: Readonly<Record<string, Call>> = {
  partnerCalendars: (scene) => ({ branchId: scene.here('BRANCH') }),
  partnerCalendar: (scene) => ({ id: calendarHere(scene) }),
  externalItems: () => ({ first: 5 }),
  addPartnerCalendar: (scene) => ({
    input: { key: newId(), branchId: scene.here('BRANCH'), name: 'Партнер', purpose: 'PROMOTED' },
  }),
  updatePartnerCalendar: (scene) => ({ input: { id: calendarHere(scene), version: 1, name: 'Інакше' } }),
  removePartnerCalendar: (scene) => ({ id: calendarHere(scene) }),
  importPartnerCalendar: (scene) => ({
    input: { key: newId(), id: calendarHere(scene), uploadId: scene.upload(EMPTY) },
  }),
  refreshPartnerCalendar: (scene) => ({ id: calendarHere(scene) }),
  previewPartnerCalendar: (scene) => ({ input: { id: calendarHere(scene), uploadId: scene.upload(EMPTY) } }),
};
