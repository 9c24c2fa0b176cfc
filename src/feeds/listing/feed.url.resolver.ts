import { Inject } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { Audience, District } from '../../directory/entry.types.ts';
import { isPublic } from '../../events/record/event.policy.ts';
import { Event } from '../../events/record/event.types.ts';
import { Measure } from '../../plans/measure.types.ts';
import type { MeasureRow } from '../../plans/measure.tables.ts';
import { Goal } from '../../plans/plan.types.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { type FeedName, feedPath } from '../subjects/address.rules.ts';
import { goalPath } from '../subjects/face.rules.ts';
import { feedAddress } from '../subjects/link.rules.ts';
import { addressesOfGoals, yearsOfPlans } from './listed.store.ts';

const calendarOf = (what: string) =>
  `Address of the calendar (iCalendar, RFC 5545) of ${what}, to subscribe to; in English with \`?lang=en\`.`;

/** What all that has a feed of its own has in common. */
abstract class FeedUrls {
  readonly #base: string;

  constructor(settings: Settings) {
    this.#base = addressOf(settings);
  }

  protected urlOf(name: FeedName): string {
    return this.urlAt(feedPath(name));
  }

  protected urlAt(path: string): string {
    return feedAddress(this.#base, path, 'ics');
  }
}

@Resolver(() => Audience)
export class AudienceFeedResolver extends FeedUrls {
  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    super(settings);
  }

  @ResolveField(() => String, { description: calendarOf('its published events') })
  feedUrl({ slug }: Audience): string {
    return this.urlOf({ of: 'AUDIENCE', slug });
  }
}

@Resolver(() => Branch)
export class BranchFeedResolver extends FeedUrls {
  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    super(settings);
  }

  @ResolveField(() => String, { description: calendarOf('what is held there') })
  feedUrl({ slug }: Branch): string {
    return this.urlOf({ of: 'BRANCH', slug });
  }
}

@Resolver(() => District)
export class DistrictFeedResolver extends FeedUrls {
  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    super(settings);
  }

  @ResolveField(() => String, { description: calendarOf('what its branches hold') })
  feedUrl({ slug }: District): string {
    return this.urlOf({ of: 'DISTRICT', slug });
  }
}

@Resolver(() => Measure)
export class MeasureFeedResolver extends FeedUrls {
  readonly #database: Database;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings, @Inject(Database) database: Database) {
    super(settings);
    this.#database = database;
  }

  @ResolveField(() => String, {
    description: calendarOf(
      'the events that serve it, and those that serve others with its number in plans of its year',
    ),
  })
  async feedUrl({ planId, number }: MeasureRow, _args: unknown, context: object): Promise<string> {
    const year = (await load(context, this.#database.reader, yearsOfPlans, planId)) ?? 0;
    return this.urlOf({ of: 'MEASURE', year, number });
  }
}

@Resolver(() => Goal)
export class GoalFeedResolver extends FeedUrls {
  readonly #database: Database;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings, @Inject(Database) database: Database) {
    super(settings);
    this.#database = database;
  }

  @ResolveField(() => String, { description: calendarOf('the events whose measures serve it') })
  async feedUrl({ id, slug }: Goal, _args: unknown, context: object): Promise<string> {
    const found = await load(context, this.#database.reader, addressesOfGoals, id as string);
    return this.urlAt(goalPath({ id, slug, year: found?.year ?? 0, isFirst: found?.isFirst ?? false }));
  }
}

@Resolver(() => Event)
export class EventFeedResolver extends FeedUrls {
  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    super(settings);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: `${calendarOf('its dates')} Null until it is published.`,
  })
  feedUrl(event: Event): string | null {
    const { id, arrangement } = event;
    return isPublic(event) ? this.urlOf({ of: arrangement === 'SINGLE' ? 'EVENT' : 'SERIES', id }) : null;
  }
}
