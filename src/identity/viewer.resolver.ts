import { Inject } from '@nestjs/common';
import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Public, Requires } from '../platform/access/access.decorators.ts';
import { Viewing } from '../platform/access/access.parameters.ts';
import { person } from '../platform/access/signed-in.ts';
import type { Viewer as Asking } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { listCost } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { Json } from '../platform/graphql/scalars.ts';
import { Clock } from '../platform/time/clock.ts';
import { Person } from './person.types.ts';
import { peopleByIds } from './person.store.ts';
import { PersonService } from './person.service.ts';
import { managedRoles } from './role.policy.ts';
import { liveSessions } from './session.store.ts';
import { ApiToken, SignInSession } from './session.types.ts';
import { tokensOf } from './token.store.ts';
import { viewerActions } from './viewer.policy.ts';
import { Viewer } from './viewer.types.ts';

/** How many sessions and tokens a person is taken to have when the cost of a query is reckoned. */
const USUAL_LIST = 10;

@Resolver(() => Viewer)
export class ViewerResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #people: PersonService;

  constructor(@Inject(Database) database: Database, clock: Clock, people: PersonService) {
    this.#database = database;
    this.#clock = clock;
    this.#people = people;
  }

  @Public()
  @Query(() => Viewer, { description: 'Who is asking; somebody who is not signed in too. Public.' })
  viewer(@Viewing() viewer: Asking): Viewer {
    return {
      signedIn: viewer.kind === 'person',
      viewerCan: viewerActions(viewer),
      givesRoles: managedRoles(viewer),
    };
  }

  @ResolveField(() => Person, { nullable: true, complexity: 5, description: 'The account; null for nobody.' })
  person(@Viewing() viewer: Asking, @Context() context: object) {
    return viewer.kind === 'person' ? load(context, this.#database.reader, peopleByIds, viewer.id) : null;
  }

  @Requires()
  @Query(() => [SignInSession], {
    complexity: listCost(USUAL_LIST),
    description:
      'Where the viewer is signed in, last used first, at most 100. Signed-in people only, not by API token.',
  })
  signInSessions(@Viewing() viewer: Asking) {
    return liveSessions(this.#database.reader, person(viewer).id, this.#clock.now());
  }

  @Requires()
  @Query(() => [ApiToken], {
    complexity: listCost(USUAL_LIST),
    description: 'The viewer’s API tokens, newest first, expired ones too. Signed-in people only, not by API token.',
  })
  apiTokens(@Viewing() viewer: Asking) {
    return tokensOf(this.#database.reader, person(viewer).id);
  }

  @Requires()
  @Query(() => Json, {
    complexity: 500,
    description:
      'All that is held on the viewer, by where it is held, without secrets. Signed-in people only, not by API token.',
  })
  myData(@Viewing() viewer: Asking) {
    return this.#people.export(person(viewer));
  }
}

@Resolver(() => SignInSession)
export class SignInSessionResolver {
  @ResolveField(() => Boolean, { description: 'True for the session of this request.' })
  isCurrent(@Parent() { id }: SignInSession, @Viewing() viewer: Asking): boolean {
    return viewer.kind === 'person' && viewer.credential.kind === 'session' && viewer.credential.id === id;
  }
}
