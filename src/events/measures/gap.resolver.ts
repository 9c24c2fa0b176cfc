import { Inject } from '@nestjs/common';
import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import { startOfPeriod } from '../programme/period.ts';
import { GAP_READERS } from './gap.policy.ts';
import { audienceGaps, districtGaps, type GapWish, measureGaps } from './gap.store.ts';
import { AudienceGap, DistrictGap, GapArguments, MeasureGap, ProgrammeGaps } from './gap.types.ts';

const NO_PLAN = '00000000-0000-0000-0000-000000000000';

@Resolver(() => ProgrammeGaps)
export class GapResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @Requires(...GAP_READERS)
  @ForTokens('EVENTS')
  @Query(() => ProgrammeGaps, {
    description:
      'What the programme lacks: measures, audiences and districts with nothing public ahead. Librarians, approvers, coordinators and reporters only.',
  })
  programmeGaps(@Args() { planId, from, to }: GapArguments): GapWish {
    return {
      planId: planId == null ? null : ((isId(planId) ? planId : NO_PLAN) as Id<'Plan'>),
      from: startOfPeriod({ from, to }, this.#clock.now()),
      to: to ?? null,
    };
  }

  @ResolveField(() => [MeasureGap], {
    complexity: listCost(50),
    description:
      'Measures that are carried out by events and whose term touches the period, by plan and place in it. Any event that serves one, also besides, fills its gap.',
  })
  measures(wish: GapWish) {
    return measureGaps(this.#database.reader, wish);
  }

  @ResolveField(() => [AudienceGap], {
    complexity: listCost(10),
    description: 'Audiences of such measures, whether these have sessions or not, by Ukrainian name.',
  })
  audiences(wish: GapWish) {
    return audienceGaps(this.#database.reader, wish);
  }

  @ResolveField(() => [DistrictGap], {
    complexity: listCost(10),
    description: 'Districts of the city, by Ukrainian name.',
  })
  districts(wish: GapWish) {
    return districtGaps(this.#database.reader, wish);
  }
}
