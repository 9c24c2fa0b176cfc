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

export interface FeedAnswered {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  /** Of 304 none. */
  readonly body: Buffer | null;
}

/** A minute at most passes before a cache asks again, and an hour in which it may answer while it asks. */
const CACHE = 'public, max-age=60, stale-while-revalidate=3600, stale-if-error=86400';

/** The headers of each coding are put together once, for as long as the feed is what it is. */
export class FeedAnswer {
  readonly #representation: Representation;
  readonly #facts: FeedFacts;
  readonly #headers = new Map<
    Coding,
    { readonly full: Record<string, string>; readonly unchanged: Record<string, string> }
  >();

  constructor(representation: Representation, facts: FeedFacts) {
    this.#representation = representation;
    this.#facts = facts;
  }

  get representation(): Representation {
    return this.#representation;
  }

  to({ acceptEncoding, ifNoneMatch, ifModifiedSince }: FeedAsked): FeedAnswered {
    const one = this.#representation;
    const coding = chooseCoding(acceptEncoding, one.has('br'));
    const { full, unchanged } = this.#headersOf(coding);
    if (isUnchanged({ ifNoneMatch, ifModifiedSince }, one.etag(coding), one.changedAt)) {
      return { status: 304, headers: unchanged, body: null };
    }
    return { status: 200, headers: full, body: one.body(coding) };
  }

  #headersOf(coding: Coding) {
    const known = this.#headers.get(coding);
    if (known) return known;
    const one = this.#representation;
    const { mediaType, language, fileName, title, extension, vary } = this.#facts;
    const unchanged = {
      etag: one.etag(coding),
      'last-modified': formatHttpDate(one.changedAt),
      'cache-control': CACHE,
      vary,
    };
    const full = {
      ...unchanged,
      ...(coding !== 'identity' && { 'content-encoding': coding }),
      'content-type': mediaType,
      'content-length': String(one.body(coding).length),
      'content-language': language,
      'content-disposition': `inline; filename="${fileName}"; filename*=UTF-8''${percentEncoded(title)}.${extension}`,
      // Others may show it on their pages; of robots no feed is a page.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-robots-tag': 'noindex',
    };
    const headers = { full, unchanged };
    this.#headers.set(coding, headers);
    return headers;
  }
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
