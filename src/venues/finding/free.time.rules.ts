import { type Instant, instantFromMillis, minutesBetween, plusDays, plusMinutes } from '../../platform/time/instant.ts';
import { addDays, dateOf, localDateTime, timeOf, toLocal, wallMinutesBetween } from '../../platform/time/local.ts';
import { timeOfMinutes } from '../../platform/time/minute.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { placeInTime, type PlacedTime } from '../../platform/time/wall.rules.ts';
import { dateIn, daySpan } from '../../platform/time/zone.day.ts';
import { type EquipmentFacts, type Facts, occupiedSpan, type Wish } from '../bookings/wish.rules.ts';
import { closingsOver, openSpans } from '../hours/opening.rules.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;

/** From the earliest to the latest moment at which something could start, both included. */
interface Starts {
  readonly from: number;
  readonly to: number;
}

/** Everything that a booking whose event starts on the day of the wish could occupy. */
export function reachOfDay({ time, setUpMinutes, tearDownMinutes }: Wish): Span {
  const day = daySpan(dateOf(time.startLocal), time.zone);
  const long = minutesBetween(time.startsAt, time.endsAt);
  return { from: plusMinutes(day.from, -setUpMinutes), to: plusMinutes(day.to, long + tearDownMinutes) };
}

/**
 * The same room on the same day, as long as wished for: the nearest start before the wished one and the nearest after it at
 * which set-up, event and tear-down fit between whatever else there is. The nearer first; of two as near the later, since
 * those who come at the time that was announced are not too late for it. Neither out of hours nor too soon or too far ahead,
 * unless these soft rules are borne; and within hours where there is such a time.
 */
export function nearestTimes(wish: Wish, facts: Facts, borne: ReadonlySet<string>): PlacedTime[] {
  const within = nearestOf(startsOn(wish, facts, { isInTime: !borne.has('OutsideBookingWindow'), isOpen: true }), wish);
  if (within.length > 0 || !borne.has('OutsideOpeningHours')) return within;
  return nearestOf(startsOn(wish, facts, { isInTime: !borne.has('OutsideBookingWindow'), isOpen: false }), wish);
}

function nearestOf(windows: readonly Starts[], wish: Wish): PlacedTime[] {
  const wished = wish.time.startsAt.getTime();
  const after = windows.map(({ from, to }) => ({
    at: Math.ceil(Math.max(from, wished + MINUTE) / MINUTE) * MINUTE,
    to,
  }));
  const before = windows.map(({ from, to }) => ({
    at: Math.floor(Math.min(to, wished - MINUTE) / MINUTE) * MINUTE,
    from,
  }));
  const next = after.find(({ at, to }) => at <= to)?.at;
  const last = before.findLast(({ at, from }) => at >= from)?.at;
  return [next, last]
    .filter((at) => at !== undefined)
    .sort((a, b) => Math.abs(a - wished) - Math.abs(b - wished) || b - a)
    .flatMap((at) => movedTo(instantFromMillis(at), wish.time) ?? []);
}

/** What of the soft rules about time is kept. */
interface Keeping {
  readonly isOpen: boolean;
  readonly isInTime: boolean;
}

/** When it could start, in order: neither taken nor shut nor short of equipment. */
function startsOn(wish: Wish, { now, hours, neighbours, equipment }: Facts, { isOpen, isInTime }: Keeping): Starts[] {
  const { room, time, setUpMinutes, tearDownMinutes } = wish;
  const reach = reachOfDay(wish);
  const date = dateOf(time.startLocal);
  const day = daySpan(date, time.zone);
  const long = minutesBetween(time.startsAt, time.endsAt);
  const earliest = Math.max(day.from.getTime(), isInTime ? plusMinutes(now, room.leadMinutes).getTime() : -Infinity);
  const latest = Math.min(
    day.to.getTime() - MINUTE,
    room.windowDays === null || !isInTime ? Infinity : plusDays(now, room.windowDays).getTime(),
  );
  const lastDate = addDays(date, Math.ceil(long / DAY_MINUTES) + 1);
  const always = [{ from: earliest, to: latest }];
  const open = openSpans(hours, room.id, addDays(date, -1), lastDate).map(({ from, to }) => ({
    from: Math.max(from.getTime(), earliest),
    to: Math.min(plusMinutes(to, -long).getTime(), latest),
  }));
  const inTheWay: readonly Span[] = [
    ...neighbours.map(occupiedSpan),
    ...closingsOver(hours, room.kin, reach),
    ...wish.equipment.flatMap(({ equipmentId, quantity }) => {
      const facts = equipment.get(equipmentId);
      return facts ? shortages(facts, quantity, reach) : [];
    }),
  ];
  return inTheWay
    .map(({ from, to }) => ({
      from: plusMinutes(from, -long - tearDownMinutes).getTime(),
      to: plusMinutes(to, setUpMinutes).getTime(),
    }))
    .reduce<Starts[]>((left, taken) => left.flatMap((window) => without(window, taken)), isOpen ? open : always)
    .filter(({ from, to }) => from <= to);
}

