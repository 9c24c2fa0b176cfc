import { ArgsType, createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { IfGiven } from '../platform/graphql/optional.ts';
import { Line, NotBlank } from '../platform/graphql/written.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Refused } from '../platform/graphql/refusal.types.ts';
import { Languages, LinkFaults, SessionCarriers, Weaknesses } from './identity.codes.ts';
import type { LinkFault } from './link.rules.ts';
import type { Weakness } from './password.rules.ts';
import { SignInAgainRefused } from './person.types.ts';
import type { SessionRow } from './session.tables.ts';

const CARRIER = {
  defaultValue: 'COOKIE' as const,
  description: 'How the session is kept; a browser wants COOKIE.',
};

@InputType({ description: 'A sign-in by e-mail and password.' })
export class SignInInput {
  @Field({ description: 'E-mail address; case makes no difference.' })
  @MaxLength(300)
  readonly email: string;

  @Field({ description: 'Password, at most 1000 characters are read.' })
  @MaxLength(1_000)
  readonly password: string;

  @Field(() => SessionCarriers, CARRIER)
  readonly carrier: SessionRow['carrier'];
}

@ArgsType()
export class LinkArguments {
  @Field({ description: 'The token at the end of the link.' })
  @MaxLength(100)
  readonly token: string;

  @Field(() => SessionCarriers, CARRIER)
  readonly carrier: SessionRow['carrier'];
}

@InputType({ description: 'A new account without any role: a teacher makes one to ask for a school.' })
export class CreateAccountInput {
  @Field({ description: 'E-mail address, at most 254 characters.' })
  @MaxLength(300)
  readonly email: string;

  @Field({ description: 'Name, 1 to 200 characters.' })
  @Line()
  @NotBlank()
  @MaxLength(200)
  readonly name: string;

  @Field(() => Languages, { description: 'The language of mails to them.' })
  readonly language: Language;
}

@ArgsType()
export class SetPasswordArguments {
  @Field({ description: 'The new password: 12 to 200 characters, any, not a common one; pasting is welcome.' })
  @MaxLength(1_000)
  readonly newPassword: string;

  @Field(() => String, {
    nullable: true,
    description: 'The password so far. Not needed within 15 minutes of a sign-in by link, or where there was none.',
  })
  @IfGiven()
  @MaxLength(1_000)
  readonly currentPassword?: string | null;
}

@ObjectType({ description: 'Somebody is signed in.' })
class SignedIn {
  @Field(() => String, {
    nullable: true,
    description: 'The session’s token for `Authorization: Bearer`, shown this once; null where a cookie holds it.',
  })
  readonly token: string | null;
}

@ObjectType({ description: 'If somebody has this address, a mail is on its way. Said alike whether or not they do.' })
class MailSent {
  @Field(() => Int, { description: 'Minutes for which the link in it works.' })
  readonly validMinutes: number;
}

@ObjectType('WrongCredentials', {
  implements: () => Refused,
  description: 'Address or password are wrong, or the account cannot sign in so: said alike for all of these.',
})
class WrongCredentialsRefused extends Refused {}

@ObjectType('TooManyAttempts', {
  implements: () => Refused,
  description: 'Too many attempts for this account or from this address; a delay, never a lock-out.',
})
export class TooManyAttemptsRefused extends Refused {
  @Field(() => Int, { description: 'Seconds after which a further try is admitted.' })
  readonly retryAfter: number;
}

@ObjectType('LinkRefused', { implements: () => Refused, description: 'The one-time link does not work (any more).' })
export class LinkRefusedRefused extends Refused {
  @Field(() => LinkFaults, { description: 'Why.' })
  readonly reason: LinkFault;
}

@ObjectType('WeakPassword', { implements: () => Refused, description: 'The new password will not do.' })
class WeakPasswordRefused extends Refused {
  @Field(() => Weaknesses, { description: 'Why.' })
  readonly weakness: Weakness;
}

const orRefusal = (name: string) => (value: unknown) => (isRefusal(value) ? value.kind : name);

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'The session, or why there is none.',
  types: () => [SignedIn, WrongCredentialsRefused, TooManyAttemptsRefused] as const,
  resolveType: orRefusal('SignedIn'),
});

export const MailResult = createUnionType({
  name: 'MailResult',
  description: 'That a mail is on its way, or that it is too soon for another.',
  types: () => [MailSent, TooManyAttemptsRefused] as const,
  resolveType: orRefusal('MailSent'),
});

export const SignInByLinkResult = createUnionType({
  name: 'SignInByLinkResult',
  description: 'The session, or why the link gives none.',
  types: () => [SignedIn, LinkRefusedRefused] as const,
  resolveType: orRefusal('SignedIn'),
});

@ObjectType({ description: 'The password is set; all other sessions have ended, and this one has a new token.' })
class PasswordSet {
  @Field(() => String, {
    nullable: true,
    description: 'The new token of a BEARER session, shown this once; null where a cookie holds it.',
  })
  readonly token: string | null;
}

export const SetPasswordResult = createUnionType({
  name: 'SetPasswordResult',
  description: 'That the password is set, or why not.',
  types: () =>
    [PasswordSet, WeakPasswordRefused, WrongCredentialsRefused, TooManyAttemptsRefused, SignInAgainRefused] as const,
  resolveType: orRefusal('PasswordSet'),
});
