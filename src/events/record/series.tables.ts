import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { localColumn, refColumn } from '../../platform/db/columns.ts';
import { type LayoutKind, rooms } from '../../venues/places/room.tables.ts';
import { events } from './event.tables.ts';
import { equipmentColumn, type SessionPlace } from './session.tables.ts';

/** How the dates of a series came about, and what a date that is added later starts from. */
export const eventSeries = pgTable('event_series', {
  eventId: refColumn<'Event'>('event_id')
    .primaryKey()
    .references(() => events.id, { onDelete: 'cascade' }),
  /** RFC 5545 3.3.10, without the name RRULE. */
  rule: text('rule').notNull(),
  startLocal: localColumn('start_local').notNull(),
  zone: text('zone').notNull(),
  wallMinutes: integer('wall_minutes').notNull(),
  place: text('place').$type<SessionPlace>().notNull(),
  roomId: refColumn<'Room'>('room_id').references(() => rooms.id),
  layoutKind: text('layout_kind').$type<LayoutKind>(),
  expectedPeople: integer('expected_people'),
  setUpMinutes: integer('set_up_minutes'),
  tearDownMinutes: integer('tear_down_minutes'),
  equipment: equipmentColumn('equipment'),
  /** Whether dates on which it is shut were left out instead of being in conflict. */
  skipClosed: boolean('skip_closed').notNull(),
});

export type EventSeriesRow = typeof eventSeries.$inferSelect;
