import { ArrayMaxSize, MaxLength } from 'class-validator';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AfterFrom } from '../../platform/graphql/when.ts';
import { Line } from '../../platform/graphql/written.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { EditorialStatuses } from '../record/event.codes.ts';
import type { EditorialStatus } from '../record/event.tables.ts';

@InputType({ description: 'Which events: those that fit everything given here. What nobody knows finds nothing.' })
export class EventFilter {
  @Field(() => [EditorialStatuses], {
    nullable: true,
    description: 'Only those of these states, at most 6; an empty list has none. Drafts are for staff of their branch.',
  })
  @IfGiven()
  @ArrayMaxSize(6)
  readonly editorialStatuses?: readonly EditorialStatus[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of the branch whose events they are.' })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => [EventKinds], { nullable: true, description: 'Only these kinds, at most 20; an empty list has none.' })
  @IfGiven()
  @ArrayMaxSize(20)
  readonly kinds?: readonly EventKind[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of an audience they are for: `pupils`.' })
  @IfGiven()
  @MaxLength(200)
  readonly audience?: string | null;

  @Field(() => ID, { nullable: true, description: 'A measure they serve, first of all or besides.' })
  readonly measureId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only those the viewer wrote.' })
  readonly mine: boolean = false;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those whose last session ends after this instant; none without sessions.',
  })
  readonly from?: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those whose first session starts before this instant; later than `from`.',
  })
  @IfGiven()
  @AfterFrom()
  readonly to?: Instant | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words, at most 200 characters, which must all occur, as in the filter of `programme`.',
  })
  @IfGiven()
  @Line()
  @MaxLength(200)
  readonly text?: string | null;
}
