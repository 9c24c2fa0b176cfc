import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import { agree, cancel, decline } from '../deciding/changing.ts';
import { notGoingOn, placed, tellState } from '../deciding/entering.ts';
import {
  noPlaces,
  type NoPlaces,
  type NotHeld,
  notInThisState,
  type NotInThisState,
} from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import type { AdultsWrong } from '../deciding/class.rules.ts';
import { adultsWrongIn, headcountOf } from '../links/headcount.rules.ts';
import type { Headcount, RegistrationRow } from '../record/registration.tables.ts';

export type NoTimeToAnswer = Refusal<'NoTimeToAnswer'>;

function noTimeToAnswer(language: Language): NoTimeToAnswer {
  const message = {
    uk: 'До закриття реєстрації замало часу, щоб чекати відповіді. Зателефонуйте й підтвердьте місце одразу.',
    en: 'It is too near the closing to wait for an answer. Call the person, and confirm the place at once.',
  };
  return { kind: 'NoTimeToAnswer', message: message[language] };
}

/** The host's yes, or that of a head of a school who gives it by telephone, having no account. A nominee's is their own. */
export function approve(
  scene: Scene,
  row: RegistrationRow,
  asking: Asking,
): RegistrationRow | NotInThisState | NotHeld {
  const off = notGoingOn(scene, asking.at, asking.language);
  if (off) return off;
  return row.awaits === 'NOMINEE' ? notInThisState(row.status, asking.language) : agree(scene, row, asking);
}

export function declineByStaff(
  scene: Scene,
  row: RegistrationRow,
  reason: string,
  asking: Asking,
): RegistrationRow | NotInThisState {
  return row.awaits === 'NOMINEE' ? notInThisState(row.status, asking.language) : decline(scene, row, reason, asking);
}

export function cancelByStaff(scene: Scene, row: RegistrationRow, reason: string, asking: Asking) {
  return cancel(scene, row, { by: 'STAFF', reason }, asking);
}

/**
 * Lets one that waits have the free seats before its turn, all it wishes or none: an offer as anybody's, or the place itself
 * when they have said yes already. What is offered to it is its own to say yes to.
 */
export function promoteByStaff(
  scene: Scene,
  row: RegistrationRow,
  { reason, confirmed, ...said }: Promotion,
  asking: Asking,
): RegistrationRow | NotInThisState | NotHeld | NoPlaces | NoTimeToAnswer | AdultsWrong {
  const off = notGoingOn(scene, asking.at, asking.language);
  if (off) return off;
  const isOffered = row.status === 'OFFERED';
  if (row.status !== 'WAITLISTED' && !(isOffered && confirmed)) return notInThisState(row.status, asking.language);
  const count = wishedCount(scene, row, confirmed, said);
  const few = adultsWrongIn(row, scene.roster, count, asking.language);
  if (few) return few;
  const free = scene.freeFor(row.quotaId) + row.heldSeats;
  if (free < count.seats) return noPlaces(free, asking.language);
  if (!confirmed) {
    const expiresAt = scene.until(asking.at, scene.roster.offerMinutes);
    if (!expiresAt) return noTimeToAnswer(asking.language);
    const change = { status: 'OFFERED', heldSeats: row.seats, expiresAt, reason } as const;
    const offered = scene.change(row, change, 'PROMOTE', asking);
    scene.tell('OFFER', offered);
    return offered;
  }
  // Who says yes by telephone needs no mail for it; what the head of the school has to say stays to be said.
  const decision = placed(scene, { ...row, ...count, origin: 'STAFF', emailConfirmedAt: asking.at }, asking.at);
  const smallest = Math.min(row.smallest, count.seats);
  const after = scene.change(row, { ...count, smallest, ...decision, reason }, 'PROMOTE', asking);
  tellState(scene, after);
  // What was offered and is not taken goes on.
  scene.moveUp(asking);
  return scene.find(after.id) ?? after;
}

interface Promotion {
  readonly reason: string;
  readonly confirmed: boolean;
  readonly seats?: number | null;
  readonly pupils?: number | null;
  readonly adults?: number | null;
}

/** With how many somebody comes who has said so; never more than they wished. */
function wishedCount(
  scene: Scene,
  row: RegistrationRow,
  confirmed: boolean,
  { seats, pupils, adults }: Omit<Promotion, 'reason' | 'confirmed'>,
): Headcount {
  const said = {
    ...(seats != null && { seats }),
    ...(pupils != null && { pupils }),
    ...(adults != null && { adults }),
  };
  const count = headcountOf(row, scene.roster, said);
  if (!count) throw invalidInput('a class has pupils and adults, a person seats', { argument: 'input' });
  if (count.seats > row.seats || (!confirmed && Object.keys(said).length > 0)) {
    throw invalidInput('who has said yes comes with as many as they wished, or fewer', { argument: 'input' });
  }
  return count;
}
