// Lists as nominators paste them: what is read of each, and what is said of what is wrong.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NominationLab, NOMINATOR } from './registration-nomination-lab.ts';

let lab: NominationLab;
let rosterId: string;
beforeAll(async () => {
  // As much as a list may have, and a request around it.
  lab = await NominationLab.start({ BODY_LIMIT_BYTES: '200000' });
  rosterId = await lab.aQuota(2, { mode: 'OPEN' });
});
afterAll(() => lab.app.stop());

const ENGLISH = { ...NOMINATOR, language: 'en' } as const;
const ADA = ['Ада Ковалик', 'ada@example.org', 'редакторка', '+380 44 111 22 33'] as const;
const BORYS = ['Борис Гай', 'borys@example.org', '', ''] as const;
const joined = (by: string, ...cells: (readonly string[])[]) => cells.map((one) => one.join(by)).join('\n');

async function readOf(csv: string): Promise<string[][]> {
  const told = await lab.previewList(rosterId, { csv }, ENGLISH);
  if (told.kind) throw new Error(`${told.kind}: ${JSON.stringify(told.errors)}`);
  expect(told.lines.flatMap(({ errors }) => errors)).toEqual([]);
  return told.lines.map(({ name, email, jobTitle, phone }) => [name, email, jobTitle, phone] as string[]);
}

describe('what is read', () => {
  const BOTH = [[...ADA], [...BORYS]];
  const HEADED: [string, string][] = [
    ['in English', 'Name,E-mail,Position,Phone'],
    ['in Ukrainian', 'Ім’я,Ел. пошта,Посада,Телефон'],
    ['in Ukrainian, otherwise', "ІМ'Я ТА ПРІЗВИЩЕ,e-mail,посада,тел."],
    ['with an apostrophe that is a letter', 'Імʼя,Ел. адреса,Посада,Телефон'],
    ['with one of the keyboard’s corner', 'Ім`я,Email адреса,Посада,Телефон'],
    ['with a straight one of print', 'Ім′я,Адреса електронної пошти,Посада,Телефон'],
    ['with letters of two signs', 'Імʹя,Адреса електронноі\u0308 пошти,Посада,Телефон'],
  ];

  it.each([
    ['commas', joined(',', ADA, BORYS)],
    ['semicolons', joined(';', ADA, BORYS)],
    ['tabs', joined('\t', ADA, BORYS)],
    ['line ends of Windows', joined(';', ADA, BORYS).replaceAll('\n', '\r\n')],
    ['line ends of both', `${ADA.join(';')}\n${BORYS.join(';')}\r\n\r\n`],
    ['line ends of both, otherwise', `\r\n${ADA.join(';')}\n${BORYS.join(';')}\n`],
    ['line ends of old', `${ADA.join(';')}\r${BORYS.join(';')}\r`],
    ['a mark of byte order', `\uFEFF${joined(',', ADA, BORYS)}`],
    [
      'a mark of byte order and quotes',
      `\uFEFF${joined(
        ',',
        ADA.map((cell) => `"${cell}"`),
        BORYS,
      )}`,
    ],
    ['spaces around cells', joined(' ; ', ADA, BORYS)],
    ['empty lines', `\n${ADA.join(',')}\n\n;;;\n${BORYS.join(',')}\n`.replace(';;;', ',,,')],
    ['empty columns at the end', joined(';', [...ADA, '', ''], [...BORYS, '', ''])],
    ...HEADED.map(([name, heading]): [string, string] => [
      `a heading ${name}`,
      `${heading}\n${joined(',', ADA, BORYS)}`,
    ]),
  ])('of cells with %s', async (_, csv) => {
    expect(await readOf(csv)).toEqual(BOTH);
  });

  it.each([
    [
      'a semicolon where commas part',
      'Ада Ковалик,ada@example.org,редакторка; кореспондентка',
      'редакторка; кореспондентка',
    ],
    ['a comma where semicolons part', 'Ада Ковалик;ada@example.org;редакторка, культура', 'редакторка, культура'],
    ['a separator in quotes', 'Ада Ковалик,ada@example.org,"редакторка, культура"', 'редакторка, культура'],
    ['quotes in quotes', 'Ада Ковалик;ada@example.org;"газета ""Вечір"""', 'газета "Вечір"'],
    ['quotes of nobody’s', 'Ада Ковалик;ada@example.org;газета "Вечір"', 'газета "Вечір"'],
    ['marks that nobody sees', 'Ада\u200b Ковалик;\u200bada@example.org;ре\u00adдакторка', 'редакторка'],
  ])('of %s', async (_, csv, jobTitle) => {
    expect(await readOf(csv)).toEqual([['Ада Ковалик', 'ada@example.org', jobTitle, '']]);
  });

  it('by the heading: columns in any order, a name of several, and those that mean nothing are told', async () => {
    const csv = '№;E-mail;Прізвище;Ім’я;Кафедра\n1;ADA@Example.ORG;Ковалик;Ада;права\n2;borys@example.org;Гай;Борис;';
    const told = await lab.previewList(rosterId, { csv });
    expect(told.lines.map(({ line, name, email }) => [line, name, email])).toEqual([
      [2, 'Ковалик Ада', 'ada@example.org'],
      [3, 'Гай Борис', 'borys@example.org'],
    ]);
    expect(told).toMatchObject({ ignoredColumns: ['№', 'Кафедра'], places: 2, reserve: 0, refused: null });
  });

  it('as text, also where a spreadsheet would see a formula, which is shown', async () => {
    const csv = '=HYPERLINK("x");ada@example.org;@SUM(A1);+380 44 1\n-Борис;=1@example.org;;+1+cmd';
    const { lines } = await lab.previewList(rosterId, { csv });
    expect(lines.map(({ name, jobTitle, errors, formulaLike }) => [name, jobTitle, errors, formulaLike])).toEqual([
      ['=HYPERLINK("x")', '@SUM(A1)', [], ['NAME', 'JOB_TITLE']],
      ['-Борис', '', [], ['NAME', 'EMAIL', 'PHONE']],
    ]);
  });
});

