import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { LinkRefusedRefused } from '../../identity/sign-in.types.ts';
import { enumOf } from '../../platform/graphql/codes.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyedInput, MOST_NEEDS, MOST_SEATS, NeedInput } from '../deciding/asked.types.ts';
import { TooFewAdultsRefused, TooManyAdultsRefused } from '../deciding/class.types.ts';
import {
  decidedBy,
  KeyReusedRefused,
  NoPlacesRefused,
  NotHeldRefused,
  NotInThisStateRefused,
  Registered,
  RegistrationClosedRefused,
  RegistrationReceipt,
  TooManyPeopleRefused,
  TooManySeatsRefused,
} from '../deciding/deciding.types.ts';
import { AnswerInput } from '../questions/question.input.types.ts';
import { MOST_QUESTIONS } from '../questions/question.rules.ts';
import { AnswersWrongRefused } from '../questions/question.types.ts';
import type { LinkPurpose } from '../record/registration.tables.ts';

const LinkPurposes = enumOf<LinkPurpose>('RegistrationLinkPurpose', 'What a link in a mail is good for.', {
  CONFIRM: 'Підтвердити адресу: says that the address is theirs, once.',
  MANAGE: 'Змінити або скасувати: shows and changes the registration until 30 days after the event.',
  OFFER: 'Прийняти місце: takes an offer or turns it down, once.',
  NOMINEE: 'Відповісти на направлення: accepts or declines a nomination, once.',
  RECONFIRM: 'Підтвердити прихід: says again that they come, once.',
  HEAD: 'Погодити клас: the head of the school says yes or no to a class, once, while they are its head.',
});

@InputType({ description: 'Something done by the link of a mail.' })
export class LinkInput extends KeyedInput {
  @Field({ description: 'The secret of the link, as it stands in it: `zkr_…`.' })
  @MaxLength(200)
  readonly link: string;
}

@InputType({ description: 'How many come after all.' })
export class HeadcountInput extends LinkInput {
  @Field(() => Int, { nullable: true, description: 'Of people who come for themselves: seats; left out, it stays.' })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly seats?: number;

  @Field(() => Int, { nullable: true, description: 'Of a class: pupils; left out, it stays.' })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly pupils?: number;

  @Field(() => Int, { nullable: true, description: 'Of a class: adults; left out, it stays.' })
  @IfChanged()
  @IsInt()
  @Min(0)
  @Max(MOST_SEATS)
  readonly adults?: number;
}

@InputType({ description: 'What is to change of a registration. What is left out stays.' })
export class EditRegistrationInput extends HeadcountInput {
  @Field(() => String, {
    nullable: true,
    description: 'The name, of a class that of its contact: 1 to 200 characters.',
  })
  @PlainLine()
  @IfChanged()
  @NotBlank()
  @MaxLength(200)
  readonly name?: string;

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

  @Field(() => String, {
    nullable: true,
    description: 'What else the host should know, at most 300 characters; a class has none.',
  })
  @PlainLine()
  @IfGiven()
  @MaxLength(300)
  readonly note?: string | null;

  @Field(() => [AnswerInput], { nullable: true, description: 'Answers to the questions of the roster, all of them.' })
  @IfChanged()
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => AnswerInput)
  readonly answers?: readonly AnswerInput[];
}

@InputType({ description: 'An offer that is turned down.' })
export class DeclineOfferInput extends LinkInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to go on waiting for all seats, where fewer were offered: the turn is kept.',
  })
  readonly stays: boolean;
}

@ObjectType({ description: 'What the link of a mail opens. To look changes nothing and uses nothing up.' })
export class LinkShown {
  @Field(() => LinkPurposes, { description: 'What it is good for.' })
  readonly purpose: LinkPurpose;

  @Field(() => DateTime, { description: 'Until when, in UTC.' })
  readonly expiresAt: Instant;

  @Field({ description: 'Whether it can be used now: neither used up nor expired.' })
  readonly isGood: boolean;

  @Field(() => RegistrationReceipt, { description: 'How the registration stands now.' })
  readonly receipt: RegistrationReceipt;
}

const ALWAYS = [Registered, LinkRefusedRefused, NotInThisStateRefused, NotHeldRefused, KeyReusedRefused] as const;

export const ByLinkResult = createUnionType({
  name: 'ByLinkResult',
  description: 'How the registration stands now, or why nothing was done.',
  types: () => ALWAYS,
  resolveType: decidedBy,
});

export const EditRegistrationResult = createUnionType({
  name: 'EditRegistrationResult',
  description: 'How the registration stands now, or why it was not changed.',
  types: () =>
    [
      ...ALWAYS,
      ...[NoPlacesRefused, TooManySeatsRefused, TooManyPeopleRefused, AnswersWrongRefused, RegistrationClosedRefused],
      ...[TooFewAdultsRefused, TooManyAdultsRefused],
    ] as const,
  resolveType: decidedBy,
});
