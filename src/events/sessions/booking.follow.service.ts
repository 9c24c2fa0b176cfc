import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hasRoleFor } from '../../platform/access/viewer.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import {
  type BookingChange,
  type BookingFollower,
  BookingFollowers,
  type Forbidden,
} from '../../venues/bookings/booking.followers.ts';
import { bookingsByIds, equipmentOfBookings } from '../../venues/bookings/booking.store.ts';
import type { BookingRow } from '../../venues/bookings/booking.tables.ts';
import { equipmentList, type WishedEquipment } from '../../venues/bookings/wish.rules.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import type { Asker } from '../content/event.change.ts';
import { exhibitionDaysOfEvents } from '../content/exhibition.store.ts';
import { isPublic, mayEditEvent } from '../record/event.policy.ts';
import { eventsByIds, lockEvents } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfBookings } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { forbiddenBy, isYesOnly, type RoomWish, sessionFollowing } from './booking.follow.rules.ts';
import { isOver } from './session.time.rules.ts';
import { writeSessions } from './session.writing.ts';

/** Whoever moves or ends the booking of a session moves the session with it. */
@Injectable()
export class SessionFollower implements BookingFollower, OnModuleInit {
  readonly #followers: BookingFollowers;

  constructor(followers: BookingFollowers) {
    this.#followers = followers;
  }

  onModuleInit(): void {
    this.#followers.register(this);
  }

  async lock(tx: Tx, bookingIds: readonly Id<'Booking'>[]): Promise<void> {
    const sessions = await sessionsOfBookings(tx, bookingIds);
    const eventIds = [...new Set([...sessions.values()].map(({ eventId }) => eventId))];
    if (eventIds.length > 0) await lockEvents(tx, eventIds);
  }

  async forbidden(
    reader: Reader,
    bookingIds: readonly string[],
    { viewer, language }: Asker,
  ): Promise<ReadonlyMap<string, Forbidden>> {
    const sessions = await sessionsOfBookings(reader, bookingIds);
    if (sessions.size === 0) return new Map();
    const [events, bookings] = await Promise.all([
      eventsByIds(reader, [...new Set([...sessions.values()].map(({ eventId }) => eventId))]),
      bookingsByIds(reader, [...sessions.keys()]),
    ]);
    const undated = [...events.values()].filter(({ details }) => details.exhibition?.opensOn === null);
    const [branches, counts] = await Promise.all([
      branchesByIds(reader, [...new Set([...events.values()].map(({ branchId }) => branchId))]),
      countsOf(reader, undated),
    ]);
    return new Map(
      [...sessions].flatMap(([bookingId, { eventId, happeningStatus }]) => {
        const [event, booking] = [events.get(eventId), bookings.get(bookingId)];
        if (!event || !booking) return [];
        const standing = {
          titleUk: event.titleUk,
          branchUk: branches.get(event.branchId)?.nameUk ?? '',
          isHeld: happeningStatus === 'HELD',
          isCounted: (counts.get(eventId) ?? []).length > 0,
          isPublic: isPublic(event),
          mayEdit: mayEditEvent(viewer, event),
          mayGrant: hasRoleFor(viewer, booking.branchId, 'APPROVER'),
        };
        return [[bookingId, forbiddenBy(standing, language)] as const];
      }),
    );
  }

  async follow(tx: Tx, changes: readonly BookingChange[], deciding: Deciding): Promise<void> {
    const ids = changes.map(({ after }) => after.id);
    const sessions = await sessionsOfBookings(tx, ids);
    if (sessions.size === 0) return;
    const [events, equipment, rooms] = await Promise.all([
      eventsByIds(tx, [...new Set([...sessions.values()].map(({ eventId }) => eventId))]),
      equipmentOfBookings(tx, ids),
      roomsByIds(tx, [...new Set(changes.map(({ after }) => after.roomId))]),
    ]);
    const following = changes.flatMap(({ before, after: booking }) => {
      const session = sessions.get(booking.id);
      const event = session && events.get(session.eventId);
      // What is over stays as it was, whatever is said about its booking afterwards.
      if (!event || isOver(session, deciding.now) || isYesOnly(before, booking)) return [];
      const wish = wishNow(session, booking, rooms.get(booking.roomId), equipment.get(booking.id) ?? []);
      return [{ event, change: { before: session, after: sessionFollowing(session, booking, wish, event) } }];
    });
    const ofEvents = [...Map.groupBy(following, ({ event }) => event)].map(([event, some]) => ({
      event,
      changes: some.map(({ change }) => change),
    }));
    if (ofEvents.length > 0) await writeSessions(tx, ofEvents, 'UPDATE', deciding);
  }
}

/** On which days visitors were counted at each of these exhibitions; nothing is asked when there are none. */
async function countsOf(reader: Reader, exhibitions: readonly EventRow[]) {
  const ids = exhibitions.map(({ id }) => id);
  return ids.length > 0 ? exhibitionDaysOfEvents(reader, ids) : new Map<string, never[]>();
}

/** What the session wishes for of the booking as it is by now; buffers that are the layout's are not its own. */
function wishNow(
  session: SessionRow,
  booking: BookingRow,
  room: RoomFacts | undefined,
  had: readonly WishedEquipment[],
): RoomWish {
  const layout = room?.layouts.find(({ kind }) => kind === booking.layoutKind);
  const buffer = (name: 'setUpMinutes' | 'tearDownMinutes') =>
    booking[name] === session[name] ? session[name] : booking[name] === layout?.[name] ? null : booking[name];
  const equipment = equipmentList(had);
  const isSame = JSON.stringify(equipment) === JSON.stringify(equipmentList(session.equipment as WishedEquipment[])); // ids of theirs
  return {
    setUpMinutes: buffer('setUpMinutes'),
    tearDownMinutes: buffer('tearDownMinutes'),
    equipment: isSame ? session.equipment : equipment,
  };
}
