import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { EndBeforeStartRefused, RepeatedHour, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { BookingStatuses } from './booking.codes.ts';
import type { BookingStatus } from './booking.tables.ts';
import { Booking } from './booking.types.ts';

@ObjectType('BookingCheck', { description: 'What booking a room would come to. Nothing was booked.' })
export class BookingCheckShown {
  @Field(() => Boolean, { description: 'Whether it can be booked as it is, the overrides given with it counted.' })
  readonly fits: boolean;

  @Field(() => BookingStatuses, { description: 'What the booking would be: CONFIRMED at once, or REQUESTED.' })
  readonly status: BookingStatus;

  @Field(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that is taken.',
  })
  readonly repeatedHours: readonly RepeatedHour[];
}

@ObjectType('BookingRefused', {
  implements: () => Refused,
  description: 'The room cannot be had so; nothing was changed.',
})
export class BookingRefusal extends Refused {}

@ObjectType('BookingStatusWrong', {
  implements: () => Refused,
  description: 'The booking’s state does not allow this; nothing was changed.',
})
class BookingStatusWrongRefused extends Refused {
  @Field(() => BookingStatuses, { description: 'How far it has come by now.' })
  readonly status: BookingStatus;
}

@ObjectType('ServesEvent', {
  implements: () => Refused,
  description:
    'The booking serves an event and is changed there, by whoever may change the event; nothing was changed.',
})
export class ServesEventRefused extends Refused {}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Booking');

export const CheckBookingResult = createUnionType({
  name: 'CheckBookingResult',
  description: 'What booking it would come to, or why its time is none.',
  types: () => [BookingCheckShown, SkippedHourRefused, EndBeforeStartRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'BookingCheck'),
});

export const BookRoomResult = createUnionType({
  name: 'BookRoomResult',
  description: 'The booking, or everything that is in its way.',
  types: () => [Booking, BookingRefusal, SkippedHourRefused, EndBeforeStartRefused] as const,
  resolveType,
});

export const ChangeBookingResult = createUnionType({
  name: 'ChangeBookingResult',
  description: 'The booking as it is now, or why it was not changed.',
  types: () =>
    [
      Booking,
      BookingRefusal,
      SkippedHourRefused,
      EndBeforeStartRefused,
      BookingStatusWrongRefused,
      ServesEventRefused,
      ChangedMeanwhileRefused,
    ] as const,
  resolveType,
});

export const DecideBookingResult = createUnionType({
  name: 'DecideBookingResult',
  description: 'The booking as it is now, or why it stays what it was.',
  types: () => [Booking, BookingRefusal, BookingStatusWrongRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const CancelBookingResult = createUnionType({
  name: 'CancelBookingResult',
  description: 'The booking as it is now, or why it was not cancelled.',
  types: () => [Booking, BookingStatusWrongRefused, ServesEventRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const RejectBookingResult = createUnionType({
  name: 'RejectBookingResult',
  description: 'The booking as it is now, or why it was not rejected.',
  types: () => [Booking, BookingStatusWrongRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
