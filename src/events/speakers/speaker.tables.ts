import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn } from '../../platform/db/columns.ts';

/** Somebody who speaks at events, known once for all libraries. What the public reads of them needs their consent. */
export const speakers = pgTable(
  'speaker',
  {
    id: idColumn<'Speaker'>(),
    nameUk: text('name_uk').notNull(),
    nameEn: text('name_en'),
    bioUk: text('bio_uk'),
    bioEn: text('bio_en'),
    /** Where they work: `Інститут історії`. */
    affiliation: text('affiliation'),
    /** For staff. */
    email: text('email'),
    phone: text('phone'),
    /** On which day they consented to be named and described in public; null when they have not. */
    consentOn: date('consent_on', { mode: 'string' }),
    /** The name as it is searched. */
    searchText: text('search_text').notNull(),
    /** By which rules that was made; SEARCH_VERSION of search.rules.ts, or one before it. */
    searchVersion: integer('search_version').notNull().default(1),
    /** Since when nobody invites them any more; events that were keep them. */
    retiredAt: instantColumn('retired_at'),
    /** Since when nothing is kept on them any more, by their own wish. */
    forgottenAt: instantColumn('forgotten_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('speaker_name').on(table.nameUk, table.id),
    index('speaker_search').using('gin', table.searchText.op('gin_trgm_ops')),
    check('speaker_name_given', sql`${table.nameUk} <> ''`),
  ],
);

export type SpeakerRow = typeof speakers.$inferSelect;
