import { asDocx, asXlsx } from '../samples/write-table.ts';
import { writeZip, type ZipEntry } from '../samples/zip-writer.ts';
import { readPlanDocument } from '../src/plans/document/plan-document.reader.ts';
import type { DocumentLimits, SourceRow, SourceTable } from '../src/plans/document/source-table.ts';

async function tableOf(bytes: Uint8Array): Promise<SourceTable> {
  // the name says nothing: what a file is, its content tells
  const reading = await readPlanDocument(bytes, 'plan.txt');
  if ('refusal' in reading) throw new Error(reading.refusal.kind);
  return reading.table;
}

async function refusalOf(bytes: Uint8Array, limits: Partial<DocumentLimits> = {}): Promise<unknown> {
  const reading = await readPlanDocument(bytes, 'plan.docx', { limits });
  return 'refusal' in reading ? reading.refusal : reading.table;
}

const rowsOf = (rows: readonly SourceRow[]) => rows.map(({ line, cells }) => [line, ...cells]);

const word = (body: string, more: readonly ZipEntry[] = []): Buffer =>
  writeZip([
    { name: 'word/document.xml', data: `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>` },
    ...more,
  ]);

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

const book = (sheets: readonly string[], more: readonly ZipEntry[] = []): Buffer =>
  writeZip([
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="r"><sheets>${sheets.map((_, at) => `<sheet name="С${String(at + 1)}" sheetId="${String(at + 1)}" r:id="x${String(at)}"/>`).join('')}</sheets></workbook>`,
    },
    ...sheets.map((data, at) => ({
      name: `xl/worksheets/sheet${String(at + 1)}.xml`,
      data: `<worksheet>${data}</worksheet>`,
    })),
    ...more,
  ]);

const value = (place: string, text: string): string => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('a Word document', () => {
  it('gives its paragraphs and rows in their order', async () => {
    const { format, rows } = await tableOf(
      await asDocx(['План', '', ['№', 'Захід'], ['1', 'Виставка\nта показ'], 'Голова']),
    );
    expect(format).toBe('docx');
    expect(rowsOf(rows)).toEqual([
      [1, 'План'],
      [2, ''],
      [3, '№', 'Захід'],
      [4, '1', 'Виставка\nта показ'],
      [5, 'Голова'],
    ]);
  });

  it('gives merged cells their place', async () => {
    const { rows } = await tableOf(
      await asDocx([
        ['I. Розділ', '<', '<'],
        ['1', 'Ціль', 'Захід'],
        ['2', '^', 'Диспут'],
      ]),
    );
    expect(rows[0]).toEqual({ line: 1, cells: ['I. Розділ', '', ''], spans: [3, 0, 0] });
    expect(rows[2]).toEqual({ line: 3, cells: ['2', '', 'Диспут'], coveredFromAbove: [false, true, false] });
  });

  it('shows the numbers that Word counts itself, by level and by list', async () => {
    const item = (list: number, level: number): string =>
      `<w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="${String(level)}"/><w:numId w:val="${String(list)}"/></w:numPr></w:pPr></w:p></w:tc>${cell('захід')}</w:tr>`;
    const level = (at: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${String(at)}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:numbering><w:abstractNum w:abstractNumId="7">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2.')}</w:abstractNum><w:abstractNum w:abstractNumId="8">${level(0, 'upperRoman', '%1)')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`;
    const body = `<w:tbl>${item(1, 0)}${item(1, 1)}${item(1, 1)}${item(2, 0)}${item(1, 0)}</w:tbl>`;
    const { rows } = await tableOf(word(body, [{ name: 'word/numbering.xml', data: numbering }]));
    expect(rows.map(({ cells }) => cells[0])).toEqual(['1.', '1.1.', '1.2.', 'I)', '2.']);
  });

  it('leaves out what was deleted, and keeps what was inserted', async () => {
    const body = `<w:p><w:del><w:r><w:delText>старе</w:delText></w:r></w:del><w:ins><w:r><w:t>нове</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>сховане</w:t></w:r><w:r><w:t> слово</w:t></w:r></w:p>`;
    expect(rowsOf((await tableOf(word(body))).rows)).toEqual([[1, 'нове слово']]);
  });

  it('gives a table inside a cell to the cell', async () => {
    const inner = `<w:tbl><w:tr>${cell('а')}${cell('б')}</w:tr></w:tbl>`;
    const body = `<w:tbl><w:tr>${cell('1')}<w:tc>${inner}${paragraph('в')}</w:tc></w:tr></w:tbl>`;
    expect(rowsOf((await tableOf(word(body))).rows)).toEqual([[1, '1', 'а\nб\nв']]);
  });

  it.each([
    ['rows', `<w:tbl>${`<w:tr>${cell('а')}${cell('б')}</w:tr>`.repeat(6)}</w:tbl>`, { rows: 5 }, 'ROWS'],
    ['columns', `<w:tbl><w:tr>${cell('а').repeat(6)}</w:tr></w:tbl>`, { columns: 5 }, 'COLUMNS'],
    ['a merged cell', `<w:tbl><w:tr>${cell('а', '<w:gridSpan w:val="1000000000"/>')}</w:tr></w:tbl>`, {}, 'COLUMNS'],
    [
      'cells left out',
      '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr></w:tr></w:tbl>',
      {},
      'COLUMNS',
    ],
    ['a cell', `<w:tbl><w:tr>${cell('а'.repeat(10))}${cell('б')}</w:tr></w:tbl>`, { cellCharacters: 5 }, 'CELL'],
  ])('too large in %s is refused', async (_, body, limits, what) => {
    expect(await refusalOf(word(body), limits)).toMatchObject({ kind: 'DocumentTooLarge', what });
  });

  it.each([
    [
      'a document type',
      '<!DOCTYPE a [<!ENTITY b "бббб">]><w:document><w:p/></w:document>',
      { kind: 'DocumentUnsafe', reason: 'DOCTYPE' },
    ],
    ['no end', '<w:document><w:body><w:p><w:r><w:t>план', { kind: 'DocumentDamaged' }],
    ['endless depth', '<a>'.repeat(100_000), { kind: 'DocumentDamaged' }],
    ['no text', '<w:document><w:body/></w:document>', { kind: 'DocumentEmpty' }],
    ['other letters', Buffer.from([0xff, 0xff, 0x3c]), { kind: 'DocumentDamaged' }],
  ])('with %s is refused', async (_, data, expected) => {
    expect(await refusalOf(writeZip([{ name: 'word/document.xml', data }]))).toMatchObject(expected);
  });
});

