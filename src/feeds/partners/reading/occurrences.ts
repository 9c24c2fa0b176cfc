import { createHash } from 'node:crypto';
import { formatUtc, type Instant, instantFromMillis } from '../../../platform/time/instant.ts';
import { dateOf, type LocalDateTime } from '../../../platform/time/local.ts';
import { textInZone } from '../../../platform/time/zone.text.ts';
import type { EventFacts, ReadEvent, RuleAt } from './event.reader.ts';
import { type Moment, millisOf } from './moment.ts';
import { CalendarError, LIMITS, type ReadItem } from './read.calendar.ts';
import { datesOfRule, type Steps } from './rule.dates.ts';
import { wallAt, wallMillis } from './zone.clock.ts';

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
  /** Of the branch: of what is on a clock that has no name. */
  readonly zone: string;
}

/** A date of a recurrence, or an event alone. */
interface Occurrence {
  readonly start: Pick<Moment, 'local' | 'clock' | 'isDay' | 'line'>;
  readonly end: number;
  readonly facts: EventFacts;
  /** What it is called by that has been moved: when it was to begin. */
  readonly recurrence: string;
}

/** Further than any zone is from another, and than a clock is ever put. */
const MARGIN = 2 * 24 * 60 * 60_000;

export interface Found {
  readonly items: readonly ReadItem[];
  /** What was left out for lasting too long, once a line. */
  readonly tooLong: readonly { readonly line: number; readonly title: string | null }[];
}

/** All that the events of one uid give within the window, each moment once: what stands later in the file is meant. */
export function itemsOfEvents(events: readonly ReadEvent[], window: Window, steps: Steps): Found {
  const heads = latest(events.filter(({ changes }) => changes === null));
  const changed = latestChanges(events.filter(({ changes }) => changes !== null));
  const ranges = changed
    .filter(({ changes }) => changes?.andLater)
    .toSorted((a, b) => ((a.changes?.date.local ?? '') < (b.changes?.date.local ?? '') ? -1 : 1));
  // A changed date stands for itself, wherever it was moved to; the rule gives it no second time.
  const taken = changed.flatMap(({ changes }) => changes?.date ?? []);
  const found = [
    ...heads.flatMap((head) => datesOf(head, { ranges, taken, isOnly: heads.length === 1 }, window, steps)),
    ...changed.map(({ start, endOf, facts, changes }) => ({
      ...{ start, facts, end: endOf(start) },
      recurrence: keyOf(changes?.date ?? start),
    })),
  ];
  const once = new Map(found.map((occurrence) => [occurrence.recurrence, occurrence]));
  const inside = [...once.values()].filter(({ start, end }) => isWithin(millisOf(start), end, window));
  const [first] = events;
  if (inside.length > LIMITS.occurrencesOfOne) {
    throw new CalendarError('TOO_MANY_OCCURRENCES', lineOfRule(heads) ?? first?.line ?? null);
  }
  // However its end was said, and whatever moved it: all that is kept comes by here.
  const kept = inside.filter((occurrence) => !isTooLong(occurrence));
  const lines = new Map(inside.filter(isTooLong).map(({ start: { line }, facts: { title } }) => [line, title]));
  return {
    items: kept.map((occurrence) => itemOf(first?.uid ?? '', occurrence, window)),
    tooLong: [...lines].map(([line, title]) => ({ line, title })),
  };
}

function lineOfRule(heads: readonly ReadEvent[]): number | undefined {
  return heads.flatMap(({ rules, line }) => rules[0]?.line ?? line)[0];
}

interface Beside {
  /** Changed dates that change those after them as well, by date. */
  readonly ranges: readonly ReadEvent[];
  readonly taken: readonly Moment[];
  /** Whether no other event has its uid; some programs give one to all. */
  readonly isOnly: boolean;
}

