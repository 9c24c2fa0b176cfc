// The words in which tests speak of ways out, of free rooms and of the timeline, in the city of venue-lab.ts.
import { BookingLab, type Broken, type Told } from './booking-lab.ts';
import { type Asking, startTestApp } from './app.ts';

type Parts = Record<string, unknown>;

export interface WayOut {
  readonly kind: string;
  readonly room: { readonly id: string; readonly nameUk: string };
  readonly branch: { readonly slug: string };
  readonly layout: string;
  readonly capacity: number;
  readonly start: string;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly setUpMinutes: number;
  readonly tearDownMinutes: number;
  readonly equipment: readonly { readonly equipmentId: string; readonly quantity: number }[];
  readonly reason: string;
  readonly differences: readonly { readonly kind: string; readonly by: number | null }[];
  readonly distanceMetres: number | null;
  readonly fits: boolean;
  readonly broken: readonly Broken[];
}

export interface Free {
  readonly kind?: string;
  readonly message?: string;
  readonly nextValid?: string;
  readonly rooms: readonly {
    readonly room: { readonly id: string; readonly nameUk: string };
    readonly branch: { readonly slug: string };
    readonly layout: string;
    readonly capacity: number;
    readonly distanceMetres: number | null;
    readonly broken: readonly Broken[];
  }[];
  readonly total: number;
  readonly repeatedHours: readonly { readonly which: string; readonly taken: string }[];
}

export interface Row {
  readonly room: { readonly id: string };
  readonly zone: string;
  readonly open: readonly { readonly from: string; readonly to: string }[];
  readonly closings: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly reason: string;
  }[];
  readonly items: readonly {
    readonly kind: string;
    readonly id: string;
    readonly start: string;
    readonly end: string;
    readonly occupiedFrom: string;
    readonly occupiedTo: string;
    readonly status: string | null;
    readonly purpose: string | null;
    readonly holdUntil: string | null;
    readonly sharedWith: { readonly id: string } | null;
  }[];
}

const BROKEN = 'broken { kind message severity canOverride }';
const WAYS = `alternatives(first: $first) { kind room { id nameUk } branch { slug } layout capacity start end startDate startTime endDate endTime
  setUpMinutes tearDownMinutes equipment { equipmentId quantity } reason differences { kind by } distanceMetres fits ${BROKEN} }`;
const CHECK_WAYS = `query ($input: WishInput!, $first: Int! = 20) { result: checkBooking(input: $input) {
  ... on BookingCheck { fits ${WAYS} } ... on Refusal { kind message } } }`;
const BOOK_WAYS = `mutation ($input: BookRoomInput!, $first: Int! = 20) { result: bookRoom(input: $input) {
  ... on Booking { id version status } ... on Refusal { kind message } ... on BookingRefused { ${BROKEN} ${WAYS} } } }`;
const FREE = `query ($input: FreeRoomsInput!, $first: Int! = 20) { result: freeRooms(input: $input, first: $first) {
  ... on FreeRooms { total rooms { room { id nameUk } branch { slug } layout capacity distanceMetres ${BROKEN} } repeatedHours { which taken } }
  ... on Refusal { kind message } ... on SkippedHour { nextValid } } }`;
export const TIMELINE = `query ($roomIds: [ID!], $branch: String, $from: LocalDate!, $days: Int!) {
  timeline(roomIds: $roomIds, branch: $branch, from: $from, days: $days) { room { id } zone open { from to }
    closings { kind reason from to closureId }
    items { kind id start end occupiedFrom occupiedTo status purpose holdUntil sharedWith { id } } } }`;

export class FindingLab extends BookingLab {
  async ways(parts: Parts = {}, asking?: Asking, first = 20): Promise<WayOut[]> {
    const variables = { input: this.wish(parts), first };
    const { result } = await this.data<{ result: { alternatives: WayOut[] } }>(CHECK_WAYS, variables, asking);
    return result.alternatives;
  }

  async bookOrWays(parts: Parts = {}, asking?: Asking): Promise<Told & { alternatives: WayOut[] }> {
    type Result = { result: Told & { alternatives: WayOut[] } };
    return (await this.data<Result>(BOOK_WAYS, { input: this.input(parts) }, asking)).result;
  }

  /** Books what was offered with exactly its values, its soft rules set aside. */
  async take(way: WayOut, expectedPeople: number, asking?: Asking): Promise<Told> {
    const { room, layout, startDate, startTime, endDate, endTime, setUpMinutes, tearDownMinutes, equipment } = way;
    const soft = way.broken.filter(({ severity }) => severity === 'SOFT');
    const overrides = soft.map(({ kind }) => ({ rule: kind, reason: 'Іншого виходу немає' }));
    return this.book(
      {
        ...{ roomId: room.id, layout, startDate, startTime, endDate, endTime, setUpMinutes, tearDownMinutes },
        ...{ equipment, expectedPeople, overrides },
      },
      asking,
    );
  }

  /** 17 April 2019, 10:00 to 12:00, for ten people, unless it says otherwise. */
  async free(parts: Parts = {}, asking?: Asking, first = 20): Promise<Free> {
    const intervals = [{ startDate: '2019-04-17', startTime: '10:00', endTime: '12:00' }];
    const variables = { input: { intervals, people: 10, ...parts }, first };
    return (await this.data<{ result: Free }>(FREE, variables, asking)).result;
  }

  async freeIds(parts: Parts = {}, asking?: Asking): Promise<string[]> {
    return (await this.free(parts, asking, 100)).rooms.map(({ room }) => room.id);
  }

  async timeline(parts: Parts = {}, asking?: Asking): Promise<Row[]> {
    const variables = { from: '2019-04-15', days: 7, ...parts };
    return (await this.data<{ timeline: Row[] }>(TIMELINE, variables, asking)).timeline;
  }
}

export async function startFindingLab(now = '2019-03-01T08:00:00Z'): Promise<FindingLab> {
  const lab = new FindingLab(await startTestApp());
  lab.app.clock.set(now);
  await lab.found();
  return lab;
}
