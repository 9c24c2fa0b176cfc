import { Inject } from '@nestjs/common';
import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import { person } from '../../platform/access/signed-in.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { WishDatesInput } from './group.input.types.ts';
import { WishDeciding } from './wish.deciding.ts';
import { type DateWishState, shownWish } from './wish.rules.ts';
import { WishService } from './wish.service.ts';
import { pageOfWishes, wishesByIds } from './wish.store.ts';
import {
  DateWishConnection,
  DateWishStates,
  DeclineDateWishInput,
  EndDateWishResult,
  PickWishedDateInput,
  PickWishedDateResult,
  WishDatesResult,
  WithdrawDateWishInput,
} from './wish.types.ts';

const BY_STAFF = 'Librarians and approvers of the branch of its event only.';

@ArgsType()
class DateWishArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Only those for this event.' })
  readonly eventId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those for events of this branch.' })
  readonly branchId?: string | null;

  @Field(() => DateWishStates, { nullable: true, description: 'Only those of which this became.' })
  readonly state?: DateWishState | null;
}

@Resolver()
export class WishResolver {
  readonly #database: Database;
  readonly #wishes: WishService;
  readonly #deciding: WishDeciding;
  readonly #asking: AskingNow;

  constructor(@Inject(Database) database: Database, wishes: WishService, deciding: WishDeciding, asking: AskingNow) {
    this.#database = database;
    this.#wishes = wishes;
    this.#deciding = deciding;
    this.#asking = asking;
  }

  @Requires()
  @ForTokens('EVENTS')
  @Query(() => DateWishConnection, {
    complexity: pageCost,
    description:
      'Wishes of dates, the oldest first: those for events of the branches whose librarian or approver the viewer is, and one’s own. Signed-in people only.',
  })
  async dateWishes(@Args() { eventId, branchId, state, ...page }: DateWishArguments, @Viewing() viewer: Viewer) {
    const window = readPage<readonly [string]>(page, [isId]);
    if ([eventId, branchId].some((id) => id != null && !isId(id))) return connectionOf([], page, () => []);
    const criteria = {
      eventId: (eventId ?? null) as Id<'Event'> | null,
      branchId: (branchId ?? null) as Id<'Branch'> | null,
      state: state ?? null,
    };
    const rows = await pageOfWishes(this.#database.reader, person(viewer), criteria, window);
    return connectionOf(rows.map(shownWish), page, ({ id }) => [id]);
  }

  @Public()
  @Mutation(() => WishDatesResult, {
    description:
      'Wishes two or three dates of an event for a class: each is checked at once, nothing is held, and the library picks one, by which the class is registered as by registerClass, or says no. Public.',
  })
  async wishDates(
    @Args('input', { description: 'The class, the dates, and whom to ask.' }) input: WishDatesInput,
    @Viewing() viewer: Viewer,
    @Exchanging() { request }: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#told(await this.#wishes.wish(input, { ...this.#asking.of(viewer, language), address: request.ip }));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => PickWishedDateResult, {
    description: `Registers a class for one of the dates that were wished for it; it gets a mail as any that registers, with a link to confirm its address where that is not known. ${BY_STAFF}`,
  })
  async pickWishedDate(
    @Args('input', { description: 'The wish, and the date.' }) input: PickWishedDateInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#told(await this.#deciding.pick(input, this.#asking.of(viewer, language)));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EndDateWishResult, {
    description: `Says no to all dates that were wished for a class. ${BY_STAFF}`,
  })
  async declineDateWish(
    @Args('input', { description: 'The wish, and why.' }) input: DeclineDateWishInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#ended(await this.#deciding.decline(input, this.#asking.of(viewer, language)));
  }

  @Requires()
  @ForTokens('EVENTS')
  @Mutation(() => EndDateWishResult, {
    description:
      'Takes back a wish of dates that one made signed in; who made one without an account asks the library. Whoever made it only.',
  })
  async withdrawDateWish(
    @Args('input', { description: 'The wish.' }) input: WithdrawDateWishInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#ended(await this.#deciding.withdraw(input, this.#asking.of(viewer, language)));
  }

  /** With the wish as it is now, where the answer has one. */
  async #told(answer: { readonly kind: string } | { readonly kind: string; readonly wishId: Id<'DateWish'> }) {
    return 'wishId' in answer ? { ...answer, wish: await this.#wish(answer.wishId) } : answer;
  }

  async #ended(answer: { readonly kind: string } | { readonly kind: string; readonly wishId: Id<'DateWish'> }) {
    return 'wishId' in answer ? this.#wish(answer.wishId) : answer;
  }

  async #wish(id: Id<'DateWish'>) {
    const wish = (await wishesByIds(this.#database.reader, [id])).get(id);
    return wish && shownWish(wish);
  }
}
