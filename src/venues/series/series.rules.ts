import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { dateOf, type LocalDate, type LocalDateTime } from '../../platform/time/local.ts';
import { overlaps, type Span } from '../../platform/time/span.rules.ts';
import type { PlacedTime, SkippedHour } from '../../platform/time/wall.rules.ts';
import { standing } from '../bookings/booking.decision.rules.ts';
import { brokenRules, type Telling } from '../bookings/booking.rules.ts';
import type { Override, SoftRule } from '../bookings/booking.tables.ts';
import type { BrokenRule } from '../bookings/broken.rules.ts';
import { termSpan } from '../bookings/term.rules.ts';
import {
  type EquipmentFacts,
  type Facts,
  type Neighbour,
  occupiedSpan,
  type Wish,
  wishedSpan,
} from '../bookings/wish.rules.ts';

/** A date that the rule gives, on the time line of its zone, or without a time there. */
export interface SeriesMoment {
  readonly startLocal: LocalDateTime;
  /** The id that its booking gets. */
  readonly bookingId: Id<'Booking'>;
  readonly time: PlacedTime | SkippedHour;
}

/** A series as it was asked for, looked up and with all its dates. */
export interface AskedSeries {
  readonly rule: string;
  /** What each date wants. */
  readonly wish: Omit<Wish, 'time'>;
  /** As said; null takes the layout's. */
  readonly buffers: { readonly setUpMinutes: number | null; readonly tearDownMinutes: number | null };
  readonly purpose: string;
  readonly contact: string | null;
  readonly startLocal: LocalDateTime;
  readonly wallMinutes: number;
  /** In their order. */
  readonly moments: readonly SeriesMoment[];
  /** Whether dates on which it is shut are left out instead of being in conflict. */
  readonly skipClosed: boolean;
  readonly overrides: readonly Override[];
}

/** All that the rules look at, for every date at once. */
export interface SeriesFacts extends Pick<Facts, 'now' | 'hours' | 'needsApproval' | 'equipment'> {
  /** Whatever takes a unit of the room near one of the dates. */
  readonly neighbours: readonly Neighbour[];
  /** How many live bookings of the room the asker has in a term, by the milliseconds of its start. */
  readonly bookedInTerm: ReadonlyMap<number, number>;
}

export interface Judging extends Telling {
  readonly mayOverride: (rule: SoftRule) => boolean;
  readonly askedById: Id<'Person'> | null;
}

export type SeriesVerdict = 'FITS' | 'CONFLICT' | 'CLOSED' | 'NO_SUCH_TIME';

/** What becomes of a date of a series. */
export interface JudgedDate {
  readonly startLocal: LocalDateTime;
  readonly bookingId: Id<'Booking'>;
  readonly verdict: SeriesVerdict;
  /** Null where there is no such time; kept so that a way out can be looked for. */
  readonly wish: Wish | null;
  /** The next time that comes, with its offset; null where there is such a time. */
  readonly nextValid: string | null;
  /** All that it breaks, what is set aside and what only has to be known included. */
  readonly broken: readonly BrokenRule[];
  /** What of that refuses it. */
  readonly refusing: readonly BrokenRule[];
  /** What it is to the dates after it, where it fits. */
  readonly neighbour: Neighbour | null;
}

/** A date of the series itself that fits. */
interface OwnSpan extends Span {
  readonly bookingId: Id<'Booking'>;
}

/**
 * Judges each date by the rules of single bookings. They are booked in one go, so an earlier date that fits is a
 * neighbour of the later ones, has its equipment, and counts for the limit.
 */
export function judgeDates(asked: AskedSeries, facts: SeriesFacts, judging: Judging): JudgedDate[] {
  const taken = facts.neighbours.map((neighbour) => ({ neighbour, span: occupiedSpan(neighbour) }));
  const own: OwnSpan[] = [];
  const booked = new Map(facts.bookedInTerm);
  return asked.moments.map(({ startLocal, bookingId, time }) => {
    const date = { startLocal, bookingId };
    if (isRefusal(time)) {
      return {
        ...date,
        verdict: 'NO_SUCH_TIME',
        wish: null,
        nextValid: time.nextValid,
        broken: [],
        refusing: [],
        neighbour: null,
      };
    }
    const wish: Wish = { ...asked.wish, time };
    const span = wishedSpan(wish);
    const term = termOf(wish)?.from.getTime() ?? null;
    const known = {
      ...{ now: facts.now, hours: facts.hours, needsApproval: facts.needsApproval },
      neighbours: taken.filter((one) => overlaps(one.span, span)).map(({ neighbour }) => neighbour),
      equipment: withOwnUses(facts.equipment, wish, own, span),
      bookedInTerm: term === null ? 0 : (booked.get(term) ?? 0),
    };
    const broken = brokenRules(wish, known, judging);
    const refusing = standing(broken, asked.overrides, judging.mayOverride);
    const verdict = verdictOf(refusing, asked.skipClosed);
    const neighbour = verdict === 'FITS' ? neighbourOf(asked, wish, bookingId, { facts, judging }) : null;
    if (neighbour) {
      taken.push({ neighbour, span });
      own.push({ bookingId, ...span });
      if (term !== null) booked.set(term, (booked.get(term) ?? 0) + 1);
    }
    return { ...date, verdict, wish, nextValid: null, broken, refusing, neighbour };
  });
}

