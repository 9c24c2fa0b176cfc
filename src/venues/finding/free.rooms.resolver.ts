import { Args, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { rulesShownTo } from '../bookings/broken.policy.ts';
import { FreeRoomsArguments } from './free.rooms.input.types.ts';
import { FreeRoomsService } from './free.rooms.service.ts';
import { FreeRoomsResult } from './free.rooms.types.ts';

const USUAL_ROOMS = 20;
const MOST_ROOMS = 100;

@Resolver()
export class FreeRoomsResolver {
  readonly #search: FreeRoomsService;

  constructor(search: FreeRoomsService) {
    this.#search = search;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => FreeRoomsResult, {
    complexity: ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }) =>
      1 + Math.min(Math.max(args.first ?? USUAL_ROOMS, 1), MOST_ROOMS) * childComplexity,
    description:
      'Rooms that are free at all of the times, and open, and can be booked by the viewer; each in its smallest layout that holds the people. Librarians, approvers and trainers only.',
  })
  async freeRooms(
    @Args() { input, first }: FreeRoomsArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const found = await this.#search.freeRooms(input, first, viewer, language);
    if (isRefusal(found)) return found;
    const rooms = found.rooms.map(({ room, branch, layout, distanceMetres, broken }) => ({
      ...{ room, branch, distanceMetres, layout: layout.kind, capacity: layout.capacity },
      broken: rulesShownTo(viewer, room, broken),
    }));
    return { ...found, rooms };
  }
}
