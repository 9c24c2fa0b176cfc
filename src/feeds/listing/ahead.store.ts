import { sql } from 'drizzle-orm';
import { countKey, countsOfProgramme } from '../../events/programme/facet.store.ts';
import { criteriaOf, type ProgrammeCriteria } from '../../events/programme/programme.criteria.ts';
import { listingProfiles } from '../../events/record/listing.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import { audiences, districts } from '../../directory/entry.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { formatUtc, type Instant, laterOf } from '../../platform/time/instant.ts';
import { measures } from '../../plans/measure.tables.ts';
import { plans } from '../../plans/plan.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import type { Search } from '../subjects/search.rules.ts';
import type { ListedRow } from './listed.store.ts';

/** Whose sessions are counted: text, so that a loader can tell equal ones. */
export type AheadKey = string & { readonly __ahead: true };

interface Counted {
  readonly now: string;
  readonly of: ListedRow['of'];
  readonly name: string;
  readonly id: string | null;
  readonly year: number | null;
}

/** Of a listed feed. */
export function aheadKey({ of, name, id, year }: ListedRow, now: Instant): AheadKey {
  return JSON.stringify({ now: formatUtc(now), of, name, id, year } satisfies Counted) as AheadKey;
}

/** Of a search. */
export function aheadOfSearch(search: Search, now: Instant): AheadKey {
  const from = search.from ? laterOf(search.from, now) : now;
  return JSON.stringify({ criteria: criteriaOf({ ...search, includeCancelled: false }, from) }) as AheadKey;
}

/** How many sessions are to come: those that are not over, cancelled or postponed. One statement for all that are listed. */
export async function sessionsAhead(reader: Reader, keys: readonly AheadKey[]): Promise<ReadonlyMap<AheadKey, number>> {
  const asked = keys.map((key) => ({
    key,
    ...(JSON.parse(key) as Counted | { readonly criteria: ProgrammeCriteria }),
  }));
  const found = new Map<AheadKey, number>(keys.map((key) => [key, 0]));
  for (const one of asked) {
    if ('criteria' in one) found.set(one.key, await countSearch(reader, one.criteria));
  }
  const listed = asked.flatMap((one) => ('criteria' in one ? [] : [one]));
  const [first] = listed;
  if (!first) return found;
  for (const { no, count } of await countListed(reader, listed, first.now)) {
    const one = listed[no];
    if (one) found.set(one.key, count);
  }
  return found;
}

async function countSearch(reader: Reader, criteria: ProgrammeCriteria): Promise<number> {
  if (criteria.to !== null && criteria.to <= criteria.from) return 0;
  const key = countKey(criteria, 'total');
  const [total] = (await countsOfProgramme(reader, [key])).get(key) ?? [];
  return total?.count ?? 0;
}

/**
 * Sessions are counted by profile, and each feed is what its profiles sum up to. A profile may be in a feed for several
 * reasons, as of two measures with one number, and counts once.
 */
async function countListed(
  reader: Reader,
  feeds: readonly Counted[],
  now: string,
): Promise<readonly { readonly no: number; readonly count: number }[]> {
  const wanted = JSON.stringify(feeds.map(({ of, name, id, year }, no) => ({ no, of, name, id, year })));
  const isAhead = sql`s.is_listed and s.ends_at > ${now}::timestamptz and s.happening_status not in ('CANCELLED', 'POSTPONED')`;
  return reader.execute<{ no: number; count: number }>(sql`
    with wanted as materialized (
      select * from json_to_recordset(${wanted}::json) as feeds (no int, of text, name text, id uuid, year int)
    ), ahead as materialized (
      select s.profile_id, count(*) as n from ${eventSessions} s where ${isAhead} group by s.profile_id
    ), things as materialized (
      select w.no, w.of, a.id::text as thing from wanted w join ${audiences} a on a.slug = w.name where w.of = 'AUDIENCE'
      union all select w.no, w.of, b.id::text from wanted w join ${branches} b on b.slug = w.name where w.of = 'BRANCH'
      union all select w.no, 'BRANCH', b.id::text from wanted w join ${districts} d on d.slug = w.name
        join ${branches} b on b.district_id = d.id where w.of = 'DISTRICT'
      union all select w.no, w.of, w.name from wanted w where w.of = 'KIND'
      union all select w.no, w.of, m.id::text from wanted w join ${plans} p on w.year between p.year and p.last_year
        join ${measures} m on m.plan_id = p.id and m.number = w.name where w.of = 'MEASURE'
      union all select w.no, 'MEASURE', m.id::text from wanted w join ${measures} m on m.goal_id = w.id where w.of = 'GOAL'
    ), hits as (
      select distinct things.no, ahead.profile_id, ahead.n from ahead
      join ${listingProfiles} p on p.id = ahead.profile_id
      cross join lateral (
        select 'AUDIENCE' as of, unnest(p.audience_ids)::text as thing
        union all select 'BRANCH', p.branch_id::text
        union all select 'KIND', p.kind
        union all select 'MEASURE', unnest(p.measure_ids)::text
      ) said join things on things.of = said.of and things.thing = said.thing
    )
    select no, sum(n)::int as count from hits group by no
    union all
    select w.no, count(*)::int from wanted w join ${eventSessions} s on s.event_id = w.id
    where w.of in ('SERIES', 'EVENT') and ${isAhead} group by w.no`);
}
