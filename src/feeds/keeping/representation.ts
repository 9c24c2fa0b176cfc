import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzip } from 'node:zlib';
import type { Block } from './block.ts';
import { GZIP_HEAD, gzipTail } from './gzip.rules.ts';

const brotli = promisify(brotliCompress);
const inflate = promisify(gunzip);

/** Beyond this brotli takes longer than it saves. */
const BROTLI_MOST = 32 * 1_048_576;
const STABLE_MS = 1_000;

export type Coding = 'identity' | 'gzip' | 'br';

/** What names the bytes of some blocks in a row, wherever they were put together. */
export function tagOf(parts: readonly Block[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part.digest);
  return digest.digest('base64url').slice(0, 27);
}

/** What a feed is at a moment, in each content coding: a strong tag names the bytes of one (RFC 9110 section 8.8.3.3). */
export class Representation {
  readonly tag: string;
  /** Since when it is so, as far as this process knows; of two in a row the second has a later second. */
  readonly changedAt: Date;
  readonly gzip: Buffer;
  readonly size: number;
  /** Few ask for it, and it is ten times as large: it is kept for as long as there is nothing better to do with the memory. */
  #identity: WeakRef<Buffer> | undefined;
  #brotli: Buffer | undefined;
  readonly #compressing: NodeJS.Timeout;

  constructor(parts: readonly Block[], tag: string, changedAt: Date) {
    this.tag = tag;
    this.changedAt = changedAt;
    this.size = parts.reduce((sum, { size }) => sum + size, 0);
    this.gzip = Buffer.concat([GZIP_HEAD, ...parts.map(({ deflated }) => deflated), gzipTail(parts)]);
    // What changes again in a moment is not worth it.
    this.#compressing = setTimeout(() => void this.#compress(), STABLE_MS).unref();
  }

  /** Another has taken its place. */
  supersede(): void {
    clearTimeout(this.#compressing);
  }

  get bytes(): number {
    return this.gzip.length + (this.#brotli?.length ?? 0);
  }

  etag(coding: Coding): string {
    return coding === 'identity' ? `"${this.tag}"` : `"${this.tag}-${coding}"`;
  }

  /** How many bytes a coding has, if it is there. */
  length(coding: Coding): number {
    return coding === 'identity' ? this.size : (this.at(coding)?.length ?? 0);
  }

  /** Brotli is there a moment after the rest: until then nobody waits for it. */
  get hasBrotli(): boolean {
    return this.#brotli !== undefined;
  }

  /** The bytes, if they are at hand. */
  at(coding: Coding): Buffer | undefined {
    if (coding === 'gzip') return this.gzip;
    return coding === 'br' ? this.#brotli : this.#identity?.deref();
  }

  /** The bytes; of brotli only once they are there. */
  async body(coding: Coding): Promise<Buffer> {
    return this.at(coding) ?? (await this.#plain());
  }

  async #plain(): Promise<Buffer> {
    const bytes = await inflate(this.gzip, { maxOutputLength: this.size || 1 });
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
    this.#brotli = await this.#plain()
      .then((bytes) => brotli(bytes, { params }))
      .catch(() => undefined);
  }
}
