import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken } from '../../platform/access/access.parameters.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { Room } from '../places/room.types.ts';
import { shownDays, shownWeek } from './opening.reading.ts';
import { weeksOfRooms } from './opening.store.ts';
import { daysCost, OpenDay, OpeningStretch, OpenOnArguments } from './opening.types.ts';

@Resolver(() => Room)
export class RoomOpeningResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => [OpeningStretch], {
    complexity: listCost(7),
    description:
      'Its own hours, which narrow the branch’s, from Monday on; empty when it is open whenever the branch is.',
  })
  async openingHours({ id }: RoomFacts, _args: unknown, context: object) {
    return shownWeek(await load(context, this.#database.reader, weeksOfRooms, id));
  }

  @ResolveField(() => [OpenDay], {
    complexity: daysCost,
    description:
      'When it is open on days of the calendar: the branch’s hours and its own, closures of all that shares a part with it.',
  })
  openOn(
    @Parent() room: RoomFacts,
    @Args() asked: OpenOnArguments,
    @Context() context: object,
    @Spoken() language: Language,
  ) {
    return shownDays(context, this.#database.reader, { branchId: room.branchId, room }, asked, language);
  }
}
