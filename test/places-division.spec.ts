// Rooms that share their walls, in any partition, and what is carried from room to room.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { newId } from '../src/platform/ids/id.ts';
import { bookings, equipmentUses, occupancies } from '../src/venues/bookings/booking.tables.ts';
import { roomFacts } from '../src/venues/places/room.store.ts';
import { rooms, spaces, units } from '../src/venues/places/room.tables.ts';
import type { Asking } from './app.ts';
import { KYIV, layout, startVenueLab, type VenueLab } from './venue-lab.ts';

interface Named {
  readonly id: string;
  readonly nameUk: string;
}
interface Seen extends Named {
  readonly kind: string;
  readonly version: number;
  readonly parts: readonly Named[];
  readonly combinations: readonly Named[];
  readonly [field: string]: unknown;
}
type Parts = Record<string, unknown>;

const ADMIN: Asking = { as: 'admin' };
const REFUSAL = '... on Refusal { kind message } ... on ChangedMeanwhile { current { id version } }';
const ROOM = '... on Room { id version nameUk parts { id nameUk } combinations { id nameUk } }';
const CREATE = `mutation ($input: CreateRoomInput!) {
  result: createRoom(input: $input) { ${ROOM} ... on SameParts { kind message room { id nameUk } } } }`;
const DIVIDE = `mutation ($id: ID!, $version: Int!, $parts: [RoomPartInput!]!) {
  result: divideRoom(id: $id, version: $version, parts: $parts) { ${ROOM} ${REFUSAL} } }`;
const CREATE_EQUIPMENT = `mutation ($input: CreateEquipmentInput!) {
  result: createEquipment(input: $input) { id version equipmentKind: kind nameUk name quantity } }`;
const UPDATE_EQUIPMENT = `mutation ($input: UpdateEquipmentInput!) {
  result: updateEquipment(input: $input) { ... on Equipment { id version quantity } ${REFUSAL}
    ... on EquipmentInUse { most at } } }`;

let lab: VenueLab;
beforeAll(async () => {
  lab = await startVenueLab();
});
afterAll(() => lab.app.stop());

const seen = async (query: string, variables: Parts, asking = ADMIN) =>
  (await lab.data<{ result: Seen }>(query, variables, asking)).result;
const faultOf = async (query: string, variables: Parts) =>
  (await lab.ask(query, variables, ADMIN)).errors?.[0]?.extensions['code'];
const names = (found: readonly Named[]) => found.map(({ nameUk }) => nameUk);

const roomInput = (nameUk: string, parts: Parts = {}): Parts => ({
  ...{ nameUk, nameEn: 'Hall', category: 'HALL', layouts: [layout('THEATRE', 50)] },
  ...parts,
});
const add = (nameUk: string, partIds?: readonly string[]) =>
  seen(CREATE, { input: roomInput(nameUk, { branchId: lab.branches.third, partIds }) });
const read = async (id: string) =>
  (await lab.data<{ room: Seen }>(`query ($id: ID!) { room(id: $id) { ${ROOM} } }`, { id })).room;
const divide = (id: string, version: number, parts: readonly string[]) =>
  seen(DIVIDE, { id, version, parts: parts.map((nameUk) => roomInput(nameUk)) });
const factsOf = async (...ids: string[]) => roomFacts(lab.database.reader, { ids: ids as Id<'Room'>[] });

