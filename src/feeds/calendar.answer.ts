import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../platform/language/language.ts';
import { formatHttpDate, type Instant } from '../platform/time/instant.ts';
import { chooseCoding, isUnchanged } from './conditional.rules.ts';

const CODERS = {
  identity: (bytes: Buffer) => Promise.resolve(bytes),
  gzip: promisify(gzip),
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
};

export interface CalendarAnswer {
  readonly text: string;
  /** ASCII, without its `.ics`. */
  readonly fileName: string;
  /** The name a person may save it under. */
  readonly title: string;
  readonly language: Language;
  readonly lastModified: Instant;
}

/**
 * Answers a public calendar: 200 with its bytes, or 304 when the client has them. Compressed here and not by the server,
 * because each coding is a representation of its own and a strong ETag names one (RFC 9110 section 8.8.3.3).
 */
export async function answerCalendar(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, fileName, title, language, lastModified }: CalendarAnswer,
): Promise<Buffer | undefined> {
  const coding = chooseCoding(request.headers['accept-encoding']);
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 27);
  const etag = coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`;
  void reply
    .header('etag', etag)
    .header('last-modified', formatHttpDate(lastModified))
    .header('cache-control', 'public, max-age=300, stale-while-revalidate=3600')
    .header('vary', 'accept-encoding');
  const { 'if-none-match': ifNoneMatch, 'if-modified-since': ifModifiedSince } = request.headers;
  if (isUnchanged({ ifNoneMatch, ifModifiedSince }, etag, lastModified)) {
    void reply.code(304);
    return undefined;
  }
  if (coding !== 'identity') void reply.header('content-encoding', coding);
  void reply
    .type('text/calendar; charset=utf-8')
    .header('content-language', language)
    .header(
      'content-disposition',
      `inline; filename="${fileName}.ics"; filename*=UTF-8''${encodeURIComponent(title).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}.ics`,
    );
  return CODERS[coding](Buffer.from(text));
}
