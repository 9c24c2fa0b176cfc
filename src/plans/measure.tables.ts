import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { audiences, bodies } from '../directory/entry.tables.ts';
import { idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import { goals, plans } from './plan.tables.ts';
import type { MeasureImage } from './measure.image.rules.ts';
import type { BodyRole, DeliverableKind, EventKind, FundingKind, TermKind } from './recognition/recognised-plan.ts';

/** A line of the plan. The official wording stays verbatim; what people read and edit stands beside it. */
export const measures = pgTable(
  'measure',
  {
    id: idColumn<'Measure'>(),
    planId: refColumn<'Plan'>('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    /** As printed: '8', '1.2', '3а'. */
    number: text('number').notNull(),
    /** Tells measures apart to which the document gave one number; 1 for the first. */
    ordinal: integer('ordinal').notNull().default(1),
    goalId: refColumn<'Goal'>('goal_id').references(() => goals.id),
    section: text('section'),
    title: text('title').notNull(),
    goalVerbatim: text('goal_verbatim').notNull(),
    titleVerbatim: text('title_verbatim').notNull(),
    audienceVerbatim: text('audience_verbatim').notNull(),
    fundingVerbatim: text('funding_verbatim').notNull(),
    bodiesVerbatim: text('bodies_verbatim').notNull(),
    termVerbatim: text('term_verbatim').notNull(),
    fundingKind: text('funding_kind').$type<FundingKind>().notNull(),
    termKind: text('term_kind').$type<TermKind>().notNull(),
    termStart: date('term_start', { mode: 'string' }),
    termEnd: date('term_end', { mode: 'string' }),
    deliverable: text('deliverable').$type<DeliverableKind>(),
    eventKinds: text('event_kinds').array().$type<EventKind[]>().notNull(),
    /** Lines of the imported document; of a measure that was never in one, none. */
    sourceLines: integer('source_lines').array().notNull(),
    /** Columns of the document beyond ours. */
    extras: jsonb('extras').$type<readonly { heading: string; text: string }[]>().notNull(),
    /** How the last import left the measure: what differs from it now was edited by hand. */
    imported: jsonb('imported').$type<MeasureImage>(),
    /** False when the newest document no longer has the measure; it stays, for its events and reports. */
    inDocument: boolean('in_document').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    unique('measure_plan_number').on(table.planId, table.number, table.ordinal),
    index('measure_goal').on(table.goalId),
    check(
      'measure_term',
      sql`${table.termEnd} is null or ${table.termStart} is null or ${table.termStart} <= ${table.termEnd}`,
    ),
  ],
);

/** Whom a measure is for. A name the directory does not know stays as text, with no audience. */
export const measureAudiences = pgTable(
  'measure_audience',
  {
    measureId: refColumn<'Measure'>('measure_id')
      .notNull()
      .references(() => measures.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    audienceId: refColumn<'Audience'>('audience_id').references(() => audiences.id),
    text: text('text').notNull(),
    qualifier: text('qualifier'),
  },
  (table) => [
    primaryKey({ columns: [table.measureId, table.position] }),
    index('measure_audience_audience').on(table.audienceId),
  ],
);

/** Who answers for a measure, in the document's order. */
export const measureBodies = pgTable(
  'measure_body',
  {
    measureId: refColumn<'Measure'>('measure_id')
      .notNull()
      .references(() => measures.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    bodyId: refColumn<'Body'>('body_id').references(() => bodies.id),
    role: text('role').$type<BodyRole>().notNull(),
    text: text('text').notNull(),
    qualifier: text('qualifier'),
  },
  (table) => [
    primaryKey({ columns: [table.measureId, table.position] }),
    index('measure_body_body').on(table.bodyId),
    check('measure_body_role', sql`${table.role} in ('LEAD', 'CO')`),
  ],
);

export type MeasureRow = typeof measures.$inferSelect;
export type MeasureAudienceRow = typeof measureAudiences.$inferSelect;
export type MeasureBodyRow = typeof measureBodies.$inferSelect;
