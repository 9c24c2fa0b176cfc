import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Audience, ResponsibleBody } from '../directory/entry.types.ts';
import { connectionTypes } from '../platform/graphql/connection.ts';
import { IfGiven } from '../platform/graphql/optional.ts';
import { LocalDate } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../platform/graphql/refusal.types.ts';
import { BodyRoles, DeliverableKinds, EventKinds, FundingKinds, TermKinds } from './measure.codes.ts';
import type { BodyRole, DeliverableKind, EventKind, FundingKind, TermKind } from './recognition/recognised-plan.ts';

@ObjectType({ description: 'When a measure is due. Both days are included.' })
export class Term {
  @Field(() => TermKinds, { description: 'How the plan states it.' })
  readonly kind: TermKind;

  @Field(() => LocalDate, { nullable: true, description: 'First day; null when the plan does not say.' })
  readonly start: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day, included; null for an open end or when unknown.' })
  readonly end: string | null;
}

@ObjectType({
  description: 'The official wording of a measure, verbatim: the pieces of each cell joined by one space.',
})
export class OfficialWording {
  @Field({ description: 'The cell of the communication goal.' })
  readonly goal: string;

  @Field({ description: 'The cell of the measure itself.' })
  readonly title: string;

  @Field({ description: 'The cell of the target audience.' })
  readonly audience: string;

  @Field({ description: 'The cell of the funding source.' })
  readonly funding: string;

  @Field({ description: 'The cell of the responsible bodies.' })
  readonly bodies: string;

  @Field({ description: 'The cell of the term.' })
  readonly term: string;
}

@ObjectType({ description: 'A column the document has beyond the usual ones.' })
export class ExtraColumn {
  @Field({ description: 'Its heading.' })
  readonly heading: string;

  @Field({ description: 'The cell.' })
  readonly text: string;
}

@ObjectType({ implements: () => Versioned, description: 'A measure (пункт плану): a numbered line of the plan.' })
export class Measure extends Versioned {
  declare readonly id: Id<'Measure'>;

  @Field({ description: 'Number as printed: `8`, `1.2`, `3а`.' })
  readonly number: string;

  @Field(() => Int, { description: 'Tells apart measures to which the document gave one number; 1 for the first.' })
  readonly ordinal: number;

  @Field({ description: 'What is to be done: the official wording with spelling and dashes put right, and editable.' })
  readonly title: string;

  @Field(() => String, { nullable: true, description: 'Heading of the plan under which the measure stands.' })
  readonly section: string | null;

  @Field(() => FundingKinds, { description: 'Where the money comes from.' })
  readonly fundingKind: FundingKind;

  @Field(() => DeliverableKinds, {
    nullable: true,
    description: 'What the measure brings forth; null when it was not recognised.',
  })
  readonly deliverable: DeliverableKind | null;

  @Field(() => [EventKinds], { description: 'Kinds of events the wording names.' })
  readonly eventKinds: readonly EventKind[];

  @Field(() => [Int], { description: 'Lines of the imported document the measure was read from, from 1.' })
  readonly sourceLines: readonly number[];

  @Field(() => [ExtraColumn], { description: 'Further columns of the document.' })
  readonly extras: readonly ExtraColumn[];

  @Field(() => Boolean, { description: 'False when the newest import no longer had the measure.' })
  readonly inDocument: boolean;
}

@ObjectType({ description: 'A page of measures.' })
export class MeasureConnection extends connectionTypes(Measure, 'Measure') {}

@ObjectType({ description: 'An audience of a measure, as the document names it.' })
export class MeasureAudience {
  @Field(() => Audience, {
    nullable: true,
    description: 'The audience; null when the directory does not know the name.',
  })
  readonly audience: Audience | null;

  @Field({ description: 'The name in the document.' })
  readonly text: string;

  @Field(() => String, { nullable: true, description: 'What narrows the audience down, as the document puts it.' })
  readonly qualifier: string | null;
}

@ObjectType({ description: 'A body that answers for a measure, as the document names it.' })
export class MeasureBody {
  @Field(() => ResponsibleBody, {
    nullable: true,
    description: 'The body; null when the directory does not know the name.',
  })
  readonly body: ResponsibleBody | null;

