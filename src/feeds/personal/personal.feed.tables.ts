import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { schools } from '../../directory/entry.tables.ts';
import { people } from '../../identity/person.tables.ts';
import { bytesColumn, idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { Language } from '../../platform/language/language.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { rooms } from '../../venues/places/room.tables.ts';
import type { PersonalFeedOf } from './personal.feed.rules.ts';

/** A calendar for one device of one person. Its address holds a secret, which is shown once; only its SHA-256 is here. */
export const personalFeeds = pgTable(
  'personal_feed',
  {
    id: idColumn<'PersonalFeed'>(),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    of: text('of').$type<PersonalFeedOf>().notNull(),
    schoolId: refColumn<'School'>('school_id').references(() => schools.id, { onDelete: 'cascade' }),
    roomId: refColumn<'Room'>('room_id').references(() => rooms.id, { onDelete: 'cascade' }),
    branchId: refColumn<'Branch'>('branch_id').references(() => branches.id, { onDelete: 'cascade' }),
    /** What its owner calls the device. */
    name: text('name').notNull(),
    language: text('language').$type<Language>().notNull(),
    pastDays: integer('past_days').notNull(),
    includeCancelled: boolean('include_cancelled').notNull(),
    secretHash: bytesColumn('secret_hash').notNull(),
    /** Since when it has this secret. */
    secretSince: instantColumn('secret_since').notNull(),
    /** To the minute, and written now and then: not with every poll. */
    lastUsedAt: instantColumn('last_used_at'),
    /** What was answered last, as its entity tag has it, and since when: Last-Modified. */
    contentTag: text('content_tag'),
    contentSince: instantColumn('content_since'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('personal_feed_secret').on(table.secretHash),
    index('personal_feed_person').on(table.personId),
    index('personal_feed_school').on(table.schoolId),
    index('personal_feed_room').on(table.roomId),
    index('personal_feed_branch').on(table.branchId),
    check(
      'personal_feed_of',
      sql`case ${table.of} when 'PERSON' then num_nonnulls(${table.schoolId}, ${table.roomId}, ${table.branchId}) = 0 when 'SCHOOL' then ${table.schoolId} is not null and num_nonnulls(${table.roomId}, ${table.branchId}) = 0 when 'ROOM' then ${table.roomId} is not null and num_nonnulls(${table.schoolId}, ${table.branchId}) = 0 when 'BRANCH' then ${table.branchId} is not null and num_nonnulls(${table.schoolId}, ${table.roomId}) = 0 else false end`,
    ),
    check('personal_feed_language', sql`${table.language} in ('uk', 'en')`),
    check('personal_feed_past', sql`${table.pastDays} between 0 and 366`),
    check('personal_feed_name', sql`char_length(${table.name}) between 1 and 80`),
    check('personal_feed_content', sql`(${table.contentTag} is null) = (${table.contentSince} is null)`),
  ],
);

export type PersonalFeedRow = typeof personalFeeds.$inferSelect;
