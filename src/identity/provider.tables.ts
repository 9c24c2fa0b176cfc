import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytesColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import { people } from './person.tables.ts';

/** An account at an identity provider that was joined to a person by its verified e-mail address. */
export const providerAccounts = pgTable(
  'provider_account',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    linkedAt: instantColumn('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    index('provider_account_person').on(table.personId),
  ],
);

/** A sign-in that is under way at the provider, until it comes back to the browser that began it. */
export const providerAttempts = pgTable(
  'provider_attempt',
  {
    stateHash: bytesColumn('state_hash').primaryKey(),
    browserHash: bytesColumn('browser_hash').notNull(),
    nonce: text('nonce').notNull(),
    codeVerifier: text('code_verifier').notNull(),
    returnTo: text('return_to').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (table) => [index('provider_attempt_expiry').on(table.expiresAt)],
);

export type ProviderAttemptRow = typeof providerAttempts.$inferSelect;
