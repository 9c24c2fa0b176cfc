/** Opening an office document: a zip archive whose every entry is inflated under caps before anything reads it. */
import { crc32 } from 'node:zlib';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import type { Refuse } from './document.messages.ts';
import type { DocumentRefusal } from './source-table.ts';

/** The parts of the archive that were asked for, by lower-case name without a leading slash. */
export type Parts = ReadonlyMap<string, Uint8Array>;

export interface Archive {
  readonly names: readonly string[];
  readonly parts: Parts;
}

export type ArchiveReading = { readonly archive: Archive } | { readonly refusal: DocumentRefusal };

const ratioFloor = 1024 * 1024;

const open = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null) reject(error);
      else resolve(zip);
    });
  });

const nextEntry = (zip: ZipFile): Promise<Entry | null> =>
  new Promise((resolve, reject) => {
    const done = (): void => {
      zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
    };
    const onEntry = (entry: Entry): void => {
      done();
      resolve(entry);
    };
    const onEnd = (): void => {
      done();
      resolve(null);
    };
    const onError = (error: Error): void => {
      done();
      reject(error);
    };
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
    zip.readEntry();
  });

interface Inflated {
  readonly size: number;
  /** null: more than the cap. */
  readonly bytes: Uint8Array | null;
}

/** Inflates one entry, counting what really comes out; what the archive says about its size is not believed. */
const inflate = (zip: ZipFile, entry: Entry, cap: number, keep: boolean): Promise<Inflated> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      let checksum = 0;
      stream.on('error', reject);
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        checksum = crc32(chunk, checksum);
        if (size > cap) {
          stream.destroy();
          resolve({ size, bytes: null });
        } else if (keep) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (checksum === entry.crc32) resolve({ size, bytes: Buffer.concat(chunks) });
        else reject(new Error('checksum'));
      });
    });
  });

const partName = (name: string): string => name.replace(/^\/+/, '').toLowerCase();

export async function readArchive(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  refuse: Refuse,
): Promise<ArchiveReading> {
  let zip: ZipFile | null = null;
  try {
    zip = await open(bytes);
    return await readEntries(zip, wanted, refuse);
  } catch {
    return { refusal: refuse.damaged() };
  } finally {
    zip?.close();
  }
}

async function readEntries(zip: ZipFile, wanted: (name: string) => boolean, refuse: Refuse): Promise<ArchiveReading> {
  const { limits } = refuse;
  const names = new Set<string>();
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  for (let entry = await nextEntry(zip); entry !== null; entry = await nextEntry(zip)) {
    const name = partName(entry.fileName);
    // two entries of one name: which one a program reads is anybody's guess
    if (names.has(name)) return { refusal: refuse.archiveBomb('DUPLICATE') };
    names.add(name);
    if (names.size > limits.archiveEntries) return { refusal: refuse.archiveBomb('ENTRIES') };
    if (entry.isEncrypted()) return { refusal: refuse.archiveBomb('ENCRYPTED') };
    if (name.endsWith('/')) continue;
    const left = limits.archiveBytes - total;
    const { size, bytes: inflated } = await inflate(zip, entry, Math.min(limits.entryBytes, left), wanted(name));
    if (inflated === null)
      return { refusal: refuse.archiveBomb(left < limits.entryBytes ? 'TOTAL_SIZE' : 'ENTRY_SIZE') };
    if (size > ratioFloor && size > limits.archiveRatio * Math.max(entry.compressedSize, 1)) {
      return { refusal: refuse.archiveBomb('RATIO') };
    }
    total += size;
    if (wanted(name)) parts.set(name, inflated);
  }
  return { archive: { names: [...names], parts } };
}
