import type { Headcount, RegistrationRow } from '../record/registration.tables.ts';
import { holdsSeats, isLive } from '../record/seats.rules.ts';
import { placed, tellNominator, tellPerson, tellState } from './entering.ts';
import {
  noPlaces,
  type NoPlaces,
  notInThisState,
  type NotInThisState,
  tooManySeats,
  type TooManySeats,
} from './refusal.rules.ts';
import type { Asking } from './scene.rules.ts';
import type { Scene } from './scene.ts';

/** Whose doing it is that a registration ends: the person's own, or the staff's or the nominator's, with a reason they read. */
export interface Ending {
  readonly by: 'SELF' | 'STAFF' | 'BODY';
  readonly reason: string | null;
}

/** Ends a registration and lets whoever is next have its places. */
export function cancel(
  scene: Scene,
  row: RegistrationRow,
  { by, reason }: Ending,
  asking: Asking,
): RegistrationRow | NotInThisState {
  if (!isLive(row) || row.status === 'ATTENDED' || row.status === 'NO_SHOW') {
    return notInThisState(row.status, asking.language);
  }
  const ended = scene.change(row, { status: 'CANCELLED', endedBy: by, reason }, 'CANCEL', asking);
  scene.tell(by === 'SELF' ? 'CANCELLED_BY_SELF' : 'CANCELLED_BY_STAFF', ended);
  if (by === 'SELF') tellNominator(scene, row);
  scene.moveUp(asking);
  return ended;
}

/** The address is somebody's who reads it: the place waits for the next yes, or is sure. */
export function confirmEmail(scene: Scene, row: RegistrationRow, asking: Asking): RegistrationRow | NotInThisState {
  if (!isLive(row)) return notInThisState(row.status, asking.language);
  const emailConfirmedAt = row.emailConfirmedAt ?? asking.at;
  if (row.status !== 'UNCONFIRMED') return scene.change(row, { emailConfirmedAt }, 'CONFIRM_EMAIL', asking);
  return settleInto(scene, { ...row, emailConfirmedAt }, row, 'CONFIRM_EMAIL', asking);
}

/** The next state of one that has its place, and what its person hears. */
function settleInto(
  scene: Scene,
  as: RegistrationRow,
  row: RegistrationRow,
  action: string,
  asking: Asking,
): RegistrationRow {
  const { emailConfirmedAt, asksHead, seats, pupils, adults } = as;
  const change = { emailConfirmedAt, asksHead, seats, pupils, adults, smallest: Math.min(row.smallest, seats) };
  const after = scene.change(row, { ...change, ...placed(scene, as, asking.at) }, action, asking);
  tellState(scene, after);
  return after;
}

/** Whoever's yes was waited for says it. */
export function agree(scene: Scene, row: RegistrationRow, asking: Asking): RegistrationRow | NotInThisState {
  if (row.status !== 'PENDING_APPROVAL') return notInThisState(row.status, asking.language);
  const as = {
    HEAD: { ...row, asksHead: false },
    // The host's yes is the last one.
    STAFF: { ...row, origin: 'STAFF' as const, asksHead: false },
    // Who answers a mail reads it.
    NOMINEE: { ...row, emailConfirmedAt: asking.at },
  }[row.awaits ?? 'STAFF'];
  return settleInto(scene, as, row, 'APPROVE', asking);
}

/** Whoever's yes was waited for says no: of a nominee's the body hears, which may name somebody else. */
export function decline(
  scene: Scene,
  row: RegistrationRow,
  reason: string | null,
  asking: Asking,
): RegistrationRow | NotInThisState {
  if (row.status !== 'PENDING_APPROVAL') return notInThisState(row.status, asking.language);
  const endedBy = row.awaits === 'NOMINEE' ? 'SELF' : 'STAFF';
  // Whose no it was: also of what asks a head the host may be the one to say it.
  const asksHead = row.asksHead && row.awaits === 'HEAD';
  const ended = scene.change(row, { status: 'DECLINED', endedBy, reason, asksHead }, 'DECLINE', asking);
  scene.tell(row.awaits === 'NOMINEE' ? 'SUBSTITUTE_WANTED' : 'DECLINED', ended);
  scene.moveUp(asking);
  return ended;
}

/** Takes what is offered, or less of it; what is left goes to whoever is next. */
export function accept(
  scene: Scene,
  row: RegistrationRow,
  count: Headcount,
  asking: Asking,
): RegistrationRow | NotInThisState | NoPlaces {
  if (row.status !== 'OFFERED') return notInThisState(row.status, asking.language);
  if (count.seats > row.heldSeats) return noPlaces(row.heldSeats, asking.language);
  // Who answers a mail reads it.
  const as = { ...row, ...count, emailConfirmedAt: row.emailConfirmedAt ?? asking.at };
  const after = settleInto(scene, as, row, 'ACCEPT', asking);
  scene.moveUp(asking);
  return after;
}

