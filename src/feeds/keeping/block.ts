import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import type { GzipPart } from './gzip.rules.ts';

const deflate = promisify(deflateRaw);
/** A fast level: what it leaves uncompressed is little, and a change waits for it. */
const LEVEL = 5;

/** Some bytes in a row of what a feed answers, compressed by themselves; as they were they are not kept. */
export interface Block extends GzipPart {
  /** SHA-256 of the bytes. */
  readonly digest: Buffer;
}

export async function blockOf(pieces: readonly Buffer[]): Promise<Block> {
  const bytes = Buffer.concat(pieces);
  // A flush ends it on a byte, and leaves nothing that the next would look back to.
  const deflated = await deflate(bytes, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH });
  return { deflated, crc: crc32(bytes), size: bytes.length, digest: createHash('sha256').update(bytes).digest() };
}
