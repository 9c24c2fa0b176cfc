import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsInt, Matches, Max, MaxLength, Min } from 'class-validator';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { Line, Lines, NotBlank } from '../../platform/graphql/written.ts';
import { ProposalStates } from './proposal.codes.ts';
import type { ProposalState } from './proposal.tables.ts';

const MOST_NAME = 200;
const MOST_DESCRIPTION = 4_000;
const MOST_TIMES = 500;
const MOST_REASON = 1_000;
const MOST_AUDIENCES = 20;
const MOST_PEOPLE = 10_000;

@InputType({
  description: 'An event that somebody proposes to the libraries. Names of pupils do not belong anywhere in it.',
})
export class ProposeEventInput {
  @Field({ description: 'The `token` of `proposalForm`, sent once, 4 seconds to 24 hours after it was given.' })
  @MaxLength(200)
  readonly form: string;

  @Field(() => String, {
    nullable: true,
    description: 'Nothing: a page hides this field from people, and takes whoever fills it for a robot.',
  })
  readonly website?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The organisation that proposes it, 1 to ${MOST_NAME} characters; null for none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly organisation?: string | null;

  @Field({ description: `Whom to ask about it, 1 to ${MOST_NAME} characters; for staff alone.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly contactName: string;

  @Field({ description: 'E-mail address to answer to, at most 254 characters; for staff alone.' })
  @MaxLength(300)
  readonly contactEmail: string;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number of the contact, at most 40 characters; for staff alone. Null for none.',
  })
  @Line()
  @IfGiven()
  @MaxLength(40)
  @Matches(/\d/, { message: '$property must hold a digit' })
  readonly contactPhone?: string | null;

  @Field({ description: `Title, 1 to ${MOST_NAME} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly title: string;

  @Field({ description: `What it is about: plain text, 1 to ${MOST_DESCRIPTION} characters.` })
  @Lines()
  @NotBlank()
  @MaxLength(MOST_DESCRIPTION)
  readonly description: string;

  @Field(() => EventKinds, { nullable: true, description: 'What kind of event; null when the proposer cannot say.' })
  readonly kind?: EventKind | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Whom it is for, from the list \`audiences\`, at most ${MOST_AUDIENCES}; null for anybody.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `When it should be, in plain words, 1 to ${MOST_TIMES} characters; null for any time.`,
  })
  @Lines()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_TIMES)
  readonly wishedTimes?: string | null;

  @Field(() => ID, { nullable: true, description: 'The branch that should hold it; null for any.' })
  readonly branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The measure of the plan that it would serve; null for any.' })
  readonly measureId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many people to expect, 1 to ${MOST_PEOPLE}; null when nobody can say.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_PEOPLE)
  readonly expectedPeople?: number | null;
}

@InputType({ description: 'Which proposals: those that fit everything given here. What nobody knows finds nothing.' })
export class ProposalFilter {
  @Field(() => [ProposalStates], {
    nullable: true,
    description: 'Only these states, at most 3; an empty list has none.',
  })
  @IfGiven()
  @ArrayMaxSize(3)
  readonly states?: readonly ProposalState[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of the branch that they name.' })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => String, { nullable: true, description: 'The reference that the proposer was given: `3F2A9-0C41D`.' })
  @IfGiven()
  @MaxLength(40)
  readonly reference?: string | null;
}

const VERSION = { description: 'The version you saw; another one refuses with ChangedMeanwhile.' };

@InputType({ description: 'What the draft of an event begins with that is made of a proposal.' })
export class ConvertProposalInput {
  @Field(() => ID, { description: 'The proposal.' })
  readonly id: string;

  @Field(() => Int, VERSION)
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => ID, { description: 'The branch whose event it will be.' })
  readonly branchId: string;

  @Field(() => ID, { description: 'The measure of the plan that it serves first of all.' })
  readonly primaryMeasureId: string;

  @Field(() => EventKinds, {
    nullable: true,
    description: 'What kind of event; null takes what the proposer said, and has to be given where they did not.',
  })
  readonly kind?: EventKind | null;

  @Field(() => String, {
    nullable: true,
    description: `Title in Ukrainian, 1 to ${MOST_NAME} characters; null takes the proposer’s.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly titleUk?: string | null;
}

@ArgsType()
export class DeclineProposalArguments {
  @Field(() => ID, { description: 'The proposal.' })
  readonly id: string;

  @Field(() => Int, VERSION)
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field({ description: `Why, for the proposer: plain text, 1 to ${MOST_REASON} characters.` })
  @Lines()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}
