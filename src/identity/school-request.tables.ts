import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { schools } from '../directory/entry.tables.ts';
import { idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import type { Id } from '../platform/ids/id.ts';
import { people } from './person.tables.ts';

/** A teacher's wish to act for a school, until its head or a librarian has decided. */
export const schoolRequests = pgTable(
  'school_request',
  {
    id: idColumn<'SchoolRequest'>(),
    schoolId: refColumn<'School'>('school_id')
      .notNull()
      .references(() => schools.id),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    state: text('state').$type<'PENDING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN'>().notNull().default('PENDING'),
    createdAt: instantColumn('created_at').notNull(),
    decidedAt: instantColumn('decided_at'),
    decidedBy: uuid('decided_by').$type<Id<'Person'>>(),
  },
  (table) => [
    uniqueIndex('school_request_pending')
      .on(table.schoolId, table.personId)
      .where(sql`${table.state} = 'PENDING'`),
    index('school_request_school').on(table.schoolId, table.state, table.id),
    index('school_request_person').on(table.personId),
    check('school_request_states', sql`${table.state} in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN')`),
    check('school_request_decided', sql`(${table.state} = 'PENDING') = (${table.decidedAt} is null)`),
  ],
);

export type SchoolRequestRow = typeof schoolRequests.$inferSelect;
