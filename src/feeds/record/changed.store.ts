import { desc, ne, or } from 'drizzle-orm';
import { audiences } from '../../directory/entry.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { type Instant, instantFromMillis, laterOf } from '../../platform/time/instant.ts';
import { measures } from '../../plans/measure.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { rooms } from '../../venues/places/room.tables.ts';

/**
 * When anything a feed may tell last changed. Of all listed sessions, not only of those in it: one that left the feed by an
 * edit is a change of the feed as well, and so is one that was dropped.
 */
export async function feedsChangedAt(reader: Reader): Promise<Instant> {
  const latest = async <Row extends { at: Instant | null }>(query: Promise<Row[]>) =>
    (await query).flatMap(({ at }) => (at ? [at] : []));
  const found = await Promise.all([
    latest(
      reader
        .select({ at: eventSessions.revisedAt })
        .from(eventSessions)
        .where(or(eventSessions.isListed, ne(eventSessions.standing, 'SCHEDULED')))
        .orderBy(desc(eventSessions.revisedAt))
        .limit(1),
    ),
    latest(reader.select({ at: audiences.updatedAt }).from(audiences).orderBy(desc(audiences.updatedAt)).limit(1)),
    // By their names and addresses feeds tell the way.
    latest(reader.select({ at: branches.updatedAt }).from(branches).orderBy(desc(branches.updatedAt)).limit(1)),
    latest(reader.select({ at: rooms.updatedAt }).from(rooms).orderBy(desc(rooms.updatedAt)).limit(1)),
    latest(reader.select({ at: measures.updatedAt }).from(measures).orderBy(desc(measures.updatedAt)).limit(1)),
  ]);
  return found.flat().reduce(laterOf, instantFromMillis(0));
}
