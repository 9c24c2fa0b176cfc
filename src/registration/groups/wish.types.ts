import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, MaxLength } from 'class-validator';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyedInput } from '../deciding/asked.types.ts';
import { SchoolHasEnoughRefused, TooFewAdultsRefused, TooManyAdultsRefused } from '../deciding/class.types.ts';
import { NeedKinds } from '../deciding/deciding.codes.ts';
import { decidedBy, KeyReusedRefused, REGISTER_REFUSALS, RegistrationReceipt } from '../deciding/deciding.types.ts';
import { AnswersWrongRefused } from '../questions/question.types.ts';
import type { Need, NeedKind } from '../record/seats.rules.ts';
import { CLASS_REFUSALS } from './group.types.ts';
import { ClassShown } from './head.types.ts';
import type { DateWishState } from './wish.rules.ts';

export const DateWishStates = enumOf<DateWishState>('DateWishState', 'What became of a wish of dates.', {
  NEW: 'Чекає: staff have not picked a date yet.',
  PICKED: 'Дату обрано: the class is registered for it.',
  DECLINED: 'Відхилено: staff said no to all of its dates.',
  WITHDRAWN: 'Відкликано: whoever made it took it back.',
});

export type DateWishAction = 'PICK' | 'DECLINE' | 'WITHDRAW';
export const DateWishActions = enumOf<DateWishAction>(
  'DateWishAction',
  'What the viewer may do with a wish of dates that waits.',
  {
    PICK: 'pickWishedDate: register the class for one of its dates.',
    DECLINE: 'declineDateWish: say no to all of them.',
    WITHDRAW: 'withdrawDateWish: take it back.',
  },
);

@ObjectType('ClassNeed', { description: 'What some of a class need to take part.' })
class ClassNeedShown implements Need {
  @Field(() => NeedKinds, { description: 'What is needed.' })
  readonly need: NeedKind;

  @Field(() => Int, { description: 'How many of those who come need it.' })
  readonly count: number;
}

@ObjectType({ description: 'One of the dates that a class could come on.' })
export class WishedDate {
  @Field(() => ID, { description: 'The roster of the date.' })
  readonly rosterId: Id<'Roster'>;

  @Field(() => Int, { description: 'From 1, which is wished most.' })
  readonly rank: number;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the class would have its place there now, though it may wait for a yes; null once the wish is decided. Nothing is held.',
  })
  readonly fits: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it would wait in the queue there; null once the wish is decided.',
  })
  readonly wouldWait: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many seats it would be offered there in place of all; null for no such offer.',
  })
  readonly offeredSeats: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it could not be registered there, in plain words; null when it could, or the wish is decided.',
  })
  readonly refusal: string | null;
}

@ObjectType({
  implements: () => Versioned,
  description:
    'A class that could come to an event on any of up to three dates, of which staff pick one. Nothing is held meanwhile.',
})
export class DateWish extends ClassShown {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'DateWish'>;

  @Field(() => Int, { description: 'Rises with every edit; give the one you saw when you edit.' })
  readonly version: number;

  @Field(() => DateWishStates, { description: 'What became of it.' })
  readonly state: DateWishState;

  @Field(() => [ClassNeedShown], { complexity: 3, description: 'What some of them need, each need once.' })
  readonly needs: readonly Need[];

  @Field(() => String, {
    nullable: true,
    description: 'Name of the adult to ask; null once it was purged, some time after the event.',
  })
  readonly contactName: string | null;

  @Field(() => String, { nullable: true, description: 'Their e-mail address; null once it was purged.' })
  readonly contactEmail: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Their telephone number; null for none, and once it was purged.',
  })
  readonly contactPhone: string | null;

  @Field(() => String, { nullable: true, description: 'Why staff declined it; null when they did not.' })
  readonly reason: string | null;

  @Field(() => ID, { nullable: true, description: 'The registration that was made of it; null without one.' })
  readonly registrationId: Id<'Registration'> | null;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

@ObjectType({ description: 'A page of wishes of dates.' })
export class DateWishConnection extends connectionTypes(DateWish, 'DateWish') {}

@ObjectType({ description: 'The wish is with the library, which picks a date or says no; nothing is held meanwhile.' })
class DatesWished {
  @Field(() => DateWish, { description: 'The wish, each of its dates with what would come of it now.' })
  readonly wish: DateWish;
}

@ObjectType({ description: 'The class is registered for one of its dates; a mail says so.' })
class DatePicked {
  @Field(() => DateWish, { description: 'The wish as it is now.' })
  readonly wish: DateWish;

  @Field(() => RegistrationReceipt, { description: 'How the registration that was made of it stands.' })
  readonly receipt: RegistrationReceipt;
}

@ObjectType('WishDecided', { implements: () => Refused, description: 'The wish waits no more; nothing was changed.' })
class WishDecidedRefused extends Refused {
  @Field(() => DateWishStates, { description: 'What became of it.' })
  readonly state: DateWishState;
}

@ObjectType('AlreadyWished', {
  implements: () => Refused,
  description:
    'Dates of the event were wished for the class from this address already, and that waits still; or many other wishes from it do.',
})
class AlreadyWishedRefused extends Refused {}

@InputType({ description: 'The one of its dates that a class gets.' })
export class PickWishedDateInput extends KeyedInput {
  @Field(() => ID, { description: 'The wish.' })
  readonly wishId: string;

  @Field(() => ID, { description: 'The roster of the date, one of those the wish names.' })
  readonly rosterId: string;

  @SeenVersion()
  readonly version?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether the class would wait where not all its seats are free any more: the wish is used up by that. Else it is refused then with NoPlaces, and waits on with its other dates.',
  })
  @IsBoolean()
  readonly orWaits: boolean;
}

const MOST_REASON = 300;

@InputType({ description: 'A wish of dates to which staff say no.' })
export class DeclineDateWishInput extends KeyedInput {
  @Field(() => ID, { description: 'The wish.' })
  readonly wishId: string;

  @Field({ description: `Why, 1 to ${MOST_REASON} characters in one line; whoever made it reads it.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@InputType({ description: 'A wish of dates that whoever made it takes back.' })
export class WithdrawDateWishInput extends KeyedInput {
  @Field(() => ID, { description: 'The wish.' })
  readonly wishId: string;
}

export const WishDatesResult = createUnionType({
  name: 'WishDatesResult',
  description: 'That the dates are wished, or why not: where no date could be had, why the first could not.',
  types: () => [DatesWished, AlreadyWishedRefused, ...CLASS_REFUSALS] as const,
  resolveType: decidedBy,
});

export const PickWishedDateResult = createUnionType({
  name: 'PickWishedDateResult',
  description: 'That the class is registered for the date, or why not; the wish then waits on.',
  types: () =>
    [
      ...[DatePicked, WishDecidedRefused, ChangedMeanwhileRefused],
      ...[...REGISTER_REFUSALS, TooFewAdultsRefused, TooManyAdultsRefused, SchoolHasEnoughRefused],
      AnswersWrongRefused,
    ] as const,
  resolveType: decidedBy,
});

export const EndDateWishResult = createUnionType({
  name: 'EndDateWishResult',
  description: 'The wish as it is now, or why nothing was done.',
  types: () => [DateWish, WishDecidedRefused, KeyReusedRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'DateWish'),
});
