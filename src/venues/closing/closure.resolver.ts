import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { formatInZone } from '../../platform/time/instant.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { mayBlock } from '../bookings/booking.policy.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';
import { branchesByIds } from '../places/branch.store.ts';
import { Branch } from '../places/branch.types.ts';
import { roomsByIds } from '../places/room.store.ts';
import { Room } from '../places/room.types.ts';
import { LiftClosureArguments, UpdateClosureInput } from './closure.input.types.ts';
import { isOver } from './closure.rules.ts';
import { ClosureService } from './closure.service.ts';
import {
  Closure,
  type ClosureAction,
  ClosureActions,
  LiftClosureResult,
  UpdateClosureResult,
} from './closure.types.ts';

@Resolver(() => Closure)
export class ClosureResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #closures: ClosureService;

  constructor(@Inject(Database) database: Database, clock: Clock, closures: ClosureService) {
    this.#database = database;
    this.#clock = clock;
    this.#closures = closures;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateClosureResult, {
    description:
      'Changes the reason of a closure, or has it end earlier; to lengthen one, close anew. Librarians and approvers of its branch only.',
  })
  updateClosure(
    @Args('input', { description: 'What to change.' }) input: UpdateClosureInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#closures.update(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => LiftClosureResult, {
    description:
      'Has a closure hold no longer; what was moved or cancelled for it stays so. Librarians and approvers of its branch only.',
  })
  liftClosure(@Args() asked: LiftClosureArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#closures.lift(asked, viewer, language);
  }

  @ResolveField(() => String, { description: 'Why, in the viewer’s language; Ukrainian where there is no other.' })
  reason(@Parent() { reasonUk, reasonEn }: ClosureRow, @Spoken() language: Language) {
    return language === 'uk' ? reasonUk : (reasonEn ?? reasonUk);
  }

  @ResolveField(() => Branch, { description: 'The branch.' })
  branch({ branchId }: ClosureRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, branchesByIds, branchId);
  }

  @ResolveField(() => Room, {
    nullable: true,
    complexity: 5,
    description: 'The room that is shut; null when the whole branch is.',
  })
  room({ roomId }: ClosureRow, _args: unknown, context: object) {
    return roomId === null ? null : load(context, this.#database.reader, roomsByIds, roomId);
  }

  @ResolveField(() => DateTime, { description: 'Since when, with the offset of the branch’s zone.' })
  start({ startsAt, zone }: ClosureRow) {
    return formatInZone(startsAt, zone);
  }

  @ResolveField(() => DateTime, { description: 'Until when, not included, with the offset of the branch’s zone.' })
  end({ endsAt, zone }: ClosureRow) {
    return formatInZone(endsAt, zone);
  }

  @ResolveField(() => LocalDate, { description: 'Day of the start by the wall clock of the branch’s zone.' })
  startDate(closure: ClosureRow) {
    return wallTimeOf(closure).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of the branch’s zone.' })
  startTime(closure: ClosureRow) {
    return wallTimeOf(closure).startTime;
  }

  @ResolveField(() => LocalDate, {
    description: 'Day of the end by the wall clock of the branch’s zone: the day after the last whole day, at `00:00`.',
  })
  endDate(closure: ClosureRow) {
    return wallTimeOf(closure).endDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the end, not included, by the wall clock of the zone.' })
  endTime(closure: ClosureRow) {
    return wallTimeOf(closure).endTime;
  }

  @ResolveField(() => [ClosureActions], {
    description: 'What the viewer may do with the closure as it is now: the buttons that work.',
  })
  viewerCan(@Parent() closure: ClosureRow, @Viewing() viewer: Viewer): ClosureAction[] {
    if (!mayBlock(viewer, closure.branchId)) return [];
    return isOver(closure, this.#clock.now()) ? ['UPDATE'] : ['UPDATE', 'LIFT'];
  }
}
