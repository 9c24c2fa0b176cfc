import { boolean, pgTable } from 'drizzle-orm/pg-core';
import { instantColumn, refColumn } from '../../platform/db/columns.ts';
import { branches } from '../../venues/places/branch.tables.ts';

/** How a branch edits; one without a row has every event approved by an approver. */
export const branchEditing = pgTable('branch_editing', {
  branchId: refColumn<'Branch'>('branch_id')
    .primaryKey()
    .references(() => branches.id),
  /** Whether authors publish without anybody's approval: small branches have nobody else. */
  authorsPublish: boolean('authors_publish').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});
