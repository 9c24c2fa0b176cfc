import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { samplesFolder, seededLists } from './recognition-lab.ts';
import { readPlanDocument } from '../src/plans/document/plan-document.reader.ts';
import { recognisePlan } from '../src/plans/recognition/plan.rules.ts';
import { type RecognitionSummary, summariseRecognition } from '../src/plans/recognition/summary.rules.ts';

const expectedOf = (path: string): string => join(parse(path).dir, `${parse(path).name}.expected.json`);

const documentsIn = (folder: string): string[] =>
  readdirSync(join(samplesFolder, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:txt|tsv|csv|xlsx|docx|doc|pdf|png|bin|odt)$/.test(entry.name))
    .map(({ name }) => join(folder, name));

async function read(path: string) {
  const reading = await readPlanDocument(readFileSync(path), basename(path), { language: 'uk' });
  return 'refusal' in reading ? reading.refusal : recognisePlan(reading.table, seededLists, { language: 'uk' });
}

/** People may put the messages better without a sample turning wrong. */
const withoutMessages = ({ warnings, ...plan }: RecognitionSummary) => ({
  ...plan,
  warnings: warnings.map(({ line, code }) => ({ line, code })),
});

describe('the sample plans', () => {
  const plans = [...documentsIn('.'), ...documentsIn('plans')];

  it('are all here', () => {
    expect(plans.length).toBeGreaterThanOrEqual(4 + 12);
  });

  it.each(plans)('%s gives what is written beside it', async (name) => {
    const path = join(samplesFolder, name);
    const plan = await read(path);
    if (plan.kind !== 'RecognisedPlan') throw new Error(`${plan.kind}: ${plan.message}`);
    const expected = JSON.parse(readFileSync(expectedOf(path), 'utf8')) as RecognitionSummary;
    expect(withoutMessages(summariseRecognition(plan))).toEqual(withoutMessages(expected));
  });
});

describe('the refused samples', () => {
  it.each(documentsIn('refused'))('%s is refused as is written beside it', async (name) => {
    const path = join(samplesFolder, name);
    const { refusal } = JSON.parse(readFileSync(expectedOf(path), 'utf8')) as { refusal: object };
    expect(await read(path)).toMatchObject(refusal);
  });
});
