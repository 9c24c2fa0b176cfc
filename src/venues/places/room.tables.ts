import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from './branch.tables.ts';

export type RoomCategory =
  'HALL' | 'LECTURE_ROOM' | 'CLASSROOM' | 'MEETING_ROOM' | 'READING_ROOM' | 'COMPUTER_ROOM' | 'EXHIBITION' | 'OUTDOORS';
export type LayoutKind =
  'THEATRE' | 'CLASS' | 'ROUND_TABLE' | 'U_SHAPE' | 'CABARET' | 'COMPUTERS' | 'STANDING' | 'EXHIBITION';
export type RoomFeature =
  | 'PROJECTOR'
  | 'SCREEN'
  | 'SOUND'
  | 'STAGE'
  | 'PIANO'
  | 'COMPUTERS'
  | 'INTERNET'
  | 'VIDEO_CONFERENCE'
  | 'WHITEBOARD'
  | 'BLACKOUT'
  | 'AIR_CONDITIONING'
  | 'HEARING_LOOP'
  | 'ACCESSIBLE_TOILET'
  | 'KITCHEN';
/** Over which stretch of the calendar a person's bookings are counted. */
export type LimitTerm = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/**
 * What walls enclose, however it is divided: all rooms that share a part have one space. Whoever books takes the lock of
 * its row first, so that bookings of parts and combinations wait for each other in one line.
 */
export const spaces = pgTable('space', {
  id: idColumn<'Space'>(),
  branchId: refColumn<'Branch'>('branch_id')
    .notNull()
    .references(() => branches.id),
});

/** An atom of a space: what is never divided further. Hall A is one, the Great Hall of A and B is two. */
export const units = pgTable(
  'unit',
  {
    id: idColumn<'Unit'>(),
    spaceId: refColumn<'Space'>('space_id')
      .notNull()
      .references(() => spaces.id),
  },
  (table) => [index('unit_space').on(table.spaceId)],
);

export const rooms = pgTable(
  'room',
  {
    id: idColumn<'Room'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    spaceId: refColumn<'Space'>('space_id')
      .notNull()
      .references(() => spaces.id),
    nameUk: text('name_uk').notNull(),
    nameEn: text('name_en').notNull(),
    category: text('category').$type<RoomCategory>().notNull(),
    /** 0 is the ground floor; null when nobody has said. */
    floor: integer('floor'),
    /** Whether one gets from the street into the room without a step; null when nobody has said. */
    stepFree: boolean('step_free'),
    features: text('features').$type<RoomFeature>().array().notNull().default([]),
    /** For staff: who has the key, what the alarm wants. */
    keyNotes: text('key_notes'),
    needsApproval: boolean('needs_approval').notNull().default(false),
    /** A booking starts at most so many days ahead; null for any. */
    windowDays: integer('window_days'),
    /** A booking is made at least so many minutes before its start. */
    leadMinutes: integer('lead_minutes').notNull().default(0),
    shortestMinutes: integer('shortest_minutes').notNull().default(15),
    longestMinutes: integer('longest_minutes').notNull().default(1_440),
    /** At most so many live bookings of one person within the term; both or neither. */
    limitCount: integer('limit_count'),
    limitTerm: text('limit_term').$type<LimitTerm>(),
    /** Since when nobody can book it any more; what is booked stays. */
    retiredAt: instantColumn('retired_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('room_branch').on(table.branchId),
    index('room_space').on(table.spaceId),
    check('room_window', sql`${table.windowDays} > 0`),
    check('room_lead', sql`${table.leadMinutes} >= 0`),
    check('room_durations', sql`0 < ${table.shortestMinutes} and ${table.shortestMinutes} <= ${table.longestMinutes}`),
    check(
      'room_limit',
      sql`(${table.limitCount} is null) = (${table.limitTerm} is null) and ${table.limitCount} > 0 is not false`,
    ),
  ],
);

/** Of which atoms a room consists. */
export const roomUnits = pgTable(
  'room_unit',
  {
    roomId: refColumn<'Room'>('room_id')
      .notNull()
      .references(() => rooms.id),
    unitId: refColumn<'Unit'>('unit_id')
      .notNull()
      .references(() => units.id),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.unitId] }), index('room_unit_unit').on(table.unitId)],
);

/** A way to furnish a room, with what it holds then and what it takes to set it up and to clear it away. */
export const layouts = pgTable(
  'layout',
  {
    roomId: refColumn<'Room'>('room_id')
      .notNull()
      .references(() => rooms.id),
    kind: text('kind').$type<LayoutKind>().notNull(),
    capacity: integer('capacity').notNull(),
    setUpMinutes: integer('set_up_minutes').notNull(),
    tearDownMinutes: integer('tear_down_minutes').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.kind] }),
    check('layout_capacity', sql`${table.capacity} > 0`),
    check('layout_buffers', sql`${table.setUpMinutes} >= 0 and ${table.tearDownMinutes} >= 0`),
  ],
);

export type RoomRow = typeof rooms.$inferSelect;
export type LayoutRow = typeof layouts.$inferSelect;
