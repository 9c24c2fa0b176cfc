// A roster kept in memory as the database would keep it, and what must hold of it, said in the simplest words there are.
import { ANONYMOUS } from '../src/platform/access/viewer.ts';
import { newId } from '../src/platform/ids/id.ts';
import { accept, cancel, resize, turnDown } from '../src/registration/deciding/changing.ts';
import { enter } from '../src/registration/deciding/entering.ts';
import { NOTHING_SAID } from '../src/registration/deciding/newcomer.rules.ts';
import type { Asking } from '../src/registration/deciding/scene.rules.ts';
import { Scene } from '../src/registration/deciding/scene.ts';
import { endOverdue } from '../src/registration/deciding/time.over.ts';
import type { RegistrationRow } from '../src/registration/record/registration.tables.ts';
import type { RosterQuota, RosterSubject } from '../src/registration/record/roster.store.ts';
import type { RosterRow } from '../src/registration/record/roster.tables.ts';
import { isLive, type WaitlistPolicy } from '../src/registration/record/seats.rules.ts';

const START = new Date('2030-06-01T09:00:00Z');
const BEGIN = Date.parse('2030-01-01T09:00:00Z');

export interface Deed {
  readonly kind: 'REGISTER' | 'CANCEL' | 'ACCEPT' | 'TURN_DOWN' | 'EDIT' | 'WAIT' | 'RELEASE';
  /** Whose: taken modulo how many there are. */
  readonly which: number;
  readonly seats: number;
  readonly smallest: number;
  /** 0 for no quota, else which of them. */
  readonly line: number;
  readonly stays: boolean;
}

export interface Begin {
  readonly policy: WaitlistPolicy;
  readonly capacity: number;
  /** Seats of each quota; cut down to what fits. */
  readonly quotas: readonly number[];
}

/** A roster as its rows say, counted anew from every one of them. */
export class RosterState {
  readonly rows: Map<string, RegistrationRow>;
  readonly policy: WaitlistPolicy;
  readonly capacity: number;
  quotas: readonly Pick<RosterQuota, 'id' | 'seats'>[];

  constructor(
    parts: Pick<RosterState, 'policy' | 'capacity' | 'quotas'> & { readonly rows?: readonly RegistrationRow[] },
  ) {
    this.rows = new Map(parts.rows?.map((row) => [row.id, row]));
    this.policy = parts.policy;
    this.capacity = parts.capacity;
    this.quotas = parts.quotas;
  }

  waiting(): RegistrationRow[] {
    return [...this.rows.values()]
      .filter(({ status }) => status === 'WAITLISTED')
      .sort((a, b) => a.arrival - b.arrival);
  }

  get held(): number {
    return [...this.rows.values()].reduce((sum, { heldSeats }) => sum + heldSeats, 0);
  }

  heldOf(quotaId: string | null): number {
    return [...this.rows.values()].reduce((sum, row) => sum + (row.quotaId === quotaId ? row.heldSeats : 0), 0);
  }

  /** Seats that a line has for itself, and those that any line may take: counted anew from every row. */
  free(quotaId: string | null): { own: number; shared: number } {
    const unused = (quota: Pick<RosterQuota, 'id' | 'seats'>) => Math.max(0, quota.seats - this.heldOf(quota.id));
    const quota = this.quotas.find(({ id }) => id === quotaId);
    const kept = this.quotas.reduce((sum, one) => sum + unused(one), 0);
    return { own: quota ? unused(quota) : 0, shared: this.capacity - this.held - kept };
  }
}

export class MemoryRoster extends RosterState {
  declare quotas: RosterQuota[];
  #now = BEGIN;
  #next = 1;

  constructor({ policy, capacity, quotas }: Begin) {
    let left = capacity;
    const own = quotas.map((wished, position) => {
      const seats = Math.min(wished, left);
      left -= seats;
      const id = newId<'Quota'>();
      const counts = { held: 0, waiting: 0, releaseDaysBefore: null, releasedAt: null };
      return { id, seats, position, ...counts, audienceSlug: `a-${position}`, ...OWNER, rosterId: ROSTER };
    });
    super({ policy, capacity, quotas: own });
  }

