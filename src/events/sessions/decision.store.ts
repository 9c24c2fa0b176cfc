import { and, asc, eq, getTableColumns, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { PROGRAMME_STAFF } from '../record/event.policy.ts';
import { events } from '../record/event.tables.ts';
import { eventSessions, type SessionRow } from '../record/session.tables.ts';

/** Where a page begins: milliseconds of the start, and the id. */
export type DecisionKey = readonly [string, string];
export const DECISION_KEY = [(text: string) => /^\d{1,15}$/.test(text), isId] as const;
export const decisionKey = ({ startsAt, id }: SessionRow): DecisionKey => [String(startsAt.getTime()), id];

/** The sessions whose go or no-go is due, of events of the viewer's branches or of one of them, by start. */
export async function pageToDecide(
  reader: Reader,
  viewer: Viewer,
  branchId: Id<'Branch'> | null,
  { window, now }: { readonly window: PageWindow<DecisionKey>; readonly now: Instant },
): Promise<SessionRow[]> {
  const { after } = window;
  return reader
    .select(getTableColumns(eventSessions))
    .from(eventSessions)
    .innerJoin(events, eq(events.id, eventSessions.eventId))
    .where(
      and(
        isDue(now),
        ofStaff(viewer),
        branchId ? eq(events.branchId, branchId) : undefined,
        after
          ? sql`(${eventSessions.startsAt}, ${eventSessions.id}) > (to_timestamp(${after[0]}::float8 / 1000), ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(eventSessions.startsAt), asc(eventSessions.id))
    .limit(window.limit);
}

/** `isDecisionDue` of decision.rules.ts. */
function isDue(now: Instant): SQL | undefined {
  const at = sql`${formatUtc(now)}::timestamptz`;
  return and(
    eq(eventSessions.happeningStatus, 'TENTATIVE'),
    eq(eventSessions.standing, 'SCHEDULED'),
    ne(events.editorialStatus, 'ARCHIVED'),
    sql`${eventSessions.endsAt} > ${at}`,
    or(
      isNull(events.decideDaysBefore),
      sql`${eventSessions.startLocal}::date - ${events.decideDaysBefore} <= (${at} at time zone ${eventSessions.zone})::date`,
    ),
  );
}

function ofStaff(viewer: Viewer): SQL | undefined {
  const staffed = scopesOf(viewer, ...PROGRAMME_STAFF);
  return staffed === 'all' ? undefined : inArray(events.branchId, staffed as Id<'Branch'>[]);
}
