// The calendar of a room: whatever takes it, in the words that its reader may know.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { blockings, type ClosureRow, closures } from '../src/venues/hours/closure.tables.ts';
import { occupancies } from '../src/venues/bookings/booking.tables.ts';
import { roomFacts } from '../src/venues/places/room.store.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { layout } from './venue-lab.ts';
import { CREATE, PersonalFeedLab, type Shown } from './personal-feed-lab.ts';
import { aKey } from './registration-lab.ts';
import { single } from './series-lab.ts';
import { must } from './session-lab.ts';

let lab: PersonalFeedLab;
let roomId: string;
let staff: string;
let door: string;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
  await lab.database.transaction((tx) => lab.grant(tx, 'door', 'DOOR', lab.branches.central));
});
afterAll(() => lab.app.stop());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  const buffered = [layout('THEATRE', 60, 0, 0)];
  const named = { nameUk: 'Мала зала', nameEn: 'Small Hall' };
  roomId = await lab.database.transaction((tx) => lab.addRoom(tx, lab.branches.central, buffered, named));
  staff = (await lab.made({ of: 'ROOM', roomId }, 'librarian')).path;
  door = (await lab.made({ of: 'ROOM', roomId }, 'door')).path;
});

const told = (event: Shown) => [event('summary'), event('status'), event('dtstart'), event('dtend')];
const TIMES = { startDate: '2019-04-17', startTime: '10:00', endTime: '11:00' };
const at = (time: string) => new Date(`2019-04-18T${time}:00Z`);

/** Staff keep the room free, 13:00 to 15:00 in Kyiv. */
async function block(reason: string): Promise<string> {
  const id = newId<'Blocking'>();
  const times = { startLocal: '2019-04-18T13:00:00', zone: 'Europe/Kyiv', wallMinutes: 120 };
  const span = { startsAt: at('10:00'), endsAt: at('12:00') };
  const stamps = { createdAt: lab.app.clock.now(), updatedAt: lab.app.clock.now() };
  const [room] = await roomFacts(lab.database.reader, { ids: [roomId as Id<'Room'>] });
  await lab.database.transaction(async (tx) => {
    const where = { branchId: lab.branches.central, roomId: roomId as Id<'Room'> };
    await tx.insert(blockings).values({ id, ...where, reason, ...times, ...span, ...stamps });
    const occupied = { from: span.startsAt, to: span.endsAt };
    await tx.insert(occupancies).values(room!.units.map((unitId) => ({ blockingId: id, unitId, occupied })));
  });
  return id;
}

async function close(parts: Partial<ClosureRow>): Promise<string> {
  const id = newId<'Closure'>();
  const times = { startLocal: '2019-04-18T13:00:00', zone: 'Europe/Kyiv', wallMinutes: 120 };
  const span = { startsAt: at('10:00'), endsAt: at('12:00') };
  const stamps = { createdAt: lab.app.clock.now(), updatedAt: lab.app.clock.now() };
  const words = { kind: 'REPAIR' as const, reasonUk: 'Ремонт даху', reasonEn: 'Roof repairs' };
  await lab.database.transaction((tx) =>
    tx
      .insert(closures)
      .values({ id, branchId: lab.branches.central, ...words, ...times, ...span, ...stamps, ...parts }),
  );
  return id;
}

