import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsInt, Max, MaxLength, Min } from 'class-validator';
import { PageArguments } from '../../platform/graphql/connection.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { KeyedInput } from '../../registration/deciding/asked.types.ts';
import { BusyStates, PartnerPurposes } from './partner.codes.ts';
import type { BusyState, PartnerPurpose } from './record/partner.tables.ts';

const MOST_NAME = 120;
const MOST_ADDRESS = 2_000;
const MOST_AUDIENCES = 20;
const MOST_SHOWN = 50;

const NAME = `Name of the partner as people are to read it, 1 to ${MOST_NAME} characters over one line.`;
const ADDRESS =
  'Address of the calendar (iCalendar, RFC 5545): https, or webcal; a public server, port 443 or above 1023, no name and password in it. It is asked over and over, and shown to the staff of the branch alone.';
const AUDIENCES = `For whom the events of a promoted calendar are, at most ${MOST_AUDIENCES} ids of audiences.`;

@InputType({ description: 'A calendar that a partner keeps. Without an address it is brought as files.' })
export class AddPartnerCalendarInput extends KeyedInput {
  @Field(() => ID, { description: 'The branch whose staff look after it.' })
  readonly branchId: string;

  @Field({ description: NAME })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly name: string;

  @Field(() => PartnerPurposes, { description: 'What it is for; later it is another calendar.' })
  readonly purpose: PartnerPurpose;

  @Field(() => ID, {
    nullable: true,
    description: 'The room of the branch that it keeps; needed for BUSY and only there.',
  })
  @IfGiven()
  readonly roomId?: string | null;

  @Field(() => [ID], { nullable: true, description: AUDIENCES })
  @IfGiven()
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: ADDRESS })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_ADDRESS)
  readonly address?: string | null;
}

@InputType({ description: 'What is to change of a partner’s calendar; what is left out stays.' })
export class UpdatePartnerCalendarInput {
  @Field(() => ID, { description: 'The calendar.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, { nullable: true, description: NAME })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly name?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is read and does what it is for. One that is not gives its room back from now on, and shows nothing.',
  })
  @IfChanged()
  readonly active?: boolean;

  @Field(() => [ID], { nullable: true, description: AUDIENCES })
  @IfChanged()
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds?: readonly string[];

  @Field(() => String, { nullable: true, description: `${ADDRESS} One of files has an address from then on.` })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_ADDRESS)
  readonly address?: string;
}

@ArgsType()
export class RemovePartnerCalendarArguments {
  @Field(() => ID, { description: 'The calendar.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}

@ArgsType()
export class PartnerItemsArguments extends PageArguments {
  @Field(() => BusyStates, { nullable: true, description: 'Only what became of this: CONFLICT.' })
  readonly state?: BusyState | null;
}

@InputType({ description: 'A file that takes the place of all that a calendar held.' })
export class ImportPartnerCalendarInput extends KeyedInput {
  @Field(() => ID, { description: 'The calendar; one without an address.' })
  readonly id: string;

  @Field(() => ID, { description: 'The file (.ics), as answered by POST /uploads; it is gone when it was taken.' })
  readonly uploadId: string;
}

@InputType({
  description:
    'A calendar to try: one that is kept, or what would be one. With a file or an address given, that is read, else the address of the one that is kept.',
})
export class PreviewPartnerCalendarInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A calendar that is kept; then branch, purpose and room are its own.',
  })
  @IfGiven()
  readonly id?: string | null;

  @Field(() => ID, { nullable: true, description: 'The branch of a new one.' })
  @IfGiven()
  readonly branchId?: string | null;

  @Field(() => PartnerPurposes, { nullable: true, description: 'What a new one is for.' })
  @IfGiven()
  readonly purpose?: PartnerPurpose | null;

  @Field(() => ID, { nullable: true, description: 'The room a new one keeps; needed for BUSY.' })
  @IfGiven()
  readonly roomId?: string | null;

  @Field(() => String, { nullable: true, description: ADDRESS })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_ADDRESS)
  readonly address?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A file (.ics), as answered by POST /uploads; it stays for the import.',
  })
  @IfGiven()
  readonly uploadId?: string | null;

  @Field(() => Int, { defaultValue: 20, description: `How many times to show of each kind, 1 to ${MOST_SHOWN}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_SHOWN)
  readonly first: number = 20;
}
