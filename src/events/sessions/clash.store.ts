import { sql } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import { eventSpeakers } from '../record/event.tables.ts';
import { eventSessions, type SessionRow } from '../record/session.tables.ts';
import { speakers } from '../speakers/speaker.tables.ts';
import { sessionsByIds } from './session.write.store.ts';

/** Somebody who is to speak at another session at the same time. */
export interface Clash {
  readonly speakerId: string;
  readonly nameUk: string;
  readonly nameEn: string | null;
  /** The other session. */
  readonly session: SessionRow;
}

/** Where the speakers of each session are at the same time, too, by start; sessions that are called off keep nobody. */
export async function clashesOfSessions(
  reader: Reader,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, Clash[]>> {
  const rows = await reader.execute<{ session: string; speaker: string; uk: string; en: string | null; other: string }>(
    sql`
    select mine.id as session, other.id as other, s.id as speaker, s.name_uk as uk, s.name_en as en
    from ${eventSessions} mine
    join ${eventSpeakers} here on here.event_id = mine.event_id
    join ${eventSpeakers} there on there.speaker_id = here.speaker_id
    join ${eventSessions} other on other.event_id = there.event_id and other.id <> mine.id
      and other.starts_at < mine.ends_at and mine.starts_at < other.ends_at
    join ${speakers} s on s.id = here.speaker_id
    where mine.id = any(${idList(sessionIds)}::uuid[]) and s.forgotten_at is null
      and mine.standing = 'SCHEDULED' and mine.happening_status not in ('CANCELLED', 'POSTPONED')
      and other.standing = 'SCHEDULED' and other.happening_status not in ('CANCELLED', 'POSTPONED')
    order by other.starts_at, other.id, s.id`,
  );
  const others = rows.length > 0 ? await sessionsByIds(reader, [...new Set(rows.map(({ other }) => other))]) : null;
  const found = new Map<string, Clash[]>(sessionIds.map((id) => [id, []]));
  for (const { session: id, speaker, uk, en, other } of rows) {
    const session = others?.get(other);
    if (session) found.get(id)?.push({ speakerId: speaker, nameUk: uk, nameEn: en, session });
  }
  return found;
}
