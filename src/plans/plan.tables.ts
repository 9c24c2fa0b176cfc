import { date, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';

/** What of a plan's header a document says and a person may edit. */
export interface PlanImage {
  readonly approver: string | null;
  readonly approvalDate: string | null;
}

/** An official plan of measures: one document, one year. */
export const plans = pgTable(
  'plan',
  {
    id: idColumn<'Plan'>(),
    year: integer('year').notNull(),
    /** Equal to `year` but for a plan of several years. */
    lastYear: integer('last_year').notNull(),
    title: text('title').notNull(),
    /** The title as titles are compared: a repeated import finds its plan by it. */
    titleKey: text('title_key').notNull(),
    approver: text('approver'),
    /** Null while the document's date is blank: the plan is not approved. */
    approvalDate: date('approval_date', { mode: 'string' }),
    /** How the last import left the header: what differs from it now was edited by hand. */
    imported: jsonb('imported').$type<PlanImage>(),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [unique('plan_year_title').on(table.year, table.titleKey)],
);

/** A communication goal, shared by the measures that serve it. */
export const goals = pgTable(
  'goal',
  {
    id: idColumn<'Goal'>(),
    planId: refColumn<'Plan'>('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    slug: text('slug').notNull(),
    text: text('text').notNull(),
    textKey: text('text_key').notNull(),
  },
  (table) => [
    unique('goal_plan_text').on(table.planId, table.textKey),
    unique('goal_plan_slug').on(table.planId, table.slug),
  ],
);

export type PlanRow = typeof plans.$inferSelect;
export type GoalRow = typeof goals.$inferSelect;
