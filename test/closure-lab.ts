// The words in which tests speak of closures, in the city of venue-lab.ts.
import { sql } from 'drizzle-orm';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { plusMinutes } from '../src/platform/time/instant.ts';
import { toLocal } from '../src/platform/time/local.ts';
import { daySpan } from '../src/platform/time/zone.day.ts';
import { insertBookings } from '../src/venues/bookings/booking.store.ts';
import type { BookingRow } from '../src/venues/bookings/booking.tables.ts';
import { occupyAll } from '../src/venues/bookings/occupancy.store.ts';
import { roomFacts } from '../src/venues/places/room.store.ts';
import { type Asking, startTestApp } from './app.ts';
import { BookingLab, type Broken, type Told } from './booking-lab.ts';
import { KYIV } from './venue-lab.ts';

type Parts = Record<string, unknown>;

export interface Offer {
  readonly kind: string;
  readonly fits: boolean;
  readonly room: { readonly id: string };
  readonly layout: string;
  readonly start: string;
  readonly end: string;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly setUpMinutes: number;
  readonly tearDownMinutes: number;
  readonly equipment: readonly { readonly equipmentId: string; readonly quantity: number }[];
}

export interface Met {
  readonly booking: Pick<Told, 'id' | 'version' | 'status'> & { readonly queuedAt: string | null };
  readonly proposal: Offer | null;
  readonly alternatives: readonly Offer[];
}

export interface Choice {
  readonly bookingId: string;
  readonly version: number;
  readonly move: Parts | null;
}

interface Ended {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** A preview, a closure, what was applied, or a refusal: whatever was answered. */
export interface ClosureTold {
  readonly kind?: string;
  readonly message?: string;
  readonly id: string;
  readonly version: number;
  readonly start: string;
  readonly end: string;
  readonly total: number;
  readonly affected: readonly Met[];
  readonly closure: { readonly id: string; readonly version: number; readonly start: string; readonly end: string };
  readonly moved: readonly Ended[];
  readonly cancelled: readonly Ended[];
  readonly missing: readonly { readonly id: string; readonly version: number }[];
  readonly gone: readonly string[];
  readonly problems: readonly {
    readonly bookingId: string;
    readonly message: string;
    readonly broken: readonly Broken[];
  }[];
  readonly [field: string]: unknown;
}

const CLOSURE = `id version closureKind: kind reasonUk reasonEn reason start end startDate startTime endDate endTime zone liftedAt viewerCan
  branch { slug } room { id }`;
const OFFER = `kind fits room { id } layout start end startDate startTime endDate endTime setUpMinutes tearDownMinutes
  equipment { quantity equipmentId }`;
const REFUSAL = `... on Refusal { kind message } ... on SkippedHour { which nextValid } ... on ClosureTooLong { mostDays }`;
const MANY = '... on TooManyAffected { count most }';

export const PREVIEW = `query ($input: ClosureInput!) { result: previewClosure(input: $input) {
  ... on ClosurePreview { start end total repeatedHours { which taken } affected {
    booking { id version status queuedAt } proposal { ${OFFER} } alternatives { ${OFFER} } } } ${REFUSAL} ${MANY} } }`;
export const APPLY = `mutation ($input: ClosureInput!, $choices: [ClosureChoiceInput!]!, $cancelReason: String) {
  result: applyClosure(input: $input, choices: $choices, cancelReason: $cancelReason) {
    ... on ClosureApplied { closure { ${CLOSURE} } moved { id version status } cancelled { id version status } }
    ${REFUSAL} ${MANY} ... on ClosureOutdated { missing { id version } gone }
    ... on ClosureNotApplied { problems { bookingId message broken {
      kind message severity canOverride ... on Overlap { bookingId } ... on EquipmentShort { wanted free } } } } } }`;
export const UPDATE = `mutation ($input: UpdateClosureInput!) { result: updateClosure(input: $input) {
  ... on Closure { ${CLOSURE} } ${REFUSAL} ... on ClosureNotShorter { endsAt } ... on ChangedMeanwhile { current { version } } } }`;
export const LIFT = `mutation ($id: ID!, $version: Int!) { result: liftClosure(id: $id, version: $version) {
  ... on Closure { ${CLOSURE} } ... on Refusal { kind message } ... on ChangedMeanwhile { current { version } } } }`;
const CLOSURES = `query ($from: LocalDate!, $to: LocalDate!) {
  branch(slug: "central") { closures(from: $from, to: $to) { ${CLOSURE} } } }`;

export class ClosureLab extends BookingLab {
  /** What a test says of a closure, and for the rest what is usual: the central branch, for repairs. */
  closing(parts: Parts): Parts {
    const usual = { branchId: this.branches.central, kind: 'REPAIR', reasonUk: 'Ремонт даху' };
    return { ...usual, endDate: parts['startDate'], ...parts };
  }

