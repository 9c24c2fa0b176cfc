// A calendar never tells of a room that somebody still has to grant.
import { eq } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { rooms } from '../src/venues/places/room.tables.ts';
import { APPROVER } from './programme-lab.ts';
import { bookingOf, conflictsOf, must, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
  await lab.database.transaction((tx) => lab.grant(tx, 'coordinator', 'APPROVER', lab.branches.next));
});
afterAll(() => lab.app.stop());

/** A room of the branch for which an approver has to be asked. */
async function guarded(): Promise<string> {
  const id = await lab.aRoom();
  await lab.database.transaction((tx) =>
    tx
      .update(rooms)
      .set({ needsApproval: true })
      .where(eq(rooms.id, id as Id<'Room'>)),
  );
  return id;
}

const ungranted = (told: Told) => {
  expect(told.kind).toBe('SessionsRefused');
  expect(told.message).toContain('Подію вже оголошено');
  expect(conflictsOf(told)).toMatchObject([{ verdict: 'CONFLICT', broken: [{ kind: 'NeedsApproval' }] }]);
  return conflictsOf(told)[0]!.alternatives;
};

describe('a published event', () => {
  it('goes to no room that somebody has to grant, and is offered others', async () => {
    const roomId = await guarded();
    const { session } = await lab.announced();
    const now = (await lab.session(session.id))!;
    const ways = ungranted(await lab.move(now, { place: lab.inRoom(roomId) }));
    expect(ways.length).toBeGreaterThan(0);
    expect(ways.map(({ room }) => room.id)).not.toContain(roomId);
    expect(await lab.session(session.id)).toEqual(now);
    expect(await lab.bookingsOf(roomId)).toEqual([]);
    const { room, layout, startDate, startTime, endTime } = ways[0]!;
    must(await lab.move(now, { startDate, startTime, endTime, place: lab.inRoom(room.id, { layout }) }));
  });

  it('is offered none of them where its room is taken', async () => {
    const { session } = await lab.announced();
    const now = (await lab.session(session.id))!;
    const taken = await guarded();
    must(await lab.schedule((await lab.draft()).id, { place: lab.inRoom(taken) }));
    const [conflict] = conflictsOf(await lab.move(now, { place: lab.inRoom(taken) }));
    expect(conflict!.broken[0]).toMatchObject({ kind: 'Overlap' });
    expect(conflict!.alternatives).toHaveLength(3);
    expect(conflict!.alternatives.map(({ room }) => room.id)).not.toContain(taken);
    for (const { startDate, startTime, endTime, room, layout } of conflict!.alternatives) {
      const seen = (await lab.session(session.id))!;
      must(await lab.move(seen, { startDate, startTime, endTime, place: lab.inRoom(room.id, { layout }) }));
    }
  });

  it('gets no new date, place or life in one', async () => {
    const roomId = await guarded();
    const { event } = await lab.announced();
    await lab.arrange(event.id, 'SERIES');
    ungranted(await lab.schedule(event.id, { place: lab.inRoom(roomId) }));
    const lost = must(await lab.schedule(event.id));
    ungranted(await lab.placeIn(lost, { place: lab.inRoom(roomId) }));
  });

  it('is not brought back into one without an approver', async () => {
    const roomId = await guarded();
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { place: lab.inRoom(roomId) }));
    must(await lab.approveBooking(bookingOf(session)!.id));
    must(await lab.publish(event.id));
    must(await lab.take('CANCEL', session.id));
    ungranted(await lab.take('REVIVE', session.id));
    must(await lab.take('REVIVE', session.id, {}, APPROVER));
    must(await lab.take('CANCEL', session.id));
    expect(await lab.take('REVIVE', session.id, { roomToBeFound: true })).toMatchObject({ place: 'TO_BE_FOUND' });
  });

  it('stays within what was granted, and no more', async () => {
    const roomId = await guarded();
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { place: lab.inRoom(roomId) }));
    must(await lab.approveBooking(bookingOf(session)!.id));
    must(await lab.publish(event.id));
    const shorter = must(await lab.move((await lab.session(session.id))!, { endTime: '10:45' }));
    expect(bookingOf(shorter)).toMatchObject({ status: 'CONFIRMED' });
    ungranted(await lab.move(shorter, { endTime: '12:00' }));
    must(await lab.move(shorter, { endTime: '12:00' }, APPROVER));
  });

  it('of which nobody knows yet asks for approval', async () => {
    const { session } = await lab.inOwnRoom();
    const asked = must(await lab.move(session, { place: lab.inRoom(await guarded()) }));
    expect(bookingOf(asked)).toMatchObject({ status: 'REQUESTED' });
  });
});
