import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { audiences } from '../../../directory/entry.tables.ts';
import { idColumn, instantColumn, localColumn, refColumn } from '../../../platform/db/columns.ts';
import { blockings } from '../../../venues/hours/closure.tables.ts';
import { branches } from '../../../venues/places/branch.tables.ts';
import { rooms } from '../../../venues/places/room.tables.ts';
import type { OutsideFault } from '../outside.fault.rules.ts';
import type { CalendarFault, EventProblem, ItemStatus } from '../reading/read.calendar.ts';

/** What a partner’s calendar is for: it keeps a room, or its events are shown beside ours. */
export type PartnerPurpose = 'BUSY' | 'PROMOTED';

/** Why a calendar could not be read the last time, as it is told in the words of whoever asks. */
export interface PartnerFault {
  readonly fault: OutsideFault | CalendarFault | 'STATUS' | 'INTERNAL';
  readonly line: number | null;
  /** What the partner’s server answered. */
  readonly status: number | null;
}

/** A calendar that others keep: at an address, or as files that staff bring. */
export const partnerCalendars = pgTable(
  'partner_calendar',
  {
    id: idColumn<'PartnerCalendar'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    purpose: text('purpose').$type<PartnerPurpose>().notNull(),
    roomId: refColumn<'Room'>('room_id').references(() => rooms.id),
    /** It may hold a secret of the partner’s. */
    address: text('address'),
    active: boolean('active').notNull(),
    /** What the partner’s server said of the last answer that was read, to be asked whether it is still that. */
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** When something was read last, and when it was last known to be what the partner has. */
    readAt: instantColumn('read_at'),
    knownAt: instantColumn('known_at'),
    fault: jsonb('fault').$type<PartnerFault>(),
    /** When what it holds became otherwise, and how often it did. */
    changedAt: instantColumn('changed_at').notNull(),
    revision: integer('revision').notNull().default(0),
    /** How often in a row nothing could be read. */
    failures: integer('failures').notNull().default(0),
    problems: jsonb('problems').$type<readonly EventProblem[]>().notNull().default([]),
    problemCount: integer('problem_count').notNull().default(0),
    /** When it is looked at again; null for one that nobody looks at. */
    dueAt: instantColumn('due_at'),
    /** Whoever reads it now: nobody else does until then, and what comes later is not written. */
    leaseId: uuid('lease_id'),
    leaseUntil: instantColumn('lease_until'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('partner_calendar_branch').on(table.branchId, table.createdAt, table.id),
    index('partner_calendar_due')
      .on(table.dueAt)
      .where(sql`${table.dueAt} is not null`),
    check('partner_calendar_purpose', sql`${table.purpose} in ('BUSY', 'PROMOTED')`),
    check('partner_calendar_room', sql`(${table.purpose} = 'BUSY') = (${table.roomId} is not null)`),
    check('partner_calendar_lease', sql`(${table.leaseId} is null) = (${table.leaseUntil} is null)`),
  ],
);

/** For whom the events of a calendar are. */
export const partnerAudiences = pgTable(
  'partner_audience',
  {
    calendarId: refColumn<'PartnerCalendar'>('calendar_id')
      .notNull()
      .references(() => partnerCalendars.id, { onDelete: 'cascade' }),
    audienceId: refColumn<'Audience'>('audience_id')
      .notNull()
      .references(() => audiences.id),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.calendarId, table.audienceId] }),
    index('partner_audience_of').on(table.audienceId, table.calendarId),
  ],
);

/**
 * What became of an item of a calendar that keeps a room: it has the room; somebody else has it for a part of the time at
 * least; staff gave the room back; or its calendar is not active.
 */
export type BusyState = 'BLOCKED' | 'CONFLICT' | 'RELEASED' | 'PAUSED';

/** Something in a partner’s calendar at one time. It is no event of ours and is counted in nothing. */
export const partnerItems = pgTable(
  'partner_item',
  {
    id: idColumn<'PartnerItem'>(),
    calendarId: refColumn<'PartnerCalendar'>('calendar_id')
      .notNull()
      .references(() => partnerCalendars.id, { onDelete: 'cascade' }),
    /** By which the partner’s calendar knows it, and which of its dates it is; empty where it has one alone. */
    uid: text('uid').notNull(),
    recurrence: text('recurrence').notNull(),
    startLocal: localColumn('start_local').notNull(),
    zone: text('zone').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    isAllDay: boolean('is_all_day').notNull(),
    title: text('title'),
    location: text('location'),
    url: text('url'),
    status: text('status').$type<ItemStatus>().notNull(),
    hash: text('hash').notNull(),
    /** How often it became otherwise (RFC 5545 section 3.8.7.4). */
    sequence: integer('sequence').notNull().default(0),
    /** Null in a calendar that is promoted. */
    state: text('state').$type<BusyState>(),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('partner_item_once').on(table.calendarId, table.uid, table.recurrence),
    index('partner_item_start').on(table.calendarId, table.startsAt, table.id),
    index('partner_item_ahead').on(table.startsAt, table.id),
    check('partner_item_times', sql`${table.startsAt} <= ${table.endsAt}`),
    check('partner_item_status', sql`${table.status} in ('CONFIRMED', 'TENTATIVE', 'CANCELLED')`),
    check('partner_item_state', sql`${table.state} in ('BLOCKED', 'CONFLICT', 'RELEASED', 'PAUSED')`),
  ],
);

/** The blockings by which a calendar keeps its room; no other is touched for it. */
export const partnerBlockings = pgTable(
  'partner_blocking',
  {
    blockingId: refColumn<'Blocking'>('blocking_id')
      .primaryKey()
      .references(() => blockings.id),
    calendarId: refColumn<'PartnerCalendar'>('calendar_id')
      .notNull()
      .references(() => partnerCalendars.id),
  },
  (table) => [index('partner_blocking_calendar').on(table.calendarId)],
);

export type PartnerCalendarRow = typeof partnerCalendars.$inferSelect;
export type PartnerItemRow = typeof partnerItems.$inferSelect;
