import { sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { audiences, districts } from '../../directory/entry.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import { isId } from '../../platform/ids/id.ts';
import { measuresByIds } from '../../plans/measure.store.ts';
import { measures } from '../../plans/measure.tables.ts';
import { goalsByIds, plansByIds } from '../../plans/plan.store.ts';
import { goals, plans } from '../../plans/plan.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import type { Named } from './face.rules.ts';
import type { SearchNames } from './search.face.rules.ts';
import type { Search } from './search.rules.ts';

/** The wordings of the measures that have a number in a year, the oldest plan first; none for a number that nobody gave. */
export async function wordingsOfMeasures(reader: Reader, year: number, number: string): Promise<string[]> {
  const rows = await reader.execute<{ title: string }>(sql`
    select m.title from ${measures} m join ${plans} p on p.id = m.plan_id
    where m.number = ${number} and ${year}::int between p.year and p.last_year order by p.id, m.ordinal`);
  return rows.map(({ title }) => title);
}

export interface GoalOfYear extends Record<string, unknown> {
  readonly id: string;
  readonly year: number;
  readonly slug: string;
  readonly text: string;
  /** Of the goals with its slug in plans of its year: the one that the year and the slug name. */
  readonly isFirst: boolean;
}

/** Whether a goal `g` of a plan `p` is what its year and slug name. */
export const IS_FIRST: SQL = sql`not exists (
  select 1 from ${goals} other join ${plans} beside on beside.id = other.plan_id
  where other.slug = g.slug and beside.year = p.year and beside.id < p.id)`;

/** The goal of a year and a slug: of a plan that begins in that year before one that only reaches into it. */
export async function findGoalOfYear(reader: Reader, year: number, slug: string): Promise<GoalOfYear | undefined> {
  const [row] = await reader.execute<GoalOfYear>(sql`
    select g.id, ${year}::int as year, g.slug, g.text, true as "isFirst"
    from ${goals} g join ${plans} p on p.id = g.plan_id
    where g.slug = ${slug} and ${year}::int between p.year and p.last_year
    order by p.year desc, p.id limit 1`);
  return row;
}

/** What the things are called that a search names. */
export async function namesOfSearch(reader: Reader, search: Search): Promise<SearchNames> {
  const { measureId, goalId } = search;
  const [audienceNames, branchNames, districtNames, measure, goal] = await Promise.all([
    namesBySlugs(reader, audiences, search.audiences),
    namesBySlugs(reader, branches, search.branches),
    namesBySlugs(reader, districts, search.districts),
    measureId === undefined || !isId(measureId) ? null : measureOfId(reader, measureId),
    goalId === undefined || !isId(goalId) ? undefined : goalsByIds(reader, [goalId]),
  ]);
  return {
    ...{ audiences: audienceNames, branches: branchNames, districts: districtNames, measure },
    goal: goal?.get(goalId ?? '')?.text ?? null,
  };
}

async function measureOfId(reader: Reader, id: string): Promise<SearchNames['measure']> {
  const measure = (await measuresByIds(reader, [id])).get(id);
  const plan = measure && (await plansByIds(reader, [measure.planId])).get(measure.planId);
  return measure && plan ? { number: measure.number, year: plan.year } : null;
}

async function namesBySlugs(
  reader: Reader,
  table: PgTable,
  slugs: readonly string[] | undefined,
): Promise<ReadonlyMap<string, Named>> {
  if (!slugs || slugs.length === 0) return new Map();
  const rows = await reader.execute<{ slug: string; nameUk: string; nameEn: string }>(sql`
    select slug, name_uk as "nameUk", name_en as "nameEn" from ${table} where slug = any(${idList(slugs)}::text[])`);
  return new Map(rows.map((row) => [row.slug, row]));
}