  do(deed: Deed): void {
    this.#now += 60_000;
    const scene = this.#scene();
    const asking: Asking = { viewer: ANONYMOUS, language: 'uk', at: new Date(this.#now), requestId: null };
    endOverdue(scene, this.#overdue(), asking.at);
    const all = [...this.rows.values()].map(({ id }) => scene.find(id)).filter((row) => row !== undefined);
    const row = all[deed.which % Math.max(1, all.length)];
    const headcount = { seats: deed.seats, pupils: null, adults: null };
    if (deed.kind === 'REGISTER') enter(scene, this.#newcomer(deed), asking);
    else if (deed.kind === 'WAIT') this.#now += deed.seats * 6 * 3_600_000;
    else if (deed.kind === 'RELEASE') this.#release(scene, deed, asking);
    else if (!row) return;
    else if (deed.kind === 'CANCEL') cancel(scene, row, { by: 'SELF', reason: null }, asking);
    else if (deed.kind === 'ACCEPT')
      accept(scene, row, { ...headcount, seats: Math.min(deed.seats, row.heldSeats || 1) }, asking);
    else if (deed.kind === 'TURN_DOWN') turnDown(scene, row, deed.stays, asking);
    else resize(scene, row, headcount, {}, asking);
    this.#keep(scene);
  }

  #release(scene: Scene, { which }: Deed, asking: Asking): void {
    const quota = this.quotas[which % Math.max(1, this.quotas.length)];
    if (!quota) return;
    scene.release(quota, asking.at);
    scene.moveUp(asking);
  }

  #newcomer({ seats, smallest, line }: Deed) {
    const id = newId<'Registration'>();
    const quotaId = this.quotas[line - 1]?.id ?? null;
    return {
      ...NOTHING_SAID,
      ...{ id, rosterId: ROSTER, kind: 'GROUP' as const, origin: 'SELF' as const, oneKey: id, seats },
      ...{ smallest: Math.min(smallest, seats), quotaId, arrivedAt: new Date(this.#now), language: 'uk' as const },
    };
  }

  #overdue(): RegistrationRow[] {
    return [...this.rows.values()].filter(({ expiresAt }) => expiresAt && expiresAt.getTime() <= this.#now);
  }

  #scene(): Scene {
    const waitingIn = (quotaId: string | null) => this.waiting().filter((row) => row.quotaId === quotaId).length;
    const quotas = this.quotas.map((one) => ({ ...one, held: this.heldOf(one.id), waiting: waitingIn(one.id) }));
    const counts = { held: this.held, reserved: 0, waiting: this.waiting().length, nextArrival: this.#next };
    const roster = { ...(SETTINGS as RosterRow), ...counts, capacity: this.capacity, policy: this.policy };
    const rest = { classes: new Map(), unconfirmed: new Map(), links: new Map() };
    return new Scene({
      ...{ subject: { ...SUBJECT, roster } as RosterSubject, quotas, queue: this.waiting() },
      ...{ rows: [...this.rows.values()], ...rest },
    });
  }

  #keep(scene: Scene): void {
    for (const { after } of scene.written.values()) this.rows.set(after.id, after);
    this.quotas = this.quotas.map((quota) => ({
      ...quota,
      seats: scene.seatsOf(quota.id),
      releasedAt: scene.released.get(quota.id) ?? quota.releasedAt,
    }));
    this.#next = scene.nextArrival;
  }
}

const ROSTER = newId<'Roster'>();
const OWNER = { audienceId: newId<'Audience'>(), bodyId: null, outletId: null };
const SETTINGS: Partial<RosterRow> = {
  ...{ id: ROSTER, mode: 'OPEN', window: {}, largestGroup: null, largestParty: 4, hasWaitlist: true },
  ...{ offerMinutes: 1_440, confirmsEmail: false, confirmMinutes: 60, questions: [] },
};
const SUBJECT = {
  event: { editorialStatus: 'PUBLISHED' },
  session: {
    ...{ startLocal: '2030-06-01T12:00:00', zone: 'Europe/Kyiv', startsAt: START, endsAt: START },
    ...{ standing: 'SCHEDULED', happeningStatus: 'CONFIRMED' },
  },
};

/** What is wrong with the roster as it stands; null when nothing is. */
export function wrongIn(roster: RosterState): string | null {
  if (roster.held > roster.capacity) return `oversold: ${roster.held} of ${roster.capacity}`;
  if (roster.free(null).shared < 0) return 'somebody has the seats of a quota';
  for (const row of roster.rows.values()) {
    if (!isLive(row) && row.heldSeats > 0) return `${row.status} holds ${row.heldSeats}`;
    if (row.status === 'OFFERED' && row.heldSeats < row.smallest) return 'offered fewer than they would come with';
  }
  return fitsAndWaits(roster);
}

/** Whether a seat is free while somebody waits whom the policy would give it; said anew for each policy. */
function fitsAndWaits(roster: RosterState): string | null {
  const heads = new Set<string | null>();
  let sharedIsWaitedFor = false;
  for (const { quotaId, seats, smallest } of roster.waiting()) {
    const { own, shared } = roster.free(quotaId);
    const isHead = !heads.has(quotaId);
    heads.add(quotaId);
    const free = own + (sharedIsWaitedFor && roster.policy !== 'FIT_FIRST' ? 0 : shared);
    if (roster.policy === 'FIT_FIRST' ? free >= seats : isHead && free >= seats)
      return `${seats} fit into ${free}, and wait`;
    if (roster.policy === 'OFFER_SMALLER' && isHead && free >= smallest)
      return `${smallest} would do, ${free} are free`;
    if (isHead) sharedIsWaitedFor = true;
  }
  return null;
}
