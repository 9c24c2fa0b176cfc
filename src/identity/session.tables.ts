import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { TokenScope } from '../platform/access/viewer.ts';
import { bytesColumn, idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import { people } from './person.tables.ts';

/** Somebody signed in. The token is shown once and only its SHA-256 is here. */
export const sessions = pgTable(
  'session',
  {
    id: idColumn<'SignInSession'>(),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    tokenHash: bytesColumn('token_hash').notNull(),
    /** Where the token lives: a cookie is renewed by the server, a bearer's is not. */
    carrier: text('carrier').$type<'COOKIE' | 'BEARER'>().notNull(),
    /** The token before the last renewal, good for the few requests that were under way with it. */
    previousHash: bytesColumn('previous_hash'),
    previousUntil: instantColumn('previous_until'),
    /** Set when what the person may do has changed: the next request by cookie gets a new token. */
    renewalDue: boolean('renewal_due').notNull().default(false),
    /** PASSWORD, LINK, OIDC: how the person last proved who they are, and when. */
    method: text('method').$type<'PASSWORD' | 'LINK' | 'OIDC'>().notNull(),
    authenticatedAt: instantColumn('authenticated_at').notNull(),
    /** What the browser called itself, cut short, so that its owner can tell sessions apart. */
    userAgent: text('user_agent').notNull(),
    createdAt: instantColumn('created_at').notNull(),
    /** To the minute: one write a minute is enough to know that a session is idle. */
    lastUsedAt: instantColumn('last_used_at').notNull(),
    idleUntil: instantColumn('idle_until').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (table) => [
    uniqueIndex('session_token').on(table.tokenHash),
    uniqueIndex('session_previous').on(table.previousHash),
    index('session_person').on(table.personId),
    index('session_expiry').on(table.expiresAt),
    check('session_previous_whole', sql`(${table.previousHash} is null) = (${table.previousUntil} is null)`),
  ],
);

/** For programs: a name, scopes, an end. Shown once; only its SHA-256 is here. */
export const apiTokens = pgTable(
  'api_token',
  {
    id: idColumn<'ApiToken'>(),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    scopes: text('scopes').array().$type<TokenScope[]>().notNull(),
    tokenHash: bytesColumn('token_hash').notNull(),
    createdAt: instantColumn('created_at').notNull(),
    lastUsedAt: instantColumn('last_used_at'),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (table) => [uniqueIndex('api_token_token').on(table.tokenHash), index('api_token_person').on(table.personId)],
);

/** A browser in which somebody has signed in before: guesses made elsewhere do not slow it down. */
export const knownBrowsers = pgTable(
  'known_browser',
  {
    tokenHash: bytesColumn('token_hash').notNull(),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenHash, table.personId] }),
    index('known_browser_person').on(table.personId),
    index('known_browser_expiry').on(table.expiresAt),
  ],
);

export type SessionRow = typeof sessions.$inferSelect;
export type ApiTokenRow = typeof apiTokens.$inferSelect;
