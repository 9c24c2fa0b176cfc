// The words in which tests speak of bookings, in the city of venue-lab.ts.
import type { AddressInfo } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { createApp } from '../src/app.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { Clock } from '../src/platform/time/clock.ts';
import type { BookingRow } from '../src/venues/bookings/booking.tables.ts';
import type { rooms } from '../src/venues/places/room.tables.ts';
import { type Answer, type Asking, startTestApp, TestApp, TestClock } from './app.ts';
import { layout, VenueLab } from './venue-lab.ts';

type Parts = Record<string, unknown>;

export interface Broken {
  readonly kind: string;
  readonly message: string;
  readonly severity: string;
  readonly canOverride: boolean;
  readonly [field: string]: unknown;
}

/** A booking, a blocking or a refusal: whatever was answered. */
export interface Told {
  readonly id: string;
  readonly kind?: string;
  readonly message?: string;
  readonly version: number;
  readonly status: BookingRow['status'];
  readonly refusedStatus?: BookingRow['status'];
  readonly broken?: readonly Broken[];
  readonly viewerCan: readonly string[];
  readonly queue: readonly { readonly id: string }[];
  readonly waitsBehind: readonly { readonly id: string }[];
  readonly [field: string]: unknown;
}

const BROKEN = `kind message severity canOverride
  ... on Overlap { bookingId roomId status purpose startsAt endsAt occupiedFrom occupiedTo holdUntil minutes parts { part minutes } }
  ... on Blocked { blockingId reason from to } ... on Closed { closureId closureKind reason from to }
  ... on OutsideOpeningHours { open { from to } note } ... on LayoutTooSmall { layoutKind capacity expectedPeople limitedBy }
  ... on EquipmentShort { equipmentId wanted free total } ... on OutsideBookingWindow { earliest latest }
  ... on TooLong { minutes longestMinutes } ... on TooShort { minutes shortestMinutes } ... on OverLimit { limit term booked }`;
const BOOKING = `id version status purpose contact askedBy reason expectedPeople start end startDate startTime endDate endTime zone layout
  setUpMinutes tearDownMinutes occupiedFrom occupiedTo holdUntil queuedAt viewerCan overrides { rule reason }
  repeatedHours { which taken } room { id } branch { slug } equipment { quantity equipment { id } } queue { id } waitsBehind { id }`;
const REFUSAL = '... on Refusal { kind message }';
const REFUSED = `... on BookingRefused { broken { ${BROKEN} } }`;
const TIMES = '... on SkippedHour { which nextValid }';
const CHANGED = `... on BookingStatusWrong { refusedStatus: status } ... on ChangedMeanwhile { by current { id version } }`;
const IT = `... on Booking { ${BOOKING} } ${REFUSAL}`;
const ARGUMENTS = ['$id: ID!, $version: Int', 'id: $id, version: $version'] as const;
const REASONED = [`${ARGUMENTS[0]}, $reason: String!`, `${ARGUMENTS[1]}, reason: $reason`] as const;

const mutation = (name: string, [declared, passed]: readonly [string, string], asked: string) =>
  `mutation (${declared}) { result: ${name}(${passed}) { ${asked} } }`;
const withInput = (type: string) => [`$input: ${type}!`, 'input: $input'] as const;

export const BOOK = mutation('bookRoom', withInput('BookRoomInput'), `${IT} ${REFUSED} ${TIMES}`);
const HOLD = mutation('holdRoom', withInput('HoldRoomInput'), `${IT} ${REFUSED} ${TIMES}`);
const CHANGE = mutation('changeBooking', withInput('ChangeBookingInput'), `${IT} ${REFUSED} ${TIMES} ${CHANGED}`);
const CONFIRM = mutation('confirmHold', ARGUMENTS, `${IT} ${REFUSED} ${CHANGED}`);
const APPROVE = mutation('approveBooking', ARGUMENTS, `${IT} ${REFUSED} ${CHANGED}`);
const REJECT = mutation('rejectBooking', REASONED, `${IT} ${CHANGED}`);
const CANCEL = mutation('cancelBooking', REASONED, `${IT} ${CHANGED}`);
const BLOCKING = '... on Blocking { id version reason start end liftedAt viewerCan room { id } }';
const BLOCK = mutation(
  'blockRoom',
  withInput('BlockRoomInput'),
  `${BLOCKING} ${REFUSAL} ${TIMES} ... on RoomTaken { broken { ${BROKEN} } }`,
);
const UNBLOCK = mutation('unblockRoom', ARGUMENTS, `${BLOCKING} ${REFUSAL}`);
const CHECK = `query ($input: WishInput!) { result: checkBooking(input: $input) {
  ... on BookingCheck { fits status broken { ${BROKEN} } repeatedHours { which taken } } ${REFUSAL} ${TIMES} } }`;

export class BookingLab extends VenueLab {
  /** What a test says of a wish, and for the rest what is usual: Hall A as a theatre for ten, on 17 April 2019. */
  wish(parts: Parts = {}): Parts {
    const usual = { roomId: this.rooms.hallA, layout: 'THEATRE', expectedPeople: 10 };
    return { ...usual, startDate: '2019-04-17', startTime: '10:00', endTime: '12:00', ...parts };
  }

  input(parts: Parts = {}): Parts {
    return this.wish({ purpose: 'Зустріч із письменницею', ...parts });
  }

