// The calendar of a branch for its staff: all it holds, announced or not, and how full it is.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CREATE, PersonalFeedLab } from './personal-feed-lab.ts';
import { aKey } from './registration-lab.ts';
import { bookingOf, must, type Told } from './session-lab.ts';

let lab: PersonalFeedLab;
let staff: string;
let door: string;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'door', 'DOOR', lab.branches.central);
    await lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next);
  });
  const input = { of: 'BRANCH', branchId: lab.branches.central };
  staff = (await lab.made(input, 'librarian')).path;
  door = (await lab.made(input, 'door')).path;
});
afterAll(() => lab.app.stop());

const byTheLibrarianNext = { as: 'trainer' } as const;

describe('the calendar of a branch', () => {
  it('says of what is announced how many come and wait, and stamps it when that changes', async () => {
    const { session, rosterId } = await lab.aRoster({ capacity: 3 }, { titleUk: 'Майстерня' });
    const seen = async () => (await lab.calendar(staff)).find(`${session.id}@zakhid`);
    let event = await seen();
    expect([event('summary'), event('status')]).toEqual(['Майстерня', 'CONFIRMED']);
    expect(event('description')).toContain('Зайнято місць: 0/3');
    lab.app.clock.set('2019-03-02T08:00:00Z');
    await lab.registered(rosterId, { seats: 3, name: 'Хтось Перший' });
    await lab.registered(rosterId, { seats: 2, name: 'Хтось Другий' });
    event = await seen();
    expect(event('description')).toContain('Зайнято місць: 3/3; у черзі: 1');
    expect([event('last-modified'), event('sequence')]).toEqual(['2019-03-02T08:00:00Z', '0']);
    const { text } = await lab.calendar(staff);
    expect(text).not.toMatch(/Хтось|example\.org|meet\./);
    const english = await lab.made({ of: 'BRANCH', branchId: lab.branches.central, language: 'en' }, 'approver');
    const calendar = await lab.calendar(english.path);
    expect(calendar.title).toBe('Programme: Library central');
    expect(calendar.find(session.id)('description')).toContain('Seats taken: 3/3; waiting: 1');
  });

  it('shows drafts as not sure, under a UID of their own, also those that have no place yet', async () => {
    const draft = await lab.draft({ titleUk: 'Чернетка' });
    const placed = must(await lab.schedule(draft.id, { place: lab.inRoom(await lab.aRoom()) }));
    const unplaced = await lab.draft({ titleUk: 'Без зали' });
    const toBeFound = must(await lab.schedule(unplaced.id));
    const seen = await lab.calendar(staff);
    const event = seen.find(`${placed.id}.draft@zakhid`);
    expect([event('summary'), event('status'), event('transp')]).toEqual(['Чернетка', 'TENTATIVE', 'OPAQUE']);
    expect(event('description')).toContain('Ще не опубліковано.');
    expect(seen.uids).not.toContain(`${placed.id}@zakhid`);
    expect(seen.find(`${toBeFound.id}.draft@zakhid`)('location')).toContain('місце уточнюється');
    must(await lab.publish(draft.id));
    const { uids, find } = await lab.calendar(staff);
    expect(uids).not.toContain(`${placed.id}.draft@zakhid`);
    expect(find(`${placed.id}@zakhid`)('description') ?? '').not.toContain('опубліковано');
  });

  it('shows what is held there of others, once it is announced, without its numbers; and its own held elsewhere', async () => {
    const { next } = lab.branches;
    const words = { titleUk: 'Гості', branchId: next, primaryMeasureId: lab.measures.public };
    const guest = must(await lab.draft(words, byTheLibrarianNext));
    const here = { place: lab.inRoom(await lab.aRoom()), startDate: '2019-04-18' };
    const session = must(await lab.schedule(guest.id, here, byTheLibrarianNext));
    const own = await lab.draft({ titleUk: 'На виїзді' });
    const there = must(await lab.schedule(own.id, { place: lab.inRoom(await lab.aRoom({}, next)) }));
    const elsewhere = must(await lab.draft({ ...words, titleUk: 'Не наше' }, byTheLibrarianNext));
    const room = await lab.aRoom({}, next);
    must(await lab.schedule(elsewhere.id, { place: lab.inRoom(room) }, byTheLibrarianNext));
    let calendar = await lab.calendar(staff);
    expect(calendar.uids).toContain(`${there.id}.draft@zakhid`);
    expect(calendar.text).not.toMatch(/Гості|Не наше/);
    must(await lab.approveBooking(bookingOf(session)!.id));
    must(await lab.asked<Told>(PUBLISH, { id: guest.id }, { as: 'admin' }));
    const roster = { eventId: guest.id, sessionId: session.id, mode: 'OPEN', capacity: 7, confirmsEmail: false };
    must(await lab.saveRoster(roster, byTheLibrarianNext));
    calendar = await lab.calendar(staff);
    const event = calendar.find(`${session.id}@zakhid`);
    expect([event('summary'), event('status')]).toEqual(['Гості', 'CONFIRMED']);
    expect(event('description') ?? '').not.toContain('місць');
  });

  it('keeps what was called off, but no date that was given up before anybody knew of it', async () => {
    const { session } = await lab.anEvent({}, { startDate: '2019-04-26' });
    must(await lab.take('CANCEL', session.id));
    const draft = await lab.draft();
    const gone = must(await lab.schedule(draft.id, { startDate: '2019-04-27' }));
    must(await lab.dropOne(gone.id));
    const { find, text } = await lab.calendar(staff);
    expect([find(`${session.id}@zakhid`)('status'), text.includes(gone.id)]).toEqual(['CANCELLED', false]);
  });

  it('shows the door what everybody sees, and no numbers', async () => {
    const draft = await lab.draft({ titleUk: 'Таємна чернетка' });
    must(await lab.schedule(draft.id, { startDate: '2019-04-28' }));
    const { text, uids } = await lab.calendar(door);
    expect(uids.length).toBeGreaterThan(1);
    expect(text.replaceAll('\r\n ', '')).not.toMatch(/чернетка|draft|Зайнято|опублікован[оi]\./);
  });

  it('is cut where it would be too long, to what is nearest in time, and says so', async () => {
    const small = await lab.anotherProcess({ FEED_LIMIT: '2' });
    try {
      const text = (await (await fetch(small.url + staff)).text()).replaceAll('\r\n ', '');
      expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
      expect(text).toContain('Показано лише 2 найближчих');
      expect(text).toContain('DTSTART;TZID=Europe/Kyiv:20190417T100000');
      expect(text).not.toContain('DTSTART;TZID=Europe/Kyiv:20190428');
    } finally {
      await small.stop();
    }
  });

  it('is had by nobody but its staff', async () => {
    const input = { key: aKey(), of: 'BRANCH', name: 'x', branchId: lab.branches.third };
    for (const as of ['librarian', 'approver', 'door', 'coordinator', 'reporter', 'trainer'] as const) {
      expect([as, await lab.codeOf(CREATE, { input }, as)]).toEqual([as, 'FORBIDDEN']);
    }
  });
});

const PUBLISH = `mutation ($id: ID!) { result: publishEvent(id: $id) { ... on Event { id } ... on Refusal { kind message } } }`;
