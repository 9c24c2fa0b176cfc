import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { Rush } from '../../platform/http/rush.ts';
import { FeedSubjects } from '../subjects/feed.subjects.ts';
import { ChangeWatches } from './change.watches.ts';
import { EventStream } from './event.stream.ts';
import { type Crowded, EventStreams, type Seat } from './event.streams.ts';
import { readCursor, retryBlock } from './sse.rules.ts';

/** Clients come again after this long, and not all at the same moment. */
const RETRY_MS = 2_000;
const RETRY_SPREAD_MS = 3_000;
/** Whoever was refused may come again after so many seconds. */
const LATER_SECONDS = 30;

const CROWDED: Readonly<Record<Crowded, { readonly status: number; readonly code: string; readonly message: string }>> =
  {
    NETWORK: { status: 429, code: 'TOO_MANY_REQUESTS', message: 'Your network listens to as many streams as it may' },
    PROCESS: { status: 503, code: 'UNAVAILABLE', message: 'As many streams are open as may be; come again in a while' },
    STOPPING: { status: 503, code: 'UNAVAILABLE', message: 'The program stops; come again in a while' },
  };

/** What changes among the sessions that everybody sees, as it changes: server-sent events. */
@Public()
@Controller('feeds')
export class ChangesController {
  readonly #subjects: FeedSubjects;
  readonly #watches: ChangeWatches;
  readonly #streams: EventStreams;
  readonly #rush: Rush;

  constructor(subjects: FeedSubjects, watches: ChangeWatches, streams: EventStreams, rush: Rush) {
    this.#subjects = subjects;
    this.#watches = watches;
    this.#streams = streams;
    this.#rush = rush;
  }

  @Get('changes')
  async changes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const seat = this.#streams.seat(request.ip);
    if (typeof seat === 'string') return refuse(seat, request, reply);
    // Also of a client that is gone before it is answered.
    reply.raw.once('close', () => seat.leave());
    try {
      await this.#open(seat, request, reply);
    } catch (error) {
      seat.leave();
      throw error;
    }
  }

  async #open(seat: Seat, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const cut = request.url.indexOf('?');
    const search = cut < 0 ? '' : request.url.slice(cut);
    // A filter has the same parameters as its feed.
    const found = await this.#subjects.find('/feeds/search', new URLSearchParams(search));
    if (!found) throw notFound('the feed');
    const stream = new EventStream(reply);
    if (request.method === 'HEAD') {
      stream.open();
      stream.end();
      return;
    }
    stream.send(retryBlock(RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)));
    const { subject, pastDays } = found;
    const [last] = [request.headers['last-event-id']].flat();
    const watched = { key: `${subject.path} ${pastDays}`, query: subject.query, pastDays };
    const leave = await this.#watches.listen(watched, readCursor(last), (text) => stream.send(text));
    if (reply.raw.destroyed) {
      leave();
      return;
    }
    reply.raw.once('close', leave);
    // It goes on for hours, and nobody waits for its end.
    this.#rush.letGo(reply.raw);
    stream.open();
    seat.take(stream);
  }
}

function refuse(why: Crowded, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code, message } = CROWDED[why];
  void reply
    .code(status)
    .header('retry-after', LATER_SECONDS)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send({ error: { code, message, requestId: request.id } });
}
