import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from '../../identity/person.tables.ts';
import { measures } from '../../plans/measure.tables.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { bytesColumn, idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { events } from '../record/event.tables.ts';

export type ProposalState = 'NEW' | 'CONVERTED' | 'DECLINED';

/** An event that somebody from outside proposes: an organisation, or a speaker. Its contact is personal data. */
export const eventProposals = pgTable(
  'event_proposal',
  {
    id: idColumn<'Proposal'>(),
    state: text('state').$type<ProposalState>().notNull().default('NEW'),
    organisation: text('organisation'),
    contactName: text('contact_name'),
    contactEmail: text('contact_email'),
    contactPhone: text('contact_phone'),
    title: text('title').notNull(),
    description: text('description').notNull(),
    kind: text('kind').$type<EventKind>(),
    audienceIds: uuid('audience_ids').array().$type<Id<'Audience'>[]>().notNull().default([]),
    /** In the proposer's words: `вівторки по обіді, у травні`. */
    wishedTimes: text('wished_times'),
    branchId: refColumn<'Branch'>('branch_id').references(() => branches.id),
    measureId: refColumn<'Measure'>('measure_id').references(() => measures.id),
    expectedPeople: integer('expected_people'),
    /** ISO 639-1 of the language in which they wrote, and are answered. */
    language: text('language').$type<Language>().notNull(),
    /** Hash of the form it came by: each form brings one proposal. */
    formHash: bytesColumn('form_hash').notNull().unique(),
    eventId: refColumn<'Event'>('event_id').references(() => events.id, { onDelete: 'set null' }),
    decidedById: refColumn<'Person'>('decided_by_id').references(() => people.id),
    decidedAt: instantColumn('decided_at'),
    /** Why it was declined, for the proposer. */
    reason: text('reason'),
    /** When the contact was forgotten. */
    purgedAt: instantColumn('purged_at'),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('event_proposal_state').on(table.state, table.createdAt),
    index('event_proposal_branch').on(table.branchId),
    index('event_proposal_event').on(table.eventId),
    check('event_proposal_state_known', sql`${table.state} in ('NEW', 'CONVERTED', 'DECLINED')`),
    check('event_proposal_decided', sql`(${table.state} = 'NEW') = (${table.decidedAt} is null)`),
  ],
);

/**
 * The key by which the program knows its forms again, the same for all its processes. It keeps robots out and nothing else:
 * whoever reads it here reads the proposals beside it.
 */
export const proposalFormKeys = pgTable(
  'proposal_form_key',
  {
    id: integer('id').primaryKey(),
    key: bytesColumn('key').notNull(),
  },
  (table) => [check('proposal_form_key_one', sql`${table.id} = 1`)],
);

export type ProposalRow = typeof eventProposals.$inferSelect;
