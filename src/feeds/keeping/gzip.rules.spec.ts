import { constants, crc32, deflateRawSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { GZIP_HEAD, gzipTail, joinedCrc } from './gzip.rules.ts';

const part = (bytes: Buffer) => ({
  ...{
    deflated: deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH }),
    crc: crc32(bytes),
    size: bytes.length,
  },
});

describe('a stream of parts', () => {
  it('is unpacked as what the parts hold, in their order', () => {
    const piece = fc.string({ unit: 'grapheme', maxLength: 3_000 }).map((text) => Buffer.from(text.repeat(3)));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const parts = pieces.map(part);
        const stream = Buffer.concat([GZIP_HEAD, ...parts.map(({ deflated }) => deflated), gzipTail(parts)]);
        expect(gunzipSync(stream).equals(Buffer.concat(pieces))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([0, 1, 7, 8, 65_535, 65_536, 3_000_001])('has the check sum of all, the last of %d bytes', (length) => {
    const [first, second] = [Buffer.from('Привіт'), Buffer.alloc(length, 'Лісова пісня')];
    expect(joinedCrc(crc32(first), crc32(second), second.length)).toBe(crc32(Buffer.concat([first, second])));
  });
});