/** Leaves an offer to the next; who was offered fewer than they wished may go on waiting for all. */
export function turnDown(
  scene: Scene,
  row: RegistrationRow,
  stays: boolean,
  asking: Asking,
): RegistrationRow | NotInThisState {
  if (row.status !== 'OFFERED') return notInThisState(row.status, asking.language);
  const goesOn = stays && row.heldSeats < row.seats;
  const after = goesOn
    ? scene.change(row, { status: 'WAITLISTED', smallest: row.seats }, 'TURN_DOWN', asking)
    : scene.change(row, { status: 'DECLINED', endedBy: 'SELF' }, 'TURN_DOWN', asking);
  if (!goesOn) {
    scene.tell('CANCELLED_BY_SELF', after);
    tellNominator(scene, row);
  }
  scene.moveUp(asking);
  // The same places may be the next offer of whoever stays.
  return scene.find(after.id) ?? after;
}

export type Resized = RegistrationRow | NotInThisState | NoPlaces | TooManySeats;

/**
 * Another number of seats. More of them are taken only where a newcomer would get them. In the queue fewer keep their turn;
 * more go to its end, or who asked for one place could hold the turn of twenty. Staff pass the largest group;
 * nobody passes the capacity: what never fits would stop the queue for good.
 */
export function resize(
  scene: Scene,
  row: RegistrationRow,
  count: Headcount,
  change: Partial<RegistrationRow>,
  asking: Asking,
  by: 'SELF' | 'STAFF' = 'SELF',
): Resized {
  const { roster } = scene;
  const most = {
    INDIVIDUAL: roster.largestParty,
    GROUP: roster.largestGroup ?? roster.capacity,
    // A body names people one by one: nobody brings company on its seats.
    NOMINEE: 1,
  }[row.kind];
  const more = count.seats - row.seats;
  if (more > 0 && by === 'SELF' && count.seats > most) return tooManySeats(most, asking.language);
  if (more > 0 && count.seats > roster.capacity) {
    return noPlaces(scene.grantable(row.quotaId) + row.heldSeats, asking.language);
  }
  if (row.status === 'WAITLISTED') return requeue(scene, row, count, change, asking);
  if (!holdsSeats(row.status) || row.status === 'ATTENDED' || row.status === 'NO_SHOW') {
    return notInThisState(row.status, asking.language);
  }
  if (more > 0 && scene.admit({ line: row.quotaId, seats: more, smallest: more }).kind !== 'PLACE') {
    return noPlaces(scene.grantable(row.quotaId) + row.seats, asking.language);
  }
  const smallest = Math.min(row.smallest, count.seats);
  const after = scene.change(row, { ...change, ...count, smallest, heldSeats: count.seats }, 'EDIT', asking);
  tellChange(scene, row, after);
  if (more < 0) scene.moveUp(asking);
  return after;
}

function requeue(
  scene: Scene,
  row: RegistrationRow,
  count: Headcount,
  change: Partial<RegistrationRow>,
  asking: Asking,
): RegistrationRow {
  const { seats } = count;
  const smallest = Math.min(row.smallest, seats);
  const arrival = seats > row.seats ? { arrival: scene.nextInLine() } : {};
  const after = scene.change(row, { ...change, ...count, ...arrival, smallest }, 'EDIT', asking);
  tellChange(scene, row, after);
  scene.moveUp(asking);
  // With fewer seats it may be its turn at once.
  return scene.find(after.id) ?? after;
}

/**
 * What was changed; to an address that is new the whole state, by whose links its reader can answer: what came before went
 * elsewhere.
 */
export function tellChange(scene: Scene, before: RegistrationRow, after: RegistrationRow): void {
  if (after.email === before.email) return scene.tellEdited(before, after);
  tellPerson(scene, after);
  if (after.status === 'CONFIRMED' && after.reconfirmBy && !after.reconfirmedAt) scene.tell('RECONFIRM', after);
}

/** Somebody who was asked says that they still come. */
export function reconfirm(scene: Scene, row: RegistrationRow, asking: Asking): RegistrationRow | NotInThisState {
  if (row.status !== 'CONFIRMED') return notInThisState(row.status, asking.language);
  return scene.change(row, { reconfirmedAt: row.reconfirmedAt ?? asking.at }, 'RECONFIRM', asking);
}
