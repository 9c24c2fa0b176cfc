import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder } from './recognition-lab.ts';
import { asUtf16be, asWindows1251 } from '../samples/write-table.ts';
import { decodeText } from '../src/plans/document/encoding.ts';

const text = readFileSync(join(samplesFolder, 'kyiv-2019-measures.txt'), 'utf8');
const mark = '\ufeff';
const utf8 = new TextEncoder();

describe('the encoding of a text', () => {
  it.each([
    ['utf-8', utf8.encode(text)],
    ['utf-8', utf8.encode(mark + text)],
    ['utf-16le', Buffer.from(mark + text, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', asUtf16be(mark + text)],
    ['utf-16be', asUtf16be(text)],
  ])('is told: %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  it('is told where every letter is one byte', () => {
    const decoded = decodeText(asWindows1251(text));
    expect(decoded).toEqual({ text, encoding: 'windows-1251' });
  });

  it.each([
    ['only Latin', 'utf-8', utf8.encode('plan;term')],
    ['a short text', 'windows-1251', asWindows1251('План заходів; термін; виконавці')],
    ['capitals', 'windows-1251', asWindows1251('ПЛАН ЗАХОДІВ НА 2021 РІК')],
  ])('is told of %s', (_, encoding, bytes) => {
    expect(decodeText(bytes)?.encoding).toBe(encoding);
  });

  /** Letters by the table of another one-byte encoding. */
  const as = (encoding: string): Buffer => {
    const decoder = new TextDecoder(encoding);
    const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
    return Buffer.from([...text].map((letter) => codes.get(letter) ?? 0x3f));
  };

  it.each([
    ['KOI8-U', as('koi8-u')],
    ['code page 866', as('ibm866')],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x1f, 4, 0, 0])],
    ['torn UTF-8 in a Latin text', Buffer.from([0x61, 0xd0, 0x62, 0x63])],
    ['UTF-16 of odd length', Buffer.concat([Buffer.from(mark + text, 'utf16le'), Buffer.from([4])])],
    ['zero bytes', Buffer.alloc(100)],
    ['lost letters', utf8.encode('\ufffd\ufffd\ufffd план')],
  ])('is not guessed of %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull();
  });
});
