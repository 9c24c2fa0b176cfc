// The city and plan of programme-lab.ts, and the words in which tests speak of registration.
import { eq } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { OverdueSweep } from '../src/registration/deciding/overdue.sweep.ts';
import { LinkDesk } from '../src/registration/links/link.desk.ts';
import {
  type LinkPurpose,
  type RegistrationRow,
  registrations,
} from '../src/registration/record/registration.tables.ts';
import { type QuotaRow, quotas, type RosterRow, rosters } from '../src/registration/record/roster.tables.ts';
import { type Asking, startTestApp } from './app.ts';
import { LIBRARIAN, type Made } from './programme-lab.ts';
import { must, SessionLab, type Told } from './session-lab.ts';

type Parts = Record<string, unknown>;

export interface ReceiptTold {
  readonly id: string;
  readonly status: string;
  readonly seats: number;
  readonly offeredSeats: number | null;
  readonly position: number | null;
  readonly expiresAt: string | null;
}

/** A receipt, or a refusal: whatever was answered. */
export interface Answered {
  readonly kind?: string;
  readonly message?: string;
  readonly receipt?: ReceiptTold;
  readonly [field: string]: unknown;
}

export const RECEIPT = '... on Registered { receipt { id status seats offeredSeats position expiresAt } }';
const DOOR = '... on NotOpen { opensAt } ... on NoPlaces { free } ... on TooManySeats { most }';
const REGISTER = `mutation ($input: RegisterInput!) { result: register(input: $input) { ${RECEIPT}
  ... on Refusal { kind message } ${DOOR} } }`;
const SAVE_ROSTER = `mutation ($input: SaveRosterInput!) { result: saveRoster(input: $input) {
  ... on Roster { id version capacity freeSeats policy } ... on Refusal { kind message }
  ... on CapacityTooLarge { limit cause } ... on CapacityTooSmall { taken } ... on QuotaInUse { taken } } }`;
const STATE = '... on Refusal { kind message } ... on LinkRefused { reason } ... on NotInThisState { status }';
const byLink = (name: string, type: string, more = '') =>
  `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${RECEIPT} ${STATE} ${more} } }`;
export const BY_LINK = {
  confirm: byLink('confirmRegistration', 'LinkInput'),
  cancel: byLink('cancelRegistration', 'LinkInput'),
  reconfirm: byLink('reconfirmRegistration', 'LinkInput'),
  decline: byLink('declineOffer', 'DeclineOfferInput'),
  accept: byLink('acceptOffer', 'HeadcountInput', '... on NoPlaces { free }'),
  edit: byLink('editRegistration', 'EditRegistrationInput', '... on NoPlaces { free } ... on TooManySeats { most }'),
} as const;
export type LinkAct = keyof typeof BY_LINK;

let keys = 0;

/** A key of its own for every request. */
export function aKey(): string {
  keys += 1;
  return `key-${String(keys).padStart(8, '0')}`;
}

