/** One sheet of a workbook as rows. */
import type { Refuse } from './document.messages.ts';
import type { DocumentRefusal, SourceRow } from './source-table.ts';
import { Enough, walkXml, type XmlVisitor } from './xml.reader.ts';

export interface SheetContext {
  readonly refuse: Refuse;
  readonly string: (index: number) => string;
  readonly number: (text: string, style: number) => string;
}

interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const mostMerged = 50_000;

/** "B3" as row and column from 1 and 0; null for anything else. */
function placeOf(reference: string): { row: number; column: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (found === null) return null;
  const column = [...(found[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(found[2]), column };
}

class SheetVisitor implements XmlVisitor {
  readonly rows = new Map<number, Map<number, string>>();
  readonly merged: Area[] = [];
  refusal: DocumentRefusal | null = null;
  private readonly context: SheetContext;
  private row = 0;
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private reading = false;
  private inline = false;
  private phonetic = false;

  constructor(context: SheetContext) {
    this.context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const row = Number(attributes['r'] ?? this.row + 1);
      this.row = Number.isInteger(row) && row > 0 && row <= 1_048_576 ? row : this.row + 1;
      this.column = -1;
    } else if (name === 'c') {
      const place = placeOf(attributes['r'] ?? '');
      this.column = place?.column ?? this.column + 1;
      this.type = attributes['t'] ?? 'n';
      this.style = Number(attributes['s'] ?? 0);
      this.value = '';
    } else if (name === 'is') this.inline = true;
    else if (name === 'rPh') this.phonetic = true;
    else if (name === 'v' || (name === 't' && this.inline)) this.reading = true;
    else if (name === 'mergeCell') this.addMerged(attributes['ref'] ?? '');
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false;
    else if (name === 'is') this.inline = false;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c') this.addCell();
  }

  text(text: string): void {
    if (this.reading && !this.phonetic && this.value.length <= this.context.refuse.limits.cellCharacters) {
      this.value += text;
    }
  }

  private stop(refusal: DocumentRefusal): never {
    this.refusal = refusal;
    throw new Enough('limit');
  }

  private addMerged(reference: string): void {
    const [from, to] = reference.split(':').map(placeOf);
    if (from === null || from === undefined || to === null || to === undefined) return;
    this.merged.push({ top: from.row, bottom: to.row, left: from.column, right: to.column });
    if (this.merged.length > mostMerged) this.stop(this.context.refuse.tooLarge('ROWS'));
  }

  private addCell(): void {
    const { refuse } = this.context;
    const text = this.shown().replaceAll('\r\n', '\n').trim();
    this.value = '';
    if (text === '') return;
    if (text.length > refuse.limits.cellCharacters) this.stop(refuse.tooLarge('CELL', this.row));
    if (this.column >= refuse.limits.columns) this.stop(refuse.tooLarge('COLUMNS', this.row));
    const cells = this.rows.get(this.row) ?? new Map<number, string>();
    cells.set(this.column, text);
    this.rows.set(this.row, cells);
    if (this.rows.size > refuse.limits.rows) this.stop(refuse.tooLarge('ROWS'));
  }

  private shown(): string {
    switch (this.type) {
      case 's':
        return this.context.string(Number(this.value));
      case 'n':
        return this.context.number(this.value, this.style);
      case 'd':
        return this.value.slice(0, 10);
      case 'b':
        return this.value === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return '';
      default:
        // "_x000D_" is how a sheet writes a control character
        return this.value;
    }
  }
}

export function readSheet(
  bytes: Uint8Array,
  context: SheetContext,
): { readonly rows: readonly SourceRow[] } | { readonly refusal: DocumentRefusal } {
  const visitor = new SheetVisitor(context);
  try {
    const outcome = walkXml(bytes, visitor);
    if (outcome === 'doctype') return { refusal: context.refuse.archiveBomb('DOCTYPE') };
    if (outcome === 'damaged') return { refusal: context.refuse.damaged() };
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    return { refusal: visitor.refusal ?? context.refuse.damaged() };
  }
  return { rows: rowsOf(visitor, context.refuse.limits.columns) };
}

/** Every row as wide as the table; one blank row stands for any number of them. */
function rowsOf({ rows, merged }: SheetVisitor, mostColumns: number): SourceRow[] {
  const numbers = [...rows.keys()].sort((one, other) => one - other);
  const last = Math.max(1, ...[...rows.values()].map((cells) => Math.max(...cells.keys())));
  const width = Math.min(last + 1, mostColumns);
  const byRow = new Map<number, Area[]>();
  for (const area of merged) {
    // only rows that hold something matter, however far down an area says it reaches
    const first = lowerBound(numbers, area.top);
    for (let at = first; at < numbers.length && (numbers[at] ?? 0) <= area.bottom; at++) {
      const row = numbers[at] ?? 0;
      const areas = byRow.get(row) ?? [];
      if (areas.length < mostColumns) areas.push(area);
      byRow.set(row, areas);
    }
  }
  const result: SourceRow[] = [];
  let before = 0;
  for (const line of numbers) {
    if (line > before + 1) result.push({ line: before + 1, cells: [''] });
    before = line;
    result.push(rowOf(line, rows.get(line) ?? new Map(), byRow.get(line) ?? [], width));
  }
  return result;
}

function lowerBound(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rowOf(line: number, values: ReadonlyMap<number, string>, areas: readonly Area[], width: number): SourceRow {
  const cells = Array.from({ length: width }, (_, column) => values.get(column) ?? '');
  const spans = new Array<number>(width).fill(1);
  const covered = new Array<boolean>(width).fill(false);
  for (const { top, left, right } of areas) {
    for (let column = left; column <= Math.min(right, width - 1); column++) {
      if (column > left) spans[column] = 0;
      if (line > top) covered[column] = true;
    }
    if (left < width) spans[left] = Math.min(right, width - 1) - left + 1;
  }
  return {
    line,
    cells,
    ...(spans.some((span) => span !== 1) && { spans }),
    ...(covered.includes(true) && { coveredFromAbove: covered }),
  };
}
