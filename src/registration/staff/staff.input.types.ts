import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsInt, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { Line, NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import { KeyedInput, MOST_NEEDS, MOST_SEATS, NeedInput } from '../deciding/asked.types.ts';
import { CLASS_LETTER } from '../deciding/class.rules.ts';

const MOST_REASON = 300;

@InputType({ description: 'A registration on which staff decide.' })
export class StaffInput extends KeyedInput {
  @Field(() => ID, { description: 'The registration.' })
  readonly registrationId: string;
}

@InputType({ description: 'A registration that staff decline or cancel, and why.' })
export class EndRegistrationInput extends StaffInput {
  @Field({
    description: `Why, 1 to ${MOST_REASON} characters in one line: the person reads it in a mail, and it is kept for good. Nothing about a person belongs here.`,
  })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@InputType({ description: 'A registration that has places before its turn.' })
export class PromoteRegistrationInput extends StaffInput {
  @Field({
    description: `Why before others, 1 to ${MOST_REASON} characters in one line; audited, and kept for good. Nothing about a person belongs here.`,
  })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the person has said yes already, as by telephone: the place is theirs without an offer.',
  })
  @IsBoolean()
  readonly confirmed: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'With how many they come who have said yes; null for all they wished.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly seats?: number | null;

  @Field(() => Int, { nullable: true, description: 'The same of a class: how many pupils.' })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly pupils?: number | null;

  @Field(() => Int, { nullable: true, description: 'The same of a class: how many adults.' })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_SEATS)
  readonly adults?: number | null;
}

@InputType({ description: 'A registration that goes on for another date.' })
export class MoveRegistrationInput extends StaffInput {
  @Field(() => ID, { description: 'The roster of the other date, of whichever event the viewer may edit.' })
  readonly toRosterId: string;

  @Field(() => String, {
    nullable: true,
    description: `Why, at most ${MOST_REASON} characters in one line; the person reads it. Null for no word.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason?: string | null;
}

@InputType({ description: 'What staff change of a registration. What is left out stays.' })
export class EditByStaffInput extends StaffInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The version that was seen; null or left out edits whichever is there.',
  })
  @IfGiven()
  @IsInt()
  readonly version?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of people who come for themselves: seats.' })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly seats?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a class: its grade, 1 to 12. By school, grade and letter it is one of the roster.',
  })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(12)
  readonly grade?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Of a class: its letter, one capital letter of the Ukrainian alphabet; null where the grade has one class.',
  })
  @IfGiven()
  @Matches(CLASS_LETTER, { message: 'letter must be one capital letter of the Ukrainian alphabet' })
  readonly letter?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: pupils.' })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly pupils?: number;

  @Field(() => Int, { nullable: true, description: 'Of a class: adults.' })
  @IfChanged()
  @IsInt()
  @Min(0)
  @Max(MOST_SEATS)
  readonly adults?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The name, 1 to 200 characters; of a class that of its contact, one adult, at most five words of letters.',
  })
  @PlainLine()
  @IfChanged()
  @NotBlank()
  @MaxLength(200)
  readonly name?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'E-mail address, at most 254 characters; null for none. Another address is not confirmed, and links that were sent to the one before open nothing any more.',
  })
  @IfGiven()
  @MaxLength(300)
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number, at most 40 characters; null for none.' })
  @PlainLine()
  @IfGiven()
  @MaxLength(40)
  @Matches(/\d/, { message: '$property must hold a digit' })
  readonly phone?: string | null;

  @Field(() => [NeedInput], { nullable: true, description: `What they need, all of it, at most ${MOST_NEEDS}.` })
  @IfChanged()
  @ArrayMaxSize(MOST_NEEDS)
  @ValidateNested({ each: true })
  @Type(() => NeedInput)
  readonly needs?: readonly NeedInput[];
}
