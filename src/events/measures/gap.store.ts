import { asc, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { type AudienceRow, audiences, type DistrictRow, districts } from '../../directory/entry.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import { KYIV } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import { measureAudiences, type MeasureRow, measures } from '../../plans/measure.tables.ts';
import { plans } from '../../plans/plan.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { eventAudiences, eventMeasures } from '../record/event.tables.ts';
import { eventSessions } from '../record/session.tables.ts';

/** A plan, or null for all of the period's years; the period is half-open, and `to` null is no end. */
export interface GapWish {
  readonly planId: Id<'Plan'> | null;
  readonly from: Instant;
  readonly to: Instant | null;
}

/** For how many sessions that are not public yet something is scheduled for which nothing public is. */
type Gap<Row> = Row & { readonly drafts: number };

/** What is to be held in the period, of events in any state. */
const ahead = ({ from, to }: GapWish) => sql`(
  select id, event_id, branch_id, is_listed from ${eventSessions}
  where standing = 'SCHEDULED' and happening_status not in ('CANCELLED', 'POSTPONED')
    and ends_at > ${formatUtc(from)}::timestamptz and starts_at < ${to ? formatUtc(to) : 'infinity'}::timestamptz)`;

/** Of each thing that has sessions ahead: whether one is public, and how many are not. */
function scheduled(wish: GapWish, thing: SQL, joined: SQL) {
  return sql`(
    select ${thing} as thing_id, bool_or(s.is_listed) as is_public, count(*)::int as drafts
    from ${ahead(wish)} s ${joined} group by 1) scheduled`;
}

const drafts = sql<number>`coalesce(scheduled.drafts, 0)`;
const isGap = sql`scheduled.is_public is not true`;

/** Measures that events carry out, whose term touches the period. */
function wanted({ planId, from, to }: GapWish): SQL {
  // The last day of the period is that of its last moment.
  const [first, last] = [dateIn(from, KYIV), to && dateIn(instantFromMillis(to.getTime() - 1), KYIV)];
  const ofPlan =
    planId === null
      ? sql`${plans.lastYear} >= ${Number(first.slice(0, 4))} and ${plans.year} <= ${Number(last?.slice(0, 4) ?? 9_999)}`
      : sql`${plans.id} = ${planId}`;
  return sql`${ofPlan} and ${measures.inDocument}
    and (${measures.deliverable} in ('EVENT', 'PARTICIPATION') or cardinality(${measures.eventKinds}) > 0)
    and (${measures.termEnd} is null or ${measures.termEnd} >= ${first}::date)
    and (${measures.termStart} is null or ${measures.termStart} <= ${last ?? 'infinity'}::date)`;
}

export async function measureGaps(reader: Reader, wish: GapWish): Promise<Gap<{ readonly measure: MeasureRow }>[]> {
  const byMeasure = scheduled(wish, sql`m.measure_id`, sql`join ${eventMeasures} m on m.event_id = s.event_id`);
  return reader
    .select({ measure: getTableColumns(measures), drafts })
    .from(measures)
    .innerJoin(plans, sql`${plans.id} = ${measures.planId}`)
    .leftJoin(byMeasure, sql`scheduled.thing_id = ${measures.id}`)
    .where(sql`${wanted(wish)} and ${isGap}`)
    .orderBy(asc(plans.year), asc(plans.id), asc(measures.position));
}

export async function audienceGaps(reader: Reader, wish: GapWish): Promise<Gap<{ readonly audience: AudienceRow }>[]> {
  const byAudience = scheduled(wish, sql`a.audience_id`, sql`join ${eventAudiences} a on a.event_id = s.event_id`);
  return reader
    .select({ audience: getTableColumns(audiences), drafts })
    .from(audiences)
    .leftJoin(byAudience, sql`scheduled.thing_id = ${audiences.id}`)
    .where(
      sql`${isGap} and ${audiences.id} in (
        select ${measureAudiences.audienceId} from ${measureAudiences}
          join ${measures} on ${measures.id} = ${measureAudiences.measureId}
          join ${plans} on ${plans.id} = ${measures.planId}
        where ${wanted(wish)})`,
    )
    .orderBy(sql`${audiences.nameUk} collate "uk-x-icu"`, asc(audiences.id));
}

export async function districtGaps(reader: Reader, wish: GapWish): Promise<Gap<{ readonly district: DistrictRow }>[]> {
  const byDistrict = scheduled(wish, sql`b.district_id`, sql`join ${branches} b on b.id = s.branch_id`);
  return reader
    .select({ district: getTableColumns(districts), drafts })
    .from(districts)
    .leftJoin(byDistrict, sql`scheduled.thing_id = ${districts.id}`)
    .where(isGap)
    .orderBy(sql`${districts.nameUk} collate "uk-x-icu"`, asc(districts.id));
}
