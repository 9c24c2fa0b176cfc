/** Reading a plan's document, whatever it is: by what its bytes are, not by what its name says. */
import { type Archive, readArchive } from './archive.reader.ts';
import { delimiterOf, readCsv } from './csv.reader.ts';
import { type Refuse, refusalsIn } from './document.messages.ts';
import { readDocx } from './docx.reader.ts';
import { decodeText, type DecodedText } from './encoding.ts';
import { isRelationshipPart } from './office-part.ts';
import { documentLimits, type DocumentReading, type ReadingOptions } from './source-table.ts';
import { readText } from './text.reader.ts';
import { readXlsx } from './xlsx.reader.ts';

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['bmp', [0x42, 0x4d]],
  ['tiff', [0x49, 0x49, 0x2a, 0]],
  ['tiff', [0x4d, 0x4d, 0, 0x2a]],
  ['webp', [0x52, 0x49, 0x46, 0x46]],
  ['gzip', [0x1f, 0x8b]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['exe', [0x4d, 0x5a, 0x90]],
  ['elf', [0x7f, 0x45, 0x4c, 0x46]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['djvu', [0x41, 0x54, 0x26, 0x54]],
];

const oldOffice = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte);

function wideName(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
}

/** Word 97, Excel 97, or a new document behind a password: all in the same old container. */
function readOldOffice(bytes: Uint8Array, refuse: Refuse): DocumentReading {
  if (wideName(bytes, 'EncryptedPackage')) return { refusal: refuse.archiveBomb('ENCRYPTED') };
  if (wideName(bytes, 'WordDocument')) return { refusal: refuse.unsupported('doc') };
  return { refusal: refuse.unsupported(wideName(bytes, 'Workbook') || wideName(bytes, 'Book') ? 'xls' : 'doc') };
}

const wantedPart = (name: string): boolean =>
  isRelationshipPart(name) ||
  name === 'mimetype' ||
  (/^(?:word|xl)\//.test(name) &&
    name.endsWith('.xml') &&
    !/\/(?:media|theme|embeddings|charts|drawings)\//.test(name));

function kindOfArchive({ names, parts }: Archive): string {
  const mime = new TextDecoder().decode(parts.get('mimetype') ?? new Uint8Array());
  const open = /opendocument\.(text|spreadsheet|presentation)/.exec(mime)?.[1];
  if (open !== undefined) return { text: 'odt', spreadsheet: 'ods', presentation: 'odp' }[open] ?? 'odt';
  if (mime.includes('epub')) return 'epub';
  if (names.includes('xl/workbook.bin')) return 'xlsb';
  if (names.some((name) => name.startsWith('ppt/'))) return 'pptx';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  return 'zip';
}

async function readZip(bytes: Uint8Array, refuse: Refuse): Promise<DocumentReading> {
  const reading = await readArchive(bytes, wantedPart, refuse);
  if ('refusal' in reading) return reading;
  const kind = kindOfArchive(reading.archive);
  if (kind === 'docx') return readDocx(reading.archive, refuse);
  if (kind === 'xlsx') return readXlsx(reading.archive, refuse);
  return { refusal: refuse.unsupported(kind) };
}

/** Tabs make a text a table; quoted cells with line ends in them need the reader of separated values even so. */
function readDecoded(decoded: DecodedText, fileName: string, refuse: Refuse): DocumentReading {
  const { text } = decoded;
  if (text.trim() === '') return { refusal: refuse.empty() };
  const markup = /^\s*<(?:!doctype html|html|\?xml|table|head|body)/i.exec(text);
  if (markup !== null) return { refusal: refuse.unsupported(markup[0].includes('?xml') ? 'xml' : 'html') };
  const isCsv = /\.csv$/i.test(fileName);
  const delimiter = delimiterOf(text);
  if (delimiter === '\t' && !isCsv && !/(?:^|\t)"[^"\t]*$/m.test(text)) return readText(decoded, refuse);
  if (delimiter !== null && (isCsv || delimiter !== ',' || !text.includes('\t')))
    return readCsv(decoded, delimiter, refuse);
  return readText(decoded, refuse);
}

/** Rows of cells, or why there are none. Bad input is never thrown; `fileName` only helps to tell csv from text. */
export async function readPlanDocument(
  bytes: Uint8Array,
  fileName: string,
  options: ReadingOptions = {},
): Promise<DocumentReading> {
  const limits = { ...documentLimits, ...options.limits };
  const refuse = refusalsIn(options.language ?? 'uk', limits);
  if (bytes.length === 0) return { refusal: refuse.empty() };
  if (bytes.length > limits.bytes) return { refusal: refuse.tooLarge('BYTES') };
  if (startsWith(bytes, oldOffice)) return readOldOffice(bytes, refuse);
  if (startsWith(bytes, zip) && bytes.length > 3 && (bytes[2] ?? 255) < 9) return readZip(bytes, refuse);
  const known = signatures.find(([, signature]) => startsWith(bytes, signature));
  // "BM" and "MZ" may begin a text as well
  const decoded = decodeText(bytes);
  if (known !== undefined && (decoded === null || known[1].length > 2))
    return { refusal: refuse.unsupported(known[0]) };
  return decoded === null ? { refusal: refuse.wrongEncoding() } : readDecoded(decoded, fileName, refuse);
}
