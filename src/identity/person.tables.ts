import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn } from '../platform/db/columns.ts';
import type { Language } from '../platform/language/language.ts';

/** Somebody who acts: staff, a teacher, a nominator. The public needs no account. */
export const people = pgTable(
  'person',
  {
    id: idColumn<'Person'>(),
    /** Empty when erased; the id is then the pseudonym under which audit lines go on. */
    name: text('name').notNull(),
    /** As read by `readEmail`: one address, one account, whatever its case. Null when erased. */
    email: text('email').unique(),
    language: text('language').$type<Language>().notNull(),
    /** Signs in, has sessions, gets mail; an inactive person keeps their roles and can do nothing. */
    active: boolean('active').notNull().default(true),
    /** When the address was first proved by a link or an identity provider; null for one who is only invited. */
    joinedAt: instantColumn('joined_at'),
    /** PHC string of argon2id; null for one who signs in by link or provider alone. */
    passwordHash: text('password_hash'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
    erasedAt: instantColumn('erased_at'),
  },
  (table) => [
    check('person_language', sql`${table.language} in ('uk', 'en')`),
    check('person_erased', sql`(${table.erasedAt} is null) = (${table.email} is not null)`),
    check(
      'person_erased_whole',
      sql`${table.erasedAt} is null or (${table.name} = '' and ${table.passwordHash} is null and not ${table.active})`,
    ),
    check('person_email', sql`${table.email} = lower(${table.email}) and length(${table.email}) <= 254`),
  ],
);

export type PersonRow = typeof people.$inferSelect;
