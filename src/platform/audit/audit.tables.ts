import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn } from '../db/columns.ts';
import type { Id } from '../ids/id.ts';

/** One changed field; personal data and secrets are masked before they come here. */
export interface AuditedChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Who did what to which thing when. Append-only: triggers refuse UPDATE, DELETE and TRUNCATE (a migration of its own).
 * It holds ids and no names, so that it needs no change when a person is erased: the id is then their pseudonym.
 */
export const auditEntries = pgTable(
  'audit_entry',
  {
    id: idColumn<'AuditEntry'>(),
    at: instantColumn('at').notNull(),
    /** Null for the program itself, and for somebody who has no account. */
    actorId: uuid('actor_id').$type<Id<'Person'>>(),
    /** SESSION, API_TOKEN, LINK (out of a mail to them), SYSTEM or NOBODY: by what the actor was known. */
    via: text('via').$type<'SESSION' | 'API_TOKEN' | 'LINK' | 'SYSTEM' | 'NOBODY'>().notNull(),
    action: text('action').notNull(),
    thingKind: text('thing_kind').notNull(),
    thingId: uuid('thing_id').notNull(),
    changes: jsonb('changes').$type<readonly AuditedChange[]>().notNull(),
    /** Whose staff may read it: ids of the branch, plan, school or body the thing belongs to. */
    scopeIds: uuid('scope_ids').array().notNull(),
    requestId: text('request_id'),
  },
  (table) => [
    index('audit_entry_thing').on(table.thingId, table.id),
    index('audit_entry_actor').on(table.actorId, table.id),
    index('audit_entry_scopes').using('gin', table.scopeIds),
  ],
);

export type AuditRow = typeof auditEntries.$inferSelect;
