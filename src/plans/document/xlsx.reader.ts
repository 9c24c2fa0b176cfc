/**
 * A workbook: the first sheet with a table, its rows by their numbers, its merged cells. Read straight from the XML: the
 * place of a cell ("XFD1048576") is checked before anything is made as large as it says.
 */
import type { Archive, Parts } from './archive.reader.ts';
import type { Refuse } from './document.messages.ts';
import { mainPart, relationshipsOf } from './office-part.ts';
import { dateFormats, shownNumber } from './sheet-number.ts';
import { readSheet } from './sheet.reader.ts';
import type { DocumentReading, DocumentRefusal, SourceRow } from './source-table.ts';
import { Enough, walkXml, type XmlVisitor } from './xml.reader.ts';

interface Sheet {
  readonly name: string;
  readonly part: string;
}

interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
}

type Outcome<T> = { readonly value: T } | { readonly refusal: DocumentRefusal };

/** Walks a part; a document type or torn XML in it refuses the whole file. */
function walk(parts: Parts, part: string | undefined, visitor: XmlVisitor, refuse: Refuse): DocumentRefusal | null {
  const bytes = part === undefined ? undefined : parts.get(part);
  if (bytes === undefined) return null;
  try {
    const outcome = walkXml(bytes, visitor);
    if (outcome === 'doctype') return refuse.archiveBomb('DOCTYPE');
    return outcome === 'damaged' ? refuse.damaged() : null;
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    return refuse.damaged();
  }
}

function readWorkbook(parts: Parts, part: string, refuse: Refuse): Outcome<Workbook> {
  const targets = new Map(relationshipsOf(parts, part).map(({ id, target }) => [id, target]));
  const sheets: (Sheet & { hidden: boolean })[] = [];
  let from1904 = false;
  const refusal = walk(
    parts,
    part,
    {
      open(name, attributes) {
        if (name === 'workbookPr') from1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
        if (name !== 'sheet' || sheets.length >= 200) return;
        const target = targets.get(attributes['r:id'] ?? '') ?? `xl/worksheets/sheet${String(sheets.length + 1)}.xml`;
        const hidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden';
        sheets.push({ name: attributes['name'] ?? '', part: target, hidden });
      },
      close: () => undefined,
      text: () => undefined,
    },
    refuse,
  );
  if (refusal !== null) return { refusal };
  const shown = sheets.filter(({ hidden }) => !hidden);
  return { value: { sheets: shown.length > 0 ? shown : sheets, from1904 } };
}

function readSharedStrings(parts: Parts, part: string | undefined, refuse: Refuse): Outcome<readonly string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  const refusal = walk(
    parts,
    part,
    {
      open(name) {
        if (name === 'si') current = '';
        else if (name === 'rPh') phonetic = true;
        else if (name === 't') inText = true;
      },
      close(name) {
        if (name === 'si') strings.push(current);
        else if (name === 'rPh') phonetic = false;
        else if (name === 't') inText = false;
      },
      text(text) {
        if (inText && !phonetic && current.length <= refuse.limits.cellCharacters) current += text;
      },
    },
    refuse,
  );
  return refusal === null ? { value: strings } : { refusal };
}

/** Words that only the heading of a plan holds; without them the first sheet with three columns is taken. */
const planWords = /№|захо|захід|виконав|відповідальн|термін|строк/iu;

function tableLikeness(rows: readonly SourceRow[]): number {
  const wide = rows.filter((row) => row.cells.filter((cell) => cell !== '').length >= 3);
  if (wide.length === 0) return rows.some((row) => row.cells.some((cell) => cell !== '')) ? 1 : 0;
  return wide.some((row) => row.cells.filter((cell) => planWords.test(cell)).length >= 2) ? 3 : 2;
}

export function readXlsx({ parts }: Archive, refuse: Refuse): DocumentReading {
  const part = mainPart(parts, 'xl/workbook.xml');
  if (part === null) return { refusal: refuse.damaged() };
  const workbook = readWorkbook(parts, part, refuse);
  if ('refusal' in workbook) return workbook;
  const related = relationshipsOf(parts, part);
  const partOf = (type: string): string | undefined => related.find((relation) => relation.type === type)?.target;
  const strings = readSharedStrings(parts, partOf('sharedStrings') ?? 'xl/sharedstrings.xml', refuse);
  if ('refusal' in strings) return strings;
  const formats = dateFormats(parts.get(partOf('styles') ?? 'xl/styles.xml'));
  let best: { rows: readonly SourceRow[]; sheet: string; likeness: number } | null = null;
  for (const sheet of workbook.value.sheets) {
    const bytes = parts.get(sheet.part);
    if (bytes === undefined) continue;
    const reading = readSheet(bytes, {
      refuse,
      string: (index) => strings.value[index] ?? '',
      number: (text, style) => shownNumber(text, formats[style] ?? null, workbook.value.from1904),
    });
    if ('refusal' in reading) return reading;
    const likeness = tableLikeness(reading.rows);
    if (best === null || likeness > best.likeness) best = { rows: reading.rows, sheet: sheet.name, likeness };
    if (likeness === 3) break;
  }
  if (best === null) return { refusal: refuse.damaged() };
  if (best.likeness === 0) return { refusal: refuse.empty() };
  return { table: { format: 'xlsx', rows: best.rows, sheet: best.sheet } };
}
