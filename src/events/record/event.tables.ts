import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { audiences, bodies } from '../../directory/entry.tables.ts';
import { people } from '../../identity/person.tables.ts';
import { measures } from '../../plans/measure.tables.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import type { KindDetails } from './details.rules.ts';
import { speakers } from '../speakers/speaker.tables.ts';
import type { RegistrationSettings } from './registration.rules.ts';

/** How far the text of an event has come; kept apart from whether its sessions are held. */
export type EditorialStatus = 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'PUBLISHED' | 'ARCHIVED';
/** How its sessions belong together: one, a row of dates of their own, or parts of one whole. */
export type Arrangement = 'SINGLE' | 'SERIES' | 'COURSE';
/** Whether one registers for a session or for all of them at once. */
export type RegistrationUnit = 'SESSION' | 'WHOLE';
export type AttendanceMode = 'OFFLINE' | 'ONLINE' | 'MIXED';
export type OrganiserRole = 'ORGANISER' | 'CO_ORGANISER' | 'PARTNER' | 'SPONSOR';
export type SpeakerRole = 'SPEAKER' | 'MODERATOR' | 'TRAINER' | 'GUEST';
/** Who may read a material: everybody, those who have a place, or staff. */
export type MaterialVisibility = 'PUBLIC' | 'AFTER_CONFIRMATION' | 'STAFF';

/** What a library holds: its words, whom it is for, and how far it has come. When and where stands in its sessions. */
export const events = pgTable(
  'event',
  {
    id: idColumn<'Event'>(),
    kind: text('kind').$type<EventKind>().notNull(),
    arrangement: text('arrangement').$type<Arrangement>().notNull().default('SINGLE'),
    registrationUnit: text('registration_unit').$type<RegistrationUnit>().notNull().default('SESSION'),
    titleUk: text('title_uk').notNull(),
    titleEn: text('title_en'),
    descriptionUk: text('description_uk'),
    descriptionEn: text('description_en'),
    /** Whose event it is: its staff edit it. A session may be held elsewhere. */
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    /** ISO 639-1, in small letters: `uk`. */
    language: text('language').notNull().default('uk'),
    signLanguage: boolean('sign_language').notNull().default(false),
    /** Null when nobody has said. */
    stepFree: boolean('step_free'),
    ageFrom: integer('age_from'),
    ageTo: integer('age_to'),
    /** School grades, 1 to 12. */
    gradeFrom: integer('grade_from'),
    gradeTo: integer('grade_to'),
    attendanceMode: text('attendance_mode').$type<AttendanceMode>().notNull().default('OFFLINE'),
    /** Where those who registered join online. */
    joinUrl: text('join_url'),
    /** Whom the public asks: a work contact. */
    contactName: text('contact_name'),
    contactPhone: text('contact_phone'),
    contactEmail: text('contact_email'),
    tags: text('tags').array().notNull().default([]),
    coverUrl: text('cover_url'),
    coverAltUk: text('cover_alt_uk'),
    coverAltEn: text('cover_alt_en'),
    /** Null for an event that costs nothing. */
    priceUk: text('price_uk'),
    priceEn: text('price_en'),
    staffNotes: text('staff_notes'),
    /** What only events of its kind say. */
    details: jsonb('details').$type<KindDetails>().notNull().default({}),
    registration: jsonb('registration').$type<RegistrationSettings>().notNull().default({ mode: 'NONE' }),
    /** Of a course: how much of it one has to attend, in percent of its sessions. */
    attendanceThreshold: integer('attendance_threshold'),
    /** With fewer people it is not held; whether it is, is decided so many days before each session. */
    minimumAttendance: integer('minimum_attendance'),
    decideDaysBefore: integer('decide_days_before'),
    /** Of which event it is a copy. */
    cloneOfId: refColumn<'Event'>('clone_of_id'),
    editorialStatus: text('editorial_status').$type<EditorialStatus>().notNull().default('DRAFT'),
    authorId: refColumn<'Person'>('author_id').references(() => people.id),
    /** Its words as they are searched. */
    searchText: text('search_text').notNull(),
    /** By which rules these were made of its words; SEARCH_VERSION of search.rules.ts, or one before it. */
    searchVersion: integer('search_version').notNull().default(1),
    /** First start and last end of its scheduled sessions; null when it has none. */
    firstStartsAt: instantColumn('first_starts_at'),
    lastEndsAt: instantColumn('last_ends_at'),
    /** Rises with every write to it or its sessions; an edit names the one it saw. */
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
    /** When it was first published; kept when it is archived. */
    publishedAt: instantColumn('published_at'),
  },
  (table) => [
    index('event_branch').on(table.branchId, table.editorialStatus),
    // Whose calendar it stands in as what they are asked about.
    index('event_contact')
      .on(sql`lower(${table.contactEmail})`)
      .where(sql`${table.contactEmail} is not null`),
    index('event_first_start').on(sql`coalesce(${table.firstStartsAt}, 'infinity')`, table.id),
    // A function of the migrations, at the cost at which Postgres never calls it for every event, but asks the index.
    index('event_search').using('gin', sql`search_lexemes(${table.searchText})`),
    check(
      'event_editorial',
      sql`${table.editorialStatus} in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'ARCHIVED')`,
    ),
    check('event_arrangement', sql`${table.arrangement} in ('SINGLE', 'SERIES', 'COURSE')`),
    check('event_registration_unit', sql`${table.registrationUnit} in ('SESSION', 'WHOLE')`),
    check('event_course_is_whole', sql`${table.arrangement} <> 'COURSE' or ${table.registrationUnit} = 'WHOLE'`),
    check('event_mode', sql`${table.attendanceMode} in ('OFFLINE', 'ONLINE', 'MIXED')`),
    check('event_language', sql`${table.language} ~ '^[a-z]{2}$'`),
    check('event_ages', sql`${table.ageFrom} >= 0 and ${table.ageTo} >= ${table.ageFrom} is not false`),
    check(
      'event_grades',
      sql`(${table.gradeFrom} between 1 and 12) is not false and (${table.gradeTo} between 1 and 12) is not false and (${table.gradeTo} >= ${table.gradeFrom}) is not false`,
    ),
    check('event_threshold', sql`${table.attendanceThreshold} between 1 and 100`),
    check(
      'event_minimum',
      sql`(${table.minimumAttendance} is null) = (${table.decideDaysBefore} is null) and (${table.minimumAttendance} > 0) is not false and (${table.decideDaysBefore} >= 0) is not false`,
    ),
    check(
      'event_published_at',
      sql`${table.editorialStatus} not in ('PUBLISHED', 'ARCHIVED') or ${table.publishedAt} is not null`,
    ),
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

/** Which bodies hold it, and as what. */
export const eventBodies = pgTable(
  'event_body',
  {
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    bodyId: refColumn<'Body'>('body_id')
      .notNull()
      .references(() => bodies.id),
    role: text('role').$type<OrganiserRole>().notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.bodyId] }),
    index('event_body_body').on(table.bodyId),
    check('event_body_role', sql`${table.role} in ('ORGANISER', 'CO_ORGANISER', 'PARTNER', 'SPONSOR')`),
  ],
);

