import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { people } from '../../identity/person.tables.ts';
import { idColumn, instantColumn, localColumn, refColumn, spanColumn } from '../../platform/db/columns.ts';
import { blockings } from '../hours/closure.tables.ts';
import { branches } from '../places/branch.tables.ts';
import { equipment } from '../places/equipment.tables.ts';
import { type LayoutKind, rooms, units } from '../places/room.tables.ts';

/** EXPIRED is also what a HOLD past its time is, before anybody wrote it down. */
export type BookingStatus = 'HOLD' | 'REQUESTED' | 'CONFIRMED' | 'REJECTED' | 'CANCELLED' | 'EXPIRED';

/** The rules that a permitted role may set aside, with a reason. */
export type SoftRule =
  'OutsideOpeningHours' | 'LayoutTooSmall' | 'OutsideBookingWindow' | 'TooLong' | 'TooShort' | 'OverLimit';

/** That a rule was set aside, and why; who did so stands in the audit. */
export interface Override {
  readonly rule: SoftRule;
  readonly reason: string;
}

/** What became of a date of a series. */
export type SeriesDateState = 'PLACED' | 'TO_PLACE' | 'SKIPPED' | 'DROPPED';

/** A row of bookings by one rule (RFC 5545 RRULE), with all that a date placed later needs. */
export const bookingSeries = pgTable('booking_series', {
  id: idColumn<'BookingSeries'>(),
  branchId: refColumn<'Branch'>('branch_id')
    .notNull()
    .references(() => branches.id),
  roomId: refColumn<'Room'>('room_id')
    .notNull()
    .references(() => rooms.id),
  /** RFC 5545 3.3.10, without the name RRULE. */
  rule: text('rule').notNull(),
  layoutKind: text('layout_kind').$type<LayoutKind>().notNull(),
  purpose: text('purpose').notNull(),
  contact: text('contact'),
  expectedPeople: integer('expected_people').notNull(),
  startLocal: localColumn('start_local').notNull(),
  zone: text('zone').notNull(),
  wallMinutes: integer('wall_minutes').notNull(),
  /** As wished; null takes the layout's. */
  setUpMinutes: integer('set_up_minutes'),
  tearDownMinutes: integer('tear_down_minutes'),
  equipment: jsonb('equipment').$type<readonly { equipmentId: string; quantity: number }[]>().notNull().default([]),
  askedById: refColumn<'Person'>('asked_by_id').references(() => people.id),
  version: integer('version').notNull().default(1),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});

/**
 * A room for a time. The truth of its time is local start, zone and minutes of the wall clock; the instants are derived.
 * A hold past `holdUntil` is expired whatever its status says: no sweep is needed for that.
 */
export const bookings = pgTable(
  'booking',
  {
    id: idColumn<'Booking'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    roomId: refColumn<'Room'>('room_id')
      .notNull()
      .references(() => rooms.id),
    layoutKind: text('layout_kind').$type<LayoutKind>().notNull(),
    status: text('status').$type<BookingStatus>().notNull(),
    purpose: text('purpose').notNull(),
    /** Whom to ask about it: personal data, for the staff of the branch and whoever booked. */
    contact: text('contact'),
    expectedPeople: integer('expected_people').notNull(),
    startLocal: localColumn('start_local').notNull(),
    zone: text('zone').notNull(),
    wallMinutes: integer('wall_minutes').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    setUpMinutes: integer('set_up_minutes').notNull(),
    tearDownMinutes: integer('tear_down_minutes').notNull(),
    holdUntil: instantColumn('hold_until'),
    /** Since when it waits behind a hold; it occupies nothing then. */
    queuedAt: instantColumn('queued_at'),
    /** What an approver said yes to, buffers included: inside it no new approval is needed. */
    approvedFrom: instantColumn('approved_from'),
    approvedTo: instantColumn('approved_to'),
    askedById: refColumn<'Person'>('asked_by_id').references(() => people.id),
    decidedById: refColumn<'Person'>('decided_by_id').references(() => people.id),
    /** Why it was rejected or cancelled. */
    reason: text('reason'),
    overrides: jsonb('overrides').$type<readonly Override[]>().notNull().default([]),
    seriesId: refColumn<'BookingSeries'>('series_id').references(() => bookingSeries.id),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('booking_room').on(table.roomId, table.startsAt),
    index('booking_branch').on(table.branchId, table.startsAt, table.id),
    // What is asked for or held is little among what ever was, and looked at every day.
    index('booking_open')
      .on(table.branchId, table.startsAt, table.id)
      .where(sql`${table.status} in ('HOLD', 'REQUESTED')`),
    index('booking_start').on(table.startsAt, table.id),
    index('booking_asked_by').on(table.askedById, table.startsAt),
    index('booking_series_id').on(table.seriesId),
    index('booking_queue')
      .on(table.roomId, table.queuedAt)
      .where(sql`${table.queuedAt} is not null`),
    check(
      'booking_status',
      sql`${table.status} in ('HOLD', 'REQUESTED', 'CONFIRMED', 'REJECTED', 'CANCELLED', 'EXPIRED')`,
    ),
    check('booking_times', sql`${table.startsAt} < ${table.endsAt}`),
    check('booking_buffers', sql`${table.setUpMinutes} >= 0 and ${table.tearDownMinutes} >= 0`),
    check('booking_people', sql`${table.expectedPeople} > 0`),
    check('booking_hold', sql`${table.status} <> 'HOLD' or ${table.holdUntil} is not null`),
    check('booking_queued', sql`${table.queuedAt} is null or ${table.status} = 'REQUESTED'`),
  ],
);

