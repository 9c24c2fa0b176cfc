import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.ts';
import { RepeatedHour } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { formatInZone, parseInstant } from '../../platform/time/instant.ts';
import { dateOf, type LocalDateTime, toLocal } from '../../platform/time/local.ts';
import { placeInTime, repeatedHours, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { rulesShownTo } from '../bookings/broken.policy.ts';
import { BrokenRuleShown } from '../bookings/broken.types.ts';
import type { Wish } from '../bookings/wish.rules.ts';
import { shownAlternative } from '../finding/alternative.presentation.ts';
import { AlternativesArguments, AlternativeShown } from '../finding/alternative.types.ts';
import { alternativesFor } from '../finding/alternative.search.ts';
import type { JudgedDate, SeriesRefused } from './series.rules.ts';
import type { PreviewedSeries } from './series.service.ts';
import { SeriesPreview, SeriesPreviewDate, SeriesRefusal } from './series.types.ts';

const USUAL_DATES = 30;
const USUAL_RULES = 2;
/** All dates are looked for at once. */
const SHARE_OF_SEARCH = 5;

/** A date, and all of its series. */
interface DateAmong extends JudgedDate {
  readonly among: readonly JudgedDate[];
}

/** Who looks for ways out, and for how many of each date. */
interface Seeker {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly first: number;
}

type WaysOut = ReadonlyMap<LocalDateTime, AlternativeShown[]>;

@Resolver(() => SeriesPreview)
export class SeriesPreviewResolver {
  @ResolveField(() => [SeriesPreviewDate], {
    complexity: listCost(USUAL_DATES),
    description: 'Every date of the rule by start, those left out by hand excepted.',
  })
  dates({ dates }: PreviewedSeries): DateAmong[] {
    return dates.map((date) => ({ ...date, among: dates }));
  }
}

@Resolver(() => SeriesRefusal)
export class SeriesRefusalResolver {
  @ResolveField(() => [SeriesPreviewDate], {
    complexity: listCost(USUAL_DATES),
    description: 'The dates that are in the way, by start.',
  })
  dates({ dates, judged }: SeriesRefused): DateAmong[] {
    return dates.map((date) => ({ ...date, among: judged }));
  }
}

@Resolver(() => SeriesPreviewDate)
export class SeriesPreviewDateResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  /** By the dates of a series, which live as long as their request, and by how many were asked for. */
  readonly #found = new WeakMap<readonly JudgedDate[], Map<number, Promise<WaysOut>>>();

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => LocalDate, { description: 'Its day by the wall clock of the branch’s zone.' })
  startDate({ startLocal }: JudgedDate) {
    return dateOf(startLocal);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'Its start, with the offset of the branch’s zone; null where there is no such time.',
  })
  start({ wish }: JudgedDate) {
    return wish && formatInZone(wish.time.startsAt, wish.time.zone);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'Its end, not included, with the offset of the branch’s zone; null where there is no such time.',
  })
  end({ wish }: JudgedDate) {
    return wish && formatInZone(wish.time.endsAt, wish.time.zone);
  }

  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(USUAL_RULES),
    description:
      'Every rule that it breaks, the gravest first; also those set aside, and notices. An earlier date of the series is a neighbour too: its booking has an id that is not there yet.',
  })
  broken(@Parent() { broken, wish }: JudgedDate, @Viewing() viewer: Viewer) {
    return wish ? rulesShownTo(viewer, wish.room, broken) : [];
  }

  @ResolveField(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that is taken.',
  })
  repeatedHours({ wish }: JudgedDate) {
    return wish ? repeatedHours(wish.time) : [];
  }

  @ResolveField(() => [AlternativeShown], {
    complexity: ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }) =>
      SHARE_OF_SEARCH + (args.first ?? SHARE_OF_SEARCH) * childComplexity,
    description:
      'Ways out of a date that does not fit, the best first, as of a single booking; none is in the way of a date that fits. Where there is no such time, the same room, just as long, from `nextValid` on, if another date of the series has a time.',
  })
  async alternatives(
    @Parent() { among, startLocal }: DateAmong,
    @Args() { first }: AlternativesArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const known = this.#found.get(among) ?? new Map<number, Promise<WaysOut>>();
    this.#found.set(among, known);
    const found = known.get(first) ?? this.#waysOut(among, { viewer, language, first });
    known.set(first, found);
    return (await found).get(startLocal) ?? [];
  }

  /** Of all dates at once: whatever their number, it takes the same few rounds of queries. */
  async #waysOut(among: readonly JudgedDate[], { viewer, language, first }: Seeker): Promise<WaysOut> {
    const example = among.find(({ wish }) => wish)?.wish ?? null;
    const stuck = among.flatMap((date) => {
      const wish = date.verdict === 'NO_SUCH_TIME' ? example && atNextValid(date, example) : date.wish;
      return wish && date.verdict !== 'FITS' ? [{ wish, startLocal: date.startLocal, verdict: date.verdict }] : [];
    });
    const skipped = new Map(
      stuck.flatMap(({ wish, startLocal, verdict }) =>
        verdict === 'NO_SUCH_TIME' ? [[wish, startLocal] as const] : [],
      ),
    );
    const taken = among.flatMap(({ neighbour }) => neighbour ?? []);
    const found = await alternativesFor(
      this.#database.reader,
      stuck.map(({ wish }) => wish),
      { viewer, language, first, taken, skipped, apart: true, now: this.#clock.now() },
    );
    return new Map(
      stuck.map(({ startLocal }, at) => [startLocal, (found[at] ?? []).map((one) => shownAlternative(one, viewer))]),
    );
  }
}

/** A date without a time wants what the others want, just as long, from the next time that comes. */
function atNextValid({ nextValid }: JudgedDate, example: Wish): Wish | null {
  const next = nextValid === null ? null : parseInstant(nextValid);
  if (!next) return null;
  const { zone, wallMinutes } = example.time;
  const time = placeInTime(wallTimeOf({ startLocal: toLocal(next, zone), wallMinutes }), zone, 'uk');
  return isRefusal(time) ? null : { ...example, time };
}
