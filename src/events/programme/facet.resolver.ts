import { Inject } from '@nestjs/common';
import { Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { type Counted, countKey, countsOfProgramme, type ValueCount } from './facet.store.ts';
import { onceCost } from './programme.cost.ts';
import type { ProgrammeCriteria } from './programme.criteria.ts';
import {
  AccessibilityFacet,
  AudienceFacet,
  BranchFacet,
  DistrictFacet,
  KindFacet,
  LanguageFacet,
  MeasureFacet,
  ModeFacet,
  ProgrammeConnection,
  ProgrammeFacets,
} from './programme.types.ts';

interface OfProgramme {
  readonly criteria: ProgrammeCriteria;
}

/** What of a programme is counted; only what is asked for, and all of it in one statement. */
abstract class Counting {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  protected async counts({ criteria }: OfProgramme, counted: Counted, context: object): Promise<readonly ValueCount[]> {
    return (await load(context, this.#database.reader, countsOfProgramme, countKey(criteria, counted))) ?? [];
  }

  protected async number(programme: OfProgramme, counted: Counted, context: object): Promise<number> {
    return (await this.counts(programme, counted, context))[0]?.count ?? 0;
  }
}

@Resolver(() => ProgrammeConnection)
export class ProgrammeCountResolver extends Counting {
  constructor(@Inject(Database) database: Database) {
    super(database);
  }

  @ResolveField(() => Int, {
    complexity: onceCost(20),
    description: 'How many sessions fit the filter, on all pages together.',
  })
  totalCount(programme: OfProgramme, _args: unknown, context: object) {
    return this.number(programme, 'total', context);
  }

  @ResolveField(() => ProgrammeFacets, {
    complexity: onceCost(100),
    description: 'The same programme counted by what narrows it down.',
  })
  facets({ criteria }: OfProgramme): OfProgramme {
    return { criteria };
  }
}

/** How many values of each facet are usual, where the cost of a query is reckoned. */
const [FEW, SOME, MANY] = [listCost(5), listCost(20), listCost(130)];

@Resolver(() => ProgrammeFacets)
export class FacetResolver extends Counting {
  constructor(@Inject(Database) database: Database) {
    super(database);
  }

  @ResolveField(() => [KindFacet], { complexity: SOME, description: 'By kind of event.' })
  kinds(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'kinds', context);
  }

  @ResolveField(() => [BranchFacet], { complexity: MANY, description: 'By branch where it is held.' })
  branches(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'branches', context);
  }

  @ResolveField(() => [DistrictFacet], { complexity: SOME, description: 'By district of that branch.' })
  districts(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'districts', context);
  }

  @ResolveField(() => [AudienceFacet], {
    complexity: SOME,
    description: 'By audience; a session for several counts for each.',
  })
  audiences(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'audiences', context);
  }

  @ResolveField(() => [MeasureFacet], {
    complexity: MANY,
    description: 'By measure; a session that serves several counts for each.',
  })
  measures(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'measures', context);
  }

  @ResolveField(() => [LanguageFacet], { complexity: FEW, description: 'By language in which it is held.' })
  languages(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'languages', context);
  }

  @ResolveField(() => [ModeFacet], {
    complexity: FEW,
    description: 'By how one attends; what was moved online counts as ONLINE.',
  })
  modes(programme: OfProgramme, _args: unknown, context: object) {
    return this.counts(programme, 'modes', context);
  }

  @ResolveField(() => AccessibilityFacet, { description: 'By whom it can be followed.' })
  async accessibility(programme: OfProgramme, _args: unknown, context: object): Promise<AccessibilityFacet> {
    const [signLanguage, stepFree] = await Promise.all([
      this.number(programme, 'signLanguage', context),
      this.number(programme, 'stepFree', context),
    ]);
    return { signLanguage, stepFree };
  }
}
