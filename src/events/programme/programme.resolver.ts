import { Inject } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, readPage } from '../../platform/graphql/connection.ts';
import { Clock } from '../../platform/time/clock.ts';
import { Session } from '../record/session.types.ts';
import { startOfPeriod } from './period.ts';
import { programmeCost } from './programme.cost.ts';
import { criteriaOf } from './programme.criteria.ts';
import { ProgrammeFilter } from './programme.filter.types.ts';
import { pageOfProgramme, SESSION_KEY, sessionKey } from './programme.store.ts';
import { ProgrammeConnection } from './programme.types.ts';
import type { SessionKey } from './session.conditions.store.ts';

@Resolver(() => Session)
export class ProgrammeResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @Public()
  @Query(() => ProgrammeConnection, {
    complexity: programmeCost,
    description:
      'The programme that everybody sees: the sessions of published events, by start, then id. The same for all viewers; what is not published yet is among `events`.',
  })
  async programme(
    @Args() page: PageArguments,
    @Args('filter', { type: () => ProgrammeFilter, nullable: true, description: 'Which; all to come when left out.' })
    filter?: ProgrammeFilter,
  ) {
    const window = readPage<SessionKey>(page, SESSION_KEY);
    const criteria = criteriaOf(filter ?? {}, startOfPeriod(filter ?? {}, this.#clock.now()));
    const rows = await pageOfProgramme(this.#database.reader, criteria, window);
    return { ...connectionOf(rows, page, sessionKey), criteria };
  }
}