/** What ends where another begins does not meet it: the ends of what is taken are free to start at. */
function without(window: Starts, taken: Starts): Starts[] {
  if (taken.to <= window.from || window.to <= taken.from) return [window];
  const before = window.from <= taken.from ? [{ from: window.from, to: taken.from }] : [];
  const after = taken.to <= window.to ? [{ from: taken.to, to: window.to }] : [];
  return [...before, ...after];
}

/** When fewer than so many of an equipment are left. */
function shortages({ row, uses }: EquipmentFacts, wanted: number, reach: Span): Span[] {
  if (wanted > row.quantity) return [reach];
  return uses.flatMap(({ from }) => {
    const meeting = uses.filter((use) => use.from <= from && from < use.to);
    const out = meeting.reduce((sum, { quantity }) => sum + quantity, 0);
    if (out + wanted <= row.quantity) return [];
    return shortUntil(uses, from, row.quantity - wanted);
  });
}

/** Until so many have come back that it is enough again. */
function shortUntil(uses: EquipmentFacts['uses'], from: Instant, enough: number): Span[] {
  const returns = uses.map(({ to }) => to).filter((to) => to > from);
  const back = returns
    .toSorted((a, b) => a.getTime() - b.getTime())
    .find((at) => uses.reduce((sum, use) => (use.from <= at && at < use.to ? sum + use.quantity : sum), 0) <= enough);
  return back ? [{ from, to: back }] : [];
}

/** From the same start, as long as the room may be booked; null for what is not too long. */
export function shortened({ room, time }: Wish): PlacedTime | null {
  const { startsAt, endsAt } = time;
  if (minutesBetween(startsAt, endsAt) <= room.longestMinutes) return null;
  return movedTo(startsAt, { ...time, endsAt: plusMinutes(startsAt, room.longestMinutes) });
}

/** The time moved to another start, just as long; null where the wall has no such time of its own (an hour that comes twice). */
function movedTo(startsAt: Instant, { zone, startsAt: from, endsAt: to }: PlacedTime): PlacedTime | null {
  const long = minutesBetween(from, to);
  const endsAt = plusMinutes(startsAt, long);
  const [start, end] = [wallOf(startsAt, zone), wallOf(endsAt, zone)];
  if (start.isPlain && end.isPlain) {
    return { startLocal: start.local, zone, wallMinutes: wallMinutesBetween(start.local, end.local), startsAt, endsAt };
  }
  const ends = { endDate: dateOf(end.local), endTime: timeOf(end.local) };
  const placed = placeInTime({ startDate: dateOf(start.local), startTime: timeOf(start.local), ...ends }, zone, 'uk');
  const isSame = 'startsAt' in placed && placed.startsAt.getTime() === startsAt.getTime();
  return isSame && minutesBetween(placed.startsAt, placed.endsAt) === long ? placed : null;
}

/** What the wall says, by arithmetic unless the clocks are changed on that day: to look a time up takes long. */
function wallOf(instant: Instant, zone: string) {
  const date = dateIn(instant, zone);
  const day = daySpan(date, zone);
  const isPlain = minutesBetween(day.from, day.to) === DAY_MINUTES;
  const time = isPlain ? timeOfMinutes(minutesBetween(day.from, instant)) : timeOf(toLocal(instant, zone));
  return { isPlain, local: localDateTime(date, time) };
}
