import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { people } from '../../identity/person.tables.ts';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { EditorialAction } from '../record/editorial.rules.ts';
import { events } from '../record/event.tables.ts';

/** The way an event has come, step by step, with what was said. */
export const eventReviews = pgTable(
  'event_review',
  {
    id: idColumn<'EventReview'>(),
    eventId: refColumn<'Event'>('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    action: text('action').$type<EditorialAction>().notNull(),
    comment: text('comment'),
    personId: refColumn<'Person'>('person_id').references(() => people.id),
    /** The version of the event that it was about. */
    eventVersion: integer('event_version').notNull(),
    at: instantColumn('at').notNull(),
  },
  (table) => [
    index('event_review_event').on(table.eventId, table.at),
    check('event_review_comment', sql`${table.action} <> 'RETURN' or ${table.comment} is not null`),
  ],
);

export type EventReviewRow = typeof eventReviews.$inferSelect;