describe('what is wrong with a line', () => {
  it.each([
    ['no name', ';ada@example.org', [[1, 'NAME', /no name/]]],
    ['a name of nothing to see', '\u3164;ada@example.org', [[1, 'NAME', /no name/]]],
    ['no address', 'Ада;', [[1, 'EMAIL', /no e-mail address/]]],
    ['two addresses', 'Ада;a@example.org b@example.org', [[1, 'EMAIL', /no e-mail address/]]],
    ['an address with a name', 'Ада;Ада <a@example.org>', [[1, 'EMAIL', /no e-mail address/]]],
    ['a line break in a name', '"Ада\nBcc: x@y.z";ada@example.org', [[1, 'NAME', /line break/]]],
    ['a line break in an address', 'Ада;"ada@example.org\r\nBcc:x@y.z"', [[1, 'EMAIL', /line break/]]],
    ['a line break in a job', 'Ада;ada@example.org;"a\u2028b"', [[1, 'JOB_TITLE', /line break/]]],
    ['a control character in a name', 'А\u0007да;ada@example.org', [[1, 'NAME', /control character/]]],
    ['a turn of direction in an address', 'Ада;ada\u202e@example.org', [[1, 'EMAIL', /control character/]]],
    ['an isolate in a job', 'Ада;ada@example.org;a\u2066b', [[1, 'JOB_TITLE', /control character/]]],
    ['a tab within a number', 'Ада;ada@example.org;;"044\t1"', [[1, 'PHONE', /control character/]]],
    ['a name too long', `${'а'.repeat(201)};ada@example.org`, [[1, 'NAME', /too long/]]],
    ['a job too long', `Ада;ada@example.org;${'а'.repeat(201)}`, [[1, 'JOB_TITLE', /too long/]]],
    ['a number too long', `Ада;ada@example.org;;${'1'.repeat(41)}`, [[1, 'PHONE', /too long/]]],
    ['a number of no digit', 'Ада;ada@example.org;;немає', [[1, 'PHONE', /no digit/]]],
    ['a cell too many', 'Ада;ada@example.org;;;зайве', [[1, null, /more cells/]]],
    ['the same address twice', 'Ада;ada@example.org\n\nІнша;ADA@EXAMPLE.ORG', [[3, 'EMAIL', /Line 1 has/]]],
    [
      'several',
      '"a\nb";x\nАда;y',
      [
        [1, 'NAME', /break/],
        [1, 'EMAIL', /address/],
        [3, 'EMAIL', /address/],
      ],
    ],
  ] as [string, string, [number, string | null, RegExp][]][])('%s', async (_, csv, wrong) => {
    const told = await lab.previewList(rosterId, { csv }, ENGLISH);
    const errors = told.lines.flatMap((line) => line.errors);
    expect(errors.map(({ line, field }) => [line, field])).toEqual(wrong.map(([line, field]) => [line, field]));
    for (const [at, [, , says]] of wrong.entries()) expect(errors[at]!.message).toMatch(says);
  });

  it('is said of rows as of lines, which are not mended in silence', async () => {
    const rows = [{ name: 'Ада\r\nBcc: x', email: 'ada@example.org' }, ...lab.rows('borys')];
    const { lines } = await lab.previewList(rosterId, { rows });
    expect(lines.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
      [1, ['NAME']],
      [2, []],
    ]);
    expect(lines[0]!.errors[0]!.message).toContain('перенесення рядка');
  });

  it('also when they are there already; the others are counted', async () => {
    const roster = await lab.aQuota(2, { mode: 'OPEN' });
    await lab.registered(roster, { email: 'borys@example.org' });
    await lab.nominated(roster, 'ada');
    const told = await lab.previewList(roster, { rows: lab.rows('ada', 'borys', 'vira', 'halyna') }, ENGLISH);
    expect(told.lines.map(({ errors }) => errors[0]?.message.includes('registered'))).toEqual([
      ...[true, true, undefined, undefined],
    ]);
    expect(told).toMatchObject({ places: 1, reserve: 1 });
  });
});

