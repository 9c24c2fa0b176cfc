import type { Id } from '../../platform/ids/id.ts';
import { type Instant, plusMinutes } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import type { PlacedTime } from '../../platform/time/wall.rules.ts';
import type { Hours } from '../hours/opening.rules.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import type { EquipmentRow } from '../places/equipment.tables.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { LayoutRow } from '../places/room.tables.ts';
import type { BookingStatus } from './booking.tables.ts';

export interface WishedEquipment {
  readonly equipmentId: Id<'Equipment'>;
  readonly quantity: number;
}

/** Equipment in one order, to be compared and told. */
export function equipmentList(equipment: readonly WishedEquipment[]): WishedEquipment[] {
  return equipment
    .map(({ equipmentId, quantity }) => ({ equipmentId, quantity }))
    .toSorted((a, b) => (a.equipmentId < b.equipmentId ? -1 : 1));
}

/** What somebody wants of a room, before anybody knows whether it can be had. */
export interface Wish {
  readonly branch: BranchRow;
  readonly room: RoomFacts;
  readonly layout: LayoutRow;
  readonly time: PlacedTime;
  readonly setUpMinutes: number;
  readonly tearDownMinutes: number;
  readonly expectedPeople: number;
  readonly equipment: readonly WishedEquipment[];
}

/** A live booking or a blocking that takes units of a room. */
export interface Neighbour {
  readonly kind: 'BOOKING' | 'BLOCKING';
  readonly id: string;
  readonly branchId: Id<'Branch'>;
  readonly roomId: Id<'Room'>;
  /** Null for a blocking. */
  readonly status: BookingStatus | null;
  /** A booking's purpose, a blocking's reason. */
  readonly purpose: string;
  readonly askedById: Id<'Person'> | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly setUpMinutes: number;
  readonly tearDownMinutes: number;
  readonly holdUntil: Instant | null;
  readonly units: ReadonlySet<Id<'Unit'>>;
}

export interface EquipmentUse extends Span {
  readonly bookingId: string;
  readonly quantity: number;
}

/** What of an equipment is out, and when. */
export interface EquipmentFacts {
  readonly row: EquipmentRow;
  readonly uses: readonly EquipmentUse[];
}

/** All that the rules look at, for one wish. */
export interface Facts {
  readonly now: Instant;
  /** Whatever takes a unit of the room, near the wished time; more than meets it does no harm. */
  readonly neighbours: readonly Neighbour[];
  readonly hours: Hours;
  /** Of each equipment wished for. */
  readonly equipment: ReadonlyMap<string, EquipmentFacts>;
  /** How many live bookings of the room the asker has in the room's term, this one not among them. */
  readonly bookedInTerm: number;
  /** Whether somebody has to say yes. */
  readonly needsApproval: boolean;
}

type Buffered = Pick<Wish, 'setUpMinutes' | 'tearDownMinutes'>;

/** From the first hand that moves a chair to the last. */
export function occupiedSpan(time: Pick<PlacedTime, 'startsAt' | 'endsAt'> & Buffered): Span {
  return {
    from: plusMinutes(time.startsAt, -time.setUpMinutes),
    to: plusMinutes(time.endsAt, time.tearDownMinutes),
  };
}

export function wishedSpan({ time, setUpMinutes, tearDownMinutes }: Wish): Span {
  return occupiedSpan({ ...time, setUpMinutes, tearDownMinutes });
}
