import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { addDays, type LocalDate } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { daySpan } from '../../platform/time/zone.day.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { mayKnowBooking } from '../bookings/booking.policy.ts';
import { neighboursOf } from '../bookings/occupancy.store.ts';
import { type Neighbour, occupiedSpan } from '../bookings/wish.rules.ts';
import { closingsOver, type Hours, openSpans } from '../hours/opening.rules.ts';
import { hoursOfBranches } from '../hours/opening.store.ts';
import { branchesByIds, findBranch } from '../places/branch.store.ts';
import { byName, type RoomFacts, roomFacts, roomsByIds } from '../places/room.store.ts';
import { MOST_ROOM_DAYS, type TimelineArguments, type TimelineItemKind, type TimelineRow } from './timeline.types.ts';

const MOST_ROOMS = 50;

@Injectable()
export class TimelineService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Rooms over some days, all that a grid shows; the same few queries for any number of rooms. */
  async timeline(asked: TimelineArguments, viewer: Viewer, language: Language): Promise<TimelineRow[]> {
    const { reader } = this.#database;
    const { from, days } = asked;
    const rooms = await this.#rooms(asked);
    if (rooms.length > MOST_ROOMS)
      throw invalidInput(`a branch of at most ${MOST_ROOMS} rooms; name rooms`, { argument: 'branch' });
    if (rooms.length * days > MOST_ROOM_DAYS) {
      throw invalidInput(`rooms times days must be at most ${MOST_ROOM_DAYS}`, { argument: 'days' });
    }
    const branches = await branchesByIds(reader, [...new Set(rooms.map(({ branchId }) => branchId))]);
    const dates = { from, to: addDays(from, days - 1) };
    const zoneOf = ({ branchId }: RoomFacts) => branches.get(branchId)?.zone ?? 'utc';
    const wanted = rooms.flatMap((room) => {
      const span = spanOf(dates, zoneOf(room));
      return room.units.map((unitId) => ({ unitId, span }));
    });
    const listed = new Map<string, RoomFacts>(rooms.map((room) => [room.id, room]));
    const [hours, neighbours, kin] = await Promise.all([
      hoursOfBranches(reader, [...branches.values()], dates.from, dates.to),
      neighboursOf(reader, [...new Map(wanted.map((one) => [one.unitId, one])).values()], this.#clock.now()),
      roomsByIds(
        reader,
        [...new Set(rooms.flatMap((room) => room.kin))].filter((id) => !listed.has(id)),
      ),
    ]);
    const takenOf = byUnit(neighbours);
    const knownRooms = new Map([...listed, ...kin]);
    const shown = { language, knows: (of: Neighbour) => of.kind === 'BLOCKING' || mayKnowBooking(viewer, of) };
    return rooms.flatMap((room): TimelineRow[] => {
      const ofBranch = hours.get(room.branchId);
      if (!ofBranch) return [];
      const taken = [...new Set(room.units.flatMap((unit) => takenOf.get(unit) ?? []))];
      return [rowOf(room, { hours: ofBranch, dates, taken, roomOf: (id) => knownRooms.get(id) ?? null }, shown)];
    });
  }

  async #rooms({ roomIds, branch: slug }: TimelineArguments): Promise<RoomFacts[]> {
    const { reader } = this.#database;
    if ((roomIds == null) === (slug == null))
      throw invalidInput('give either roomIds or branch', { argument: 'roomIds' });
    if (slug != null) {
      const branch = await findBranch(reader, { slug });
      if (!branch) throw notFound('the branch');
      const rooms = await roomFacts(reader, { branchIds: [branch.id] });
      return byName(rooms.filter(({ retiredAt }) => retiredAt === null));
    }
    const ids = [...new Set((roomIds ?? []).map((id) => id.toLowerCase()))];
    if (!ids.every(isId)) throw notFound('a room');
    const found = await roomsByIds(reader, ids);
    return ids.map((id) => {
      const room = found.get(id);
      if (!room) throw notFound('a room');
      return room;
    });
  }
}

interface Dates {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const spanOf = ({ from, to }: Dates, zone: string): Span => ({
  from: daySpan(from, zone).from,
  to: daySpan(to, zone).to,
});

function byUnit(neighbours: readonly Neighbour[]): ReadonlyMap<Id<'Unit'>, readonly Neighbour[]> {
  const taken = new Map<Id<'Unit'>, Neighbour[]>();
  for (const neighbour of neighbours) {
    for (const unit of neighbour.units) {
      const known = taken.get(unit);
      if (known) known.push(neighbour);
      else taken.set(unit, [neighbour]);
    }
  }
  return taken;
}

interface Found {
  readonly hours: Hours;
  readonly dates: Dates;
  readonly taken: readonly Neighbour[];
  readonly roomOf: (id: string) => RoomFacts | null;
}

interface Showing {
  readonly language: Language;
  readonly knows: (neighbour: Neighbour) => boolean;
}

function rowOf(room: RoomFacts, { hours, dates, taken, roomOf }: Found, { language, knows }: Showing): TimelineRow {
  const { zone } = hours;
  const text = (instant: Instant) => textInZone(instant, zone);
  const spanText = ({ from, to }: Span) => ({ from: text(from), to: text(to) });
  const items = taken
    .map((neighbour) => ({ neighbour, occupied: occupiedSpan(neighbour) }))
    .sort(
      (a, b) => a.occupied.from.getTime() - b.occupied.from.getTime() || (a.neighbour.id < b.neighbour.id ? -1 : 1),
    );
  return {
    room,
    zone,
    open: openSpans(hours, room.id, dates.from, dates.to).map(spanText),
    closings: closingsOver(hours, room.kin, spanOf(dates, zone)).map((closing) => ({
      ...spanText(closing),
      closureId: closing.closureId,
      kind: closing.kind,
      reason: language === 'uk' ? closing.reasonUk : (closing.reasonEn ?? closing.reasonUk),
    })),
    items: items.map(({ neighbour, occupied }) => ({
      kind: kindOf(neighbour),
      id: neighbour.id,
      start: text(neighbour.startsAt),
      end: text(neighbour.endsAt),
      occupiedFrom: text(occupied.from),
      occupiedTo: text(occupied.to),
      status: neighbour.status,
      purpose: knows(neighbour) ? neighbour.purpose : null,
      holdUntil: neighbour.holdUntil && neighbour.status === 'HOLD' ? text(neighbour.holdUntil) : null,
      sharedWith: neighbour.roomId === room.id ? null : roomOf(neighbour.roomId),
    })),
  };
}

function kindOf({ kind, status }: Neighbour): TimelineItemKind {
  return kind === 'BOOKING' && status === 'HOLD' ? 'HOLD' : kind;
}
