// The questions of `npm run bench -- venues`: what a librarian asks all day.
import type { City } from './city.ts';
import type { Chance, Measured } from './venues-measure.ts';
import type { Data } from './venues-city.ts';

/** Nobody is asked about a Sunday: all branches are closed then. */
export function openDay(from: string, after: number): string {
  const day = new Date(`${from}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + after);
  if (day.getUTCDay() === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function listOf(data: Data, name: string): readonly unknown[] {
  const list = data[name];
  return Array.isArray(list) ? list : [];
}

/** Some hour and a half in the two weeks to come. */
function someTime(city: City, chance: Chance) {
  const start = 540 + 30 * chance.dice(18);
  return { startDate: openDay(city.today, 1 + chance.dice(13)), startTime: clock(start), endTime: clock(start + 90) };
}

const FREE_ROOMS = `query ($input: FreeRoomsInput!) {
  freeRooms(input: $input) { ... on FreeRooms { total rooms { room { id name } layout capacity branch { id nameUk } } } } }`;

/** Anything for 10 to 29 people in the whole city: every room is looked at. */
const freeRooms: Measured = {
  name: 'free rooms of the city',
  limit: 25,
  make: (city, chance) => ({
    query: FREE_ROOMS,
    variables: { input: { intervals: [someTime(city, chance)], people: 10 + chance.dice(20) } },
  }),
  // In so dense a city nothing may be free now and then; that, too, has to be found out.
  check: (data) => (Array.isArray((data['freeRooms'] as Data)['rooms']) ? null : 'no answer'),
};

const TIMELINE = `query ($roomIds: [ID!]!, $from: LocalDate!) {
  timeline(roomIds: $roomIds, from: $from, days: 7) {
    room { id name } open { from to } closings { from to reason }
    items { id kind status purpose start end occupiedFrom occupiedTo } } }`;

/** 20 rooms of two branches, a week that begins within the last or the next two. */
const timeline: Measured = {
  name: 'week timeline of 20 rooms',
  limit: 30,
  make: (city, chance) => {
    const [one, other] = [chance.of(city.branches), chance.of(city.branches)];
    const roomIds = city.rooms
      .filter(({ branchId }) => branchId === one.id || branchId === other.id)
      .map(({ id }) => id);
    for (const { id } of city.rooms) if (roomIds.length < 20 && !roomIds.includes(id)) roomIds.push(id);
    const from = chance.dice(21) - 7;
    return { query: TIMELINE, variables: { roomIds, from: day(city.today, from) } };
  },
  check: (data) => (listOf(data, 'timeline').length === 20 ? null : 'not 20 rooms'),
};

function day(from: string, after: number): string {
  const at = new Date(`${from}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + after);
  return at.toISOString().slice(0, 10);
}

const CHECK = `query ($input: WishInput!) { checkBooking(input: $input) { ... on BookingCheck {
  broken { kind message } alternatives { room { id name } start end reason differences { kind } } } } }`;

/** What is booked already: refused, with all that could be had instead. */
const alternatives: Measured = {
  name: 'alternatives of a refused booking',
  limit: 60,
  make: (city, chance) => {
    const { roomId, layout, date, start, end, people } = chance.of(city.taken);
    const input = { roomId, layout, startDate: date, startTime: start, endTime: end, expectedPeople: people };
    return { query: CHECK, variables: { input } };
  },
  check: (data) => {
    const { alternatives: offered } = data['checkBooking'] as { alternatives: readonly unknown[] };
    return Array.isArray(offered) ? null : 'no answer';
  },
};

export const MEASURED: readonly Measured[] = [freeRooms, timeline, alternatives];
