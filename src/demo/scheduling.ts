import type { INestApplicationContext } from '@nestjs/common';
import type { EventRow } from '../events/record/event.tables.ts';
import { sessionsOfEvents } from '../events/record/session.store.ts';
import { CourseService } from '../events/series/course.service.ts';
import { EventSeriesService } from '../events/series/series.service.ts';
import { HappeningService } from '../events/sessions/happening.service.ts';
import type { SessionPlaceInput } from '../events/sessions/session.input.types.ts';
import { SessionService } from '../events/sessions/session.service.ts';
import { SYSTEM } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { isRefusal, type Refusal } from '../platform/refusals/refusal.ts';
import { addDays, type LocalDate } from '../platform/time/local.ts';
import type { BranchRow } from '../venues/places/branch.tables.ts';
import { roomFacts } from '../venues/places/room.store.ts';
import type { DemoPlace, DemoTimes } from './programme.list.ts';

/** Longer than any row of days on which a library is shut. */
const MOST_SHIFTED = 14;
/** What has been is no matter of how early it is booked. */
const PAST = [{ rule: 'OutsideBookingWindow' as const, reason: 'Подія вже відбулася' }];

interface Scheduled {
  readonly event: EventRow;
  readonly times: DemoTimes;
  readonly place: SessionPlaceInput;
  readonly today: LocalDate;
}

/**
 * Puts an event into the calendar near its day: whatever day the city is built on, the library may be shut then, so what
 * lies ahead comes a day later until it fits, and what has been a day earlier.
 */
export async function scheduleNear(app: INestApplicationContext, scheduled: Scheduled): Promise<void> {
  const { times } = scheduled;
  const isPast = 'day' in times && times.day < 0;
  for (let shift = 0; ; shift += 1) {
    const done = await scheduleAt(app, scheduled, isPast ? -shift : shift);
    if (!isRefusal(done)) break;
    if (shift === MOST_SHIFTED) {
      throw new Error(`“${scheduled.event.titleUk}” of the demonstration city has no day: ${done.message}`);
    }
  }
  if (isPast) await markHeld(app, scheduled.event);
}

async function scheduleAt(
  app: INestApplicationContext,
  { event: { id: eventId, version }, times, place, today }: Scheduled,
  shift: number,
): Promise<object | Refusal> {
  const on = (day: number) => addDays(today, day + shift);
  const wall = { startTime: times.start, endTime: times.end, place };
  if ('days' in times) {
    const sessions = times.days.map((day) => ({ ...wall, startDate: on(day) }));
    const course = { eventId, version, attendanceThreshold: 70, sessions };
    return app.get(CourseService).schedule(course, SYSTEM, 'uk');
  }
  const startDate = on(times.day);
  if ('weeks' in times) {
    const rule = `FREQ=WEEKLY;COUNT=${times.weeks}`;
    const series = { ...wall, eventId, version, rule, startDate, skipClosed: true, mode: 'ALL_OR_NOTHING' as const };
    return app.get(EventSeriesService).schedule(series, SYSTEM, 'uk');
  }
  const endDate = times.lastDay === undefined ? startDate : on(times.lastDay);
  const session = { ...wall, eventId, startDate, endDate, ...(times.day < 0 && { overrides: PAST }) };
  return app.get(SessionService).schedule(session, SYSTEM, 'uk');
}

async function markHeld(app: INestApplicationContext, { id }: EventRow): Promise<void> {
  const sessions = (await sessionsOfEvents(app.get(Database).reader, [id])).get(id) ?? [];
  for (const session of sessions) await app.get(HappeningService).markHeld({ id: session.id }, SYSTEM, 'uk');
}

/** None of its dates is held. */
export async function cancelAll(app: INestApplicationContext, { id }: EventRow): Promise<void> {
  const reason = 'Лектор захворів; нову дату оголосимо.';
  const sessions = (await sessionsOfEvents(app.get(Database).reader, [id])).get(id) ?? [];
  for (const session of sessions) await app.get(HappeningService).cancel({ id: session.id, reason }, SYSTEM, 'uk');
}

export async function placeOf(
  app: INestApplicationContext,
  place: DemoPlace,
  branch: BranchRow,
): Promise<SessionPlaceInput> {
  if (place === 'AT_BRANCH') return { atBranch: true };
  if (place === 'ONLINE') return { online: true };
  const rooms = await roomFacts(app.get(Database).reader, { branchIds: [branch.id] });
  const room = rooms.find(({ nameUk }) => nameUk === place.room);
  if (!room) throw new Error(`the demonstration city lacks the room ${place.room}`);
  return { room: { roomId: room.id, layout: place.layout, expectedPeople: place.people } };
}
