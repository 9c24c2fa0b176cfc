import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import { lockForChange, type Stopped } from '../content/event.change.ts';
import { isPublic } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';
import { allOrRefused, type SessionsRefused } from '../sessions/conflict.rules.ts';
import { readPlace } from '../sessions/place.reading.ts';
import type { PlaceWrong, WishedPlace } from '../sessions/place.rules.ts';
import type { SessionPlan } from '../sessions/plan.rules.ts';
import { carryOut } from '../sessions/planning.ts';
import { refuseTooMany } from '../sessions/session.changing.ts';
import type { SessionPlaceInput } from '../sessions/session.input.types.ts';
import { newSession } from '../sessions/session.making.ts';
import type { SessionOver } from '../sessions/session.time.rules.ts';
import { type ArrangementWrong, noCourse } from './arrangement.rules.ts';
import { datesOfEvent, refuseTooLong } from './event.reading.ts';
import { gone, type LengthWrong, momentOf, onItsDay } from './moment.rules.ts';
import { RegistrationCount } from './registration.count.ts';
import type { CourseInput, CoursePartInput } from './series.input.types.ts';
import { removeSeries } from './series.store.ts';
import { type ConversionNeeded, conversionNeeded } from './unit.rules.ts';

/** What was asked for gives no course. */
type NoCourse =
  SessionsRefused | SessionOver | ArrangementWrong | ConversionNeeded | PlaceWrong | SkippedHour | LengthWrong;

@Injectable()
export class CourseService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #registrations: RegistrationCount;

  constructor(@Inject(Database) database: Database, clock: Clock, registrations: RegistrationCount) {
    this.#database = database;
    this.#clock = clock;
    this.#registrations = registrations;
  }

  /** All sessions of a course, or of more of it, with their rooms, or nothing. */
  async schedule(input: CourseInput, viewer: Viewer, language: Language): Promise<EventRow | NoCourse | Stopped> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<EventRow | NoCourse | Stopped>(async (tx) => {
        const event = await lockForChange(tx, { ...input, id: input.eventId }, 'UPDATE', { viewer, language });
        if (isRefusal(event)) return event;
        const deciding = { viewer, language, now: this.#clock.now() };
        const sessions = await datesOfEvent(tx, event);
        const wrong = noCourse(event.arrangement, sessions, language) ?? (await this.#notWhole(tx, event, language));
        if (wrong) return wrong;
        const plans = await plansOf(tx, event, input, deciding);
        if (isRefusal(plans)) return plans;
        // What nobody knows of may be written down afterwards.
        const [over] = isPublic(event) ? plans.flatMap(({ after }) => gone(after, deciding.now, language) ?? []) : [];
        if (over) return over;
        refuseTooMany([...sessions, ...plans.slice(1).map(({ after }) => after)]);
        const { attendanceThreshold = event.attendanceThreshold } = input;
        const change = { arrangement: 'COURSE', registrationUnit: 'WHOLE', attendanceThreshold } as const;
        const done = await carryOut(tx, event, plans, deciding, { action: 'UPDATE', change }, allOrRefused(language));
        if (isRefusal(done)) return done;
        await removeSeries(tx, event.id);
        return done.event;
      }),
    );
  }

  /** Whoever is registered for single sessions is asked first. */
  async #notWhole(tx: Tx, event: EventRow, language: Language): Promise<ConversionNeeded | null> {
    if (event.registrationUnit === 'WHOLE') return null;
    return conversionNeeded('WHOLE', await this.#registrations.ofEvent(tx, event.id), null, language);
  }
}

/** The sessions by start. Throws NOT_FOUND for a room, layout, equipment or branch that is not there. */
async function plansOf(
  tx: Tx,
  event: EventRow,
  { sessions, overrides, tentative }: CourseInput,
  { language, now }: Deciding,
): Promise<SessionPlan[] | PlaceWrong | SkippedHour | LengthWrong> {
  const places = await placesOf(tx, event, sessions, language);
  if (isRefusal(places)) return places;
  const plans: SessionPlan[] = [];
  for (const part of sessions) {
    const place = places.get(keyOf(part.place));
    if (!place) throw new Error('every place was read');
    const wall = { ...part, endDate: part.endDate ?? part.startDate };
    const moment = momentOf(wall, place.zone, language);
    if (isRefusal(moment)) return onItsDay(moment, wall);
    if (moment.skipped) return moment.skipped;
    const after = newSession(event, { time: moment.time, place, now, tentative: tentative ?? false });
    plans.push({ before: null, after, overrides: overrides ?? [] });
  }
  refuseTooLong(plans.map(({ after }) => after));
  return plans.toSorted((a, b) => a.after.startsAt.getTime() - b.after.startsAt.getTime());
}

/** Each place once, however many sessions are held there. */
async function placesOf(
  tx: Tx,
  event: EventRow,
  parts: readonly CoursePartInput[],
  language: Language,
): Promise<ReadonlyMap<string, WishedPlace> | PlaceWrong> {
  const named = new Map(parts.map(({ place }) => [keyOf(place), place]));
  const places = new Map<string, WishedPlace>();
  for (const [key, place] of named) {
    const read = await readPlace(tx, event, place, language);
    if (isRefusal(read)) return read;
    places.set(key, read);
  }
  return places;
}

const keyOf = (place: SessionPlaceInput) => JSON.stringify(place);
