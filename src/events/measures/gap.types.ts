import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Audience, District } from '../../directory/entry.types.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AfterFrom } from '../../platform/graphql/when.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { Measure } from '../../plans/measure.types.ts';

@ArgsType()
export class GapArguments {
  @Field(() => ID, {
    nullable: true,
    description: 'The plan in question; left out, all plans of the years in the period.',
  })
  readonly planId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Start of the period; left out, the present instant.' })
  readonly from?: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'End of the period, not included, later than `from`, also where that is the present instant; left out, there is none.',
  })
  @IfGiven()
  @AfterFrom()
  readonly to?: Instant | null;
}

const DRAFTS =
  'How many sessions in the period are scheduled for it by events that are not published yet: what is on its way.';

@ObjectType({ description: 'A measure without a public session.' })
export class MeasureGap {
  @Field(() => Measure, { description: 'The measure.' })
  readonly measure: Measure;

  @Field(() => Int, { description: DRAFTS })
  readonly drafts: number;
}

@ObjectType({ description: 'An audience without a public session.' })
export class AudienceGap {
  @Field(() => Audience, { description: 'The audience.' })
  readonly audience: Audience;

  @Field(() => Int, { description: DRAFTS })
  readonly drafts: number;
}

@ObjectType({ description: 'A district without a public session.' })
export class DistrictGap {
  @Field(() => District, { description: 'The district.' })
  readonly district: District;

  @Field(() => Int, { description: DRAFTS })
  readonly drafts: number;
}

@ObjectType({
  description:
    'For what nothing public is scheduled in the period that is to be held: sessions that are cancelled or postponed fill no gap.',
})
export class ProgrammeGaps {}
