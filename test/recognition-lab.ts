/** The seeded code lists as the importer gets them, and short ways from a text to a recognised plan. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bodySeed } from '../src/directory/body.seed.ts';
import { audienceSeed } from '../src/directory/directory.seed.ts';
import { readPlanDocument } from '../src/plans/document/plan-document.reader.ts';
import type { SourceRow, SourceTable } from '../src/plans/document/source-table.ts';
import { recognisePlan } from '../src/plans/recognition/plan.rules.ts';
import type { CodeLists, PlanWarning, RecognisedPlan } from '../src/plans/recognition/recognised-plan.ts';

export const samplesFolder = join(import.meta.dirname, '..', 'samples');

export const seededLists: CodeLists = {
  audiences: audienceSeed.map(({ code, nameUk, aliases }) => ({ code, names: [nameUk, ...aliases] })),
  bodies: bodySeed.map(({ code, nameUk, shortName, aliases, isGroup }) => ({
    code,
    names: [nameUk, shortName, ...aliases],
    isGroup,
  })),
};

export async function tableOf(path: string): Promise<SourceTable> {
  const reading = await readPlanDocument(readFileSync(path), basename(path), { language: 'en' });
  if ('refusal' in reading) throw new Error(`${path}: ${reading.refusal.kind}`);
  return reading.table;
}

export function tableFrom(lines: readonly (string | readonly string[])[]): SourceTable {
  const rows = lines.map((line, at): SourceRow => ({ line: at + 1, cells: typeof line === 'string' ? [line] : line }));
  return { format: 'text', rows, encoding: 'utf-8' };
}

export function planFrom(table: SourceTable, year?: number): RecognisedPlan {
  const plan = recognisePlan(table, seededLists, { language: 'en', ...(year !== undefined && { year }) });
  if (plan.kind !== 'RecognisedPlan') throw new Error(`${plan.kind}: ${plan.message}`);
  return plan;
}

const told = ({ code, message, measure }: PlanWarning) => ({ code, message, measure });

/** Everything about a plan except where it stood in its document, and so also the order of its warnings. */
export function withoutLines(plan: RecognisedPlan): unknown {
  const warnings = plan.warnings.toSorted((one, other) =>
    JSON.stringify(told(one)) < JSON.stringify(told(other)) ? -1 : 1,
  );
  return JSON.parse(
    JSON.stringify({ ...plan, warnings }, (key, value: unknown) =>
      key === 'line' || key === 'lines' ? undefined : value,
    ),
  );
}
