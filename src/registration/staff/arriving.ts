import { newId } from '../../platform/ids/id.ts';
import { laterOf } from '../../platform/time/instant.ts';
import { seatsOfClass } from '../deciding/class.rules.ts';
import { notGoingOn, type Registered } from '../deciding/entering.ts';
import {
  alreadyRegistered,
  type AlreadyRegistered,
  noPlaces,
  type NoPlaces,
  type NotHeld,
  type TooManyPeople,
} from '../deciding/refusal.rules.ts';
import type { Asking, Decision, Newcomer } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { tooManyFor } from '../deciding/shelter.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import type { RosterQuota } from '../record/roster.store.ts';
import { holdsSeats } from '../record/seats.rules.ts';

export type MoveRefusal = NotHeld | NoPlaces | TooManyPeople | AlreadyRegistered;

interface Moved {
  /** By which it was counted where it comes from. */
  readonly quota: RosterQuota | null;
  readonly reason: string | null;
}

/**
 * Lets a registration go on for another date as it stood: a place stays a place where one is free and nobody waits for it,
 * else it does not move at all; who waited goes on waiting, the last of the line there.
 */
export function arrive(
  scene: Scene,
  row: RegistrationRow,
  { quota, reason }: Moved,
  asking: Asking,
): Registered | MoveRefusal {
  const { language, at } = asking;
  const off = notGoingOn(scene, at, language);
  if (off) return off;
  if (row.oneKey !== null && scene.liveUnder(row.oneKey)) return alreadyRegistered(language);
  const quotaId = sameQuota(scene, quota);
  const seats = row.kind === 'GROUP' ? seatsOfClass(scene.roster, row.pupils ?? 0, row.adults ?? 0) : row.seats;
  const newcomer: Newcomer = {
    ...carriedOver(row),
    ...{ id: newId<'Registration'>(), rosterId: scene.roster.id, quotaId, arrivedAt: at, reason },
    ...{ seats, smallest: Math.min(row.smallest, seats), movedFromId: row.id },
    ...{ reconfirmBy: null, reconfirmedAt: null },
  };
  const decision = standing(scene, row, newcomer, asking);
  if (!decision) return noPlaces(scene.grantable(quotaId), language);
  const crowded = tooManyFor(scene, newcomer, decision.status === 'WAITLISTED', language);
  if (crowded) return crowded;
  const moved = scene.add(newcomer, decision, 'MOVE', asking);
  scene.tell('MOVED', moved);
  // By a link to the date before nobody can say yes any more.
  if (moved.awaits === 'HEAD') scene.tell('HEAD_ASKED', moved);
  if (moved.awaits === 'NOMINEE') scene.tell('NOMINEE_INVITED', moved);
  // Where it may have a place at once it is offered one.
  if (moved.status === 'WAITLISTED') scene.moveUp(asking);
  return { kind: 'Registered', receipt: scene.receiptOf(scene.find(moved.id) ?? moved) };
}

/** As it stood, as far as there is room; null where there is none. */
function standing(scene: Scene, row: RegistrationRow, { quotaId, seats }: Newcomer, { at }: Asking): Decision | null {
  const { capacity, hasWaitlist, offerMinutes } = scene.roster;
  if (row.status === 'WAITLISTED') {
    const waits = { status: row.status, heldSeats: 0, expiresAt: null, awaits: null } as const;
    return hasWaitlist && seats <= capacity ? waits : null;
  }
  const wanted = row.status === 'OFFERED' ? row.heldSeats : seats;
  if (scene.admit({ line: quotaId, seats: wanted, smallest: wanted }).kind !== 'PLACE') return null;
  if (row.status === 'OFFERED') {
    // Another date may close later: the time to answer is not less than it was.
    const until = scene.until(at, offerMinutes) ?? row.expiresAt ?? at;
    const expiresAt = row.expiresAt ? laterOf(until, row.expiresAt) : until;
    return { status: row.status, heldSeats: Math.min(wanted, seats), expiresAt, awaits: null };
  }
  if (!holdsSeats(row.status)) return null;
  return { status: row.status, heldSeats: seats, expiresAt: row.expiresAt, awaits: row.awaits };
}

/** The quota there of the same audience, body or outlet; null for none. */
function sameQuota({ quotas }: Scene, quota: RosterQuota | null): Newcomer['quotaId'] {
  if (!quota) return null;
  const { audienceId, bodyId, outletId } = quota;
  const same = quotas.find(
    (one) => one.audienceId === audienceId && one.bodyId === bodyId && one.outletId === outletId,
  );
  return same?.id ?? null;
}

/** What is known of who comes, without how it stood. */
function carriedOver(row: RegistrationRow): Newcomer {
  const { status: _, heldSeats: _held, arrival: _arrival, expiresAt: _expires, ...rest } = row;
  const {
    awaits: _awaits,
    endedBy: _ended,
    version: _version,
    createdAt: _created,
    updatedAt: _updated,
    ...kept
  } = rest;
  return kept;
}
