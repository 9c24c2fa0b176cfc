import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsInt, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Languages } from '../../identity/identity.codes.ts';
import type { Language } from '../../platform/language/language.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import { KeyedInput, MOST_NEEDS, MOST_SEATS, NeedInput } from '../deciding/asked.types.ts';
import { CLASS_LETTER } from '../deciding/class.rules.ts';
import { AnswerInput } from '../questions/question.input.types.ts';
import { MOST_QUESTIONS } from '../questions/question.rules.ts';

@InputType({ description: 'The class of somebody who calls: by numbers, without a pupil’s name.' })
export class ClassByPhoneInput {
  @Field({ description: 'Slug of the school, from the list `schools`.' })
  @MaxLength(200)
  readonly schoolSlug: string;

  @Field(() => Int, { description: 'Its grade, 1 to 12.' })
  @IsInt()
  @Min(1)
  @Max(12)
  readonly grade: number;

  @Field(() => String, {
    nullable: true,
    description: 'Its letter: one capital letter of the Ukrainian alphabet, `А`; null where the grade has one class.',
  })
  @IfGiven()
  @Matches(CLASS_LETTER, { message: 'letter must be one capital letter of the Ukrainian alphabet' })
  readonly letter?: string | null;

  @Field(() => Int, { description: 'How many pupils come: 1 and more.' })
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly pupils: number;

  @Field(() => Int, { description: 'How many adults come with them: 0 and more, as many as the roster asks for.' })
  @IsInt()
  @Min(0)
  @Max(MOST_SEATS)
  readonly adults: number;
}

@InputType({ description: 'Somebody who calls: for themselves, or for the class that is named.' })
export class RegisterByPhoneInput extends KeyedInput {
  @Field(() => ID, { description: 'The roster of the session or event.' })
  readonly rosterId: string;

  @Field({
    description: 'Their name, 1 to 200 characters; who calls for a class is one adult, at most five words of letters.',
  })
  @PlainLine()
  @NotBlank()
  @MaxLength(200)
  readonly name: string;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, at most 254 characters; null for who has none, and hears by telephone alone.',
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

  @Field(() => Languages, { defaultValue: 'uk', description: 'In which language they are written to.' })
  readonly language: Language;

  @Field(() => Int, {
    nullable: true,
    description: 'How many come, with them: 1 and more; null for one. A class has pupils and adults instead.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly seats?: number | null;

  @Field(() => ClassByPhoneInput, { nullable: true, description: 'The class they bring; null for people alone.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => ClassByPhoneInput)
  readonly schoolClass?: ClassByPhoneInput;

  @Field(() => Int, {
    nullable: true,
    description: 'With fewer they would not come; null takes half of the seats, rounded up. For OFFER_SMALLER.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly smallest?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Slug of the audience whose quota they count for; null takes the usual one.',
  })
  @IfGiven()
  @MaxLength(100)
  readonly audienceSlug?: string | null;

  @Field(() => [NeedInput], { defaultValue: [], description: `What they need, at most ${MOST_NEEDS}.` })
  @ArrayMaxSize(MOST_NEEDS)
  @ValidateNested({ each: true })
  @Type(() => NeedInput)
  readonly needs: readonly NeedInput[];

  @Field(() => [AnswerInput], { defaultValue: [], description: 'Answers to the questions of the roster.' })
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => AnswerInput)
  readonly answers: readonly AnswerInput[];

  @Field({
    description: 'Which text on personal data they were told and agreed to: `consentVersion` of the roster.',
  })
  @MaxLength(40)
  readonly consentVersion: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether they would wait where no places are free; else nothing is written then.',
  })
  @IsBoolean()
  readonly orWaits: boolean;
}
