import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { ChangedMeanwhileRefused, Refused } from '../platform/graphql/refusal.types.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../platform/graphql/wall.types.ts';
import { EditorialStatuses, HappeningStatuses, Missings } from './event.codes.ts';
import type { Missing } from './event.rules.ts';
import type { EditorialStatus, HappeningStatus } from './event.tables.ts';
import { Event } from './event.types.ts';

@ObjectType('EventTooLong', { implements: () => Refused, description: 'The event would last longer than events may.' })
class EventTooLongRefused extends Refused {
  @Field(() => Int, { description: 'How many days it may last.' })
  readonly mostDays: number;
}

@ObjectType('NotReady', {
  implements: () => Refused,
  description: 'Something a published event needs is missing; nothing was changed.',
})
class NotReadyRefused extends Refused {
  @Field(() => [Missings], { description: 'Everything that is missing.' })
  readonly missing: readonly Missing[];
}

@ObjectType('WrongStatus', {
  implements: () => Refused,
  description: 'The event’s state does not allow this; nothing was changed.',
})
class WrongStatusRefused extends Refused {
  @Field(() => EditorialStatuses, { description: 'How far its text has come by now.' })
  readonly editorialStatus: EditorialStatus;

  @Field(() => HappeningStatuses, { description: 'Whether it is held, by now.' })
  readonly happeningStatus: HappeningStatus;
}

/** An event has a `kind` of its own, which is not the name of its type. */
const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Event');

export const CreateEventResult = createUnionType({
  name: 'CreateEventResult',
  description: 'The new draft, or why there is none.',
  types: () => [Event, SkippedHourRefused, EndBeforeStartRefused, EventTooLongRefused] as const,
  resolveType,
});

export const UpdateEventResult = createUnionType({
  name: 'UpdateEventResult',
  description: 'The event as it is now, or why it was not changed.',
  types: () =>
    [
      Event,
      SkippedHourRefused,
      EndBeforeStartRefused,
      EventTooLongRefused,
      NotReadyRefused,
      WrongStatusRefused,
      ChangedMeanwhileRefused,
    ] as const,
  resolveType,
});

export const PublishEventResult = createUnionType({
  name: 'PublishEventResult',
  description: 'The event as it is now, or why it was not published.',
  types: () => [Event, NotReadyRefused, WrongStatusRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const CancelEventResult = createUnionType({
  name: 'CancelEventResult',
  description: 'The event as it is now, or why it was not cancelled.',
  types: () => [Event, WrongStatusRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
