/** Files that are no plan, and what people send by mistake. */
import type { Sample } from './sample-plans.ts';
import { asCsv, asText, asXlsx, type Line } from './write-table.ts';
import { writeZip } from './zip-writer.ts';

const recipe: Line[] = [
  'Борщ український',
  ['№', 'Інгредієнт', 'Кількість', 'Одиниця'],
  ['1', 'Буряк', '2', 'шт.'],
  ['2', 'Капуста', '300', 'г'],
];

const budget: Line[] = [
  ['№', 'Назва', 'Сума', 'Рахунок'],
  ['1', 'Папір', '120', '2210'],
];

const headingOnly: Line[] = [
  ['План заходів на 2021 рік', '', '', ''],
  ['№', 'Захід', 'Термін', 'Виконавці'],
];

const noYear: Line[] = [
  'План заходів бібліотеки',
  ['№', 'Захід', 'Термін', 'Виконавці'],
  ['1', 'Виставка', 'Травень', 'Департамент культури'],
];

/** The same bytes at every run, and no encoding's. */
const noise = Uint8Array.from({ length: 4_000 }, (_, at) => (at * at * 31 + at * 17 + (at >> 3)) % 256);

/** KOI8-U of "План заходів на 2021 рік": letters of an encoding that is not read. */
const koi8 = Uint8Array.from([
  ...[
    0xf0, 0xcc, 0xc1, 0xce, 0x20, 0xda, 0xc1, 0xc8, 0xcf, 0xc4, 0xa6, 0xd7, 0x20, 0xce, 0xc1, 0x20, 0x32, 0x30, 0x32,
    0x31,
  ],
  ...[0x20, 0xd2, 0xa6, 0xcb, 0x0a],
]);

export const refusedSamples: readonly Sample[] = [
  { name: 'recipe.txt', make: () => asText(recipe) },
  { name: 'budget.xlsx', make: () => asXlsx([{ name: 'Кошторис', lines: budget }]) },
  { name: 'heading-only.csv', make: () => asCsv(headingOnly, ';') },
  { name: 'no-year.txt', make: () => asText(noYear) },
  { name: 'letter.txt', make: () => 'Шановна пані Олено!\n\nПлан заходів надішлемо завтра.\n' },
  { name: 'scan.pdf', make: () => '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< >>\nendobj\n' },
  {
    name: 'old-word.doc',
    make: () =>
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(504),
        Buffer.from('WordDocument', 'utf16le'),
      ]),
  },
  { name: 'photo.png', make: () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]) },
  { name: 'noise.bin', make: () => noise },
  { name: 'koi8.txt', make: () => koi8 },
  { name: 'empty.txt', make: () => '\n\n  \n' },
  {
    name: 'open-document.odt',
    make: () =>
      writeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' },
        { name: 'content.xml', data: '<a/>' },
      ]),
  },
  { name: 'torn.xlsx', make: async () => (await asXlsx([{ name: 'План', lines: headingOnly }])).subarray(0, 900) },
];
