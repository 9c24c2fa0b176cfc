import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn, idColumn, instantColumn } from '../db/columns.ts';
import type { Id } from '../ids/id.ts';

/** Documents on their way to a use case: kept for their owner alone, and for a short time. */
export const uploads = pgTable(
  'upload',
  {
    id: idColumn<'Upload'>(),
    ownerId: uuid('owner_id').$type<Id<'Person'>>().notNull(),
    fileName: text('file_name').notNull(),
    size: integer('size').notNull(),
    bytes: bytesColumn('bytes').notNull(),
    createdAt: instantColumn('created_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (table) => [index('upload_owner').on(table.ownerId), index('upload_expiry').on(table.expiresAt)],
);

export type Upload = typeof uploads.$inferSelect;
