import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytesColumn, idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import { people } from './person.tables.ts';

/** SIGN_IN: asked for by the person in a browser. WELCOME: an invitation, or the first administrator's. */
export type LinkKind = 'SIGN_IN' | 'WELCOME';

/** A one-time link. Its token is made when the mail is sent, and only its SHA-256 is kept. */
export const links = pgTable(
  'one_time_link',
  {
    id: idColumn<'Link'>(),
    kind: text('kind').$type<LinkKind>().notNull(),
    /** Null when nobody has the address that was given: all else is done alike, so that nobody can tell. */
    personId: refColumn<'Person'>('person_id').references(() => people.id, { onDelete: 'cascade' }),
    tokenHash: bytesColumn('token_hash'),
    /** The browser that asked; null for a WELCOME, which another person asked for. */
    browserHash: bytesColumn('browser_hash'),
    createdAt: instantColumn('created_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    usedAt: instantColumn('used_at'),
  },
  (table) => [
    uniqueIndex('one_time_link_token').on(table.tokenHash),
    index('one_time_link_person').on(table.personId),
    index('one_time_link_expiry').on(table.expiresAt),
    check('one_time_link_kind', sql`${table.kind} in ('SIGN_IN', 'WELCOME')`),
    check('one_time_link_browser', sql`(${table.kind} = 'SIGN_IN') = (${table.browserHash} is not null)`),
  ],
);

export type LinkRow = typeof links.$inferSelect;
