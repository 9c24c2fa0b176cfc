import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { EditorialAction } from '../record/editorial.rules.ts';
import { Event } from '../record/event.types.ts';
import { NotReadyRefused } from '../record/readiness.types.ts';
import { WrongStatusRefused } from '../record/status.types.ts';

const EditorialActions = enumOf<EditorialAction>('EditorialAction', 'A step of an event on its way to the public.', {
  SUBMIT: 'Подано на погодження.',
  WITHDRAW: 'Відкликано: whoever submitted it took it back.',
  RETURN: 'Повернено із зауваженням.',
  APPROVE: 'Погоджено.',
  PUBLISH: 'Опубліковано.',
  ARCHIVE: 'Перенесено до архіву.',
  RESTORE: 'Відновлено з архіву.',
});

@ObjectType({ description: 'A step that an event has taken on its way to the public, and what was said.' })
export class EventReview {
  @Field(() => EditorialActions, { description: 'The step.' })
  readonly action: EditorialAction;

  @Field(() => String, { nullable: true, description: 'What was said, plain text; null when nothing was.' })
  readonly comment: string | null;

  @Field(() => Int, { description: 'The version of the event that the step was about.' })
  readonly eventVersion: number;

  @Field(() => DateTime, { description: 'When, in UTC.' })
  readonly at: Instant;
}

@ObjectType('SessionsAhead', {
  implements: () => Refused,
  description: 'Sessions of the event are still to be held, so it is not put away; nothing was changed.',
})
class SessionsAheadRefused extends Refused {
  @Field(() => Int, { description: 'How many lie ahead and are not cancelled.' })
  readonly count: number;
}

/** An event has a `kind` of its own, which is not the name of its type. */
const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Event');

export const EditorialResult = createUnionType({
  name: 'EditorialResult',
  description: 'The event as it is now, or why the step was not taken.',
  types: () => [Event, WrongStatusRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const PublishEventResult = createUnionType({
  name: 'PublishEventResult',
  description: 'The event as it is now, or why it was not published.',
  types: () => [Event, NotReadyRefused, WrongStatusRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const ArchiveEventResult = createUnionType({
  name: 'ArchiveEventResult',
  description: 'The event as it is now, or why it was not put away.',
  types: () => [Event, SessionsAheadRefused, WrongStatusRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
