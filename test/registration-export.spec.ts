// The list of a roster as a file: the same columns in CSV and XLSX, for staff alone, with nothing in it that runs.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { type Entry, fromBuffer } from 'yauzl';
import { readPlanDocument } from '../src/plans/document/plan-document.reader.ts';
import { newId } from '../src/platform/ids/id.ts';
import { bearer, type SignIn } from './people.ts';
import { StaffLab } from './registration-staff-lab.ts';

let lab: StaffLab;
beforeAll(async () => {
  lab = await StaffLab.start();
});
afterAll(() => lab.app.stop());

const cellsOf = (written: string): string[][] => parse(written, { bom: true });
const get = (file: string, as: SignIn = 'librarian', language = 'uk') =>
  lab.app.fetch(`/registrations/${file}`, { headers: { ...bearer(as), 'accept-language': language } });
async function csv(rosterId: string, language = 'uk') {
  const bytes = await (await get(`${rosterId}.csv`, 'librarian', language)).arrayBuffer();
  const written = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const [heading, ...rows] = cellsOf(written);
  const named = (row: string[]): Record<string, string> =>
    Object.fromEntries(row.map((cell, at) => [heading?.[at] ?? '', cell]));
  return { written, rows: rows.map(named), heading };
}

/** The first sheet as it is written. */
function sheetOf(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName !== 'xl/worksheets/sheet1.xml') return zip.readEntry();
        zip.openReadStream(entry, (wrong, stream) => {
          if (wrong) return reject(wrong);
          text(stream).then(resolve, reject);
        });
      });
      zip.on('end', () => reject(new Error('no sheet')));
      zip.readEntry();
    });
  });
}

/** Somebody of each kind, one with words that a spreadsheet would calculate. */
async function aFullRoster() {
  const questions = [
    { id: 'lunch', type: 'YES_NO', labelUk: 'Обід?', labelEn: 'Lunch?', forWhom: 'EVERYBODY' },
    { id: 'dish', type: 'TEXT', labelUk: '=Страва', forWhom: 'INDIVIDUALS' },
  ];
  const { rosterId } = await lab.aRoster({ capacity: 33, questions });
  const answers = [
    { questionId: 'lunch', values: ['YES'] },
    { questionId: 'dish', values: ['@SUM(1+1)*cmd|/C calc'] },
  ];
  const who = { name: '=HYPERLINK("http://evil","x")', phone: '+380 44 1', note: '-2+3', answers };
  await lab.registered(rosterId, { ...who, email: 'first@example.org', needs: [{ need: 'WHEELCHAIR', count: 1 }] });
  const schoolClass = { schoolSlug: await lab.aSchool(), grade: 9, letter: 'А', pupils: 28, adults: 2 };
  await lab.phoned(rosterId, { name: 'Ганна Кіт', schoolClass, phone: '044 2' });
  await lab.registered(rosterId, { seats: 4, name: 'Лапки "тут", і кома' });
  return rosterId;
}

/** Somebody with a number as it is dialled from abroad, and a note that begins like one. */
async function withNumbers() {
  const { rosterId } = await lab.aRoster();
  await lab.registered(rosterId, { phone: '+380 (44) 111-22-33', note: `+1+cmd|' /C calc'!A0` });
  return rosterId;
}

