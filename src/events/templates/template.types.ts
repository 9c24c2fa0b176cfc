import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import { JoinLinkOfflineRefused, SpeakerRetiredRefused } from '../content/event.result.types.ts';
import { NotOfThisKindRefused } from '../kinds/kind.types.ts';
import { Event } from '../record/event.types.ts';
import type { TemplateGap } from './template.rules.ts';

export type TemplateAction = 'UPDATE' | 'RETIRE';
export const TemplateActions = enumOf<TemplateAction>(
  'EventTemplateAction',
  'What the viewer may do with a template.',
  {
    UPDATE: 'Change it.',
    RETIRE: 'Take it out of use.',
  },
);

const TemplateGaps = enumOf<TemplateGap>('EventTemplateGap', 'What an event cannot do without.', {
  TITLE: 'Its title in Ukrainian.',
  MEASURE: 'The measure of the plan that it serves first of all.',
});

@ObjectType({
  implements: () => Versioned,
  description: 'What events of a sort have in common, to begin new ones with.',
})
export class EventTemplate extends Versioned {
  declare readonly id: Id<'EventTemplate'>;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field(() => String, { nullable: true, description: 'Name in English; null when there is none.' })
  readonly nameEn: string | null;

  @Field(() => EventKinds, { description: 'What kind of events it is for.' })
  readonly kind: EventKind;

  @Field(() => Int, {
    nullable: true,
    description: 'How long a session is by the clock on the wall, in minutes; null when it says nothing of that.',
  })
  readonly durationMinutes: number | null;

  @Field(() => LayoutKinds, {
    nullable: true,
    description: 'How the room is furnished; null when it says nothing of that.',
  })
  readonly layout: LayoutKind | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many people are expected at a session; null when it says nothing of that.',
  })
  readonly expectedPeople: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when no event begins with it, in UTC; null while it is in use.',
  })
  readonly retiredAt: Instant | null;

  @Field(() => DateTime, { description: 'When it was created, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

@ObjectType({ description: 'A page of templates.' })
export class EventTemplateConnection extends connectionTypes(EventTemplate, 'EventTemplate') {}

@ObjectType('TemplateLacks', {
  implements: () => Refused,
  description: 'The template does not give all that an event needs, and nothing was said of it; none was made.',
})
class TemplateLacksRefused extends Refused {
  @Field(() => [TemplateGaps], { description: 'What has to be said.' })
  readonly fields: readonly TemplateGap[];
}

@ObjectType('TemplateRetired', {
  implements: () => Refused,
  description: 'The template is out of use; no event was made.',
})
class TemplateRetiredRefused extends Refused {}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'EventTemplate');
const WORDS_REFUSED = [NotOfThisKindRefused, SpeakerRetiredRefused, JoinLinkOfflineRefused] as const;

export const CreateEventTemplateResult = createUnionType({
  name: 'CreateEventTemplateResult',
  description: 'The new template, or why there is none.',
  types: () => [EventTemplate, ...WORDS_REFUSED] as const,
  resolveType,
});

export const UpdateEventTemplateResult = createUnionType({
  name: 'UpdateEventTemplateResult',
  description: 'The template as it is now, or why it was not changed.',
  types: () => [EventTemplate, ...WORDS_REFUSED, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const RetireEventTemplateResult = createUnionType({
  name: 'RetireEventTemplateResult',
  description: 'The template as it is now, or why it stays in use.',
  types: () => [EventTemplate, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const EventFromTemplateResult = createUnionType({
  name: 'EventFromTemplateResult',
  description: 'The new draft, or why there is none.',
  types: () => [Event, TemplateLacksRefused, TemplateRetiredRefused, ...WORDS_REFUSED] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Event'),
});
