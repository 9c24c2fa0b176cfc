import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { idColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from '../places/branch.tables.ts';
import { rooms } from '../places/room.tables.ts';

/**
 * When a branch is open, week by week: minutes of the wall clock since midnight, as many stretches a day as it likes. With
 * a room it is the room's own hours, which narrow the branch's.
 */
export const openingHours = pgTable(
  'opening_hours',
  {
    id: idColumn<'OpeningHours'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    roomId: refColumn<'Room'>('room_id').references(() => rooms.id),
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    weekday: smallint('weekday').notNull(),
    opens: smallint('opens').notNull(),
    /** 1440 is the midnight that ends the day. */
    closes: smallint('closes').notNull(),
  },
  (table) => [
    index('opening_hours_branch').on(table.branchId),
    index('opening_hours_room')
      .on(table.roomId)
      .where(sql`${table.roomId} is not null`),
    check('opening_hours_weekday', sql`${table.weekday} between 1 and 7`),
    check(
      'opening_hours_stretch',
      sql`0 <= ${table.opens} and ${table.opens} < ${table.closes} and ${table.closes} <= 1440`,
    ),
  ],
);

/** A day on which other hours hold, of a branch or of a room: a row for each stretch, one without hours for a closed day. */
export const specialHours = pgTable(
  'special_hours',
  {
    id: idColumn<'SpecialHours'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    roomId: refColumn<'Room'>('room_id').references(() => rooms.id),
    date: date('date', { mode: 'string' }).notNull(),
    opens: smallint('opens'),
    closes: smallint('closes'),
    noteUk: text('note_uk'),
    noteEn: text('note_en'),
  },
  (table) => [
    index('special_hours_branch').on(table.branchId, table.date),
    check('special_hours_both', sql`(${table.opens} is null) = (${table.closes} is null)`),
    check(
      'special_hours_stretch',
      sql`0 <= ${table.opens} and ${table.opens} < ${table.closes} and ${table.closes} <= 1440 or ${table.opens} is null`,
    ),
  ],
);

export type OpeningHoursRow = typeof openingHours.$inferSelect;
export type SpecialHoursRow = typeof specialHours.$inferSelect;