/**
 * Which atoms of a space are taken, and when, buffers included: a row for each unit of a live booking or of a blocking. The
 * constraint occupancy_no_overlap (a migration of its own) is the last word. What ends gives its rows up.
 */
export const occupancies = pgTable(
  'occupancy',
  {
    unitId: refColumn<'Unit'>('unit_id')
      .notNull()
      .references(() => units.id),
    bookingId: refColumn<'Booking'>('booking_id').references(() => bookings.id),
    blockingId: refColumn<'Blocking'>('blocking_id').references(() => blockings.id),
    occupied: spanColumn('occupied').notNull(),
    /** Of a hold: from then on it is in nobody's way, and whoever comes removes it. */
    expiresAt: instantColumn('expires_at'),
  },
  (table) => [
    uniqueIndex('occupancy_booking').on(table.bookingId, table.unitId),
    index('occupancy_blocking')
      .on(table.blockingId)
      .where(sql`${table.blockingId} is not null`),
    // What takes a unit within a span is the last that starts before it and those that start in it, for none overlap: found
    // so it costs the same however much was ever booked.
    index('occupancy_start').on(table.unitId, sql`lower(${table.occupied})`),
    // Whoever books looks for holds past their time first; there are few, and they lie together here.
    index('occupancy_expiry')
      .on(table.unitId, table.expiresAt)
      .where(sql`${table.expiresAt} is not null`),
    check('occupancy_of_one', sql`(${table.bookingId} is null) <> (${table.blockingId} is null)`),
    check('occupancy_not_empty', sql`not isempty(${table.occupied})`),
  ],
);

/** How many of an equipment a booking has, for as long as it occupies its room. The trigger equipment_use_fits keeps count. */
export const equipmentUses = pgTable(
  'equipment_use',
  {
    bookingId: refColumn<'Booking'>('booking_id')
      .notNull()
      .references(() => bookings.id),
    equipmentId: refColumn<'Equipment'>('equipment_id')
      .notNull()
      .references(() => equipment.id),
    quantity: integer('quantity').notNull(),
    occupied: spanColumn('occupied').notNull(),
    /** As of an occupancy. */
    expiresAt: instantColumn('expires_at'),
    /** False while the booking waits behind a hold, and after it ended: it takes none then. */
    live: boolean('live').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bookingId, table.equipmentId] }),
    check('equipment_use_quantity', sql`${table.quantity} > 0`),
  ],
);

/** A date of a series: placed, waiting for a place, or given up. None is ever lost from sight. */
export const seriesDates = pgTable(
  'series_date',
  {
    seriesId: refColumn<'BookingSeries'>('series_id')
      .notNull()
      .references(() => bookingSeries.id),
    startLocal: localColumn('start_local').notNull(),
    state: text('state').$type<SeriesDateState>().notNull(),
    /** The booking that holds it, once it is placed. */
    bookingId: refColumn<'Booking'>('booking_id').references(() => bookings.id),
    /** Why it was not placed at first: kinds of the rules it broke. */
    brokenKinds: text('broken_kinds').array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.seriesId, table.startLocal] }),
    check('series_date_state', sql`${table.state} in ('PLACED', 'TO_PLACE', 'SKIPPED', 'DROPPED')`),
    check('series_date_placed', sql`(${table.state} = 'PLACED') = (${table.bookingId} is not null)`),
  ],
);

export type BookingRow = typeof bookings.$inferSelect;
export type BookingSeriesRow = typeof bookingSeries.$inferSelect;
export type SeriesDateRow = typeof seriesDates.$inferSelect;
