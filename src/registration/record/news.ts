import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Headcount } from './registration.tables.ts';

/** What somebody is to hear of their registration. */
export type NewsKind =
  | 'CONFIRM_EMAIL'
  | 'CONFIRMED'
  | 'WAITLISTED'
  | 'OFFER'
  | 'OFFER_EXPIRED'
  | 'EXPIRED'
  | 'EDITED'
  | 'CANCELLED_BY_SELF'
  | 'CANCELLED_BY_STAFF'
  | 'MOVED'
  | 'PENDING'
  | 'DECLINED'
  | 'HEAD_ASKED'
  /** A class asks for the yes of a head, and its school has none here: the host decides. */
  | 'HEAD_MISSING'
  | 'NOMINEE_INVITED'
  | 'SUBSTITUTE_WANTED'
  | 'RECONFIRM'
  | 'RELEASED'
  /** Somebody asked for what this address has already. */
  | 'ALREADY'
  /** What staff wrote to some of a roster. */
  | 'STAFF_MESSAGE';

export interface RegistrationNews {
  readonly kind: NewsKind;
  readonly registrationId: Id<'Registration'>;
  /** Of a `STAFF_MESSAGE`: which. */
  readonly messageId?: Id<'StaffMessage'>;
  /** Of an `EDITED`: how many came before. */
  readonly before?: Headcount;
}

/** What is told of a wish of dates, which no registration came of yet. */
export interface WishNews {
  readonly kind: 'DATES_WISHED' | 'DATES_DECLINED';
  readonly wishId: Id<'DateWish'>;
}

export type News = RegistrationNews | WishNews;

export function isOfWish(news: News): news is WishNews {
  return 'wishId' in news;
}

const noted = new WeakMap<Tx, News[]>();

/** Says what a transaction makes known; whoever writes to people reads it before the commit. */
export function noteNews(tx: Tx, news: readonly News[]): void {
  if (news.length > 0) noted.set(tx, [...(noted.get(tx) ?? []), ...news]);
}

export function newsOf(tx: Tx): readonly News[] {
  return noted.get(tx) ?? [];
}
