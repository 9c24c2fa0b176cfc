import { Inject } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { Audience, District } from '../../directory/entry.types.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Measure } from '../../plans/measure.types.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import type { ValueCount } from './facet.store.ts';
import { THINGS } from './facet.thing.store.ts';
import { AudienceFacet, BranchFacet, DistrictFacet, MeasureFacet } from './programme.types.ts';

@Resolver(() => BranchFacet)
export class BranchFacetResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Branch, { description: 'The branch.' })
  branch({ value }: ValueCount, _args: unknown, context: object) {
    return load(context, this.#database.reader, THINGS.branches, value);
  }
}

@Resolver(() => DistrictFacet)
export class DistrictFacetResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => District, { description: 'The district.' })
  district({ value }: ValueCount, _args: unknown, context: object) {
    return load(context, this.#database.reader, THINGS.districts, value);
  }
}

@Resolver(() => AudienceFacet)
export class AudienceFacetResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Audience, { description: 'The audience.' })
  audience({ value }: ValueCount, _args: unknown, context: object) {
    return load(context, this.#database.reader, THINGS.audiences, value);
  }
}

@Resolver(() => MeasureFacet)
export class MeasureFacetResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Measure, { description: 'The measure.' })
  measure({ value }: ValueCount, _args: unknown, context: object) {
    return load(context, this.#database.reader, THINGS.measures, value);
  }
}
