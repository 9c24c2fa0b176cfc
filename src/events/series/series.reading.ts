import type { Reader } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { localDateTime } from '../../platform/time/local.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import { takesPlace } from '../record/happening.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { readPlace } from '../sessions/place.reading.ts';
import type { PlaceWrong, WishedPlace } from '../sessions/place.rules.ts';
import { refuseTooMany } from '../sessions/session.changing.ts';
import { newSession } from '../sessions/session.making.ts';
import { withExceptions } from '../sessions/session.moves.rules.ts';
import { type ArrangementWrong, noSeries } from './arrangement.rules.ts';
import type { SeriesRuleWrong } from '../../venues/series/series.rule.rules.ts';
import { skippedHour } from './draft.rules.ts';
import { datesOfEvent, refuseTooLong } from './event.reading.ts';
import { datesOfRule, type LengthWrong, type Moment, type RuleDates } from './moment.rules.ts';
import { placeOf } from './series.defaults.ts';
import type { EventSeriesInput } from './series.input.types.ts';
import type { SeriesPlan } from './series.rules.ts';
import type { EventSeriesRow } from '../record/series.tables.ts';

/** A series as it was asked for, looked up and with all its dates. */
export interface AskedSeries {
  readonly series: EventSeriesRow;
  /** By start. */
  readonly plans: readonly SeriesPlan[];
}

/** What was asked for gives no series. */
export type NoSeries = ArrangementWrong | PlaceWrong | SeriesRuleWrong | LengthWrong;

const DAY_MINUTES = 1_440;
/** All dates together, where they take rooms: what is looked at for a series grows with it. */
const MOST_SERIES_DAYS = 400;

/** Throws NOT_FOUND for a room, layout, equipment or branch that is not there. */
export async function readSeries(
  reader: Reader,
  event: EventRow,
  input: EventSeriesInput,
  { language, now }: Deciding,
): Promise<AskedSeries | NoSeries> {
  const sessions = await datesOfEvent(reader, event);
  const wrong = noSeries(event.arrangement, sessions, language);
  if (wrong) return wrong;
  const place = await readPlace(reader, event, input.place, language);
  if (isRefusal(place)) return place;
  const first = { ...input, endDate: input.endDate ?? input.startDate };
  const dates = datesOfRule({ ...input, first }, place.zone, language);
  if (isRefusal(dates)) return dates;
  const plans = plansOf(dates.moments, sessions, { event, place, now, input });
  refuseTooMany([...sessions, ...plans.slice(1).map(({ after }) => after)]);
  refuseTooLong(plans.map(({ after }) => after));
  const minutes = plans.reduce((sum, { after }) => sum + after.wallMinutes, 0);
  if (place.place === 'ROOM' && minutes > MOST_SERIES_DAYS * DAY_MINUTES) {
    throw invalidInput(`all dates together last at most ${MOST_SERIES_DAYS} days in a room`, { argument: 'endDate' });
  }
  return { series: seriesOf(event, input, dates, place), plans };
}

interface Planning {
  readonly event: EventRow;
  readonly place: WishedPlace;
  readonly now: Instant;
  readonly input: EventSeriesInput;
}

/** A date that was dropped before, by the same rule, is that date again; and one that the event has already is its own. */
function plansOf(
  moments: readonly Moment[],
  sessions: readonly SessionRow[],
  { event, place, now, input }: Planning,
): SeriesPlan[] {
  const known = new Map(sessions.map((session) => [session.originalLocal, session]));
  const own = sessions.find(isOwnDate);
  return moments.map(({ time, skipped }) => {
    const before = known.get(time.startLocal) ?? null;
    const made = newSession(event, {
      ...{ time, place, now, originalLocal: time.startLocal, tentative: input.tentative ?? false },
    });
    if (own && own.startLocal === time.startLocal && own.zone === time.zone) return adopted(own, made);
    const named = before ? { ...made, id: before.id, createdAt: before.createdAt } : made;
    const after: SessionRow = skipped ? { ...named, standing: 'TO_PLACE', brokenKinds: [skippedHour] } : named;
    return { before, after, overrides: input.overrides ?? [], skipped };
  });
}

/** The one date of an event that was no series: it is to be held, or was. */
function isOwnDate({ standing, happeningStatus, originalLocal }: SessionRow): boolean {
  return standing === 'SCHEDULED' && takesPlace(happeningStatus) && originalLocal === null;
}

/** It stays as it is; in what it differs from the other dates, it is an exception from then on. */
function adopted(own: SessionRow, made: SessionRow): SeriesPlan {
  const after = withExceptions(made, { ...own, originalLocal: made.originalLocal });
  return { before: own, after, overrides: [], skipped: null };
}

/** What a date that is added later starts from. */
function seriesOf(
  event: EventRow,
  { startDate, startTime, skipClosed }: EventSeriesInput,
  { rule, wallMinutes }: Pick<RuleDates, 'rule' | 'wallMinutes'>,
  place: WishedPlace,
): EventSeriesRow {
  return {
    ...{ eventId: event.id, rule, startLocal: localDateTime(startDate, startTime), wallMinutes, skipClosed },
    ...placeOf(place),
  };
}
