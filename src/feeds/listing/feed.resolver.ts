import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ProgrammeFilter } from '../../events/programme/programme.filter.types.ts';
import { Public } from '../../platform/access/access.decorators.ts';
import { Spoken } from '../../platform/access/access.parameters.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { KYIV } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import type { FeedKind } from '../subjects/address.rules.ts';
import { searchFace } from '../subjects/search.face.rules.ts';
import { searchOf } from '../subjects/search.rules.ts';
import { namesOfSearch } from '../subjects/subjects.store.ts';
import { varied } from '../subjects/variant.face.rules.ts';
import { aheadKey, aheadOfSearch, sessionsAhead } from './ahead.store.ts';
import { FeedAddresses, FeedArguments, PublicFeed, PublicFeedConnection, SubscribeLinks } from './feed.types.ts';
import { subscribeLinks } from './links.rules.ts';
import { feedAddress, inLanguage, webcalAddress } from '../subjects/link.rules.ts';
import { faceOfListed } from './listed.face.rules.ts';
import { LISTED_KEY, type ListedKey, listedKey, pageOfFeeds } from './listed.store.ts';

/** What it costs to count the sessions of a page, which is one statement. */
const COUNTED = 25;
const USUAL: readonly FeedKind[] = ['AUDIENCE', 'BRANCH', 'DISTRICT', 'KIND', 'GOAL', 'MEASURE'];

@Resolver(() => PublicFeed)
export class FeedResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #base: string;

  constructor(@Inject(Database) database: Database, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#base = addressOf(settings);
  }

  @Public()
  @Query(() => PublicFeedConnection, {
    complexity: (asked: Parameters<typeof pageCost>[0]) => COUNTED + pageCost(asked),
    description:
      'The calendars that everybody may subscribe to, kind by kind, by Ukrainian name; those of plans in their order, those of events by start. Of plans that are over, measures that their plan no longer has, and events that are over or archived there are none in the list, but still at their addresses.',
  })
  async feeds(@Args() asked: FeedArguments) {
    const window = readPage<ListedKey>(asked, LISTED_KEY);
    const now = this.#clock.now();
    const year = Number(dateIn(now, KYIV).slice(0, 4));
    const rows = await pageOfFeeds(this.#database.reader, asked.of ?? USUAL, now, year, window);
    const { edges, pageInfo } = connectionOf(rows, asked, listedKey);
    return {
      pageInfo,
      edges: edges.map(({ cursor, node }) => ({
        cursor,
        node: { kind: node.of, face: faceOfListed(node), ahead: aheadKey(node, now) } satisfies PublicFeed,
      })),
    };
  }

  @Public()
  @Query(() => PublicFeed, {
    complexity: ({ childComplexity }: { childComplexity: number }) => COUNTED + childComplexity,
    description:
      'The calendar of what a filter of the programme finds: equal filters have one address. Left out, `from` bounds nothing, so that some of what is over stays in it.',
  })
  async feedOf(
    @Args('filter', { type: () => ProgrammeFilter, description: 'Which sessions; all for an empty one.' })
    filter: ProgrammeFilter,
  ): Promise<PublicFeed> {
    const search = searchOf(filter);
    const usual = this.#settings.FEED_PAST_DAYS;
    const face = searchFace(search, await namesOfSearch(this.#database.reader, search));
    return {
      kind: 'SEARCH',
      face: varied(face, { includeCancelled: filter.includeCancelled, pastDays: usual }, usual),
      ahead: aheadOfSearch(search, this.#clock.now()),
    };
  }

  @ResolveField(() => String, { description: 'What it is called, in the viewer’s language.' })
  title(@Parent() { face }: PublicFeed, @Spoken() language: Language): string {
    return face.title[language];
  }

  @ResolveField(() => String, { description: 'A line about it, in the viewer’s language.' })
  about(@Parent() { face }: PublicFeed, @Spoken() language: Language): string {
    return face.about[language];
  }

  @ResolveField(() => String, {
    description: 'Its address in iCalendar (RFC 5545), to subscribe to: the same for as long as it is.',
  })
  address({ face }: PublicFeed): string {
    return this.#address(face.path);
  }

  @ResolveField(() => String, {
    description: 'The same as `webcal://`, at which a calendar program opens and asks whether to subscribe.',
  })
  webcal({ face }: PublicFeed): string {
    return webcalAddress(this.#address(face.path));
  }

  @ResolveField(() => String, {
    description:
      'Address of a QR code of `webcal`, in the viewer’s language: a picture (SVG) to print on a poster, at which telephones subscribe.',
  })
  qrCode(@Parent() { face }: PublicFeed, @Spoken() language: Language): string {
    return inLanguage(feedAddress(this.#base, face.path, 'svg'), language);
  }

  @ResolveField(() => FeedAddresses, { description: 'Its addresses in all formats.' })
  addresses({ face: { path } }: PublicFeed): FeedAddresses {
    const [ical, atom, json] = (['ics', 'atom', 'json'] as const).map((one) => feedAddress(this.#base, path, one));
    return { ical: ical ?? '', atom: atom ?? '', json: json ?? '' };
  }

  @ResolveField(() => SubscribeLinks, {
    description:
      'Pages of calendar services that subscribe to it, in the viewer’s language. They ask for news every few hours at best.',
  })
  subscribeLinks(@Parent() { face }: PublicFeed, @Spoken() language: Language): SubscribeLinks {
    return subscribeLinks(inLanguage(this.#address(face.path), language), face.title[language]);
  }

  @ResolveField(() => Int, {
    description: 'How many sessions in it are not over yet, without those that are cancelled or postponed.',
  })
  async upcomingSessions(@Parent() { ahead }: PublicFeed, @Context() context: object): Promise<number> {
    return (await load(context, this.#database.reader, sessionsAhead, ahead)) ?? 0;
  }

  #address(path: string): string {
    return feedAddress(this.#base, path, 'ics');
  }
}