describe('a workbook', () => {
  it('gives the first sheet with a table, its rows by their numbers', async () => {
    const { format, sheet, rows } = await tableOf(
      await asXlsx([
        { name: 'Обкладинка', lines: ['План', '2021'] },
        { name: 'Склад групи', lines: [['1', 'Бойко', 'методист']] },
        { name: 'План', lines: [['План', '', ''], '', '', ['№', 'Захід', 'Термін'], [1, 'Виставка', 44317]] },
      ]),
    );
    expect({ format, sheet }).toEqual({ format: 'xlsx', sheet: 'План' });
    expect(rowsOf(rows)).toEqual([
      [1, 'План', '', ''],
      [2, ''],
      [4, '№', 'Захід', 'Термін'],
      [5, '1', 'Виставка', 'травень 2021 року'],
    ]);
  });

  it('gives merged cells their place', async () => {
    const { rows } = await tableOf(
      await asXlsx([
        {
          name: 'П',
          lines: [
            ['I. Розділ', '<', '<'],
            [1, 'Ціль', 'Захід'],
            [2, '^', 'Диспут'],
          ],
        },
      ]),
    );
    expect(rows[0]).toEqual({ line: 1, cells: ['I. Розділ', '', ''], spans: [3, 0, 0] });
    expect(rows[2]).toEqual({ line: 3, cells: ['2', '', 'Диспут'], coveredFromAbove: [false, true, false] });
  });

  it('shows dates as dates and numbers as numbers', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[$-422]mmmm\\ yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="4"/></cellXfs></styleSheet>';
    const cells = [
      ['43831', 1],
      ['43831', 2],
      ['43831', 3],
      ['0.30000000000000004', 0],
      ['59', 1],
      ['61', 1],
    ];
    const sheet = `<sheetData><row r="1">${cells.map(([number, style]) => `<c s="${String(style)}"><v>${String(number)}</v></c>`).join('')}</row></sheetData>`;
    const { rows } = await tableOf(book([sheet], [{ name: 'xl/styles.xml', data: styles }]));
    expect(rows[0]?.cells).toEqual(['01.01.2020', 'січень 2020 року', '43831', '0.3', '27.02.1900', '01.03.1900']);
  });

  it.each([
    [
      'a far column',
      `<sheetData><row r="1">${value('XFD1', 'а')}</row></sheetData>`,
      {},
      { kind: 'DocumentTooLarge', what: 'COLUMNS' },
    ],
    [
      'rows',
      `<sheetData>${Array.from({ length: 6 }, (_, at) => `<row r="${String(at + 1)}">${value(`A${String(at + 1)}`, 'а')}</row>`).join('')}</sheetData>`,
      { rows: 5 },
      { kind: 'DocumentTooLarge', what: 'ROWS' },
    ],
    [
      'a cell',
      `<sheetData><row>${value('A1', 'а'.repeat(9))}</row></sheetData>`,
      { cellCharacters: 5 },
      { kind: 'DocumentTooLarge', what: 'CELL', line: 1 },
    ],
    ['a document type', '<!DOCTYPE a>', {}, { kind: 'DocumentUnsafe', reason: 'DOCTYPE' }],
    ['nothing', '<sheetData/>', {}, { kind: 'DocumentEmpty' }],
  ])('with %s is refused', async (_, sheet, limits, expected) => {
    expect(await refusalOf(book([sheet]), limits)).toMatchObject(expected);
  });

  it('takes no more memory than it has cells, however far apart they say they are', async () => {
    const sheet = `<sheetData><row r="1">${value('A1', 'а')}</row><row r="1048576">${value('B1048576', 'б')}</row></sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(2_000)}</mergeCells>`;
    const times: number[] = [];
    // The quickest of three: what is meant is the work there is to do, not what else the machine did meanwhile.
    for (let time = 0; time < 3; time += 1) {
      const started = performance.now();
      expect((await tableOf(book([sheet]))).rows).toHaveLength(3);
      times.push(performance.now() - started);
    }
    expect(Math.min(...times)).toBeLessThan(1_000);
  });
});

