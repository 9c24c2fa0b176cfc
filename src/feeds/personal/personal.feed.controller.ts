import { Controller, Get, Header, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { Clock } from '../../platform/time/clock.ts';
import { formatHttpDate, type Instant } from '../../platform/time/instant.ts';
import { askedIn, dispositionOf } from '../answering/answer.ts';
import { chooseCoding, isUnchanged } from '../answering/conditional.rules.ts';
import { FeedOpener } from './feed.opener.ts';
import { KeptCalendars, type WrittenCalendar } from './kept.calendars.ts';
import { PersonalCalendars } from './personal.calendars.ts';
import { isTouchDue } from './personal.feed.rules.ts';
import { noteContent, touchFeed } from './personal.feed.store.ts';
import type { PersonalFeedRow } from './personal.feed.tables.ts';

/**
 * Calendars for one person: the secret in the address is all that it takes. No cache on the way keeps them, and a client asks
 * again before it shows what it has; `no-store` would take from it the copy that a 304 is about.
 */
@Public()
@Controller('feeds/me')
export class PersonalFeedController {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #opener: FeedOpener;
  readonly #calendars: PersonalCalendars;
  readonly #kept: KeptCalendars;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    opener: FeedOpener,
    calendars: PersonalCalendars,
    kept: KeptCalendars,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#opener = opener;
    this.#calendars = calendars;
    this.#kept = kept;
  }

  @Get(':file')
  @Header('x-robots-tag', 'noindex, nofollow')
  async answer(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | object | undefined> {
    const opened = await this.#opener.open(secretIn(file), request.ip);
    if (opened && 'wait' in opened) return tooMany(opened.wait, request, reply);
    const calendar = opened && (await this.#calendars.read(opened));
    if (!opened || !calendar) throw notFound('the calendar');
    const { feed } = opened;
    const written = await this.#kept.write(calendar, feed.language);
    const changedAt = await this.#note(feed, written);
    return send(request, reply, { written, changedAt, feed, title: calendar.title });
  }

  /** When what it says last became another; and now and then, that it was fetched. */
  async #note(feed: PersonalFeedRow, { tag }: WrittenCalendar): Promise<Instant> {
    const now = this.#clock.now();
    const isSame = feed.contentTag === tag;
    const touches = isTouchDue(feed, now);
    if (isSame && !touches) return feed.contentSince ?? now;
    return this.#database.transaction(async (tx) => {
      if (touches) await touchFeed(tx, feed, now);
      return isSame ? (feed.contentSince ?? now) : noteContent(tx, feed, tag, now);
    });
  }
}

/** What stands before `.ics`; of any other file the whole name, which is nobody's secret. */
function secretIn(file: string): string {
  return file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : `${file}/`;
}

interface Answer {
  readonly written: WrittenCalendar;
  readonly changedAt: Instant;
  readonly feed: PersonalFeedRow;
  readonly title: string;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { written, changedAt, feed, title }: Answer,
): Buffer | undefined {
  const { acceptEncoding, ...conditions } = askedIn(request.headers);
  const coding = chooseCoding(acceptEncoding, true);
  const etag = coding === 'identity' ? `"${written.tag}"` : `"${written.tag}-${coding}"`;
  void reply
    .header('etag', etag)
    .header('last-modified', formatHttpDate(changedAt))
    .header('cache-control', 'private, no-cache')
    .header('vary', 'accept-encoding');
  if (isUnchanged(conditions, etag, changedAt)) {
    void reply.code(304);
    return undefined;
  }
  // Compressed here and not by the server: a strong tag names the bytes of one coding (RFC 9110 section 8.8.3.3).
  if (coding !== 'identity') void reply.header('content-encoding', coding);
  void reply
    .type('text/calendar; charset=utf-8')
    .header('content-language', feed.language)
    .header('content-disposition', dispositionOf(`zakhid-${feed.of.toLowerCase()}.ics`, title, 'ics'));
  return written.bodies[coding];
}

function tooMany(wait: number, { id: requestId }: FastifyRequest, reply: FastifyReply): object {
  void reply.code(429).header('retry-after', String(wait)).header('cache-control', 'no-store');
  const message = `Too many calendars that nobody has were asked for from your network. Try again in ${wait} s.`;
  return { error: { code: 'TOO_MANY_REQUESTS', message, requestId } };
}