function verdictOf(refusing: readonly BrokenRule[], skipClosed: boolean): SeriesVerdict {
  if (refusing.length === 0) return 'FITS';
  return skipClosed && refusing.some(({ kind }) => kind === 'Closed') ? 'CLOSED' : 'CONFLICT';
}

/** The term a booking counts in, where its room has a limit. */
export function termOf({ room, branch, time }: Pick<Wish, 'room' | 'branch' | 'time'>): Span | null {
  return room.limitTerm === null ? null : termSpan(room.limitTerm, time.startLocal, branch.zone);
}

/** The equipment with what dates before this one have of it: each as many as this one wants. */
function withOwnUses(
  equipment: Facts['equipment'],
  wish: Wish,
  dates: readonly OwnSpan[],
  span: Span,
): Facts['equipment'] {
  const beside = dates.filter((date) => overlaps(date, span));
  if (beside.length === 0) return equipment;
  return new Map(
    wish.equipment.flatMap(({ equipmentId, quantity }): [string, EquipmentFacts][] => {
      const known = equipment.get(equipmentId);
      const own = beside.map((date) => ({ ...date, quantity }));
      return known ? [[equipmentId, { ...known, uses: [...known.uses, ...own] }]] : [];
    }),
  );
}

function neighbourOf(
  { purpose }: AskedSeries,
  { branch, room, time, setUpMinutes, tearDownMinutes }: Wish,
  id: string,
  { facts, judging }: { readonly facts: SeriesFacts; readonly judging: Judging },
): Neighbour {
  return {
    ...{ kind: 'BOOKING', id, branchId: branch.id, roomId: room.id, purpose, askedById: judging.askedById },
    ...{ startsAt: time.startsAt, endsAt: time.endsAt, setUpMinutes, tearDownMinutes, holdUntil: null },
    status: facts.needsApproval ? 'REQUESTED' : 'CONFIRMED',
    units: new Set(room.units),
  };
}

/** Not booked, and nothing was changed: the dates stay with it that are in the way. */
export interface SeriesRefused extends Refusal<'SeriesRefused'> {
  readonly dates: readonly JudgedDate[];
  /** All dates, those that fit as well. */
  readonly judged: readonly JudgedDate[];
}

/** Where nothing but closed days is left, those are what is in the way. */
export function seriesRefused(judged: readonly JudgedDate[], language: Language): SeriesRefused {
  const misfits = judged.filter(({ verdict }) => verdict === 'CONFLICT' || verdict === 'NO_SUCH_TIME');
  const dates = misfits.length > 0 ? misfits : judged;
  const days = dates.slice(0, 5).map(({ startLocal }) => dateOf(startLocal).split('-').reverse().join('.'));
  const named = `${days.join(', ')}${dates.length > days.length ? ', …' : ''}`;
  const all = judged.length;
  return {
    kind: 'SeriesRefused',
    message:
      language === 'uk'
        ? `Нічого не заброньовано. Дат, що не підходять: ${dates.length} з ${all} (${named}). Оберіть інший час або бронюйте ті, що підходять, а решту розмістіть потім.`
        : `Nothing was booked. Dates that do not fit: ${dates.length} of ${all} (${named}). Choose another time, or book those that fit and place the rest later.`,
    ...{ dates, judged },
  };
}

/** How many dates came to what. */
export function countVerdicts(judged: readonly Pick<JudgedDate, 'verdict'>[]) {
  const of = (wanted: SeriesVerdict) => judged.filter(({ verdict }) => verdict === wanted).length;
  return {
    dates: judged.length,
    ...{ fits: of('FITS'), conflicts: of('CONFLICT'), closed: of('CLOSED'), noSuchTime: of('NO_SUCH_TIME') },
  };
}

/** Of the rule's dates those that nobody took out. */
export function withoutDates(dates: readonly LocalDateTime[], except: readonly LocalDate[]): LocalDateTime[] {
  const out = new Set(except);
  return dates.filter((date) => !out.has(dateOf(date)));
}

/** From the first occupied minute of the dates to the last; null where no date has a time. */
export function wholeSpan(spans: readonly Span[]): Span | null {
  const [first, ...others] = spans;
  if (!first) return null;
  const earlier = (a: Instant, b: Instant) => (b < a ? b : a);
  const later = (a: Instant, b: Instant) => (a < b ? b : a);
  return others.reduce((whole, { from, to }) => ({ from: earlier(whole.from, from), to: later(whole.to, to) }), first);
}
