/** Writes one table of a sample plan as text, csv, xlsx or docx. */
import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
} from 'docx';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { type Entry, fromBuffer } from 'yauzl';
import { writeZip, type ZipEntry } from './zip-writer.ts';

/** '^' as a cell: merged with the cell above; '<': merged with the cell to the left; '#': numbered by the program. */
export type Line = string | readonly (string | number)[];

export const asText = (lines: readonly Line[], end = '\n'): string =>
  lines.map((line) => (typeof line === 'string' ? line : line.join('\t'))).join(end);

export function asCsv(lines: readonly Line[], delimiter: ',' | ';' | '\t', end = '\n'): string {
  const quoted = (cell: string | number): string => {
    const text = String(cell);
    return text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const row = (line: Line): string => (typeof line === 'string' ? quoted(line) : line.map(quoted).join(delimiter));
  return lines.map(row).join(end) + end;
}

/** windows-1251 by the table that the platform decodes with. */
export function asWindows1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251');
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Buffer.from([...text].map((letter) => codes.get(letter) ?? 0x3f));
}

export function asUtf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** The same bytes at every run: the libraries write the time of day into what they make. */
async function withFixedDates(archive: Buffer): Promise<Buffer> {
  const entries = await new Promise<ZipEntry[]>((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      const found: ZipEntry[] = [];
      zip.on('error', reject);
      zip.on('end', () => resolve(found));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure !== null) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            found.push({ name: entry.fileName, data: Buffer.concat(chunks) });
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
  const fixed = entries
    .filter(({ name }) => !name.endsWith('/'))
    .map(({ name, data }) => {
      if (!name.startsWith('docProps/')) return { name, data };
      const text = Buffer.from(data).toString('utf8');
      return { name, data: text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-01T00:00:00Z') };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return writeZip(fixed);
}

export interface Sheet {
  readonly name: string;
  readonly lines: readonly Line[];
}

type SheetCell = {
  value: string | number;
  columnSpan?: number;
  rowSpan?: number;
  format?: string;
  type?: typeof Date;
} | null;

/** Numbers from 30,000 on are dates, shown as a month and a year. */
function sheetCells(lines: readonly Line[]): SheetData {
  const grid = lines.map((line) => (typeof line === 'string' ? [line] : [...line]));
  return grid.map((line, row) =>
    line.map((cell, column): SheetCell => {
      if (cell === '^' || cell === '<' || cell === '') return null;
      let columnSpan = 1;
      while (line[column + columnSpan] === '<') columnSpan++;
      let rowSpan = 1;
      while (grid[row + rowSpan]?.[column] === '^') rowSpan++;
      const spans = { ...(columnSpan > 1 && { columnSpan }), ...(rowSpan > 1 && { rowSpan }) };
      return typeof cell === 'number' && cell >= 30_000
        ? { value: cell, format: 'mmmm yyyy', ...spans }
        : { value: cell, ...spans };
    }),
  );
}

export async function asXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const written = sheets.map(({ name, lines }) => ({ sheet: name, data: sheetCells(lines) }));
  return withFixedDates(await writeExcelFile(written).toBuffer());
}

const numbering = {
  config: [
    {
      reference: 'measures',
      levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START }],
    },
  ],
};

const paragraphs = (text: string): Paragraph[] =>
  text.split('\n').map((line) => {
    const run = { text: line.replaceAll('**', ''), ...(line.startsWith('**') && { bold: true }) };
    return new Paragraph({ children: [new TextRun(run)] });
  });

function wordRow(cells: readonly (string | number)[], next: readonly (string | number)[] | undefined): TableRow {
  const made: TableCell[] = [];
  cells.forEach((cell, column) => {
    if (cell === '<') return;
    let span = 1;
    while (cells[column + span] === '<') span++;
    const above = cell === '^';
    const starts = !above && next?.[column] === '^';
    const merge = above ? VerticalMergeType.CONTINUE : starts ? VerticalMergeType.RESTART : undefined;
    const children =
      cell === '#'
        ? [new Paragraph({ numbering: { reference: 'measures', level: 0 } })]
        : paragraphs(above ? '' : String(cell));
    made.push(
      new TableCell({
        children,
        ...(span > 1 && { columnSpan: span }),
        ...(merge !== undefined && { verticalMerge: merge }),
      }),
    );
  });
  return new TableRow({ children: made });
}

/** Lines between rows divide the rows into several tables, as a page break does when a document is converted. */
export async function asDocx(lines: readonly Line[]): Promise<Buffer> {
  const children: (Paragraph | Table)[] = [];
  let rows: TableRow[] = [];
  const closeTable = (): void => {
    if (rows.length > 0) children.push(new Table({ rows }));
    rows = [];
  };
  lines.forEach((line, at) => {
    if (typeof line === 'string') {
      closeTable();
      children.push(...paragraphs(line));
    } else {
      const next = lines[at + 1];
      rows.push(wordRow(line, typeof next === 'string' ? undefined : next));
    }
  });
  closeTable();
  const document = new Document({ creator: 'zakhid', numbering, sections: [{ children }] });
  return withFixedDates(await Packer.toBuffer(document));
}
