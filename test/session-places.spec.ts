// Dates without a place: they stay in sight until they are placed or dropped. And drafts that are thrown away.
import { eq } from 'drizzle-orm';
import { eventSessions, type SessionRow } from '../src/events/record/session.tables.ts';
import { events } from '../src/events/record/event.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { bookingOf, conflictsOf, DISCARD, DROP, must, PLACE, SessionLab } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

/** A date of a series that was skipped: it wished for the room, and does not have it. */
async function skipped(change: Partial<Pick<SessionRow, 'startLocal'>> = {}) {
  const { session, roomId, event } = await lab.inOwnRoom();
  await lab.arrange(event.id, 'SERIES');
  must(await lab.dropOne(session.id));
  const wish = { standing: 'TO_PLACE' as const, brokenKinds: ['Overlap'], originalLocal: '2019-04-17T10:00:00' };
  await lab.database.transaction((tx) =>
    tx
      .update(eventSessions)
      .set({ ...wish, ...change })
      .where(eq(eventSessions.id, session.id as Id<'Session'>)),
  );
  return { event, roomId, session: (await lab.session(session.id))! };
}

describe('a date that wants a place', () => {
  it('is not in the calendar: nothing happens to it', async () => {
    const { session } = await skipped();
    expect(session).toMatchObject({
      standing: 'TO_PLACE',
      viewerCan: [],
      staff: { brokenKinds: ['Overlap'], booking: null },
    });
    const said = { kind: 'WrongStanding', wrongStanding: 'TO_PLACE' };
    expect(await lab.take('CANCEL', session.id)).toMatchObject(said);
    expect(await lab.move(session, { startTime: '10:15' })).toMatchObject(said);
  });

  it('has the room it wished for, at its time, once that is free', async () => {
    const { session, roomId } = await skipped();
    const placed = must(await lab.placeIn(session, {}));
    expect(placed).toMatchObject({
      standing: 'SCHEDULED',
      place: 'ROOM',
      room: { id: roomId },
      happeningStatus: 'CONFIRMED',
    });
    expect(placed).toMatchObject({ staff: { brokenKinds: [], exceptions: [], booking: { status: 'CONFIRMED' } } });
    expect(await lab.placeIn(placed, {})).toMatchObject({ kind: 'WrongStanding', wrongStanding: 'SCHEDULED' });
  });

  it('is refused with ways out while it is taken, and goes elsewhere or to another time', async () => {
    const { session, roomId } = await skipped();
    must(await lab.schedule((await lab.draft()).id, { place: lab.inRoom(roomId) }));
    const told = await lab.placeIn(session, {});
    expect(told.kind).toBe('SessionsRefused');
    expect(conflictsOf(told)[0]!.alternatives[0]).toMatchObject({ kind: 'SAME_ROOM', startTime: '11:00' });
    const placed = must(await lab.placeIn(session, { startTime: '11:00', endTime: '12:00' }));
    expect(placed).toMatchObject({
      startTime: '11:00',
      standing: 'SCHEDULED',
      previousStart: null,
      staff: { exceptions: ['TIME'] },
    });
    const other = await skipped();
    const away = must(await lab.placeIn(other.session, { place: lab.inRoom(lab.rooms.hallB) }));
    expect(away).toMatchObject({ room: { id: lab.rooms.hallB }, staff: { exceptions: ['PLACE'] } });
  });

  it('in an hour that never comes needs another one', async () => {
    const { session } = await skipped({ startLocal: '2019-03-31T03:30:00' });
    expect(await lab.placeIn(session, {})).toMatchObject({
      kind: 'SkippedHour',
      nextValid: '2019-03-31T04:00:00+03:00',
    });
    must(await lab.placeIn(session, { startTime: '04:30', endTime: '05:00' }));
  });

  it('that is over is placed no more', async () => {
    const { session } = await skipped({ startLocal: '2019-02-20T10:00:00' });
    expect(await lab.placeIn(session, {})).toMatchObject({ kind: 'SessionOver' });
  });

  it('can be given up, and then it is', async () => {
    const { session } = await skipped();
    expect(must(await lab.dropOne(session.id))).toMatchObject({ standing: 'DROPPED', version: session.version + 1 });
    for (const told of [
      await lab.dropOne(session.id),
      await lab.placeIn({ ...session, version: session.version + 1 }, {}),
    ]) {
      expect(told).toMatchObject({ kind: 'WrongStanding', wrongStanding: 'DROPPED' });
    }
  });
});

