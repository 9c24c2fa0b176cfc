// Who may what of venues: rows of access-matrix.ts, and the calls that go with them.
import { type Id, newId } from '../src/platform/ids/id.ts';
import { addDays } from '../src/platform/time/local.ts';
import { closures, holidays } from '../src/venues/hours/closure.tables.ts';
import { equipment } from '../src/venues/places/equipment.tables.ts';
import { layouts, rooms, roomUnits, spaces, units } from '../src/venues/places/room.tables.ts';
import { BOOKING_MUTATIONS, BOOKING_QUERIES, bookingCalls } from './access-bookings.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Parts, Scene } from './access-scene.ts';
import { SERIES_MUTATIONS, SERIES_QUERIES, seriesCalls } from './access-series.ts';

const PUBLIC: Row = { may: ['everybody'], token: 'READ' };
const BY_ADMINISTRATORS: Row = { may: ['admin'], token: 'EVENTS', says: 'Administrators only.' };
const STAFF = ['librarian here', 'approver here', 'admin'] as const;
const BY_STAFF: Row = {
  may: STAFF,
  token: 'EVENTS',
  says: 'Librarians and approvers of its branch only.',
};

const FINDING: Row = {
  may: ['librarian', 'approver', 'trainer', 'admin'],
  token: 'EVENTS',
  says: 'Librarians, approvers and trainers only.',
};

export const VENUE_QUERIES: Readonly<Record<string, Row>> = {
  ...BOOKING_QUERIES,
  ...SERIES_QUERIES,
  room: PUBLIC,
  freeRooms: FINDING,
  timeline: FINDING,
  holidays: PUBLIC,
  previewClosure: { ...BY_STAFF, may: { 'a branch': STAFF, 'a room': STAFF } },
};

export const VENUE_MUTATIONS: Readonly<Record<string, Row>> = {
  ...BOOKING_MUTATIONS,
  ...SERIES_MUTATIONS,
  createBranch: BY_ADMINISTRATORS,
  updateBranch: {
    ...BY_STAFF,
    may: {
      'a name': STAFF,
      'a kind': ['admin'],
      'a slug': ['admin'],
      'a zone': ['admin'],
    },
    says: 'Its librarians and approvers only.',
  },
  createRoom: { ...BY_STAFF, may: { 'a room of its own': STAFF, 'a combination': STAFF } },
  updateRoom: BY_STAFF,
  divideRoom: BY_STAFF,
  createEquipment: BY_STAFF,
  updateEquipment: BY_STAFF,
  setOpeningHours: { ...BY_STAFF, may: { 'a branch': STAFF, 'a room': STAFF } },
  setSpecialDay: { ...BY_STAFF, may: { 'a branch': STAFF, 'a room': STAFF } },
  clearSpecialDay: { ...BY_STAFF, may: { 'a branch': STAFF, 'a room': STAFF } },
  importHolidays: BY_ADMINISTRATORS,
  applyClosure: { ...BY_STAFF, may: { 'a branch': STAFF, 'a room': STAFF } },
  updateClosure: BY_STAFF,
  liftClosure: BY_STAFF,
  removeHoliday: BY_ADMINISTRATORS,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };
const LAYOUT = { kind: 'THEATRE', capacity: 40, setUpMinutes: 0, tearDownMinutes: 0 } as const;

/** A room at the branch that the call is about. */
export function roomHere(scene: Scene, parts: { readonly needsApproval?: boolean } = {}): Id<'Room'> {
  const branchId = scene.here('BRANCH') as Id<'Branch'>;
  const [id, spaceId] = [newId<'Room'>(), newId<'Space'>()];
  const unitId = id as string as Id<'Unit'>;
  scene.rows.add(spaces, { id: spaceId, branchId });
  scene.rows.add(units, { id: unitId, spaceId });
  const facts = { nameUk: 'Зала', nameEn: 'Hall', category: 'HALL' as const };
  scene.rows.add(rooms, { ...STAMPS, ...facts, ...parts, id, branchId, spaceId });
  scene.rows.add(roomUnits, { roomId: id, unitId });
  scene.rows.add(layouts, { ...LAYOUT, roomId: id, position: 0 });
  return id;
}

/** Six projectors of the branch that the call is about. */
function equipmentHere(scene: Scene): Id<'Equipment'> {
  const id = newId<'Equipment'>();
  const facts = { kind: 'PROJECTOR' as const, nameUk: 'Проєктор', nameEn: 'Projector', quantity: 6 };
  scene.rows.add(equipment, { ...STAMPS, ...facts, id, branchId: scene.here('BRANCH') as Id<'Branch'> });
  return id;
}

