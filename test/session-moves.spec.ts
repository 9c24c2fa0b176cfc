// A session and the booking of its room move together, or both stay where they are; calendars hear of it.
import { bookingOf, conflictsOf, MOVE, must, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

const stamps = async ({ id }: Pick<Told, 'id'>) => {
  const { sequence, revisedAt } = await lab.row(id);
  return { sequence, revisedAt };
};

describe('a session of a draft', () => {
  it('just moves, and its booking with it', async () => {
    const { session, roomId, event } = await lab.inOwnRoom();
    const moved = must(await lab.move(session, { startDate: '2019-04-18', startTime: '09:30' }));
    expect(moved).toMatchObject({
      ...{ start: '2019-04-18T09:30:00+03:00', end: '2019-04-18T11:00:00+03:00', happeningStatus: 'CONFIRMED' },
      ...{ previousStart: null, sequence: 0, version: 2, event: { version: 3 } },
    });
    expect(bookingOf(moved)).toMatchObject({ id: bookingOf(session)!.id, start: '2019-04-18T09:30:00+03:00' });
    expect(await lab.bookingsOf(roomId)).toHaveLength(1);
    expect((await lab.eventRow(event.id)).firstStartsAt?.toISOString()).toBe('2019-04-18T06:30:00.000Z');
  });

  it('over midnight keeps its length on another day, unless its end is said', async () => {
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { startTime: '22:00', endDate: '2019-04-18', endTime: '01:00' }));
    const moved = must(await lab.move(session, { startDate: '2019-04-20' }));
    expect(moved).toMatchObject({ startDate: '2019-04-20', endDate: '2019-04-21', endTime: '01:00' });
    const short = must(await lab.move(moved, { endDate: null, endTime: '23:00' }));
    expect(short).toMatchObject({ startDate: '2019-04-20', endDate: '2019-04-20', endTime: '23:00' });
  });

  it('that is to be as it is stays as it is', async () => {
    const { session, event } = await lab.inOwnRoom();
    const before = [await lab.row(session.id), await lab.eventRow(event.id)];
    expect(await lab.move(session, { startTime: '10:00' })).toMatchObject({ version: 1 });
    expect([await lab.row(session.id), await lab.eventRow(event.id)]).toEqual(before);
  });

  it('does not move where its room is taken, and nothing changes', async () => {
    const { session, roomId } = await lab.inOwnRoom();
    const other = await lab.draft();
    const taken = must(
      await lab.schedule(other.id, { place: lab.inRoom(roomId), startTime: '12:00', endTime: '13:00' }),
    );
    const before = [await lab.row(session.id), await lab.bookingsOf(roomId)];
    const told = await lab.move(session, { startTime: '12:30', endTime: '13:30' });
    expect(conflictsOf(told)).toMatchObject([
      { startTime: '12:30', broken: [{ kind: 'Overlap', bookingId: bookingOf(taken)!.id }] },
    ]);
    // What it has itself is in nobody's way.
    expect(conflictsOf(told)[0]!.alternatives.map(({ startTime }) => startTime)).toContain('13:00');
    expect([await lab.row(session.id), await lab.bookingsOf(roomId)]).toEqual(before);
    must(await lab.move(session, { startTime: '10:30', endTime: '11:30' }));
  });

  it('goes to another room, another branch, and out of rooms', async () => {
    const { session, roomId } = await lab.inOwnRoom();
    const next = must(await lab.move(session, { place: lab.inRoom(lab.rooms.hallB) }));
    expect(next).toMatchObject({ room: { id: lab.rooms.hallB }, staff: { booking: { id: bookingOf(session)!.id } } });
    const away = must(await lab.move(next, { place: lab.inRoom(lab.rooms.nextHall) }));
    expect(away).toMatchObject({ branch: { slug: 'next' }, staff: { booking: { status: 'REQUESTED' } } });
    const free = must(await lab.move(away, { place: { roomToBeFound: true } }));
    expect(free).toMatchObject({ place: 'TO_BE_FOUND', branch: { slug: 'central' }, staff: { booking: null } });
    expect(await lab.bookingsOf(lab.rooms.nextHall)).toMatchObject([{ status: 'CANCELLED' }]);
    expect(await lab.bookingsOf(roomId)).toEqual([]);
    expect(await lab.move(free, { place: { online: true } })).toMatchObject({ kind: 'PlaceWrong' });
    const back = must(await lab.move(free, { place: lab.inRoom(roomId) }));
    expect(await lab.statusesIn(roomId)).toEqual([bookingOf(back)!.status]);
  });

  it('takes along what its booking has, whoever set it there', async () => {
    const { session, roomId } = await lab.inOwnRoom();
    const { id, version } = bookingOf(session)!;
    const equipment = [{ equipmentId: lab.projectors, quantity: 3 }];
    must(await lab.changeBooking({ id, version, setUpMinutes: 20, equipment }));
    const now = (await lab.session(session.id))!;
    const moved = must(await lab.move(now, { startDate: '2019-04-19' }));
    expect(moved).toMatchObject({ staff: { booking: { id, setUpMinutes: 20 } } });
    expect(await lab.uses(id)).toEqual([3]);
    expect(await lab.bookingsOf(roomId)).toHaveLength(1);
  });
});

