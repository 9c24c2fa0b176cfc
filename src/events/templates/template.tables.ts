import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import type { TemplateContent } from './template.rules.ts';

/** What events of a sort have in common, to begin a new one with. */
export const eventTemplates = pgTable(
  'event_template',
  {
    id: idColumn<'EventTemplate'>(),
    /** Null for a template of the whole city. */
    branchId: refColumn<'Branch'>('branch_id').references(() => branches.id),
    nameUk: text('name_uk').notNull(),
    nameEn: text('name_en'),
    /** The fields of an event that it gives. */
    content: jsonb('content').$type<TemplateContent>().notNull(),
    wallMinutes: integer('wall_minutes'),
    layoutKind: text('layout_kind').$type<LayoutKind>(),
    expectedPeople: integer('expected_people'),
    /** By sort, since each branch has its own: kind and quantity. */
    equipment: jsonb('equipment').$type<readonly { kind: string; quantity: number }[]>().notNull().default([]),
    retiredAt: instantColumn('retired_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('event_template_branch').on(table.branchId, table.nameUk),
    check('event_template_minutes', sql`${table.wallMinutes} > 0`),
    check('event_template_people', sql`${table.expectedPeople} > 0`),
  ],
);

export type EventTemplateRow = typeof eventTemplates.$inferSelect;
