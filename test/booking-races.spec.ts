// Many who want one room at one moment: one gets it, the others are told so, and the database has the last word.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { sqlStateOf } from '../src/platform/faults/database.fault.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Answer } from './app.ts';
import { BOOK, type BookingLab, kindsOf, startBookingLab, type Told } from './booking-lab.ts';
import { bearer } from './people.ts';
import { Program } from './program.ts';
import { layout } from './venue-lab.ts';

jest.setTimeout(90_000);

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab();
});
afterAll(() => lab.app.stop());

const addRooms = (count: number) =>
  lab.database.transaction(async (tx) => {
    const made: Id<'Room'>[] = [];
    for (let n = 0; n < count; n += 1) {
      const nameUk = `Кімната ${n}`;
      made.push(await lab.addRoom(tx, lab.branches.central, [layout('THEATRE', 60, 30, 15)], { nameUk }));
    }
    return made;
  });

/** What came of each: `booked`, the kinds of rules in the way, or the code of a fault. */
const outcomeOf = ({ data, errors }: Answer<{ result: Told }>): string =>
  errors ? `fault ${String(errors[0]?.extensions.code)}` : kindsOf(data.result).join() || 'booked';
const tallied = (outcomes: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(outcomes, (one) => one)].map(([one, all]) => [one, all.length]));
const race = async (wishes: readonly Record<string, unknown>[]) =>
  (await Promise.all(wishes.map((wish) => lab.tryBook(wish)))).map(outcomeOf);
const times = <Made>(count: number, make: (n: number) => Made) => Array.from({ length: count }, (_, n) => make(n));

describe('of twenty who want one room at one time', () => {
  it('one gets it, nineteen are told what is in the way, and nothing overlaps', async () => {
    for (const startDate of ['2019-05-06', '2019-05-07']) {
      const outcomes = await race(times(20, () => ({ startDate })));
      expect(tallied(outcomes)).toEqual({ booked: 1, Overlap: 19 });
    }
    expect(await lab.overlaps()).toBe(0);
  });

  it('as parts and as a combination, each part is had by one, or the whole by one', async () => {
    const { hallA, hallB, great } = lab.rooms;
    for (let day = 10; day < 14; day += 1) {
      const startDate = `2019-05-${day}`;
      const outcomes = await race(times(20, (n) => ({ startDate, roomId: [hallA, hallB, great][(n + day) % 3] })));
      expect(outcomes.filter((one) => one !== 'booked' && !/^Overlap(,Overlap)?$/.test(one))).toEqual([]);
      const booked = outcomes.filter((one) => one === 'booked').length;
      const whole = outcomes.some((one, n) => one === 'booked' && [hallA, hallB, great][(n + day) % 3] === great);
      expect(booked).toBe(whole ? 1 : 2);
    }
    expect(await lab.overlaps()).toBe(0);
  });

  it('one gets it over two processes on one database', async () => {
    const environment = {
      ...{ NODE_ENV: 'test', DATABASE_URL: lab.app.postgres.url, PORT: '0', LOG_LEVEL: 'warn', DEMO: 'off' },
    };
    const programs = [new Program(environment), new Program(environment)];
    try {
      const urls = await Promise.all(programs.map((program) => program.running()));
      const ask = async (url: string, input: unknown): Promise<Answer<{ result: Told }>> => {
        const headers = { 'content-type': 'application/json', ...bearer('librarian') };
        const body = JSON.stringify({ query: BOOK, variables: { input } });
        const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
        return (await response.json()) as Answer<{ result: Told }>;
      };
      const { hallA, great } = lab.rooms;
      // They go by the real clock.
      for (const [startDate, roomIds] of [
        ['2098-05-06', [hallA]],
        ['2098-05-07', [hallA]],
        ['2098-05-08', [hallA, great]],
      ] as const) {
        const answers = await Promise.all(
          times(20, (n) => {
            const roomId = roomIds[(n >> 1) % roomIds.length];
            return ask(urls[n % 2]!, lab.input({ roomId, startDate }));
          }),
        );
        expect(tallied(answers.map(outcomeOf))).toEqual({ booked: 1, Overlap: 19 });
      }
      expect(await lab.overlaps()).toBe(0);
    } finally {
      await Promise.all(programs.map((program) => program.kill('SIGKILL')));
    }
  });
});

