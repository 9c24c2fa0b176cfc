import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsInt, MaxLength, Min } from 'class-validator';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { Lines, NotBlank } from '../../platform/graphql/written.ts';

const MOST_COMMENT = 2_000;

@ArgsType()
export class EditorialStepArguments {
  @Field(() => ID, { description: 'The event in question.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}

@ArgsType()
export class ApproveEventArguments {
  @Field(() => ID, { description: 'The event in question.' })
  readonly id: string;

  @Field(() => Int, {
    description: 'The version you saw, its sessions included; another one refuses with ChangedMeanwhile.',
  })
  @IsInt()
  @Min(1)
  readonly version: number;
}

@ArgsType()
export class ReturnEventArguments extends ApproveEventArguments {
  @Field({ description: `What is to be changed, for its authors: plain text of 1 to ${MOST_COMMENT} characters.` })
  @Lines()
  @NotBlank()
  @MaxLength(MOST_COMMENT)
  readonly comment: string;
}
