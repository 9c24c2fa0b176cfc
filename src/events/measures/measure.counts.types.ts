import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({
  description:
    'How many sessions of published events serve a measure. Each counts once, for the measure that its event serves first of all: the sums over all measures are the sums over all sessions.',
})
export class MeasureSessionCounts {
  @Field(() => Int, { description: 'To be held, as far as anybody knows, or not yet marked as held.' })
  readonly planned: number;

  @Field(() => Int, { description: 'Held.' })
  readonly held: number;

  @Field(() => Int, { description: 'Cancelled.' })
  readonly cancelled: number;

  @Field(() => Int, { description: 'Postponed to a time that is not known yet.' })
  readonly postponed: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Dates that were skipped for a closure or a conflict and want a place; in none of the other counts. Null for the public.',
  })
  readonly toPlace: number | null;

  @Field(() => Int, {
    description: 'Sessions, whatever became of them, of events that serve it besides; in none of the other counts.',
  })
  readonly asFurther: number;
}
