import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { School } from '../../directory/school.types.ts';
import { Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import { person } from '../../platform/access/signed-in.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { Room } from '../../venues/places/room.types.ts';
import { mayHaveFeed } from './personal.feed.policy.ts';
import { MOST_FEEDS } from './personal.feed.rules.ts';
import { PersonalFeedService } from './personal.feed.service.ts';
import { branchesOfFeeds, feedsOf, roomsOfFeeds, schoolsOfFeeds } from './personal.feed.store.ts';
import type { PersonalFeedRow } from './personal.feed.tables.ts';
import {
  CreatePersonalFeedInput,
  CreatePersonalFeedResult,
  PersonalFeed,
  RenamePersonalFeedInput,
  RenamePersonalFeedResult,
  RotatePersonalFeedInput,
  RotatePersonalFeedResult,
} from './personal.feed.types.ts';

const OWN = 'Signed-in people only, not by API token.';
const WHICH = { type: () => ID, description: 'Which.' };

/** Calendars for one person's own devices. An API token makes none: it would go on when the token has ended. */
@Resolver(() => PersonalFeed)
export class PersonalFeedResolver {
  readonly #database: Database;
  readonly #feeds: PersonalFeedService;

  constructor(@Inject(Database) database: Database, feeds: PersonalFeedService) {
    this.#database = database;
    this.#feeds = feeds;
  }

  @Requires()
  @Query(() => [PersonalFeed], {
    complexity: listCost(MOST_FEEDS),
    description: `The viewer’s own personal calendars, the oldest first. ${OWN}`,
  })
  personalFeeds(@Viewing() viewer: Viewer) {
    return feedsOf(this.#database.reader, person(viewer).id);
  }

  @Requires()
  @Mutation(() => CreatePersonalFeedResult, {
    description: `Makes a personal calendar and tells its address, once: sent again with the same key it tells that it was made. Of a school its head and its teachers, of a room and of a branch the branch’s librarians, approvers and door staff, one’s own everybody. ${OWN}`,
  })
  createPersonalFeed(
    @Args('input', { description: 'What it is to be.' }) input: CreatePersonalFeedInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#feeds.create(input, person(viewer), language);
  }

  @Requires()
  @Mutation(() => RotatePersonalFeedResult, {
    description: `Gives a personal calendar of the viewer’s own a new address and tells it, once; the old one ends at once. ${OWN}`,
  })
  rotatePersonalFeed(
    @Args('input', { description: 'The calendar.' }) input: RotatePersonalFeedInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#feeds.rotate(input, person(viewer), language);
  }

  @Requires()
  @Mutation(() => RenamePersonalFeedResult, {
    description: `Calls the device of a personal calendar of the viewer’s own otherwise. ${OWN}`,
  })
  renamePersonalFeed(
    @Args('input', { description: 'The calendar, and the name.' }) input: RenamePersonalFeedInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#feeds.rename(input, person(viewer), language);
  }

  @Requires()
  @Mutation(() => Boolean, {
    description: `Ends a personal calendar of the viewer’s own at once: its address answers 404. ${OWN}`,
  })
  async revokePersonalFeed(@Args('id', WHICH) id: string, @Viewing() viewer: Viewer): Promise<boolean> {
    await this.#feeds.revoke(id, person(viewer));
    return true;
  }

  @ResolveField(() => Boolean, {
    complexity: 2,
    description: 'Whether it is there to be fetched; false while its owner lacks the role that it needs.',
  })
  async isOpen(@Parent() feed: PersonalFeedRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const { of, schoolId } = feed;
    const branchId = feed.branchId ?? (await this.room(feed, {}, context))?.branchId ?? null;
    return mayHaveFeed(viewer, { of, schoolId, branchId });
  }

  @ResolveField(() => School, { nullable: true, complexity: 2, description: 'Of SCHOOL: the school; else null.' })
  async school({ schoolId }: PersonalFeedRow, _args: unknown, context: object) {
    return schoolId && load(context, this.#database.reader, schoolsOfFeeds, schoolId);
  }

  @ResolveField(() => Room, { nullable: true, complexity: 2, description: 'Of ROOM: the room; else null.' })
  async room({ roomId }: PersonalFeedRow, _args: unknown, context: object) {
    return roomId ? ((await load(context, this.#database.reader, roomsOfFeeds, roomId)) ?? null) : null;
  }

  @ResolveField(() => Branch, { nullable: true, complexity: 2, description: 'Of BRANCH: the branch; else null.' })
  async branch({ branchId }: PersonalFeedRow, _args: unknown, context: object) {
    return branchId && load(context, this.#database.reader, branchesOfFeeds, branchId);
  }
}
