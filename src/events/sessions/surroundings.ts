// What hangs on a session, as its fields ask for it: once for all sessions of an answer.
import type { Reader } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { BookingRow } from '../../venues/bookings/booking.tables.ts';
import { bookingsByIds } from '../../venues/bookings/booking.store.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { equipmentByIds } from '../../venues/places/equipment.store.ts';
import type { EquipmentRow } from '../../venues/places/equipment.tables.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import { eventsByIds } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfBookings } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { type Clash, clashesOfSessions } from './clash.store.ts';

export class Surroundings {
  readonly #context: object;
  readonly #reader: Reader;

  constructor(context: object, reader: Reader) {
    this.#context = context;
    this.#reader = reader;
  }

  /** A session is of an event: there is none without. */
  async event({ eventId }: SessionRow): Promise<EventRow> {
    const event = await load(this.#context, this.#reader, eventsByIds, eventId);
    if (!event) throw new Error(`the event ${eventId} of a session is gone`);
    return event;
  }

  branch({ branchId }: SessionRow): Promise<BranchRow | undefined> {
    return load(this.#context, this.#reader, branchesByIds, branchId);
  }

  async room({ roomId }: SessionRow): Promise<RoomFacts | undefined> {
    return roomId ? load(this.#context, this.#reader, roomsByIds, roomId) : undefined;
  }

  async booking({ bookingId }: SessionRow): Promise<BookingRow | undefined> {
    return bookingId ? load(this.#context, this.#reader, bookingsByIds, bookingId) : undefined;
  }

  sessionOf({ id }: BookingRow): Promise<SessionRow | undefined> {
    return load(this.#context, this.#reader, sessionsOfBookings, id);
  }

  equipment(id: string): Promise<EquipmentRow | undefined> {
    return load(this.#context, this.#reader, equipmentByIds, id);
  }

  async clashes({ id }: SessionRow): Promise<readonly Clash[]> {
    return (await load(this.#context, this.#reader, clashesOfSessions, id)) ?? [];
  }
}
