import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, localColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from '../places/branch.tables.ts';
import { rooms } from '../places/room.tables.ts';

/** A public holiday of the country, from the list an administrator imports. */
export const holidays = pgTable('holiday', {
  date: date('date', { mode: 'string' }).primaryKey(),
  nameUk: text('name_uk').notNull(),
  nameEn: text('name_en').notNull(),
});

export type ClosureKind = 'HOLIDAY' | 'REPAIR' | 'EMERGENCY';

/** A branch, or one of its rooms, is shut for a while: nothing can be booked there then. */
export const closures = pgTable(
  'closure',
  {
    id: idColumn<'Closure'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    roomId: refColumn<'Room'>('room_id').references(() => rooms.id),
    kind: text('kind').$type<ClosureKind>().notNull(),
    reasonUk: text('reason_uk').notNull(),
    reasonEn: text('reason_en'),
    startLocal: localColumn('start_local').notNull(),
    zone: text('zone').notNull(),
    wallMinutes: integer('wall_minutes').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    /** Since when it no longer holds. */
    liftedAt: instantColumn('lifted_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('closure_branch').on(table.branchId, table.endsAt),
    check('closure_kind', sql`${table.kind} in ('HOLIDAY', 'REPAIR', 'EMERGENCY')`),
    check('closure_times', sql`${table.startsAt} < ${table.endsAt}`),
  ],
);

/** Staff keep a room free for a while, for a reason; it occupies the room like a booking. */
export const blockings = pgTable(
  'blocking',
  {
    id: idColumn<'Blocking'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    roomId: refColumn<'Room'>('room_id')
      .notNull()
      .references(() => rooms.id),
    reason: text('reason').notNull(),
    startLocal: localColumn('start_local').notNull(),
    zone: text('zone').notNull(),
    wallMinutes: integer('wall_minutes').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    liftedAt: instantColumn('lifted_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('blocking_room').on(table.roomId, table.startsAt),
    check('blocking_times', sql`${table.startsAt} < ${table.endsAt}`),
  ],
);

export type HolidayRow = typeof holidays.$inferSelect;
export type ClosureRow = typeof closures.$inferSelect;
export type BlockingRow = typeof blockings.$inferSelect;