describe('of equipment', () => {
  it('six of seven who want one of six each get it, wherever they are', async () => {
    const rooms = await addRooms(7);
    const equipment = [{ equipmentId: lab.projectors, quantity: 1 }];
    for (const startDate of ['2019-06-03', '2019-06-04']) {
      const outcomes = await race(rooms.map((roomId) => ({ roomId, startDate, equipment })));
      expect(tallied(outcomes)).toEqual({ booked: 6, EquipmentShort: 1 });
    }
  });

  it('and of rooms, wanted crosswise and in opposite orders, nobody waits for ever', async () => {
    const { hallA, hallB, great } = lab.rooms;
    const rooms = [...(await addRooms(2)), hallA, hallB, great];
    const other = newId<'Equipment'>();
    const now = lab.app.clock.now().toISOString();
    await lab.database.transaction((tx) =>
      tx.execute(sql`insert into equipment (id, branch_id, kind, name_uk, name_en, quantity, created_at, updated_at)
        values (${other}, ${lab.branches.central}, 'SCREEN', 'Екран', 'Screen', 6, ${now}, ${now})`),
    );
    const wanted = [lab.projectors, other].map((equipmentId) => ({ equipmentId, quantity: 2 }));
    const outcomes: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const wishes = times(12, (n) => ({
        ...{ roomId: rooms[n % rooms.length], startDate: `2019-07-0${1 + round}`, startTime: `${10 + (n % 4)}:00` },
        ...{ endTime: `${11 + (n % 4)}:30`, equipment: n % 2 ? wanted : wanted.toReversed() },
      }));
      outcomes.push(...(await race(wishes)));
    }
    expect(outcomes.filter((one) => one.startsWith('fault'))).toEqual([]);
    expect(outcomes.filter((one) => one === 'booked').length).toBeGreaterThanOrEqual(3);
    expect(await lab.overlaps()).toBe(0);
    expect(await fullest()).toBeLessThanOrEqual(6);
    expect(await deadlocks()).toBe(0);
  });

  it('and rooms, changed and given up crosswise, nobody waits for ever either', async () => {
    const { hallA, hallB } = lab.rooms;
    const [one, two] = [await addRooms(1), await addRooms(1)].flat();
    const ids = [one, two, hallA, hallB];
    const equipment = [{ equipmentId: lab.projectors, quantity: 1 }];
    const booked = await Promise.all(
      ids.map((roomId, n) => lab.book({ roomId, startDate: `2019-08-0${1 + n}`, equipment })),
    );
    for (let round = 0; round < 4; round += 1) {
      // Each goes to the room of the next, on its own day, all at once.
      const answers = await Promise.all(
        booked.map(({ id }, n) => lab.change(id, 1 + round, { roomId: ids[(n + 1 + round) % 4]! })),
      );
      expect(answers.map(({ version }) => version)).toEqual([2, 2, 2, 2].map((version) => version + round));
    }
    const ended = await Promise.all(booked.flatMap(({ id }) => [lab.cancel(id), lab.cancel(id)]));
    expect(tallied(ended.map(({ kind }) => kind ?? 'done'))).toEqual({ done: 4, BookingStatusWrong: 4 });
    expect(await lab.overlaps()).toBe(0);
    expect(await deadlocks()).toBe(0);
  });

  /** How often Postgres had to end a ring of waits; a transaction that it ended is tried again, and nobody sees it. */
  async function deadlocks(): Promise<number> {
    // A connection tells its counts once a second.
    await sleep(1_200);
    const [row] = await lab.database.reader.execute<{ deadlocks: number }>(sql`
      select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`);
    return row?.deadlocks ?? -1;
  }

  /** How many projectors are out at the fullest moment. */
  async function fullest(): Promise<number> {
    const [row] = await lab.database.reader.execute<{ most: number }>(sql`
      select max((select sum(o.quantity) from equipment_use o where o.live and o.equipment_id = s.equipment_id
        and o.occupied @> lower(s.occupied)))::int as most from equipment_use s where s.live`);
    return row?.most ?? 0;
  }
});

