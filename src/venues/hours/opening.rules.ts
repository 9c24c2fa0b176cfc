import type { Id } from '../../platform/ids/id.ts';
import { plusMinutes } from '../../platform/time/instant.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { contains, overlaps, type Span } from '../../platform/time/span.rules.ts';
import { dateIn, datesFrom, daySpan, wallInstant, weekdayOf } from '../../platform/time/zone.day.ts';
import type { ClosureKind, ClosureRow, HolidayRow } from './closure.tables.ts';
import type { Stretch } from './opening.stretch.rules.ts';
import type { OpeningHoursRow, SpecialHoursRow } from './opening.tables.ts';

/** All that is known on when a branch and its rooms are open, over some days. Never changed once it is read. */
export interface Hours {
  readonly branchId: Id<'Branch'>;
  readonly zone: string;
  readonly week: readonly OpeningHoursRow[];
  readonly special: readonly SpecialHoursRow[];
  /** Empty where the branch does not close on holidays. */
  readonly holidays: ReadonlyMap<LocalDate, HolidayRow>;
  /** Of the branch and its rooms, those lifted left out. */
  readonly closures: readonly ClosureRow[];
}

/** Why nothing can be had for a while. */
export interface Closing {
  /** Null for a public holiday. */
  readonly closureId: Id<'Closure'> | null;
  readonly kind: ClosureKind;
  readonly reasonUk: string;
  readonly reasonEn: string | null;
  readonly from: Span['from'];
  readonly to: Span['to'];
}

/** What is said of a day on which other hours hold. */
export interface SpecialNote {
  readonly uk: string;
  readonly en: string | null;
}

const DAY_MINUTES = 1_440;
const ALL_DAY: readonly Stretch[] = [{ opens: 0, closes: DAY_MINUTES }];

/**
 * When a room is open on a day: the branch's hours, narrowed by the room's own. Of each, special hours of the day come
 * before the weekly ones. A branch without weekly hours has not said any, and is open; so is a room that narrows nothing.
 * Null as the room asks for the branch.
 */
export function openSpansOn(hours: Hours, roomId: Id<'Room'> | null, date: LocalDate): readonly Span[] {
  const { spans } = indexOf(hours);
  const key = `${roomId ?? ''} ${date}`;
  let found = spans.get(key);
  if (!found) {
    found = inTime(stretchesOn(hours, roomId, date), date, hours.zone);
    spans.set(key, found);
  }
  return found;
}

/** The same over several days, both ends included; what is open over midnight is one span. */
export function openSpans(
  hours: Hours,
  roomId: Id<'Room'> | null,
  fromDate: LocalDate,
  toDate: LocalDate,
): readonly Span[] {
  return joined(datesFrom(fromDate, toDate).flatMap((date) => openSpansOn(hours, roomId, date)));
}

/** Whether a room is open from the start to the end of the span, closings left aside. */
export function isOpenThroughout(hours: Hours, roomId: Id<'Room'> | null, span: Span): boolean {
  const first = dateIn(span.from, hours.zone);
  const last = lastDateOf(span, hours.zone);
  const spans = first === last ? openSpansOn(hours, roomId, first) : openSpans(hours, roomId, first, last);
  return spans.some((open) => contains(open, span));
}

/** What staff say of a day on which other hours hold: of the room, else of the branch. */
export function specialNote(hours: Hours, roomId: Id<'Room'> | null, date: LocalDate): SpecialNote | null {
  for (const owner of roomId === null ? [null] : [roomId, null]) {
    const noted = specialOn(hours, owner, date)?.find(({ noteUk }) => noteUk !== null);
    if (noted?.noteUk != null) return { uk: noted.noteUk, en: noted.noteEn };
  }
  return null;
}

/**
 * What keeps a room shut within the span, by start: closures of the branch or of a room that shares a part with it, and
 * public holidays. A holiday for which the branch has set hours of its own closes nothing.
 */
export function closingsOver(hours: Hours, kin: readonly Id<'Room'>[], span: Span): readonly Closing[] {
  const closures = hours.closures
    .filter(({ roomId }) => roomId === null || kin.includes(roomId))
    .map(({ id, kind, reasonUk, reasonEn, startsAt, endsAt }) => {
      return { closureId: id, kind, reasonUk, reasonEn, from: startsAt, to: endsAt };
    });
  return [...closures, ...holidayClosings(hours, span)]
    .filter((closing) => overlaps(closing, span))
    .sort(
      (a, b) =>
        a.from.getTime() - b.from.getTime() ||
        a.to.getTime() - b.to.getTime() ||
        (a.closureId ?? '').localeCompare(b.closureId ?? '', 'en'),
    );
}

function holidayClosings(hours: Hours, span: Span): Closing[] {
  if (hours.holidays.size === 0) return [];
  return datesFrom(dateIn(span.from, hours.zone), lastDateOf(span, hours.zone)).flatMap((date) => {
    const holiday = hours.holidays.get(date);
    const keptOpen = specialOn(hours, null, date)?.some(({ opens }) => opens !== null);
    if (!holiday || keptOpen) return [];
    const { nameUk, nameEn } = holiday;
    const day = daySpan(date, hours.zone);
    return [{ closureId: null, kind: 'HOLIDAY' as const, reasonUk: nameUk, reasonEn: nameEn, ...day }];
  });
}

