import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import { KeyedInput, MOST_NEEDS, MOST_SEATS, NeedInput } from '../deciding/asked.types.ts';
import { ADULT_NAME, CLASS_LETTER, MOST_ADULT_NAME, PHONE } from '../deciding/class.rules.ts';
import { AnswerInput } from '../questions/question.input.types.ts';
import { MOST_QUESTIONS } from '../questions/question.rules.ts';

/**
 * A class by numbers. Nothing here can hold the names of pupils: numbers, codes and chosen answers have no room for one, the
 * contact is the name of one adult without commas, digits or lines, a telephone has no letters, and there is no note.
 */
@InputType({ isAbstract: true })
export abstract class ClassInput extends KeyedInput {
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

  @Field(() => Int, {
    nullable: true,
    description: 'With fewer seats they would not come; null takes half of them, rounded up. For OFFER_SMALLER.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly smallest?: number | null;

  @Field(() => [NeedInput], {
    defaultValue: [],
    description: `What some of them need, each need once, at most ${MOST_NEEDS}; for the host alone.`,
  })
  @ArrayMaxSize(MOST_NEEDS)
  @ValidateNested({ each: true })
  @Type(() => NeedInput)
  readonly needs: readonly NeedInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Slug of the audience whose quota it counts for; null takes that of pupils where there is one.',
  })
  @IfGiven()
  @MaxLength(100)
  readonly audienceSlug?: string | null;

  @Field({
    description: `Name of the one adult to ask, at most ${MOST_ADULT_NAME} characters and five words of letters, the first with a capital. Never of a pupil. For the host, and the head of the school.`,
  })
  @PlainLine()
  @NotBlank()
  @MaxLength(MOST_ADULT_NAME)
  @Matches(ADULT_NAME, { message: 'contactName must be the name of one adult, in letters' })
  readonly contactName: string;

  @Field({ description: 'Their e-mail address, at most 254 characters. For the host, and the head of the school.' })
  @MaxLength(300)
  readonly contactEmail: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Their telephone number, 3 to 40 digits and signs without letters; null for none. For the host, and the head of the school.',
  })
  @PlainLine()
  @IfGiven()
  @Matches(PHONE, { message: 'contactPhone must be a telephone number, without words' })
  @Matches(/\d/, { message: 'contactPhone must hold a digit' })
  readonly contactPhone?: string | null;

  @Field(() => [AnswerInput], {
    defaultValue: [],
    description: 'Answers to the questions of the roster that are for groups; none is asked for words.',
  })
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => AnswerInput)
  readonly answers: readonly AnswerInput[];

  @Field({ description: 'Which text on personal data the contact agreed to: `consentVersion` of the roster.' })
  @MaxLength(40)
  readonly consentVersion: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether the place is held, 48 hours at most, until the head of the school agrees. Of the head’s own class nothing is asked.',
  })
  @IsBoolean()
  readonly asksHead: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Nothing: a page hides this field from people, and takes whoever fills it for a robot.',
  })
  readonly website?: string | null;
}

@InputType({ description: 'A class that comes as one, by numbers alone.' })
export class RegisterClassInput extends ClassInput {
  @Field(() => ID, { description: 'The roster of the session or event.' })
  readonly rosterId: string;
}

/** Two at least, or there is nothing to pick. */
const FEWEST_DATES = 2;
const MOST_DATES = 3;

@InputType({ description: 'A class that could come on any of some dates of one event; staff pick one.' })
export class WishDatesInput extends ClassInput {
  @Field(() => [ID], {
    description: `The rosters of the dates, ${FEWEST_DATES} or ${MOST_DATES} different ones of one event, the one that is wished most first.`,
  })
  @ArrayMinSize(FEWEST_DATES)
  @ArrayMaxSize(MOST_DATES)
  readonly rosterIds: readonly string[];
}
