import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsInt, MaxLength, Min } from 'class-validator';
import { enumOf } from '../platform/graphql/codes.ts';
import { connectionTypes } from '../platform/graphql/connection.ts';
import { IfChanged } from '../platform/graphql/optional.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { Line, NotBlank } from '../platform/graphql/written.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../platform/graphql/refusal.types.ts';
import type { Instant } from '../platform/time/instant.ts';
import { Languages } from './identity.codes.ts';

export type PersonAction = 'EDIT_PROFILE' | 'EDIT_ACCOUNT' | 'ERASE';

export const PersonActions = enumOf<PersonAction>('PersonAction', 'What the viewer may do with an account.', {
  EDIT_PROFILE: 'Change name and language.',
  EDIT_ACCOUNT: 'Change the e-mail address, and make the account active or inactive.',
  ERASE: 'Erase the personal data and end the account.',
});

@ObjectType({ implements: () => Versioned, description: 'Somebody who acts: staff, a teacher, a nominator.' })
export class Person extends Versioned {
  declare readonly id: Id<'Person'>;

  @Field({ description: 'Name, as it is shown to colleagues.' })
  readonly name: string;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, lower case, domain in ASCII; null for somebody who was erased.',
  })
  readonly email: string | null;

  @Field(() => Languages, { description: 'The language of mails to them.' })
  readonly language: Language;

  @Field(() => Boolean, { description: 'False for an account that was switched off: no sign-in, no sessions.' })
  readonly active: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When they first signed in; null while only invited.' })
  readonly joinedAt: Instant | null;

  @Field(() => DateTime, { description: 'When the account was made, in UTC.' })
  readonly createdAt: Instant;
}

@ObjectType({ description: 'A page of people.' })
export class PersonConnection extends connectionTypes(Person, 'Person') {}

@InputType({ description: 'What to change of an account; what is left out stays.' })
export class UpdatePersonInput {
  @Field(() => ID, { description: 'Whose.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, { nullable: true, description: 'Name, 1 to 200 characters.' })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(200)
  readonly name?: string;

  @Field(() => Languages, { nullable: true, description: 'The language of mails to them.' })
  @IfChanged()
  readonly language?: Language;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, at most 254 characters. Administrators only; ends all sessions of the person.',
  })
  @IfChanged()
  @MaxLength(300)
  readonly email?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False switches the account off and ends its sessions. Administrators only.',
  })
  @IfChanged()
  @IsBoolean()
  readonly active?: boolean;
}

@ObjectType('EmailTaken', { implements: () => Refused, description: 'Another account has this e-mail address.' })
class EmailTakenRefused extends Refused {}

@ObjectType('LastAdministrator', {
  implements: () => Refused,
  description: 'The city would be left without an administrator who can sign in; name another one first.',
})
export class LastAdministratorRefused extends Refused {}

@ObjectType('SignInAgain', {
  implements: () => Refused,
  description: 'This needs a sign-in not older than 15 minutes; sign in again and repeat.',
})
export class SignInAgainRefused extends Refused {}

export const UpdatePersonResult = createUnionType({
  name: 'UpdatePersonResult',
  description: 'The account as it is now, or why it was not changed.',
  types: () =>
    [Person, EmailTakenRefused, LastAdministratorRefused, SignInAgainRefused, ChangedMeanwhileRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Person'),
});

@ObjectType({ description: 'An account that was erased: its id is all that is left, as a pseudonym in the audit.' })
class ErasedPerson {
  @Field(() => ID, { description: 'The id the person had.' })
  readonly id: string;
}

export const ErasePersonResult = createUnionType({
  name: 'ErasePersonResult',
  description: 'What is left of the account, or why it was not erased.',
  types: () => [ErasedPerson, LastAdministratorRefused, SignInAgainRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'ErasedPerson'),
});
