import type { Viewer } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids/id.ts';
import { type Instant, laterOf, plusMinutes } from '../../platform/time/instant.ts';
import { blockingsByIds, lockBlockings } from '../../venues/bookings/blocking.store.ts';
import { keepUp } from '../../venues/bookings/blocking.upkeep.ts';
import { neighboursWithin } from '../../venues/bookings/occupancy.store.ts';
import { settle } from '../../venues/bookings/settling.ts';
import { type Neighbour, occupiedSpan } from '../../venues/bookings/wish.rules.ts';
import type { BlockingRow } from '../../venues/hours/closure.tables.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import { roomFacts, type RoomFacts } from '../../venues/places/room.store.ts';
import { lockSpacesOf } from '../../venues/places/space.store.ts';
import { type BusyItem, type OwnBlocking, planBusy } from './busy.rules.ts';
import type { ReadItem } from './reading/read.calendar.ts';
import { blockingsOfCalendar, linkBlockings, unlinkBlockings, updateCalendar } from './record/calendar.store.ts';
import { deleteItems, type KeptItem, keptItems, setStates, writeItems } from './record/item.store.ts';
import type { BusyState, PartnerCalendarRow, PartnerItemRow, PartnerPurpose } from './record/partner.tables.ts';

/** As far ahead as partners’ calendars are read. */
export const MOST_DAYS_AHEAD = 400;

/** What became of a calendar’s items. */
export interface Written {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** How many of them others are in the way of. */
  readonly conflicts: number;
}

/** Which of the items of a calendar are kept: those that take its room, or that its partner shows to everybody. */
export function keptOf(purpose: PartnerPurpose, items: readonly ReadItem[]): readonly ReadItem[] {
  return items.filter(({ isBusy, isPublic }) => (purpose === 'BUSY' ? isBusy : isPublic));
}

/**
 * Brings a calendar, whose row the transaction has, to what was read of it, and its room to what the calendar says. With
 * nothing read it is brought to what is true now: bookings come and go, and what is over is left out.
 */
export async function writeCalendar(
  tx: Tx,
  calendar: PartnerCalendarRow,
  read: readonly ReadItem[] | null,
  { viewer, now }: { readonly viewer: Viewer; readonly now: Instant },
): Promise<Written> {
  const kept = await keptItems(tx, calendar.id);
  const { rows, gone, items, unchanged } = compared(calendar, kept, read && keptOf(calendar.purpose, read), now);
  await deleteItems(tx, gone);
  await writeItems(tx, rows);
  const known = new Set(kept.map(({ id }) => id));
  const changed = rows.filter(({ id }) => known.has(id)).length;
  const counts = { added: rows.length - changed, changed, removed: gone.length, unchanged };
  const conflicts = calendar.purpose === 'BUSY' ? await keepRoom(tx, calendar, items, { viewer, now }) : 0;
  const isOtherwise = counts.added + counts.changed + counts.removed > 0;
  if (isOtherwise) await updateCalendar(tx, calendar.id, { changedAt: now, revision: calendar.revision + 1 });
  // What the clock alone did is nobody's deed.
  if (read && isOtherwise) {
    const changes = Object.entries(counts).map(([field, after]) => ({ field, before: null, after }));
    const thing = { kind: 'PartnerCalendar', id: calendar.id };
    await record(tx, viewer, now, { action: 'IMPORT', thing, changes, scopeIds: [calendar.branchId] });
  }
  return { ...counts, conflicts };
}

/** What would come of writing it now, and who would be in the way of what; nothing is locked, and nothing is written. */
export async function tryCalendar(
  reader: Reader,
  calendar: Pick<PartnerCalendarRow, 'id' | 'purpose' | 'roomId'>,
  read: readonly ReadItem[],
  now: Instant,
): Promise<Written & { readonly inTheWay: readonly Neighbour[] }> {
  const kept = await keptItems(reader, calendar.id);
  const { rows, gone, items, unchanged } = compared(calendar, kept, keptOf(calendar.purpose, read), now);
  const known = new Set(kept.map(({ id }) => id));
  const changed = rows.filter(({ id }) => known.has(id)).length;
  const counts = { added: rows.length - changed, changed, removed: gone.length, unchanged };
  const [room] = calendar.roomId ? await roomFacts(reader, { ids: [calendar.roomId] }) : [];
  if (!room) return { ...counts, conflicts: 0, inTheWay: [] };
  const own = await blockingsByIds(reader, await blockingsOfCalendar(reader, calendar.id));
  const inTheWay = await othersIn(reader, room, { items, own, now });
  const { conflicts } = planBusy(items.map(busyItem), own.map(ownBlocking), inTheWay.map(occupiedSpan), now);
  return { ...counts, conflicts: conflicts.length, inTheWay };
}

type Current = Pick<KeptItem, 'id' | 'startsAt' | 'endsAt' | 'state'> & { readonly isFresh: boolean };

interface Compared {
  /** To be written: new, or otherwise than they are kept. */
  readonly rows: readonly PartnerItemRow[];
  readonly gone: readonly string[];
  readonly unchanged: number;
  /** All as they are then. */
  readonly items: readonly Current[];
}

