import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn, idColumn, instantColumn } from '../db/columns.ts';

/**
 * A message to be sent, written in the transaction that caused it. It names what it is about and holds neither address
 * nor text: both are made when it is sent, so that nothing secret or personal lies in a queue.
 */
export const outgoingMails = pgTable(
  'outgoing_mail',
  {
    id: idColumn<'OutgoingMail'>(),
    /** Which text: a name that a feature registered. */
    kind: text('kind').notNull(),
    /** What the text is about; the feature that registered the kind knows what it is an id of. */
    aboutId: uuid('about_id').notNull(),
    /** DROPPED: there was nobody to send it to any more (used link, erased person). */
    state: text('state').$type<'QUEUED' | 'SENT' | 'FAILED' | 'DROPPED'>().notNull().default('QUEUED'),
    attempts: integer('attempts').notNull().default(0),
    /** What the mail server said last, with addresses masked. */
    lastError: text('last_error'),
    createdAt: instantColumn('created_at').notNull(),
    /** When it was sent, dropped, or failed for good. */
    endedAt: instantColumn('ended_at'),
  },
  (table) => [
    index('outgoing_mail_state').on(table.state, table.id),
    check('outgoing_mail_states', sql`${table.state} in ('QUEUED', 'SENT', 'FAILED', 'DROPPED')`),
    check('outgoing_mail_ended', sql`(${table.state} = 'QUEUED') = (${table.endedAt} is null)`),
  ],
);

/** Messages kept instead of sent, where no mail server is set: development only, read at /dev/mail. */
export const keptMails = pgTable('kept_mail', {
  id: idColumn<'KeptMail'>(),
  recipient: text('recipient').notNull(),
  subject: text('subject').notNull(),
  /** The whole message as a mail server would get it (RFC 5322). */
  raw: bytesColumn('raw').notNull(),
  keptAt: instantColumn('kept_at').notNull(),
});

export type OutgoingMailRow = typeof outgoingMails.$inferSelect;
export type KeptMailRow = typeof keptMails.$inferSelect;
