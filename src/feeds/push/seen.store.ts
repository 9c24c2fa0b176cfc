import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { calendarSessions } from '../../calendar/session.store.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import type { Changes } from '../freshness/changes.rules.ts';
import { type SeenSession, uidOfSession } from './difference.rules.ts';

const AT_ONCE = 400;

/** Of the sessions that are named, or whose events are, those that everybody sees, as they stand now. */
export async function readSeen(
  reader: Reader,
  { sessionIds, eventIds }: Pick<Changes, 'sessionIds' | 'eventIds'>,
  now: Instant,
): Promise<ReadonlyMap<string, SeenSession>> {
  const { id, eventId, sequence, happeningStatus, startsAt, endsAt, zone } = eventSessions;
  const rows = await reader
    .select({ id, eventId, sequence, happeningStatus, startsAt, endsAt, zone })
    .from(eventSessions)
    .where(
      and(
        eq(eventSessions.isListed, true),
        sql`(${id} = any(${idList(sessionIds)}::uuid[]) or ${eventId} = any(${idList(eventIds)}::uuid[]))`,
      ),
    );
  const digests = await digestsOf(
    reader,
    rows.map((row) => row.id),
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ sessionId: row.id, eventId: row.eventId, uid: uidOfSession(row.id), sequence: row.sequence },
        ...{ status: row.happeningStatus, startsAt: textInZone(row.startsAt, row.zone) },
        digest: digests.get(row.id) ?? '',
        isPast: row.endsAt <= now || row.happeningStatus === 'CANCELLED' || row.happeningStatus === 'POSTPONED',
      },
    ]),
  );
}

/** Of all that calendars tell: while it is the same, staff have changed what concerns nobody else. */
async function digestsOf(reader: Reader, ids: readonly Id<'Session'>[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const session of await calendarSessions(reader, ids.slice(at, at + AT_ONCE))) {
      const text = JSON.stringify(session);
      found.set(session.id, createHash('sha256').update(text).digest('base64url').slice(0, 22));
    }
  }
  return found;
}
