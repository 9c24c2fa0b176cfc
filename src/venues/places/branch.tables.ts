import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { districts, schools } from '../../directory/entry.tables.ts';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';

/** A library of the city, or a place that is not ours and where things are held all the same: a school's own hall. */
export type BranchKind = 'LIBRARY' | 'EXTERNAL';

/** A library, or another place of the city where events are held. */
export const branches = pgTable(
  'branch',
  {
    id: idColumn<'Branch'>(),
    kind: text('kind').$type<BranchKind>().notNull().default('LIBRARY'),
    slug: text('slug').notNull().unique(),
    nameUk: text('name_uk').notNull(),
    nameEn: text('name_en').notNull(),
    address: text('address').notNull(),
    districtId: refColumn<'District'>('district_id').references(() => districts.id),
    /** Of an external venue: the school whose it is. */
    schoolId: refColumn<'School'>('school_id').references(() => schools.id),
    /** WGS 84 degrees; both or neither. */
    latitude: doublePrecision('latitude'),
    longitude: doublePrecision('longitude'),
    phone: text('phone'),
    email: text('email'),
    /** IANA name; the wall clock of this zone is the truth for all that is held here. */
    zone: text('zone').notNull(),
    /** Whether one gets in without a step; null when nobody has said. */
    stepFree: boolean('step_free'),
    /** How many people its shelter holds: no more may be expected in a room at once. */
    shelterCapacity: integer('shelter_capacity'),
    photoUrl: text('photo_url'),
    /** Whether the city's list of public holidays closes it; in some years the law keeps everything open. */
    closesOnHolidays: boolean('closes_on_holidays').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull().defaultNow(),
  },
  (table) => [
    check('branch_kind', sql`${table.kind} in ('LIBRARY', 'EXTERNAL')`),
    check('branch_point', sql`(${table.latitude} is null) = (${table.longitude} is null)`),
    check(
      'branch_on_earth',
      sql`${table.latitude} between -90 and 90 and ${table.longitude} between -180 and 180 or ${table.latitude} is null`,
    ),
    check('branch_shelter', sql`${table.shelterCapacity} > 0`),
  ],
);

export type BranchRow = typeof branches.$inferSelect;
