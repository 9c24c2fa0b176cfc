import { and, eq, isNull, sql } from 'drizzle-orm';
import {
  type AudienceRow,
  audiences,
  bodies,
  type BodyRow,
  type OutletRow,
  outlets,
} from '../../directory/entry.tables.ts';
import { events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { quotas, type RosterRow, rosters } from '../record/roster.tables.ts';
import type { SeatLimit } from '../roster/capacity.rules.ts';
import { limitsOfSessions, sessionsOfRosters } from '../roster/limit.store.ts';

export async function audiencesOfQuotas(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow>> {
  const rows = await reader
    .select({ id: quotas.id, owner: audiences })
    .from(quotas)
    .innerJoin(audiences, eq(audiences.id, quotas.audienceId))
    .where(among(quotas.id, ids));
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

export async function bodiesOfQuotas(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, BodyRow>> {
  const rows = await reader
    .select({ id: quotas.id, owner: bodies })
    .from(quotas)
    .innerJoin(bodies, eq(bodies.id, quotas.bodyId))
    .where(among(quotas.id, ids));
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

export async function outletsOfQuotas(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, OutletRow>> {
  const rows = await reader
    .select({ id: quotas.id, owner: outlets })
    .from(quotas)
    .innerJoin(outlets, eq(outlets.id, quotas.outletId))
    .where(among(quotas.id, ids));
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

/** What the places of all dates of each roster hold. */
export async function limitsOfRosters(
  reader: Reader,
  rosterIds: readonly string[],
): Promise<ReadonlyMap<string, SeatLimit[]>> {
  const dates = await sessionsOfRosters(reader, rosterIds);
  const limits = await limitsOfSessions(reader, [...dates.values()].flat());
  return new Map([...dates].map(([id, all]) => [id, all.flatMap((date) => limits.get(date)?.limits ?? [])]));
}

/**
 * What one registers for to come to each session: its own roster, or that of its whole event. One that is left from before
 * the event was registered for otherwise is nobody's to register for.
 */
export async function rostersForSessions(
  reader: Reader,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, RosterRow>> {
  const rows = await reader
    .select({ sessionId: eventSessions.id, roster: rosters })
    .from(eventSessions)
    .innerJoin(events, eq(events.id, eventSessions.eventId))
    .innerJoin(
      rosters,
      and(
        eq(rosters.eventId, events.id),
        sql`${rosters.sessionId} is not distinct from case ${events.registrationUnit} when 'SESSION' then ${eventSessions.id} end`,
      ),
    )
    .where(among(eventSessions.id, sessionIds));
  return new Map(rows.map(({ sessionId, roster }) => [sessionId, roster]));
}

/** The rosters of whole events. */
export async function rostersOfWholes(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, RosterRow>> {
  const rows = await reader
    .select({ roster: rosters })
    .from(rosters)
    .innerJoin(events, eq(events.id, rosters.eventId))
    .where(and(among(rosters.eventId, eventIds), isNull(rosters.sessionId), eq(events.registrationUnit, 'WHOLE')));
  return new Map(rows.map(({ roster }) => [roster.eventId, roster]));
}
