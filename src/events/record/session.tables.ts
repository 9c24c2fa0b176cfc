import { sql } from 'drizzle-orm';
import { boolean, check, customType, index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, localColumn, refColumn } from '../../platform/db/columns.ts';
import { bookings } from '../../venues/bookings/booking.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { type LayoutKind, rooms } from '../../venues/places/room.tables.ts';
import { events } from './event.tables.ts';
import { listingProfiles } from './listing.tables.ts';

/** Whether it is held; schema.org and RFC 5545 know these under names of their own. */
export type HappeningStatus =
  'TENTATIVE' | 'CONFIRMED' | 'POSTPONED' | 'RESCHEDULED' | 'MOVED_ONLINE' | 'CANCELLED' | 'HELD';
/** Whether a date has its place in the calendar, still wants one, or was given up. None is ever lost from sight. */
export type SessionStanding = 'SCHEDULED' | 'TO_PLACE' | 'DROPPED';
/** Where it is held: in a room that is booked, somewhere in the branch that needs no booking, online, or nobody knows yet. */
export type SessionPlace = 'ROOM' | 'BRANCH' | 'ONLINE' | 'TO_BE_FOUND';
/** What of a date of a series was set for it alone: edits of the series leave that as it is. */
export type SessionException = 'TIME' | 'PLACE';

interface ListedEquipment {
  readonly equipmentId: string;
  readonly quantity: number;
}

/** Postgres keeps the fields of an object in an order of its own: read back, a list is the same text as it was written. */
const equipmentJson = customType<{ data: readonly ListedEquipment[]; driverData: string | readonly ListedEquipment[] }>(
  {
    dataType: () => 'jsonb',
    toDriver: (list) => JSON.stringify(list),
    fromDriver: (read) =>
      (typeof read === 'string' ? (JSON.parse(read) as ListedEquipment[]) : read).map(({ equipmentId, quantity }) => ({
        equipmentId,
        quantity,
      })),
  },
);

/** Each equipment once, by its id. */
export const equipmentColumn = (name: string) =>
  equipmentJson(name)
    .notNull()
    .default(sql`'[]'::jsonb`);

/** What a calendar shows: one start, one end, one place. The truth of its time is local start, zone and wall minutes. */
export const eventSessions = pgTable(
  'event_session',
  {
    id: idColumn<'Session'>(),
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** Where it is held; of what is online, whose event it is. */
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    /** Of a date that the rule of a series gave: when that was (RFC 5545 RECURRENCE-ID), whatever it was moved to since. */
    originalLocal: localColumn('original_local'),
    startLocal: localColumn('start_local').notNull(),
    zone: text('zone').notNull(),
    wallMinutes: integer('wall_minutes').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    standing: text('standing').$type<SessionStanding>().notNull(),
    place: text('place').$type<SessionPlace>().notNull(),
    /** The live booking of its room. */
    bookingId: refColumn<'Booking'>('booking_id').references(() => bookings.id),
    /** The room it has, or last had or wished for. */
    roomId: refColumn<'Room'>('room_id').references(() => rooms.id),
    layoutKind: text('layout_kind').$type<LayoutKind>(),
    expectedPeople: integer('expected_people'),
    /** As wished; null takes the layout's. */
    setUpMinutes: integer('set_up_minutes'),
    tearDownMinutes: integer('tear_down_minutes'),
    equipment: equipmentColumn('equipment'),
    happeningStatus: text('happening_status').$type<HappeningStatus>().notNull(),
    /** What it was before it was postponed, cancelled or held: what reviving it restores. */
    statusBefore: text('status_before').$type<HappeningStatus>(),
    /** Why it was cancelled or postponed. */
    reason: text('reason'),
    /** When it was to start before it was moved or postponed after its publication; schema.org previousStartDate. */
    previousStartLocal: localColumn('previous_start_local'),
    previousStartsAt: instantColumn('previous_starts_at'),
    exceptions: text('exceptions').$type<SessionException>().array().notNull().default([]),
    /** Why it was not placed: kinds of the rules it broke. */
    brokenKinds: text('broken_kinds').array().notNull().default([]),
    /** RFC 5545 SEQUENCE: rises with every change after publication that a calendar must see, and never falls. */
    sequence: integer('sequence').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
    /** When a calendar last had something new to see: LAST-MODIFIED and DTSTAMP. */
    revisedAt: instantColumn('revised_at').notNull(),
    /** Whether everybody sees it: it is scheduled, and its event is published or archived. Kept by relist. */
    isListed: boolean('is_listed').notNull().default(false),
    /** What lists filter and count by. Kept by relist. */
    profileId: integer('profile_id').references(() => listingProfiles.id),
  },
  (table) => [
    unique('event_session_original').on(table.eventId, table.originalLocal),
    uniqueIndex('event_session_booking').on(table.bookingId),
    index('event_session_event').on(table.eventId, table.startsAt),
    index('event_session_listed')
      .on(table.startsAt, table.id, table.profileId, table.eventId, table.happeningStatus)
      .where(sql`${table.isListed}`),
    // What runs at a moment, however long ago it began.
    index('event_session_running')
      .using('gist', sql`tstzrange(${table.startsAt}, ${table.endsAt})`)
      .where(sql`${table.isListed}`),
    index('event_session_profile')
      .on(table.profileId, table.startsAt, table.id)
      .where(sql`${table.isListed}`),
    index('event_session_tentative')
      .on(table.startsAt, table.id)
      .where(sql`${table.happeningStatus} = 'TENTATIVE'`),
    index('event_session_revised').on(table.revisedAt),
    check('event_session_duration', sql`${table.wallMinutes} > 0`),
    check('event_session_times', sql`${table.startsAt} < ${table.endsAt}`),
    check('event_session_standing', sql`${table.standing} in ('SCHEDULED', 'TO_PLACE', 'DROPPED')`),
    check('event_session_place', sql`${table.place} in ('ROOM', 'BRANCH', 'ONLINE', 'TO_BE_FOUND')`),
    check(
      'event_session_happening',
      sql`${table.happeningStatus} in ('TENTATIVE', 'CONFIRMED', 'POSTPONED', 'RESCHEDULED', 'MOVED_ONLINE', 'CANCELLED', 'HELD')`,
    ),
    // No session in a room without its booking, and no booking for what is not in a room, is given up, or does not happen.
    check(
      'event_session_room_is_booked',
      sql`(${table.bookingId} is not null) = (${table.place} = 'ROOM' and ${table.standing} = 'SCHEDULED' and ${table.happeningStatus} not in ('CANCELLED', 'POSTPONED'))`,
    ),
    check('event_session_room_is_known', sql`${table.place} <> 'ROOM' or ${table.roomId} is not null`),
    check(
      'event_session_reason',
      sql`${table.happeningStatus} not in ('CANCELLED', 'POSTPONED') or ${table.reason} is not null`,
    ),
    check('event_session_people', sql`${table.expectedPeople} > 0`),
    check('event_session_previous', sql`(${table.previousStartLocal} is null) = (${table.previousStartsAt} is null)`),
  ],
);

export type SessionRow = typeof eventSessions.$inferSelect;