describe('a combination', () => {
  it('of the lab is told from its parts', async () => {
    const great = await read(lab.rooms.great);
    expect([names(great.parts), names(great.combinations)]).toEqual([['Зала А', 'Зала Б'], []]);
    expect(names((await read(lab.rooms.hallA)).combinations)).toEqual(['Велика зала']);
  });

  it('makes one space of the spaces of its parts, also where combinations overlap', async () => {
    const [a, b, c] = [await add('Кімната 1'), await add('Кімната 2'), await add('Кімната 10')];
    const spacesBefore = new Set((await factsOf(a.id, b.id, c.id)).map(({ spaceId }) => spaceId));
    expect(spacesBefore.size).toBe(3);
    const ab = await add('Перша й друга', [a.id, b.id]);
    const bc = await add('Друга й десята', [b.id, c.id]);
    // Parts of parts count, and one that two combinations have counts once.
    const all = await add('Усі', [ab.id, bc.id]);
    expect(names(all.parts)).toEqual(['Друга й десята', 'Кімната 1', 'Кімната 2', 'Кімната 10', 'Перша й друга']);
    expect(names((await read(b.id)).combinations)).toEqual(['Друга й десята', 'Перша й друга', 'Усі']);
    expect(names((await read(a.id)).combinations)).toEqual(['Перша й друга', 'Усі']);
    const facts = await factsOf(a.id, b.id, c.id, ab.id, bc.id, all.id);
    expect(new Set(facts.map(({ spaceId }) => spaceId)).size).toBe(1);
    const { spaceId } = facts[0]!;
    expect(await lab.database.reader.$count(units, eq(units.spaceId, spaceId))).toBe(3);
    const left = await lab.database.reader.select().from(spaces);
    expect(left.filter(({ id }) => spacesBefore.has(id)).map(({ id }) => id)).toEqual([spaceId]);
    const kin = (id: string) => facts.find((room) => room.id === id)?.kin;
    expect(kin(a.id)).toEqual([a.id, ab.id, all.id].sort());
    expect(kin(ab.id)).toEqual([a.id, b.id, ab.id, bc.id, all.id].sort());
  });

  it('of the same parts as another room is refused', async () => {
    const { hallA, hallB, great } = lab.rooms;
    for (const partIds of [
      [hallA, hallB],
      [great, hallA],
    ]) {
      const input = roomInput('Ще одна', { branchId: lab.branches.central, partIds });
      expect(await seen(CREATE, { input })).toMatchObject({ kind: 'SameParts', room: { id: great } });
    }
  });

  it.each([
    ['a room of another branch', () => [lab.rooms.hallA, lab.rooms.nextHall], 'NOT_FOUND'],
    ['a room that is not there', () => [lab.rooms.hallA, newId()], 'NOT_FOUND'],
    ['no id', () => [lab.rooms.hallA, 'x'], 'NOT_FOUND'],
    ['the same room twice', () => [lab.rooms.hallA, lab.rooms.hallA.toUpperCase()], 'BAD_USER_INPUT'],
  ])('takes no %s', async (_, partIds, code) => {
    const input = roomInput('Ні', { branchId: lab.branches.central, partIds: partIds() });
    expect(await faultOf(CREATE, { input })).toBe(code);
  });

  it('made many times at once of interleaved parts is one of each, in one space', async () => {
    const parts = await Promise.all(['І', 'ІІ', 'ІІІ', 'ІV'].map((name) => add(name)));
    const pairs = parts.flatMap((one, at) => parts.slice(at + 1).map((other) => [one.id, other.id] as const));
    const made = await Promise.all(
      [...pairs, ...pairs.map(([a, b]) => [b, a] as const)].map((pair, at) => add(`Пара ${at}`, pair)),
    );
    const count = (kind: string | undefined) => made.filter((one) => one.kind === kind).length;
    expect([count(undefined), count('SameParts')]).toEqual([6, 6]);
    const facts = await factsOf(...parts.map(({ id }) => id));
    expect(new Set(facts.map(({ spaceId }) => spaceId)).size).toBe(1);
  });
});

const STARTS = new Date('2019-04-17T07:00:00Z');
const ENDS = new Date('2019-04-17T09:00:00Z');
const OCCUPIED = { from: STARTS, to: ENDS };

async function book(roomId: string): Promise<Id<'Booking'>> {
  const [room] = await factsOf(roomId);
  const id = newId<'Booking'>();
  await lab.database.transaction(async (tx) => {
    await tx.insert(bookings).values({
      ...{ id, roomId: room!.id, branchId: room!.branchId, layoutKind: 'THEATRE', status: 'CONFIRMED' },
      ...{ purpose: 'Лекція', expectedPeople: 10, startLocal: '2019-04-17T10:00:00', zone: KYIV, wallMinutes: 120 },
      ...{ startsAt: STARTS, endsAt: ENDS, setUpMinutes: 0, tearDownMinutes: 0, createdAt: STARTS, updatedAt: STARTS },
    });
    await tx
      .insert(occupancies)
      .values(room!.units.map((unitId) => ({ unitId, bookingId: id, occupied: OCCUPIED, expiresAt: null })));
  });
  return id;
}

describe('a room that is divided', () => {
  it('keeps its name and bookings, and so do the combinations it is part of', async () => {
    const [hall, foyer] = [await add('Зала'), await add('Фоє')];
    const both = await add('Зала й фоє', [hall.id, foyer.id]);
    const bookingId = await book(both.id);
    const divided = await divide(hall.id, 1, ['Ліва', 'Права', 'Середня']);
    expect(divided).toMatchObject({ id: hall.id, version: 2, nameUk: 'Зала' });
    expect(names(divided.parts)).toEqual(['Ліва', 'Права', 'Середня']);
    expect(names((await read(both.id)).parts)).toEqual(['Зала', 'Ліва', 'Права', 'Середня', 'Фоє']);
    expect(names((await read(divided.parts[0]!.id)).combinations)).toEqual(['Зала', 'Зала й фоє']);
    const held = await lab.database.reader
      .select({ unitId: occupancies.unitId })
      .from(occupancies)
      .where(eq(occupancies.bookingId, bookingId));
    const [facts] = await factsOf(both.id);
    expect(held.map(({ unitId }) => unitId).sort()).toEqual([...facts!.units].sort());
    expect(facts!.units).toHaveLength(4);
    // What is booked of the whole is booked of each part: the database itself refuses it.
    await expect(book(divided.parts[2]!.id)).rejects.toMatchObject({
      cause: { constraint_name: 'occupancy_no_overlap' },
    });
  });

  it('is not divided again, but its parts are', async () => {
    const hall = await add('Ательє');
    const divided = await divide(hall.id, 1, ['Ательє А', 'Ательє Б']);
    expect(await divide(hall.id, 2, ['В', 'Г'])).toMatchObject({ kind: 'AlreadyDivided' });
    const further = await divide(divided.parts[0]!.id, 1, ['А1', 'А2']);
    expect(names(further.parts)).toEqual(['А1', 'А2']);
    expect(names((await read(hall.id)).parts)).toEqual(['А1', 'А2', 'Ательє А', 'Ательє Б']);
  });

  it('by two at once is divided once', async () => {
    const { id } = await add('Майстерня');
    const outcomes = await Promise.all([divide(id, 1, ['1', '2']), divide(id, 1, ['3', '4'])]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['ChangedMeanwhile', undefined]);
    const count = await lab.database.reader.$count(rooms, eq(rooms.spaceId, (await factsOf(id))[0]!.spaceId));
    expect(count).toBe(3);
  });
});

