// Bookings a second through GraphQL over HTTP, beside the same rows inserted by the driver alone: what the rules, the locks,
// the audit and HTTP cost. Every client books a slot of its own, so that none waits for a refusal.
import { connect } from '../src/platform/db/database.ts';
import type { City, CityRoom } from './city.ts';
import { clock, openDay } from './venues-asked.ts';
import type { RunningCity } from './venues-city.ts';
import { Chance, quantile } from './venues-measure.ts';

export const CLIENTS = 16;
export const ROUNDS = 3;
const BOOKINGS = 1_000;
const WARM = 200;
const STARTS = [600, 720, 840, 960, 1_080];
const MINUTES = 60;

interface Slot {
  readonly room: CityRoom;
  readonly date: string;
  /** Minutes of the wall clock. */
  readonly start: number;
}

export interface Throughput {
  /** Bookings a second, the median of the rounds. */
  readonly graphql: number;
  readonly direct: number;
  /** Milliseconds of one booking. */
  readonly p50: number;
  readonly p95: number;
}

/** Free slots, one for each booking, in an order in which those that follow each other lie in different rooms. */
class Slots {
  readonly #free: Slot[] = [];

  constructor(city: City, count: number) {
    const rooms = city.rooms.filter(({ place }) => place !== 3 && place !== 10);
    const chance = new Chance(2026);
    for (let after = 0; this.#free.length < count; after += 1) {
      const date = openDay(city.freeFrom, after);
      if (date === openDay(city.freeFrom, after + 1)) continue;
      const ofDay = rooms.flatMap((room) => STARTS.map((start) => ({ room, date, start })));
      for (let left = ofDay.length; left > 0; left -= 1) {
        const at = chance.dice(left);
        const last = ofDay[left - 1];
        const picked = ofDay[at];
        if (!last || !picked) break;
        ofDay[at] = last;
        this.#free.push(picked);
      }
    }
  }

  take(): Slot {
    const slot = this.#free.shift();
    if (!slot) throw new Error('no slot is left');
    return slot;
  }
}

const BOOK = `mutation ($input: BookRoomInput!) {
  bookRoom(input: $input) { __typename ... on Booking { id status } ... on Refusal { kind message } } }`;

async function bookOverHttp(running: RunningCity, { room, date, start }: Slot): Promise<void> {
  const layout = room.layouts[0];
  const input = {
    roomId: room.id,
    layout: layout?.kind,
    startDate: date,
    startTime: clock(start),
    endTime: clock(start + MINUTES),
    expectedPeople: 8,
    purpose: 'Зустріч читачів',
    contact: 'bench@bench.example',
  };
  const { bookRoom } = (await running.ask({ query: BOOK, variables: { input } })) as {
    bookRoom: Record<string, string>;
  };
  if (bookRoom['__typename'] !== 'Booking') throw new Error(`refused: ${JSON.stringify(bookRoom)}`);
}

function insertDirectly(sql: ReturnType<typeof connect>, { room, date, start }: Slot): Promise<unknown> {
  const [layout] = room.layouts;
  const [begin, end] = [`${date}T${clock(start)}:00`, `${date}T${clock(start + MINUTES)}:00`];
  return sql`
    with made as (
      insert into booking (id, branch_id, room_id, layout_kind, status, purpose, contact, expected_people, start_local, zone,
        wall_minutes, starts_at, ends_at, set_up_minutes, tear_down_minutes, approved_from, approved_to, asked_by_id, created_at, updated_at)
      select uuidv7(), ${room.branchId}, ${room.id}, ${layout?.kind ?? ''}, 'CONFIRMED', 'Зустріч читачів', 'bench@bench.example', 8,
        ${begin}::timestamp, 'Europe/Kyiv', ${MINUTES}::int, ${begin}::timestamp at time zone 'Europe/Kyiv',
        ${end}::timestamp at time zone 'Europe/Kyiv', ${layout?.before ?? 0}::int, ${layout?.after ?? 0}::int,
        ${begin}::timestamp at time zone 'Europe/Kyiv', ${end}::timestamp at time zone 'Europe/Kyiv',
        (select id from person where email = 'admin@bench.example'), now(), now()
      returning id, starts_at - set_up_minutes * interval '1 minute' as since, ends_at + tear_down_minutes * interval '1 minute' as until
    )
    insert into occupancy (unit_id, booking_id, occupied)
    select unit_id, made.id, tstzrange(since, until) from made, room_unit where room_id = ${room.id}`;
}

/** `work` for `count` slots, by all clients at once; bookings a second. */
async function perSecond(slots: Slots, count: number, work: (slot: Slot) => Promise<unknown>): Promise<number> {
  let left = count;
  const begun = performance.now();
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await work(slots.take());
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (count / (performance.now() - begun)) * 1_000;
}

export async function measureThroughput(running: RunningCity): Promise<Throughput> {
  const slots = new Slots(running.city, 2 * (WARM + ROUNDS * BOOKINGS) + CLIENTS);
  const driver = connect(running.server, { max: CLIENTS, onnotice: () => undefined });
  const times: number[] = [];
  const overHttp = async (slot: Slot) => {
    const begun = performance.now();
    await bookOverHttp(running, slot);
    times.push(performance.now() - begun);
  };
  const directly = (slot: Slot) => insertDirectly(driver, slot);
  try {
    await perSecond(slots, WARM, overHttp);
    await perSecond(slots, WARM, directly);
    times.length = 0;
    const rates: { graphql: number[]; direct: number[] } = { graphql: [], direct: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.graphql.push(await perSecond(slots, BOOKINGS, overHttp));
      rates.direct.push(await perSecond(slots, BOOKINGS, directly));
    }
    const [graphql, direct] = [quantile(rates.graphql, 0.5), quantile(rates.direct, 0.5)];
    return { graphql, direct, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
  } finally {
    await driver.end({ timeout: 5 });
  }
}
