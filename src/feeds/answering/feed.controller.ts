import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Fault, notFound } from '../../platform/faults/fault.ts';
import { type Language, pickLanguage } from '../../platform/language/language.ts';
import { FeedKeeper } from '../keeping/feed.keeper.ts';
import { FeedSubjects } from '../subjects/feed.subjects.ts';
import { feedAddress, inLanguage, webcalAddress } from '../subjects/link.rules.ts';
import type { FeedSubject } from '../subjects/subject.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { qrCode } from './qr.code.ts';
import { askedIn, FeedAnswer } from './answer.ts';
import { FastPath } from './fast.path.ts';
import { formatOf, readPath } from './asked.feed.ts';

/** The largest feed is written in less on a machine that has something else to do as well. */
const LONGEST_MS = 25_000;

/** Calendars for subscribers: readable by everybody, and cached on the way. */
@Public()
@Controller('feeds')
export class FeedController {
  readonly #subjects: FeedSubjects;
  readonly #keeper: FeedKeeper;
  readonly #fast: FastPath;
  readonly #settings: Settings;

  constructor(subjects: FeedSubjects, keeper: FeedKeeper, fast: FastPath, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#subjects = subjects;
    this.#keeper = keeper;
    this.#fast = fast;
    this.#settings = settings;
  }

  @Get(['audiences/:file', 'branches/:file', 'districts/:file', 'kinds/:file', 'series/:file', 'events/:file'])
  ofThing(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#answer(request, reply);
  }

  @Get([
    'sessions/:file',
    'plans/:year/measures/:file',
    'plans/:year/goals/:file',
    'search.ics',
    'search.atom',
    'search.json',
    'search.svg',
  ])
  ofPlanOrSearch(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#answer(request, reply);
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<Buffer | string | undefined> {
    const cut = request.url.indexOf('?');
    const address = cut < 0 ? request.url : request.url.slice(0, cut);
    const query = new URLSearchParams(cut < 0 ? '' : request.url.slice(cut));
    const asked = readPath(address);
    // Before what is asked for is looked up: a change meanwhile is not missed.
    const asOf = this.#keeper.moment;
    const found = asked && (await inTime(this.#subjects.find(asked.path, query)));
    if (!asked || !found) throw notFound('the feed');
    if (asked.extension === 'svg') return this.#picture(found.subject, query.get('lang'), reply);
    const { 'accept-language': spoken, accept } = request.headers;
    const language = languageOf(query.get('lang'), spoken);
    const format = formatOf(asked.extension, accept);
    const { pastDays } = found;
    const key = `${format.name} ${language} ${pastDays} ${found.subject.path}`;
    const representation = await inTime(this.#keeper.answer(key, found.subject, asOf, { format, language, pastDays }));
    const answer = new FeedAnswer(representation, {
      ...{ mediaType: format.mediaType, language, extension: format.extension },
      ...{ fileName: `${found.subject.fileName}.${format.extension}`, title: found.subject.title[language] },
      vary: 'accept, accept-encoding, accept-language',
    });
    this.#fast.learn(request.raw, key, answer, reply.raw.getHeaders());
    const { status, headers, body } = answer.to(representation, askedIn(request.headers));
    void reply.code(status).headers(headers);
    return body ? representation.body(body) : undefined;
  }

  /** It stands on posters: what is printed once says nothing of who looks at it. */
  #picture({ path }: FeedSubject, asked: string | null, reply: FastifyReply): string {
    const address = webcalAddress(feedAddress(addressOf(this.#settings), path, 'ics'));
    void reply.headers({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=86400',
      'cross-origin-resource-policy': 'cross-origin',
      'x-robots-tag': 'noindex',
    });
    return qrCode(inLanguage(address, asked === 'en' ? asked : 'uk'));
  }
}

/**
 * A database that takes a question and says nothing leaves caches on the way something to do: with an answer of 503 they give
 * what they have (stale-if-error), without any they wait as well.
 */
async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const over = new AbortController();
  try {
    return await Promise.race([
      asked,
      sleep(LONGEST_MS, undefined, { signal: over.signal }).then(() => {
        throw new Fault('UNAVAILABLE', 'The database does not answer at the moment; try again soon');
      }),
    ]);
  } finally {
    over.abort();
  }
}

/** The address says it, or else who asks. */
function languageOf(asked: string | null, spoken: string | undefined): Language {
  return asked === 'uk' || asked === 'en' ? asked : pickLanguage(spoken);
}
