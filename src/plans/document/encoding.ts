/** Telling the encoding of a Ukrainian text from its bytes, and decoding it. */
import type { TextEncoding } from './source-table.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

const sampleBytes = 64 * 1024;

function decode(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** null: no encoding makes Ukrainian text of these bytes. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  // UTF-32 first: its mark begins like the one of UTF-16
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) return null;
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return accepted(bytes, 'utf-8');
  if (startsWith(bytes, 0xff, 0xfe)) return accepted(bytes, 'utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return accepted(bytes, 'utf-16be');
  const wide = wideEncoding(bytes);
  if (wide !== null) return accepted(bytes, wide);
  return accepted(bytes, 'utf-8') ?? cyrillicBytes(bytes);
}

function accepted(bytes: Uint8Array, encoding: TextEncoding): DecodedText | null {
  const text = decode(bytes, encoding);
  return text !== null && looksLikeText(text) ? { text, encoding } : null;
}

/** Control characters other than line ends and tabs, and the mark that another program left for what it lost. */
function looksLikeText(text: string): boolean {
  const sample = text.slice(0, sampleBytes);
  let odd = 0;
  for (const letter of sample) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0) return false;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 11) || code === 0xfffd) odd++;
    else if (code >= 0xe000 && code <= 0xf8ff) odd++;
  }
  return odd * 100 <= sample.length;
}

/** UTF-16 without a mark: every other byte is the page of the letters, 0x00 or 0x04 for Latin and Cyrillic. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const length = Math.min(bytes.length, sampleBytes);
  const pages = [0, 0];
  for (let at = 0; at < length; at++) {
    const byte = bytes[at];
    if (byte === 0 || byte === 4 || byte === 0x20) pages[at % 2] = (pages[at % 2] ?? 0) + (byte === 0x20 ? 0.25 : 1);
  }
  const [even = 0, odd = 0] = pages;
  const half = length / 2;
  if (odd > half * 0.8 && odd > even * 2) return 'utf-16le';
  return even > half * 0.8 && even > odd * 2 ? 'utf-16be' : null;
}

const vowels = /[аеиіоуяюєїыэё]/giu;

/**
 * Bytes of windows-1251: any bytes decode, so the text has to look like words. Other one-byte Cyrillic encodings read
 * this way turn capitals and vowels about (KOI8-U) or give rare signs (866), and are refused.
 */
function cyrillicBytes(bytes: Uint8Array): DecodedText | null {
  const text = decode(bytes, 'windows-1251');
  if (text === null || !looksLikeText(text)) return null;
  const sample = text.slice(0, sampleBytes);
  const letters = sample.match(/[а-яіїєґ]/giu)?.length ?? 0;
  const high = [...sample].filter((letter) => (letter.codePointAt(0) ?? 0) > 126).length;
  const usual = sample.match(/[«»–—’‘“”„…№§°\u00a0­·•]/gu)?.length ?? 0;
  const capitalsInside = sample.match(/[а-яіїєґ][А-ЯІЇЄҐ]/gu)?.length ?? 0;
  const spoken = (sample.match(vowels)?.length ?? 0) / Math.max(letters, 1);
  const clean = letters > 0 && (letters + usual) / Math.max(high, 1) > 0.97 && capitalsInside * 25 <= letters;
  return clean && spoken > 0.25 && spoken < 0.65 ? { text, encoding: 'windows-1251' } : null;
}
