import { IsInt, MaxLength, Min, MinLength } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/codes.ts';
import { connectionTypes } from '../platform/graphql/connection.ts';
import { LocalDate } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import { ChangedMeanwhileRefused, Versioned } from '../platform/graphql/refusal.types.ts';
import { IfGiven } from '../platform/graphql/optional.ts';

export type PlanAction = 'EDIT' | 'IMPORT';
export const PlanActions = enumOf<PlanAction>('PlanAction', 'What the viewer may do with a plan or a measure.', {
  EDIT: 'Correct it by hand.',
  IMPORT: 'Import its document again.',
});

@ObjectType({ implements: () => Versioned, description: 'An official plan of measures of a city.' })
export class Plan extends Versioned {
  declare readonly id: Id<'Plan'>;

  @Field(() => Int, { description: 'The year the plan is for; the first one of a plan for several.' })
  readonly year: number;

  @Field(() => Int, {
    description: 'The last year the plan is for; the same as `year` but for a plan of several years.',
  })
  readonly lastYear: number;

  @Field({ description: 'Title as in the document, over one line.' })
  readonly title: string;

  @Field(() => String, {
    nullable: true,
    description: 'The office that approves the plan; null when the document names none.',
  })
  readonly approver: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day of approval; null while the plan is not approved.' })
  readonly approvalDate: string | null;
}

@ObjectType({ description: 'A page of plans.' })
export class PlanConnection extends connectionTypes(Plan, 'Plan') {}

@ObjectType({ description: 'A communication goal of a plan, which one or several measures serve.' })
export class Goal {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'Goal'>;

  @Field({ description: 'Stable part of addresses within the plan: `goal-3`.' })
  readonly slug: string;

  @Field({ description: 'The goal in full.' })
  readonly text: string;
}

@InputType({ description: 'What to change in the header of a plan; what is left out stays.' })
export class PlanInput {
  @Field(() => ID, { description: 'The plan to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, {
    nullable: true,
    description: 'Who approves the plan, 1 to 300 characters; null for nobody named.',
  })
  @IfGiven()
  @MinLength(1)
  @MaxLength(300)
  readonly approver?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day of approval; null for not approved.' })
  readonly approvalDate?: string | null;
}

export const UpdatePlanResult = createUnionType({
  name: 'UpdatePlanResult',
  description: 'The plan as it is now, or why it was not changed.',
  types: () => [Plan, ChangedMeanwhileRefused] as const,
  resolveType: (value: { kind?: string }) => value.kind ?? 'Plan',
});
