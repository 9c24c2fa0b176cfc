import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { DEAR } from '../platform/graphql/dear.ts';
import { load } from '../platform/graphql/loaders.ts';
import type { Language } from '../platform/language/language.ts';
import { AssignmentService } from './assignment.service.ts';
import type { AssignmentRow } from './assignment.tables.ts';
import {
  type AssignmentAction,
  AssignmentActions,
  GrantRoleInput,
  GrantRoleResult,
  InvitePersonInput,
  InvitePersonResult,
  RevokeRoleResult,
  RoleAssignment,
  Scope,
} from './assignment.types.ts';
import { peopleByIds } from './person.store.ts';
import { Person } from './person.types.ts';
import { mayRevoke } from './role.policy.ts';
import { ScopeRegistry } from './scope.registry.ts';

const WHO =
  'Administrators, and coordinators, librarians, approvers and heads of schools for the roles of `givesRoles`, only.';

@Resolver(() => RoleAssignment)
export class AssignmentResolver {
  readonly #database: Database;
  readonly #assignments: AssignmentService;
  readonly #scopes: ScopeRegistry;

  constructor(@Inject(Database) database: Database, assignments: AssignmentService, scopes: ScopeRegistry) {
    this.#database = database;
    this.#assignments = assignments;
    this.#scopes = scopes;
  }

  @Requires('COORDINATOR', 'LIBRARIAN', 'APPROVER', 'SCHOOL_HEAD')
  @ForTokens('PEOPLE')
  @Mutation(() => GrantRoleResult, {
    description: `Gives a role to somebody who has an account; they hear of it by mail. In effect with their next request. ${WHO}`,
  })
  grantRole(
    @Args('input', { description: 'Which role to whom.' }) input: GrantRoleInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#assignments.grant(input, viewer, language);
  }

  @Requires('COORDINATOR', 'LIBRARIAN', 'APPROVER', 'SCHOOL_HEAD')
  @ForTokens('PEOPLE')
  @Mutation(() => InvitePersonResult, {
    ...DEAR,
    description: `Invites somebody by e-mail, with a link that works once within 7 days; again sends a new link. ${WHO}`,
  })
  invitePerson(
    @Args('input', { description: 'Whom, and as what.' }) input: InvitePersonInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#assignments.invite(input, viewer, language);
  }

  @Requires()
  @ForTokens('PEOPLE')
  @Mutation(() => RevokeRoleResult, {
    description: 'Takes a role away, in effect with the next request. Those who may give it, and who has it, only.',
  })
  revokeRole(
    @Args('id', { type: () => ID, description: 'The assignment.' }) id: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#assignments.revoke(id, viewer, language);
  }

  @ResolveField(() => Scope, { complexity: 5, description: 'What the role is limited to.' })
  async scope({ scopeKind, scopeId }: AssignmentRow, _args: unknown, context: object) {
    if (!scopeId) return { kind: 'CITY', id: null, nameUk: 'Усе місто', nameEn: 'The whole city' };
    const facts = await load(context, this.#database.reader, this.#scopes.loaderOf(scopeKind), scopeId);
    // What a role was given for may be gone by now; the role itself is still told.
    return { kind: scopeKind, id: scopeId, nameUk: facts?.nameUk ?? '—', nameEn: facts?.nameEn ?? null };
  }

  @ResolveField(() => Person, { complexity: 5, description: 'Who has it.' })
  person({ personId }: AssignmentRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, peopleByIds, personId);
  }

  @ResolveField(() => [AssignmentActions], { complexity: 5, description: 'What the viewer may do with it.' })
  async viewerCan(
    @Parent() assignment: AssignmentRow,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ): Promise<AssignmentAction[]> {
    const { scopeKind, scopeId } = assignment;
    const facts = scopeId
      ? await load(context, this.#database.reader, this.#scopes.loaderOf(scopeKind), scopeId)
      : null;
    return mayRevoke(viewer, assignment, scopeId ? [scopeId, ...(facts?.within ?? [])] : []) ? ['REVOKE'] : [];
  }
}
