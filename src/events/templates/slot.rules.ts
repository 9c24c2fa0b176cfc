import { addDays, type LocalDate } from '../../platform/time/local.ts';
import type { Wish } from '../../venues/bookings/wish.rules.ts';
import type { EquipmentNeed } from '../../venues/finding/alternative.rules.ts';
import { byCapacity, byNames, doesTheSame } from '../../venues/finding/candidate.rules.ts';
import type { EquipmentRow } from '../../venues/places/equipment.tables.ts';
import type { RoomFacts } from '../../venues/places/room.store.ts';
import type { LayoutKind, LayoutRow } from '../../venues/places/room.tables.ts';

/** What a session asks of a room, wherever that is. */
export interface RoomWish {
  /** The room that the original has. */
  readonly roomId: string | null;
  readonly layoutKind: LayoutKind;
  readonly expectedPeople: number;
  /** Null for the layout’s own. */
  readonly setUpMinutes: number | null;
  readonly tearDownMinutes: number | null;
  readonly needs: readonly EquipmentNeed[];
}

/** A room, and how it is furnished. */
export interface Way {
  readonly room: RoomFacts;
  readonly layout: LayoutRow;
}

/** A room and a time that can be booked as they stand. */
export interface Slot {
  readonly wish: Wish;
  readonly isAtItsTime: boolean;
}

/** The rooms in which it could be held, the best first: its own, then the smallest; in another layout only where none has the wished one. */
export function waysIn(rooms: readonly RoomFacts[], { roomId, layoutKind, expectedPeople }: RoomWish): Way[] {
  const holding = rooms
    .filter(({ retiredAt }) => retiredAt === null)
    .flatMap((room) => {
      const layouts = byCapacity(room.layouts).filter(({ capacity }) => capacity >= expectedPeople);
      const layout = layouts.find(({ kind }) => kind === layoutKind) ?? layouts[0];
      return layout ? [{ room, layout }] : [];
    });
  const same = holding.filter(({ layout }) => layout.kind === layoutKind);
  return (same.length > 0 ? same : holding).toSorted(
    (a, b) =>
      Number(b.room.id === roomId) - Number(a.room.id === roomId) ||
      a.layout.capacity - b.layout.capacity ||
      byNames(a.room, b.room),
  );
}

/** The day itself, and then the others, the nearer first; of two as near the later, for which everybody has more time. */
export function daysAround(date: LocalDate, most: number): LocalDate[] {
  const away = Array.from({ length: most }, (_, day) => day + 1);
  return [date, ...away.flatMap((days) => [addDays(date, days), addDays(date, -days)])];
}

/** What a branch has none or too few of, whatever the time; and the needs without that. */
export function lackingOf(needs: readonly EquipmentNeed[], rows: readonly EquipmentRow[]) {
  const counted = needs.map((need) => {
    const ofSort = rows.filter((row) => doesTheSame(row, need.sameAs));
    return {
      ...need,
      has: Math.min(
        need.quantity,
        ofSort.reduce((sum, { quantity }) => sum + quantity, 0),
      ),
    };
  });
  return {
    needs: counted.flatMap(({ sameAs, has }) => (has > 0 ? [{ sameAs, quantity: has }] : [])),
    lacking: counted.flatMap(({ sameAs, quantity, has }) =>
      has < quantity ? [{ sameAs, quantity: quantity - has }] : [],
    ),
  };
}

/** Of what a branch has, so many of each sort, taken or not: to look for times at which they are free. */
export function equipmentFor(needs: readonly EquipmentNeed[], rows: readonly EquipmentRow[]): Wish['equipment'] {
  return needs.flatMap(({ sameAs, quantity }) => {
    let missing = quantity;
    const enough = rows.find((row) => doesTheSame(row, sameAs) && row.quantity >= quantity);
    const sorts = enough ? [enough] : rows.filter((row) => doesTheSame(row, sameAs));
    return sorts.flatMap((row) => {
      const taken = Math.min(row.quantity, missing);
      missing -= taken;
      return taken > 0 ? [{ equipmentId: row.id, quantity: taken }] : [];
    });
  });
}