function compared(
  calendar: Pick<PartnerCalendarRow, 'id' | 'purpose'>,
  kept: readonly KeptItem[],
  read: readonly ReadItem[] | null,
  now: Instant,
): Compared {
  if (!read) {
    const [over, ahead] = [kept.filter(({ endsAt }) => endsAt <= now), kept.filter(({ endsAt }) => endsAt > now)];
    const items = ahead.map((item) => ({ ...item, isFresh: false }));
    return { rows: [], gone: over.map(({ id }) => id), unchanged: ahead.length, items };
  }
  const before = new Map(kept.map((item) => [`${item.uid}\n${item.recurrence}`, item]));
  const [rows, items]: [PartnerItemRow[], Current[]] = [[], []];
  for (const item of read) {
    const key = `${item.uid}\n${item.recurrence}`;
    const known = before.get(key);
    before.delete(key);
    if (known?.hash === item.hash) {
      items.push({ ...known, isFresh: false });
      continue;
    }
    // In another time it is something new, whatever staff said of it before.
    const isFresh = !known || !isSameTime(known, item);
    const row = rowOf(calendar, item, known, isFresh, now);
    rows.push(row);
    items.push({ ...row, isFresh });
  }
  const gone = [...before.values()].map(({ id }) => id);
  return { rows, gone, items, unchanged: read.length - rows.length };
}

type Lasting = Pick<KeptItem, 'startsAt' | 'endsAt'>;
const isSameTime = (a: Lasting, b: Lasting) =>
  a.startsAt.getTime() === b.startsAt.getTime() && a.endsAt.getTime() === b.endsAt.getTime();

function rowOf(
  { id: calendarId, purpose }: Pick<PartnerCalendarRow, 'id' | 'purpose'>,
  item: ReadItem,
  known: KeptItem | undefined,
  isFresh: boolean,
  now: Instant,
): PartnerItemRow {
  const { isBusy: _busy, isPublic: _public, ...facts } = item;
  const state = purpose === 'PROMOTED' ? null : isFresh || !known ? 'PAUSED' : known.state;
  const id = known?.id ?? newId<'PartnerItem'>();
  return { ...facts, id, calendarId, state, sequence: 0, createdAt: now, updatedAt: now };
}

/** Answers how many items others are in the way of. */
async function keepRoom(
  tx: Tx,
  calendar: PartnerCalendarRow,
  items: readonly Current[],
  { viewer, now }: { readonly viewer: Viewer; readonly now: Instant },
): Promise<number> {
  if (!calendar.roomId) return 0;
  const [room] = await lockSpacesOf(tx, [calendar.roomId]);
  if (!room) throw new Error(`the room ${calendar.roomId} of a calendar is not there`);
  await settle(tx, [room.spaceId], now);
  const own = await lockBlockings(tx, await blockingsOfCalendar(tx, calendar.id));
  const others = await othersIn(tx, room, { items, own, now });
  const plan = planBusy(
    calendar.active ? items.map(busyItem) : [],
    own.map(ownBlocking),
    others.map(occupiedSpan),
    now,
  );
  const zone = (await branchesByIds(tx, [calendar.branchId])).get(calendar.branchId)?.zone;
  if (!zone) throw new Error(`the branch ${calendar.branchId} of a calendar is not there`);
  const lifted = new Set(plan.lift);
  const lift = own.filter(({ id }) => lifted.has(id));
  await unlinkBlockings(tx, [...plan.lift, ...plan.forget]);
  const reason = `Календар «${calendar.name}»`;
  const made = await keepUp(tx, room, { make: plan.make, lift, zone, reason, viewer, now });
  await linkBlockings(
    tx,
    calendar.id,
    made.map(({ id }) => id),
  );
  const before = new Map<string, BusyState | null>(items.map(({ id, state }) => [id, state]));
  const put = (state: BusyState, ids: readonly string[]) =>
    setStates(
      tx,
      state,
      ids.filter((id) => before.get(id) !== state),
    );
  await put('BLOCKED', plan.blocked);
  await put('CONFLICT', plan.conflicts);
  await put('RELEASED', plan.released);
  if (!calendar.active) {
    await put(
      'PAUSED',
      items.filter(({ state }) => state !== 'RELEASED').map(({ id }) => id),
    );
  }
  return plan.conflicts.length;
}

function busyItem({ id, startsAt: from, endsAt: to, state, isFresh }: Current): BusyItem {
  return { id, from, to, isFresh, isReleased: state === 'RELEASED' };
}

function ownBlocking({ id, startsAt: from, endsAt: to, liftedAt }: BlockingRow): OwnBlocking {
  return { id, from, to, isLifted: liftedAt !== null };
}

/** What else has the room from now on, as far ahead as the items go. */
async function othersIn(
  reader: Reader,
  room: Pick<RoomFacts, 'units'>,
  {
    items,
    own,
    now,
  }: { readonly items: readonly Lasting[]; readonly own: readonly BlockingRow[]; readonly now: Instant },
): Promise<Neighbour[]> {
  const last = items.reduce((latest, { endsAt }) => laterOf(latest, endsAt), plusMinutes(now, 1));
  const ids = new Set<string>(own.map(({ id }) => id));
  const found = await neighboursWithin(reader, room.units, { from: now, to: last }, now);
  return found.filter(({ id }) => !ids.has(id));
}
