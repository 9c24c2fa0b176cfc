// Who may what of bookings and blockings: rows of access-matrix.ts, and the calls that go with them.
import { type Id, newId } from '../src/platform/ids/id.ts';
import { bookings, type BookingStatus, occupancies } from '../src/venues/bookings/booking.tables.ts';
import { blockings } from '../src/venues/hours/closure.tables.ts';
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
const DECIDING: Row = {
  may: {
    'a request for a room that wants a yes': ['approver here', 'admin'],
    'a request for a room that wants none': STAFF,
  },
  token: 'EVENTS',
  says: 'Approvers of its branch, and its librarians where the room asks for nobody’s yes, only.',
};
const BLOCKING: Row = { may: STAFF, token: 'EVENTS', says: 'Librarians and approvers of its branch only.' };

export const BOOKING_QUERIES: Readonly<Record<string, Row>> = {
  bookings: ASKING,
  booking: { may: ['oneself', ...STAFF], others: 'null', token: 'EVENTS', says: 'Signed-in people only.' },
  checkBooking: ASKING,
};

export const BOOKING_MUTATIONS: Readonly<Record<string, Row>> = {
  bookRoom: ASKING,
  holdRoom: ASKING,
  confirmHold: { ...CHANGING, says: 'Librarians and approvers of its branch, and whoever holds the room, only.' },
  changeBooking: CHANGING,
  approveBooking: DECIDING,
  rejectBooking: DECIDING,
  cancelBooking: CHANGING,
  blockRoom: BLOCKING,
  unblockRoom: BLOCKING,
};

const THEN = new Date('2026-01-01T00:00:00Z');
/** Years beyond all clocks. */
const DAY = '2095-05-04';
const FAR = new Date('2999-01-01T00:00:00Z');
const TIME = {
  ...{ startLocal: `${DAY}T15:00:00`, zone: 'Europe/Kyiv', wallMinutes: 60 },
  ...{ startsAt: new Date(`${DAY}T12:00:00Z`), endsAt: new Date(`${DAY}T13:00:00Z`) },
};
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };

const wish = (roomId: string): Parts => ({
  ...{ roomId, layout: 'THEATRE', startDate: DAY, startTime: '15:00', endTime: '16:00', expectedPeople: 10 },
});
const wishFor = (roomId: string): Parts => ({ ...wish(roomId), purpose: 'Зустріч' });

/** `a hold`, `a request for …`, `one rejected`: in which state it is. */
const STATES: readonly (readonly [string, BookingStatus])[] = [
  ...([['hold', 'HOLD'] as const, ['request', 'REQUESTED'] as const, ['confirmed', 'CONFIRMED'] as const] as const),
  ...([
    ['rejected', 'REJECTED'] as const,
    ['cancelled', 'CANCELLED'] as const,
    ['expired', 'EXPIRED'] as const,
  ] as const),
];

type RoomHere = (scene: Scene, parts?: { readonly needsApproval: boolean }) => Id<'Room'>;

export function bookingCalls(roomHere: RoomHere): Readonly<Record<string, Call>> {
  const bookingHere = (scene: Scene, of: string, usual: BookingStatus): Id<'Booking'> => {
    const id = newId<'Booking'>();
    const status = STATES.find(([word]) => of.includes(word))?.[1] ?? usual;
    const roomId = roomHere(scene, { needsApproval: of.endsWith('wants a yes') });
    scene.rows.add(bookings, {
      ...{ ...STAMPS, ...TIME, id, roomId, status, layoutKind: 'THEATRE', purpose: 'Зустріч', expectedPeople: 10 },
      branchId: scene.here('BRANCH') as Id<'Branch'>,
      askedById: scene.owner(),
      holdUntil: status === 'HOLD' ? FAR : null,
      ...{ setUpMinutes: 0, tearDownMinutes: 0 },
    });
    if (['HOLD', 'REQUESTED', 'CONFIRMED'].includes(status)) {
      const span = `[${TIME.startsAt.toISOString()},${TIME.endsAt.toISOString()})`;
      const expiresAt = status === 'HOLD' ? FAR : null;
      // As rows are written here, a span is text; the unit of a room of these scenes has the room's id.
      scene.rows.add(occupancies, {
        unitId: roomId as string as Id<'Unit'>,
        bookingId: id,
        occupied: span as never,
        expiresAt,
      });
    }
    return id;
  };
  return {
    bookings: () => ({}),
    booking: (scene, of) => ({ id: bookingHere(scene, of, 'CONFIRMED') }),
    checkBooking: (scene) => ({ input: wish(roomHere(scene)) }),
    bookRoom: (scene) => ({ input: wishFor(roomHere(scene)) }),
    holdRoom: (scene) => ({ input: wishFor(roomHere(scene)) }),
    confirmHold: (scene, of) => ({ id: bookingHere(scene, of, 'HOLD'), version: 1 }),
    changeBooking: (scene, of) => ({
      input: { id: bookingHere(scene, of, 'CONFIRMED'), version: 1, purpose: 'Інша зустріч' },
    }),
    approveBooking: (scene, of) => ({ id: bookingHere(scene, of, 'REQUESTED'), version: 1 }),
    rejectBooking: (scene, of) => ({ id: bookingHere(scene, of, 'REQUESTED'), version: 1, reason: 'Ремонт' }),
    cancelBooking: (scene, of) => ({ id: bookingHere(scene, of, 'CONFIRMED'), version: 1, reason: 'Хвороба' }),
    blockRoom: (scene) => ({
      input: { roomId: roomHere(scene), startDate: DAY, startTime: '15:00', endTime: '16:00', reason: 'Прибирання' },
    }),
    unblockRoom: (scene) => {
      const id = newId<'Blocking'>();
      const branchId = scene.here('BRANCH') as Id<'Branch'>;
      scene.rows.add(blockings, { ...STAMPS, ...TIME, id, branchId, roomId: roomHere(scene), reason: 'Прибирання' });
      return { id, version: 1 };
    },
  };
}