export const eventSpeakers = pgTable(
  'event_speaker',
  {
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    speakerId: refColumn<'Speaker'>('speaker_id')
      .notNull()
      .references(() => speakers.id),
    role: text('role').$type<SpeakerRole>().notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.speakerId] }),
    index('event_speaker_speaker').on(table.speakerId),
    check('event_speaker_role', sql`${table.role} in ('SPEAKER', 'MODERATOR', 'TRAINER', 'GUEST')`),
  ],
);

/** What goes with an event: a programme, slides, a pack for the teacher. */
export const eventMaterials = pgTable(
  'event_material',
  {
    id: idColumn<'Material'>(),
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    titleUk: text('title_uk').notNull(),
    titleEn: text('title_en'),
    url: text('url').notNull(),
    visibility: text('visibility').$type<MaterialVisibility>().notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    index('event_material_event').on(table.eventId, table.position),
    check('event_material_visibility', sql`${table.visibility} in ('PUBLIC', 'AFTER_CONFIRMATION', 'STAFF')`),
  ],
);

/** How many came to an exhibition on a day: nobody registers for one. */
export const exhibitionDays = pgTable(
  'exhibition_day',
  {
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    date: text('date').notNull(),
    visitors: integer('visitors').notNull(),
    countedById: refColumn<'Person'>('counted_by_id').references(() => people.id),
    countedAt: instantColumn('counted_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.date] }),
    check('exhibition_day_visitors', sql`${table.visitors} >= 0`),
    check('exhibition_day_date', sql`${table.date} ~ '^20[0-9]{2}-[01][0-9]-[0-3][0-9]$'`),
  ],
);

export type EventRow = typeof events.$inferSelect;
export type MaterialRow = typeof eventMaterials.$inferSelect;
export type ExhibitionDayRow = typeof exhibitionDays.$inferSelect;
