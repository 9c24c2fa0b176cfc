import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';

@ObjectType({
  implements: () => Versioned,
  description:
    'Somebody who speaks at events, known once for all libraries. The public sees them only in published events, and only while they consent to it.',
})
export class Speaker extends Versioned {
  declare readonly id: Id<'Speaker'>;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field(() => String, { nullable: true, description: 'Name in English; null when there is none.' })
  readonly nameEn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who they are, in Ukrainian: plain text, lines ended by `\\n`; null when nobody has said.',
  })
  readonly bioUk: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who they are, in English: plain text, lines ended by `\\n`; null when nobody has said.',
  })
  readonly bioEn: string | null;

  @Field(() => String, { nullable: true, description: 'Where they work; null when nobody has said.' })
  readonly affiliation: string | null;
}

@ObjectType({ description: 'What only those who invite speakers read of one.' })
export class SpeakerStaff {
  @Field(() => String, { nullable: true, description: 'E-mail address to invite them by; null for none.' })
  readonly email: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number to invite them by; null for none.' })
  readonly phone: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which they consented to be named and described in public; null when they do not.',
  })
  readonly consentOn: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when nobody invites them any more, in UTC; null for those who are invited.',
  })
  readonly retiredAt: Instant | null;

  @Field(() => DateTime, { description: 'When they were added, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When what is kept on them was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

@ObjectType({ description: 'A page of speakers.' })
export class SpeakerConnection extends connectionTypes(Speaker, 'Speaker') {}

export const UpdateSpeakerResult = createUnionType({
  name: 'UpdateSpeakerResult',
  description: 'The speaker as they are now, or why nothing was changed.',
  types: () => [Speaker, ChangedMeanwhileRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Speaker'),
});