/** What is left of opening hours when closings are taken out of them. */
export function withoutClosings(spans: readonly Span[], closings: readonly Span[]): readonly Span[] {
  return closings.reduce<readonly Span[]>(
    (left, closing) =>
      left.flatMap((span) => {
        if (!overlaps(span, closing)) return [span];
        const before = span.from < closing.from ? [{ from: span.from, to: closing.from }] : [];
        const after = closing.to < span.to ? [{ from: closing.to, to: span.to }] : [];
        return [...before, ...after];
      }),
    spans,
  );
}

/** A day as the public is told of it. */
export interface OpenDay {
  readonly date: LocalDate;
  /** When it is open, closings taken out. */
  readonly spans: readonly Span[];
  /** Whether other hours hold than those of the week. */
  readonly special: boolean;
  readonly note: SpecialNote | null;
  readonly closings: readonly Closing[];
}

/** A day of a branch, or of one of its rooms. */
export function openDay(
  hours: Hours,
  room: { readonly id: Id<'Room'>; readonly kin: readonly Id<'Room'>[] } | null,
  date: LocalDate,
): OpenDay {
  const roomId = room?.id ?? null;
  const closings = closingsOver(hours, room?.kin ?? [], daySpan(date, hours.zone));
  return {
    date,
    spans: withoutClosings(openSpansOn(hours, roomId, date), closings),
    special: Boolean(specialOn(hours, null, date) ?? (roomId && specialOn(hours, roomId, date))),
    note: specialNote(hours, roomId, date),
    closings,
  };
}

/** The day of the last minute of the span: one that ends at midnight is not in the next. */
function lastDateOf(span: Span, zone: string): LocalDate {
  const lastMinute = plusMinutes(span.to, -1);
  return dateIn(lastMinute > span.from ? lastMinute : span.from, zone);
}

function stretchesOn(hours: Hours, roomId: Id<'Room'> | null, date: LocalDate): readonly Stretch[] {
  const ofBranch = saidFor(hours, null, date) ?? ALL_DAY;
  const ofRoom = roomId === null ? null : saidFor(hours, roomId, date);
  return ofRoom ? inBoth(ofBranch, ofRoom) : ofBranch;
}

/** What the branch or one of its rooms says of a day itself; null when it says nothing of any day. */
function saidFor(hours: Hours, owner: Id<'Room'> | null, date: LocalDate): readonly Stretch[] | null {
  const special = specialOn(hours, owner, date);
  if (special) {
    return special.flatMap(({ opens, closes }) => (opens === null || closes === null ? [] : [{ opens, closes }]));
  }
  const week = indexOf(hours).week.get(owner);
  return week ? week.filter(({ weekday }) => weekday === weekdayOf(date)) : null;
}

function inBoth(some: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const both = { opens: Math.max(a.opens, b.opens), closes: Math.min(a.closes, b.closes) };
      return both.opens < both.closes ? [both] : [];
    }),
  );
}

/**
 * The stretches on the time line. In an hour that happens twice a place opens at its first minute and closes at its last,
 * so that it is open throughout; one the clocks skip counts as the next that is there.
 */
function inTime(stretches: readonly Stretch[], date: LocalDate, zone: string): readonly Span[] {
  const spans = stretches.map(({ opens, closes }) => ({
    from: wallInstant(date, opens, zone, 'first'),
    to: wallInstant(date, closes, zone, 'last'),
  }));
  return joined(spans.filter(({ from, to }) => from < to).sort((a, b) => a.from.getTime() - b.from.getTime()));
}

/** Spans in the order of their starts, those that touch made one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  for (const span of spans) {
    const last = whole.at(-1);
    if (!last || last.to < span.from) whole.push(span);
    else if (last.to < span.to) whole[whole.length - 1] = { from: last.from, to: span.to };
  }
  return whole;
}

/** The hours by whose they are, and the spans that were asked for: a page asks for the same ones again and again. */
interface HoursIndex {
  readonly week: ReadonlyMap<Id<'Room'> | null, readonly OpeningHoursRow[]>;
  readonly special: ReadonlyMap<string, readonly SpecialHoursRow[]>;
  readonly spans: Map<string, readonly Span[]>;
}

const indexes = new WeakMap<Hours, HoursIndex>();

function indexOf(hours: Hours): HoursIndex {
  let index = indexes.get(hours);
  if (!index) {
    index = {
      week: Map.groupBy(hours.week, ({ roomId }) => roomId),
      special: Map.groupBy(hours.special, ({ roomId, date }) => `${roomId ?? ''} ${date}`),
      spans: new Map(),
    };
    indexes.set(hours, index);
  }
  return index;
}

function specialOn(hours: Hours, owner: Id<'Room'> | null, date: LocalDate): readonly SpecialHoursRow[] | undefined {
  return indexOf(hours).special.get(`${owner ?? ''} ${date}`);
}
