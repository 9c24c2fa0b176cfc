import { Inject } from '@nestjs/common';
import { Args, ArgsType, Field, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { School } from '../directory/school.types.ts';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import { person } from '../platform/access/signed-in.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../platform/graphql/connection.ts';
import { DEAR } from '../platform/graphql/dear.ts';
import { load } from '../platform/graphql/loaders.ts';
import { isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { RequestStates } from './identity.codes.ts';
import { peopleByIds } from './person.store.ts';
import { Person } from './person.types.ts';
import { decidedSchools, mayDecideSchoolRequest, mayWithdrawSchoolRequest } from './school-request.policy.ts';
import { SchoolRequestService } from './school-request.service.ts';
import { pageOfRequests, schoolsOfRequests } from './school-request.store.ts';
import type { SchoolRequestRow } from './school-request.tables.ts';
import {
  AskForSchoolResult,
  DecideSchoolRequestResult,
  SchoolRequest,
  type SchoolRequestAction,
  SchoolRequestActions,
  SchoolRequestConnection,
} from './school-request.types.ts';

const ID_ARGUMENT = { type: () => ID, description: 'The request.' };

@ArgsType()
class SchoolRequestArguments extends PageArguments {
  @Field(() => RequestStates, { nullable: true, description: 'Only those that have come so far.' })
  readonly state?: SchoolRequestRow['state'] | null;

  @Field(() => ID, { nullable: true, description: 'Only those for this school.' })
  readonly schoolId?: string | null;
}

@Resolver(() => SchoolRequest)
export class SchoolRequestResolver {
  readonly #database: Database;
  readonly #requests: SchoolRequestService;

  constructor(@Inject(Database) database: Database, requests: SchoolRequestService) {
    this.#database = database;
    this.#requests = requests;
  }

  @Requires()
  @ForTokens('PEOPLE')
  @Query(() => SchoolRequestConnection, {
    complexity: pageCost,
    description:
      'Requests to act for a school, newest first: one’s own, those of one’s school for its head, all for librarians. Signed-in people only.',
  })
  async schoolRequests(@Args() { state, schoolId, ...page }: SchoolRequestArguments, @Viewing() viewer: Viewer) {
    const window = readPage<readonly [string]>(page, [isId]);
    if (schoolId != null && !isId(schoolId)) return connectionOf([], page, () => []);
    const asking = person(viewer);
    const reach = { schoolIds: decidedSchools(asking), ownId: asking.id };
    const filter = { ...(state && { state }), ...(schoolId && { schoolId }) };
    const rows = await pageOfRequests(this.#database.reader, window, filter, reach);
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @Requires()
  @Mutation(() => AskForSchoolResult, {
    ...DEAR,
    description:
      'Asks to act for a school as a teacher; its head and the librarians decide. Signed-in people only, not by API token.',
  })
  askForSchool(
    @Args('schoolId', { type: () => ID, description: 'The school, from the list `schools`.' }) schoolId: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#requests.ask(schoolId, person(viewer), language);
  }

  @Requires('SCHOOL_HEAD', 'LIBRARIAN')
  @ForTokens('PEOPLE')
  @Mutation(() => DecideSchoolRequestResult, {
    description: 'Lets a teacher act for a school, or declines. The head of that school and librarians only.',
  })
  decideSchoolRequest(
    @Args('id', ID_ARGUMENT) id: string,
    @Args('approve', { description: 'False declines.' }) approve: boolean,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#requests.decide(id, approve, person(viewer), language);
  }

  @Requires()
  @Mutation(() => DecideSchoolRequestResult, {
    description: 'Takes back a request of one’s own. Signed-in people only, not by API token.',
  })
  withdrawSchoolRequest(@Args('id', ID_ARGUMENT) id: string, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#requests.withdraw(id, person(viewer), language);
  }

  @ResolveField(() => School, { complexity: 5, description: 'The school.' })
  school({ id }: SchoolRequestRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, schoolsOfRequests, id);
  }

  @ResolveField(() => Person, { complexity: 5, description: 'Who asks.' })
  person({ personId }: SchoolRequestRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, peopleByIds, personId);
  }

  @ResolveField(() => [SchoolRequestActions], { description: 'What the viewer may do with it now.' })
  viewerCan(@Parent() request: SchoolRequestRow, @Viewing() viewer: Viewer): SchoolRequestAction[] {
    if (request.state !== 'PENDING') return [];
    return [
      ...(mayDecideSchoolRequest(viewer, request) ? (['DECIDE'] as const) : []),
      ...(mayWithdrawSchoolRequest(viewer, request) ? (['WITHDRAW'] as const) : []),
    ];
  }
}
