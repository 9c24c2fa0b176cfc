// The dates of a clone as sessions that are to be.
import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { WallTime } from '../../platform/time/wall.rules.ts';
import type { Override } from '../../venues/bookings/booking.tables.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionPlace } from '../record/session.tables.ts';
import { skippedHour } from '../series/draft.rules.ts';
import { momentOf } from '../series/moment.rules.ts';
import { readPlace } from '../sessions/place.reading.ts';
import type { PlaceWrong, WishedPlace } from '../sessions/place.rules.ts';
import type { JudgedPlan, SessionPlan } from '../sessions/plan.rules.ts';
import { timeIn } from '../sessions/session.changing.ts';
import { newSession } from '../sessions/session.making.ts';
import type { TimeRefusal } from '../sessions/session.time.rules.ts';
import { type CloneDate, placeOfClone } from './clone.rules.ts';

interface Asked {
  readonly event: EventRow;
  readonly original: EventRow;
  readonly dates: readonly CloneDate[];
  readonly place: WishedPlace;
  readonly overrides: readonly Override[];
  readonly hasRule: boolean;
}

/** Plans for all dates of a clone; the first is refused where it has no such time or place. */
export async function plansOfClone(
  reader: Reader,
  { event, original, dates, place, overrides, hasRule }: Asked,
  language: Language,
  now: Instant,
): Promise<SessionPlan[] | TimeRefusal | PlaceWrong> {
  const [first] = dates;
  if (!first) return [];
  const kind = placeOfClone(first.original, original);
  const others = new Map<SessionPlace, WishedPlace>([[kind, place]]);
  const plans: SessionPlan[] = [];
  for (const date of dates) {
    const own = placeOfClone(date.original, original);
    const there = others.get(own) ?? (await placeOf(reader, event, own, language));
    if (isRefusal(there)) return there;
    others.set(own, there);
    const row = date === first ? firstTime(there, date.wall, language) : laterTime(there, date.wall, language);
    if (isRefusal(row)) return row;
    const made = newSession(event, {
      ...{ time: row.time, place: there, now },
      ...(date.originalLocal !== null && { originalLocal: date.originalLocal }),
    });
    const exceptions = hasRule ? date.original.exceptions : [];
    const after = row.comes ? { ...made, exceptions } : { ...made, exceptions, ...toPlace([skippedHour]) };
    plans.push({ before: null, after, overrides });
  }
  return plans;
}

/** A date of another sort than the first: online, or at the branch; where a room is wanted, it is still to be found. */
async function placeOf(reader: Reader, event: EventRow, own: SessionPlace, language: Language) {
  const place = own === 'ONLINE' ? { online: true } : own === 'BRANCH' ? { atBranch: true } : { roomToBeFound: true };
  return readPlace(reader, event, place, language);
}

function firstTime(place: WishedPlace, wall: WallTime, language: Language) {
  const time = timeIn(place, wall, language);
  return isRefusal(time) ? time : { time, comes: true };
}

/** A date that falls into the hour which the clocks skip wants another time. */
function laterTime(place: WishedPlace, wall: WallTime, language: Language) {
  const moment = momentOf(wall, place.zone, language);
  return isRefusal(moment) ? moment : { time: moment.time, comes: moment.skipped === null };
}

/** What is written of what was judged: a date that has no room stays listed, to be placed. */
export function placedOrToPlace(plan: JudgedPlan): JudgedPlan {
  if (plan.verdict === 'FITS') return plan;
  const kinds = [...new Set(plan.refusing.map(({ kind }) => kind))];
  return { ...plan, after: { ...plan.after, ...toPlace(kinds) } };
}

const toPlace = (brokenKinds: string[]) => ({ standing: 'TO_PLACE' as const, brokenKinds });
