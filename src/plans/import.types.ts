import { IsInt, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IfGiven } from '../platform/graphql/optional.ts';
import { LocalDate } from '../platform/graphql/scalars.ts';
import { BodyRoles, DeliverableKinds, EventKinds, FundingKinds } from './measure.codes.ts';
import type { MeasureChange } from './measure.image.rules.ts';
import { Term } from './measure.types.ts';
import { Plan } from './plan.types.ts';
import type { BodyRole, DeliverableKind, EventKind, FundingKind } from './recognition/recognised-plan.ts';

const MeasureChanges: { readonly [Name in MeasureChange]: Name } = {
  ADDED: 'ADDED',
  UPDATED: 'UPDATED',
  KEPT: 'KEPT',
  UNCHANGED: 'UNCHANGED',
  GONE: 'GONE',
};

registerEnumType(MeasureChanges, {
  name: 'MeasureChange',
  description: 'What an import does with a measure.',
  valuesMap: {
    ADDED: { description: 'New in the plan.' },
    UPDATED: { description: 'Follows the document in at least one field.' },
    KEPT: { description: 'Differs from the document only where it was edited by hand, and keeps the edit.' },
    UNCHANGED: { description: 'Says what the document says.' },
    GONE: { description: 'Is in the plan and no longer in the document; it stays, marked.' },
  },
});

@InputType({ description: 'Which uploaded document to read.' })
export class PlanDocumentInput {
  @Field(() => ID, { description: 'Id that POST /uploads answered; only its owner can use it.' })
  readonly uploadId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The year of the plan, 1991 to 2100, where the document does not tell or tells it wrong.',
  })
  @IfGiven()
  @IsInt()
  @Min(1991)
  @Max(2100)
  readonly year?: number | null;
}

@ObjectType({ description: 'Something about the document that a person should look at.' })
export class ImportWarning {
  @Field(() => Int, { nullable: true, description: 'Line of the document, from 1; null when it is about the whole.' })
  readonly line: number | null;

  @Field({ description: 'Stable code for programs: `unknown-body`.' })
  readonly code: string;

  @Field({ description: 'What is odd and what to do, in the language of Accept-Language.' })
  readonly message: string;

  @Field(() => String, { nullable: true, description: 'Number of the measure it is about.' })
  readonly measure?: string;

  @Field(() => String, { nullable: true, description: 'The text it is about, as printed.' })
  readonly text?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'What one may choose, best first: codes, or the corrected text.',
  })
  readonly proposal?: readonly string[];
}

@ObjectType({ description: 'A name that was recognised in a document.' })
export class RecognisedName {
  @Field(() => String, { nullable: true, description: 'Code in the directory; null when it does not know the name.' })
  readonly code: string | null;

  @Field({ description: 'The name in the document.' })
  readonly text: string;

  @Field(() => String, { nullable: true, description: 'What the document adds to the name.' })
  readonly qualifier?: string | null;

  @Field(() => BodyRoles, { nullable: true, description: 'Role of a body; null for an audience.' })
  readonly role?: BodyRole | null;
}

@ObjectType({ description: 'Where the plan and the document differ.' })
export class ImportDifference {
  @Field(() => String, { nullable: true, description: 'Number of the measure; null for the header of the plan.' })
  readonly number: string | null;

  @Field({
    description:
      'The field: goal, title, audiences, bodies, funding, term, deliverable, eventKinds, approver, approvalDate.',
  })
  readonly field: string;

  @Field({ description: 'What the plan held before the import.' })
  readonly stored: string;

  @Field({ description: 'What the document says.' })
  readonly document: string;

  @Field(() => Boolean, { description: 'True: edited by hand, so the plan keeps it. False: the document is followed.' })
  readonly kept: boolean;
}

@ObjectType({ description: 'A measure as it was recognised in a document.' })
export class PreviewedMeasure {
  @Field({ description: 'Number as printed.' })
  readonly number: string;

  @Field(() => [Int], { description: 'Lines of the document it was read from, from 1.' })
  readonly lines: readonly number[];

  @Field(() => String, { nullable: true, description: 'Its goal, spelling put right.' })
  readonly goal: string | null;

  @Field({ description: 'What is to be done, spelling put right.' })
  readonly title: string;

  @Field({ description: 'What is to be done, verbatim.' })
  readonly titleVerbatim: string;

  @Field(() => [RecognisedName], { description: 'For whom.' })
  readonly audiences: readonly RecognisedName[];

  @Field(() => [RecognisedName], { description: 'Who answers for it, in the order of the document.' })
  readonly bodies: readonly RecognisedName[];

  @Field(() => FundingKinds, { description: 'Where the money comes from.' })
  readonly fundingKind: FundingKind;

  @Field(() => Term, { description: 'When it is due.' })
  readonly term: Term;

  @Field(() => DeliverableKinds, { nullable: true, description: 'What it brings forth.' })
  readonly deliverable: DeliverableKind | null;

  @Field(() => [EventKinds], { description: 'Kinds of events its wording names.' })
  readonly eventKinds: readonly EventKind[];

  @Field(() => MeasureChanges, { description: 'What the import would do with it.' })
  readonly change: MeasureChange;
}

@ObjectType({ description: 'How many measures an import adds, updates, keeps, leaves and misses.' })
export class ImportCounts {
  @Field(() => Int, { description: 'New in the plan.' })
  readonly added: number;

  @Field(() => Int, { description: 'Following the document.' })
  readonly updated: number;

  @Field(() => Int, { description: 'Keeping an edit by hand.' })
  readonly kept: number;

  @Field(() => Int, { description: 'As in the document already.' })
  readonly unchanged: number;

  @Field(() => Int, { description: 'No longer in the document.' })
  readonly gone: number;
}

@ObjectType({ description: 'What was recognised in a document, and what an import would do. Nothing is written.' })
export class PlanPreviewed {
  @Field({ description: 'Title of the plan.' })
  readonly title: string;

  @Field(() => Int, { description: 'Its year.' })
  readonly year: number;

  @Field(() => String, { nullable: true, description: 'Who approves it.' })
  readonly approver: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day of approval; null when the date is blank.' })
  readonly approvalDate: string | null;

  @Field(() => Plan, {
    nullable: true,
    description: 'The plan of this year and title that is kept already; null for a new one.',
  })
  readonly plan: Plan | null;

  @Field(() => [PreviewedMeasure], { description: 'The measures, in the order of the document.' })
  readonly measures: readonly PreviewedMeasure[];

  @Field(() => ImportCounts, { description: 'What an import would do, in numbers.' })
  readonly counts: ImportCounts;

  @Field(() => [ImportDifference], { description: 'Where the plan that is kept differs from the document.' })
  readonly differences: readonly ImportDifference[];

  @Field(() => [ImportWarning], { description: 'What a person should look at.' })
  readonly warnings: readonly ImportWarning[];
}

@ObjectType({ description: 'The plan after an import.' })
export class PlanImported {
  @Field(() => Plan, { description: 'The plan.' })
  readonly plan: Plan;

  @Field(() => Boolean, { description: 'False when the document changed nothing.' })
  readonly changed: boolean;

  @Field(() => ImportCounts, { description: 'What the import did, in numbers.' })
  readonly counts: ImportCounts;

  @Field(() => [ImportDifference], { description: 'Where the plan differed from the document before.' })
  readonly differences: readonly ImportDifference[];

  @Field(() => [ImportWarning], { description: 'What a person should look at.' })
  readonly warnings: readonly ImportWarning[];
}
