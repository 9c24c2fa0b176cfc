import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsInt, MaxLength, Min, ValidateNested } from 'class-validator';
import { ProgrammeFilter } from '../../events/programme/programme.filter.types.ts';
import { PageArguments } from '../../platform/graphql/connection.ts';
import { IfChanged } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyedInput } from '../../registration/deciding/asked.types.ts';
import { WebhookDeliveryStates } from './webhook.codes.ts';
import { KEPT_DAYS } from './webhook.rules.ts';
import type { DeliveryState } from './webhook.tables.ts';

const LONGEST_NAME = 100;
const LONGEST_URL = 2_000;
const URL = `Where messages go: https, port 443, 80 or above 1023, a public host, at most ${LONGEST_URL} characters.`;
const FILTER = 'Of which sessions; without `from`, of those that a feed shows.';

@InputType({ description: 'A partner who is to be told what changes.' })
export class CreateWebhookInput extends KeyedInput {
  @Field({ description: `What to call it here, 1 to ${LONGEST_NAME} characters over one line.` })
  @PlainLine()
  @NotBlank()
  @MaxLength(LONGEST_NAME)
  readonly name: string;

  @Field({ description: URL })
  @MaxLength(LONGEST_URL)
  readonly url: string;

  @Field(() => ProgrammeFilter, { description: FILTER })
  @ValidateNested()
  @Type(() => ProgrammeFilter)
  readonly filter: ProgrammeFilter;
}

@InputType({ description: 'What to change of a webhook; what is left out stays as it is.' })
export class UpdateWebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, {
    nullable: true,
    description: `What to call it, 1 to ${LONGEST_NAME} characters over one line.`,
  })
  @IfChanged()
  @PlainLine()
  @NotBlank()
  @MaxLength(LONGEST_NAME)
  readonly name?: string;

  @Field(() => String, { nullable: true, description: URL })
  @IfChanged()
  @MaxLength(LONGEST_URL)
  readonly url?: string;

  @Field(() => ProgrammeFilter, {
    nullable: true,
    description: `${FILTER} With another filter the partner asks the feed anew: nothing is told of the difference.`,
  })
  @IfChanged()
  @ValidateNested()
  @Type(() => ProgrammeFilter)
  readonly filter?: ProgrammeFilter;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False to pause it; true to go on, and then what was missed is told.',
  })
  @IfChanged()
  readonly active?: boolean;
}

@InputType({ description: 'The webhook whose secret is to be another one.' })
export class RotateWebhookSecretInput extends KeyedInput {
  @Field(() => ID, { description: 'The webhook.' })
  readonly id: string;
}

@InputType({ description: 'Which messages are to go once more.' })
export class ReplayWebhookInput extends KeyedInput {
  @Field(() => ID, { description: 'The webhook.' })
  readonly webhookId: string;

  @Field(() => DateTime, {
    description: `Of what was done from this instant on, at most ${KEPT_DAYS} days ago, whether it was taken or not.`,
  })
  readonly since: Instant;
}

@InputType({ description: 'The webhook to try out.' })
export class TestWebhookInput extends KeyedInput {
  @Field(() => ID, { description: 'The webhook.' })
  readonly webhookId: string;
}

@ArgsType()
export class WebhookDeliveryArguments extends PageArguments {
  @Field(() => ID, { description: 'The webhook.' })
  readonly webhookId: string;

  @Field(() => WebhookDeliveryStates, { nullable: true, description: 'Only those of this state.' })
  readonly state?: DeliveryState | null;
}