  @Field(() => BodyRoles, { description: 'Lead or taking part.' })
  readonly role: BodyRole;

  @Field({ description: 'The name in the document.' })
  readonly text: string;

  @Field(() => String, { nullable: true, description: 'What the document adds to the name.' })
  readonly qualifier: string | null;
}

@InputType({ description: 'When a measure is due. Both days are included.' })
export class TermInput {
  @Field(() => TermKinds, { description: 'How it is stated.' })
  readonly kind: TermKind;

  @Field(() => LocalDate, { nullable: true, description: 'First day.' })
  readonly start?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day, included; null for an open end.' })
  readonly end?: string | null;
}

@InputType({ description: 'An audience of a measure.' })
export class MeasureAudienceInput {
  @Field({ description: 'Code of an audience of the directory: `PUPILS`.' })
  @MaxLength(100)
  readonly code: string;

  @Field(() => String, { nullable: true, description: 'What narrows the audience down, at most 500 characters.' })
  @IfGiven()
  @MaxLength(500)
  readonly qualifier?: string | null;
}

@InputType({ description: 'A body that answers for a measure.' })
export class MeasureBodyInput {
  @Field({ description: 'Code of a body of the directory.' })
  @MaxLength(100)
  readonly code: string;

  @Field(() => BodyRoles, { description: 'Lead or taking part.' })
  readonly role: BodyRole;
}

@InputType({
  description: 'What to change of a measure; what is left out or null stays. The official wording never changes.',
})
export class MeasureInput {
  @Field(() => ID, { description: 'The measure to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, { nullable: true, description: 'What is to be done, 1 to 5000 characters.' })
  @IfGiven()
  @MinLength(1)
  @MaxLength(5_000)
  readonly title?: string | null;

  @Field(() => String, { nullable: true, description: 'The communication goal, 1 to 5000 characters.' })
  @IfGiven()
  @MinLength(1)
  @MaxLength(5_000)
  readonly goal?: string | null;

  @Field(() => FundingKinds, { nullable: true, description: 'Where the money comes from.' })
  readonly fundingKind?: FundingKind | null;

  @Field(() => DeliverableKinds, { nullable: true, description: 'What the measure brings forth.' })
  readonly deliverable?: DeliverableKind | null;

  @Field(() => [EventKinds], { nullable: true, description: 'Kinds of events it asks for.' })
  readonly eventKinds?: readonly EventKind[] | null;

  @Field(() => TermInput, { nullable: true, description: 'When it is due.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => TermInput)
  readonly term?: TermInput | null;

  @Field(() => [MeasureAudienceInput], {
    nullable: true,
    description: 'All its audiences, in their order, at most 50.',
  })
  @IfGiven()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => MeasureAudienceInput)
  readonly audiences?: readonly MeasureAudienceInput[] | null;

  @Field(() => [MeasureBodyInput], { nullable: true, description: 'All its bodies, in their order, at most 50.' })
  @IfGiven()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => MeasureBodyInput)
  readonly bodies?: readonly MeasureBodyInput[] | null;
}

@ObjectType('TermEndsBeforeStart', {
  implements: () => Refused,
  description: 'The last day of a term lies before its first.',
})
class TermEndsBeforeStartRefused extends Refused {
  @Field(() => LocalDate, { description: 'The first day given.' })
  readonly start: string;

  @Field(() => LocalDate, { description: 'The last day given.' })
  readonly end: string;
}

@ObjectType('UnknownCode', {
  implements: () => Refused,
  description: 'A code is not in the directory; nothing was changed.',
})
class UnknownCodeRefused extends Refused {
  @Field({ description: 'The code in question.' })
  readonly code: string;
}

export const UpdateMeasureResult = createUnionType({
  name: 'UpdateMeasureResult',
  description: 'The measure as it is now, or why it was not changed.',
  types: () => [Measure, ChangedMeanwhileRefused, TermEndsBeforeStartRefused, UnknownCodeRefused] as const,
  resolveType: (value: { kind?: string }) => value.kind ?? 'Measure',
});
