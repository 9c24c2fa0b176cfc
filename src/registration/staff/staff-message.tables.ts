import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { people } from '../../identity/person.tables.ts';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import { registrations } from '../record/registration.tables.ts';
import { rosters } from '../record/roster.tables.ts';
import type { RegistrationKind, RegistrationStatus } from '../record/seats.rules.ts';

/** What staff write to some of a roster. Whom it went to is fixed when it is sent: who comes later does not get it. */
export const staffMessages = pgTable(
  'staff_message',
  {
    id: idColumn<'StaffMessage'>(),
    rosterId: refColumn<'Roster'>('roster_id')
      .notNull()
      .references(() => rosters.id, { onDelete: 'cascade' }),
    authorId: refColumn<'Person'>('author_id').references(() => people.id),
    /** Whom it was for: these states, and of these kinds. */
    statuses: jsonb('statuses').$type<readonly RegistrationStatus[]>().notNull(),
    kinds: jsonb('kinds').$type<readonly RegistrationKind[]>().notNull(),
    /** One line. */
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    /** How many it went to. */
    recipients: integer('recipients').notNull(),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [
    index('staff_message_roster').on(table.rosterId, table.id),
    // What stands in a header of a mail is one line, whoever writes.
    check(
      'staff_message_subject',
      sql`${table.subject} !~ '[[:cntrl:]]' and char_length(${table.subject}) between 1 and 200`,
    ),
    check('staff_message_text', sql`char_length(${table.text}) between 1 and 4000`),
  ],
);

export const staffMessageRecipients = pgTable(
  'staff_message_recipient',
  {
    messageId: refColumn<'StaffMessage'>('message_id')
      .notNull()
      .references(() => staffMessages.id, { onDelete: 'cascade' }),
    registrationId: refColumn<'Registration'>('registration_id')
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.registrationId] }),
    index('staff_message_recipient_of').on(table.registrationId),
  ],
);

export type StaffMessageRow = typeof staffMessages.$inferSelect;
