import type { Reader, Tx } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { localDateTime, wallMinutesBetween } from '../../platform/time/local.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import type { WishedPlace } from '../sessions/place.rules.ts';
import type { SessionsDiff } from './diff.rules.ts';
import { changedTime, type TimeChange } from './edit.rules.ts';
import { seriesOfEvents, writeSeries } from './series.store.ts';
import type { EventSeriesRow } from '../record/series.tables.ts';

/** What dates added later start from follows an edit of many dates that changed one at least. */
export async function followWith(
  tx: Tx,
  { event, changes }: SessionsDiff,
  change: TimeChange,
  place: WishedPlace | null,
): Promise<void> {
  if (!changes.some(({ verdict }) => verdict === 'MOVES')) return;
  const series = (await seriesOfEvents(tx, [event.id])).get(event.id);
  if (series) await writeSeries(tx, { ...series, ...timeAfter(series, change), ...(place && placeOf(place)) });
}

/** The day of the first start stays: that is the rule's. */
function timeAfter(series: EventSeriesRow, { startTime, endTime }: TimeChange): Partial<EventSeriesRow> {
  const wall = changedTime(series, { startTime, endTime });
  const startLocal = localDateTime(wall.startDate, wall.startTime);
  const wallMinutes = wallMinutesBetween(startLocal, localDateTime(wall.endDate, wall.endTime));
  return wallMinutes > 0 ? { startLocal, wallMinutes } : {};
}

/** The place as a series keeps it: the branch is that of its room, or of the event. */
export function placeOf(wished: WishedPlace): Omit<WishedPlace, 'branchId'> {
  const { place, zone, roomId, layoutKind, expectedPeople, setUpMinutes, tearDownMinutes, equipment } = wished;
  return { place, zone, roomId, layoutKind, expectedPeople, setUpMinutes, tearDownMinutes, equipment };
}

/** The room that dates added later are wished for in. */
export async function roomOfSeries(
  context: object,
  reader: Reader,
  { roomId }: EventSeriesRow,
): Promise<RoomFacts | null> {
  return (roomId && (await load(context, reader, roomsByIds, roomId))) || null;
}