describe('a session whose room is to be found', () => {
  it('gets one, and is said to be where it was announced', async () => {
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id));
    expect(await lab.outcome(PLACE, { input: { id: session.id, version: 1 } })).toBe('BAD_USER_INPUT');
    const roomId = await lab.aRoom();
    const placed = must(await lab.placeIn(session, { place: lab.inRoom(roomId) }));
    expect(placed).toMatchObject({ place: 'ROOM', room: { id: roomId }, happeningStatus: 'CONFIRMED' });
    must(await lab.publish(event.id));
  });

  it('gets back the one that it had, where no other is named', async () => {
    const { session, roomId } = await lab.announced();
    must(await lab.cancelBooking(bookingOf(session)!.id));
    const lost = (await lab.session(session.id))!;
    expect(lost).toMatchObject({ place: 'TO_BE_FOUND', room: null, staff: { booking: null } });
    const back = must(await lab.placeIn(lost, {}));
    expect(back).toMatchObject({ place: 'ROOM', room: { id: roomId }, happeningStatus: 'CONFIRMED', sequence: 2 });
  });

  it('that is called off has to be revived first', async () => {
    const session = must(await lab.schedule((await lab.draft()).id));
    const cancelled = must(await lab.take('CANCEL', session.id));
    const told = await lab.placeIn(cancelled, { place: lab.inRoom(lab.rooms.hallA) });
    expect(told).toMatchObject({ kind: 'WrongHappening', wrongStatus: 'CANCELLED' });
  });
});

describe('to drop', () => {
  it('frees the room of what nobody knows of, and is refused for what everybody knows', async () => {
    const { session, roomId } = await lab.inOwnRoom();
    must(await lab.dropOne(session.id, { version: 1 }));
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED']);
    const known = await lab.announced();
    expect(await lab.dropOne(known.session.id)).toMatchObject({ kind: 'WrongStanding', wrongStanding: 'SCHEDULED' });
    const past = await lab.inOwnRoom({ startDate: '2019-03-02' });
    lab.app.clock.set('2019-03-02T08:30:00Z');
    expect(await lab.dropOne(past.session.id)).toMatchObject({ kind: 'WrongStanding' });
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('is for whoever edits the event', async () => {
    const { session } = await lab.inOwnRoom();
    expect(await lab.outcome(DROP, { id: session.id }, { as: null })).toBe('UNAUTHENTICATED');
    expect(await lab.outcome(DROP, { id: session.id }, { as: 'door' })).toBe('FORBIDDEN');
    expect(await lab.dropOne(session.id, { version: 2 })).toMatchObject({ kind: 'ChangedMeanwhile' });
  });
});

describe('to discard a draft', () => {
  it('is for whoever edits it', async () => {
    const { id } = await lab.draft();
    expect(await lab.outcome(DISCARD, { id }, { as: null })).toBe('UNAUTHENTICATED');
    expect(await lab.outcome(DISCARD, { id }, { as: 'door' })).toBe('FORBIDDEN');
    expect(await lab.outcome(DISCARD, { id: lab.planId })).toBe('NOT_FOUND');
  });

  it('leaves nothing of it but a line of the audit, and frees its rooms', async () => {
    const { event, roomId, session } = await lab.inOwnRoom();
    expect(await lab.discard(event.id, { version: 1 })).toMatchObject({ kind: 'ChangedMeanwhile' });
    expect(must(await lab.discard(event.id))).toEqual({ id: event.id });
    expect(await lab.session(session.id)).toBeNull();
    expect(await lab.database.reader.$count(events, eq(events.id, event.id as Id<'Event'>))).toBe(0);
    expect(await lab.bookingsOf(roomId)).toMatchObject([{ status: 'CANCELLED', reason: 'Чернетку події вилучено' }]);
    must(await lab.schedule((await lab.draft()).id, { place: lab.inRoom(roomId) }));
    expect(await lab.outcome(DISCARD, { id: event.id })).toBe('NOT_FOUND');
  });

  it('is refused once it is published', async () => {
    const { event } = await lab.announced();
    expect(await lab.discard(event.id)).toMatchObject({ kind: 'WrongStatus', editorialStatus: 'PUBLISHED' });
  });
});
