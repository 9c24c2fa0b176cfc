// The booking of an announced session: no change costs it the yes it has, and `viewerCan` says what the event lets one do.
import { eq } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { bookings } from '../src/venues/bookings/booking.tables.ts';
import { rooms } from '../src/venues/places/room.tables.ts';
import type { Asking } from './app.ts';
import { APPLY, PREVIEW } from './closure-lab.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { bookingOf, must, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next);
    await lab.grant(tx, 'coordinator', 'APPROVER', lab.branches.next);
  });
});
afterAll(() => lab.app.stop());

/** Staff of the next branch, where the event of the central one has its room. */
const [THERE, APPROVER_THERE]: Asking[] = [{ as: 'trainer' }, { as: 'coordinator' }];

interface Made {
  readonly event: string;
  readonly session: string;
  readonly roomId: string;
  readonly booking: { readonly id: string; readonly version: number };
}

/** A session of the central branch in a room of the next one, where somebody has said yes to it. */
async function away(parts: Record<string, unknown> = {}): Promise<Made> {
  const roomId = await lab.aRoom({}, lab.branches.next);
  const event = await lab.draft({ titleUk: 'Вечір поезії' });
  const session = must(await lab.schedule(event.id, { place: lab.inRoom(roomId), ...parts }));
  const { id, version } = must(await lab.approveBooking(bookingOf(session)!.id, APPROVER_THERE));
  return { event: event.id, session: session.id, roomId, booking: { id, version } };
}

async function announced(parts: Record<string, unknown> = {}): Promise<Made> {
  const made = await away(parts);
  must(await lab.publish(made.event));
  return made;
}

async function needsYes(roomId: string): Promise<string> {
  await lab.database.transaction((tx) =>
    tx
      .update(rooms)
      .set({ needsApproval: true })
      .where(eq(rooms.id, roomId as Id<'Room'>)),
  );
  return roomId;
}

const stateOf = async ({ session, roomId }: Made) => [await lab.row(session), await lab.bookingsOf(roomId)];
const actions = async (id: string, asking?: Asking) =>
  (
    await lab.asked<{ viewerCan: string[] }>(
      `query ($id: ID!) { result: booking(id: $id) { viewerCan } }`,
      { id },
      asking,
    )
  ).viewerCan;

describe('the booking of an announced session', () => {
  it.each<[string, () => Promise<Record<string, unknown>>]>([
    ['a later end', () => Promise.resolve({ endTime: '11:30' })],
    ['another time', () => Promise.resolve({ startTime: '14:00', endTime: '15:00' })],
    ['more people', () => Promise.resolve({ expectedPeople: 20 })],
    ['another room of that branch', async () => ({ roomId: await lab.aRoom({}, lab.branches.next) })],
    ['a room of its own branch that wants a yes', async () => ({ roomId: await needsYes(await lab.aRoom()) })],
    ['another purpose', () => Promise.resolve({ purpose: 'Концерт' })],
  ])('keeps its yes: %s waits for somebody who may grant it', async (_, change) => {
    const made = await announced();
    const before = await stateOf(made);
    const parts = await change();
    const told = await lab.changeBooking({ ...made.booking, ...parts });
    expect(told.kind).toBe('ServesEvent');
    expect(told.message).toContain('«Вечір поезії» вже оголошено');
    expect(told.message).toContain('Попросіть');
    const english = await lab.changeBooking({ ...made.booking, ...parts }, { ...LIBRARIAN, language: 'en' });
    expect(english.message).toMatch(/is public already.*Ask whoever approves/);
    expect(await stateOf(made)).toEqual(before);
  });

  it('moves within what was granted, to rooms that are had at once, and for whoever grants it', async () => {
    const made = await announced();
    const change = async (parts: Record<string, unknown>, asking?: Asking) => {
      const [{ id, version } = made.booking] = await lab.bookingsOf(made.roomId);
      return must(await lab.changeBooking({ id, version, ...parts }, asking));
    };
    expect(await change({ endTime: '10:45' })).toMatchObject({ status: 'CONFIRMED' });
    expect(await change({ contact: 'Олена, вн. 7' })).toMatchObject({ status: 'CONFIRMED' });
    expect(await change({ purpose: 'Концерт' }, APPROVER_THERE)).toMatchObject({ status: 'CONFIRMED' });
    expect(await change({ startTime: '16:00', endTime: '18:00' }, { as: 'admin' })).toMatchObject({
      status: 'CONFIRMED',
    });
    expect(await change({ roomId: await lab.aRoom(), equipment: [] })).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.session(made.session)).toMatchObject({ place: 'ROOM', branch: { slug: 'central' } });
  });

  it('goes into no past, nor ends before now, by whatever way', async () => {
    const made = await announced();
    lab.app.clock.set('2019-04-17T07:30:00Z');
    const before = await stateOf(made);
    const overrides = [{ rule: 'OutsideBookingWindow', reason: 'Так було' }];
    const past = { startDate: '2019-04-16', endDate: '2019-04-16', overrides };
    const told = await lab.changeBooking({ ...made.booking, ...past }, { as: 'admin' });
    expect([told.kind, told.message]).toEqual(['ServesEvent', expect.stringContaining('цей час уже минув')]);
    const shorter = await lab.changeBooking({ ...made.booking, endTime: '10:15' });
    expect([shorter.kind, shorter.message]).toEqual(['ServesEvent', expect.stringContaining('цей час уже минув')]);
    const input = {
      ...{ branchId: lab.branches.next, roomId: made.roomId, kind: 'REPAIR', reasonUk: 'Ремонт' },
      ...{ startDate: '2019-04-17', endDate: '2019-04-17', startTime: '08:00', endTime: '20:00' },
    };
    const choices = [{ bookingId: made.booking.id, version: made.booking.version, move: past }];
    const closed = await lab.asked<Told>(APPLY, { input, choices, cancelReason: 'Дах' }, { as: 'admin' });
    expect(closed.kind).toBe('ClosureNotApplied');
    expect(closed.message).toContain('цей час уже минув');
    expect(await stateOf(made)).toEqual(before);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('of a draft asks for a yes again, as ever', async () => {
    const { booking } = await away();
    expect(await lab.changeBooking({ ...booking, endTime: '11:30' })).toMatchObject({ status: 'REQUESTED' });
  });

  it('goes on a closure of its branch only where it is had at once, and is proposed nothing else', async () => {
    const startDate = '2019-05-21';
    const roomId = await lab.aRoom();
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { startDate, place: lab.inRoom(roomId) }));
    must(await lab.publish(event.id));
    const input = {
      ...{ branchId: lab.branches.central, roomId, kind: 'REPAIR', reasonUk: 'Ремонт' },
      ...{ startDate, endDate: startDate, startTime: '08:00', endTime: '20:00' },
    };
    const preview = PREVIEW.replaceAll('fits', 'fits broken { kind }');
    const { affected } = await lab.asked<{ affected: { alternatives: { broken: { kind: string }[] }[] }[] }>(preview, {
      input,
    });
    const kinds = affected.flatMap(({ alternatives }) => alternatives.flatMap(({ broken }) => broken));
    expect(affected[0]!.alternatives.length).toBeGreaterThan(0);
    expect(kinds.filter(({ kind }) => kind === 'NeedsApproval')).toEqual([]);
    const { id, version } = bookingOf(session)!;
    const into = (target: string) => {
      const choices = [{ bookingId: id, version, move: { roomId: target, layout: 'THEATRE' } }];
      return lab.asked<Told>(APPLY, { input, choices, cancelReason: 'Дах' });
    };
    const refused = await into(await lab.aRoom({}, lab.branches.next));
    expect(refused).toMatchObject({ kind: 'ClosureNotApplied', problems: [{ bookingId: id, broken: [] }] });
    expect(refused.message).toContain('вже оголошено');
    expect(await lab.bookingsOf(roomId)).toMatchObject([{ id, version, status: 'CONFIRMED' }]);
    must(await into(await lab.aRoom()));
    expect(bookingOf((await lab.session(session.id))!)).toMatchObject({ status: 'CONFIRMED' });
  });
});

