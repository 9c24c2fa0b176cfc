import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { BookingCheck, BookingRefused } from '../bookings/booking.decision.rules.ts';
import { BookingCheckShown, BookingRefusal } from '../bookings/booking.result.types.ts';
import { alternativesCost, AlternativesArguments, AlternativeShown } from './alternative.types.ts';
import { shownAlternative } from './alternative.presentation.ts';
import { alternativesFor } from './alternative.search.ts';

const DESCRIPTION =
  'Ways out, the best first: the same room at the nearest free times of the day, else on the nearest days; other rooms of the branch; parts and combinations of the room; the best rooms of the nearest other branches. The same facts give the same order.';

@Resolver(() => BookingRefusal)
export class RefusalAlternativesResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => [AlternativeShown], { complexity: alternativesCost, description: DESCRIPTION })
  async alternatives(
    @Parent() { wish, but }: BookingRefused,
    @Args() { first }: AlternativesArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const seeking = { viewer, language, first, now: this.#clock.now(), ...(but && { but: new Set([but]) }) };
    const [found = []] = await alternativesFor(this.#database.reader, [wish], seeking);
    return found.map((one) => shownAlternative(one, viewer));
  }
}

@Resolver(() => BookingCheckShown)
export class CheckAlternativesResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => [AlternativeShown], {
    complexity: alternativesCost,
    description: `${DESCRIPTION} Empty for what fits.`,
  })
  async alternatives(
    @Parent() { wish, fits }: BookingCheck,
    @Args() { first }: AlternativesArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    if (fits) return [];
    const seeking = { viewer, language, first, now: this.#clock.now() };
    const [found = []] = await alternativesFor(this.#database.reader, [wish], seeking);
    return found.map((one) => shownAlternative(one, viewer));
  }
}
