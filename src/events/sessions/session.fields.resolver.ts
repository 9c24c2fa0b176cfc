import { Inject } from '@nestjs/common';
import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { RepeatedHour } from '../../platform/graphql/wall.types.ts';
import { Clock } from '../../platform/time/clock.ts';
import { minutesBetween } from '../../platform/time/instant.ts';
import { repeatedHours, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { Room } from '../../venues/places/room.types.ts';
import { mayReadStaffSide } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';
import { Event } from '../record/event.types.ts';
import type { SessionAction } from '../record/happening.rules.ts';
import { SessionActions } from '../record/session.codes.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { Session } from '../record/session.types.ts';
import { allowedActions } from './session.actions.rules.ts';
import { mayChangeSession, maySeeSession } from './session.policy.ts';
import { SessionLayouts, SessionStaff } from './session.shown.types.ts';
import { Surroundings } from './surroundings.ts';

const USUAL_SESSIONS = 10;

@Resolver(() => Event)
export class EventSessionsResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => [Session], {
    complexity: listCost(USUAL_SESSIONS),
    description:
      'Its sessions by start: those that stand in the calendar; for the staff of its branch also those that want a place or were dropped.',
  })
  async sessions(@Parent() event: EventRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const sessions = (await load(context, this.#database.reader, sessionsOfEvents, event.id)) ?? [];
    return sessions.filter((session) => maySeeSession(viewer, session, event));
  }
}

@Resolver(() => Session)
export class SessionFieldsResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  #around(context: object): Surroundings {
    return new Surroundings(context, this.#database.reader);
  }

  @ResolveField(() => Event, { complexity: 3, description: 'The event that it is a session of.' })
  event(session: SessionRow, _args: unknown, context: object) {
    return this.#around(context).event(session);
  }

  @ResolveField(() => Branch, {
    complexity: 2,
    description: 'Where it is held, also another branch than that of the event; of what is online, whose event it is.',
  })
  branch(session: SessionRow, _args: unknown, context: object) {
    return this.#around(context).branch(session);
  }

  @ResolveField(() => Room, {
    nullable: true,
    complexity: 5,
    description: 'The room in which it is held, or was to be before it was called off; null for any other place.',
  })
  room(session: SessionRow, _args: unknown, context: object) {
    return session.place === 'ROOM' ? this.#around(context).room(session) : null;
  }

  @ResolveField(() => SessionLayouts, { nullable: true, description: 'How that room is furnished; null without one.' })
  layout({ place, layoutKind }: SessionRow) {
    return place === 'ROOM' ? layoutKind : null;
  }

  @ResolveField(() => DateTime, { description: 'Its start, with the offset of its zone.' })
  start({ startsAt, zone }: SessionRow) {
    return textInZone(startsAt, zone);
  }

  @ResolveField(() => DateTime, { description: 'Its end, not included, with the offset of its zone.' })
  end({ endsAt, zone }: SessionRow) {
    return textInZone(endsAt, zone);
  }

  @ResolveField(() => LocalDate, { description: 'Day of the start by the wall clock of its zone.' })
  startDate(session: SessionRow) {
    return wallTimeOf(session).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of its zone.' })
  startTime(session: SessionRow) {
    return wallTimeOf(session).startTime;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the end by the wall clock of its zone.' })
  endDate(session: SessionRow) {
    return wallTimeOf(session).endDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the end by the wall clock of its zone.' })
  endTime(session: SessionRow) {
    return wallTimeOf(session).endTime;
  }

  @ResolveField(() => Int, { description: 'How long it really lasts, in minutes; a change of clocks is counted.' })
  durationMinutes({ startsAt, endsAt }: SessionRow) {
    return minutesBetween(startsAt, endsAt);
  }

  @ResolveField(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that was taken.',
  })
  repeatedHours(session: SessionRow) {
    return repeatedHours(session);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description:
      'The start that was announced before it was moved last (schema.org previousStartDate), with the offset of its zone; null when it was not moved since it was published or confirmed.',
  })
  previousStart({ previousStartsAt, zone }: SessionRow) {
    return previousStartsAt && textInZone(previousStartsAt, zone);
  }

  @ResolveField(() => String, {
    nullable: true,
    complexity: 2,
    description: 'Where one joins over the network; null for everybody but the staff of its branch.',
  })
  async joinUrl(@Parent() session: SessionRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const event = await this.#around(context).event(session);
    return mayReadStaffSide(viewer, event) ? event.joinUrl : null;
  }

  @ResolveField(() => [SessionActions], {
    complexity: 2,
    description: 'What the viewer may do with it as it is now: the buttons that work.',
  })
  async viewerCan(
    @Parent() session: SessionRow,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ): Promise<SessionAction[]> {
    const event = await this.#around(context).event(session);
    return mayChangeSession(viewer, event) ? allowedActions(session, this.#clock.now()) : [];
  }

  @ResolveField(() => SessionStaff, {
    nullable: true,
    complexity: 2,
    description: 'What only the staff of its branch read; null for everybody else.',
  })
  async staff(@Parent() session: SessionRow, @Viewing() viewer: Viewer, @Context() context: object) {
    return mayReadStaffSide(viewer, await this.#around(context).event(session)) ? session : null;
  }
}
