import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsInt, Max, MaxLength, Min } from 'class-validator';
import { Languages } from '../../identity/identity.codes.ts';
import { enumOf } from '../../platform/graphql/codes.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyedInput } from '../../registration/deciding/asked.types.ts';
import { KeyReusedRefused } from '../../registration/deciding/deciding.types.ts';
import { MOST_FEEDS, MOST_NAME, MOST_PAST_DAYS, type NamedThing, type PersonalFeedOf } from './personal.feed.rules.ts';

const PersonalFeedOfs = enumOf<PersonalFeedOf>('PersonalFeedOf', 'Of what a personal calendar is.', {
  PERSON:
    'Власний: what its owner is registered for, where they speak, and of what they are the contact; by the address of the account.',
  SCHOOL:
    'Школа: what classes of a school come to, with numbers and no names; for teachers those that they registered.',
  ROOM: 'Приміщення: whatever takes a room.',
  BRANCH: 'Бібліотека: all that a branch holds, also what is not published, with how many come.',
});

@ObjectType({
  implements: () => Versioned,
  description:
    'A calendar for one device of one person, at an address with a secret in it. Who loses the role that it needs finds it gone; it is there again with the role.',
})
export class PersonalFeed extends Versioned {
  declare readonly id: Id<'PersonalFeed'>;

  @Field(() => PersonalFeedOfs, { description: 'Of what it is.' })
  readonly of: PersonalFeedOf;

  @Field({ description: 'What its owner calls the device.' })
  readonly name: string;

  @Field(() => Languages, { description: 'The language it is written in.' })
  readonly language: Language;

  @Field(() => Int, { description: 'For how many days it still shows what has ended.' })
  readonly pastDays: number;

  @Field({ description: 'Whether it shows what was cancelled or postponed.' })
  readonly includeCancelled: boolean;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'Since when it has its address, in UTC.' })
  readonly secretSince: Instant;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last fetched, to a quarter of an hour, in UTC; null if never.',
  })
  readonly lastUsedAt: Instant | null;
}

@InputType({ description: 'A personal calendar to make: one for each device.' })
export class CreatePersonalFeedInput extends KeyedInput implements NamedThing {
  @Field(() => PersonalFeedOfs, { description: 'Of what.' })
  readonly of: PersonalFeedOf;

  @Field(() => ID, { nullable: true, description: 'Of SCHOOL: the school; left out for others.' })
  readonly schoolId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of ROOM: the room; left out for others.' })
  readonly roomId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of BRANCH: the branch; left out for others.' })
  readonly branchId?: string | null;

  @Field({ description: `What to call the device: \`Мій телефон\`; 1 to ${MOST_NAME} characters.` })
  @PlainLine()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly name: string;

  @Field(() => Languages, {
    nullable: true,
    description: 'The language to write it in; null takes that of the account.',
  })
  readonly language?: Language | null;

  @Field(() => Int, {
    nullable: true,
    description: `For how many days to show what has ended, 0 to ${MOST_PAST_DAYS}; null takes as many as public calendars have.`,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_PAST_DAYS)
  readonly pastDays?: number | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether to show what was cancelled or postponed; false for programs that show it as if it were held.',
  })
  @IsBoolean()
  readonly includeCancelled: boolean = true;
}

@InputType({ description: 'A personal calendar to give a new address.' })
export class RotatePersonalFeedInput {
  @Field(() => ID, { description: 'Which.' })
  readonly id: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version you saw, so that of two requests at once one alone does it; null does it in any case.',
  })
  @IfGiven()
  @IsInt()
  readonly version?: number | null;
}

@InputType({ description: 'A personal calendar to call otherwise.' })
export class RenamePersonalFeedInput {
  @Field(() => ID, { description: 'Which.' })
  readonly id: string;

  @Field(() => Int, { nullable: true, description: 'The version you saw; null overwrites whatever is there.' })
  @IfGiven()
  @IsInt()
  readonly version?: number | null;

  @Field({ description: `What to call the device, 1 to ${MOST_NAME} characters.` })
  @PlainLine()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly name: string;
}

@ObjectType({ description: 'A personal calendar and its address, which is never shown again.' })
class PersonalFeedAddress {
  @Field(() => PersonalFeed, { description: 'The calendar.' })
  readonly feed: PersonalFeed;

  @Field({
    description:
      'Where a program fetches it: `https://…/feeds/me/zkc_….ics`. Whoever knows it sees the calendar; it is kept nowhere and not shown again.',
  })
  readonly address: string;

  @Field({ description: 'The same for a button to subscribe: `webcal://…`.' })
  readonly subscribeAddress: string;
}

@ObjectType('TooManyPersonalFeeds', {
  implements: () => Refused,
  description: `A person keeps only ${MOST_FEEDS} personal calendars.`,
})
class TooManyPersonalFeedsRefused extends Refused {
  @Field(() => Int, { description: 'How many at most.' })
  readonly most: number;
}

@ObjectType('PersonalFeedMadeBefore', {
  implements: () => Refused,
  description:
    'The same request came before, and the calendar was made then. Its address is kept nowhere, so it cannot be told again: `rotatePersonalFeed` gives it a new one.',
})
class PersonalFeedMadeBeforeRefused extends Refused {
  @Field(() => PersonalFeed, { nullable: true, description: 'The calendar; null when it was revoked since.' })
  readonly feed: PersonalFeed | null;
}

const orRefusal = (type: string) => (value: unknown) => (isRefusal(value) ? value.kind : type);

export const CreatePersonalFeedResult = createUnionType({
  name: 'CreatePersonalFeedResult',
  description: 'The calendar with its address, or why there is none.',
  types: () =>
    [PersonalFeedAddress, PersonalFeedMadeBeforeRefused, TooManyPersonalFeedsRefused, KeyReusedRefused] as const,
  resolveType: orRefusal('PersonalFeedAddress'),
});

export const RotatePersonalFeedResult = createUnionType({
  name: 'RotatePersonalFeedResult',
  description: 'The calendar with its new address, or why it keeps the old one.',
  types: () => [PersonalFeedAddress, ChangedMeanwhileRefused] as const,
  resolveType: orRefusal('PersonalFeedAddress'),
});

export const RenamePersonalFeedResult = createUnionType({
  name: 'RenamePersonalFeedResult',
  description: 'The calendar under its new name, or why not.',
  types: () => [PersonalFeed, ChangedMeanwhileRefused] as const,
  resolveType: orRefusal('PersonalFeed'),
});
