import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from './branch.tables.ts';

export type EquipmentKind =
  | 'PROJECTOR'
  | 'SCREEN'
  | 'LAPTOP'
  | 'MICROPHONE'
  | 'SPEAKERS'
  | 'CAMERA'
  | 'FLIPCHART'
  | 'EXHIBITION_STAND'
  | 'CHAIR'
  | 'TABLE'
  | 'OTHER';

/** What a branch has so many of and carries from room to room. */
export const equipment = pgTable(
  'equipment',
  {
    id: idColumn<'Equipment'>(),
    branchId: refColumn<'Branch'>('branch_id')
      .notNull()
      .references(() => branches.id),
    kind: text('kind').$type<EquipmentKind>().notNull(),
    nameUk: text('name_uk').notNull(),
    nameEn: text('name_en').notNull(),
    /** How many there are; 0 when all are gone for good. */
    quantity: integer('quantity').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [index('equipment_branch').on(table.branchId), check('equipment_quantity', sql`${table.quantity} >= 0`)],
);

export type EquipmentRow = typeof equipment.$inferSelect;
