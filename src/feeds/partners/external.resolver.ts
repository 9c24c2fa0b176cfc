import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Inject } from '@nestjs/common';
import { Audience } from '../../directory/entry.types.ts';
import { Public } from '../../platform/access/access.decorators.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, listCost, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Clock } from '../../platform/time/clock.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { ExternalItem, ExternalItemConnection, ExternalItemFilter, type ExternalPartner } from './external.types.ts';
import { partnerFeedAddress } from './partner.address.rules.ts';
import { PartnerDesk } from './partner.desk.ts';
import { audiencesOfCalendars } from './record/calendar.store.ts';
import { type ExternalItem as Found, ITEM_KEY, type ItemKey, itemKey, pageOfExternal } from './record/item.store.ts';

/** What partners promote, beside our own programme and apart from it. */
@Resolver(() => ExternalItem)
export class ExternalResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #desk: PartnerDesk;
  readonly #settings: Settings;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    desk: PartnerDesk,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#desk = desk;
    this.#settings = settings;
  }

  @Public()
  @Query(() => ExternalItemConnection, {
    complexity: pageCost,
    description:
      'Events of partners that a branch promotes, by start: external ones, which no list, count or report of ours holds.',
  })
  async externalItems(
    @Args() page: PageArguments,
    @Args('filter', {
      type: () => ExternalItemFilter,
      nullable: true,
      description: 'Which of them; all that are ahead by default.',
    })
    filter?: ExternalItemFilter,
  ) {
    const window = readPage<ItemKey>(page, ITEM_KEY);
    const criteria = { ...filter, from: filter?.from ?? this.#clock.now() };
    const rows = await pageOfExternal(this.#database.reader, criteria, window);
    return connectionOf(rows.map(shown), page, ({ item }) => itemKey(item));
  }

  @ResolveField()
  partner(@Parent() { calendar: { name, slug } }: Found): ExternalPartner {
    return { name, slug, feedUrl: partnerFeedAddress(addressOf(this.#settings), slug) };
  }

  @ResolveField(() => Branch, { description: 'The branch that promotes it.' })
  branch(@Parent() { calendar }: Found, @Context() context: object) {
    return this.#desk.branch(context, calendar.branchId);
  }

  @ResolveField(() => [Audience], {
    complexity: listCost(3),
    description: 'For whom it is; of all of that partner’s alike.',
  })
  async audiences(@Parent() { calendar }: Found, @Context() context: object) {
    return (await load(context, this.#database.reader, audiencesOfCalendars, calendar.id)) ?? [];
  }
}

function shown(found: Found) {
  const { startsAt, endsAt, zone } = found.item;
  return { ...found.item, ...found, start: textInZone(startsAt, zone), end: textInZone(endsAt, zone) };
}
