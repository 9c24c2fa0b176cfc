import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { listingProfiles } from '../record/listing.tables.ts';
import { conditionsOf, type Dimension, DIMENSIONS } from './profile.conditions.store.ts';
import type { ProgrammeCriteria } from './programme.criteria.ts';
import { partsOf, setsOf } from './session.conditions.store.ts';

/** What is counted: the sessions by each value of a dimension, or all of them. */
export type Counted = Exclude<Dimension, 'others'> | 'total';

/** How many sessions have a value: a code, or the id of what the dimension is made of. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What of a programme is to be counted: text, so that a loader can tell equal ones. */
export type CountKey = string & { readonly __count: true };

export function countKey(criteria: ProgrammeCriteria, counted: Counted): CountKey {
  return JSON.stringify([counted, JSON.stringify(criteria)]) as CountKey;
}

/** The counts that are asked for, the largest first: one statement for all of one programme. */
export async function countsOfProgramme(
  reader: Reader,
  keys: readonly CountKey[],
): Promise<ReadonlyMap<CountKey, ValueCount[]>> {
  const byCriteria = new Map<string, Map<string, CountKey>>();
  for (const key of keys) {
    const [counted, criteria] = JSON.parse(key) as [Counted, string];
    const wanted = byCriteria.get(criteria) ?? new Map<string, CountKey>();
    byCriteria.set(criteria, wanted.set(counted, key));
  }
  const found = new Map<CountKey, ValueCount[]>(keys.map((key) => [key, []]));
  for (const [criteria, wanted] of byCriteria) {
    for (const { counted, value, count } of await counts(reader, JSON.parse(criteria) as ProgrammeCriteria, wanted)) {
      const key = wanted.get(counted);
      if (key) found.get(key)?.push({ value, count });
    }
  }
  return found;
}

interface CountRow extends Record<string, unknown> {
  readonly counted: Counted;
  readonly value: string;
  readonly count: number;
}

/** What profiles are grouped by, once for all facets that are made of it. */
const GROUPS = {
  kind: sql`kind`,
  branch: sql`branch_id`,
  audiences: sql`audience_ids`,
  measures: sql`measure_ids`,
  language: sql`language`,
  mode: sql`mode`,
  signLanguage: sql`sign_language`,
  stepFree: sql`step_free`,
  all: null,
} as const;
type Group = keyof typeof GROUPS;
const GROUP_NAMES = Object.keys(GROUPS) as Group[];

/** From which group values are taken, of sums `g` of sessions. */
const VALUES: Readonly<Record<Counted, { readonly of: Group; readonly value: SQL; readonly from?: SQL }>> = {
  kinds: { of: 'kind', value: sql`g.kind` },
  branches: { of: 'branch', value: sql`g.branch_id` },
  districts: { of: 'branch', value: sql`b.district_id`, from: sql`join ${branches} b on b.id = g.branch_id` },
  audiences: { of: 'audiences', value: sql`u.id`, from: sql`cross join unnest(g.audience_ids) u (id)` },
  measures: { of: 'measures', value: sql`u.id`, from: sql`cross join unnest(g.measure_ids) u (id)` },
  languages: { of: 'language', value: sql`g.language` },
  modes: { of: 'mode', value: sql`g.mode` },
  signLanguage: { of: 'signLanguage', value: sql`nullif(g.sign_language, false)` },
  stepFree: { of: 'stepFree', value: sql`nullif(g.step_free, false)` },
  total: { of: 'all', value: sql`'all'::text` },
};
const COUNTED = Object.keys(VALUES) as Counted[];

const bitOf = (dimension: Dimension) => sql.raw(String(2 ** DIMENSIONS.indexOf(dimension)));

/**
 * Sessions are counted by profile, in the same index that pages walk, and the profiles by what they say. A value counts
 * whatever all other dimensions let through: `missed` has a bit for each dimension that the profile does not fit, and what
 * misses two counts nowhere. There is one text for all facets, and one for the number alone.
 */
async function counts(
  reader: Reader,
  criteria: ProgrammeCriteria,
  wanted: ReadonlyMap<string, unknown>,
): Promise<CountRow[]> {
  const counted: readonly Counted[] = [...wanted.keys()].every((one) => one === 'total') ? ['total'] : COUNTED;
  const groups = GROUP_NAMES.filter((group) => counted.some((one) => VALUES[one].of === group));
  const conditions = conditionsOf(criteria);
  const parts = partsOf(criteria, null).map((part) => sql`select s.profile_id from ${part}`);
  const missed = DIMENSIONS.map(
    (dimension) => sql`case when ${conditions[dimension]} then 0 else ${bitOf(dimension)} end`,
  );
  const columns = groups.flatMap((group) => GROUPS[group] ?? []);
  const sets = groups.map((group) => sql`(${sql.join([sql`missed`, ...columnOf(group)], sql`, `)})`);
  const each = counted.map((one) => {
    const { of, value, from = sql`` } = VALUES[one];
    const own = one === 'total' ? sql`` : sql`, ${bitOf(one)}`;
    return sql`select ${sql.raw(`'${one}'`)}, (${value})::text, sum(n)::int from summed g ${from}
      where g.of = ${sql.raw(String(maskOf(of, groups)))} and g.missed in (0${own}) and ${value} is not null group by ${value}`;
  });
  return reader.execute<CountRow>(sql`
    ${setsOf(criteria)}, counted as (
      select profile_id, count(*)::int as n from (${sql.join(parts, sql` union all `)}) both_parts group by profile_id
    ), hit as materialized (
      select * from (select ${sql.join([...columns, sql`n`, sql`${sql.join(missed, sql` + `)} as missed`], sql`, `)}
        from counted join ${listingProfiles} p on p.id = profile_id) profiles
      where missed & (missed - 1) = 0
    ), summed as materialized (
      select ${sql.join([sql`missed`, ...columns], sql`, `)}, sum(n) as n,
        ${columns.length > 0 ? sql`grouping(${sql.join(columns, sql`, `)})` : sql`0`} as of
      from hit group by grouping sets (${sql.join(sets, sql`, `)})
    )
    select * from (${sql.join(each, sql` union all `)}) counts (counted, value, count) order by count desc, value`);
}

function columnOf(group: Group): SQL[] {
  const column = GROUPS[group];
  return column ? [column] : [];
}

/** What `grouping` says of the sums of a group: a bit for each column that they are not made of, the first one highest. */
function maskOf(group: Group, groups: readonly Group[]): number {
  const columns = groups.filter((one) => GROUPS[one]);
  return columns.reduce((mask, one) => 2 * mask + (one === group ? 0 : 1), 0);
}
