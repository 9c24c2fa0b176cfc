import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { audiences, bodies, outlets } from '../../directory/entry.tables.ts';
import { events } from '../../events/record/event.tables.ts';
import type { RegistrationMode } from '../../events/record/registration.rules.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { Question } from '../questions/question.rules.ts';
import type { RegistrationWindow, WaitlistPolicy } from './seats.rules.ts';

/** What people register for: one session, or all of an event. Its row is the lock under which places are decided. */
export const rosters = pgTable(
  'roster',
  {
    id: idColumn<'Roster'>(),
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** Null for the whole event. */
    sessionId: refColumn<'Session'>('session_id').references(() => eventSessions.id, { onDelete: 'cascade' }),
    mode: text('mode').$type<RegistrationMode>().notNull(),
    /** Seats. No more than the layout and the shelter hold, but where `capacityReason` says why. */
    capacity: integer('capacity').notNull(),
    capacityReason: text('capacity_reason'),
    /** Seats that are taken, offered or held; kept by triggers, as are the next two. */
    held: integer('held').notNull().default(0),
    /** Seats that quotas keep free for their own. */
    reserved: integer('reserved').notNull().default(0),
    /** How many registrations wait. */
    waiting: integer('waiting').notNull().default(0),
    /** The number the next to arrive is given. */
    nextArrival: integer('next_arrival').notNull().default(1),
    /** The largest group that may come as one; null for any that has room. */
    largestGroup: integer('largest_group'),
    /** How many seats one person may take for themselves and company. */
    largestParty: integer('largest_party').notNull().default(4),
    /** Whether the adults of a class take seats. */
    adultsCount: boolean('adults_count').notNull().default(true),
    /** At least one adult comes with so many pupils; null asks for none. */
    pupilsPerAdult: integer('pupils_per_adult'),
    /** How many classes of one school may come to the event in a term; null for any number. */
    classesPerSchool: integer('classes_per_school'),
    window: jsonb('window').$type<RegistrationWindow>().notNull().default({}),
    policy: text('policy').$type<WaitlistPolicy>().notNull().default('STRICT'),
    /** Whether one may wait when it is full. */
    hasWaitlist: boolean('has_waitlist').notNull().default(true),
    /** How long an offer stands, in minutes; shorter near the start. */
    offerMinutes: integer('offer_minutes').notNull().default(1_440),
    /** Whether a place waits for its e-mail address to be confirmed, and for how many minutes. */
    confirmsEmail: boolean('confirms_email').notNull().default(true),
    confirmMinutes: integer('confirm_minutes').notNull().default(1_440),
    /** So many days before the start everybody is asked whether they come; null asks nobody. */
    reconfirmDaysBefore: integer('reconfirm_days_before'),
    /** Who has not answered after so many hours gives the place back. */
    reconfirmHours: integer('reconfirm_hours').notNull().default(48),
    questions: jsonb('questions').$type<readonly Question[]>().notNull().default([]),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    unique('roster_of').on(table.eventId, table.sessionId).nullsNotDistinct(),
    index('roster_session').on(table.sessionId),
    check('roster_mode', sql`${table.mode} in ('NONE', 'OPEN', 'APPROVAL', 'INVITED')`),
    check('roster_policy', sql`${table.policy} in ('STRICT', 'FIT_FIRST', 'OFFER_SMALLER')`),
    check('roster_counts', sql`${table.held} >= 0 and ${table.reserved} >= 0 and ${table.waiting} >= 0`),
    // Nobody is oversold, and nobody's quota is taken by others, whoever writes.
    check('roster_not_oversold', sql`${table.held} + ${table.reserved} <= ${table.capacity}`),
    check('roster_largest', sql`(${table.largestGroup} > 0) is not false and ${table.largestParty} > 0`),
    check(
      'roster_adults',
      sql`(${table.pupilsPerAdult} > 0) is not false and (${table.classesPerSchool} > 0) is not false`,
    ),
    check(
      'roster_lengths',
      sql`${table.offerMinutes} > 0 and ${table.confirmMinutes} > 0 and ${table.reconfirmHours} > 0`,
    ),
  ],
);

/** Seats that are kept for an audience, or for whom a body or an outlet names, until they are released. */
export const quotas = pgTable(
  'quota',
  {
    id: idColumn<'Quota'>(),
    rosterId: refColumn<'Roster'>('roster_id')
      .notNull()
      .references(() => rosters.id, { onDelete: 'cascade' }),
    audienceId: refColumn<'Audience'>('audience_id').references(() => audiences.id),
    bodyId: refColumn<'Body'>('body_id').references(() => bodies.id),
    outletId: refColumn<'Outlet'>('outlet_id').references(() => outlets.id),
    seats: integer('seats').notNull(),
    /** As those of the roster: kept by triggers. */
    held: integer('held').notNull().default(0),
    waiting: integer('waiting').notNull().default(0),
    /** So many days before the start what is unused goes to whoever waits; null keeps it to the end. */
    releaseDaysBefore: integer('release_days_before'),
    releasedAt: instantColumn('released_at'),
    position: integer('position').notNull(),
  },
  (table) => [
    index('quota_roster').on(table.rosterId, table.position),
    uniqueIndex('quota_audience').on(table.rosterId, table.audienceId),
    uniqueIndex('quota_body').on(table.rosterId, table.bodyId),
    uniqueIndex('quota_outlet').on(table.rosterId, table.outletId),
    check('quota_of_one', sql`num_nonnulls(${table.audienceId}, ${table.bodyId}, ${table.outletId}) = 1`),
    check('quota_counts', sql`${table.seats} >= 0 and ${table.held} >= 0 and ${table.waiting} >= 0`),
    // A body names no more than it was given.
    check('quota_of_body', sql`${table.audienceId} is not null or ${table.held} <= ${table.seats}`),
    check('quota_release', sql`(${table.releaseDaysBefore} >= 0) is not false`),
  ],
);

export type RosterRow = typeof rosters.$inferSelect;
export type QuotaRow = typeof quotas.$inferSelect;
