import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

export interface OutsideAnswer {
  readonly kind: 'OutsideAnswer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent, or unpacked where that was asked for; empty when what was packed came cut. */
  readonly body: Buffer;
  /** Whether there was more, of what came or of what it unpacks to. */
  readonly isCut: boolean;
}

/** What was packed is broken, or packed in a way that was not asked for. */
export class CodingError extends Error {}

interface Bounded {
  readonly body: Buffer;
  readonly isCut: boolean;
}

const UNPACKERS: Readonly<Record<string, (packed: Buffer) => NodeJS.ReadWriteStream>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  // With zlib's header as it should be, or without it, as some servers have it.
  deflate: ([first = 0]) => ((first & 15) === 8 ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
};

/** Throws CodingError, or what went wrong with the connection. */
export async function readAnswer(
  response: IncomingMessage,
  { mostBytes, unpack }: { readonly mostBytes: number; readonly unpack?: boolean },
): Promise<OutsideAnswer> {
  const { statusCode: status = 0, headers } = response;
  const came = await upTo(mostBytes, response);
  const read = unpack ? await unpacked(came, headers['content-encoding'], mostBytes) : came;
  return { kind: 'OutsideAnswer', status, headers, ...read };
}

/** Little becomes much: what comes out is counted as it comes, and no more is kept than may be. */
async function unpacked(came: Bounded, encoding: string | undefined, mostBytes: number): Promise<Bounded> {
  const coding = encoding?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity' || came.body.length === 0) return came;
  const unpacker = Object.hasOwn(UNPACKERS, coding) ? UNPACKERS[coding]?.(came.body) : undefined;
  if (!unpacker) throw new CodingError();
  if (came.isCut) return { body: Buffer.alloc(0), isCut: true };
  try {
    return await upTo(mostBytes, Readable.from([came.body]).pipe(unpacker));
  } catch (error) {
    throw new CodingError('what was packed is broken', { cause: error });
  }
}

/** Leaving the loop destroys what is read. */
async function upTo(mostBytes: number, source: AsyncIterable<unknown>): Promise<Bounded> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of source as AsyncIterable<Buffer>) {
    length += part.length;
    parts.push(part);
    if (length > mostBytes) break;
  }
  return { body: Buffer.concat(parts).subarray(0, mostBytes), isCut: length > mostBytes };
}
