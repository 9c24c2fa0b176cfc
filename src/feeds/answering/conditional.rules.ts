import { type Instant, parseHttpDate } from '../../platform/time/instant.ts';
import type { Coding } from '../keeping/representation.ts';

/** The validators a client sent with GET or HEAD. */
export interface Conditions {
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
}

/**
 * Whether the client has what would be answered: 304 by RFC 9110 section 13.2.2. If-None-Match compares weakly and, when
 * it is there, If-Modified-Since counts no more.
 */
export function isUnchanged(conditions: Conditions, etag: string, lastModified: Instant): boolean {
  const { ifNoneMatch, ifModifiedSince } = conditions;
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, etag);
  const since = ifModifiedSince === undefined ? null : parseHttpDate(ifModifiedSince);
  if (!since) return false;
  // An HTTP date has whole seconds.
  return Math.floor(lastModified.getTime() / 1000) * 1000 <= since.getTime();
}

function matches(header: string, etag: string): boolean {
  if (header === etag || header.trim() === '*') return true;
  const tags: readonly string[] = header.match(/"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
  return tags.includes(etag);
}

/** The content coding to answer with, of those there are; `identity` when the client takes none of them. Of equals brotli is smaller. */
export function chooseCoding(acceptEncoding: string | undefined, hasBrotli: boolean): Coding {
  const qualities = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').slice(0, 500).toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.trim().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean) ?? '1';
    if (coding) qualities.set(coding.trim(), Number(quality));
  }
  const quality = (coding: string) => qualities.get(coding) ?? qualities.get('*') ?? 0;
  const [gzip, br] = [quality('gzip'), hasBrotli ? quality('br') : 0];
  if (gzip <= 0 && br <= 0) return 'identity';
  return br >= gzip ? 'br' : 'gzip';
}
