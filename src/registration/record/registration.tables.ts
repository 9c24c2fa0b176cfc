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
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bodies, outlets, schools } from '../../directory/entry.tables.ts';
import { events } from '../../events/record/event.tables.ts';
import { people } from '../../identity/person.tables.ts';
import { bytesColumn, idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { Language } from '../../platform/language/language.ts';
import type { AnswerValue } from '../questions/question.rules.ts';
import { quotas, rosters } from './roster.tables.ts';
import type { Awaited, Need, RegistrationKind, RegistrationStatus } from './seats.rules.ts';

/** Who let it end, or who moved it elsewhere. */
export type EndedBy = 'SELF' | 'STAFF' | 'BODY' | 'TIME' | 'MOVED' | 'EVENT';
export type RegistrationOrigin = 'SELF' | 'STAFF' | 'NOMINATED';
/** What a link in a mail is good for. */
export type LinkPurpose = 'CONFIRM' | 'MANAGE' | 'OFFER' | 'NOMINEE' | 'RECONFIRM' | 'HEAD';

/**
 * A place of somebody, of a class, or in the queue. Who it is stands here alone, and goes when it is purged: what is counted
 * stays. Of pupils nothing is known but how many come.
 */
export const registrations = pgTable(
  'registration',
  {
    id: idColumn<'Registration'>(),
    rosterId: refColumn<'Roster'>('roster_id')
      .notNull()
      .references(() => rosters.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<RegistrationKind>().notNull(),
    status: text('status').$type<RegistrationStatus>().notNull(),
    /** How many come; of what waits, how many wish to. */
    seats: integer('seats').notNull(),
    /** How many of the roster's seats it takes now. */
    heldSeats: integer('held_seats').notNull(),
    /** With fewer they would not come. */
    smallest: integer('smallest').notNull(),
    quotaId: refColumn<'Quota'>('quota_id').references(() => quotas.id),
    /** Its number in the roster: who was first, is first. */
    arrival: integer('arrival').notNull(),
    arrivedAt: instantColumn('arrived_at').notNull(),
    /** When a place that is not confirmed is given back: the end of an offer, of a hold, of the wait for a confirmation. */
    expiresAt: instantColumn('expires_at'),
    awaits: text('awaits').$type<Awaited>(),
    /** Whether the place is held until the head of the school agrees. */
    asksHead: boolean('asks_head').notNull().default(false),
    endedBy: text('ended_by').$type<EndedBy>(),
    /** Why staff said no, cancelled or promoted; the person reads it. */
    reason: text('reason'),
    origin: text('origin').$type<RegistrationOrigin>().notNull(),
    /** Who has an account and registered, themselves or others. */
    personId: refColumn<'Person'>('person_id').references(() => people.id),
    name: text('name'),
    email: text('email'),
    /** When somebody showed that they read mail there. */
    emailConfirmedAt: instantColumn('email_confirmed_at'),
    phone: text('phone'),
    language: text('language').$type<Language>().notNull(),
    /** By what it is one of its roster: the address, or the class. */
    oneKey: text('one_key'),
    needs: jsonb('needs').$type<readonly Need[]>().notNull().default([]),
    /** To the host alone. A class has none. */
    note: text('note'),
    answers: jsonb('answers').$type<Readonly<Record<string, AnswerValue>>>().notNull().default({}),
    /** Which text on personal data they agreed to, and when. */
    consentVersion: text('consent_version'),
    consentedAt: instantColumn('consented_at'),
    schoolId: refColumn<'School'>('school_id').references(() => schools.id),
    grade: integer('grade'),
    letter: text('letter'),
    pupils: integer('pupils'),
    adults: integer('adults'),
    bodyId: refColumn<'Body'>('body_id').references(() => bodies.id),
    outletId: refColumn<'Outlet'>('outlet_id').references(() => outlets.id),
    jobTitle: text('job_title'),
    /** Whom a nominee stands in for. */
    substituteOfId: refColumn<'Registration'>('substitute_of_id'),
    /** Until when they have to say again that they come, and when they did. */
    reconfirmBy: instantColumn('reconfirm_by'),
    reconfirmedAt: instantColumn('reconfirmed_at'),
    /** What moves staff from one session to another keeps: the registration it was before. */
    movedFromId: refColumn<'Registration'>('moved_from_id'),
    purgedAt: instantColumn('purged_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    unique('registration_arrival').on(table.rosterId, table.arrival),
    uniqueIndex('registration_one_live')
      .on(table.rosterId, table.oneKey)
      .where(
        sql`${table.status} in ('UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'WAITLISTED', 'OFFERED', 'ATTENDED', 'NO_SHOW')`,
      ),
    index('registration_line').on(table.rosterId, table.status, table.arrival),
    index('registration_expiring')
      .on(table.expiresAt, table.rosterId)
      .where(sql`${table.expiresAt} is not null`),
    index('registration_reconfirming')
      .on(table.reconfirmBy)
      .where(sql`${table.reconfirmBy} is not null and ${table.reconfirmedAt} is null`),
    index('registration_email').on(table.email),
    index('registration_person').on(table.personId),
    index('registration_school').on(table.schoolId),
    index('registration_quota').on(table.quotaId),
    check('registration_kind', sql`${table.kind} in ('INDIVIDUAL', 'GROUP', 'NOMINEE')`),
    check(
      'registration_status',
      sql`${table.status} in ('UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'WAITLISTED', 'OFFERED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'ATTENDED', 'NO_SHOW')`,
    ),
    check('registration_seats', sql`${table.seats} > 0 and ${table.smallest} between 1 and ${table.seats}`),
    check(
      'registration_held',
      sql`case ${table.status} when 'OFFERED' then ${table.heldSeats} between 1 and ${table.seats} when 'UNCONFIRMED' then ${table.heldSeats} = ${table.seats} when 'PENDING_APPROVAL' then ${table.heldSeats} = ${table.seats} when 'CONFIRMED' then ${table.heldSeats} = ${table.seats} when 'ATTENDED' then ${table.heldSeats} = ${table.seats} when 'NO_SHOW' then ${table.heldSeats} = ${table.seats} else ${table.heldSeats} = 0 end`,
    ),
    check(
      'registration_awaits',
      sql`(${table.awaits} is not null) = (${table.status} = 'PENDING_APPROVAL') and (${table.awaits} in ('HEAD', 'STAFF', 'NOMINEE')) is not false`,
    ),
    check(
      'registration_offer_ends',
      sql`${table.status} not in ('OFFERED', 'UNCONFIRMED') or ${table.expiresAt} is not null`,
    ),
    // A class is numbers, and nothing else: no words in which a pupil could be named.
    check(
      'registration_class',
      sql`case when ${table.kind} = 'GROUP' then ${table.grade} between 1 and 12 and ${table.pupils} > 0 and ${table.adults} >= 0 and ${table.schoolId} is not null and ${table.note} is null and char_length(${table.letter}) <= 2 else num_nonnulls(${table.grade}, ${table.letter}, ${table.pupils}, ${table.adults}, ${table.schoolId}) = 0 end`,
    ),
    check(
      'registration_nominee',
      sql`(${table.kind} = 'NOMINEE') = (num_nonnulls(${table.bodyId}, ${table.outletId}) = 1)`,
    ),
    check(
      'registration_purged',
      sql`${table.purgedAt} is null or num_nonnulls(${table.name}, ${table.email}, ${table.phone}, ${table.oneKey}, ${table.note}) = 0`,
    ),
  ],
);

/** Whether it has not ended, in the words of the index on it: with parameters Postgres would not know the index by them. */
export const isLiveRow = sql`${registrations.status} in ('UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'WAITLISTED', 'OFFERED', 'ATTENDED', 'NO_SHOW')`;

/** Links that mails carry; only the hash of each is kept. */
export const registrationLinks = pgTable(
  'registration_link',
  {
    hash: bytesColumn('hash').primaryKey(),
    registrationId: refColumn<'Registration'>('registration_id')
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    purpose: text('purpose').$type<LinkPurpose>().notNull(),
    createdAt: instantColumn('created_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    /** Of one that is good once. */
    usedAt: instantColumn('used_at'),
    /** HEAD: as whom its reader acts, who is not who registered. */
    personId: refColumn<'Person'>('person_id').references(() => people.id, { onDelete: 'cascade' }),
  },
  (table) => [
    index('registration_link_of').on(table.registrationId),
    index('registration_link_expires').on(table.expiresAt),
    index('registration_link_person').on(table.personId),
    check(
      'registration_link_purpose',
      sql`${table.purpose} in ('CONFIRM', 'MANAGE', 'OFFER', 'NOMINEE', 'RECONFIRM', 'HEAD')`,
    ),
    check('registration_link_head', sql`(${table.purpose} = 'HEAD') = (${table.personId} is not null)`),
  ],
);

/** What was answered to a request that named a key: asked again it gets the same. */
export const answeredKeys = pgTable(
  'answered_key',
  {
    /** Within what the key is one: a roster, a registration, a person. */
    scopeId: uuid('scope_id').notNull(),
    key: text('key').notNull(),
    /** Of what was asked: the same key for something else is a mistake. */
    inputHash: bytesColumn('input_hash').notNull(),
    /** Ids, numbers and words of ours: nothing of a person. */
    answer: jsonb('answer').notNull(),
    at: instantColumn('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scopeId, table.key] }), index('answered_key_at').on(table.at)],
);

/** Whose turn it is: the row that classes of one school for one event in one term are counted under. */
export const schoolTurns = pgTable(
  'school_turn',
  {
    // No reference: it would lock the event's row after the roster's, and the house locks them the other way round.
    eventId: refColumn<'Event'>('event_id').notNull(),
    schoolId: refColumn<'School'>('school_id')
      .notNull()
      .references(() => schools.id),
    /** `2019-1` for January to July, `2019-2` for August to December. */
    term: text('term').notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.schoolId, table.term] })],
);

/** A class that could come on any of up to three dates; staff pick one. Nothing is held meanwhile. */
export const dateWishes = pgTable(
  'date_wish',
  {
    id: idColumn<'DateWish'>(),
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    state: text('state').$type<'NEW' | 'PICKED' | 'DECLINED' | 'WITHDRAWN'>().notNull(),
    /** The class as it is to be registered. Its contact goes when it is purged. */
    draft: jsonb('draft').$type<Readonly<Record<string, unknown>>>().notNull(),
    schoolId: refColumn<'School'>('school_id')
      .notNull()
      .references(() => schools.id),
    personId: refColumn<'Person'>('person_id').references(() => people.id),
    reason: text('reason'),
    registrationId: refColumn<'Registration'>('registration_id').references(() => registrations.id),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
    purgedAt: instantColumn('purged_at'),
  },
  (table) => [
    index('date_wish_event').on(table.eventId, table.state),
    index('date_wish_school').on(table.schoolId),
    check('date_wish_state', sql`${table.state} in ('NEW', 'PICKED', 'DECLINED', 'WITHDRAWN')`),
    check('date_wish_picked', sql`(${table.state} = 'PICKED') = (${table.registrationId} is not null)`),
  ],
);

export const wishedDates = pgTable(
  'wished_date',
  {
    wishId: refColumn<'DateWish'>('wish_id')
      .notNull()
      .references(() => dateWishes.id, { onDelete: 'cascade' }),
    rosterId: refColumn<'Roster'>('roster_id')
      .notNull()
      .references(() => rosters.id, { onDelete: 'cascade' }),
    /** 1 is wished most. */
    rank: integer('rank').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.wishId, table.rank] }),
    uniqueIndex('wished_date_once').on(table.wishId, table.rosterId),
    check('wished_date_rank', sql`${table.rank} between 1 and 3`),
  ],
);

export type RegistrationRow = typeof registrations.$inferSelect;
/** How many come: of a class, pupils and adults apart. */
export type Headcount = Pick<RegistrationRow, 'seats' | 'pupils' | 'adults'>;
export type RegistrationLinkRow = typeof registrationLinks.$inferSelect;
export type DateWishRow = typeof dateWishes.$inferSelect;
