import { isPublic } from '../../events/record/event.policy.ts';
import type { Language } from '../../platform/language/language.ts';
import { newId } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import type { NewsKind } from '../record/news.ts';
import { isUnproven } from '../record/seats.rules.ts';
import { holdsSeats } from '../record/seats.rules.ts';
import {
  alreadyRegistered,
  byInvitation,
  confirmFirst,
  noPlaces,
  notHeld,
  type NotHeld,
  notOpen,
  type RegisterRefusal,
  registrationClosed,
  type RegistrationClosed,
  tooManySeats,
} from './refusal.rules.ts';
import type { Asking, Decision, Newcomer, Receipt } from './scene.rules.ts';
import type { Scene } from './scene.ts';
import { tooManyFor } from './shelter.ts';

/** Somebody is in the roster: with a place, an offer, or in the queue. */
export interface Registered {
  readonly kind: 'Registered';
  readonly receipt: Receipt;
}

/** While so many places of one address wait to be confirmed, it is written to no more. */
const MOST_UNCONFIRMED = 5;
/** How long a head of a school has to agree. */
const HEAD_MINUTES = 48 * 60;
/** How long whoever was named by a body has to say whether they come. */
const NOMINEE_MINUTES = 5 * 24 * 60;

/**
 * Lets somebody in, or says why not; nothing is changed when it does. Staff pass the window and the largest group, which are
 * for those who register themselves. Whoever would not wait is let in with all their seats or not at all.
 */
export function enter(scene: Scene, newcomer: Newcomer, asking: Asking, orWaits = true): Registered | RegisterRefusal {
  const refused = notNow(scene, newcomer, asking);
  if (refused) return refused;
  const { oneKey, email, quotaId, seats, smallest } = newcomer;
  const same = oneKey === null ? undefined : scene.liveUnder(oneKey);
  if (same) return already(scene, same, newcomer, asking);
  if (email && waitsForEmail(scene, newcomer) && scene.unconfirmedOf(email) >= MOST_UNCONFIRMED) {
    return confirmFirst(asking.language);
  }
  const decided = decide(scene, newcomer, asking.at);
  if (!decided || (!orWaits && !holdsSeats(decided.status))) return noPlaces(scene.grantable(quotaId), asking.language);
  const crowded = tooManyFor(scene, newcomer, !holdsSeats(decided.status), asking.language);
  if (crowded) return crowded;
  const row = scene.add({ ...newcomer, smallest: Math.min(smallest, seats) }, decided, 'REGISTER', asking);
  tellState(scene, row);
  return { kind: 'Registered', receipt: scene.receiptOf(row) };
}

const NEWS_OF: Partial<Readonly<Record<RegistrationRow['status'], NewsKind>>> = {
  UNCONFIRMED: 'CONFIRM_EMAIL',
  PENDING_APPROVAL: 'PENDING',
  WAITLISTED: 'WAITLISTED',
  OFFERED: 'OFFER',
};

/** What the person hears of the state they came to, and whoever is asked for a yes. */
export function tellState(scene: Scene, row: RegistrationRow): void {
  tellPerson(scene, row);
  if (row.awaits === 'HEAD') scene.tell('HEAD_ASKED', row);
  if (row.awaits === 'STAFF' && row.asksHead) scene.tell('HEAD_MISSING', row);
}

/** The same to the person alone: at another address they know nothing yet. */
export function tellPerson(scene: Scene, row: RegistrationRow): void {
  if (row.awaits === 'NOMINEE') scene.tell('NOMINEE_INVITED', row);
  else scene.tell(NEWS_OF[row.status] ?? 'CONFIRMED', row);
}

/** Of one whom a body named, and who had a place, the body hears that they do not come: it may name somebody else. */
export function tellNominator(scene: Scene, before: RegistrationRow): void {
  if (before.kind === 'NOMINEE' && before.heldSeats > 0) scene.tell('SUBSTITUTE_WANTED', before);
}

/** What there is: a place with whatever it waits for, an offer, or a place in the queue; null for none of them. */
function decide(scene: Scene, newcomer: Newcomer, now: Instant): Decision | null {
  const { quotaId, seats, smallest, substituteOfId } = newcomer;
  // A body says whom it wants: whoever it names for one who does not come goes before its reserve, while a seat is free.
  const stepsIn = substituteOfId !== null && scene.freeFor(quotaId) >= seats;
  const admission = stepsIn ? ({ kind: 'PLACE' } as const) : scene.admit({ line: quotaId, seats, smallest });
  if (admission.kind === 'PLACE') return placed(scene, newcomer, now);
  const expiresAt = admission.kind === 'OFFER' ? scene.until(now, scene.roster.offerMinutes) : null;
  if (admission.kind === 'OFFER' && expiresAt) {
    return { status: 'OFFERED', heldSeats: admission.seats, expiresAt, awaits: null };
  }
  if (!scene.roster.hasWaitlist) return null;
  return { status: 'WAITLISTED', heldSeats: 0, expiresAt: null, awaits: null };
}

