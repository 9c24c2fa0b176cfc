import type { Tx } from '../../platform/db/database.ts';
import { plusWallMinutes, localDateTime, wallMinutesBetween } from '../../platform/time/local.ts';
import type { WallTime } from '../../platform/time/wall.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { seriesOfEvents, writeSeries } from '../series/series.store.ts';
import type { WishedPlace } from '../sessions/place.rules.ts';
import { ruleOfClone, shiftTo } from './clone.rules.ts';

interface Cloned {
  readonly event: EventRow;
  readonly original: EventRow;
  readonly first: SessionRow | undefined;
  readonly wall: WallTime;
  readonly place: WishedPlace;
}

/** Gives the clone the rule of its series, if that gives the same dates from the new start on; answers whether it has one. */
export async function seriesOfClone(tx: Tx, { event, original, first, wall, place }: Cloned): Promise<boolean> {
  const series = first && (await seriesOfEvents(tx, [original.id])).get(original.id);
  if (!series) return false;
  const shift = shiftTo(first, wall);
  const rule = ruleOfClone(series.rule, series.startLocal, shift);
  if (rule === null) return false;
  const long = wallMinutesBetween(
    localDateTime(wall.startDate, wall.startTime),
    localDateTime(wall.endDate, wall.endTime),
  );
  const { zone, roomId, layoutKind, expectedPeople, setUpMinutes, tearDownMinutes, equipment } = place;
  await writeSeries(tx, {
    ...{ eventId: event.id, rule, skipClosed: series.skipClosed, zone, place: place.place, roomId, layoutKind },
    ...{ expectedPeople, setUpMinutes, tearDownMinutes, equipment },
    startLocal: plusWallMinutes(series.startLocal, shift),
    wallMinutes: series.wallMinutes === first.wallMinutes ? long : series.wallMinutes,
  });
  return true;
}
