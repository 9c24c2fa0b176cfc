import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids/id.ts';
import { type Instant, minutesBetween } from '../../platform/time/instant.ts';
import { toLocal, wallMinutesBetween } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import type { BlockingRow } from '../hours/closure.tables.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { insertBlockings, liftBlockings } from './blocking.store.ts';
import { occupyAll, vacateBlockings } from './occupancy.store.ts';
import { settle } from './settling.ts';

export interface Upkeep {
  readonly make: readonly Span[];
  /** Blockings that hold, whose rows the transaction has. */
  readonly lift: readonly BlockingRow[];
  readonly zone: string;
  /** Of those that are made. */
  readonly reason: string;
  readonly viewer: Viewer;
  readonly now: Instant;
}

/** One statement has so many rows; in between, others are answered. */
const AT_ONCE = 250;

/**
 * Gives up some blockings of a room and makes others, for whoever keeps many of them. The room's space is locked and
 * settled, and the caller knows that nobody has the spans to make; what is given up is there for them first, and then for
 * whoever waits.
 */
export async function keepUp(tx: Tx, room: RoomFacts, upkeep: Upkeep): Promise<BlockingRow[]> {
  const { make, lift, zone, reason, viewer, now } = upkeep;
  for (const some of chunks(lift)) {
    const ids = some.map(({ id }) => id);
    await liftBlockings(tx, ids, now);
    await vacateBlockings(tx, ids);
    await told(
      tx,
      viewer,
      now,
      'CANCEL',
      some.map((row) => [row, { ...row, liftedAt: now }]),
    );
  }
  const made = make.map((span) => blockingOf(span, room, zone, reason, now));
  for (const some of chunks(made)) {
    await insertBlockings(tx, some);
    const { units } = room;
    await occupyAll(
      tx,
      some.map(({ id, startsAt: from, endsAt: to }) => ({
        blockingId: id,
        units,
        span: { from, to },
        expiresAt: null,
      })),
    );
    await told(
      tx,
      viewer,
      now,
      'CREATE',
      some.map((row) => [null, row]),
    );
  }
  if (lift.length > 0) await settle(tx, [room.spaceId], now);
  return made;
}

function blockingOf({ from, to }: Span, room: RoomFacts, zone: string, reason: string, now: Instant): BlockingRow {
  const startLocal = toLocal(from, zone);
  // Across an hour that comes twice the wall clock may have gone back.
  const wallMinutes = wallMinutesBetween(startLocal, toLocal(to, zone));
  return {
    ...{ id: newId<'Blocking'>(), branchId: room.branchId, roomId: room.id, reason, startLocal, zone },
    wallMinutes: wallMinutes > 0 ? wallMinutes : minutesBetween(from, to),
    ...{ startsAt: from, endsAt: to, liftedAt: null, version: 1, createdAt: now, updatedAt: now },
  };
}

async function told(
  tx: Tx,
  viewer: Viewer,
  now: Instant,
  action: string,
  changed: readonly (readonly [before: BlockingRow | null, after: BlockingRow])[],
): Promise<void> {
  const deeds = changed.map(([before, after]) => ({
    ...{ action, thing: { kind: 'Blocking', id: after.id }, scopeIds: [after.branchId] },
    changes: changesBetween(before, after, { left: ['id', 'startsAt', 'endsAt'] }),
  }));
  await record(tx, viewer, now, ...deeds);
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, at) =>
    rows.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}
