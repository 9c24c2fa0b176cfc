// Booking a room, and finding what is booked. What may be in its way is booking-rules.spec.ts, what becomes of bookings
// booking-changes.spec.ts and booking-holds.spec.ts.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from './app.ts';
import { BOOK, type BookingLab, kindsOf, startBookingLab, type Told } from './booking-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };
const ENGLISH: Asking = { as: 'librarian', language: 'en' };

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab();
});
afterAll(() => lab.app.stop());

const ruleOf = (told: Told, kind: string) => told.broken?.find((rule) => rule.kind === kind);

describe('who may not', () => {
  it.each(['stranger', 'teacher', 'door', 'coordinator', 'head'] as const)('%s asks for no room', async (as) => {
    const { data, errors } = await lab.tryBook({}, { as });
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
  });

  it('nobody asks for a room', async () => {
    expect((await lab.tryBook({}, {})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('finds the booking of somebody else, unless they are staff of the branch', async () => {
    const roomId = await lab.ownRoom();
    const booked = await lab.book({ roomId, purpose: 'Прихована зустріч', contact: '+380 44 123 45 67' });
    const own = await lab.book({ roomId, startTime: '15:00', endTime: '16:00', purpose: 'Своя зустріч' }, TRAINER);
    expect(await lab.read(booked.id, TRAINER)).toBeNull();
    expect(await lab.listed({ roomId }, TRAINER)).toEqual(['Своя зустріч']);
    for (const asking of [{ as: 'librarian' }, APPROVER, { as: 'admin' }] as const) {
      expect(await lab.listed({ roomId }, asking)).toEqual(['Прихована зустріч', 'Своя зустріч']);
    }
    expect(await lab.read(booked.id)).toMatchObject({ contact: '+380 44 123 45 67', askedBy: 'librarian of the test' });
    expect(await lab.read(own.id, APPROVER)).toMatchObject({ askedBy: 'trainer of the test', status: 'REQUESTED' });
    // That the room is taken they are told, and no more.
    const refused = await lab.book({ roomId }, TRAINER);
    expect(ruleOf(refused, 'Overlap')).toMatchObject({ bookingId: booked.id, purpose: null });
    expect(refused.message).not.toContain('Прихована');
  });

  it.each([
    ['no people', { expectedPeople: 0 }],
    ['more people than a city has halls for', { expectedPeople: 100_001 }],
    ['a negative buffer', { setUpMinutes: -1 }],
    ['more than a day of buffer', { tearDownMinutes: 1_441 }],
    ['a purpose nobody can read', { purpose: '\u200b ' }],
    ['too long a purpose', { purpose: 'я'.repeat(301) }],
    ['too long a contact', { contact: 'я'.repeat(301) }],
    ['a year beyond ours', { startDate: '2100-01-01' }],
    ['equipment twice', { equipment: ['a', 'a'].map((equipmentId) => ({ equipmentId, quantity: 1 })) }],
    ['no equipment of an equipment', { equipment: [{ equipmentId: 'a', quantity: 0 }] }],
    ['a rule set aside twice', { overrides: ['x', 'y'].map((reason) => ({ rule: 'TooLong', reason })) }],
    ['a rule set aside for no reason', { overrides: [{ rule: 'TooLong', reason: ' ' }] }],
  ])('books %s', async (_, parts) => {
    expect((await lab.tryBook(parts)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['a room that is not there', { roomId: 'x' }],
    ['a layout that the room has not', { layout: 'CABARET' }],
    ['equipment that is not there', { equipment: [{ equipmentId: 'x', quantity: 1 }] }],
  ])('books %s', async (_, parts) => {
    expect((await lab.tryBook(parts)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('books equipment of another branch', async () => {
    const equipment = [{ equipmentId: lab.nextProjectors, quantity: 1 }];
    expect((await lab.tryBook({ equipment })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a divisible hall', () => {
  it('is taken with its parts, and its parts with it', async () => {
    const { great, hallA, hallB } = lab.rooms;
    const whole = await lab.book({ roomId: great, expectedPeople: 90, startTime: '10:00', endTime: '12:00' });
    expect(whole).toMatchObject({ status: 'CONFIRMED', setUpMinutes: 30, tearDownMinutes: 15 });

    const noon = { startTime: '12:00', endTime: '13:00' };
    const refused = await lab.book({ roomId: hallA, ...noon }, ENGLISH);
    expect(kindsOf(refused)).toEqual(['Overlap']);
    expect(ruleOf(refused, 'Overlap')).toMatchObject({
      ...{ bookingId: whole.id, roomId: great, minutes: 45, severity: 'HARD', canOverride: false },
      occupiedFrom: '2019-04-17T06:30:00.000Z',
      occupiedTo: '2019-04-17T09:15:00.000Z',
      // From 11:30 to 12:15 both want Hall A: its set-up, and the first quarter of an hour of the event.
      parts: [
        { part: 'SET_UP', minutes: 30 },
        { part: 'EVENT', minutes: 15 },
      ],
      message: expect.stringContaining('Overlaps: set-up 30 min, the event 15 min.'),
    });
    // A minute before what is free is refused, what is free is not.
    expect(kindsOf(await lab.check({ roomId: hallA, startTime: '12:44', endTime: '13:44' }))).toEqual(['Overlap']);
    expect(await lab.check({ roomId: hallA, startTime: '12:45', endTime: '13:45' })).toMatchObject({ fits: true });

    const part = await lab.book({ roomId: hallB, startTime: '12:45', endTime: '13:45' });
    expect(part).toMatchObject({
      status: 'CONFIRMED',
      occupiedFrom: '2019-04-17T12:15:00+03:00',
      occupiedTo: '2019-04-17T14:00:00+03:00',
    });
    const wholeAgain = { roomId: great, startTime: '13:00', endTime: '13:30', setUpMinutes: 0, tearDownMinutes: 0 };
    expect(ruleOf(await lab.check(wholeAgain), 'Overlap')).toMatchObject({ bookingId: part.id, roomId: hallB });
    const free = { roomId: hallA, startTime: '12:15', endTime: '14:00', setUpMinutes: 0, tearDownMinutes: 0 };
    expect(await lab.check(free)).toMatchObject({ fits: true });
    const fourOClock = { ...wholeAgain, startTime: '14:00', endTime: '15:00' };
    expect(await lab.check(fourOClock)).toMatchObject({ fits: true, broken: [] });
  });
});

describe('a list', () => {
  it('is by start, and has what is asked for', async () => {
    const roomId = await lab.ownRoom();
    const on = (startDate: string, purpose: string) => ({ roomId, startDate, purpose });
    await lab.book(on('2019-08-03', 'третє'));
    const first = await lab.book(on('2019-08-01', 'перше'));
    await lab.book(on('2019-08-02', 'друге'), TRAINER);
    await lab.cancel(first.id);
    expect(await lab.listed({ roomId })).toEqual(['перше', 'друге', 'третє']);
    expect(await lab.listed({ roomId, status: ['REQUESTED', 'CONFIRMED'] })).toEqual(['друге', 'третє']);
    expect(await lab.listed({ roomId, status: [] })).toEqual([]);
    expect(await lab.listed({ roomId, mine: true })).toEqual(['перше', 'третє']);
    expect(await lab.listed({ roomId, branch: 'central', from: '2019-08-02T07:00:00Z' })).toEqual(['друге', 'третє']);
    expect(await lab.listed({ roomId, from: '2019-08-01T09:00:00Z', to: '2019-08-03T07:00:00Z' })).toEqual(['друге']);
    expect(await lab.listed({ roomId, branch: 'next' })).toEqual([]);
    expect(await lab.listed({ roomId: 'x' })).toEqual([]);
    expect(await lab.listed({ roomId, queued: true })).toEqual([]);
  });

  it('goes on after a cursor, and takes as many statements for many bookings as for one', async () => {
    const roomId = await lab.ownRoom();
    const equipment = [{ equipmentId: lab.projectors, quantity: 1 }];
    for (let day = 10; day < 22; day += 1) await lab.book({ roomId, startDate: `2019-09-${day}`, equipment });
    const query = `query ($first: Int!, $after: String, $roomId: ID!) {
      bookings(first: $first, after: $after, filter: { roomId: $roomId }) { pageInfo { endCursor hasNextPage }
        edges { node { startDate askedBy status viewerCan room { name } branch { slug } equipment { equipment { nameUk } }
          queue { id } waitsBehind { id } } } } }`;
    const page = async (first: number, after?: unknown) => {
      const before = lab.app.queries.length;
      const { bookings } = await lab.data<{
        bookings: { pageInfo: { endCursor: string; hasNextPage: boolean }; edges: { node: { startDate: string } }[] };
      }>(query, { first, after, roomId });
      return { ...bookings, statements: lab.app.queries.length - before };
    };
    const one = await page(1);
    const [some, rest] = [await page(7), await page(7, (await page(7)).pageInfo.endCursor)];
    const days = [...some.edges, ...rest.edges].map(({ node }) => node.startDate.slice(-2));
    expect(days).toEqual(Array.from({ length: 12 }, (_, n) => String(n + 10)));
    expect([some.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(some.statements).toBe(one.statements);
    const { errors } = await lab.ask(query, { first: 1, roomId, after: 'bm9wZQ' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

it('answers a booking in one request of few statements', async () => {
  const roomId = await lab.ownRoom();
  await lab.data(BOOK, { input: lab.input({ roomId, startDate: '2019-10-01' }) });
  const before = lab.app.queries.length;
  await lab.data('mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename } }', {
    input: lab.input({ roomId, startDate: '2019-10-02' }),
  });
  expect(lab.app.queries.length - before).toBeLessThanOrEqual(30);
});