  #told = async (query: string, variables: Parts, asking?: Asking) =>
    (await this.data<{ result: Told }>(query, variables, asking)).result;

  book = (parts?: Parts, asking?: Asking) => this.#told(BOOK, { input: this.input(parts) }, asking);
  hold = (parts?: Parts, asking?: Asking) => this.#told(HOLD, { input: this.input(parts) }, asking);
  check = (parts?: Parts, asking?: Asking) => this.#told(CHECK, { input: this.wish(parts) }, asking);
  change = (id: string, version: number, parts: Parts, asking?: Asking) =>
    this.#told(CHANGE, { input: { id, version, ...parts } }, asking);
  confirm = (id: string, asking?: Asking, version?: number) => this.#told(CONFIRM, { id, version }, asking);
  approve = (id: string, asking?: Asking, version?: number) => this.#told(APPROVE, { id, version }, asking);
  reject = (id: string, asking?: Asking, reason = 'Зайнято ремонтом') => this.#told(REJECT, { id, reason }, asking);
  cancel = (id: string, asking?: Asking, version?: number) =>
    this.#told(CANCEL, { id, version, reason: 'Захід не відбудеться' }, asking);
  block = (parts: Parts, asking?: Asking) =>
    this.#told(BLOCK, { input: { reason: 'Прибирання', roomId: this.rooms.hallA, ...parts } }, asking);
  unblock = (id: string, asking?: Asking, version?: number) => this.#told(UNBLOCK, { id, version }, asking);

  /** Asks for a booking; what is answered in its place is a fault. */
  tryBook(parts: Parts = {}, asking = this.asking): Promise<Answer<{ result: Told }>> {
    return this.ask<{ result: Told }>(BOOK, { input: this.input(parts) }, asking);
  }

  async read(id: string, asking?: Asking): Promise<Told | null> {
    const query = `query ($id: ID!) { booking(id: $id) { ${BOOKING} } }`;
    return (await this.data<{ booking: Told | null }>(query, { id }, asking)).booking;
  }

  /** A room of the central branch within walls of its own, where no other test books. */
  ownRoom(parts: Partial<typeof rooms.$inferInsert> = {}): Promise<Id<'Room'>> {
    const layouts = [layout('THEATRE', 60, 30, 15), layout('CLASS', 32, 10, 10)];
    return this.database.transaction((tx) =>
      this.addRoom(tx, this.branches.central, layouts, { nameUk: 'Своя зала', ...parts }),
    );
  }

  /** What the audit says was done with a thing. */
  async actionsOn(id: string): Promise<string[]> {
    const lines = await this.database.reader
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.thingId, id))
      .orderBy(auditEntries.id);
    return lines.map(({ action }) => action);
  }

  /** The purposes of the bookings that fit. */
  async listed(filter: Parts, asking?: Asking): Promise<(string | null)[]> {
    const { bookings } = await this.data<{ bookings: { edges: { node: { purpose: string | null } }[] } }>(
      'query ($filter: BookingFilter) { bookings(first: 100, filter: $filter) { edges { node { purpose } } } }',
      { filter },
      asking,
    );
    return bookings.edges.map(({ node }) => node.purpose);
  }

  /** How many pairs of rows take one unit at one time, expired holds included: what must never be. */
  async overlaps(): Promise<number> {
    const [row] = await this.database.reader.execute<{ pairs: number }>(sql`
      select count(*)::int as pairs from occupancy a join occupancy b
        on a.unit_id = b.unit_id and a.occupied && b.occupied
        and coalesce(a.booking_id, a.blocking_id) < coalesce(b.booking_id, b.blocking_id)`);
    return row?.pairs ?? 0;
  }
}

/** The kinds of rules that refuse, or of the refusal. */
export const kindsOf = (told: Told): string[] =>
  told.broken ? told.broken.map(({ kind }) => kind) : told.kind ? [told.kind] : [];

/** Starts the program with the lab in it; the clock stands at 2019-03-01 10:00 in Kyiv unless `now` says otherwise. */
export async function startBookingLab(
  now = '2019-03-01T08:00:00Z',
  environment: Record<string, string> = {},
): Promise<BookingLab> {
  const lab = new BookingLab(await startTestApp(environment));
  lab.app.clock.set(now);
  await lab.found();
  return lab;
}

/** Ends the program and starts it anew on the same database, where it is later meanwhile. */
export async function restarted(lab: BookingLab, now: string): Promise<BookingLab> {
  const { postgres, queries } = lab.app;
  await lab.app.nest.close();
  await lab.database.close();
  const settings = readSettings({ NODE_ENV: 'test', DEMO: 'off', LOG_LEVEL: 'silent', BASE_URL: 'http://zakhid.test' });
  const database = new Database(postgres.options, { pool: 10 });
  const nest = await createApp(settings, database, createLogger(settings.LOG_LEVEL));
  const clock = new TestClock();
  clock.set(now);
  nest.get(Clock).now = () => clock.now();
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const again = new BookingLab(new TestApp({ url, nest, database, postgres, clock, queries }));
  const { branches, rooms, units, spaces, projectors, nextProjectors, asking } = lab;
  return Object.assign(again, { branches, rooms, units, spaces, projectors, nextProjectors, asking });
}
