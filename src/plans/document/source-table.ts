/** What every reader makes of a document: rows of cells with the place they came from. */

export type DocumentFormat = 'text' | 'csv' | 'xlsx' | 'docx';
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';
export type MessageLanguage = 'uk' | 'en';

export interface SourceRow {
  /**
   * Where the row stands in its document, from 1: text, the line (blank lines counted); csv, the first line of the
   * record; xlsx, the row of the sheet; docx, a running number of paragraphs and table rows (blank paragraphs counted).
   */
  readonly line: number;
  /** Trimmed texts; may hold "\n" (csv, xlsx, docx). A row of one cell is a line outside the table. */
  readonly cells: readonly string[];
  /** Columns that each cell covers; absent when every cell covers one. A covered cell is '' with span 0. */
  readonly spans?: readonly number[];
  /** True where a cell merged downwards from an earlier row covers this one; absent when none is. */
  readonly coveredFromAbove?: readonly boolean[];
}

export interface SourceTable {
  readonly format: DocumentFormat;
  readonly rows: readonly SourceRow[];
  /** Only for text and csv. */
  readonly encoding?: TextEncoding;
  /** Only for csv. */
  readonly delimiter?: ',' | ';' | '\t';
  /** Only for xlsx: the sheet the rows were taken from. */
  readonly sheet?: string;
}

export interface DocumentLimits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly cellCharacters: number;
  /** Entries of an xlsx or docx archive. */
  readonly archiveEntries: number;
  /** Bytes of one entry, and of all entries, after inflating. */
  readonly entryBytes: number;
  readonly archiveBytes: number;
  /** Inflated bytes for one packed byte, looked at only above 1 MB inflated. */
  readonly archiveRatio: number;
}

export const documentLimits: DocumentLimits = {
  bytes: 5 * 1024 * 1024,
  rows: 5_000,
  columns: 50,
  cellCharacters: 20_000,
  archiveEntries: 500,
  entryBytes: 20 * 1024 * 1024,
  archiveBytes: 30 * 1024 * 1024,
  archiveRatio: 200,
};

export type DocumentRefusal =
  | {
      readonly kind: 'DocumentTooLarge';
      readonly message: string;
      readonly what: 'BYTES' | 'ROWS' | 'COLUMNS' | 'CELL';
      readonly limit: number;
      readonly line: number | null;
    }
  /** `found` is what the content looks like: pdf, doc, xls, png, odt, … */
  | { readonly kind: 'UnsupportedDocument'; readonly message: string; readonly found: string }
  | { readonly kind: 'DocumentEncodingUnknown'; readonly message: string }
  | { readonly kind: 'DocumentUnsafe'; readonly message: string; readonly reason: ArchiveDanger }
  | { readonly kind: 'DocumentDamaged'; readonly message: string }
  | { readonly kind: 'DocumentEmpty'; readonly message: string };

export type ArchiveDanger = 'ENTRIES' | 'ENTRY_SIZE' | 'TOTAL_SIZE' | 'RATIO' | 'DUPLICATE' | 'ENCRYPTED' | 'DOCTYPE';

export type DocumentReading = { readonly table: SourceTable } | { readonly refusal: DocumentRefusal };

export interface ReadingOptions {
  /** Of the refusal's message; 'uk' unless told. */
  readonly language?: MessageLanguage;
  readonly limits?: Partial<DocumentLimits>;
}
