import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../platform/db/columns.ts';

/** A code list: target audiences. `code` is for programs, `slug` for addresses; neither changes. */
export const audiences = pgTable('audience', {
  id: idColumn<'Audience'>(),
  code: text('code').notNull().unique(),
  slug: text('slug').notNull().unique(),
  nameUk: text('name_uk').notNull(),
  nameEn: text('name_en').notNull(),
  version: integer('version').notNull().default(1),
  updatedAt: instantColumn('updated_at').notNull(),
});

/** Responsible bodies: departments, and groups ("district administrations") that stand for their members. */
export const bodies = pgTable('body', {
  id: idColumn<'Body'>(),
  code: text('code').notNull().unique(),
  slug: text('slug').notNull().unique(),
  nameUk: text('name_uk').notNull(),
  nameEn: text('name_en').notNull(),
  shortName: text('short_name').notNull(),
  isGroup: boolean('is_group').notNull().default(false),
  version: integer('version').notNull().default(1),
  updatedAt: instantColumn('updated_at').notNull(),
});

export const bodyMembers = pgTable(
  'body_member',
  {
    groupId: refColumn<'Body'>('group_id')
      .notNull()
      .references(() => bodies.id, { onDelete: 'cascade' }),
    memberId: refColumn<'Body'>('member_id')
      .notNull()
      .references(() => bodies.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.memberId] }),
    check('body_member_not_itself', sql`${table.groupId} <> ${table.memberId}`),
  ],
);

export const districts = pgTable('district', {
  id: idColumn<'District'>(),
  code: text('code').notNull().unique(),
  slug: text('slug').notNull().unique(),
  nameUk: text('name_uk').notNull(),
  nameEn: text('name_en').notNull(),
  version: integer('version').notNull().default(1),
  updatedAt: instantColumn('updated_at').notNull(),
});

export const schools = pgTable(
  'school',
  {
    id: idColumn<'School'>(),
    code: text('code').notNull().unique(),
    slug: text('slug').notNull().unique(),
    nameUk: text('name_uk').notNull(),
    nameEn: text('name_en').notNull(),
    districtId: refColumn<'District'>('district_id').references(() => districts.id),
    version: integer('version').notNull().default(1),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [index('school_district').on(table.districtId)],
);

/** Newsrooms and other media that nominate journalists. */
export const outlets = pgTable('outlet', {
  id: idColumn<'Outlet'>(),
  code: text('code').notNull().unique(),
  slug: text('slug').notNull().unique(),
  nameUk: text('name_uk').notNull(),
  nameEn: text('name_en').notNull(),
  version: integer('version').notNull().default(1),
  updatedAt: instantColumn('updated_at').notNull(),
});

/**
 * Further spellings under which a document may name an entry. `key` is the spelling as it is compared; within one list a
 * key means one entry, also against two people adding it at once.
 */
export const aliases = pgTable(
  'directory_alias',
  {
    list: text('list').$type<'audience' | 'body' | 'district' | 'school' | 'outlet'>().notNull(),
    key: text('key').notNull(),
    text: text('text').notNull(),
    entryId: refColumn<'Audience' | 'Body' | 'District' | 'School' | 'Outlet'>('entry_id').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.list, table.key] }),
    index('directory_alias_entry').on(table.entryId),
    check('directory_alias_list', sql`${table.list} in ('audience', 'body', 'district', 'school', 'outlet')`),
  ],
);

export type AudienceRow = typeof audiences.$inferSelect;
export type BodyRow = typeof bodies.$inferSelect;
export type DistrictRow = typeof districts.$inferSelect;
export type SchoolRow = typeof schools.$inferSelect;
export type OutletRow = typeof outlets.$inferSelect;
export type AliasRow = typeof aliases.$inferSelect;
