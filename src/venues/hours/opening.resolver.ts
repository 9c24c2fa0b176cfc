import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { Branch } from '../places/branch.types.ts';
import { OpeningService } from './opening.service.ts';
import { weeksOfBranches } from './opening.store.ts';
import { shownDays, shownWeek } from './opening.reading.ts';
import {
  daysCost,
  OpenDay,
  OpeningStretch,
  OpenOnArguments,
  SetOpeningHoursArguments,
  SetOpeningHoursResult,
} from './opening.types.ts';

@Resolver(() => Branch)
export class OpeningResolver {
  readonly #database: Database;
  readonly #opening: OpeningService;

  constructor(@Inject(Database) database: Database, opening: OpeningService) {
    this.#database = database;
    this.#opening = opening;
  }

  @ResolveField(() => [OpeningStretch], {
    complexity: listCost(7),
    description:
      'When it is open, week by week, from Monday on; empty when it has not said so, and is open all day: so is an external venue, whose hours nobody keeps.',
  })
  async openingHours({ id }: BranchRow, _args: unknown, context: object) {
    return shownWeek(await load(context, this.#database.reader, weeksOfBranches, id));
  }

  @ResolveField(() => [OpenDay], {
    complexity: daysCost,
    description:
      'When it is open on days of the calendar: the week, special days, closures and public holidays in one.',
  })
  openOn(
    @Parent() { id }: BranchRow,
    @Args() asked: OpenOnArguments,
    @Context() context: object,
    @Spoken() language: Language,
  ) {
    return shownDays(context, this.#database.reader, { branchId: id, room: null }, asked, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => SetOpeningHoursResult, {
    description:
      'Gives a branch, or one of its rooms, its weekly opening hours in place of those it had. Librarians and approvers of ' +
      'its branch only.',
  })
  setOpeningHours(@Args() input: SetOpeningHoursArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#opening.setOpeningHours(input, viewer, language);
  }
}
