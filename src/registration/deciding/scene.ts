import type { Id } from '../../platform/ids/id.ts';
import { type Instant, nextStamp } from '../../platform/time/instant.ts';
import type { NewsKind, RegistrationNews } from '../record/news.ts';
import type { RegistrationLinkRow, RegistrationRow } from '../record/registration.tables.ts';
import type { RosterQuota, RosterSubject } from '../record/roster.store.ts';
import type { QuotaRow, RosterRow } from '../record/roster.tables.ts';
import { holdsSeats, isLive } from '../record/seats.rules.ts';
import { offerEnds, type Opening, openingOf, type Start } from '../roster/window.rules.ts';
import {
  type Admission,
  admit,
  couldFit,
  freeSeats,
  type Line,
  type Places,
  promote,
  type Seeker,
  taken,
} from './places.rules.ts';
import { type Asking, type Decision, type Loaded, type Newcomer, type Receipt, seatlessOf } from './scene.rules.ts';
import type { Shelter, WrittenRow } from './scene.rules.ts';

/**
 * A roster while it is decided on: what is changed here is seen by the next decision of the batch, and written together.
 * Pure but for itself: it asks no clock and no database.
 */
export class Scene {
  readonly subject: RosterSubject;
  readonly quotas: readonly RosterQuota[];
  readonly start: Start | null;
  readonly opening: Opening | null;
  readonly written = new Map<Id<'Registration'>, WrittenRow>();
  readonly news: RegistrationNews[] = [];
  /** Hashes of the links that were used up, and when. */
  readonly usedLinks = new Map<string, Instant>();
  /** As it was read. */
  readonly shelter: Shelter | null;
  readonly #links: ReadonlyMap<string, RegistrationLinkRow>;
  readonly #headed: ReadonlySet<string>;
  readonly #rows: Map<string, RegistrationRow>;
  readonly #queue: RegistrationRow[] | null;
  readonly #lines: Map<Line, number>;
  /** Of those in the lines, who could not come if nobody else did. */
  readonly #stuck: Map<Line, number>;
  readonly #classes: Map<string, number>;
  readonly #unconfirmed: Map<string, number>;
  readonly #released = new Map<Id<'Quota'>, Instant>();
  #places: Places;
  #seatless: number;
  #nextArrival: number;

