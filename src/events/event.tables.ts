import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { audiences } from '../directory/entry.tables.ts';
import { measures } from '../plans/measure.tables.ts';
import type { EventKind } from '../plans/recognition/recognised-plan.ts';
import { idColumn, instantColumn, localColumn, refColumn } from '../platform/db/columns.ts';
import { branches } from '../venues/places/branch.tables.ts';

export type EditorialStatus = 'DRAFT' | 'PUBLISHED';
export type HappeningStatus = 'CONFIRMED' | 'CANCELLED';

/**
 * What a library holds, once. The truth of its time is local start, zone and duration; the instants are derived. The
 * duration counts minutes of the wall clock, so that an announced end stays when the law on the change of clocks moves.
 */
export const events = pgTable(
  'event',
  {
    id: idColumn<'Event'>(),
    kind: text('kind').$type<EventKind>().notNull(),
    titleUk: text('title_uk').notNull(),
    titleEn: text('title_en'),
    descriptionUk: text('description_uk'),
    descriptionEn: text('description_en'),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    startLocal: localColumn('start_local').notNull(),
    zone: text('zone').notNull(),
    wallMinutes: integer('wall_minutes').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    editorialStatus: text('editorial_status').$type<EditorialStatus>().notNull().default('DRAFT'),
    happeningStatus: text('happening_status').$type<HappeningStatus>().notNull().default('CONFIRMED'),
    cancelReason: text('cancel_reason'),
    cancelledAt: instantColumn('cancelled_at'),
    /** RFC 5545 SEQUENCE: rises with every change after publication that a calendar must see, and never falls. */
    sequence: integer('sequence').notNull().default(0),
    /** Rises with every write; an edit names the one it saw. */
    version: integer('version').notNull().default(1),
    /** Title and description as they are searched. */
    searchKey: text('search_key').notNull(),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
    publishedAt: instantColumn('published_at'),
    /** When a calendar last had something new to see: LAST-MODIFIED and DTSTAMP. */
    revisedAt: instantColumn('revised_at').notNull(),
  },
  (table) => [
    index('event_start').on(table.startsAt, table.id),
    index('event_branch').on(table.branchId, table.startsAt),
    index('event_revised').on(table.revisedAt),
    check('event_duration', sql`${table.wallMinutes} > 0`),
    check('event_times', sql`${table.startsAt} < ${table.endsAt}`),
    check('event_editorial', sql`${table.editorialStatus} in ('DRAFT', 'PUBLISHED')`),
    check('event_happening', sql`${table.happeningStatus} in ('CONFIRMED', 'CANCELLED')`),
    check('event_cancel_reason', sql`(${table.happeningStatus} = 'CANCELLED') = (${table.cancelReason} is not null)`),
    check('event_cancelled_at', sql`(${table.happeningStatus} = 'CANCELLED') = (${table.cancelledAt} is not null)`),
    check('event_published_at', sql`(${table.editorialStatus} = 'DRAFT') = (${table.publishedAt} is null)`),
  ],
);

export const eventAudiences = pgTable(
  'event_audience',
  {
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    audienceId: refColumn<'Audience'>('audience_id')
      .notNull()
      .references(() => audiences.id),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.audienceId] }),
    index('event_audience_audience').on(table.audienceId),
  ],
);

/** Every event serves a measure: one first of all, and maybe further ones. In totals it counts once, for the first. */
export const eventMeasures = pgTable(
  'event_measure',
  {
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    measureId: refColumn<'Measure'>('measure_id')
      .notNull()
      .references(() => measures.id),
    isPrimary: boolean('is_primary').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.measureId] }),
    uniqueIndex('event_measure_primary')
      .on(table.eventId)
      .where(sql`${table.isPrimary}`),
    index('event_measure_measure').on(table.measureId),
  ],
);

export type EventRow = typeof events.$inferSelect;