describe('a list that cannot be read', () => {
  const line = (at: number) => `Особа;p${at}@example.org`;
  const people = (count: number) => Array.from({ length: count }, (_, at) => line(at)).join('\n');

  it.each([
    ['of nobody', '', 1, /nobody in the list/],
    ['of a heading alone', 'Name,E-mail\n', 1, /nobody in the list/],
    ['without a column of addresses', '\nІм’я;Посада\nАда;редакторка', 2, /lacks the column/],
    ['with quotes that nothing closes', `${line(1)}\n"Ада;ada@example.org`, 2, /never closed/],
    ['of 501 people', people(501), 501, /more than 500/],
    ['of more than 100 kB', 'ї'.repeat(50_001), 1, /larger than 100 kB/],
  ])('%s', async (_, csv, at, says) => {
    const told = await lab.previewList(rosterId, { csv }, ENGLISH);
    expect(told).toMatchObject({ kind: 'NominationsWrong', errors: [{ line: at, field: null }] });
    expect(told.errors[0]!.message).toMatch(says);
    expect(await lab.nominate(rosterId, { csv }, ENGLISH)).toMatchObject({
      kind: 'NominationsWrong',
      errors: told.errors,
    });
  });

  it('is none of 500, under a heading', async () => {
    expect(await lab.previewList(rosterId, { csv: `Name;E-mail\n${people(500)}` })).toMatchObject({
      ...{ places: 2, reserve: 498 },
    });
    expect(await lab.previewList(rosterId, { rows: [] })).toMatchObject({ kind: 'NominationsWrong' });
  });
});

describe('a preview', () => {
  it('says what then becomes of the list, and writes nothing', async () => {
    const roster = await lab.aQuota(2);
    const csv = joined(';', ADA, BORYS, ['Віра', 'vira@example.org']);
    expect(await lab.previewList(roster, { csv })).toMatchObject({ places: 2, reserve: 1, refused: null });
    expect(await lab.registrationsOf(roster)).toEqual([]);
    expect(await lab.roster(roster)).toMatchObject({ held: 0, waiting: 0, nextArrival: 1 });
    expect(await lab.nominate(roster, { csv })).toMatchObject({ places: 2, reserve: 1 });
    const [row] = await lab.registrationsOf(roster);
    expect(row).toMatchObject({ name: ADA[0], email: ADA[1], jobTitle: ADA[2], phone: ADA[3] });
    expect(await lab.previewList(roster, { rows: lab.rows('petro') })).toMatchObject({ places: 0, reserve: 1 });
  });

  it('counts a seat that an invitation gives back now', async () => {
    const roster = await lab.aQuota(1);
    await lab.nominated(roster, 'ada');
    lab.app.clock.set('2019-03-06T08:00:00Z');
    expect(await lab.previewList(roster, { rows: lab.rows('petro') })).toMatchObject({ places: 1, reserve: 0 });
    expect(await lab.count(roster, 'PENDING_APPROVAL')).toBe(1);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('says why nobody would be taken', async () => {
    const { rosterId: without } = await lab.aRoster({ mode: 'OPEN' });
    const told = await lab.previewList(without, { rows: lab.rows('ada') });
    expect(told).toMatchObject({ places: 0, reserve: 0, refused: { kind: 'NoQuota' }, lines: [{ errors: [] }] });
  });
});
