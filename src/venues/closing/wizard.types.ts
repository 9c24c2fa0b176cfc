import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/connection.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { EndBeforeStartRefused, RepeatedHour, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Booking } from '../bookings/booking.types.ts';
import { Closure, ClosureOverRefused, ClosureTooLongRefused } from './closure.types.ts';

@ObjectType('AffectedBooking', { description: 'A booking that a closure meets, and where it could go.' })
export class AffectedBookingShown {
  @Field(() => Booking, { description: 'The booking as it is; its version goes with the choice.' })
  readonly booking: Booking;
}

@ObjectType('ClosurePreview', { description: 'What a closure would come to. Nothing was changed.' })
export class ClosurePreviewShown {
  @Field(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that is taken.',
  })
  readonly repeatedHours: readonly RepeatedHour[];
}

@ObjectType('ClosureApplied', { description: 'A closure that holds, and what became of the bookings it met.' })
class ClosureAppliedShown {
  @Field(() => Closure, { description: 'The closure.' })
  readonly closure: Closure;

  @Field(() => [Booking], {
    complexity: listCost(20),
    description: 'The bookings that were moved, as they are now, by their former start.',
  })
  readonly moved: readonly Booking[];

  @Field(() => [Booking], {
    complexity: listCost(20),
    description: 'The bookings that were cancelled, by start.',
  })
  readonly cancelled: readonly Booking[];
}

@ObjectType('TooManyAffected', {
  implements: () => Refused,
  description: 'The closure meets more bookings than can be moved at a time; nothing was changed.',
})
class TooManyAffectedRefused extends Refused {
  @Field(() => Int, { description: 'How many it meets.' })
  readonly count: number;

  @Field(() => Int, { description: 'How many it may meet.' })
  readonly most: number;
}

@ObjectType('ClosureOutdated', {
  implements: () => Refused,
  description: 'What was chosen is about other bookings than the closure meets by now; nothing was changed.',
})
class ClosureOutdatedRefused extends Refused {
  @Field(() => [Booking], {
    complexity: listCost(20),
    description: 'Bookings it meets that have no choice, or that changed since.',
  })
  readonly missing: readonly Booking[];

  @Field(() => [ID], { description: 'Ids of choices whose bookings it does not meet, or meets no longer.' })
  readonly gone: readonly string[];
}

@ObjectType('MoveProblem', { description: 'A booking that cannot go where it was to go.' })
export class MoveProblemShown {
  @Field(() => ID, { description: 'The booking.' })
  readonly bookingId: string;

  @Field({ description: 'What is in the way, in plain words, in the language of Accept-Language.' })
  readonly message: string;
}

@ObjectType('ClosureNotApplied', {
  implements: () => Refused,
  description: 'Some booking cannot go where it was to go; nothing was changed, and nothing is shut.',
})
class ClosureNotAppliedRefused extends Refused {
  @Field(() => [MoveProblemShown], { description: 'All of them, by start.' })
  readonly problems: readonly MoveProblemShown[];
}

export const PreviewClosureResult = createUnionType({
  name: 'PreviewClosureResult',
  description: 'What the closure would come to, or why it is none.',
  types: () =>
    [
      ClosurePreviewShown,
      SkippedHourRefused,
      EndBeforeStartRefused,
      ClosureTooLongRefused,
      ClosureOverRefused,
      TooManyAffectedRefused,
    ] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'ClosurePreview'),
});

export const ApplyClosureResult = createUnionType({
  name: 'ApplyClosureResult',
  description: 'The closure, or why nothing was done at all.',
  types: () =>
    [
      ClosureAppliedShown,
      SkippedHourRefused,
      EndBeforeStartRefused,
      ClosureTooLongRefused,
      ClosureOverRefused,
      TooManyAffectedRefused,
      ClosureOutdatedRefused,
      ClosureNotAppliedRefused,
    ] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'ClosureApplied'),
});
