import { Inject } from '@nestjs/common';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import { DECISION_KEY, decisionKey, type DecisionKey, pageToDecide } from './decision.store.ts';
import { SessionConnection } from './session.shown.types.ts';

@Resolver()
export class DecisionResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => SessionConnection, {
    complexity: pageCost,
    description:
      'Tentative sessions ahead whose day of decision has come, and, so that none is forgotten, at once those of events that set no such day, or none any more; by start, then id. confirmSession is go, cancelSession no-go. Those of the branches whose librarian or approver the viewer is. Librarians and approvers only.',
  })
  async sessionsToDecide(
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Args('branchId', {
      type: () => ID,
      nullable: true,
      description: 'Only of events of this branch; of all when left out.',
    })
    branchId?: string,
  ) {
    const window = readPage<DecisionKey>(page, DECISION_KEY);
    const isBranch = branchId == null || isId(branchId);
    const rows = isBranch
      ? await pageToDecide(this.#database.reader, viewer, (branchId ?? null) as Id<'Branch'> | null, {
          ...{ window, now: this.#clock.now() },
        })
      : [];
    return connectionOf(rows, page, decisionKey);
  }
}
