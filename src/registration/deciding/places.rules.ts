import type { WaitlistPolicy } from '../record/seats.rules.ts';

/** Whose seats they are: null for those of nobody's quota. */
export type Line = string | null;

/** What a quota keeps for its own. */
export interface QuotaPlaces {
  readonly seats: number;
  readonly held: number;
  /** One of a body or an outlet: its line takes no seats but its own. */
  readonly isClosed: boolean;
}

export interface Places {
  readonly capacity: number;
  /** All seats that are taken, offered or held. */
  readonly held: number;
  readonly quotas: ReadonlyMap<string, QuotaPlaces>;
}

/** Somebody who wants seats, in whichever line. */
export interface Seeker {
  readonly line: Line;
  readonly seats: number;
  /** With fewer they would not come. */
  readonly smallest: number;
}

/** Who waits: how many in each line, and whether anybody waits for seats that any line may take. */
export interface Waiting {
  readonly inLine: (line: Line) => number;
  readonly forShared: boolean;
}

/** What somebody who asks now gets: the places, an offer of fewer, a place in the queue, or nothing at all. */
export type Admission =
  { readonly kind: 'PLACE' } | { readonly kind: 'OFFER'; readonly seats: number } | { readonly kind: 'WAIT' };

/** The seats free for a line: its own, and apart from them those that any line may take. */
export function freeSeats({ capacity, held, quotas }: Places, line: Line): { own: number; shared: number } {
  let kept = 0;
  for (const quota of quotas.values()) kept += unused(quota);
  const quota = line === null ? undefined : quotas.get(line);
  const shared = quota?.isClosed ? 0 : Math.max(0, capacity - held - kept);
  return { own: quota ? unused(quota) : 0, shared };
}

function unused({ seats, held }: QuotaPlaces): number {
  return Math.max(0, seats - held);
}

/**
 * What a newcomer gets. Where order rules (STRICT, OFFER_SMALLER) nobody passes who waits in the same line, and nobody takes
 * shared seats while anybody waits for them; under FIT_FIRST whoever fits has a place, for nobody who waits fits.
 */
export function admit(places: Places, policy: WaitlistPolicy, waiting: Waiting, seeker: Seeker): Admission {
  const { own, shared } = freeSeats(places, seeker.line);
  if (policy === 'FIT_FIRST') return own + shared >= seeker.seats ? { kind: 'PLACE' } : { kind: 'WAIT' };
  if (waiting.inLine(seeker.line) > 0) return { kind: 'WAIT' };
  return atTheHead(policy, own + (waiting.forShared ? 0 : shared), seeker);
}

/** Whether somebody could come if nobody else did: not where there are fewer seats by now than they wish. */
export function couldFit(capacity: number, policy: WaitlistPolicy, { seats, smallest }: Seeker): boolean {
  return (policy === 'OFFER_SMALLER' ? smallest : seats) <= capacity;
}

/** Of a line's first: the places when they do, fewer where the policy says so and they would come. */
function atTheHead(policy: WaitlistPolicy, free: number, { seats, smallest }: Seeker): Admission {
  if (free >= seats) return { kind: 'PLACE' };
  if (policy === 'OFFER_SMALLER' && free >= smallest) return { kind: 'OFFER', seats: free };
  return { kind: 'WAIT' };
}

/**
 * Who of the queue is offered what, now that something may be free; `queue` is in order of arrival. Where order rules, a head
 * that cannot be served stops its line, and keeps the shared seats from all who came later; a line's own seats stay its own.
 */
export function promote<Queued extends Seeker>(
  places: Places,
  policy: WaitlistPolicy,
  queue: readonly Queued[],
): { readonly seeker: Queued; readonly seats: number }[] {
  const stopped = new Set<Line>();
  const offered: { seeker: Queued; seats: number }[] = [];
  let sharedStops = false;
  let now = places;
  for (const seeker of queue) {
    // Whom there will never be room for must not stop the others.
    if (stopped.has(seeker.line) || !couldFit(now.capacity, policy, seeker)) continue;
    const { own, shared } = freeSeats(now, seeker.line);
    const free = own + (sharedStops ? 0 : shared);
    const admission = atTheHead(policy, free, seeker);
    if (admission.kind !== 'WAIT') {
      const seats = admission.kind === 'OFFER' ? admission.seats : seeker.seats;
      offered.push({ seeker, seats });
      now = taken(now, seeker.line, seats);
    } else if (policy !== 'FIT_FIRST') {
      stopped.add(seeker.line);
      if (!isClosed(now, seeker.line)) sharedStops = true;
    }
  }
  return offered;
}

function isClosed({ quotas }: Places, line: Line): boolean {
  return line !== null && quotas.get(line)?.isClosed === true;
}

/** The places after a line has taken seats, or with a negative number has given some back. */
export function taken(places: Places, line: Line, seats: number): Places {
  const quota = line === null ? undefined : places.quotas.get(line);
  const quotas =
    line !== null && quota ? new Map(places.quotas).set(line, { ...quota, held: quota.held + seats }) : places.quotas;
  return { ...places, held: places.held + seats, quotas };
}
