// One gzip stream (RFC 1952) put together from parts that were compressed each by itself (RFC 1951): after a change only the
// part that changed is compressed anew, and nobody who unpacks it sees the seams.

/** The check sum of what two parts hold together, from those of each; `length` is that of the second, in bytes. */
export function joinedCrc(first: number, second: number, length: number): number {
  let crc = first;
  // The zeros that the second part stands for are taken in as powers of two: zlib's crc32_combine.
  for (let left = length, power = 0; left > 0; left = Math.floor(left / 2), power += 1) {
    if (left % 2 === 1) crc = times(zeroBytes(power), crc);
  }
  return (crc ^ second) >>> 0;
}

type Matrix = readonly number[];

const POLYNOMIAL = 0xedb88320;
const ONE_ZERO_BIT: Matrix = [POLYNOMIAL, ...Array.from({ length: 31 }, (_, at) => 1 << at)];
/** What 2^n zero bytes do to a check sum, by n. */
const ZERO_BYTES: Matrix[] = [squared(squared(squared(ONE_ZERO_BIT)))];

function zeroBytes(power: number): Matrix {
  for (let at = ZERO_BYTES.length; at <= power; at += 1) ZERO_BYTES.push(squared(ZERO_BYTES[at - 1] ?? ONE_ZERO_BIT));
  return ZERO_BYTES[power] ?? ONE_ZERO_BIT;
}

function times(matrix: Matrix, vector: number): number {
  let product = 0;
  for (let left = vector >>> 0, at = 0; left !== 0; left >>>= 1, at += 1) {
    if (left & 1) product ^= matrix[at] ?? 0;
  }
  return product >>> 0;
}

function squared(matrix: Matrix): Matrix {
  return matrix.map((column) => times(matrix, column));
}

/** A part of a stream: how it is compressed without an end, and what it holds. */
export interface GzipPart {
  readonly deflated: Uint8Array;
  readonly crc: number;
  /** Bytes before compression. */
  readonly size: number;
}

/** Before all parts: deflate, no name, no time, made by whatever system. */
export const GZIP_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** After all parts: an empty last block, the check sum and the size. */
export function gzipTail(parts: readonly Omit<GzipPart, 'deflated'>[]): Uint8Array {
  let crc = 0;
  let size = 0;
  for (const part of parts) {
    crc = joinedCrc(crc, part.crc, part.size);
    size += part.size;
  }
  const tail = new DataView(new ArrayBuffer(10));
  tail.setUint16(0, 0x0300);
  tail.setUint32(2, crc, true);
  tail.setUint32(6, size % 2 ** 32, true);
  return new Uint8Array(tail.buffer);
}
