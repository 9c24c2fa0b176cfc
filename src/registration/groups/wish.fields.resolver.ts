import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { School } from '../../directory/school.types.ts';
import { maySeeEvent } from '../../events/record/event.policy.ts';
import { Event } from '../../events/record/event.types.ts';
import { Session } from '../../events/record/session.types.ts';
import { maySeeSession } from '../../events/sessions/session.policy.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Reader } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import type { DateWishRow } from '../record/registration.tables.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import { schoolsByIds } from './class.store.ts';
import { type ToldDate, toldDates } from './wish.checking.ts';
import { mayDecideWish, mayWithdrawWish } from './wish.policy.ts';
import { wishDecided } from './wish.rules.ts';
import { eventsOfWishes } from './wish.store.ts';
import { DateWish, type DateWishAction, DateWishActions, WishedDate } from './wish.types.ts';

type Told = (reader: Reader, wishIds: readonly string[]) => Promise<ReadonlyMap<string, ToldDate[]>>;

@Resolver(() => DateWish)
export class WishFieldsResolver {
  readonly #database: Database;
  readonly #asking: AskingNow;
  /** Of each request the one by which its dates are checked together. */
  readonly #told = new WeakMap<object, Told>();

  constructor(@Inject(Database) database: Database, asking: AskingNow) {
    this.#database = database;
    this.#asking = asking;
  }

  @ResolveField(() => School, { complexity: 5, description: 'The school of the class.' })
  school({ schoolId }: DateWishRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, schoolsByIds, schoolId);
  }

  @ResolveField(() => Event, {
    nullable: true,
    complexity: 5,
    description: 'The event its dates are of; null when the viewer may see it no more.',
  })
  async event(@Parent() { id }: DateWishRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const event = await load(context, this.#database.reader, eventsOfWishes, id);
    return event && maySeeEvent(viewer, event) ? event : null;
  }

  @ResolveField(() => [WishedDate], {
    complexity: listCost(3),
    description:
      'Its dates, the one that is wished most first, each with what would come of it now. Fewer than were wished where a roster was taken away.',
  })
  async dates(
    @Parent() { id }: DateWishRow,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
    @Context() context: object,
  ) {
    let told = this.#told.get(context);
    if (!told) {
      const asking = this.#asking.of(viewer, language);
      told = (reader, ids) => toldDates(reader, ids, asking);
      this.#told.set(context, told);
    }
    return (await load(context, this.#database.reader, told, id)) ?? [];
  }

  @ResolveField(() => [DateWishActions], { description: 'What the viewer may do with it now.' })
  async viewerCan(
    @Parent() wish: DateWishRow,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
    @Context() context: object,
  ): Promise<DateWishAction[]> {
    const event = await load(context, this.#database.reader, eventsOfWishes, wish.id);
    if (!event || wishDecided(wish, language)) return [];
    return [
      ...(mayDecideWish(viewer, event) ? (['PICK', 'DECLINE'] as const) : []),
      ...(mayWithdrawWish(viewer, wish) ? (['WITHDRAW'] as const) : []),
    ];
  }
}

@Resolver(() => WishedDate)
export class WishedDateResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Session, {
    nullable: true,
    complexity: 5,
    description: 'The session of the date, of a whole event the first; null when the viewer may not see it.',
  })
  async session(@Parent() { rosterId }: ToldDate, @Viewing() viewer: Viewer, @Context() context: object) {
    const { event, session } = (await load(context, this.#database.reader, subjectsOfRosters, rosterId)) ?? {};
    return event && session && maySeeSession(viewer, session, event) ? session : null;
  }
}
