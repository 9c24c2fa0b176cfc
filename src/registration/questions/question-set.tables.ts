import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { Question } from './question.rules.ts';

/** The questions that the form of a roster begins with, one set for each kind of event. */
export const questionSets = pgTable(
  'question_set',
  {
    kind: text('kind').$type<EventKind>().primaryKey(),
    /** By it the audit and a refused edit name the set. */
    id: refColumn<'QuestionSet'>('id').notNull().unique(),
    questions: jsonb('questions').$type<readonly Question[]>().notNull(),
    version: integer('version').notNull().default(1),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [check('question_set_list', sql`jsonb_typeof(${table.questions}) = 'array'`)],
);

export type QuestionSetRow = typeof questionSets.$inferSelect;
