import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMinSize, ArrayUnique, Max, MaxLength, Min } from 'class-validator';
import type { TokenScope } from '../platform/access/viewer.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { Line, NotBlank } from '../platform/graphql/written.ts';
import type { Id } from '../platform/ids/id.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Refused } from '../platform/graphql/refusal.types.ts';
import type { Instant } from '../platform/time/instant.ts';
import { SessionCarriers, SignInMethods, TokenScopes } from './identity.codes.ts';
import { SignInAgainRefused } from './person.types.ts';
import type { SessionRow } from './session.tables.ts';

@ObjectType({ description: 'A place where somebody is signed in.' })
export class SignInSession {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'SignInSession'>;

  @Field(() => SessionCarriers, { description: 'How the client keeps it.' })
  readonly carrier: SessionRow['carrier'];

  @Field(() => SignInMethods, { description: 'How it began.' })
  readonly method: SessionRow['method'];

  @Field({ description: 'What the client called itself (User-Agent), at most 200 characters.' })
  readonly userAgent: string;

  @Field(() => DateTime, { description: 'When it began, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last used, to the minute, in UTC.' })
  readonly lastUsedAt: Instant;

  @Field(() => DateTime, { description: 'When it ends if it is not used before, in UTC.' })
  readonly idleUntil: Instant;

  @Field(() => DateTime, { description: 'When it ends at the latest, in UTC.' })
  readonly expiresAt: Instant;
}

@ObjectType({ description: 'A token with which a program acts for a person, within its scopes.' })
export class ApiToken {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'ApiToken'>;

  @Field({ description: 'What its owner calls it.' })
  readonly name: string;

  @Field(() => [TokenScopes], { description: 'What it may be used for.' })
  readonly scopes: readonly TokenScope[];

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to the minute, in UTC; null if never.',
  })
  readonly lastUsedAt: Instant | null;

  @Field(() => DateTime, { description: 'When it ends, in UTC.' })
  readonly expiresAt: Instant;
}

@InputType({ description: 'An API token to make.' })
export class CreateApiTokenInput {
  @Field({ description: 'What to call it, 1 to 100 characters.' })
  @Line()
  @NotBlank()
  @MaxLength(100)
  readonly name: string;

  @Field(() => [TokenScopes], { description: 'What it may be used for; at least one.' })
  @ArrayMinSize(1)
  @ArrayUnique()
  readonly scopes: readonly TokenScope[];

  @Field(() => Int, { description: 'After how many days it ends, 1 to 366.' })
  @Min(1)
  @Max(366)
  readonly validDays: number;
}

@ObjectType({ description: 'A token just made, and its secret, which is never shown again.' })
class CreatedApiToken {
  @Field(() => ApiToken, { description: 'The token.' })
  readonly apiToken: ApiToken;

  @Field({ description: 'What a program sends as `Authorization: Bearer`; keep it now, it is not shown again.' })
  readonly secret: string;
}

@ObjectType('TooManyTokens', { implements: () => Refused, description: 'A person keeps only so many API tokens.' })
class TooManyTokensRefused extends Refused {
  @Field(() => Int, { description: 'How many at most.' })
  readonly most: number;
}

export const CreateApiTokenResult = createUnionType({
  name: 'CreateApiTokenResult',
  description: 'The token with its secret, or why there is none.',
  types: () => [CreatedApiToken, TooManyTokensRefused, SignInAgainRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'CreatedApiToken'),
});
