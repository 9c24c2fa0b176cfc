import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { refColumn } from '../../platform/db/columns.ts';
import type { AttendanceMode } from './event.tables.ts';
import type { Id } from '../../platform/ids/id.ts';

/**
 * Everything by which lists of sessions are filtered and counted, once for all sessions that have it in common: there are
 * hundreds of thousands of sessions, and few such sets.
 */
export const listingProfiles = pgTable(
  'listing_profile',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    /** All of the rest as one text. */
    key: text('key').notNull().unique(),
    kind: text('kind').$type<EventKind>().notNull(),
    branchId: refColumn<'Branch'>('branch_id').notNull(),
    audienceIds: uuid('audience_ids').array().$type<Id<'Audience'>[]>().notNull(),
    measureIds: uuid('measure_ids').array().$type<Id<'Measure'>[]>().notNull(),
    language: text('language').notNull(),
    mode: text('mode').$type<AttendanceMode>().notNull(),
    signLanguage: boolean('sign_language').notNull(),
    stepFree: boolean('step_free'),
    ageFrom: integer('age_from'),
    ageTo: integer('age_to'),
    gradeFrom: integer('grade_from'),
    gradeTo: integer('grade_to'),
  },
  (table) => [index('listing_profile_branch').on(table.branchId)],
);

export type ListingProfileRow = typeof listingProfiles.$inferSelect;
