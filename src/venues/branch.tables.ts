import { pgTable, text } from 'drizzle-orm/pg-core';
import { districts } from '../directory/entry.tables.ts';
import { idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';

/** A library, or another place of the city where events are held. */
export const branches = pgTable('branch', {
  id: idColumn<'Branch'>(),
  slug: text('slug').notNull().unique(),
  nameUk: text('name_uk').notNull(),
  nameEn: text('name_en').notNull(),
  address: text('address').notNull(),
  districtId: refColumn<'District'>('district_id').references(() => districts.id),
  /** IANA name; the wall clock of this zone is the truth for all that is held here. */
  zone: text('zone').notNull(),
  createdAt: instantColumn('created_at').notNull(),
});

export type BranchRow = typeof branches.$inferSelect;