describe('who', () => {
  it('has no right at the branch of the event does not move it', async () => {
    const { session } = await lab.inOwnRoom();
    const input = { id: session.id, version: 1, startTime: '10:15' };
    expect(await lab.outcome(MOVE, { input }, { as: null })).toBe('UNAUTHENTICATED');
    expect(await lab.outcome(MOVE, { input }, { as: 'trainer' })).toBe('FORBIDDEN');
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next));
    expect(await lab.outcome(MOVE, { input }, { as: 'trainer' })).toBe('FORBIDDEN');
    expect(await lab.outcome(MOVE, { input })).toBe('in');
  });

  it('saw another version is told', async () => {
    const { session } = await lab.inOwnRoom();
    must(await lab.move(session, { startTime: '10:15' }));
    const told = await lab.move(session, { startTime: '10:30' });
    expect(told).toMatchObject({ kind: 'ChangedMeanwhile', current: { id: session.id, version: 2 } });
  });
});

describe('a session of a published event', () => {
  it('is rescheduled, and remembers the start that was announced last', async () => {
    const { session } = await lab.announced();
    const announced = (await lab.session(session.id))!;
    expect(await stamps(session)).toMatchObject({ sequence: 0 });
    const moved = must(await lab.move(announced, { startTime: '10:15' }));
    expect(moved).toMatchObject({
      happeningStatus: 'RESCHEDULED',
      previousStart: '2019-04-17T10:00:00+03:00',
      sequence: 1,
    });
    const again = must(await lab.move(moved, { startDate: '2019-04-24' }));
    expect(again).toMatchObject({
      happeningStatus: 'RESCHEDULED',
      previousStart: '2019-04-17T10:15:00+03:00',
      sequence: 2,
    });
    const longer = must(await lab.move(again, { endTime: '12:00' }));
    expect(longer).toMatchObject({ previousStart: '2019-04-17T10:15:00+03:00', sequence: 3 });
  });

  it('that only ends later or is elsewhere happens as announced, and calendars hear of it', async () => {
    const { session } = await lab.announced();
    const before = await stamps(session);
    const longer = must(await lab.move((await lab.session(session.id))!, { endTime: '11:30' }));
    expect(longer).toMatchObject({ happeningStatus: 'CONFIRMED', previousStart: null, sequence: 1 });
    const elsewhere = must(await lab.move(longer, { place: lab.inRoom(await lab.aRoom()) }));
    expect(elsewhere).toMatchObject({ happeningStatus: 'CONFIRMED', sequence: 2 });
    expect((await stamps(session)).revisedAt > before.revisedAt).toBe(true);
    // How many are expected is nobody's business but the staff's.
    // The lab asks for it, and its type says of a field only that it is there.
    const { room } = elsewhere as unknown as { room: { id: string } };
    const same = must(await lab.move(elsewhere, { place: lab.inRoom(room.id, { expectedPeople: 12 }) }));
    expect(same).toMatchObject({
      version: elsewhere.version + 1,
      sequence: 2,
      staff: { booking: { expectedPeople: 12 } },
    });
  });

  it('that is not certain stays so, and is certain at its new time once it is confirmed', async () => {
    const { session } = await lab.announced({ tentative: true });
    const moved = must(await lab.move((await lab.session(session.id))!, { startTime: '10:15' }));
    expect(moved).toMatchObject({ happeningStatus: 'TENTATIVE', previousStart: '2019-04-17T10:00:00+03:00' });
    expect(await lab.take('CONFIRM', session.id)).toMatchObject({ happeningStatus: 'CONFIRMED', previousStart: null });
  });

  it('scheduled later is news, but none that was announced otherwise', async () => {
    const { event } = await lab.announced();
    await lab.arrange(event.id, 'SERIES');
    const added = must(await lab.schedule(event.id, { startDate: '2019-05-02' }));
    expect(added).toMatchObject({ sequence: 0, happeningStatus: 'CONFIRMED' });
    expect(await lab.row(added.id)).toMatchObject({ isListed: true });
    expect(
      await lab.asked<Told | null>(
        `query ($id: ID!) { result: session(id: $id) { id } }`,
        { id: added.id },
        { as: null },
      ),
    ).not.toBeNull();
  });
});

describe('a date of a series', () => {
  it('remembers what was set for it alone', async () => {
    const { session, event } = await lab.inOwnRoom();
    await lab.arrange(event.id, 'SERIES');
    const late = must(await lab.move(session, { startTime: '10:15' }));
    expect(late).toMatchObject({ staff: { exceptions: ['TIME'] } });
    const away = must(await lab.move(late, { place: lab.inRoom(lab.rooms.hallA) }));
    expect(away).toMatchObject({ staff: { exceptions: ['TIME', 'PLACE'] } });
  });
});
