import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { audiences } from '../directory/entry.tables.ts';
import { people } from '../identity/person.tables.ts';
import { bytesColumn, idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import type { Language } from '../platform/language/language.ts';
import { registrations } from '../registration/record/registration.tables.ts';
import { branches } from '../venues/places/branch.tables.ts';
import type { NoticeItems, NoticeKind } from './notice.data.ts';

/**
 * That somebody is told of something, once: a message per recipient and change. It holds ids, instants and statuses; the
 * words and the address are read when the mail is composed, so that of who is forgotten nothing is left here.
 */
export const notices = pgTable(
  'notice',
  {
    id: idColumn<'Notice'>(),
    /** The transaction, or the round of the clock, that caused it. */
    actKey: text('act_key').notNull(),
    /** Of a recipient and a change: whoever comes second tells nobody. */
    dedupeKey: text('dedupe_key').notNull(),
    kind: text('kind').$type<NoticeKind>().notNull(),
    /** Whose mail it is; of what concerns several of one person, the first. */
    registrationId: refColumn<'Registration'>('registration_id').references(() => registrations.id, {
      onDelete: 'cascade',
    }),
    followId: refColumn<'Follow'>('follow_id').references(() => follows.id, { onDelete: 'cascade' }),
    /** Who reads it, where that is not who registered: a head of a school, whoever nominates. */
    personId: refColumn<'Person'>('person_id').references(() => people.id, { onDelete: 'cascade' }),
    items: jsonb('items').$type<NoticeItems>().notNull().default({}),
    mailId: refColumn<'OutgoingMail'>('mail_id').notNull(),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [
    unique('notice_once').on(table.dedupeKey),
    unique('notice_mail').on(table.mailId),
    index('notice_registration').on(table.registrationId, table.id),
    index('notice_follow').on(table.followId),
    index('notice_person').on(table.personId),
  ],
);

/** Links of these mails that are not a registration's own; only the hash of each is kept. */
export const noticeLinks = pgTable(
  'notice_link',
  {
    hash: bytesColumn('hash').primaryKey(),
    purpose: text('purpose').$type<'MUTE' | 'CONFIRM_FOLLOW' | 'END_FOLLOW'>().notNull(),
    /** MUTE: the hash of whose address hears no more of which kind. */
    emailHash: bytesColumn('email_hash'),
    kind: text('kind').$type<NoticeKind>(),
    followId: refColumn<'Follow'>('follow_id').references(() => follows.id, { onDelete: 'cascade' }),
    createdAt: instantColumn('created_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (table) => [
    index('notice_link_expires').on(table.expiresAt),
    index('notice_link_follow').on(table.followId),
    check('notice_link_purpose', sql`${table.purpose} in ('MUTE', 'CONFIRM_FOLLOW', 'END_FOLLOW')`),
    check(
      'notice_link_of',
      sql`case ${table.purpose} when 'MUTE' then num_nonnulls(${table.emailHash}, ${table.kind}) = 2 and ${table.followId} is null else ${table.followId} is not null and num_nonnulls(${table.emailHash}, ${table.kind}) = 0 end`,
    ),
  ],
);

/** Which kinds of message an address wants no more of. Of the address only the hash is kept. */
export const noticeMutes = pgTable(
  'notice_mute',
  {
    emailHash: bytesColumn('email_hash').notNull(),
    kind: text('kind').$type<NoticeKind>().notNull(),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.emailHash, table.kind] })],
);

/** Who gets a letter each week of what a branch holds, or of what there is for an audience. */
export const follows = pgTable(
  'follow',
  {
    id: idColumn<'Follow'>(),
    email: text('email').notNull(),
    language: text('language').$type<Language>().notNull(),
    audienceId: refColumn<'Audience'>('audience_id').references(() => audiences.id, { onDelete: 'cascade' }),
    branchId: refColumn<'Branch'>('branch_id').references(() => branches.id, { onDelete: 'cascade' }),
    /** When its reader showed that they want it; null while that is asked. */
    confirmedAt: instantColumn('confirmed_at'),
    /** When the last letter was due and looked for: what was published until then, and begins within its two weeks, was told. */
    toldUntil: instantColumn('told_until'),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [
    unique('follow_once').on(table.email, table.audienceId, table.branchId).nullsNotDistinct(),
    index('follow_audience').on(table.audienceId),
    index('follow_branch').on(table.branchId),
    check('follow_of_one', sql`num_nonnulls(${table.audienceId}, ${table.branchId}) = 1`),
  ],
);

/** A branch's own words before and after what a kind of message says, in a language. */
export const messageWords = pgTable(
  'message_words',
  {
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<NoticeKind>().notNull(),
    language: text('language').$type<Language>().notNull(),
    intro: text('intro'),
    closing: text('closing'),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.branchId, table.kind, table.language] })],
);

export type NoticeRow = typeof notices.$inferSelect;
export type FollowRow = typeof follows.$inferSelect;
export type NoticeLinkRow = typeof noticeLinks.$inferSelect;
export type MessageWordsRow = typeof messageWords.$inferSelect;
