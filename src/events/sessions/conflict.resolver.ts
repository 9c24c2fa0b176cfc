import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { rulesShownTo } from '../../venues/bookings/broken.policy.ts';
import { BrokenRuleShown } from '../../venues/bookings/broken.types.ts';
import { AlternativesArguments, AlternativeShown } from '../../venues/finding/alternative.types.ts';
import { Room } from '../../venues/places/room.types.ts';
import type { SessionConflict } from './conflict.rules.ts';
import { PlanVerdicts, SessionConflictShown } from './conflict.types.ts';
import type { JudgedPlan } from './plan.rules.ts';
import { waysOutOf } from './ways.out.ts';

const USUAL_RULES = 2;
/** All conflicts of an answer are looked for at once. */
const SHARE_OF_SEARCH = 20;

type WaysOut = Promise<ReadonlyMap<string, AlternativeShown[]>>;

@Resolver(() => SessionConflictShown)
export class ConflictResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  /** By all that were judged together, which lives as long as its request, and by how many were asked for. */
  readonly #found = new WeakMap<readonly JudgedPlan[], Map<number, WaysOut>>();

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the start by the wall clock of the branch’s zone.' })
  startDate({ plan }: SessionConflict) {
    return wallTimeOf(plan.after).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of the branch’s zone.' })
  startTime({ plan }: SessionConflict) {
    return wallTimeOf(plan.after).startTime;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the end by the wall clock of the branch’s zone.' })
  endDate({ plan }: SessionConflict) {
    return wallTimeOf(plan.after).endDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the end by the wall clock of the branch’s zone.' })
  endTime({ plan }: SessionConflict) {
    return wallTimeOf(plan.after).endTime;
  }

  @ResolveField(() => Room, { complexity: 5, description: 'The room that it was to have.' })
  room({ plan }: SessionConflict) {
    return plan.want?.wish.room;
  }

  @ResolveField(() => PlanVerdicts, { description: 'What the room says to it.' })
  verdict({ plan }: SessionConflict) {
    return plan.verdict;
  }

  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(USUAL_RULES),
    description:
      'Every rule that it breaks, the gravest first; also those set aside, and notices. A session of the same request is a neighbour, too: its booking has an id that is not there yet.',
  })
  broken(@Parent() { plan }: SessionConflict, @Viewing() viewer: Viewer) {
    return plan.want ? rulesShownTo(viewer, plan.want.wish.room, plan.broken) : [];
  }

  @ResolveField(() => [AlternativeShown], {
    complexity: ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }) =>
      SHARE_OF_SEARCH + (args.first ?? SHARE_OF_SEARCH) * childComplexity,
    description: 'Ways out, the best first, as of a booking; the first ones of all conflicts can be had together.',
  })
  async alternatives(
    @Parent() { plan, among }: SessionConflict,
    @Args() { first }: AlternativesArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const known = this.#found.get(among) ?? new Map<number, WaysOut>();
    this.#found.set(among, known);
    const seeker = { viewer, language, first, now: this.#clock.now() };
    const found = known.get(first) ?? waysOutOf(this.#database.reader, among, seeker);
    known.set(first, found);
    return (await found).get(plan.after.id) ?? [];
  }
}
