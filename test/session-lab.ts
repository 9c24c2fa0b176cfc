// The city and plan of programme-lab.ts, and the words in which tests speak of sessions.
import { eq } from 'drizzle-orm';
import { type EventRow, events } from '../src/events/record/event.tables.ts';
import { eventSessions, type SessionRow } from '../src/events/record/session.tables.ts';
import type { Tx } from '../src/platform/db/database.ts';
import type { Id } from '../src/platform/ids/id.ts';
import type { BookingRow } from '../src/venues/bookings/booking.tables.ts';
import { bookings, equipmentUses } from '../src/venues/bookings/booking.tables.ts';
import { type Asking, startTestApp } from './app.ts';
import { APPROVER, LIBRARIAN, type Made, ProgrammeLab } from './programme-lab.ts';
import { CANCEL_ONE } from './series-lab.ts';

type Parts = Record<string, unknown>;

/** A session or a refusal: whatever was answered. */
export interface Told {
  readonly id: string;
  readonly version: number;
  readonly kind?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

export interface Conflict {
  readonly startDate: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly verdict: string;
  readonly room: { readonly id: string };
  readonly broken: readonly { readonly kind: string; readonly bookingId?: string }[];
  readonly alternatives: readonly {
    readonly kind: string;
    readonly startDate: string;
    readonly startTime: string;
    readonly endTime: string;
    readonly layout: string;
    readonly room: { readonly id: string };
  }[];
}

const SESSION = `... on Session { id version standing place happeningStatus reason sequence zone start end startDate startTime endDate
  endTime durationMinutes previousStart layout viewerCan joinUrl repeatedHours { which taken } room { id } branch { slug } event { id version }
  staff { expectedPeople setUpMinutes tearDownMinutes exceptions brokenKinds decisionDate isDecisionDue equipment { quantity }
    booking { id version status purpose start end room { id } layout expectedPeople setUpMinutes } } }`;
const REFUSAL = `... on Refusal { kind message } ... on ChangedMeanwhile { by current { id version } }
  ... on WrongStatus { action editorialStatus }`;
const CONFLICTS = `... on SessionsRefused { conflicts { startDate startTime endTime verdict room { id }
  broken { kind ... on Overlap { bookingId } } alternatives(first: 3) { kind startDate startTime endTime layout room { id } } } }`;
const TIMES = `... on SkippedHour { which nextValid } ... on EventTooLong { mostDays }`;
const PLACES = `${TIMES} ... on PlaceWrong { wrongPlace: place } ${CONFLICTS}`;
const WRONG = `... on WrongHappening { wrongAction: action wrongStatus: happeningStatus } ... on WrongStanding { wrongStanding: standing }`;

const withInput = (name: string, type: string, asked: string) =>
  `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${SESSION} ${REFUSAL} ${asked} } }`;
export const SCHEDULE = withInput('scheduleSession', 'ScheduleSessionInput', PLACES);
export const MOVE = withInput('moveSession', 'MoveSessionInput', `${PLACES} ${WRONG}`);
export const PLACE = withInput('placeSession', 'PlaceSessionInput', `${PLACES} ${WRONG}`);

const step = (name: string, declared = '', passed = '', asked = WRONG) =>
  `mutation ($id: ID!, $version: Int${declared}) { result: ${name}(id: $id, version: $version${passed}) { ${SESSION} ${REFUSAL} ${asked} } }`;
const [WHY, ITS_REASON] = [', $reason: String!', ', reason: $reason'] as const;
export const STEPS = {
  CONFIRM: step('confirmSession'),
  POSTPONE: step('postponeSession', WHY, ITS_REASON),
  MOVE_ONLINE: step('moveSessionOnline'),
  CANCEL: step('cancelSession', WHY, ITS_REASON),
  REVIVE: step(
    'reviveSession',
    ', $roomToBeFound: Boolean, $overrides: [OverrideInput!]',
    ', roomToBeFound: $roomToBeFound, overrides: $overrides',
    `${WRONG} ${CONFLICTS} ... on PlaceWrong { wrongPlace: place }`,
  ),
  MARK_HELD: step('markSessionHeld'),
  UNMARK_HELD: step('unmarkSessionHeld', '', '', `${WRONG} ${CONFLICTS}`),
} as const;
export const DROP = step('dropSession', '', '', '... on WrongStanding { wrongStanding: standing }');
export const DISCARD = `mutation ($id: ID!, $version: Int) { result: discardEvent(id: $id, version: $version) {
  ... on DiscardedEvent { id } ${REFUSAL} } }`;
export const READ = `query ($id: ID!) { result: session(id: $id) { ${SESSION} } }`;
const CREATE = `mutation ($input: CreateEventInput!) { result: createEvent(input: $input) { ... on Event { id version }
  ... on Refusal { kind message } } }`;
const PUBLISH = `mutation ($id: ID!) { result: publishEvent(id: $id) { ... on Event { id version editorialStatus }
  ... on Refusal { kind message } } }`;
const ARCHIVE = `mutation ($id: ID!) { result: archiveEvent(id: $id) { ... on Event { id version editorialStatus }
  ... on Refusal { kind message } } }`;
export const CHANGE_BOOKING = `mutation ($input: ChangeBookingInput!) { result: changeBooking(input: $input) {
  ... on Booking { id version status start } ... on Refusal { kind message } } }`;
const REJECT_BOOKING = `mutation ($id: ID!) { result: rejectBooking(id: $id, reason: "Ні") {
  ... on Booking { id version status } ... on Refusal { kind message } } }`;
const APPROVE_BOOKING = `mutation ($id: ID!) { result: approveBooking(id: $id) {
  ... on Booking { id version status } ... on Refusal { kind message } } }`;

export class SessionLab extends ProgrammeLab {
  static override async start(environment: Record<string, string> = {}): Promise<SessionLab> {
    const lab = new SessionLab(await startTestApp(environment));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  override draft(parts: Parts = {}, asking: Asking = LIBRARIAN): Promise<Made> {
    return this.asked<Made>(CREATE, { input: this.eventInput(parts) }, asking);
  }

  /** A room of the lab as a place: a theatre for ten without buffers. */
  inRoom = (roomId: string, parts: Parts = {}): Parts => ({
    room: { roomId, layout: 'THEATRE', expectedPeople: 10, setUpMinutes: 0, tearDownMinutes: 0, ...parts },
  });

  /** 10:00 to 11:00 on 17 April 2019, its room to be found. */
  dated = (eventId: string, parts: Parts = {}): Parts => ({
    ...{ eventId, startDate: '2019-04-17', startTime: '10:00', endTime: '11:00', place: { roomToBeFound: true } },
    ...parts,
  });

  schedule = (eventId: string, parts: Parts = {}, asking?: Asking) =>
    this.asked<Told>(SCHEDULE, { input: this.dated(eventId, parts) }, asking);
  move = (session: Pick<Told, 'id' | 'version'>, parts: Parts, asking?: Asking) =>
    this.asked<Told>(MOVE, { input: { id: session.id, version: session.version, ...parts } }, asking);
  placeIn = ({ id, version }: Pick<Told, 'id' | 'version'>, parts: Parts, asking?: Asking) =>
    this.asked<Told>(PLACE, { input: { id, version, ...parts } }, asking);
  take = (step: keyof typeof STEPS, id: string, parts: Parts = {}, asking?: Asking) =>
    this.asked<Told>(
      STEPS[step],
      { id, ...(/\$reason/.test(STEPS[step]) && { reason: 'Захворів ведучий' }), ...parts },
      asking,
    );
  dropOne = (id: string, parts: Parts = {}, asking?: Asking) => this.asked<Told>(DROP, { id, ...parts }, asking);
  discard = (id: string, parts: Parts = {}, asking?: Asking) => this.asked<Told>(DISCARD, { id, ...parts }, asking);
  session = (id: string, asking?: Asking) => this.asked<Told | null>(READ, { id }, asking);
  publish = (id: string) => this.asked<Made>(PUBLISH, { id }, APPROVER);
  archive = (id: string) => this.asked<Made>(ARCHIVE, { id }, APPROVER);
  changeBooking = (input: Parts, asking: Asking = LIBRARIAN) => this.asked<Told>(CHANGE_BOOKING, { input }, asking);
  cancelBooking = (id: string, asking: Asking = LIBRARIAN) => this.asked<Told>(CANCEL_ONE, { id }, asking);
  rejectBooking = (id: string, asking: Asking = APPROVER) => this.asked<Told>(REJECT_BOOKING, { id }, asking);
  approveBooking = (id: string, asking: Asking = APPROVER) => this.asked<Told>(APPROVE_BOOKING, { id }, asking);

  /** A draft with one session in a room of its own, 10:00 to 11:00 on 17 April 2019. */
  async inOwnRoom(parts: Parts = {}, ofEvent: Parts = {}): Promise<{ event: Made; session: Told; roomId: string }> {
    const roomId = await this.aRoom();
    const event = await this.draft(ofEvent);
    const session = must(await this.schedule(event.id, { place: this.inRoom(roomId), ...parts }));
    return { event, session, roomId };
  }

  /** The same, published. */
  async announced(parts: Parts = {}, ofEvent: Parts = {}) {
    const made = await this.inOwnRoom(parts, ofEvent);
    const published = await this.publish(made.event.id);
    if (published.kind) throw new Error(`${published.kind}: ${published.message}`);
    return made;
  }

  /** As if the series had been made by its rule. */
  async arrange(eventId: string, arrangement: EventRow['arrangement']): Promise<void> {
    await this.database.transaction((tx) =>
      tx
        .update(events)
        .set({ arrangement, ...(arrangement === 'COURSE' && { registrationUnit: 'WHOLE' }) })
        .where(eq(events.id, eventId as Id<'Event'>)),
    );
  }

  /** As if an approver had said yes. */
  async approve(tx: Tx, eventId: string): Promise<void> {
    await tx
      .update(events)
      .set({ editorialStatus: 'APPROVED' })
      .where(eq(events.id, eventId as Id<'Event'>));
  }

  async eventRow(id: string): Promise<EventRow> {
    const [row] = await this.database.reader
      .select()
      .from(events)
      .where(eq(events.id, id as Id<'Event'>));
    return row!;
  }

  async row(id: string): Promise<SessionRow> {
    const [row] = await this.database.reader
      .select()
      .from(eventSessions)
      .where(eq(eventSessions.id, id as Id<'Session'>));
    return row!;
  }

  async bookingsOf(roomId: string): Promise<BookingRow[]> {
    return this.database.reader
      .select()
      .from(bookings)
      .where(eq(bookings.roomId, roomId as Id<'Room'>))
      .orderBy(bookings.id);
  }

  /** How many of what a booking has. */
  async uses(bookingId: string): Promise<number[]> {
    const rows = await this.database.reader
      .select()
      .from(equipmentUses)
      .where(eq(equipmentUses.bookingId, bookingId as Id<'Booking'>));
    return rows.filter(({ live }) => live).map(({ quantity }) => quantity);
  }

  /** How bookings of the room stand, by their making. */
  statusesIn = async (roomId: string) => (await this.bookingsOf(roomId)).map(({ status }) => status);

  /** `in`, or the code of the fault. */
  async outcome(query: string, variables: Parts, asking?: Asking): Promise<string> {
    const { data, errors } = await this.ask<{ result: Told | null }>(query, variables, asking);
    return errors ? (errors[0]?.extensions.code ?? '') : (data.result?.kind ?? 'in');
  }
}

/** What was to be done was done. */
export function must<Answered extends { readonly kind?: string; readonly message?: string }>(told: Answered): Answered {
  if (told.kind) throw new Error(`${told.kind}: ${told.message}`);
  return told;
}

export const conflictsOf = (told: Told) => told['conflicts'] as readonly Conflict[];
export const bookingOf = ({ staff }: Told) =>
  (staff as { booking: (Parts & { id: string; version: number; status: string }) | null } | null)?.booking ?? null;
