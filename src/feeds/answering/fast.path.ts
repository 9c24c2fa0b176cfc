import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { ChangeChannel } from '../freshness/change.channel.ts';
import { FeedKeeper } from '../keeping/feed.keeper.ts';
import type { FeedAnswer } from './answer.ts';

/** So many addresses are known at most, with what was answered to them; then those that were learned first go. */
const MOST_ADDRESSES = 10_000;

interface Known {
  /** Of the feed in the keeper. */
  readonly key: string;
  readonly answer: FeedAnswer;
  /** What the program says in every answer: of security, and nothing of one request. */
  readonly standing: Readonly<Record<string, string>>;
}

/**
 * Millions of polls by telephones, most of them for what has not changed: such a request is answered before the framework
 * sees it, from what was answered last, as long as nothing was committed since that the feed tells of.
 */
@Injectable()
export class FastPath {
  readonly #keeper: FeedKeeper;
  readonly #channel: ChangeChannel;
  readonly #known = new Map<string, Known>();
  #served = 0;

  constructor(keeper: FeedKeeper, channel: ChangeChannel) {
    this.#keeper = keeper;
    this.#channel = channel;
  }

  /** How many requests were answered here. */
  get served(): number {
    return this.#served;
  }

  /** What was answered to a request, with the headers that the framework gave it. */
  learn({ url = '', headers }: IncomingMessage, key: string, answer: FeedAnswer, given: OutgoingHttpHeaders): void {
    const address = addressKey(url, headers['accept-language'], headers.accept);
    const standing = Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined || name === 'x-request-id' ? [] : [[name, String(value)]],
      ),
    );
    this.#known.delete(address);
    this.#known.set(address, { key, answer, standing });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_ADDRESSES && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Answers a request if it can be; else it is the framework's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url, headers } = request;
    if ((method !== 'GET' && method !== 'HEAD') || !url?.startsWith('/feeds/')) return false;
    const address = addressKey(url, headers['accept-language'], headers.accept);
    const known = this.#known.get(address);
    if (!known || !this.#channel.isFresh()) return false;
    if (this.#keeper.current(known.key) !== known.answer.representation) return false;
    const answered = known.answer.to({
      acceptEncoding: [headers['accept-encoding'] ?? ''].flat().join(),
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
    });
    this.#served += 1;
    response.writeHead(answered.status, { ...known.standing, ...answered.headers, 'x-request-id': randomUUID() });
    response.end(method === 'HEAD' ? undefined : (answered.body ?? undefined));
    return true;
  }
}

/** What an answer depends on besides the coding; long ones are nobody's habit. */
function addressKey(url: string, language: string | undefined, accept: string | undefined): string {
  return `${url} ${language?.slice(0, 100) ?? ''} ${accept?.slice(0, 100) ?? ''}`;
}
