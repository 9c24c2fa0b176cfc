// Wants of several rooms at once, judged and written as higher floors do it, in the city of venue-lab.ts.
import type { PersonViewer, Role } from '../src/platform/access/viewer.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { isRefusal } from '../src/platform/refusals/refusal.ts';
import { findBooking } from '../src/venues/bookings/booking.store.ts';
import type { BookingRow } from '../src/venues/bookings/booking.tables.ts';
import { readWish, type WishInput } from '../src/venues/bookings/wish.reading.ts';
import { judgeWants, lockForWants, writeWants } from '../src/venues/desk/desk.ts';
import type { Deciding, JudgedWant, Want } from '../src/venues/desk/want.rules.ts';
import { startTestApp } from './app.ts';
import { BookingLab, type Told } from './booking-lab.ts';
import { personId } from './people.ts';

type Parts = Partial<WishInput> & Partial<Pick<Want, 'purpose' | 'overrides'>>;
type Staff = 'librarian' | 'approver' | 'trainer';

const ROLES = { librarian: 'LIBRARIAN', approver: 'APPROVER', trainer: 'TRAINER' } as const satisfies Record<
  Staff,
  Role
>;

export interface Placed {
  readonly judged: readonly JudgedWant[];
  /** By the keys of the wants. */
  readonly rows: ReadonlyMap<string, BookingRow>;
}

export class DeskLab extends BookingLab {
  deciding(as: Staff = 'librarian'): Deciding {
    const viewer: PersonViewer = {
      ...{ kind: 'person', id: personId(as), name: as },
      grants: [{ role: ROLES[as], scopeId: this.branches.central }],
      credential: { kind: 'token', id: newId<'ApiToken'>(), scopes: ['EVENTS'] },
    };
    return { viewer, language: 'en', now: this.app.clock.now() };
  }

  /** As `book` says a wish; for a booking that is there, what is left out is as `wish` says it, too. */
  async want(key: string, { purpose = key, overrides = [], ...parts }: Parts, booked?: Told): Promise<Want> {
    const input: WishInput = {
      ...{ roomId: this.rooms.hallA, layout: 'THEATRE', expectedPeople: 10 },
      ...{ startDate: '2019-04-17', startTime: '10:00', endTime: '12:00', ...parts },
    };
    const wish = await readWish(this.database.reader, input, 'en');
    if (isRefusal(wish)) throw new Error(wish.message);
    const booking = booked ? await this.row(booked.id) : null;
    return { key, wish, booking, purpose, contact: null, overrides };
  }

  async row(id: string): Promise<BookingRow> {
    const row = await findBooking(this.database.reader, id as Id<'Booking'>);
    if (!row) throw new Error(`there is no booking ${id}`);
    return row;
  }

  /** Without locks, and nothing is written. */
  preview(wants: readonly Want[], ending: readonly Told[] = [], as?: Staff): Promise<JudgedWant[]> {
    return judgeWants(this.database.reader, wants, idsOf(ending), this.deciding(as));
  }

  /** Whatever fits is written, whatever does not is left. */
  place(wants: readonly Want[], ending: readonly Told[] = [], as?: Staff): Promise<Placed> {
    const deciding = this.deciding(as);
    return this.database.transaction(async (tx) => {
      const locked = await lockForWants(tx, wants, idsOf(ending), deciding.now);
      const ended = locked.ending.map(({ id }) => id);
      const judged = await judgeWants(tx, locked.wants, ended, deciding);
      const rows = await writeWants(tx, judged, locked.ending, 'Подію перенесено', deciding);
      return { judged, rows };
    });
  }
}

const idsOf = (bookings: readonly Told[]) => bookings.map(({ id }) => id as Id<'Booking'>);

/** What refuses each, in words that a test reads. */
export const refusals = (judged: readonly JudgedWant[]): string[][] =>
  judged.map(({ refusing }) => refusing.map(({ kind }) => kind));

/** Starts the program with the lab in it; the clock stands at 2019-03-01 10:00 in Kyiv. */
export async function startDeskLab(): Promise<DeskLab> {
  const lab = new DeskLab(await startTestApp());
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.found();
  return lab;
}
