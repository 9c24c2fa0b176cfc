import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import type { Role } from '../platform/access/viewer.ts';
import { enumOf } from '../platform/graphql/codes.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { Line, NotBlank } from '../platform/graphql/written.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Refused } from '../platform/graphql/refusal.types.ts';
import type { Instant } from '../platform/time/instant.ts';
import { Languages, Roles, ScopeKinds } from './identity.codes.ts';
import { LastAdministratorRefused, SignInAgainRefused } from './person.types.ts';
import { TooManyAttemptsRefused } from './sign-in.types.ts';
import type { ScopeKind } from './role.rules.ts';

@ObjectType({ description: 'The thing a role is limited to.' })
export class Scope {
  @Field(() => ScopeKinds, { description: 'What kind of thing.' })
  readonly kind: ScopeKind;

  @Field(() => ID, { nullable: true, description: 'Its global id; null for the whole city.' })
  readonly id: string | null;

  @Field({ description: 'Its name in Ukrainian.' })
  readonly nameUk: string;

  @Field(() => String, { nullable: true, description: 'Its name in English; null when it has none.' })
  readonly nameEn: string | null;
}

export type AssignmentAction = 'REVOKE';
export const AssignmentActions = enumOf<AssignmentAction>(
  'RoleAssignmentAction',
  'What the viewer may do with a role.',
  {
    REVOKE: 'Take it away; everybody may lay down a role of their own.',
  },
);

@ObjectType({ description: 'A role that a person has within a scope.' })
export class RoleAssignment {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'Assignment'>;

  @Field(() => Roles, { description: 'The role.' })
  readonly role: Role;

  @Field(() => DateTime, { description: 'When it was given, in UTC.' })
  readonly grantedAt: Instant;
}

@InputType({ description: 'A role to give.' })
export class GrantRoleInput {
  @Field(() => ID, { description: 'To whom.' })
  readonly personId: string;

  @Field(() => Roles, { description: 'Which role.' })
  readonly role: Role;

  @Field(() => ScopeKinds, { description: 'What kind of thing it is limited to; each role has its own.' })
  readonly scopeKind: ScopeKind;

  @Field(() => ID, { nullable: true, description: 'The thing; left out for CITY.' })
  readonly scopeId?: string | null;
}

@InputType({ description: 'Somebody to invite, with the role they are to have.' })
export class InvitePersonInput {
  @Field({ description: 'E-mail address, at most 254 characters; one that has an account just gets the role.' })
  @MaxLength(300)
  readonly email: string;

  @Field({ description: 'Name, 1 to 200 characters; of an account that is there already the name stays.' })
  @Line()
  @NotBlank()
  @MaxLength(200)
  readonly name: string;

  @Field(() => Languages, { description: 'The language of the invitation.' })
  readonly language: Language;

  @Field(() => Roles, { description: 'Which role.' })
  readonly role: Role;

  @Field(() => ScopeKinds, { description: 'What kind of thing it is limited to.' })
  readonly scopeKind: ScopeKind;

  @Field(() => ID, { nullable: true, description: 'The thing; left out for CITY.' })
  readonly scopeId?: string | null;
}

@ObjectType('WrongScope', {
  implements: () => Refused,
  description: 'The role cannot be limited to this kind of thing.',
})
class WrongScopeRefused extends Refused {
  @Field(() => [ScopeKinds], { description: 'What it can be limited to.' })
  readonly fitting: readonly ScopeKind[];
}

export const GrantRoleResult = createUnionType({
  name: 'GrantRoleResult',
  description: 'The role, also when the person had it already, or why it was not given.',
  types: () => [RoleAssignment, WrongScopeRefused, SignInAgainRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'RoleAssignment'),
});

export const InvitePersonResult = createUnionType({
  name: 'InvitePersonResult',
  description: 'The role, which waits for whoever was invited, or why it was not given.',
  types: () => [RoleAssignment, WrongScopeRefused, SignInAgainRefused, TooManyAttemptsRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'RoleAssignment'),
});

@ObjectType({ description: 'A role that was taken away.' })
class RevokedRole {
  @Field(() => ID, { description: 'The id the assignment had.' })
  readonly id: string;
}

export const RevokeRoleResult = createUnionType({
  name: 'RevokeRoleResult',
  description: 'The role that is gone, or why it stays.',
  types: () => [RevokedRole, LastAdministratorRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'RevokedRole'),
});
