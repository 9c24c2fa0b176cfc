import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import { audiences } from '../../../directory/entry.tables.ts';
import { isSlug } from '../../../platform/ids/slug.ts';
import type { Reader, Tx } from '../../../platform/db/database.ts';
import { among } from '../../../platform/db/order.ts';
import type { PageWindow } from '../../../platform/graphql/connection.ts';
import { type Id, isId } from '../../../platform/ids/id.ts';
import { formatUtc, type Instant, instantFromMillis } from '../../../platform/time/instant.ts';
import { branches } from '../../../venues/places/branch.tables.ts';
import {
  type BusyState,
  partnerAudiences,
  type PartnerCalendarRow,
  partnerCalendars,
  type PartnerItemRow,
  partnerItems,
} from './partner.tables.ts';

type CalendarId = Id<'PartnerCalendar'>;

/** One statement has so many rows; in between, others are answered. */
const AT_ONCE = 250;

/** Where a page begins: milliseconds of the start, and the id. */
export type ItemKey = readonly [string, string];
export const ITEM_KEY = [(text: string) => /^\d{1,15}$/.test(text), isId] as const;
export const itemKey = ({ startsAt, id }: PartnerItemRow): ItemKey => [String(startsAt.getTime()), id];

const { startsAt, id: itemId } = partnerItems;
const pastKey = (after: ItemKey | null) =>
  after
    ? sql`(${startsAt}, ${itemId}) > (${formatUtc(instantFromMillis(Number(after[0])))}::timestamptz, ${after[1]}::uuid)`
    : undefined;

/** What is to be known of all items of a calendar, to compare them with what it has now. */
export type KeptItem = Pick<PartnerItemRow, 'id' | 'uid' | 'recurrence' | 'hash' | 'state' | 'startsAt' | 'endsAt'>;

export async function keptItems(reader: Reader, calendarId: CalendarId): Promise<KeptItem[]> {
  const { id, uid, recurrence, hash, state, startsAt: from, endsAt } = partnerItems;
  return reader
    .select({ id, uid, recurrence, hash, state, startsAt: from, endsAt })
    .from(partnerItems)
    .where(eq(partnerItems.calendarId, calendarId));
}

/** Writes items that are new, and those that are otherwise now. */
export async function writeItems(tx: Tx, rows: readonly PartnerItemRow[]): Promise<void> {
  const now = (name: string) => sql.raw(`excluded.${name}`);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await tx
      .insert(partnerItems)
      .values(rows.slice(from, from + AT_ONCE))
      .onConflictDoUpdate({
        target: [partnerItems.calendarId, partnerItems.uid, partnerItems.recurrence],
        set: {
          ...{ startLocal: now('start_local'), zone: now('zone'), startsAt: now('starts_at'), endsAt: now('ends_at') },
          ...{ isAllDay: now('is_all_day'), title: now('title'), location: now('location'), url: now('url') },
          ...{ status: now('status'), hash: now('hash'), state: now('state'), updatedAt: now('updated_at') },
          sequence: sql`${partnerItems.sequence} + 1`,
        },
      });
  }
}

export async function deleteItems(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(partnerItems).where(among(partnerItems.id, ids));
}

export async function setStates(tx: Tx, state: BusyState, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.update(partnerItems).set({ state }).where(among(partnerItems.id, ids));
}

/** By start; of one state alone where it is named. */
export async function pageOfItems(
  reader: Reader,
  calendarId: CalendarId,
  { limit, after }: PageWindow<ItemKey>,
  state?: BusyState,
): Promise<PartnerItemRow[]> {
  return reader
    .select()
    .from(partnerItems)
    .where(
      and(eq(partnerItems.calendarId, calendarId), state ? eq(partnerItems.state, state) : undefined, pastKey(after)),
    )
    .orderBy(asc(startsAt), asc(itemId))
    .limit(limit);
}

export interface ItemCounts {
  readonly items: number;
  readonly conflicts: number;
}

export async function countsOfCalendars(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ItemCounts>> {
  const rows = await reader
    .select({
      id: partnerItems.calendarId,
      items: sql<number>`count(*)::int`,
      conflicts: sql<number>`(count(*) filter (where ${partnerItems.state} = 'CONFLICT'))::int`,
    })
    .from(partnerItems)
    .where(among(partnerItems.calendarId, ids))
    .groupBy(partnerItems.calendarId);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a list of others’ events may ask for; null and absent alike ask for nothing. */
export interface ExternalCriteria {
  readonly from: Instant;
  readonly to?: Instant | null;
  /** Slugs. */
  readonly branch?: string | null;
  readonly audience?: string | null;
  readonly partner?: string | null;
}

export interface ExternalItem {
  readonly item: PartnerItemRow;
  readonly calendar: PartnerCalendarRow;
}

/** What partners promote and everybody sees: what ends later than `from`, by start. */
export async function pageOfExternal(
  reader: Reader,
  { from, to, branch, audience, partner }: ExternalCriteria,
  { limit, after }: PageWindow<ItemKey>,
): Promise<ExternalItem[]> {
  if ([branch, audience, partner].some((slug) => slug != null && !isSlug(slug))) return [];
  const { branchId, purpose, active, slug } = partnerCalendars;
  const forThem = reader
    .select({ id: partnerAudiences.calendarId })
    .from(partnerAudiences)
    .innerJoin(audiences, eq(audiences.id, partnerAudiences.audienceId))
    .where(eq(audiences.slug, audience ?? ''));
  const there = reader
    .select({ id: branches.id })
    .from(branches)
    .where(eq(branches.slug, branch ?? ''));
  return reader
    .select({ item: partnerItems, calendar: partnerCalendars })
    .from(partnerItems)
    .innerJoin(partnerCalendars, eq(partnerCalendars.id, partnerItems.calendarId))
    .where(
      and(
        eq(purpose, 'PROMOTED'),
        active,
        gt(partnerItems.endsAt, from),
        to ? lt(startsAt, to) : undefined,
        branch == null ? undefined : sql`${branchId} in ${there}`,
        audience == null ? undefined : sql`${partnerCalendars.id} in ${forThem}`,
        partner == null ? undefined : eq(slug, partner),
        pastKey(after),
      ),
    )
    .orderBy(asc(startsAt), asc(itemId))
    .limit(limit);
}

/** What a feed of a promoted calendar holds, by start. */
export async function itemsOf(reader: Reader, calendarId: CalendarId, most: number): Promise<PartnerItemRow[]> {
  return reader
    .select()
    .from(partnerItems)
    .where(eq(partnerItems.calendarId, calendarId))
    .orderBy(asc(startsAt), asc(itemId))
    .limit(most);
}