describe('an archive', () => {
  const document = {
    name: 'word/document.xml',
    data: `<w:document><w:body>${paragraph('план')}</w:body></w:document>`,
  };
  const zeros = Buffer.alloc(8 * 1024 * 1024);

  it.each([
    ['one huge entry', [document, { name: 'word/media/a', data: zeros }], { entryBytes: 1024 * 1024 }, 'ENTRY_SIZE'],
    [
      'a huge entry that calls itself small',
      [document, { name: 'a', data: zeros, statedSize: 100 }],
      { entryBytes: 1024 * 1024 },
      undefined,
    ],
    [
      'many large entries',
      [document, ...['a', 'b', 'c', 'd'].map((name) => ({ name, data: zeros }))],
      { archiveRatio: 10_000 },
      'TOTAL_SIZE',
    ],
    ['a bomb', [document, { name: 'a', data: zeros }], {}, 'RATIO'],
    [
      'too many entries',
      [document, ...Array.from({ length: 20 }, (_, at) => ({ name: `a${String(at)}`, data: '' }))],
      { archiveEntries: 10 },
      'ENTRIES',
    ],
    ['one name twice', [document, document], {}, 'DUPLICATE'],
    ['one name in two cases', [document, { ...document, name: 'Word/Document.xml' }], {}, 'DUPLICATE'],
    ['a password', [{ ...document, flags: 1 }], {}, 'ENCRYPTED'],
  ])('with %s is refused', async (_, entries, limits, reason) => {
    const expected = reason === undefined ? { kind: 'DocumentDamaged' } : { kind: 'DocumentUnsafe', reason };
    expect(await refusalOf(writeZip(entries), { archiveBytes: 24 * 1024 * 1024, ...limits })).toMatchObject(expected);
  });

  it.each([
    ['a wrong checksum', writeZip([{ ...document, checksum: 1 }]), { kind: 'DocumentDamaged' }],
    [
      'nothing of an office document',
      writeZip([{ name: 'a.txt', data: 'а' }]),
      { kind: 'UnsupportedDocument', found: 'zip' },
    ],
    [
      'slides',
      writeZip([{ name: 'ppt/presentation.xml', data: '<a/>' }]),
      { kind: 'UnsupportedDocument', found: 'pptx' },
    ],
    [
      'a path that leads out',
      writeZip([document, { name: '../../etc/passwd', data: 'а' }]),
      { kind: 'DocumentDamaged' },
    ],
    [
      'an archive as its only content',
      writeZip([{ name: 'word/a.zip', data: writeZip([document]) }]),
      { kind: 'DocumentDamaged' },
    ],
  ])('with %s is refused', async (_, bytes, expected) => {
    expect(await refusalOf(bytes)).toMatchObject(expected);
  });

  it('behind a password of an office program is refused as such', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(await refusalOf(bytes)).toMatchObject({ kind: 'DocumentUnsafe', reason: 'ENCRYPTED' });
  });

  it('of the largest size allowed is read in good time', async () => {
    const row = `<w:tr>${cell('Проведення заходів у бібліотеках міста. '.repeat(8)).repeat(7)}</w:tr>`;
    const noise = Array.from(
      { length: 60_000 },
      (_, at) => `<w:rsid w:val="${((at * 2_654_435_761) % 4_294_967_296).toString(16)}"/>`,
    ).join('');
    const bytes = word(`${noise}<w:tbl>${row.repeat(3_800)}</w:tbl>`);
    const started = performance.now();
    expect(await refusalOf(bytes, { archiveRatio: 10_000, entryBytes: 2 ** 30, archiveBytes: 2 ** 30 })).toMatchObject({
      format: 'docx',
    });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
