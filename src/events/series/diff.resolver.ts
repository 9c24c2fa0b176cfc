import { Inject } from '@nestjs/common';
import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { RepeatedHour } from '../../platform/graphql/wall.types.ts';
import type { Language } from '../../platform/language/language.ts';
import { repeatedHours, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { rulesShownTo } from '../../venues/bookings/broken.policy.ts';
import { BrokenRuleShown } from '../../venues/bookings/broken.types.ts';
import { AlternativesArguments, AlternativeShown } from '../../venues/finding/alternative.types.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { Room } from '../../venues/places/room.types.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { Surroundings } from '../sessions/surroundings.ts';
import { countsOf, type DateChange, type SessionsDiff } from './diff.rules.ts';
import { SessionChange, SessionsDiffShown, SessionSlot } from './edit.types.ts';
import { shareOfSearch } from './judged.cost.ts';
import { JudgedWays } from './judged.ways.ts';

const USUAL_RULES = 2;

@Resolver(() => SessionsDiffShown)
export class SessionsDiffResolver {
  @ResolveField()
  counts(diff: SessionsDiff) {
    return countsOf(diff);
  }
}

@Resolver(() => SessionChange)
export class SessionChangeResolver {
  readonly #ways: JudgedWays;

  constructor(ways: JudgedWays) {
    this.#ways = ways;
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'The next time that comes where there is no such time, with its offset; else null.',
  })
  nextValid({ skipped }: DateChange) {
    return skipped && skipped.nextValid;
  }

  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(USUAL_RULES),
    description:
      'Every rule of the room that it breaks, the gravest first; also those set aside, and notices. Other dates of the edit are neighbours where they go.',
  })
  broken(@Parent() { plan }: DateChange, @Viewing() viewer: Viewer) {
    return plan?.want ? rulesShownTo(viewer, plan.want.wish.room, plan.broken) : [];
  }

  @ResolveField(() => [AlternativeShown], {
    complexity: shareOfSearch,
    description:
      'Ways out of a date that its room refuses, the best first, as of a booking; the first ones of all dates can be had together.',
  })
  alternatives(
    @Parent() { plan, among }: DateChange,
    @Args() { first }: AlternativesArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#ways.of(plan, among, { viewer, language, first });
  }
}

@Resolver(() => SessionSlot)
export class SessionSlotResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
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

  @ResolveField(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that is taken.',
  })
  repeatedHours(session: SessionRow) {
    return repeatedHours(session);
  }

  @ResolveField(() => Branch, { complexity: 2, description: 'The branch; of what is online, whose event it is.' })
  branch(session: SessionRow, _args: unknown, context: object) {
    return new Surroundings(context, this.#database.reader).branch(session);
  }

  @ResolveField(() => Room, { nullable: true, complexity: 5, description: 'The room; null for any other place.' })
  room(session: SessionRow, _args: unknown, context: object) {
    return session.place === 'ROOM' ? new Surroundings(context, this.#database.reader).room(session) : null;
  }

  @ResolveField()
  layout({ place, layoutKind }: SessionRow) {
    return place === 'ROOM' ? layoutKind : null;
  }

  @ResolveField(() => Int, { nullable: true, description: 'How many people are expected; null where nobody has said.' })
  expectedPeople({ expectedPeople }: SessionRow) {
    return expectedPeople;
  }
}
