import type { Viewer } from '../../platform/access/viewer.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { RegistrationLinkRow, RegistrationRow } from '../record/registration.tables.ts';
import type { RosterQuota, RosterSubject } from '../record/roster.store.ts';
import type { RegistrationStatus } from '../record/seats.rules.ts';
import type { Line } from './places.rules.ts';

/** Who asks for something, and when the request came. */
export interface Asking {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly at: Instant;
  readonly requestId: string | null;
}

/** Where all who come would be when the sirens sound, also who takes no seat. */
export interface Shelter {
  readonly most: number;
  /** Adults of classes that have places: they come beside the seats. */
  readonly adults: number;
}

/** Adults of a class with a place, where they take no seats; counted where that is so alone. */
export function seatlessOf({ heldSeats, adults }: Pick<RegistrationRow, 'heldSeats' | 'adults'>): number {
  return heldSeats > 0 ? (adults ?? 0) : 0;
}

/** All that a decision looks at, as it stands under the roster's lock. */
export interface Loaded {
  readonly subject: RosterSubject;
  readonly quotas: readonly RosterQuota[];
  /** In order of arrival; null where nothing can become free, so that nobody needs it. */
  readonly queue: readonly RegistrationRow[] | null;
  /** Those that requests name, those whose time is over, and those under the keys of newcomers. */
  readonly rows: readonly RegistrationRow[];
  /** How many classes of a school come to the event in the term. */
  readonly classes: ReadonlyMap<string, number>;
  /** How many places wait for each address to be confirmed. */
  readonly unconfirmed: ReadonlyMap<string, number>;
  /** How many wait in each line for more seats than the roster has by now; left out where the queue tells it. */
  readonly stuck?: ReadonlyMap<Line, number>;
  /** Of the schools that requests are about, those with a head who can be asked; left out where nobody asks one. */
  readonly headed?: ReadonlySet<string>;
  /** Null where seats tell how many people come, and where nothing bounds them. */
  readonly shelter?: Shelter | null;
  /** The links that requests came by, by their hashes in hexadecimal. */
  readonly links: ReadonlyMap<string, RegistrationLinkRow>;
}

export interface WrittenRow {
  readonly before: RegistrationRow | null;
  after: RegistrationRow;
  readonly action: string;
  readonly asking: Asking;
}

/** What an answer tells of a registration as it is now: numbers, and nothing of the person. */
export interface Receipt {
  readonly id: Id<'Registration'>;
  readonly status: RegistrationStatus;
  /** What it has, or waits for. */
  readonly seats: number;
  /** What is offered; null without an offer. */
  readonly offeredSeats: number | null;
  /** Its place in its line, from 1; null when it does not wait. */
  readonly position: number | null;
  readonly expiresAt: Instant | null;
}

/** What a newcomer brings; the rest is decided. */
export type Newcomer = Omit<
  RegistrationRow,
  'status' | 'heldSeats' | 'arrival' | 'expiresAt' | 'awaits' | 'endedBy' | 'version' | 'createdAt' | 'updatedAt'
>;

/** What a decision makes of a newcomer. */
export type Decision = Pick<RegistrationRow, 'status' | 'heldSeats' | 'expiresAt' | 'awaits'>;
