import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Language } from '../../platform/language/language.ts';
import { formatInZone } from '../../platform/time/instant.ts';
import type { BlockingRow } from '../hours/closure.tables.ts';
import { roomsByIds } from '../places/room.store.ts';
import type { RoomRow } from '../places/room.tables.ts';
import { Room } from '../places/room.types.ts';
import type { RoomTaken } from './blocking.rules.ts';
import { BlockingService } from './blocking.service.ts';
import { blockingsOfRooms, blockingsWanted } from './blocking.store.ts';
import {
  type BlockingAction,
  Blocking,
  BlockingActions,
  BlockingsArguments,
  BlockRoomInput,
  BlockRoomResult,
  RoomTakenRefused,
  UnblockRoomArguments,
  UnblockRoomResult,
} from './blocking.types.ts';
import { mayBlock } from './booking.policy.ts';
import { rulesShownTo } from './broken.policy.ts';
import { BrokenRuleShown } from './broken.types.ts';

@Resolver(() => Blocking)
export class BlockingResolver {
  readonly #database: Database;
  readonly #blockings: BlockingService;

  constructor(@Inject(Database) database: Database, blockings: BlockingService) {
    this.#database = database;
    this.#blockings = blockings;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => BlockRoomResult, {
    description: 'Keeps a room free for a while. Librarians and approvers of its branch only.',
  })
  blockRoom(
    @Args('input', { description: 'The room, the time and the reason.' }) input: BlockRoomInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#blockings.block(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UnblockRoomResult, {
    description: 'Gives a blocked room back. Librarians and approvers of its branch only.',
  })
  unblockRoom(@Args() input: UnblockRoomArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#blockings.unblock(input, viewer, language);
  }

  @ResolveField(() => Room, { description: 'The room.' })
  room({ roomId }: BlockingRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, roomsByIds, roomId);
  }

  @ResolveField(() => DateTime, { description: 'Start, with the offset of the branch’s zone.' })
  start({ startsAt, zone }: BlockingRow) {
    return formatInZone(startsAt, zone);
  }

  @ResolveField(() => DateTime, { description: 'End, not included, with the offset of the branch’s zone.' })
  end({ endsAt, zone }: BlockingRow) {
    return formatInZone(endsAt, zone);
  }

  @ResolveField(() => [BlockingActions], {
    description: 'What the viewer may do with the blocking as it is now: the buttons that work.',
  })
  viewerCan(@Parent() { branchId, liftedAt }: BlockingRow, @Viewing() viewer: Viewer): BlockingAction[] {
    return mayBlock(viewer, branchId) && !liftedAt ? ['UNBLOCK'] : [];
  }
}

/** What is in the way of a blocking, as the viewer may know it. */
@Resolver(() => RoomTakenRefused)
export class RoomTakenResolver {
  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(5),
    description: 'Everything that has the room then: `Overlap` with bookings, `Blocked`. By start.',
  })
  broken(@Parent() { room, broken }: RoomTaken, @Viewing() viewer: Viewer) {
    return rulesShownTo(viewer, room, broken);
  }
}

/** What blockings add to a room. */
@Resolver(() => Room)
export class RoomBlockingsResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => [Blocking], {
    nullable: true,
    complexity: listCost(5),
    description:
      'Blockings of the room itself that hold, by start; those of its parts and combinations are with them. Null for whom it is none of their business: librarians and approvers of the branch see it.',
  })
  blockings(
    @Parent() { id, branchId }: Pick<RoomRow, 'id' | 'branchId'>,
    @Args() span: BlockingsArguments,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ) {
    if (!mayBlock(viewer, branchId)) return null;
    return load(context, this.#database.reader, blockingsOfRooms, blockingsWanted(id, span));
  }
}