describe('a list as CSV', () => {
  it('has a mark for UTF-8, CRLF, and quotes that are doubled', async () => {
    const { written, rows } = await csv(await aFullRoster());
    expect(written.startsWith('\uFEFF"№","Стан"')).toBe(true);
    expect(written.split('\r\n')).toHaveLength(5);
    expect(written.replaceAll('\r\n', '').includes('\n')).toBe(false);
    expect(rows[2]).toMatchObject({ 'Ім’я': 'Лапки "тут", і кома', Стан: 'у черзі', Місць: '4', 'Обід?': '' });
  });

  it('tells what would be calculated to be a text', async () => {
    const { rows, heading } = await csv(await aFullRoster());
    expect(rows[0]).toMatchObject({
      ...{
        'Ім’я': `'=HYPERLINK("http://evil","x")`,
        Телефон: '+380 44 1',
        Примітка: `'-2+3`,
        'E-mail': 'first@example.org',
      },
      ...{ "'=Страва": `'@SUM(1+1)*cmd|/C calc`, 'Обід?': 'так', Потреби: 'місце для крісла колісного: 1', '№': '1' },
    });
    const [numbers] = (await csv(await withNumbers())).rows;
    expect(numbers).toMatchObject({ Телефон: '+380 (44) 111-22-33', Примітка: `'+1+cmd|' /C calc'!A0` });
    expect(heading!.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    expect(rows[1]).toMatchObject({ Хто: 'клас', Клас: '9-А', Учнів: '28', Дорослих: '2', Місць: '30', Звідки: 'працівники' }); // prettier-ignore
  });

  it('is in the language of who asks, and tells time by the clock of the place', async () => {
    const { rows } = await csv(await aFullRoster(), 'en');
    expect(rows[0]).toMatchObject({ 'No.': '1', Status: 'confirmed', 'Lunch?': 'yes', 'Came at': '2019-03-01 10:00' });
  });
});

describe('a list as XLSX', () => {
  it('has the cells of the CSV, each a text or a number and none a formula', async () => {
    const rosterId = await aFullRoster();
    const { heading, written } = await csv(rosterId);
    const bytes = Buffer.from(await (await get(`${rosterId}.xlsx`)).arrayBuffer());
    const reading = await readPlanDocument(bytes, 'list.xlsx');
    if ('refusal' in reading) throw new Error(reading.refusal.kind);
    const plain = (cell: string) => cell.replace(/^'(?=[=+@-])/, '');
    const wanted = cellsOf(written).map((row) => row.map(plain));
    expect(reading.table.rows.map(({ cells }) => heading!.map((_, at) => cells[at] ?? ''))).toEqual(wanted);
    expect(await sheetOf(bytes)).not.toMatch(/<f[ >]/);
    const numbers = Buffer.from(await (await get(`${await withNumbers()}.xlsx`)).arrayBuffer());
    const read = await readPlanDocument(numbers, 'list.xlsx');
    if ('refusal' in read) throw new Error(read.refusal.kind);
    expect(read.table.rows.at(-1)?.cells).toEqual(
      expect.arrayContaining(['+380 (44) 111-22-33', `+1+cmd|' /C calc'!A0`]),
    );
  });
});

describe('a file', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8; header=present'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('%s is kept by nobody on the way, and named', async (format, type) => {
    const { rosterId } = await lab.aRoster({}, { titleUk: 'Урок (перший)’' });
    const { status, headers } = await get(`${rosterId}.${format}`);
    const named = `attachment; filename="registrations-2019-04-24.${format}"; filename*=UTF-8''${encodeURIComponent('Урок ')}%28${encodeURIComponent('перший')}%29${encodeURIComponent('’ 2019-04-24')}.${format}`;
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, type, named]);
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      'private, no-store',
      'nosniff',
    ]);
  });

  it('is written down, without a name', async () => {
    const rosterId = await aFullRoster();
    await get(`${rosterId}.csv`);
    const deeds = (await lab.audit(rosterId)).filter(({ action }) => action === 'EXPORT');
    expect(deeds.map(({ changes }) => changes)).toEqual([[{ field: 'registrations', before: null, after: { format: 'csv', count: 3 } }]]); // prettier-ignore
  });

  it('is for staff of the branch alone', async () => {
    const { rosterId } = await lab.aRoster();
    await lab.registered(rosterId);
    const status = async (file: string, as: SignIn) => (await get(file, as)).status;
    for (const as of ['teacher', 'stranger', 'coordinator', 'door'] as const) expect([as, await status(`${rosterId}.csv`, as)]).toEqual([as, 403]); // prettier-ignore
    expect(await status(`${rosterId}.xlsx`, null)).toBe(401);
    expect(await status(`${rosterId}.csv`, 'approver')).toBe(200);
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'APPROVER', lab.branches.next));
    expect(await status(`${rosterId}.csv`, 'trainer')).toBe(403);
    expect((await lab.audit(rosterId)).filter(({ action }) => action === 'EXPORT')).toHaveLength(1);
    for (const file of [`${newId()}.csv`, `${rosterId}.pdf`, rosterId, 'x.csv']) expect([file, await status(file, 'librarian')]).toEqual([file, 404]); // prettier-ignore
  });
});
