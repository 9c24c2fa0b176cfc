import { Inject } from '@nestjs/common';
import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import type { BookingRow } from '../../venues/bookings/booking.tables.ts';
import { BookedEquipment, Booking } from '../../venues/bookings/booking.types.ts';
import { SessionExceptions } from '../record/session.codes.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { Session } from '../record/session.types.ts';
import type { Clash } from './clash.store.ts';
import { decisionDate, isDecisionDue } from './decision.rules.ts';
import { maySeeSession } from './session.policy.ts';
import { SessionStaff, SpeakerClash } from './session.shown.types.ts';
import { Surroundings } from './surroundings.ts';

@Resolver(() => SessionStaff)
export class SessionStaffResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  #around(context: object): Surroundings {
    return new Surroundings(context, this.#database.reader);
  }

  @ResolveField(() => Booking, { nullable: true, complexity: 5, description: 'The booking of its room; null without.' })
  booking(session: SessionRow, _args: unknown, context: object) {
    return this.#around(context).booking(session);
  }

  @ResolveField(() => Int, { nullable: true, description: 'How many people are expected; null where nobody has said.' })
  expectedPeople({ expectedPeople }: SessionRow) {
    return expectedPeople;
  }

  @ResolveField(() => [BookedEquipment], { complexity: listCost(2), description: 'The equipment that it is to have.' })
  equipment({ equipment }: SessionRow) {
    return equipment;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Minutes of set-up as wished; null for those of the layout.',
  })
  setUpMinutes({ setUpMinutes }: SessionRow) {
    return setUpMinutes;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Minutes of tear-down as wished; null for those of the layout.',
  })
  tearDownMinutes({ tearDownMinutes }: SessionRow) {
    return tearDownMinutes;
  }

  @ResolveField(() => [SessionExceptions], {
    description: 'Of a date of a series: what was set for it alone, which edits of the whole leave as it is.',
  })
  exceptions({ exceptions }: SessionRow) {
    return exceptions;
  }

  @ResolveField(() => [String], {
    description:
      'Of a date that wants a place: names of the rules that it broke; `SkippedHour` where it has no time, `SessionOver` where it was over already.',
  })
  brokenKinds({ brokenKinds }: SessionRow) {
    return brokenKinds;
  }

  @ResolveField(() => LocalDate, {
    nullable: true,
    complexity: 2,
    description:
      'Of a tentative session: by which day it is decided whether it is held, by the wall clock of its zone; where its event sets none, that of its start. Null for any other.',
  })
  async decisionDate(session: SessionRow, _args: unknown, context: object) {
    return decisionDate(await this.#around(context).event(session), session);
  }

  @ResolveField(() => Boolean, {
    complexity: 2,
    description: 'Whether it waits for that decision by now, as in sessionsToDecide.',
  })
  async isDecisionDue(session: SessionRow, _args: unknown, context: object) {
    return isDecisionDue(await this.#around(context).event(session), session, this.#clock.now());
  }

  @ResolveField(() => [SpeakerClash], {
    complexity: listCost(2),
    description:
      'Speakers who are to speak at another session at the same time, by its start. A warning: it forbids nothing.',
  })
  speakerClashes(session: SessionRow, _args: unknown, context: object) {
    return this.#around(context).clashes(session);
  }
}

@Resolver(() => SpeakerClash)
export class SpeakerClashResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => String, { description: 'The speaker’s name in the viewer’s language, else in Ukrainian.' })
  speakerName(@Parent() { nameUk, nameEn }: Clash, @Spoken() language: Language) {
    return language === 'en' ? (nameEn ?? nameUk) : nameUk;
  }

  @ResolveField(() => DateTime, { description: 'Start of the other session, with the offset of its zone.' })
  start({ session }: Clash) {
    return textInZone(session.startsAt, session.zone);
  }

  @ResolveField(() => DateTime, { description: 'End of the other session, with the offset of its zone.' })
  end({ session }: Clash) {
    return textInZone(session.endsAt, session.zone);
  }

  @ResolveField(() => Session, {
    nullable: true,
    complexity: 3,
    description: 'The other session; null when the viewer may not see it, being a draft of another branch.',
  })
  async session(@Parent() { session }: Clash, @Viewing() viewer: Viewer, @Context() context: object) {
    const event = await new Surroundings(context, this.#database.reader).event(session);
    return maySeeSession(viewer, session, event) ? session : null;
  }
}

@Resolver(() => Booking)
export class BookingSessionResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Session, {
    nullable: true,
    complexity: 3,
    description:
      'The session of an event that has the room; null for a booking of anything else, and for what the viewer may not see.',
  })
  async session(@Parent() booking: BookingRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const around = new Surroundings(context, this.#database.reader);
    const session = await around.sessionOf(booking);
    return session && maySeeSession(viewer, session, await around.event(session)) ? session : null;
  }
}
