import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Deciding } from './booking.decision.rules.ts';
import { bookingsByIds } from './booking.store.ts';
import type { BookingRow } from './booking.tables.ts';
import { type BookingDeed, isFollowed } from './change.rules.ts';

export interface BookingChange {
  readonly before: BookingRow;
  readonly after: BookingRow;
}

/** What serves something of a higher floor is changed there. The message is of whoever follows the booking. */
export type ServesEvent = Refusal<'ServesEvent'>;

/** Of all that is done to a booking what is forbidden, and why. */
export type Forbidden = Readonly<Partial<Record<BookingDeed, ServesEvent>>>;

/** Who wants to do it, and how they are answered. */
type Asker = Pick<Deciding, 'viewer' | 'language'>;

/** What hangs on bookings on a higher floor. */
export interface BookingFollower {
  /** Takes the locks of what hangs on these bookings; called before the spaces are locked: the order is event, then room. */
  lock(tx: Tx, bookingIds: readonly Id<'Booking'>[]): Promise<void>;
  /** What this viewer may not do to these bookings, by what hangs on each; the same few statements for any number. */
  forbidden(reader: Reader, bookingIds: readonly string[], asker: Asker): Promise<ReadonlyMap<string, Forbidden>>;
  /** What hangs on them follows: `after` differs in room, time, layout, people or status. */
  follow(tx: Tx, changes: readonly BookingChange[], deciding: Deciding): Promise<void>;
}

/** What has become of these bookings in this transaction, in the same order. */
export async function changesSince(tx: Tx, befores: readonly BookingRow[]): Promise<BookingChange[]> {
  if (befores.length === 0) return [];
  const rows = await bookingsByIds(
    tx,
    befores.map(({ id }) => id),
  );
  return befores.flatMap((before) => {
    const after = rows.get(before.id);
    return after ? [{ before, after }] : [];
  });
}

/** Bookings serve things of higher floors; each floor says here what has to go with them. */
@Injectable()
export class BookingFollowers {
  readonly #followers: BookingFollower[] = [];

  /** For `onModuleInit` of the feature. */
  register(follower: BookingFollower): void {
    this.#followers.push(follower);
  }

  async lock(tx: Tx, bookingIds: readonly Id<'Booking'>[]): Promise<void> {
    if (bookingIds.length === 0) return;
    for (const follower of this.#followers) await follower.lock(tx, bookingIds);
  }

  /** What this viewer may not do to these bookings, each with the first reason why. */
  async forbidden(
    reader: Reader,
    bookingIds: readonly string[],
    asker: Asker,
  ): Promise<ReadonlyMap<string, Forbidden>> {
    const found = new Map<string, Forbidden>();
    if (bookingIds.length === 0) return found;
    for (const follower of this.#followers) {
      const more = await follower.forbidden(reader, bookingIds, asker);
      for (const [id, deeds] of more) found.set(id, { ...deeds, ...found.get(id) });
    }
    return found;
  }

  /** Why this viewer may not do this to a booking; null when they may. */
  async forbids(
    reader: Reader,
    bookingId: Id<'Booking'>,
    deed: BookingDeed,
    asker: Asker,
  ): Promise<ServesEvent | null> {
    return (await this.forbidden(reader, [bookingId], asker)).get(bookingId)?.[deed] ?? null;
  }

  /** Of the changes, those that matter to whoever follows. */
  async follow(tx: Tx, changes: readonly BookingChange[], deciding: Deciding): Promise<void> {
    const followed = changes.filter(isFollowed);
    if (followed.length === 0) return;
    for (const follower of this.#followers) await follower.follow(tx, followed, deciding);
  }
}
