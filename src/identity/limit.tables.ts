import { index, integer, pgTable } from 'drizzle-orm/pg-core';
import { bytesColumn, instantColumn } from '../platform/db/columns.ts';

/** How often something was tried lately, by a key that is hashed: it is made of addresses of people and machines. */
export const limits = pgTable(
  'attempt_limit',
  {
    key: bytesColumn('key').primaryKey(),
    attempts: integer('attempts').notNull(),
    /** Before this moment a further try is refused. */
    freeAt: instantColumn('free_at').notNull(),
    /** After this moment all is forgotten. */
    forgetAt: instantColumn('forget_at').notNull(),
  },
  (table) => [index('attempt_limit_forget').on(table.forgetAt)],
);

export type LimitRow = typeof limits.$inferSelect;