describe('what the viewer can do with the booking of a session', () => {
  it.each<[string, Asking, string[]]>([
    ['whoever may edit its event', LIBRARIAN, ['MOVE', 'CHANGE', 'REWORD', 'CANCEL']],
    ['an approver of its room', APPROVER_THERE!, ['CHANGE', 'REWORD']],
    ['a librarian of its room', THERE!, ['REWORD']],
    ['an administrator', { as: 'admin' }, ['MOVE', 'CHANGE', 'REWORD', 'CANCEL']],
    ['a stranger to both', { as: 'teacher' }, []],
  ])('is, for %s, what is then done', async (_, asking, expected) => {
    const { booking } = await announced();
    if (expected.length > 0) expect(await actions(booking.id, asking)).toEqual(expected);
    const tried: [string, (id: string, version: number) => Promise<Told>][] = [
      ['REWORD', (id, version) => lab.changeBooking({ id, version, contact: 'Олена' }, asking)],
      ['CHANGE', (id, version) => lab.changeBooking({ id, version, expectedPeople: 9 }, asking)],
      ['MOVE', (id, version) => lab.changeBooking({ id, version, endTime: '10:50' }, asking)],
      ['CANCEL', (id) => lab.cancelBooking(id, asking)],
    ];
    const done: string[] = [];
    for (const [action, attempt] of tried) {
      const [row] = await lab.database.reader
        .select()
        .from(bookings)
        .where(eq(bookings.id, booking.id as Id<'Booking'>));
      const told = await attempt(row!.id, row!.version).catch(() => null);
      if (told && !told.kind) done.push(action);
    }
    expect(done.sort()).toEqual(expected.toSorted());
  });

  it('is neither to move nor to end what was held', async () => {
    const { booking, session } = await announced({ startDate: '2019-04-18' });
    lab.app.clock.set('2019-04-18T07:30:00Z');
    must(await lab.take('MARK_HELD', session));
    expect(await actions(booking.id)).toEqual(['REWORD']);
    must(await lab.take('UNMARK_HELD', session));
    expect(await actions(booking.id)).toEqual(['MOVE', 'CHANGE', 'REWORD', 'CANCEL']);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('takes the same number of statements for a page of any length', async () => {
    const query = `query ($first: Int!) { result: bookings(first: $first, filter: { branch: "next" }) { edges { node { viewerCan } } } }`;
    for (let made = 0; made < 3; made++) await announced({ startDate: `2019-04-2${made}` });
    const counted = async (first: number) => {
      const before = lab.app.queries.length;
      const { edges } = await lab.asked<{ edges: unknown[] }>(query, { first }, THERE);
      expect(edges).toHaveLength(first);
      return lab.app.queries.length - before;
    };
    expect(await counted(6)).toBe(await counted(1));
  });
});
