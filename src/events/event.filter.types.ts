import { ArrayMaxSize, MaxLength } from 'class-validator';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IfGiven } from '../platform/graphql/optional.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { AfterFrom } from '../platform/graphql/when.ts';
import type { Instant } from '../platform/time/instant.ts';
import { EventKinds } from '../plans/measure.codes.ts';
import type { EventKind } from '../plans/recognition/recognised-plan.ts';
import { EditorialStatuses } from './event.codes.ts';
import type { EditorialStatus } from './event.tables.ts';

@InputType({ description: 'Which events: those that fit everything given here. What nobody knows finds nothing.' })
export class EventFilter {
  @Field(() => String, { nullable: true, description: 'Slug of an audience they are for: `pupils`.' })
  @IfGiven()
  @MaxLength(200)
  readonly audience?: string | null;

  @Field(() => ID, { nullable: true, description: 'A measure they serve, first of all or besides.' })
  readonly measureId?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the branch where they are held.' })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what ends after this instant.' })
  readonly from?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what starts before this instant; later than `from`.' })
  @IfGiven()
  @AfterFrom()
  readonly to?: Instant | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words, at most 200 characters, which must all occur in title or description, also as parts of words. Case, apostrophes, dashes, quotes and ґ/г make no difference.',
  })
  @IfGiven()
  @MaxLength(200)
  readonly text?: string | null;

  @Field(() => [EventKinds], { nullable: true, description: 'Only these kinds, at most 20; an empty list has none.' })
  @IfGiven()
  @ArrayMaxSize(20)
  readonly kinds?: readonly EventKind[] | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether cancelled events are among them.' })
  readonly includeCancelled: boolean = true;

  @Field(() => EditorialStatuses, {
    nullable: true,
    description: 'Only those of this state; drafts are for librarians.',
  })
  readonly status?: EditorialStatus | null;
}