  constructor(loaded: Loaded) {
    const { subject, quotas } = loaded;
    const { roster, session } = subject;
    this.#links = loaded.links;
    this.#headed = loaded.headed ?? new Set();
    this.subject = subject;
    this.shelter = loaded.shelter ?? null;
    this.#seatless = this.shelter?.adults ?? 0;
    this.quotas = quotas;
    this.start = session;
    this.opening = session && openingOf(roster.window, session);
    this.#places = {
      capacity: roster.capacity,
      held: roster.held,
      quotas: new Map(
        quotas.map(({ id, seats, held, audienceId }) => [id, { seats, held, isClosed: audienceId === null }]),
      ),
    };
    this.#rows = new Map(loaded.rows.map((row) => [row.id, row]));
    this.#queue = loaded.queue && [...loaded.queue];
    for (const row of this.#queue ?? []) this.#rows.set(row.id, this.#rows.get(row.id) ?? row);
    const ofQuotas = quotas.reduce((sum, { waiting }) => sum + waiting, 0);
    this.#lines = new Map<Line, number>([
      [null, roster.waiting - ofQuotas],
      ...quotas.map(({ id, waiting }): [Line, number] => [id, waiting]),
    ]);
    this.#stuck = new Map(loaded.stuck ?? this.#stuckIn(this.#queue ?? []));
    this.#classes = new Map(loaded.classes);
    this.#unconfirmed = new Map(loaded.unconfirmed);
    this.#nextArrival = roster.nextArrival;
  }

  /** A roster as it stands, for questions that change nothing. */
  static toLookAt(subject: RosterSubject, quotas: readonly RosterQuota[]): Scene {
    const none = { queue: null, rows: [], classes: new Map(), unconfirmed: new Map(), links: new Map() };
    return new Scene({ subject, quotas, ...none });
  }

  get roster(): RosterRow {
    return this.subject.roster;
  }

  get nextArrival(): number {
    return this.#nextArrival;
  }

  get released(): ReadonlyMap<Id<'Quota'>, Instant> {
    return this.#released;
  }

  find(id: string): RegistrationRow | undefined {
    return this.#rows.get(id);
  }

  /** The link of a request, used up where this batch has used it. */
  linkOf(hash: string): RegistrationLinkRow | undefined {
    const link = this.#links.get(hash);
    return link && { ...link, usedAt: this.usedLinks.get(hash) ?? link.usedAt };
  }

  /** Who is here under the key of one person, or of one class, and has not ended. */
  liveUnder(oneKey: string): RegistrationRow | undefined {
    for (const row of this.#rows.values()) if (row.oneKey === oneKey && isLive(row)) return row;
    return undefined;
  }

  classesOf(schoolId: string): number {
    return this.#classes.get(schoolId) ?? 0;
  }

  /** Whether there is a head of the school to ask. */
  hasHead(schoolId: string | null): boolean {
    return schoolId !== null && this.#headed.has(schoolId);
  }

  unconfirmedOf(email: string): number {
    return this.#unconfirmed.get(email) ?? 0;
  }

  /** All seats that somebody of a line could take if nobody waited. */
  freeFor(line: Line): number {
    const { own, shared } = freeSeats(this.#places, line);
    return own + shared;
  }

  /** For how many people the shelter has room beside all who have places, but this one; null where that is no question. */
  roomInShelter(but: RegistrationRow | null): number | null {
    if (!this.shelter) return null;
    const own = but ? but.heldSeats + seatlessOf(but) : 0;
    return this.shelter.most - this.#places.held - this.#seatless + own;
  }

  /** What somebody who comes now would get. */
  admit(seeker: Seeker): Admission {
    const closed = (line: Line) => line !== null && this.#places.quotas.get(line)?.isClosed === true;
    const inLine = (line: Line) => (this.#lines.get(line) ?? 0) - (this.#stuck.get(line) ?? 0);
    const forShared = [...this.#lines.keys()].some((line) => inLine(line) > 0 && !closed(line));
    return admit(this.#places, this.roster.policy, { inLine, forShared }, seeker);
  }

  /** Seats that whoever comes now to a line would be given at once. */
  grantable(line: Line): number {
    const free = this.freeFor(line);
    for (let seats = free; seats > 0; seats -= 1) {
      if (this.admit({ line, seats, smallest: seats }).kind === 'PLACE') return seats;
    }
    return 0;
  }

  /** How long an offer or a hold stands from a moment on; null when there is no time for one. */
  until(now: Instant, minutes: number): Instant | null {
    return this.opening && offerEnds(now, this.opening.closesAt, minutes);
  }

  /** Lets somebody in: their number in the roster is given here. */
  add(newcomer: Newcomer, decided: Decision, action: string, asking: Asking): RegistrationRow {
    const row: RegistrationRow = {
      ...{ ...newcomer, ...decided, endedBy: null, arrival: this.#nextArrival },
      ...{ version: 1, createdAt: asking.at, updatedAt: asking.at },
    };
    this.#nextArrival += 1;
    this.#count(null, row);
    this.#keep(null, row, action, asking);
    if (row.status === 'WAITLISTED') this.#queue?.push(row);
    if (row.schoolId) this.#classes.set(row.schoolId, this.classesOf(row.schoolId) + 1);
    if (row.email && !row.emailConfirmedAt) this.#unconfirmed.set(row.email, this.unconfirmedOf(row.email) + 1);
    return row;
  }

  change(before: RegistrationRow, change: Partial<RegistrationRow>, action: string, asking: Asking): RegistrationRow {
    const status = change.status ?? before.status;
    const seats = change.seats ?? before.seats;
    const row: RegistrationRow = {
      ...{ ...before, ...(status !== before.status && { awaits: null, expiresAt: null }) },
      ...{ heldSeats: status === 'OFFERED' ? before.heldSeats : holdsSeats(status) ? seats : 0, ...change },
      ...{ version: before.version + 1, updatedAt: nextStamp(asking.at, before.updatedAt) },
    };
    this.#count(before, row);
    this.#keep(before, row, action, asking);
    this.#requeue(before, row);
    return row;
  }

  /** A place at the end of the line. */
  nextInLine(): number {
    this.#nextArrival += 1;
    return this.#nextArrival - 1;
  }

  /** Gives what a quota keeps and nobody took to whoever waits, once. */
  release(quota: QuotaRow, at: Instant): void {
    const now = this.#places.quotas.get(quota.id);
    if (!now || quota.releasedAt || this.#released.has(quota.id)) return;
    this.#released.set(quota.id, at);
    const seats = Math.min(now.seats, now.held);
    this.#places = { ...this.#places, quotas: new Map(this.#places.quotas).set(quota.id, { ...now, seats }) };
  }

  /** Seats of a quota as they are after this batch. */
  seatsOf(quotaId: Id<'Quota'>): number {
    return this.#places.quotas.get(quotaId)?.seats ?? 0;
  }

  /** Offers what is free to whoever is next; nothing when the time is too short for an answer. */
  moveUp(asking: Asking): void {
    const expiresAt = this.until(asking.at, this.roster.offerMinutes);
    if (!this.#queue || !expiresAt) return;
    const queue = this.#queue.map((row) => ({ row, line: row.quotaId, seats: row.seats, smallest: row.smallest }));
    for (const { seeker, seats } of promote(this.#places, this.roster.policy, queue)) {
      this.offer(seeker.row, seats, expiresAt, asking);
    }
  }

  offer(row: RegistrationRow, seats: number, expiresAt: Instant, asking: Asking): RegistrationRow {
    const offered = this.change(row, { status: 'OFFERED', heldSeats: seats, expiresAt }, 'OFFER', asking);
    this.tell('OFFER', offered);
    return offered;
  }

  tell(kind: NewsKind, { id }: RegistrationRow): void {
    this.news.push({ kind, registrationId: id });
  }

  tellEdited({ seats, pupils, adults }: RegistrationRow, after: RegistrationRow): void {
    this.news.push({ kind: 'EDITED', registrationId: after.id, before: { seats, pupils, adults } });
  }

  /** The position that somebody would have who came to a line now, and had to wait. */
  nextPosition(line: Line): number {
    return (this.#lines.get(line) ?? 0) + 1;
  }

  receiptOf(row: RegistrationRow): Receipt {
    return {
      ...{ id: row.id, status: row.status, seats: row.seats, expiresAt: row.expiresAt },
      offeredSeats: row.status === 'OFFERED' ? row.heldSeats : null,
      position: row.status === 'WAITLISTED' ? this.#positionOf(row) : null,
    };
  }

  #positionOf({ quotaId, arrival }: RegistrationRow): number {
    // Without the queue at hand only who just came is asked for, and they are the last.
    if (!this.#queue) return this.#lines.get(quotaId) ?? 1;
    return this.#queue.filter((row) => row.quotaId === quotaId && row.arrival <= arrival).length;
  }

  #count(before: RegistrationRow | null, after: RegistrationRow): void {
    if (before) this.#places = taken(this.#places, before.quotaId, -before.heldSeats);
    this.#places = taken(this.#places, after.quotaId, after.heldSeats);
    this.#seatless += seatlessOf(after) - (before ? seatlessOf(before) : 0);
    const waits = (row: RegistrationRow, by: number) => {
      if (row.status !== 'WAITLISTED') return;
      this.#lines.set(row.quotaId, (this.#lines.get(row.quotaId) ?? 0) + by);
      if (this.#isStuck(row)) this.#stuck.set(row.quotaId, (this.#stuck.get(row.quotaId) ?? 0) + by);
    };
    if (before) waits(before, -1);
    waits(after, 1);
  }

  #isStuck(row: RegistrationRow): boolean {
    return !couldFit(this.roster.capacity, this.roster.policy, { ...row, line: row.quotaId });
  }

  #stuckIn(queue: readonly RegistrationRow[]): Map<Line, number> {
    const stuck = new Map<Line, number>();
    for (const row of queue) if (this.#isStuck(row)) stuck.set(row.quotaId, (stuck.get(row.quotaId) ?? 0) + 1);
    return stuck;
  }

  #requeue(before: RegistrationRow, after: RegistrationRow): void {
    const queue = this.#queue;
    if (!queue) return;
    const at = queue.findIndex(({ id }) => id === before.id);
    if (at >= 0) queue.splice(at, 1);
    if (after.status !== 'WAITLISTED') return;
    const next = queue.findIndex(({ arrival }) => arrival > after.arrival);
    queue.splice(next < 0 ? queue.length : next, 0, after);
  }

  #keep(before: RegistrationRow | null, after: RegistrationRow, action: string, asking: Asking): void {
    this.#rows.set(after.id, after);
    const known = this.written.get(after.id);
    if (known) known.after = after;
    else this.written.set(after.id, { before, after, action, asking });
  }
}
