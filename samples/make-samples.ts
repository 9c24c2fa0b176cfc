/**
 * Writes the sample plans: the real plan of Kyiv for 2019 in every format, and tables of other cities. The same bytes at
 * every run. Run by `node samples/make-samples.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { samplePlans } from './sample-plans.ts';
import { refusedSamples } from './refused-samples.ts';
import { asCsv, asDocx, asXlsx, type Line } from './write-table.ts';

const here = import.meta.dirname;

function write(name: string, bytes: Uint8Array | string): void {
  const path = join(here, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

const original = readFileSync(join(here, 'kyiv-2019-measures.txt'), 'utf8');
const lines: Line[] = original
  .replace(/\n$/, '')
  .split('\n')
  .map((line) => (line.includes('\t') ? line.split('\t') : line));

write('kyiv-2019-measures.csv', asCsv(lines, ','));
write('kyiv-2019-measures.xlsx', await asXlsx([{ name: 'План', lines }]));
write('kyiv-2019-measures.docx', await asDocx(lines));
for (const { name, make } of samplePlans) write(join('plans', name), await make());
for (const { name, make } of refusedSamples) write(join('refused', name), await make());
