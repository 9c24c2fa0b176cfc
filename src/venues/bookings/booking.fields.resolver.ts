import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Reader } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { RepeatedHour } from '../../platform/graphql/wall.types.ts';
import { Clock } from '../../platform/time/clock.ts';
import { formatInZone } from '../../platform/time/instant.ts';
import { repeatedHours, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { branchesByIds } from '../places/branch.store.ts';
import { Branch } from '../places/branch.types.ts';
import { equipmentByIds } from '../places/equipment.store.ts';
import { Equipment } from '../places/equipment.types.ts';
import { LayoutKinds } from '../places/room.codes.ts';
import { roomsByIds } from '../places/room.store.ts';
import { Room } from '../places/room.types.ts';
import { BookingActions, BookingStatuses } from './booking.codes.ts';
import { statusAt } from './booking.decision.rules.ts';
import { askersOfBookings } from './booking.list.store.ts';
import { mayKnowBooking } from './booking.policy.ts';
import { equipmentOfBookings } from './booking.store.ts';
import type { BookingRow } from './booking.tables.ts';
import { BookedEquipment, Booking, BookingOverride } from './booking.types.ts';
import { BookingFollowers, type Forbidden } from './booking.followers.ts';
import { mayDo } from './change.policy.ts';
import { allowedActions, type BookingAction, DEED_OF } from './change.rules.ts';
import { queuesOfBookings, waitedFor } from './queue.store.ts';
import { occupiedSpan, type WishedEquipment } from './wish.rules.ts';

type ForbiddenOf = (reader: Reader, ids: readonly string[]) => Promise<ReadonlyMap<string, Forbidden>>;

const FOR_WHOM = 'Null for whom it is none of their business: staff of the branch and whoever asked see it.';

@Resolver(() => Booking)
export class BookingFieldsResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #followers: BookingFollowers;
  /** One function for each viewer, as below. */
  readonly #forbiddenTo = new WeakMap<Viewer, ForbiddenOf>();
  /** One function for all requests: it names the loader. */
  readonly #waitedFor: (reader: Reader, ids: readonly string[]) => Promise<ReadonlyMap<string, BookingRow[]>>;

  constructor(@Inject(Database) database: Database, clock: Clock, followers: BookingFollowers) {
    this.#database = database;
    this.#clock = clock;
    this.#followers = followers;
    this.#waitedFor = (reader, ids) => waitedFor(reader, ids, clock.now());
  }

  @ResolveField(() => BookingStatuses, { description: 'How far it has come; a hold past its time is EXPIRED.' })
  status(booking: BookingRow) {
    return statusAt(booking, this.#clock.now());
  }

  @ResolveField(() => Room, { complexity: 5, description: 'The room.' })
  room({ roomId }: BookingRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, roomsByIds, roomId);
  }

  @ResolveField(() => Branch, { description: 'The branch the room is in.' })
  branch({ branchId }: BookingRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, branchesByIds, branchId);
  }

  @ResolveField(() => LayoutKinds, { description: 'How the room is furnished for it.' })
  layout({ layoutKind }: BookingRow) {
    return layoutKind;
  }

  @ResolveField(() => String, { nullable: true, description: `What it is for. ${FOR_WHOM}` })
  purpose(@Parent() booking: BookingRow, @Viewing() viewer: Viewer) {
    return mayKnowBooking(viewer, booking) ? booking.purpose : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: `Whom to ask about it; also null where nobody was named. ${FOR_WHOM}`,
  })
  contact(@Parent() booking: BookingRow, @Viewing() viewer: Viewer) {
    return mayKnowBooking(viewer, booking) ? booking.contact : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    complexity: 2,
    description: `The name of who asked for it; also null for the program, and for somebody who was erased. ${FOR_WHOM}`,
  })
  async askedBy(@Parent() booking: BookingRow, @Viewing() viewer: Viewer, @Context() context: object) {
    if (!mayKnowBooking(viewer, booking)) return null;
    return (await load(context, this.#database.reader, askersOfBookings, booking.id)) || null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: `Why it was rejected or cancelled; also null where it was neither. ${FOR_WHOM}`,
  })
  reason(@Parent() booking: BookingRow, @Viewing() viewer: Viewer) {
    return mayKnowBooking(viewer, booking) ? booking.reason : null;
  }

  @ResolveField(() => [BookingOverride], {
    nullable: true,
    description: `Rules that were set aside for it, with reasons. ${FOR_WHOM}`,
  })
  overrides(@Parent() booking: BookingRow, @Viewing() viewer: Viewer) {
    return mayKnowBooking(viewer, booking) ? booking.overrides : null;
  }

  @ResolveField(() => DateTime, { description: 'Start of the event, with the offset of the branch’s zone.' })
  start({ startsAt, zone }: BookingRow) {
    return formatInZone(startsAt, zone);
  }

  @ResolveField(() => DateTime, {
    description: 'End of the event, not included, with the offset of the branch’s zone.',
  })
  end({ endsAt, zone }: BookingRow) {
    return formatInZone(endsAt, zone);
  }

  @ResolveField(() => LocalDate, { description: 'Day of the start by the wall clock of the branch’s zone.' })
  startDate(booking: BookingRow) {
    return wallTimeOf(booking).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of the branch’s zone.' })
  startTime(booking: BookingRow) {
    return wallTimeOf(booking).startTime;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the end by the wall clock of the branch’s zone.' })
  endDate(booking: BookingRow) {
    return wallTimeOf(booking).endDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the end by the wall clock of the branch’s zone.' })
  endTime(booking: BookingRow) {
    return wallTimeOf(booking).endTime;
  }

  @ResolveField(() => DateTime, {
    description: 'From when it occupies the room, set-up included, with the offset of the branch’s zone.',
  })
  occupiedFrom(booking: BookingRow) {
    return formatInZone(occupiedSpan(booking).from, booking.zone);
  }

  @ResolveField(() => DateTime, {
    description: 'Until when it occupies the room, tear-down included, with the offset of the branch’s zone.',
  })
  occupiedTo(booking: BookingRow) {
    return formatInZone(occupiedSpan(booking).to, booking.zone);
  }

  @ResolveField(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that was taken.',
  })
  repeatedHours(booking: BookingRow) {
    return repeatedHours(booking);
  }

  @ResolveField(() => [BookedEquipment], {
    complexity: listCost(2),
    description: 'What it has of the branch’s equipment; what ended shows what it had.',
  })
  async equipment({ id }: BookingRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, equipmentOfBookings, id)) ?? [];
  }

  @ResolveField(() => [Booking], {
    complexity: listCost(3),
    description: 'Who waits for it to end, first come first: they move up by themselves.',
  })
  queue({ id }: BookingRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, queuesOfBookings, id);
  }

  @ResolveField(() => [Booking], {
    complexity: listCost(2),
    description: 'What it waits for, by start: holds, and what became of them. Empty for what does not wait.',
  })
  async waitsBehind({ id, queuedAt }: BookingRow, _args: unknown, context: object) {
    return queuedAt ? load(context, this.#database.reader, this.#waitedFor, id) : [];
  }

  @ResolveField(() => [BookingActions], {
    complexity: 2,
    description: 'What the viewer may do with the booking as it is now: the buttons that work.',
  })
  async viewerCan(
    @Parent() booking: BookingRow,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ): Promise<BookingAction[]> {
    const room = await load(context, this.#database.reader, roomsByIds, booking.roomId);
    if (!room) return [];
    const actions = allowedActions(booking, this.#clock.now()).filter((action) => mayDo(viewer, action, booking, room));
    const deeds = actions.some((action) => DEED_OF[action]);
    const forbidden = deeds && (await load(context, this.#database.reader, this.#forbidden(viewer), booking.id));
    if (!forbidden) return actions;
    return actions.filter((action) => {
      const deed = DEED_OF[action];
      return !deed || !forbidden[deed];
    });
  }

  #forbidden(viewer: Viewer): ForbiddenOf {
    // Only whether something is forbidden is read here, so that the language of the reasons is all one.
    const batch: ForbiddenOf =
      this.#forbiddenTo.get(viewer) ??
      ((reader, ids) => this.#followers.forbidden(reader, ids, { viewer, language: 'uk' }));
    this.#forbiddenTo.set(viewer, batch);
    return batch;
  }
}

@Resolver(() => BookedEquipment)
export class BookedEquipmentResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Equipment, { description: 'The equipment.' })
  equipment({ equipmentId }: WishedEquipment, _args: unknown, context: object) {
    return load(context, this.#database.reader, equipmentByIds, equipmentId);
  }
}
