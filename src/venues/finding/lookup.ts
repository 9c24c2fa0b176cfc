import { isConfirmedAtOnce } from '../bookings/booking.policy.ts';
import { neighboursOf } from '../bookings/occupancy.store.ts';
import { termSpan } from '../bookings/term.rules.ts';
import {
  type EquipmentFacts,
  type EquipmentUse,
  type Neighbour,
  occupiedSpan,
  type Wish,
  wishedSpan,
} from '../bookings/wish.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type Instant, laterOf } from '../../platform/time/instant.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { overlaps, type Span } from '../../platform/time/span.rules.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';
import type { Hours } from '../hours/opening.rules.ts';
import { hoursOfBranches } from '../hours/opening.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { equipmentOfBranches } from '../places/equipment.store.ts';
import type { EquipmentRow } from '../places/equipment.tables.ts';
import { type RoomFacts, roomsByIds } from '../places/room.store.ts';
import type { Known } from './alternatives.rules.ts';
import { bookingsOf, type Counted, usesOf, type WantedUse } from './candidate.store.ts';

/** For whom is looked, and what is taken for granted. */
export interface Assumptions {
  readonly viewer: Viewer;
  readonly now: Instant;
  /** Closures that are not there yet. */
  readonly closures?: readonly ClosureRow[];
  /** What takes units besides what is booked. */
  readonly taken?: readonly Neighbour[];
  /** Bookings that are about to give up what they have. */
  readonly but?: ReadonlySet<string>;
  /** Whose limits count: the viewer's unless it says otherwise. */
  readonly askedById?: (wish: Wish) => string | null;
}

interface Taken extends Span {
  readonly neighbour: Neighbour;
}

/** What was looked up so far, once for all that is looked for. */
export class Lookup implements Known {
  readonly now: Instant;
  readonly #reader: Reader;
  readonly #assumed: Assumptions;
  readonly #dates: readonly [LocalDate, LocalDate];
  readonly #hours = new Map<string, Hours>();
  readonly #rooms = new Map<string, RoomFacts>();
  readonly #taken = new Map<string, Map<string, Taken>>();
  readonly #neighbours = new Map<string, Taken>();
  readonly #equipment = new Map<string, EquipmentRow[]>();
  readonly #uses = new Map<string, Map<string, EquipmentUse>>();
  readonly #counted = new Map<string, Counted>();

  constructor(reader: Reader, assumed: Assumptions, dates: readonly [LocalDate, LocalDate]) {
    this.#reader = reader;
    this.#assumed = assumed;
    this.#dates = dates;
    this.now = assumed.now;
    for (const neighbour of assumed.taken ?? []) this.take(neighbour);
  }