describe('the calendar of a room', () => {
  it('shows staff a session under its public UID, and a draft as not sure under another, which announcing ends', async () => {
    const event = await lab.draft({ titleUk: 'Лекція' });
    const session = must(await lab.schedule(event.id, { ...TIMES, place: lab.inRoom(roomId) }));
    let calendar = await lab.calendar(staff);
    expect([calendar.title, calendar.uids]).toEqual([
      'Мала зала, Центральна бібліотека',
      [`${session.id}.draft@zakhid`],
    ]);
    expect(told(calendar.events[0]!)).toEqual(['Лекція', 'TENTATIVE', '2019-04-17T10:00:00', '2019-04-17T11:00:00']);
    expect(calendar.events[0]!('description')).toContain('Ще не опубліковано.');
    must(await lab.publish(event.id));
    calendar = await lab.calendar(staff);
    expect(calendar.uids).toEqual([`${session.id}@zakhid`]);
    expect(told(calendar.events[0]!).slice(0, 2)).toEqual(['Лекція', 'CONFIRMED']);
    expect(calendar.events[0]!('sequence')).toBe('0');
  });

  it('shows an edit of a draft by a higher SEQUENCE and a later stamp', async () => {
    const event = await lab.draft({ titleUk: 'Лекція' });
    const session = must(await lab.schedule(event.id, { ...TIMES, place: lab.inRoom(roomId) }));
    const seen = async () => (await lab.calendar(staff)).find(session.id);
    const before = await seen();
    lab.app.clock.set('2019-03-02T08:00:00Z');
    must(await lab.move(session, { startTime: '12:00', endTime: '13:00' }));
    const after = await seen();
    expect(after('dtstart')).toBe('2019-04-17T12:00:00');
    expect(Number(after('sequence'))).toBeGreaterThan(Number(before('sequence')));
    expect([before('dtstamp'), after('dtstamp')]).toEqual(['2019-03-01T08:00:00Z', '2019-03-02T08:00:00Z']);
  });

  it('keeps an announced session that was called off, and no other', async () => {
    const { event, session } = await lab.announced({ ...TIMES, place: lab.inRoom(roomId) });
    must(await lab.take('CANCEL', session.id));
    const draft = await lab.draft();
    const dropped = must(await lab.schedule(draft.id, { ...TIMES, place: lab.inRoom(roomId) }));
    must(await lab.take('CANCEL', dropped.id));
    const { uids, events } = await lab.calendar(staff);
    expect([event.kind, uids]).toEqual([undefined, [`${session.id}@zakhid`]]);
    expect([events[0]!('status'), events[0]!('sequence')]).toEqual(['CANCELLED', '1']);
  });

  it('shows a booking as its purpose, with its buffers, and never whom to ask about it', async () => {
    const words = { purpose: 'Клуб поезії', contact: 'Ірина +380 44 123 45 67', setUpMinutes: 30, tearDownMinutes: 15 };
    const { id } = must(await lab.bookRoom(single(roomId, '2019-04-19', '15:00', '16:30', words)));
    const calendar = await lab.calendar(staff);
    const event = calendar.find(`${id}.booking`);
    expect(told(event)).toEqual(['Клуб поезії', 'CONFIRMED', '2019-04-19T15:00:00', '2019-04-19T16:30:00']);
    expect(event('description')).toBe('Приміщення зайнято 14:30–16:45, з підготовкою та прибиранням.');
    expect(event('location')).toBe('Центральна бібліотека, Мала зала, вул. Прорізна, 1');
    expect(calendar.text).not.toMatch(/Ірина|380/);
    must(await lab.cancelBooking(id));
    expect((await lab.calendar(staff)).uids).toEqual([]);
  });

  it('shows what staff keep free and closures of the room and its branch as busy, and none that was lifted', async () => {
    const ids = [
      `${await block('Фарбують стіни')}.blocking`,
      `${await close({})}.closure`,
      `${await close({ roomId: roomId as Id<'Room'>, reasonUk: 'Прорвало трубу', reasonEn: null })}.closure`,
    ];
    await close({ roomId: lab.rooms.hallA, reasonUk: 'Інша зала' });
    await close({ branchId: lab.branches.next, reasonUk: 'Інша бібліотека' });
    await close({ liftedAt: lab.app.clock.now(), reasonUk: 'Скасоване' });
    const { uids, find } = await lab.calendar(staff);
    expect(uids.toSorted()).toEqual(ids.map((id) => `${id}@zakhid`).toSorted());
    const summaries = ids.map((id) => told(find(id)));
    const times = ['CONFIRMED', '2019-04-18T13:00:00', '2019-04-18T15:00:00'];
    expect(summaries).toEqual([
      ['Зайнято: Фарбують стіни', ...times],
      ['Зачинено: Ремонт даху', ...times],
      ['Зачинено: Прорвало трубу', ...times],
    ]);
    const english = await lab.made({ of: 'ROOM', roomId, language: 'en' }, 'librarian');
    expect((await lab.calendar(english.path)).find(ids[1]!)('summary')).toBe('Closed: Roof repairs');
    await lab.database.transaction((tx) => tx.delete(closures));
  });

  it('of a part shows what takes the whole, and says so', async () => {
    const { hallA, great } = lab.rooms;
    const { id } = must(await lab.bookRoom(single(great, '2019-04-20', '15:00', '16:30', { purpose: 'Концерт' })));
    const ofA = await lab.made({ of: 'ROOM', roomId: hallA }, 'librarian');
    const event = (await lab.calendar(ofA.path)).find(`${id}.booking`);
    expect([event('summary'), event('description')]).toEqual(['Концерт', 'Займає: Велика зала.']);
    const ofB = await lab.made({ of: 'ROOM', roomId: lab.rooms.nextHall }, 'admin');
    expect((await lab.calendar(ofB.path)).uids).toEqual([]);
  });

  it('tells the door what is announced by its title, and of all else that the room is busy', async () => {
    const { session } = await lab.announced({ ...TIMES, place: lab.inRoom(roomId) }, { titleUk: 'Лекція' });
    const draft = await lab.draft({ titleUk: 'Таємна чернетка' });
    const later = { ...TIMES, startTime: '12:00', endTime: '13:00' };
    must(await lab.schedule(draft.id, { ...later, place: lab.inRoom(roomId) }));
    must(await lab.bookRoom(single(roomId, '2019-04-17', '15:00', '16:00', { purpose: 'Нарада про звільнення' })));
    await block('Скандал');
    const { events, find, text } = await lab.calendar(door);
    expect(find(`${session.id}@zakhid`)('summary')).toBe('Лекція');
    expect(events.map((event) => event('summary'))).toEqual(['Лекція', 'Зайнято', 'Зайнято', 'Зайнято']);
    expect(text).not.toMatch(/чернетка|звільнення|Скандал|draft/);
    expect((await lab.calendar(staff)).events.map((event) => event('summary'))).toEqual([
      ...['Лекція', 'Таємна чернетка', 'Нарада про звільнення', 'Зайнято: Скандал'],
    ]);
  });

  it('of another branch’s draft tells its own staff no more than the booking does', async () => {
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next));
    const input = { titleUk: 'Чужа чернетка', branchId: lab.branches.next };
    const draft = must(await lab.draft(input, { as: 'trainer' }));
    const place = lab.inRoom(roomId);
    must(await lab.schedule(draft.id, { ...TIMES, place }, { as: 'trainer' }));
    const [one] = (await lab.calendar(staff)).events;
    expect(one!('uid')).toContain('.booking@');
    expect(one!('description') ?? '').not.toContain('опубліковано');
  });

  it('is had by nobody but the staff of its branch', async () => {
    const input = { key: aKey(), of: 'ROOM', name: 'x', roomId: lab.rooms.nextHall };
    for (const as of ['librarian', 'approver', 'door', 'stranger', 'head'] as const) {
      expect([as, await lab.codeOf(CREATE, { input }, as)]).toEqual([as, 'FORBIDDEN']);
    }
  });
});