describe('a list of rooms', () => {
  it('takes as many queries for all branches as for one', async () => {
    const fields = `slug equipment { name } rooms {
      name capacity layouts { kind } branch { slug } parts { nameUk } combinations { nameUk } }`;
    const queriesOf = async (asked: string) => {
      const before = lab.app.queries.length;
      await lab.data(asked);
      return lab.app.queries.length - before;
    };
    const one = await queriesOf(`{ branch(slug: "central") { ${fields} } }`);
    expect(await queriesOf(`{ branches(first: 3) { edges { node { ${fields} } } } }`)).toBe(one);
  });
});

describe('equipment', () => {
  const use = async (
    equipmentId: Id<'Equipment'>,
    quantity: number,
    parts: Partial<typeof equipmentUses.$inferInsert>,
  ) =>
    lab.database.transaction(async (tx) => {
      const base = { occupied: OCCUPIED, expiresAt: null, live: true };
      await tx.insert(equipmentUses).values({ ...base, equipmentId, quantity, bookingId, ...parts });
    });
  let bookingId: Id<'Booking'>;

  it('is added and listed for everybody', async () => {
    const facts = { kind: 'MICROPHONE', nameUk: 'Мікрофон', nameEn: 'Microphone', quantity: 3 };
    const made = await seen(
      CREATE_EQUIPMENT,
      { input: { ...facts, branchId: lab.branches.central } },
      { as: 'librarian' },
    );
    expect(made).toMatchObject({ version: 1, equipmentKind: 'MICROPHONE', name: 'Мікрофон', quantity: 3 });
    const { branch } = await lab.data<{ branch: { equipment: Parts[] } }>(
      '{ branch(slug: "central") { equipment { kind name quantity } } }',
      {},
      { language: 'en' },
    );
    expect(branch.equipment).toEqual([
      { kind: 'MICROPHONE', name: 'Microphone', quantity: 3 },
      { kind: 'PROJECTOR', name: 'Projector', quantity: 6 },
    ]);
  });

  it('is never less than bookings to come have out at their fullest moment', async () => {
    const id = lab.projectors;
    bookingId = await book(lab.rooms.hallA);
    await use(id, 3, {});
    const later = new Date('2019-04-17T08:30:00Z');
    const overlapping = {
      bookingId: await book(lab.rooms.hallB),
      occupied: { from: later, to: new Date('2019-04-17T11:00:00Z') },
    };
    await use(id, 2, overlapping);
    // Neither what has been, nor what waits, nor a hold past its time is out.
    const past = { from: new Date('2019-02-01T08:00:00Z'), to: new Date('2019-02-01T10:00:00Z') };
    await use(id, 6, { bookingId: await book(lab.rooms.nextHall), occupied: past });
    const expiresAt = new Date('2019-02-28T08:00:00Z');
    await use(id, 6, { bookingId: await book(lab.rooms.thirdRoom), expiresAt });
    await use(id, 6, { bookingId: await book((await add('Запасна')).id), live: false });

    const less = { input: { id, version: 1, quantity: 4 } };
    const refused = await seen(UPDATE_EQUIPMENT, less, { as: 'librarian', language: 'en' });
    expect(refused).toMatchObject({ kind: 'EquipmentInUse', most: 5, at: '2019-04-17T11:30:00+03:00' });
    expect(refused['message']).toContain('5 are out at 2019-04-17 11:30');
    const enough = { input: { id, version: 1, quantity: 5 } };
    expect(await seen(UPDATE_EQUIPMENT, enough)).toMatchObject({ version: 2, quantity: 5 });
    expect(await seen(UPDATE_EQUIPMENT, less)).toMatchObject({ kind: 'ChangedMeanwhile', current: { version: 2 } });
    const none = { input: { id, version: 2, quantity: -1 } };
    expect(await faultOf(UPDATE_EQUIPMENT, none)).toBe('BAD_USER_INPUT');
  });
});
