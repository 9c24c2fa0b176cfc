import { and, type SQL, sql } from 'drizzle-orm';
import { audiences, districts } from '../../directory/entry.tables.ts';
import { idList } from '../../platform/db/order.ts';
import { measures } from '../../plans/measure.tables.ts';
import { plans } from '../../plans/plan.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import type { ProgrammeCriteria } from './programme.criteria.ts';

/** By what one narrows the programme down; each but the last has a facet. */
export const DIMENSIONS = [
  ...(['kinds', 'branches', 'districts', 'audiences', 'measures'] as const),
  ...(['languages', 'modes', 'signLanguage', 'stepFree', 'others'] as const),
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Whether anything is asked of profiles at all. */
export function asksOfProfiles(criteria: ProgrammeCriteria): boolean {
  const { kinds, branches: at, districts: within, audiences: whom, measureId, measure, goalId } = criteria;
  const { languages, modes, signLanguage, stepFree, age, grade } = criteria;
  const named = [kinds, at, within, whom, measureId, measure, goalId, languages, modes, age, grade];
  return signLanguage || stepFree || named.some((one) => one !== null);
}

/**
 * What is asked of a profile `p`, by dimension. Each is there also when nothing is asked, and then true, so that one text is
 * prepared for all filters, of which there are more than a connection keeps statements.
 */
export function conditionsOf(criteria: ProgrammeCriteria): Readonly<Record<Dimension, SQL>> {
  const { audiences: whom, branches: at, districts: within, measureId, measure, goalId, age, grade } = criteria;
  return {
    kinds: oneOf(sql`p.kind`, criteria.kinds),
    branches: asked(at, (codes) => sql`p.branch_id in (select id from ${branches} where slug = any(${codes}))`),
    districts: asked(
      within,
      (codes) => sql`p.branch_id in (
        select b.id from ${branches} b join ${districts} d on d.id = b.district_id where d.slug = any(${codes}))`,
    ),
    audiences: asked(
      whom,
      (codes) => sql`p.audience_ids && array(select id from ${audiences} where slug = any(${codes}))`,
    ),
    measures: all(
      sql`(${measureId}::uuid is null or ${measureId}::uuid = any(p.measure_ids))`,
      sql`(${measure?.number ?? null}::text is null or p.measure_ids && array(
        select m.id from ${measures} m join ${plans} pl on pl.id = m.plan_id
        where m.number = ${measure?.number ?? null}::text
          and ${measure?.year ?? null}::int between pl.year and pl.last_year))`,
    ),
    languages: oneOf(sql`p.language`, criteria.languages),
    modes: oneOf(sql`p.mode`, criteria.modes),
    signLanguage: sql`(p.sign_language or not ${criteria.signLanguage}::boolean)`,
    stepFree: sql`(p.step_free is true or not ${criteria.stepFree}::boolean)`,
    others: all(
      between(sql`${age}::int`, sql`p.age_from`, sql`p.age_to`),
      between(sql`${grade}::int`, sql`p.grade_from`, sql`p.grade_to`),
      sql`(${goalId}::uuid is null or p.measure_ids && array(
        select id from ${measures} where goal_id = ${goalId}::uuid))`,
    ),
  };
}

/** Everything that is asked of a profile at once. */
export function conditionOf(criteria: ProgrammeCriteria): SQL {
  return all(...Object.values(conditionsOf(criteria)));
}

export function all(...conditions: readonly SQL[]): SQL {
  return and(...conditions) ?? sql`true`;
}

function asked(codes: readonly string[] | null, condition: (codes: SQL) => SQL): SQL {
  const list = sql`${codes === null ? null : idList(codes)}::text[]`;
  return sql`(${list} is null or ${condition(list)})`;
}

function oneOf(value: SQL, codes: readonly string[] | null): SQL {
  return asked(codes, (list) => sql`${value} = any(${list})`);
}

/** Null is no bound, and no question. */
function between(value: SQL, least: SQL, most: SQL): SQL {
  return sql`(${least} <= ${value}) is not false and (${value} <= ${most}) is not false`;
}
