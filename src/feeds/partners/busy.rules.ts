import { type Instant, instantFromMillis, laterOf } from '../../platform/time/instant.ts';
import { overlaps, type Span } from '../../platform/time/span.rules.ts';

/** Something in a calendar that keeps a room. */
export interface BusyItem extends Span {
  readonly id: string;
  /** Staff gave the room back that it had, and it is not otherwise since. */
  readonly isReleased: boolean;
  /** It is new, or was moved. */
  readonly isFresh: boolean;
}

/** A blocking that was made for the calendar. */
export interface OwnBlocking extends Span {
  readonly id: string;
  /** Staff gave the room back. */
  readonly isLifted: boolean;
}

export interface BusyPlan {
  readonly make: readonly Span[];
  readonly lift: readonly string[];
  /** Blockings that are the calendar's no more: over, or given back by others. */
  readonly forget: readonly string[];
  readonly blocked: readonly string[];
  readonly conflicts: readonly string[];
  readonly released: readonly string[];
}

const MINUTE = 60_000;

/**
 * How a room is kept for a calendar: whatever of its items' time nobody else has is blocked, and nobody is pushed aside. An
 * item of which others have a part is a conflict, and has the rest. What overlaps in the calendar is blocked once.
 */
export function planBusy(
  items: readonly BusyItem[],
  own: readonly OwnBlocking[],
  taken: readonly Span[],
  now: Instant,
): BusyPlan {
  const givenBack = own.filter(({ isLifted }) => isLifted);
  const isReleased = (item: BusyItem) =>
    item.isReleased || (!item.isFresh && givenBack.some((blocking) => overlaps(item, blocking)));
  const [released, wanting] = [items.filter(isReleased), items.filter((item) => !isReleased(item))];
  // What is over needs no blocking, and of what goes on no past is made up.
  const begun = wholeMinutes({ from: now, to: now }).from;
  const free = without(merged(wanting.map(wholeMinutes)), merged(taken))
    .map(({ from, to }) => ({ from: laterOf(from, begun), to }))
    .filter(({ from, to }) => from < to);
  const wanted = new Map(free.map((span) => [keyOf(span), span]));
  const lift: string[] = [];
  const forget = givenBack.map(({ id }) => id);
  for (const blocking of own) {
    if (blocking.isLifted) continue;
    if (blocking.to <= now) forget.push(blocking.id);
    else if (!wanted.delete(keyOf({ from: laterOf(blocking.from, begun), to: blocking.to }))) lift.push(blocking.id);
  }
  const inTheWay = merged(taken.filter(({ to }) => to > now));
  const isConflict = (item: BusyItem) => meets(inTheWay, wholeMinutes(item));
  return {
    ...{ make: [...wanted.values()], lift, forget },
    blocked: idsOf(wanting.filter((item) => !isConflict(item))),
    conflicts: idsOf(wanting.filter(isConflict)),
    released: idsOf(released),
  };
}

const idsOf = (items: readonly BusyItem[]) => items.map(({ id }) => id);
const keyOf = ({ from, to }: Span) => `${from.getTime()} ${to.getTime()}`;

/** Rooms are booked by the minute: what begins or ends within one takes all of it. */
function wholeMinutes({ from, to }: Span): Span {
  return {
    from: instantFromMillis(Math.floor(from.getTime() / MINUTE) * MINUTE),
    to: instantFromMillis(Math.ceil(to.getTime() / MINUTE) * MINUTE),
  };
}

/** The same time in spans that do not meet, by start; what only touches stays apart. */
function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = found.at(-1);
    if (last && span.from < last.to) found[found.length - 1] = { from: last.from, to: laterOf(last.to, span.to) };
    else if (span.from < span.to) found.push(span);
  }
  return found;
}

/** What is in the first and not in the second; both as `merged` makes them. */
function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const { from, to } of spans) {
    while (next < others.length && (others[next]?.to ?? to) <= from) next += 1;
    let since = from;
    for (let at = next; at < others.length; at += 1) {
      const other = others[at];
      if (!other || other.from >= to) break;
      if (other.from > since) left.push({ from: since, to: other.from });
      since = laterOf(since, other.to);
    }
    if (since < to) left.push({ from: since, to });
  }
  return left;
}

/** Whether a span meets one of these, which are as `merged` makes them. */
function meets(spans: readonly Span[], span: Span): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? span.from) <= span.from) low = middle + 1;
    else high = middle;
  }
  const first = spans[low];
  return first !== undefined && overlaps(first, span);
}
