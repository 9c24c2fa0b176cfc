import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { Rounds } from '../../platform/jobs/rounds.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { ChangeChannel } from '../freshness/change.channel.ts';
import { FeedKeeper } from '../keeping/feed.keeper.ts';
import { askedIn, type FeedAnswer } from './answer.ts';

/** So many addresses are known at most, with what was answered to them; then the longest unused go. */
const MOST_ADDRESSES = 5_000;
const MOST_SAID = 200;
const LONGEST_ADDRESS = 1_000;
const MARKED_EACH = 8;
/** What is answered here has no line of its own in the log. */
const TOLD_EVERY_MS = 60_000;

interface Known {
  /** Of the feed in the keeper. */
  readonly key: string;
  readonly answer: FeedAnswer;
  /** What the program says in every answer: of security, and nothing of one request. */
  readonly standing: Readonly<Record<string, string>>;
  /** By the headers of an answer: the same and the standing ones, as Node writes them without looking at each. */
  readonly lines: Map<object, string[]>;
}

/**
 * Millions of polls by telephones, most of them for what has not changed: such a request is answered before the framework
 * sees it, from what was answered last, as long as nothing was committed since that the feed tells of.
 */
@Injectable()
export class FastPath implements OnModuleInit {
  readonly #keeper: FeedKeeper;
  readonly #channel: ChangeChannel;
  readonly #known = new Map<string, Known>();
  readonly #rounds: Rounds;
  readonly #logger: Logger;
  #served = 0;
  #unchanged = 0;
  #told = { served: 0, unchanged: 0 };

  constructor(keeper: FeedKeeper, channel: ChangeChannel, rounds: Rounds, @Inject(LOGGER) logger: Logger) {
    this.#keeper = keeper;
    this.#channel = channel;
    this.#rounds = rounds;
    this.#logger = logger;
  }

  onModuleInit(): void {
    this.#rounds.register(TOLD_EVERY_MS, 'answers of feeds were not counted', () => {
      const [served, unchanged] = [this.#served, this.#unchanged];
      const last = this.#told;
      this.#told = { served, unchanged };
      if (served > last.served) {
        this.#logger.info({ answers: served - last.served, of304: unchanged - last.unchanged }, 'feeds were answered');
      }
      return Promise.resolve();
    });
  }

  /** How many requests were answered here. */
  get served(): number {
    return this.#served;
  }

  /** What was answered to a request, with the headers that the framework gave it. */
  learn(request: IncomingMessage, key: string, answer: FeedAnswer, given: OutgoingHttpHeaders): void {
    const address = addressKey(request);
    if (address === null) return;
    const standing = Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined || name === 'x-request-id' ? [] : [[name, String(value)]],
      ),
    );
    this.#known.delete(address);
    this.#known.set(address, { key, answer, standing, lines: new Map() });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_ADDRESSES && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Now and then is enough to know which are used: in the order of a map each change leaves something to tidy up. */
  #usedNow(address: string, known: Known): void {
    if (this.#served % MARKED_EACH !== 0) return;
    this.#known.delete(address);
    this.#known.set(address, known);
  }

  /** Answers a request if it can be; else it is the framework's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url, headers } = request;
    if ((method !== 'GET' && method !== 'HEAD') || !url?.startsWith('/feeds/')) return false;
    const address = addressKey(request);
    if (address === null) return false;
    const known = this.#known.get(address);
    if (!known || !this.#channel.isFresh()) return false;
    const representation = this.#keeper.current(known.key);
    // By another tag it has another title, perhaps: whoever looks it up learns it.
    if (representation?.tag !== known.answer.tag) return false;
    const answered = known.answer.to(representation, askedIn(headers));
    const bytes = method === 'HEAD' || answered.body === null ? null : representation.at(answered.body);
    // What has to be unpacked first is not for here.
    if (bytes === undefined) return false;
    this.#served += 1;
    this.#usedNow(address, known);
    if (answered.status === 304) this.#unchanged += 1;
    response.writeHead(answered.status, linesOf(known, answered.headers));
    response.end(bytes ?? undefined);
    return true;
  }
}

function linesOf({ lines, standing }: Known, headers: Readonly<Record<string, string>>): string[] {
  const known = lines.get(headers);
  if (known) return known;
  const made = Object.entries({ ...standing, ...headers }).flat();
  lines.set(headers, made);
  return made;
}

/** What an answer depends on besides the coding; null where so much is said of it that nobody does so by habit. */
function addressKey({ url = '', headers }: IncomingMessage): string | null {
  const { 'accept-language': language = '', accept = '' } = headers;
  const isLong = language.length > MOST_SAID || accept.length > MOST_SAID || url.length > LONGEST_ADDRESS;
  // No header holds the end of a line.
  return isLong ? null : `${url}\n${language}\n${accept}`;
}
