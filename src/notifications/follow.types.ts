import { createUnionType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { LinkRefusedRefused, TooManyAttemptsRefused } from '../identity/sign-in.types.ts';
import { IfGiven } from '../platform/graphql/optional.ts';
import { KeyedInput } from '../registration/deciding/asked.types.ts';
import { decidedBy, KeyReusedRefused } from '../registration/deciding/deciding.types.ts';
import { MessageKinds } from './notice.codes.ts';
import type { NoticeKind } from './notice.data.ts';

const SLUG = 100;

@InputType({ description: 'Whom a weekly letter goes to, and of what: of an audience or of a branch, one of both.' })
export class FollowByEmailInput extends KeyedInput {
  @Field({ description: 'E-mail address, at most 254 characters. It is asked whether it wants the letters.' })
  @MaxLength(300)
  readonly email: string;

  @Field(() => String, {
    nullable: true,
    description: `Slug of the audience, at most ${SLUG} characters; null for none.`,
  })
  @IfGiven()
  @MaxLength(SLUG)
  readonly audienceSlug?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Slug of the branch, at most ${SLUG} characters; null for none.`,
  })
  @IfGiven()
  @MaxLength(SLUG)
  readonly branchSlug?: string | null;
}

@ObjectType({ description: 'The address gets a mail, unless it gets the letters already: nobody learns which.' })
class FollowAsked {
  @Field({ description: 'The name of the answer: `FollowAsked`.' })
  readonly kind: string;
}

@ObjectType({ description: 'The letters go from the next Monday on, 08:00 in Kyiv, when there is something new.' })
class FollowConfirmed {
  @Field({ description: 'What is followed: the name of the audience or of the branch.' })
  readonly of: string;
}

@ObjectType({ description: 'No further messages of the kind go to the address.' })
class Unsubscribed {
  @Field(() => MessageKinds, { description: 'The kind.' })
  readonly messageKind: NoticeKind;
}

@InputType({ description: 'A link of a mail, and the key of the request.' })
export class NoticeLinkInput extends KeyedInput {
  @Field({ description: 'The secret of the link: `zkn_…`.' })
  @MaxLength(100)
  readonly link: string;
}

export const FollowResult = createUnionType({
  name: 'FollowResult',
  description: 'That the address is asked, or why it is not now.',
  types: () => [FollowAsked, TooManyAttemptsRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});

export const ConfirmFollowResult = createUnionType({
  name: 'ConfirmFollowResult',
  description: 'That the letters go, or why the link is good for nothing.',
  types: () => [FollowConfirmed, LinkRefusedRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});

export const UnsubscribeResult = createUnionType({
  name: 'UnsubscribeResult',
  description: 'That no more of them go, or why the link is good for nothing.',
  types: () => [Unsubscribed, LinkRefusedRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});