  async lookUpHours(branches: readonly BranchRow[]): Promise<void> {
    const news = branches.filter(({ id }) => !this.#hours.has(id));
    for (const [id, hours] of await hoursOfBranches(this.#reader, news, ...this.#dates)) {
      const assumed = (this.#assumed.closures ?? []).filter(({ branchId }) => branchId === id);
      this.#hours.set(id, assumed.length === 0 ? hours : { ...hours, closures: [...hours.closures, ...assumed] });
    }
  }

  async lookUpRooms(ids: readonly Id<'Room'>[]): Promise<void> {
    const news = [...new Set(ids)].filter((id) => !this.#rooms.has(id));
    for (const [id, room] of await roomsByIds(this.#reader, news)) this.#rooms.set(id, room);
  }

  async lookUpEquipment(branchIds: readonly Id<'Branch'>[]): Promise<void> {
    const news = [...new Set(branchIds)].filter((id) => !this.#equipment.has(id));
    if (news.length === 0) return;
    for (const [id, rows] of await equipmentOfBranches(this.#reader, news)) this.#equipment.set(id, rows);
  }

  async lookUpTaken(wanted: readonly { readonly unitId: Id<'Unit'>; readonly span: Span }[]): Promise<void> {
    if (wanted.length === 0) return;
    for (const neighbour of await neighboursOf(this.#reader, wanted, this.now)) {
      if (!this.#assumed.but?.has(neighbour.id)) this.take(neighbour);
    }
  }

  async lookUpUses(wanted: readonly WantedUse[]): Promise<void> {
    for (const [id, uses] of await usesOf(this.#reader, wanted, this.now)) {
      for (const use of uses) if (!this.#assumed.but?.has(use.bookingId)) this.use(id, use);
    }
  }

  /** Of the branches of the wishes, what is of a sort, at their times. */
  async lookUpUsesOf(wishes: readonly Wish[], isOfSort: (row: EquipmentRow) => boolean): Promise<void> {
    const wanted = wishes.flatMap((wish) => {
      const span = wishedSpan(wish);
      return (this.#equipment.get(wish.branch.id) ?? []).filter(isOfSort).map(({ id }): [string, WantedUse] => {
        return [`${id} ${span.from.getTime()} ${span.to.getTime()}`, { equipmentId: id, span }];
      });
    });
    await this.lookUpUses([...new Map(wanted).values()]);
  }

  /** Only of rooms that have limits, and over all the terms that the wishes fall into. */
  async lookUpLimits(wishes: readonly Wish[]): Promise<void> {
    const limited = wishes.flatMap((wish) => {
      const personId = this.#askerOf(wish);
      const term = termOf(wish);
      return personId && term ? [{ personId, roomId: wish.room.id, term }] : [];
    });
    const [first] = limited;
    if (!first) return;
    const span = limited.reduce<Span>(
      (hull, { term }) => ({ from: term.from < hull.from ? term.from : hull.from, to: laterOf(term.to, hull.to) }),
      first.term,
    );
    const asked = {
      personIds: [...new Set(limited.map(({ personId }) => personId))],
      roomIds: [...new Set(limited.map(({ roomId }) => roomId))],
      span,
    };
    for (const counted of await bookingsOf(this.#reader, asked, this.now)) {
      if (!this.#assumed.but?.has(counted.id)) this.count(counted);
    }
  }

  /** From now on it is in the way. */
  take(neighbour: Neighbour): void {
    // The same one was perhaps seen with other units of its own.
    const taken = this.#neighbours.get(neighbour.id) ?? { neighbour, ...occupiedSpan(neighbour) };
    this.#neighbours.set(neighbour.id, taken);
    for (const unit of neighbour.units) {
      const ofUnit = this.#taken.get(unit);
      if (ofUnit) ofUnit.set(neighbour.id, taken);
      else this.#taken.set(unit, new Map([[neighbour.id, taken]]));
    }
  }

  use(equipmentId: string, use: EquipmentUse): void {
    const uses = this.#uses.get(equipmentId);
    if (uses) uses.set(use.bookingId, use);
    else this.#uses.set(equipmentId, new Map([[use.bookingId, use]]));
  }

  /** From now on it counts for the limit of whoever asked for it. */
  count(counted: Counted): void {
    this.#counted.set(counted.id, counted);
  }

  room(id: string): RoomFacts | undefined {
    return this.#rooms.get(id);
  }

  hoursOf(branchId: Id<'Branch'>): Hours {
    const hours = this.#hours.get(branchId);
    if (!hours) throw new Error('the hours of the branch were not looked up');
    return hours;
  }

  takenOf(unitId: Id<'Unit'>, span: Span): readonly Neighbour[] {
    const found: Neighbour[] = [];
    for (const taken of this.#taken.get(unitId)?.values() ?? []) if (overlaps(span, taken)) found.push(taken.neighbour);
    return found;
  }

  isTaken(unitId: Id<'Unit'>, span: Span): boolean {
    for (const taken of this.#taken.get(unitId)?.values() ?? []) if (overlaps(span, taken)) return true;
    return false;
  }

  equipmentOf(branchId: Id<'Branch'>): readonly EquipmentFacts[] {
    return (this.#equipment.get(branchId) ?? []).map((row) => {
      return { row, uses: [...(this.#uses.get(row.id)?.values() ?? [])] };
    });
  }

  bookedInTerm(wish: Wish): number {
    const term = termOf(wish);
    const personId = this.#askerOf(wish);
    if (!term || !personId) return 0;
    return [...this.#counted.values()].filter(
      (one) =>
        one.personId === personId && one.roomId === wish.room.id && term.from <= one.startsAt && one.startsAt < term.to,
    ).length;
  }

  needsApproval(room: RoomFacts): boolean {
    return !isConfirmedAtOnce(this.#assumed.viewer, room);
  }

  #askerOf(wish: Wish): string | null {
    const { askedById, viewer } = this.#assumed;
    if (askedById) return askedById(wish);
    return viewer.kind === 'person' ? viewer.id : null;
  }
}

function termOf({ room, time, branch }: Wish): Span | null {
  return room.limitCount === null || room.limitTerm === null
    ? null
    : termSpan(room.limitTerm, time.startLocal, branch.zone);
}
