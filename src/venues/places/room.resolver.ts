import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { mayFurnish } from './branch.policy.ts';
import { branchesByIds } from './branch.store.ts';
import { Branch } from './branch.types.ts';
import { CreateRoomInput, UpdateRoomInput } from './room.input.types.ts';
import { CreateRoomResult, UpdateRoomResult } from './room.result.types.ts';
import { capacityOf, isPartOf } from './room.rules.ts';
import { RoomService } from './room.service.ts';
import { byName, type RoomFacts, roomsByIds } from './room.store.ts';
import { Room, RoomLimit } from './room.types.ts';

@Resolver(() => Room)
export class RoomResolver {
  readonly #database: Database;
  readonly #rooms: RoomService;

  constructor(@Inject(Database) database: Database, rooms: RoomService) {
    this.#database = database;
    this.#rooms = rooms;
  }

  @Public()
  @Query(() => Room, { nullable: true, description: 'One room, also a retired one, or null.' })
  async room(@Args('id', { type: () => ID, description: 'Its global id.' }) id: string, @Context() context: object) {
    return isId(id) ? ((await this.#load(context, id.toLowerCase())) ?? null) : null;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => CreateRoomResult, {
    description:
      'Adds a room within walls of its own, or one that combines others. Librarians and approvers of its branch only.',
  })
  createRoom(
    @Args('input', { description: 'The room.' }) input: CreateRoomInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#rooms.createRoom(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateRoomResult, {
    description: 'Changes a room, or takes it out of use. Librarians and approvers of its branch only.',
  })
  updateRoom(
    @Args('input', { description: 'What to change.' }) input: UpdateRoomInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#rooms.updateRoom(input, viewer, language);
  }

  @ResolveField(() => String, { description: 'Name in the viewer’s language.' })
  name(@Parent() room: RoomFacts, @Spoken() language: Language) {
    return language === 'uk' ? room.nameUk : room.nameEn;
  }

  @ResolveField(() => Branch, { description: 'The branch it is in.' })
  branch(room: RoomFacts, _args: unknown, context: object) {
    return load(context, this.#database.reader, branchesByIds, room.branchId);
  }

  @ResolveField(() => Int, { description: 'How many people it holds at most, in its largest layout.' })
  capacity(room: RoomFacts) {
    return capacityOf(room.layouts);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'For the staff of the branch: who has the key, what the alarm wants. Null for everybody else.',
  })
  keyNotes(@Parent() room: RoomFacts, @Viewing() viewer: Viewer) {
    return mayFurnish(viewer, room.branchId) ? room.keyNotes : null;
  }

  @ResolveField(() => RoomLimit, {
    nullable: true,
    description: 'How many live bookings one person may have of it; null for any number.',
  })
  limit(room: RoomFacts): RoomLimit | null {
    const { limitCount: count, limitTerm: term } = room;
    return count === null || term === null ? null : { count, term };
  }

  @ResolveField(() => Boolean, { description: 'True for a room that is out of use; what is booked stays.' })
  retired(room: RoomFacts) {
    return room.retiredAt !== null;
  }

  @ResolveField(() => [Room], {
    complexity: listCost(4),
    description:
      'The rooms it is divided into, by Ukrainian name; whoever books it occupies them. Retired ones included.',
  })
  async parts(room: RoomFacts, _args: unknown, context: object) {
    return (await this.#kin(context, room)).filter((other) => isPartOf(other, room));
  }

  @ResolveField(() => [Room], {
    complexity: listCost(4),
    description: 'The rooms it is a part of, by Ukrainian name; whoever books it occupies them. Retired ones included.',
  })
  async combinations(room: RoomFacts, _args: unknown, context: object) {
    return (await this.#kin(context, room)).filter((other) => isPartOf(room, other));
  }

  #load(context: object, id: string) {
    return load(context, this.#database.reader, roomsByIds, id);
  }

  async #kin(context: object, { id, kin }: RoomFacts): Promise<RoomFacts[]> {
    const others: Id<'Room'>[] = kin.filter((other) => other !== id);
    const found = await Promise.all(others.map((other) => this.#load(context, other)));
    return byName(found.filter((room) => room !== undefined));
  }
}
