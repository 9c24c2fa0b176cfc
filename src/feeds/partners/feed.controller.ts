import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import { pickLanguage } from '../../platform/language/language.ts';
import { askedIn } from '../answering/answer.ts';
import { KeptPartnerFeeds } from './kept.feeds.ts';
import { findPromoted } from './record/calendar.store.ts';

/** Calendars of what partners promote: readable by everybody, and apart from our own. */
@Public()
@Controller('feeds/partners')
export class PartnerFeedController {
  readonly #database: Database;
  readonly #kept: KeptPartnerFeeds;

  constructor(@Inject(Database) database: Database, kept: KeptPartnerFeeds) {
    this.#database = database;
    this.#kept = kept;
  }

  @Get(':file')
  async promoted(
    @Param('file') file: string,
    @Query('lang') lang: unknown,
    @Req() { headers: asked }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const slug = file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : '';
    const calendar = isSlug(slug) ? await findPromoted(this.#database.reader, slug) : undefined;
    if (!calendar) throw notFound('the feed');
    const language = lang === 'uk' || lang === 'en' ? lang : pickLanguage(asked['accept-language']);
    const { representation, answer } = await this.#kept.feed(calendar, language);
    const { status, headers, body } = answer.to(representation, askedIn(asked));
    void reply.code(status).headers(headers);
    return body ? representation.body(body) : undefined;
  }
}
