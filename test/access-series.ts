// Who may what of series of bookings: rows of access-matrix.ts, and the calls that go with them.
import { type Id, newId } from '../src/platform/ids/id.ts';
import { bookingSeries, seriesDates } from '../src/venues/bookings/booking.tables.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Parts, Scene } from './access-scene.ts';

const ASKING: Row = {
  may: ['librarian', 'approver', 'trainer', 'admin'],
  token: 'EVENTS',
  says: 'Librarians, approvers and trainers only.',
};
const STAFF = ['librarian here', 'approver here', 'admin'] as const;
// Whoever asked for it may change it while they may ask at all; the one of these tests has no role.
const CHANGING: Row = {
  may: STAFF,
  token: 'EVENTS',
  says: 'Librarians and approvers of its branch, and whoever asked for it, only.',
};

export const SERIES_QUERIES: Readonly<Record<string, Row>> = {
  previewSeries: ASKING,
  bookingSeriesList: ASKING,
  bookingSeries: { may: ['oneself', ...STAFF], others: 'null', token: 'EVENTS', says: 'Signed-in people only.' },
};

export const SERIES_MUTATIONS: Readonly<Record<string, Row>> = {
  bookSeries: ASKING,
  placeSeriesDate: CHANGING,
  addSeriesDate: CHANGING,
  dropSeriesDate: CHANGING,
  cancelSeries: CHANGING,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const DAY = '2096-05-04';

/** Mondays of a room; years beyond all clocks. */
const wish = (roomId: string): Parts => ({
  ...{ roomId, layout: 'THEATRE', startDate: DAY, startTime: '15:00', endTime: '16:00', expectedPeople: 10 },
  ...{ purpose: 'Клуб', rule: 'FREQ=DAILY;COUNT=2' },
});

/** A series in the room, one date of which wants a place. */
function seriesIn(scene: Scene, roomId: Id<'Room'>): Id<'BookingSeries'> {
  const id = newId<'BookingSeries'>();
  const startLocal = `${DAY}T15:00:00`;
  scene.rows.add(bookingSeries, {
    ...{ id, roomId, rule: 'FREQ=DAILY;COUNT=2', layoutKind: 'THEATRE', purpose: 'Клуб', expectedPeople: 10 },
    ...{ startLocal, zone: 'Europe/Kyiv', wallMinutes: 60, version: 1, createdAt: THEN, updatedAt: THEN },
    branchId: scene.here('BRANCH') as Id<'Branch'>,
    askedById: scene.owner(),
  });
  scene.rows.add(seriesDates, { seriesId: id, startLocal, state: 'TO_PLACE', bookingId: null, brokenKinds: [] });
  return id;
}

export function seriesCalls(roomHere: (scene: Scene) => Id<'Room'>): Readonly<Record<string, Call>> {
  const seriesHere = (scene: Scene) => seriesIn(scene, roomHere(scene));
  return {
    previewSeries: (scene) => ({ input: wish(roomHere(scene)) }),
    bookingSeriesList: () => ({ filter: { toPlace: true } }),
    bookingSeries: (scene) => ({ id: seriesHere(scene) }),
    bookSeries: (scene) => ({ input: wish(roomHere(scene)), mode: 'ALL_OR_NOTHING' }),
    placeSeriesDate: (scene) => ({ input: { seriesId: seriesHere(scene), version: 1, startDate: DAY } }),
    addSeriesDate: (scene) => ({ input: { seriesId: seriesHere(scene), version: 1, startDate: '2096-05-20' } }),
    dropSeriesDate: (scene) => ({ seriesId: seriesHere(scene), version: 1, startDate: DAY }),
    cancelSeries: (scene) => ({ id: seriesHere(scene), version: 1, reason: 'Клуб закрито' }),
  };
}
