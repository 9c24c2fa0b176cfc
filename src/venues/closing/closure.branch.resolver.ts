import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Database } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { addDays } from '../../platform/time/local.ts';
import { closuresOfBranches } from '../hours/closure.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { Branch } from '../places/branch.types.ts';
import { ClosuresArguments } from './closure.input.types.ts';
import { MOST_DAYS } from './closure.rules.ts';
import { Closure } from './closure.types.ts';

@Resolver(() => Branch)
export class BranchClosuresResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => [Closure], {
    complexity: listCost(10),
    description:
      'Its closures and those of its rooms that meet some days, by start; those lifted and public holidays are not among them.',
  })
  closures(@Parent() { id }: BranchRow, @Args() { from, to }: ClosuresArguments, @Context() context: object) {
    if (to < from) throw invalidInput('to must not be earlier than from', { argument: 'to' });
    if (addDays(from, MOST_DAYS) < to) {
      throw invalidInput(`to must be at most ${MOST_DAYS} days after from`, { argument: 'to' });
    }
    return load(context, this.#database.reader, closuresOfBranches, `${id} ${from} ${to}` as const);
  }
}
