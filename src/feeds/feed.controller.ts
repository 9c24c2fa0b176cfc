import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/access/access.decorators.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { notFound } from '../platform/faults/fault.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusDays } from '../platform/time/instant.ts';
import { answerCalendar } from './calendar.answer.ts';
import { renderFeed } from './feed.calendar.ts';
import { CANCELLED_DAYS, feedLanguage, latestOf, slugOfFeed } from './feed.rules.ts';
import { feedsChangedAt, findFeedAudience, readFeed } from './feed.store.ts';

/** Calendars for subscribers: readable by everybody, and cached on the way. */
@Public()
@Controller('feeds')
export class FeedController {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(@Inject(Database) database: Database, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
  }

  @Get('audiences/:file')
  async audience(
    @Param('file') file: string,
    @Query('lang') lang: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const slug = slugOfFeed(file);
    const { reader } = this.#database;
    const audience = slug === null ? undefined : await findFeedAudience(reader, slug);
    if (!audience) throw notFound('the feed');
    const now = this.#clock.now();
    const changedAt = await feedsChangedAt(reader);
    const feed = await readFeed(reader, audience, {
      now,
      endedSince: plusDays(now, -this.#settings.FEED_PAST_DAYS),
      cancelledSince: plusDays(now, -CANCELLED_DAYS),
      limit: this.#settings.FEED_LIMIT,
    });
    const language = feedLanguage(lang);
    return answerCalendar(request, reply, {
      text: renderFeed(feed, language),
      fileName: audience.slug,
      title: audience.nameUk,
      language,
      lastModified: latestOf(audience.updatedAt, changedAt),
    });
  }
}