describe('the database itself', () => {
  const stateOf = (query: ReturnType<typeof sql>) =>
    lab.database.transaction((tx) => tx.execute(query)).then(() => 'written', sqlStateOf);

  it('has the constraint, and refuses a double booking written by hand', async () => {
    const [constraint] = await lab.database.reader.execute<{ type: string; said: string }>(sql`
      select contype::text as type, pg_get_constraintdef(oid) as said from pg_constraint where conname = 'occupancy_no_overlap'`);
    expect(constraint).toEqual({ type: 'x', said: 'EXCLUDE USING gist (unit_id WITH =, occupied WITH &&)' });

    const taken = await lab.book({ startDate: '2019-09-02' });
    expect(taken['occupiedFrom']).toBe('2019-09-02T09:30:00+03:00');
    const [{ blockingId } = { blockingId: '' }] = await lab.database.transaction((tx) =>
      tx.execute<{ blockingId: string }>(sql`
        insert into blocking (id, branch_id, room_id, reason, start_local, zone, wall_minutes, starts_at, ends_at, created_at, updated_at)
        select uuidv7(), branch_id, room_id, 'by hand', start_local, zone, 30, starts_at, ends_at, now(), now()
        from booking where id = ${taken.id} returning id as "blockingId"`),
    );
    const write = (from: string, to: string) =>
      stateOf(sql`insert into occupancy (unit_id, blocking_id, occupied)
        values (${lab.units.a}, ${blockingId}, tstzrange(${from}, ${to}))`);
    const move = (from: string, to: string) =>
      stateOf(sql`update occupancy set occupied = tstzrange(${from}, ${to}) where blocking_id = ${blockingId}`);
    expect(await write('2019-09-02T06:00:00Z', '2019-09-02T06:30:01Z')).toBe('23P01');
    expect(await write('2019-09-02T06:00:00Z', '2019-09-02T06:30:00Z')).toBe('written');
    expect(await move('2019-09-02T09:14:59Z', '2019-09-02T10:00:00Z')).toBe('23P01');
    expect(await move('2019-09-02T09:15:00Z', '2019-09-02T10:00:00Z')).toBe('written');
  });

  it('lets no booking live without what it occupies, nor keep anything when it ended', async () => {
    const { id } = await lab.book({ startDate: '2019-09-03' });
    const ended = await lab.book({ startDate: '2019-09-04' });
    await lab.cancel(ended.id);
    const columns = sql.raw(
      `branch_id, room_id, layout_kind, status, purpose, expected_people, start_local, zone, wall_minutes, starts_at, ends_at,
       set_up_minutes, tear_down_minutes, created_at, updated_at`,
    );
    const byHand: Record<string, ReturnType<typeof sql>> = {
      'a copy of a live one': sql`insert into booking (id, ${columns}) select uuidv7(), ${columns} from booking where id = ${id}`,
      'one that lives again': sql`update booking set status = 'CONFIRMED' where id = ${ended.id}`,
      'one moved without its units': sql`update booking set starts_at = starts_at - interval '1 hour' where id = ${id}`,
      'one in another room': sql`update booking set room_id = ${lab.rooms.hallB} where id = ${id}`,
      'one that gives its room up': sql`delete from occupancy where booking_id = ${id}`,
      'one that takes more than its room': sql`insert into occupancy (unit_id, booking_id, occupied)
        select ${lab.units.b}, booking_id, occupied from occupancy where booking_id = ${id}`,
    };
    for (const [what, query] of Object.entries(byHand)) expect([what, await stateOf(query)]).toEqual([what, '23514']);
    expect(await stateOf(sql`update booking set purpose = 'by hand' where id = ${id}`)).toBe('written');
  });

  it('refuses a seventh projector written by hand', async () => {
    const [one, two] = await addRooms(2);
    const wish = (roomId: unknown, quantity: number) => ({
      ...{ roomId, startDate: '2019-09-09' },
      equipment: [{ equipmentId: lab.projectors, quantity }],
    });
    await lab.book(wish(one, 4));
    const { id } = await lab.book(wish(two, 2));
    const take = (quantity: number) =>
      stateOf(sql`update equipment_use set quantity = ${quantity} where booking_id = ${id}`);
    expect([await take(3), await take(1), await take(2)]).toEqual(['23P01', 'written', 'written']);
    const add = stateOf(sql`insert into equipment_use (booking_id, equipment_id, quantity, occupied, live)
      select id, ${lab.projectors}, 1, tstzrange('2019-09-09T08:00:00Z', '2019-09-09T08:01:00Z'), true from booking
      where id not in (select booking_id from equipment_use) limit 1`);
    expect(await add).toBe('23P01');
    // The list of what there is cannot become shorter than what is still to be out by the database's own clock.
    const own = (quantity: number) => sql`update equipment set quantity = ${quantity} where id = ${lab.projectors}`;
    const later = sql`update equipment_use set occupied = tstzrange(now() + interval '1 day', now() + interval '2 days')
      where booking_id = ${id}`;
    const shortened = await lab.database
      .transaction(async (tx) => {
        await tx.execute(later);
        await tx.execute(own(2));
        await tx.execute(own(1));
      })
      .then(() => 'written', sqlStateOf);
    expect(shortened).toBe('23P01');
  });

  it('was faster than the rules: what a hand wrote meanwhile is a refusal and no fault', async () => {
    const { id } = await lab.book({ startDate: '2019-09-16' });
    await lab.change(id, 1, { startDate: '2019-09-17', endDate: null });
    // Somebody writes by hand, holds back the commit, and takes the hall's lock of nobody.
    const written = Promise.withResolvers<undefined>();
    const go = Promise.withResolvers<undefined>();
    const byHand = lab.database.transaction(async (tx) => {
      const [from, to] = ['2019-09-16T07:00:00Z', '2019-09-16T08:00:00Z'];
      await tx.execute(sql`update occupancy set occupied = tstzrange(${from}, ${to}) where booking_id = ${id}`);
      await tx.execute(sql`update booking set starts_at = ${from}, ends_at = ${to},
        set_up_minutes = 0, tear_down_minutes = 0 where id = ${id}`);
      written.resolve(undefined);
      await go.promise;
    });
    await written.promise;
    const booking = lab.tryBook({ startDate: '2019-09-16' });
    await waitsForSomebody();
    go.resolve(undefined);
    await byHand;
    expect(outcomeOf(await booking)).toBe('Overlap');
  });

  /** Until some statement waits for another transaction. */
  async function waitsForSomebody(): Promise<void> {
    for (;;) {
      const [row] = await lab.database.reader.execute<{ waiting: number }>(sql`
        select count(*)::int as waiting from pg_locks where not granted`);
      if ((row?.waiting ?? 0) > 0) return;
    }
  }
});
