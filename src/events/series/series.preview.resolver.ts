import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { RepeatedHour } from '../../platform/graphql/wall.types.ts';
import type { Language } from '../../platform/language/language.ts';
import { repeatedHours, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { rulesShownTo } from '../../venues/bookings/broken.policy.ts';
import { BrokenRuleShown } from '../../venues/bookings/broken.types.ts';
import { AlternativesArguments, AlternativeShown } from '../../venues/finding/alternative.types.ts';
import { shareOfSearch } from './judged.cost.ts';
import { JudgedWays } from './judged.ways.ts';
import { EventSeriesDate } from './series.result.types.ts';
import type { JudgedDate } from './series.rules.ts';

const USUAL_RULES = 2;

@Resolver(() => EventSeriesDate)
export class EventSeriesDateResolver {
  readonly #ways: JudgedWays;

  constructor(ways: JudgedWays) {
    this.#ways = ways;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the start by the wall clock of the zone of the place.' })
  startDate({ plan }: JudgedDate) {
    return wallTimeOf(plan.after).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of the zone of the place.' })
  startTime({ plan }: JudgedDate) {
    return wallTimeOf(plan.after).startTime;
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'Its start, with the offset of the zone; null where there is no such time.',
  })
  start({ plan: { after }, skipped }: JudgedDate) {
    return skipped ? null : textInZone(after.startsAt, after.zone);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'Its end, not included, with the offset of the zone; null where there is no such time.',
  })
  end({ plan: { after }, skipped }: JudgedDate) {
    return skipped ? null : textInZone(after.endsAt, after.zone);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'The next time that comes where there is no such time, with its offset; else null.',
  })
  nextValid({ skipped }: JudgedDate) {
    return skipped && skipped.nextValid;
  }

  @ResolveField(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that is taken.',
  })
  repeatedHours({ plan, skipped }: JudgedDate) {
    return skipped ? [] : repeatedHours(plan.after);
  }

  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(USUAL_RULES),
    description:
      'Every rule of the room that it breaks, the gravest first; also those set aside, and notices. An earlier date of the series is a neighbour too: its booking has an id that is not there yet.',
  })
  broken(@Parent() { plan }: JudgedDate, @Viewing() viewer: Viewer) {
    return plan.want ? rulesShownTo(viewer, plan.want.wish.room, plan.broken) : [];
  }

  @ResolveField(() => [AlternativeShown], {
    complexity: shareOfSearch,
    description:
      'Ways out of a date that its room refuses, the best first, as of a booking; none is in the way of a date that fits.',
  })
  alternatives(
    @Parent() { plan, among }: JudgedDate,
    @Args() { first }: AlternativesArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#ways.of(plan, among, { viewer, language, first });
  }
}
