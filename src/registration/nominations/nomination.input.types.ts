import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { PageArguments } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { KeyedInput } from '../deciding/asked.types.ts';
import { LinkInput } from '../links/link.types.ts';
import type { NamedNominator, NomineeRow, WrittenList } from './nomination.reading.ts';
import { MOST_BYTES, MOST_NOMINEES } from './nomination.refusal.rules.ts';
import { MOST_JOB_TITLE, MOST_NAME, MOST_PHONE } from './nomination.rules.ts';

const MOST_SLUG = 200;
const MOST_REASON = 300;
const BODY = 'Slug of the body that nominates; null for an outlet.';
const OUTLET = 'Slug of the media outlet that nominates; null for a body.';
/** What is too long for its field is said of the line; what no line holds is not read at all. */
const MOST_CELL = 2_000;

@InputType({ description: 'Somebody whom a body or an outlet nominates. What is wrong is said by line and field.' })
export class NomineeInput implements NomineeRow {
  @Field({ description: `Full name, on one line, at most ${MOST_NAME} characters.` })
  @MaxLength(MOST_CELL)
  readonly name: string;

  @Field({ description: 'E-mail address, at most 254 characters: the invitation is sent there.' })
  @MaxLength(MOST_CELL)
  readonly email: string;

  @Field(() => String, {
    nullable: true,
    description: `Job title, at most ${MOST_JOB_TITLE} characters; null for none.`,
  })
  @IfGiven()
  @MaxLength(MOST_CELL)
  readonly jobTitle?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Telephone number, at most ${MOST_PHONE} characters; null for none.`,
  })
  @IfGiven()
  @MaxLength(MOST_CELL)
  readonly phone?: string | null;
}

const CSV = `The list as it was pasted: a line for each, parted by tabs, semicolons or commas; name, e-mail, job title and telephone number, or as a heading says. At most ${MOST_NOMINEES} people and ${MOST_BYTES / 1_000} kB; null where \`rows\` are given.`;
const ROWS = `The list, at most ${MOST_NOMINEES} people; null where \`csv\` is given.`;
const ROSTER = 'The roster of the session or event.';
const CONSENT = 'Which text on personal data they agreed to, as the nominator says: `consentVersion` of the roster.';

@InputType({ description: 'A list that is only looked at.' })
export class PreviewNominationsInput implements NamedNominator, WrittenList {
  @Field(() => ID, { description: ROSTER })
  readonly rosterId: string;

  @Field(() => String, { nullable: true, description: BODY })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly bodySlug?: string | null;

  @Field(() => String, { nullable: true, description: OUTLET })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly outletSlug?: string | null;

  @Field(() => String, { nullable: true, description: CSV })
  readonly csv?: string | null;

  @Field(() => [NomineeInput], { nullable: true, description: ROWS })
  @IfGiven()
  @ArrayMaxSize(MOST_NOMINEES)
  @ValidateNested({ each: true })
  @Type(() => NomineeInput)
  readonly rows?: readonly NomineeInput[] | null;
}

@InputType({ description: 'A list of people whom a body or an outlet nominates.' })
export class NominateInput extends KeyedInput implements NamedNominator, WrittenList {
  @Field(() => ID, { description: ROSTER })
  readonly rosterId: string;

  @Field(() => String, { nullable: true, description: BODY })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly bodySlug?: string | null;

  @Field(() => String, { nullable: true, description: OUTLET })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly outletSlug?: string | null;

  @Field(() => String, { nullable: true, description: CSV })
  readonly csv?: string | null;

  @Field(() => [NomineeInput], { nullable: true, description: ROWS })
  @IfGiven()
  @ArrayMaxSize(MOST_NOMINEES)
  @ValidateNested({ each: true })
  @Type(() => NomineeInput)
  readonly rows?: readonly NomineeInput[] | null;

  @Field({ description: CONSENT })
  @MaxLength(40)
  readonly consentVersion: string;
}

@InputType({ description: 'What somebody says who was nominated.' })
export class AnswerNominationInput extends LinkInput {
  @Field(() => Boolean, { description: 'True: they come. False: somebody else may be named.' })
  readonly accepts: boolean;

  @Field(() => String, {
    nullable: true,
    description: `Why they do not come, at most ${MOST_REASON} characters, for who nominated them to read; not with a yes.`,
  })
  @Line()
  @IfGiven()
  @MaxLength(MOST_REASON)
  readonly reason?: string | null;
}

@InputType({ description: 'Somebody in the place of a nominee who does not come.' })
export class SubstituteNomineeInput extends KeyedInput {
  @Field(() => ID, { description: 'The nomination that was declined, cancelled, withdrawn, or not answered in time.' })
  readonly registrationId: string;

  @Field(() => NomineeInput, { description: 'Who comes instead.' })
  @ValidateNested()
  @Type(() => NomineeInput)
  readonly row: NomineeInput;

  @Field({ description: CONSENT })
  @MaxLength(40)
  readonly consentVersion: string;
}

@InputType({ description: 'A nomination that is taken back.' })
export class WithdrawNomineeInput extends KeyedInput {
  @Field(() => ID, { description: 'The nomination.' })
  readonly registrationId: string;

  @Field({ description: `Why, 3 to ${MOST_REASON} characters; the nominee reads it.` })
  @Line()
  @NotBlank()
  @MinLength(3)
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@ArgsType()
export class NominationArguments extends PageArguments implements NamedNominator {
  @Field(() => ID, { description: ROSTER })
  readonly rosterId: string;

  @Field(() => String, { nullable: true, description: BODY })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly bodySlug?: string | null;

  @Field(() => String, { nullable: true, description: OUTLET })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly outletSlug?: string | null;
}
