import type { IncomingHttpHeaders } from 'node:http';
import { formatHttpDate } from '../../platform/time/instant.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Coding, Representation } from '../keeping/representation.ts';
import { chooseCoding, isUnchanged } from './conditional.rules.ts';

/** What stands beside the bytes of a feed. */
export interface FeedFacts {
  readonly mediaType: string;
  readonly language: Language;
  /** ASCII, with its extension. */
  readonly fileName: string;
  /** The name a person may save it under, without the extension. */
  readonly title: string;
  readonly extension: string;
  /** Request headers that it depends on. */
  readonly vary: string;
}

/** What is asked with GET or HEAD. */
export interface FeedAsked {
  readonly acceptEncoding: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
}

export function askedIn(headers: IncomingHttpHeaders): FeedAsked {
  // Node joins a header that came twice; its types do not know it of this one.
  const acceptEncoding = [headers['accept-encoding'] ?? []].flat().join();
  return { acceptEncoding, ifNoneMatch: headers['if-none-match'], ifModifiedSince: headers['if-modified-since'] };
}

export interface FeedAnswered {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  /** In which coding the bytes of the representation go; of 304 none. */
  readonly body: Coding | null;
}

/** A minute at most passes before a cache asks again, and an hour in which it may answer while it asks. */
const CACHE = 'public, max-age=60, stale-while-revalidate=3600, stale-if-error=86400';

interface Headers {
  readonly full: Readonly<Record<string, string>>;
  readonly unchanged: Readonly<Record<string, string>>;
}

/**
 * How what a feed is gets answered. The headers of each coding are put together once; of the feed itself nothing is kept here
 * but its tag, so that its memory is the keeper's to give up.
 */
export class FeedAnswer {
  /** Of the representation that it answers with. */
  readonly tag: string;
  readonly #facts: FeedFacts;
  readonly #headers = new Map<Coding, Headers>();

  constructor({ tag }: Representation, facts: FeedFacts) {
    this.tag = tag;
    this.#facts = facts;
  }

  /** `one` has the tag. */
  to(one: Representation, { acceptEncoding, ifNoneMatch, ifModifiedSince }: FeedAsked): FeedAnswered {
    const coding = codingFor(acceptEncoding, one.hasBrotli);
    const { full, unchanged } = this.#headersOf(one, coding);
    if (isUnchanged({ ifNoneMatch, ifModifiedSince }, one.etag(coding), one.changedAt)) {
      return { status: 304, headers: unchanged, body: null };
    }
    return { status: 200, headers: full, body: coding };
  }

  #headersOf(one: Representation, coding: Coding): Headers {
    const known = this.#headers.get(coding);
    if (known) return known;
    const { mediaType, language, fileName, title, extension, vary } = this.#facts;
    const unchanged = {
      etag: one.etag(coding),
      'last-modified': formatHttpDate(one.changedAt),
      'cache-control': CACHE,
      vary,
      // Others may show it on their pages; of robots no feed is a page.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-robots-tag': 'noindex',
    };
    const full = {
      ...unchanged,
      ...(coding !== 'identity' && { 'content-encoding': coding }),
      'content-type': mediaType,
      'content-length': String(one.length(coding)),
      'content-language': language,
      'content-disposition': dispositionOf(fileName, title, extension),
    };
    const headers = { full, unchanged };
    this.#headers.set(coding, headers);
    return headers;
  }
}

/** Shown where it is opened, and saved under its title (RFC 6266); `fileName` is ASCII, for clients that know no other. */
export function dispositionOf(fileName: string, title: string, extension: string): string {
  return `inline; filename="${fileName}"; filename*=UTF-8''${percentEncoded(title)}.${extension}`;
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

/** What is accepted is said in a few ways by millions. */
const CHOSEN = new Map<string, Coding>();
const MOST_CHOSEN = 1_000;

function codingFor(acceptEncoding: string | undefined, hasBrotli: boolean): Coding {
  const key = `${hasBrotli} ${acceptEncoding ?? ''}`;
  const known = CHOSEN.get(key);
  if (known) return known;
  const coding = chooseCoding(acceptEncoding, hasBrotli);
  if (CHOSEN.size < MOST_CHOSEN && key.length < MOST_CHOSEN) CHOSEN.set(key, coding);
  return coding;
}
