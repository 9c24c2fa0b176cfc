import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Role } from '../platform/access/viewer.ts';
import { people } from './person.tables.ts';
import type { ScopeKind } from './role.rules.ts';

/**
 * A role that a person has within a scope. What is scoped lies on higher floors (plans, branches, events), so that its
 * existence is asked of `ScopeRegistry` when the role is given and no foreign key can say it.
 */
export const assignments = pgTable(
  'role_assignment',
  {
    id: idColumn<'Assignment'>(),
    personId: refColumn<'Person'>('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    scopeKind: text('scope_kind').$type<ScopeKind>().notNull(),
    scopeId: uuid('scope_id'),
    grantedBy: uuid('granted_by').$type<Id<'Person'>>(),
    grantedAt: instantColumn('granted_at').notNull(),
  },
  (table) => [
    unique('role_assignment_once').on(table.personId, table.role, table.scopeId).nullsNotDistinct(),
    index('role_assignment_scope').on(table.scopeId, table.role),
    check('role_assignment_scoped', sql`(${table.scopeKind} = 'CITY') = (${table.scopeId} is null)`),
    check(
      'role_assignment_role',
      sql`(${table.role}, ${table.scopeKind}) in (('ADMIN', 'CITY'), ('COORDINATOR', 'PLAN'), ('REPORTER', 'BODY'),
        ('LIBRARIAN', 'BRANCH'), ('APPROVER', 'BRANCH'), ('TRAINER', 'CITY'), ('DOOR', 'BRANCH'), ('DOOR', 'EVENT'),
        ('TEACHER', 'SCHOOL'), ('SCHOOL_HEAD', 'SCHOOL'), ('NOMINATOR', 'BODY'), ('NOMINATOR', 'OUTLET'))`,
    ),
  ],
);

export type AssignmentRow = typeof assignments.$inferSelect;
