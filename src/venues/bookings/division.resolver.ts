import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { Room } from '../places/room.types.ts';
import { DivisionService } from './division.service.ts';
import { DivideRoomArguments, DivideRoomResult } from './division.types.ts';

@Resolver(() => Room)
export class DivisionResolver {
  readonly #divisions: DivisionService;

  constructor(divisions: DivisionService) {
    this.#divisions = divisions;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DivideRoomResult, {
    description:
      'Divides a room into parts that can be booked apart; what is booked of it stays. Librarians and approvers of its branch only.',
  })
  divideRoom(@Args() asked: DivideRoomArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#divisions.divideRoom(asked, viewer, language);
  }
}
