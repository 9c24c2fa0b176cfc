// What a room says to a session that it would not say to any other booking.
import type { Language } from '../../platform/language/language.ts';
import { neededOverrides } from '../../venues/bookings/booking.decision.rules.ts';
import { bookingOf } from '../../venues/bookings/booking.writing.ts';
import type { BrokenRule } from '../../venues/bookings/broken.rules.ts';
import type { Deciding, JudgedWant } from '../../venues/desk/want.rules.ts';
import { comesBack, type SessionPlan } from './plan.rules.ts';

/** The rules that were asked when the session had its room for the first time: it did not take longer meanwhile. */
const KEPT: readonly BrokenRule['kind'][] = ['OutsideBookingWindow', 'TooLong', 'TooShort'];

/** What is said of the want of a session; an announced one has only a room that nobody still has to grant. */
export function grantedWant(plan: SessionPlan, want: JudgedWant, isAnnounced: boolean, deciding: Deciding): JudgedWant {
  const said = comesBack(plan) ? broughtBack(want, deciding) : want;
  return isAnnounced ? announcedWant(said, deciding.language) : said;
}

/** What had this room at this time already does not come too late for it. */
function broughtBack(want: JudgedWant, { viewer, now }: Deciding): JudgedWant {
  if (want.booking || want.refusing.length === 0) return want;
  const refusing = want.refusing.filter(({ kind }) => !KEPT.includes(kind));
  if (refusing.length > 0) return { ...want, refusing };
  const overrides = neededOverrides(want.broken, want.overrides);
  return { ...want, refusing, after: bookingOf(want.wish, want, { viewer, now, queues: false, overrides }) };
}

/** Calendars never tell of a room that somebody may still refuse. */
function announcedWant(want: JudgedWant, language: Language): JudgedWant {
  if (!want.after || want.after.status === 'CONFIRMED') return want;
  const message =
    language === 'uk'
      ? 'Подію вже оголошено, а це приміщення ще має хтось погодити. Оберіть таке, яке дають одразу, або позначте, що приміщення ще шукають.'
      : 'The event is public, and somebody would still have to grant this room. Choose one that is had at once, or say that the room is still to be found.';
  const ungranted: BrokenRule = { kind: 'NeedsApproval', message };
  const others = want.broken.filter(({ kind }) => kind !== 'NeedsApproval');
  return { ...want, broken: [...others, ungranted], refusing: [ungranted], after: null };
}
