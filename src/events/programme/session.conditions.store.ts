import { type SQL, sql } from 'drizzle-orm';
import { events } from '../record/event.tables.ts';
import { eventSessions } from '../record/session.tables.ts';
import { all } from './profile.conditions.store.ts';
import type { ProgrammeCriteria } from './programme.criteria.ts';

/** A start in milliseconds, and an id. */
export type SessionKey = readonly [string, string];
/** No id lies before it. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Sets in which conditions look things up, made once for a statement: they stand before it. */
export function setsOf(criteria: ProgrammeCriteria, ...further: readonly SQL[]): SQL {
  const { from, words } = criteria;
  // What runs already when the period begins, an exhibition, a contest, is little, and found by an index of its own.
  const running = sql`running as materialized (
    select s.id, s.starts_at, s.profile_id, s.event_id, s.happening_status from ${eventSessions} s
    where s.is_listed and s.starts_at < ${from}::timestamptz and tstzrange(s.starts_at, s.ends_at) @> ${from}::timestamptz)`;
  const worded = sql`worded as materialized (select e.id from ${events} e where ${hasWords(sql`e.search_text`, words)})`;
  return sql`with ${sql.join([running, ...(words.length > 0 ? [worded] : []), ...further], sql`, `)}`;
}

/** The words in any order, as search.rules.ts has them: what is a whole word there ends with a full stop. */
export function hasWords(searched: SQL, words: readonly string[]): SQL {
  const asked = words.map((word) => (word.endsWith('.') ? `'${word}'` : `'${word}':*`)).join(' & ');
  return sql`search_lexemes(${searched}) @@ ${asked}::tsquery`;
}

/**
 * The sessions `s` of the period, behind a place of the list, with what is asked of them beside their profiles: those of
 * `running`, and those that start in it, which an index has in their order. That one is walked from where the page begins.
 */
export function partsOf(criteria: ProgrammeCriteria, after: SessionKey | null): readonly SQL[] {
  const { from, to, words, includeCancelled } = criteria;
  const [millis, id] = after ?? ['-Infinity', FIRST_ID];
  const start = sql`to_timestamp(${millis}::float8 / 1000)`;
  const rest = all(
    sql`(${includeCancelled}::boolean or s.happening_status not in ('CANCELLED', 'POSTPONED'))`,
    // Within `coalesce` a set stays a set: joined, all sessions would be sorted for every page.
    ...(words.length > 0 ? [sql`coalesce(s.event_id in (select id from worded), false)`] : []),
  );
  return [
    sql`running s where (s.starts_at, s.id) > (${start}, ${id}::uuid) and ${rest}`,
    sql`${eventSessions} s where s.is_listed and s.starts_at < ${to ?? 'infinity'}::timestamptz
      and (s.starts_at, s.id) > (greatest(${start}, ${from}::timestamptz),
        case when ${start} >= ${from}::timestamptz then ${id} else ${FIRST_ID} end::uuid)
      and ${rest}`,
  ];
}