type Placed = Pick<RegistrationRow, 'kind' | 'seats' | 'origin' | 'emailConfirmedAt' | 'asksHead' | 'schoolId'>;

/**
 * What a place waits for before it is sure: the address or the nominee, then the head of the school, then the host. Where the
 * school has no head to ask, the host says the yes in their place: nobody else could, and the hold would run out.
 */
export function placed(scene: Scene, row: Placed, now: Instant): Decision {
  const { confirmMinutes, mode } = scene.roster;
  const place = { heldSeats: row.seats, expiresAt: null, awaits: null };
  // Shortly before the closing there is no time to wait for anybody longer than to it.
  const until = (minutes: number) => scene.until(now, minutes) ?? scene.opening?.closesAt ?? now;
  if (waitsForEmail(scene, row)) return { ...place, status: 'UNCONFIRMED', expiresAt: until(confirmMinutes) };
  const pending = { ...place, status: 'PENDING_APPROVAL' } as const;
  if (row.kind === 'NOMINEE' && row.emailConfirmedAt === null) {
    return { ...pending, awaits: 'NOMINEE', expiresAt: until(NOMINEE_MINUTES) };
  }
  if (row.asksHead && scene.hasHead(row.schoolId)) {
    return { ...pending, awaits: 'HEAD', expiresAt: until(HEAD_MINUTES) };
  }
  if ((mode === 'APPROVAL' || row.asksHead) && row.origin === 'SELF') return { ...pending, awaits: 'STAFF' };
  return { ...place, status: 'CONFIRMED' };
}

function waitsForEmail(scene: Scene, row: Pick<RegistrationRow, 'origin' | 'emailConfirmedAt'>): boolean {
  return isUnproven(row, scene.roster);
}

/** Why nobody, or not this one, registers now; null when they may. */
function notNow(scene: Scene, { origin, kind, seats }: Newcomer, { at, language }: Asking): RegisterRefusal | null {
  const { roster, opening, start } = scene;
  const off = notGoingOn(scene, at, language);
  if (off) return off;
  if (!opening || !start) return notHeld(language);
  if (origin === 'STAFF') return null;
  if (roster.mode === 'NONE') return notOpen(null, start.zone, language);
  if (roster.mode === 'INVITED' && origin === 'SELF') return byInvitation(language);
  if (origin === 'SELF' && opening.opensAt && at < opening.opensAt)
    return notOpen(opening.opensAt, start.zone, language);
  const closed = closedBy(scene, { at, language });
  if (closed) return closed;
  const most = Math.min(
    kind === 'INDIVIDUAL' ? roster.largestParty : (roster.largestGroup ?? roster.capacity),
    roster.capacity,
  );
  return seats > most ? tooManySeats(most, language) : null;
}

/** Once registration is over nobody takes more places by themselves. */
export function closedBy(
  { opening, start }: Scene,
  { at, language }: Pick<Asking, 'at' | 'language'>,
): RegistrationClosed | null {
  const isOver = opening && start && at >= opening.closesAt;
  return isOver ? registrationClosed(opening.closesAt, start.zone, language) : null;
}

/** Nobody takes part in what is not announced, or does not happen. */
export function notGoingOn({ subject, start }: Scene, at: Instant, language: Language): NotHeld | null {
  const { event, session } = subject;
  const isOff =
    !session || session.standing !== 'SCHEDULED' || ['CANCELLED', 'POSTPONED'].includes(session.happeningStatus);
  const isOver = start !== null && session !== null && session.endsAt <= at;
  return isOff || isOver || !isPublic(event) ? notHeld(language) : null;
}

/**
 * A class is told that it is there: it is no secret of a person, and a colleague must not wait for a mail that another gets.
 * Else, where the address is confirmed by a mail, whoever asks learns no more than a stranger may: the answer is that of somebody
 * new, and the mail tells its reader what there is already.
 */
function already(
  scene: Scene,
  same: RegistrationRow,
  newcomer: Newcomer,
  { viewer, language, at }: Asking,
): Registered | RegisterRefusal {
  scene.tell('ALREADY', same);
  const isSecret = viewer.kind === 'anonymous' && newcomer.kind !== 'GROUP' && waitsForEmail(scene, newcomer);
  if (!isSecret) return alreadyRegistered(language);
  const decided = decide(scene, newcomer, at);
  if (!decided) return noPlaces(scene.grantable(newcomer.quotaId), language);
  const crowded = tooManyFor(scene, newcomer, !holdsSeats(decided.status), language);
  if (crowded) return crowded;
  const { status, heldSeats, expiresAt } = decided;
  return {
    kind: 'Registered',
    receipt: {
      ...{ id: newId(), status, seats: newcomer.seats, expiresAt },
      offeredSeats: status === 'OFFERED' ? heldSeats : null,
      position: status === 'WAITLISTED' ? scene.nextPosition(newcomer.quotaId) : null,
    },
  };
}
