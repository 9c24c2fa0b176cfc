// Importing plans through the real door, and looking at what came of it.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { SignIn, TestApp } from './app.ts';

const TABLES = ['plan', 'goal', 'measure', 'measure_audience', 'measure_body'] as const;

export const readSample = (name = 'kyiv-2019-measures.txt') => readFile(new URL(`../samples/${name}`, import.meta.url));

export function sampleNames(): string[] {
  return readdirSync(new URL('../samples/plans/', import.meta.url)).filter((name) => !name.endsWith('.json'));
}

export interface Outcome {
  kind?: string;
  message?: string;
  changed: boolean;
  counts: Record<'added' | 'updated' | 'kept' | 'unchanged' | 'gone', number>;
  differences: { number: string | null; field: string; stored: string; document: string; kept: boolean }[];
  warnings: { line: number | null; code: string; message: string }[];
  plan: { id: string; title: string; year: number } | null;
  measures: { number: string; lines: number[]; title: string; change: string }[];
}

const OUTCOME = `counts { added updated kept unchanged gone } differences { number field stored document kept }
  warnings { line code message } plan { id title year }`;
const REFUSAL = `... on Refusal { kind message }`;

export async function send(
  app: TestApp,
  mutation: 'importPlan' | 'previewPlanImport',
  document: string | Uint8Array,
  as: SignIn = 'coordinator',
) {
  const uploadId = await app.upload(document, 'plan.txt', as ?? 'coordinator');
  const members =
    mutation === 'importPlan'
      ? `... on PlanImported { changed ${OUTCOME} }`
      : `... on PlanPreviewed { measures { number lines title change } ${OUTCOME} }`;
  return app.gql<Record<string, Outcome>>(
    `mutation ($id: ID!) { ${mutation}(input: { uploadId: $id }) { ${members} ${REFUSAL} } }`,
    { id: uploadId },
    { as },
  );
}

export async function importPlan(app: TestApp, document: string | Uint8Array): Promise<Outcome> {
  const { data, errors } = await send(app, 'importPlan', document);
  expect(errors).toBeUndefined();
  return data['importPlan'] as Outcome;
}

export async function preview(app: TestApp, document: string | Uint8Array): Promise<Outcome> {
  const { data, errors } = await send(app, 'previewPlanImport', document);
  expect(errors).toBeUndefined();
  return data['previewPlanImport'] as Outcome;
}

/** Everything the database holds of plans. */
export async function dump(app: TestApp): Promise<string> {
  const tables = await Promise.all(
    TABLES.map((table) => app.database.reader.execute(sql`select * from ${sql.identifier(table)} order by 1, 2`)),
  );
  return JSON.stringify(tables);
}

export async function counts(app: TestApp): Promise<number[]> {
  const rows = await Promise.all(
    [...TABLES, 'upload'].map((table) =>
      app.database.reader.execute(sql`select count(*)::int as n from ${sql.identifier(table)}`),
    ),
  );
  return rows.map(([row]) => Number(row?.['n']));
}

export interface MeasureNode {
  id: string;
  version: number;
  number: string;
  title: string;
  deliverable: string | null;
  fundingKind: string;
  goal: { text: string };
  officialWording: Record<string, string>;
  term: { kind: string; start: string | null; end: string | null };
  audiences: { text: string; qualifier: string | null; audience: { code: string } | null }[];
  responsibleBodies: { text: string; role: string; body: { code: string } | null }[];
  sourceLines: number[];
  inDocument: boolean;
}

export async function measures(app: TestApp, planId: string): Promise<MeasureNode[]> {
  const { data } = await app.gql<{ plan: { measures: { edges: { node: MeasureNode }[] } } }>(
    `query ($id: ID!) { plan(id: $id) { measures(first: 50) { edges { node {
      id version number title deliverable fundingKind goal { text } officialWording { goal title audience funding bodies term }
      term { kind start end } audiences { text qualifier audience { code } }
      responsibleBodies { text role body { code } } sourceLines inDocument } } } } }`,
    { id: planId },
  );
  return data.plan.measures.edges.map(({ node }) => node);
}

export async function edit(app: TestApp, measure: MeasureNode, change: Record<string, unknown>) {
  const { data, errors } = await app.gql<{ updateMeasure: { version?: number; kind?: string } }>(
    `mutation ($input: MeasureInput!) { updateMeasure(input: $input) { ... on Measure { version } ${REFUSAL} } }`,
    { input: { id: measure.id, version: measure.version, ...change } },
    { as: 'coordinator' },
  );
  expect(errors).toBeUndefined();
  return data.updateMeasure;
}
