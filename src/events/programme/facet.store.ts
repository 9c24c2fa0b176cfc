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

/** From where values are taken, of profiles `h` with the number `n` of their sessions. */
const VALUES: Readonly<Record<Counted, { readonly value: SQL; readonly from?: SQL }>> = {
  kinds: { value: sql`h.kind` },
  branches: { value: sql`h.branch_id::text` },
  districts: {
    value: sql`b.district_id::text`,
    from: sql`join ${branches} b on b.id = h.branch_id and b.district_id is not null`,
  },
  audiences: { value: sql`u.id::text`, from: sql`cross join unnest(h.audience_ids) u (id)` },
  measures: { value: sql`u.id::text`, from: sql`cross join unnest(h.measure_ids) u (id)` },
  languages: { value: sql`h.language` },
  modes: { value: sql`h.mode` },
  signLanguage: { value: sql`'true'`, from: sql`join (values (true)) yes (it) on h.sign_language = yes.it` },
  stepFree: { value: sql`'true'`, from: sql`join (values (true)) yes (it) on h.step_free = yes.it` },
  total: { value: sql`'all'` },
};
const COUNTED = Object.keys(VALUES) as Counted[];

const bitOf = (dimension: Dimension) => sql.raw(String(2 ** DIMENSIONS.indexOf(dimension)));

/**
 * Sessions are counted by profile, in the same index that pages walk, and the profiles by what they say. A value counts
 * whatever all other dimensions let through: `missed` has a bit for each dimension that the profile does not fit. What
 * nobody wants stands in the text all the same, so that there is one text for all, and is not worked out.
 */
async function counts(
  reader: Reader,
  criteria: ProgrammeCriteria,
  wanted: ReadonlyMap<string, unknown>,
): Promise<CountRow[]> {
  const conditions = conditionsOf(criteria);
  const parts = partsOf(criteria, null).map((part) => sql`select s.profile_id from ${part}`);
  const missed = DIMENSIONS.map(
    (dimension) => sql`case when ${conditions[dimension]} then 0 else ${bitOf(dimension)} end`,
  );
  const each = COUNTED.map((counted) => {
    const { value, from = sql`` } = VALUES[counted];
    const own = counted === 'total' ? sql`` : sql`, ${bitOf(counted)}`;
    return sql`select ${sql.raw(`'${counted}'`)}, ${value}, sum(n)::int from hit h ${from}
      where ${wanted.has(counted)}::boolean and h.missed in (0${own}) group by 2`;
  });
  return reader.execute<CountRow>(sql`
    ${setsOf(criteria)}, counted as (
      select profile_id, count(*) as n from (${sql.join(parts, sql` union all `)}) both_parts group by profile_id
    ), hit as materialized (
      select p.kind, p.branch_id, p.audience_ids, p.measure_ids, p.language, p.mode, p.sign_language, p.step_free, c.n,
        ${sql.join(missed, sql` + `)} as missed
      from counted c join ${listingProfiles} p on p.id = c.profile_id
    )
    select * from (${sql.join(each, sql` union all `)}) counts (counted, value, count) order by count desc, value`);
}