/** The branch that the call is about, or a room of it. */
const placeHere = (scene: Scene, of: string): Parts =>
  of === 'a room' ? { branchId: scene.here('BRANCH'), roomId: roomHere(scene) } : { branchId: scene.here('BRANCH') };

let days = 0;
/** A holiday that no other call is about. */
function holiday(scene: Scene): string {
  const date = addDays('2001-01-01', (days += 1));
  scene.rows.add(holidays, { date, nameUk: 'Свято', nameEn: 'Holiday' });
  return date;
}

/** A week of May, years beyond all clocks. */
const closing = (scene: Scene, of: string): Parts => ({
  ...placeHere(scene, of),
  ...{ kind: 'REPAIR', reasonUk: 'Ремонт', startDate: '2096-05-04', endDate: '2096-05-10' },
});

/** A closure of the branch that the call is about. */
function closureHere(scene: Scene): Id<'Closure'> {
  const [id, branchId] = [newId<'Closure'>(), scene.here('BRANCH') as Id<'Branch'>];
  scene.rows.add(closures, {
    ...{ ...STAMPS, id, branchId, kind: 'REPAIR', reasonUk: 'Ремонт', zone: 'UTC', wallMinutes: 1_440 },
    ...{ startLocal: '2096-05-04T00:00:00', startsAt: new Date('2096-05-04T00:00:00Z') },
    endsAt: new Date('2096-05-05T00:00:00Z'),
  });
  return id;
}

const newRoom = (): Parts => ({ nameUk: 'Зала', nameEn: 'Hall', category: 'HALL', layouts: [LAYOUT] });

export const VENUE_CALLS: Readonly<Record<string, Call>> = {
  ...seriesCalls(roomHere),
  ...bookingCalls(roomHere),
  room: (scene) => ({ id: roomHere(scene) }),
  freeRooms: () => ({
    input: { intervals: [{ startDate: '2096-05-04', startTime: '10:00', endTime: '11:00' }], people: 10 },
  }),
  timeline: (scene) => ({ roomIds: [roomHere(scene)], from: '2096-05-04', days: 7 }),

  createBranch: () => ({ input: { nameUk: `Бібліотека ${newId()}`, nameEn: 'Library', address: 'вул. Прорізна, 1' } }),
  updateBranch: (scene, of) => {
    const changes: Readonly<Record<string, Parts>> = {
      'a name': { nameUk: 'Інша назва' },
      'a kind': { kind: 'EXTERNAL' },
      'a slug': { slug: `other-${newId()}` },
      'a zone': { zone: 'Europe/Warsaw' },
    };
    return { input: { id: scene.here('BRANCH'), version: 1, ...changes[of] } };
  },
  createRoom: (scene, of) => {
    const partIds = of === 'a combination' ? { partIds: [roomHere(scene), roomHere(scene)] } : {};
    return { input: { ...newRoom(), branchId: scene.here('BRANCH'), ...partIds } };
  },
  updateRoom: (scene) => ({ input: { id: roomHere(scene), version: 1, floor: 2 } }),
  divideRoom: (scene) => ({ id: roomHere(scene), version: 1, parts: [newRoom(), newRoom()] }),
  createEquipment: (scene) => {
    const facts = { kind: 'PROJECTOR', nameUk: 'Проєктор', nameEn: 'Projector', quantity: 6 };
    return { input: { ...facts, branchId: scene.here('BRANCH') } };
  },
  updateEquipment: (scene) => ({ input: { id: equipmentHere(scene), version: 1, quantity: 7 } }),
  holidays: () => ({ year: 2026 }),
  setOpeningHours: (scene, of) => {
    const week = [{ weekday: 1, opens: '10:00', closes: '24:00' }];
    return { ...placeHere(scene, of), version: 1, week };
  },
  setSpecialDay: (scene, of) => ({ ...placeHere(scene, of), date: '2026-05-04', stretches: [] }),
  clearSpecialDay: (scene, of) => ({ ...placeHere(scene, of), date: '2026-05-04' }),
  previewClosure: (scene, of) => ({ input: closing(scene, of) }),
  applyClosure: (scene, of) => ({ input: closing(scene, of) }),
  updateClosure: (scene) => ({ input: { id: closureHere(scene), version: 1, reasonUk: 'Довгий ремонт' } }),
  liftClosure: (scene) => ({ id: closureHere(scene), version: 1 }),
  importHolidays: () => ({ csv: 'date,nameUk,nameEn\n2026-08-24,День незалежності,Independence Day' }),
  removeHoliday: (scene) => ({ date: holiday(scene) }),
};
