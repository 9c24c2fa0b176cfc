import { Inject } from '@nestjs/common';
import { Args, ArgsType, Context, Field, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import { person } from '../platform/access/signed-in.ts';
import type { Role, Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { IfGiven } from '../platform/graphql/optional.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { assignmentsOfPeople } from './assignment.store.ts';
import { RoleAssignment } from './assignment.types.ts';
import { Roles } from './identity.codes.ts';
import { mayEditAccount, mayEditProfile, mayErase, maySeePerson, maySeeRole } from './person.policy.ts';
import { PersonService } from './person.service.ts';
import { findPerson, pageOfPeople } from './person.store.ts';
import {
  ErasePersonResult,
  Person,
  type PersonAction,
  PersonActions,
  PersonConnection,
  UpdatePersonInput,
  UpdatePersonResult,
} from './person.types.ts';
import { reachOf } from './role.policy.ts';

/** How many roles a person is taken to have when the cost of a query is reckoned. */
const USUAL_ROLES = 3;

@ArgsType()
class PeopleArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Part of a name or address, at most 100 characters.' })
  @IfGiven()
  @MaxLength(100)
  readonly search?: string | null;

  @Field(() => Roles, { nullable: true, description: 'Only who has this role.' })
  readonly role?: Role | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only who has a role for this plan, body, outlet, branch or school.',
  })
  readonly scopeId?: string | null;
}

@Resolver(() => Person)
export class PersonResolver {
  readonly #database: Database;
  readonly #people: PersonService;

  constructor(@Inject(Database) database: Database, people: PersonService) {
    this.#database = database;
    this.#people = people;
  }

  @Requires()
  @ForTokens('PEOPLE')
  @Query(() => PersonConnection, {
    complexity: pageCost,
    description:
      'The people whose roles the viewer manages, those they gave a role, and themselves, by name; all for an administrator. Signed-in people only.',
  })
  async people(@Args() { search, role, scopeId, ...page }: PeopleArguments, @Viewing() viewer: Viewer) {
    const window = readPage<readonly [string, string]>(page, [() => true, isId]);
    if (scopeId != null && !isId(scopeId)) return connectionOf([], page, () => []);
    const filter = { ...(search && { search }), ...(role && { role }), ...(scopeId && { scopeId }) };
    const rows = await pageOfPeople(this.#database.reader, window, filter, reachOf(person(viewer)));
    return connectionOf(rows, page, (row) => [row.name, row.id]);
  }

  @Requires()
  @ForTokens('PEOPLE')
  @Query(() => Person, {
    nullable: true,
    description: 'One person, or null when there is none the viewer may see. Signed-in people only.',
  })
  async person(@Args('id', { type: () => ID, description: 'Their global id.' }) id: string, @Viewing() viewer: Viewer) {
    const found = isId(id) ? await findPerson(this.#database.reader, { id: id as Id<'Person'> }) : undefined;
    if (!found || found.erasedAt) return null;
    const roles = (await assignmentsOfPeople(this.#database.reader, [found.id])).get(found.id) ?? [];
    return maySeePerson(viewer, found.id, roles) ? found : null;
  }

  @Requires()
  @ForTokens('PEOPLE')
  @Mutation(() => UpdatePersonResult, {
    description:
      'Changes an account: name and language of one’s own; everything of everybody for administrators. Signed-in people only.',
  })
  updatePerson(
    @Args('input', { description: 'What to change.' }) input: UpdatePersonInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#people.update(input, viewer, language);
  }

  @Requires()
  @Mutation(() => ErasePersonResult, {
    description:
      'Erases an account with all personal data; the audit keeps the id alone. One’s own, or any for administrators. Signed-in people only, not by API token.',
  })
  erasePerson(
    @Args('id', { type: () => ID, description: 'Whose.' }) id: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#people.erase(id, person(viewer), language);
  }

  @ResolveField(() => [RoleAssignment], {
    complexity: ({ childComplexity }) => 1 + USUAL_ROLES * childComplexity,
    description: 'What they act as, oldest first: all of one’s own, and of others those one manages or gave.',
  })
  async roles(@Parent() { id }: Person, @Context() context: object, @Viewing() viewer: Viewer) {
    const roles = await load(context, this.#database.reader, assignmentsOfPeople, id);
    return roles?.filter((role) => maySeeRole(viewer, role)) ?? [];
  }

  @ResolveField(() => [PersonActions], { description: 'What the viewer may do with this account.' })
  viewerCan(@Parent() { id }: Person, @Viewing() viewer: Viewer): PersonAction[] {
    return [
      ...(mayEditProfile(viewer, id) ? (['EDIT_PROFILE'] as const) : []),
      ...(mayEditAccount(viewer) ? (['EDIT_ACCOUNT'] as const) : []),
      ...(mayErase(viewer, id) ? (['ERASE'] as const) : []),
    ];
  }
}