export class RegistrationLab extends SessionLab {
  /** The clock stands at 2019-03-01 10:00 in Kyiv; a network may register as often as it likes. */
  static override async start(environment: Record<string, string> = {}, options: { readonly jobs?: boolean } = {}) {
    const lab = new RegistrationLab(
      await startTestApp({ REGISTRATIONS_FREE: '1000000', TRUST_PROXY: 'loopback', ...environment }, options),
    );
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  /** A published event with one date on 24 April 2019, 11:00 to 11:45, online, where nothing bounds how many come. */
  async anEvent(parts: Parts = {}, ofSession: Parts = {}): Promise<{ event: Made; session: Told }> {
    const event = await this.draft({
      kind: 'THEMATIC_LESSON',
      primaryMeasureId: this.measures.schools,
      attendanceMode: 'MIXED',
      joinUrl: 'https://meet.example.org/lesson',
      ...parts,
    });
    const place = { online: true };
    const times = { startDate: '2019-04-24', startTime: '11:00', endTime: '11:45' };
    const session = must(await this.schedule(event.id, { ...times, place, ...ofSession }));
    must(await this.publish(event.id));
    return { event, session };
  }

  /** The same with its roster: OPEN, without confirmation of addresses, STRICT, unless said otherwise. */
  async aRoster(parts: Parts = {}, ofEvent: Parts = {}, ofSession: Parts = {}) {
    const { event, session } = await this.anEvent(ofEvent, ofSession);
    const settings = { mode: 'OPEN', capacity: 60, confirmsEmail: false, pupilsPerAdult: 15, ...parts };
    const saved = must(await this.saveRoster({ eventId: event.id, sessionId: session.id, ...settings }));
    return { event, session, rosterId: saved.id };
  }

  saveRoster = (input: Parts, asking: Asking = LIBRARIAN) =>
    this.asked<Told>(SAVE_ROSTER, { input: { key: aKey(), ...input } }, asking);

  /** The input of somebody of their own address, unless parts say otherwise. */
  person(rosterId: string, parts: Parts = {}): Parts {
    const key = aKey();
    const about = { name: 'Оксана Коваль', email: `${key}@example.org`, consentVersion: CONSENT_VERSION };
    return { rosterId, key, ...about, ...parts };
  }

  register = (rosterId: string, parts: Parts = {}, asking: Asking = {}) =>
    this.asked<Answered>(REGISTER, { input: this.person(rosterId, parts) }, asking);

  /** Somebody who is in: their receipt. */
  async registered(rosterId: string, parts: Parts = {}, asking: Asking = {}): Promise<ReceiptTold> {
    return must(await this.register(rosterId, parts, asking)).receipt!;
  }

  /** A link as the mail of a registration holds it. */
  async link(registrationId: string, purpose: LinkPurpose = 'MANAGE'): Promise<string> {
    const row = await this.registration(registrationId);
    return this.database.transaction((tx) => this.app.nest.get(LinkDesk).give(tx, row, purpose));
  }

  /** Something done by a link: one made now, or the one that is given. */
  async byLink(act: LinkAct, link: string, parts: Parts = {}, asking: Asking = {}): Promise<Answered> {
    return this.asked<Answered>(BY_LINK[act], { input: { key: aKey(), link, ...parts } }, asking);
  }

  /** The same for a registration, by a fresh link of the purpose that is usual for it. */
  async act(act: LinkAct, registrationId: string, parts: Parts = {}): Promise<Answered> {
    const purposes = { confirm: 'CONFIRM', accept: 'OFFER', decline: 'OFFER', reconfirm: 'RECONFIRM' } as const;
    const purpose = act in purposes ? purposes[act as keyof typeof purposes] : 'MANAGE';
    return this.byLink(act, await this.link(registrationId, purpose), parts);
  }

  async registration(id: string): Promise<RegistrationRow> {
    const [row] = await this.database.reader
      .select()
      .from(registrations)
      .where(eq(registrations.id, id as Id<'Registration'>));
    return row!;
  }

  /** All of a roster, in order of arrival. */
  registrationsOf(rosterId: string): Promise<RegistrationRow[]> {
    return this.database.reader
      .select()
      .from(registrations)
      .where(eq(registrations.rosterId, rosterId as Id<'Roster'>))
      .orderBy(registrations.arrival);
  }

  async roster(id: string): Promise<RosterRow> {
    const [row] = await this.database.reader
      .select()
      .from(rosters)
      .where(eq(rosters.id, id as Id<'Roster'>));
    return row!;
  }

  quotasOf(rosterId: string): Promise<QuotaRow[]> {
    return this.database.reader
      .select()
      .from(quotas)
      .where(eq(quotas.rosterId, rosterId as Id<'Roster'>))
      .orderBy(quotas.position);
  }

  /** How many of a roster stand so. */
  async count(rosterId: string, status: string): Promise<number> {
    return (await this.registrationsOf(rosterId)).filter((row) => row.status === status).length;
  }

  /** Lets the clock run to a moment and what is due then happen. */
  async at(iso: string): Promise<void> {
    this.app.clock.set(iso);
    await this.app.nest.get(OverdueSweep).sweep();
  }
}