function datesOf(head: ReadEvent, { ranges, taken, isOnly }: Beside, window: Window, steps: Steps): Occurrence[] {
  const { start, endOf, facts } = head;
  const named = (moments: readonly Moment[]) =>
    moments.map((moment) => (start.isDay ? dateOf(moment.local) : keyOf(moment)));
  const gone = new Set(named([...taken, ...head.without]));
  const isGone = (moment: Moment) => gone.has(keyOf(moment)) || gone.has(dateOf(moment.local));
  if (head.rules.length === 0 && head.dates.length === 0) {
    return isGone(start) ? [] : [{ start, end: endOf(start), facts, recurrence: isOnly ? '' : keyOf(start) }];
  }
  for (const local of ruledDates(head, head.withoutRules, window, steps)) gone.add(keyOf({ ...start, local }));
  const ruled = ruledDates(head, head.rules, window, steps).map((local) => ({ ...start, local }));
  const given = new Map([start, ...ruled, ...head.dates].map((moment) => [keyOf(moment), moment]));
  return [...given].flatMap(([recurrence, moment]) => {
    if (isGone(moment)) return [];
    const range = ranges.findLast(({ changes }) => changes && millisOf(changes.date) <= millisOf(moment));
    if (!range?.changes) return [{ start: moment, end: moment.end ?? endOf(moment), facts, recurrence }];
    const shift = wallMillis(range.start.local) - wallMillis(range.changes.date.local);
    const moved = { ...moment, local: wallAt(wallMillis(moment.local) + shift) };
    // Out of the years that there are.
    if (Number.isNaN(wallMillis(moved.local))) return [];
    return [{ start: moved, end: range.endOf(moved), facts: range.facts, recurrence }];
  });
}

/** The dates of rules that can reach the window; those before it are passed over. */
function ruledDates(
  { start, endOf }: ReadEvent,
  rules: readonly RuleAt[],
  window: Window,
  steps: Steps,
): LocalDateTime[] {
  const first = wallAt(window.from.getTime() - (endOf(start) - millisOf(start)) - MARGIN);
  const last = wallAt(window.to.getTime() + MARGIN);
  return rules.flatMap(({ rule, line }) => {
    const expansion = { rule, startLocal: start.local, isAllDay: start.isDay, clock: start.clock, last, line };
    const dates: LocalDateTime[] = [];
    for (const local of datesOfRule(expansion, steps)) {
      if (local < first) continue;
      dates.push(local);
      if (dates.length > 2 * LIMITS.occurrencesOfOne) throw new CalendarError('TOO_MANY_OCCURRENCES', line);
    }
    return dates;
  });
}

/** Among several of one uid those of the last revision. */
function latest(heads: readonly ReadEvent[]): readonly ReadEvent[] {
  const sequence = Math.max(0, ...heads.map((head) => head.sequence));
  const revised = heads.filter((head) => head.sequence === sequence);
  const last = new Map(revised.map((head) => [keyOf(head.start), head]));
  return revised.filter((head) => last.get(keyOf(head.start)) === head);
}

function latestChanges(changed: readonly ReadEvent[]): readonly ReadEvent[] {
  const byDate = new Map<string, ReadEvent>();
  for (const event of changed) {
    const key = event.changes ? keyOf(event.changes.date) : '';
    if ((byDate.get(key)?.sequence ?? -1) <= event.sequence) byDate.set(key, event);
  }
  return [...byDate.values()];
}

/**
 * A date by its moment, or by its day where that is all that is said of it: some programs name the day alone of what begins at
 * a time, and of whole days a time.
 */
function keyOf(moment: Pick<Moment, 'local' | 'clock' | 'isDay'>): string {
  return moment.isDay ? dateOf(moment.local) : compact(millisOf(moment));
}

function compact(millis: number): string {
  return `${formatUtc(instantFromMillis(millis)).slice(0, 19)}Z`;
}

function isTooLong({ start, end }: Occurrence): boolean {
  return end - millisOf(start) > LIMITS.lastingMillis;
}

function isWithin(start: number, end: number, { from, to }: Window): boolean {
  const [since, until] = [from.getTime(), to.getTime()];
  // What takes no time is there at its moment.
  return start < until && (end > since || (start === end && start >= since));
}

function itemOf(uid: string, { start, end, facts, recurrence }: Occurrence, { zone }: Window): ReadItem {
  const { takesTime, ...told } = facts;
  const startsAt = instantFromMillis(millisOf(start));
  const named = start.clock.name;
  const item = {
    ...{ uid, recurrence, ...told },
    startLocal: named === null ? textInZone(startsAt, zone).slice(0, 19) : start.local,
    zone: named ?? zone,
    startsAt,
    endsAt: instantFromMillis(end),
    isAllDay: start.isDay,
    isBusy: takesTime && end > startsAt.getTime(),
  };
  const hash = createHash('sha256').update(JSON.stringify(item)).digest('base64url').slice(0, 22);
  return { ...item, hash };
}
