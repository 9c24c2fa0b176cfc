import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Block } from './block.ts';
import { GZIP_HEAD, gzipTail } from './gzip.rules.ts';

const brotli = promisify(brotliCompress);

/** Beyond this brotli takes longer than it saves. */
const BROTLI_MOST = 32 * 1_048_576;

export type Coding = 'identity' | 'gzip' | 'br';

/** What a feed is at a moment, in each content coding: a strong tag names the bytes of one (RFC 9110 section 8.8.3.3). */
export class Representation {
  readonly changedAt: Date;
  readonly gzip: Buffer;
  readonly size: number;
  readonly #tag: string;
  readonly #parts: readonly Block[];
  #identity: WeakRef<Buffer> | undefined;
  #brotli: Buffer | undefined;

  constructor(parts: readonly Block[], tag: string, changedAt: Date) {
    this.#parts = parts;
    this.#tag = tag;
    this.changedAt = changedAt;
    this.size = parts.reduce((sum, { size }) => sum + size, 0);
    this.gzip = Buffer.concat([GZIP_HEAD, ...parts.map(({ deflated }) => deflated), gzipTail(parts)]);
    void this.#compress();
  }

  get bytes(): number {
    return this.gzip.length + (this.#brotli?.length ?? 0);
  }

  etag(coding: Coding): string {
    return coding === 'identity' ? `"${this.#tag}"` : `"${this.#tag}-${coding}"`;
  }

  /** Brotli is there a moment after the rest: until then nobody waits for it. */
  has(coding: Coding): boolean {
    return coding !== 'br' || this.#brotli !== undefined;
  }

  body(coding: Coding): Buffer {
    if (coding === 'gzip') return this.gzip;
    return (coding === 'br' ? this.#brotli : undefined) ?? this.#plain();
  }

  #plain(): Buffer {
    const known = this.#identity?.deref();
    if (known) return known;
    const bytes = Buffer.concat(this.#parts.flatMap(({ pieces }) => pieces));
    this.#identity = new WeakRef(bytes);
    return bytes;
  }

  async #compress(): Promise<void> {
    if (this.size > BROTLI_MOST) return;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: this.size > 1_048_576 ? 4 : 6,
      [constants.BROTLI_PARAM_SIZE_HINT]: this.size,
    };
    // What cannot be compressed is served by gzip.
    this.#brotli = await brotli(this.#plain(), { params }).catch(() => undefined);
  }
}