  #told = async (query: string, variables: Parts, asking?: Asking) =>
    (await this.data<{ result: ClosureTold }>(query, variables, asking)).result;

  preview = (parts: Parts, asking?: Asking) => this.#told(PREVIEW, { input: this.closing(parts) }, asking);
  apply = (parts: Parts, choices: readonly Choice[] = [], asking?: Asking, cancelReason?: string) =>
    this.#told(APPLY, { input: this.closing(parts), choices, cancelReason }, asking);
  update = (id: string, version: number, parts: Parts, asking?: Asking) =>
    this.#told(UPDATE, { input: { id, version, ...parts } }, asking);
  lift = (id: string, version: number, asking?: Asking) => this.#told(LIFT, { id, version }, asking);

  /** As nobody in particular reads them. */
  async closures(from: string, to = from, asking: Asking = {}): Promise<ClosureTold[]> {
    const { branch } = await this.data<{ branch: { closures: ClosureTold[] } }>(CLOSURES, { from, to }, asking);
    return branch.closures;
  }

  /** All that closures and bookings consist of, to compare it with what it was. */
  async everything(): Promise<unknown> {
    const tables = ['booking', 'occupancy', 'equipment_use', 'closure', 'audit_entry'];
    return Promise.all(
      tables.map((table) =>
        this.database.reader.execute(sql`select t::text as row from ${sql.identifier(table)} t order by 1`),
      ),
    );
  }

  /** So many bookings of a quarter of an hour, one after the other, straight into the tables. */
  async fill(roomId: Id<'Room'>, startDate: string, count: number): Promise<void> {
    const [room] = await roomFacts(this.database.reader, { ids: [roomId] });
    const now = this.app.clock.now();
    const midnight = daySpan(startDate, KYIV).from;
    const rows = Array.from({ length: count }, (_, at): BookingRow => {
      const [startsAt, endsAt] = [plusMinutes(midnight, at * 15), plusMinutes(midnight, at * 15 + 15)];
      const time = { startLocal: toLocal(startsAt, KYIV), zone: KYIV, wallMinutes: 15, startsAt, endsAt };
      const nobody = { contact: null, askedById: null, decidedById: null, seriesId: null, reason: null };
      const approved = { approvedFrom: startsAt, approvedTo: endsAt, holdUntil: null, queuedAt: null };
      return {
        ...{ ...time, ...nobody, ...approved, id: newId<'Booking'>(), branchId: this.branches.central, roomId },
        ...{ layoutKind: 'THEATRE', status: 'CONFIRMED', purpose: 'Читання', expectedPeople: 10, overrides: [] },
        ...{ setUpMinutes: 0, tearDownMinutes: 0, version: 1, createdAt: now, updatedAt: now },
      };
    });
    const taken = rows.map(({ id, startsAt, endsAt }) => ({
      ...{ bookingId: id, units: room?.units ?? [], span: { from: startsAt, to: endsAt }, expiresAt: null },
    }));
    await this.database.transaction(async (tx) => {
      await insertBookings(tx, rows);
      await occupyAll(tx, taken);
    });
  }

  /** The actions written down of a thing, in their order. */
  async deedsOn(id: string): Promise<string[]> {
    const rows = await this.database.reader.execute<{ action: string }>(
      sql`select action from audit_entry where thing_id = ${id} order by id`,
    );
    return rows.map(({ action }) => action);
  }
}

/** Takes what is proposed. */
export const accepted = ({ booking: { id, version }, proposal }: Met): Choice => ({
  bookingId: id,
  version,
  move: proposal && moveTo(proposal),
});

function moveTo({ room, layout, equipment, ...offer }: Offer): Parts {
  const { startDate, startTime, endDate, endTime, setUpMinutes, tearDownMinutes } = offer;
  const place = { roomId: room.id, layout, equipment };
  return { ...place, startDate, startTime, endDate, endTime, setUpMinutes, tearDownMinutes };
}

export const choose = ({ id, version }: { id: string; version: number }, move: Parts | null): Choice => ({
  bookingId: id,
  version,
  move,
});

/** Starts the program with the lab in it; the clock stands at 2019-03-01 10:00 in Kyiv. */
export async function startClosureLab(environment: Record<string, string> = {}): Promise<ClosureLab> {
  const lab = new ClosureLab(await startTestApp(environment));
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.found();
  return lab;
}
