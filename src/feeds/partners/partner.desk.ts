import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, type Connection, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { overlaps, type Span } from '../../platform/time/span.rules.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { mayKnowBooking } from '../../venues/bookings/booking.policy.ts';
import { inTheWayOf } from '../../venues/bookings/booking.rules.ts';
import { rulesShownTo, type ShownRule } from '../../venues/bookings/broken.policy.ts';
import { neighboursOf } from '../../venues/bookings/occupancy.store.ts';
import { type Neighbour, occupiedSpan } from '../../venues/bookings/wish.rules.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import { branchFor, calendarFor } from './partner.branch.ts';
import type { CalendarPreview } from './partner.import.ts';
import type { PartnerItemsArguments } from './partner.input.types.ts';
import { MOST_PROBLEMS } from './partner.reading.ts';
import type { ReadItem } from './reading/read.calendar.ts';
import { blockingsOfCalendar, calendarsOfBranch } from './record/calendar.store.ts';
import { ITEM_KEY, type ItemKey, itemKey, pageOfItems } from './record/item.store.ts';
import type { PartnerCalendarRow, PartnerItemRow } from './record/partner.tables.ts';

/** A time of a calendar as staff see it. */
export type ShownItem = Omit<ReadItem, 'hash' | 'isBusy' | 'isPublic'> & {
  readonly start: string;
  readonly end: string;
  readonly inTheWay: readonly ShownRule[];
};

interface Asking {
  readonly viewer: Viewer;
  readonly language: Language;
}

/** Shows staff what partners' calendars hold, and who is in the way of what. */
@Injectable()
export class PartnerDesk {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Throws NOT_FOUND for no branch, FORBIDDEN to whoever is not of its staff. */
  async ofBranch(branchId: string, viewer: Viewer): Promise<PartnerCalendarRow[]> {
    const { reader } = this.#database;
    const branch = await branchFor(reader, branchId, viewer);
    return calendarsOfBranch(reader, branch.id);
  }

  /** Throws NOT_FOUND for no calendar, FORBIDDEN to whoever is not of its branch's staff. */
  async one(id: string, viewer: Viewer): Promise<PartnerCalendarRow> {
    return calendarFor(this.#database.reader, id, viewer);
  }

  branch(context: object, id: Id<'Branch'>) {
    return load(context, this.#database.reader, branchesByIds, id);
  }

  room(context: object, id: Id<'Room'>) {
    return load(context, this.#database.reader, roomsByIds, id);
  }

  async items(
    calendar: PartnerCalendarRow,
    page: PartnerItemsArguments,
    asking: Asking,
  ): Promise<Connection<PartnerItemRow & ShownItem>> {
    const window = readPage<ItemKey>(page, ITEM_KEY);
    const rows = await pageOfItems(this.#database.reader, calendar.id, window, page.state ?? undefined);
    const shown = await this.#shown(calendar, rows, asking);
    return connectionOf(shown, page, itemKey);
  }

  /** The first items of a preview, and the first of those that others are in the way of. */
  async previewed(preview: CalendarPreview, first: number, asking: Asking) {
    const { reader } = this.#database;
    const { roomId, inTheWay } = preview;
    const room = roomId ? (await roomsByIds(reader, [roomId])).get(roomId) : undefined;
    const zone = await this.#zoneOf(preview.branchId);
    const told = (item: ReadItem) => (room ? rulesOver(item, inTheWay, { room, zone, ...asking }) : []);
    const show = (items: readonly ReadItem[]) => items.slice(0, first).map((item) => shownItem(item, told(item)));
    const met = preview.items.filter((item) =>
      inTheWay.some((neighbour) => overlaps(spanOf(item), occupiedSpan(neighbour))),
    );
    const { problems } = preview;
    return {
      ...preview,
      ...{ items: show(preview.items), found: preview.items.length, conflicting: show(met) },
      ...{ problems: problems.slice(0, MOST_PROBLEMS), problemCount: problems.length },
    };
  }

  async #shown(
    calendar: PartnerCalendarRow,
    rows: readonly PartnerItemRow[],
    asking: Asking,
  ): Promise<(PartnerItemRow & ShownItem)[]> {
    const { reader } = this.#database;
    const { roomId } = calendar;
    const room = roomId ? (await roomsByIds(reader, [roomId])).get(roomId) : undefined;
    const conflicts = rows.filter(({ state }) => state === 'CONFLICT');
    if (!room || conflicts.length === 0) return rows.map((row) => ({ ...row, ...shownItem(row, []) }));
    const wanted = conflicts.flatMap(({ startsAt: from, endsAt: to }) =>
      room.units.map((unitId) => ({ unitId, span: { from, to } })),
    );
    const own = new Set<string>(await blockingsOfCalendar(reader, calendar.id));
    const others = (await neighboursOf(reader, wanted, this.#clock.now())).filter(({ id }) => !own.has(id));
    const zone = await this.#zoneOf(calendar.branchId);
    return rows.map((row) => {
      const rules = row.state === 'CONFLICT' ? rulesOver(row, others, { room, zone, ...asking }) : [];
      return { ...row, ...shownItem(row, rules) };
    });
  }

  async #zoneOf(branchId: PartnerCalendarRow['branchId']): Promise<string> {
    const branch = (await branchesByIds(this.#database.reader, [branchId])).get(branchId);
    if (!branch) throw new Error(`the branch ${branchId} of a calendar is not there`);
    return branch.zone;
  }
}

type Timed = Pick<PartnerItemRow, 'startsAt' | 'endsAt'>;
const spanOf = ({ startsAt: from, endsAt: to }: Timed): Span => ({ from, to });

function rulesOver(
  { startsAt, endsAt }: Timed,
  others: readonly Neighbour[],
  { room, zone, viewer, language }: Asking & { readonly room: RoomFacts; readonly zone: string },
): ShownRule[] {
  const knows = (neighbour: Neighbour) => mayKnowBooking(viewer, neighbour);
  const met = inTheWayOf({ from: startsAt, to: endsAt, startsAt, endsAt }, others, zone, { language, knows });
  return rulesShownTo(viewer, room, met);
}

function shownItem(item: Omit<ReadItem, 'hash' | 'isBusy' | 'isPublic'>, inTheWay: readonly ShownRule[]): ShownItem {
  const { startsAt, endsAt, zone } = item;
  return { ...item, start: textInZone(startsAt, zone), end: textInZone(endsAt, zone), inTheWay };
}
