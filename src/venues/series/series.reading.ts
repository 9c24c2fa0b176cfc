import { invalidInput } from '../../platform/faults/fault.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { LocalDateTime } from '../../platform/time/local.ts';
import { expandRule, readRule } from '../../platform/time/recurrence.ts';
import {
  type EndBeforeStart,
  type PlacedTime,
  placeInTime,
  type SkippedHour,
  wallTimeOf,
} from '../../platform/time/wall.rules.ts';
import { placeWithin } from '../bookings/length.limit.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import { isConfirmedAtOnce, mayKnowBooking, mayOverride } from '../bookings/booking.policy.ts';
import { equipmentWithin, neighboursOf } from '../bookings/occupancy.store.ts';
import { wishedSpan } from '../bookings/wish.rules.ts';
import { readTimelessWish } from '../bookings/wish.reading.ts';
import { hoursOfBranches } from '../hours/opening.store.ts';
import { allDatesExcepted, seriesRuleWrong, type SeriesRuleWrong } from './series.rule.rules.ts';
import {
  type AskedSeries,
  judgeDates,
  type JudgedDate,
  type SeriesFacts,
  type SeriesMoment,
  termOf,
  wholeSpan,
  withoutDates,
} from './series.rules.ts';
import { countBookedInTerms } from './series.store.ts';
import type { SeriesInput } from './series.input.types.ts';

/** A series as it was asked for, looked up. Throws NOT_FOUND for a room, layout or equipment that is not there. */
export async function readSeries(
  reader: Reader,
  input: SeriesInput,
  language: Language,
): Promise<AskedSeries | SeriesRuleWrong | EndBeforeStart> {
  const wish = await readTimelessWish(reader, input);
  const { zone } = wish.branch;
  const length = lengthOf(input, language);
  if (isRefusal(length)) return length;
  const rule = readRule(input.rule, zone, language);
  if (isRefusal(rule)) return seriesRuleWrong(rule);
  const { startLocal, wallMinutes } = length;
  const dates = expandRule(rule, startLocal, { language });
  if (isRefusal(dates)) return seriesRuleWrong(dates);
  const left = withoutDates(dates, input.exceptDates ?? []);
  if (left.length === 0) return allDatesExcepted(language);
  if (left.length * wallMinutes > MOST_SERIES_DAYS * DAY_MINUTES) {
    throw invalidInput(`all dates together last at most ${MOST_SERIES_DAYS} days`, { argument: 'endDate' });
  }
  const moments = left.map((local) => momentOf(local, wallMinutes, zone, language));
  const { purpose, contact, skipClosed, overrides, setUpMinutes, tearDownMinutes } = input;
  return {
    ...{ wish, startLocal, wallMinutes, moments, purpose, skipClosed },
    rule: rule.text,
    buffers: { setUpMinutes: setUpMinutes ?? null, tearDownMinutes: tearDownMinutes ?? null },
    contact: contact ?? null,
    overrides: overrides ?? [],
  };
}

const DAY_MINUTES = 1_440;
/** All dates together: what is looked at for a series grows with it. */
const MOST_SERIES_DAYS = 400;

/** How long each date lasts by the clock on the wall, which is asked of a zone without changes of clocks. */
function lengthOf(input: SeriesInput, language: Language): PlacedTime | EndBeforeStart {
  const placed = placeWithin({ ...input, endDate: input.endDate ?? input.startDate }, 'UTC', language);
  if (!isRefusal(placed) || placed.kind === 'EndBeforeStart') return placed;
  throw new Error('UTC skips no hour');
}

function momentOf(startLocal: LocalDateTime, wallMinutes: number, zone: string, language: Language): SeriesMoment {
  const time = placeInTime(wallTimeOf({ startLocal, wallMinutes }), zone, language);
  if (isRefusal(time) && time.kind === 'EndBeforeStart') throw new Error('every date lasts as long as the first');
  return { startLocal, bookingId: newId<'Booking'>(), time };
}

interface Asking {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly now: Instant;
}

/** What becomes of each date; the same statements for any number of dates, sent at once. */
export async function judgeSeries(reader: Reader, asked: AskedSeries, asking: Asking): Promise<JudgedDate[]> {
  const { viewer, language } = asking;
  const facts = await factsOf(reader, asked, asking);
  return judgeDates(asked, facts, {
    language,
    knows: (neighbour) => mayKnowBooking(viewer, neighbour),
    mayOverride: (rule) => mayOverride(viewer, asked.wish.room, rule),
    askedById: personOf(viewer),
  });
}

async function factsOf(reader: Reader, asked: AskedSeries, { viewer, now }: Asking): Promise<SeriesFacts> {
  const { branch, room, equipment } = asked.wish;
  const wishes = asked.moments.flatMap(({ time }) => (isThere(time) ? [{ ...asked.wish, time }] : []));
  const spans = wishes.map(wishedSpan);
  const whole = wholeSpan(spans) ?? { from: now, to: now };
  const wanted = spans.flatMap((span) => room.units.map((unitId) => ({ unitId, span })));
  const terms = new Map(wishes.flatMap((wish) => termOf(wish) ?? []).map((term) => [term.from.getTime(), term]));
  const personId = personOf(viewer);
  const [neighbours, hours, owned, bookedInTerm] = await Promise.all([
    neighboursOf(reader, wanted, now),
    hoursOfBranches(reader, [branch], dateIn(whole.from, branch.zone), dateIn(whole.to, branch.zone)),
    equipmentWithin(
      reader,
      equipment.map(({ equipmentId }) => equipmentId),
      whole,
      now,
    ),
    personId && terms.size > 0
      ? countBookedInTerms(reader, { roomId: room.id, personId, terms: [...terms.values()] }, now)
      : new Map<number, number>(),
  ]);
  const ofBranch = hours.get(branch.id);
  if (!ofBranch) throw new Error('the branch has no hours, not even none');
  const needsApproval = !isConfirmedAtOnce(viewer, room);
  return { now, neighbours, hours: ofBranch, equipment: owned, bookedInTerm, needsApproval };
}

function isThere(time: PlacedTime | SkippedHour): time is PlacedTime {
  return !isRefusal(time);
}

function personOf(viewer: Viewer): Id<'Person'> | null {
  return viewer.kind === 'person' ? viewer.id : null;
}
