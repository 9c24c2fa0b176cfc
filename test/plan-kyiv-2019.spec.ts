import { join } from 'node:path';
import { recognisePlan } from '../src/plans/recognition/plan.rules.ts';
import type { MeasureField, RecognisedPlan } from '../src/plans/recognition/recognised-plan.ts';
import { planFrom, samplesFolder, seededLists, tableOf, withoutLines } from './recognition-lab.ts';

const fields: readonly MeasureField[] = ['goal', 'title', 'audience', 'funding', 'bodies', 'term'];

/** number goal/title/audience/funding/bodies/term: characters of the merged cells. */
const lengths = `1 161/419/105/96/556/18; 2 109/490/116/96/556/18; 3 100/247/75/24/241/18; 4 121/342/13/96/349/18
5 191/274/49/24/120/20; 6 84/392/49/24/120/18; 7 107/182/64/96/448/18; 8 100/106/63/24/152/18
9 109/190/36/24/275/18; 10 138/146/16/18/314/17; 11 129/136/16/18/314/17; 12 111/383/73/24/187/18
13 134/129/145/24/181/18; 14 157/135/61/96/120/8`.split(/;\s*|\n/);

const codesOf = (plan: RecognisedPlan): string[] => plan.warnings.map(({ line, code }) => `${String(line)} ${code}`);

describe('the plan of Kyiv for 2019', () => {
  let plan: RecognisedPlan;

  beforeAll(async () => {
    plan = planFrom(await tableOf(join(samplesFolder, 'kyiv-2019-measures.txt')));
  });

  it('loses no character of any cell', () => {
    const found = plan.measures.map(
      ({ number, texts }) => `${number} ${fields.map((field) => texts[field].verbatim.length).join('/')}`,
    );
    expect(found).toEqual(lengths);
  });

  it('has its goals, links and kinds', () => {
    expect(plan.goals).toHaveLength(12);
    expect(plan.goals.filter(({ measures }) => measures.length > 1).map(({ measures }) => measures)).toEqual([
      ['2', '9'],
      ['3', '8'],
    ]);
    expect(plan.measures.flatMap(({ audiences }) => audiences.map(({ code }) => code)).filter(Boolean)).toHaveLength(
      41,
    );
    expect(plan.measures.flatMap(({ bodies }) => bodies.map(({ code }) => code)).filter(Boolean)).toHaveLength(41);
    expect(plan.measures.map(({ eventKinds }) => eventKinds.length)).toEqual([
      0, 0, 0, 0, 1, 2, 0, 1, 0, 0, 0, 10, 1, 0,
    ]);
    expect(plan.measures[7]?.eventKinds).toEqual(['PUBLIC_EVENT']);
  });

  it('keeps what is printed and puts it right beside', () => {
    const texts = plan.measures[10]?.texts;
    expect(texts?.title.verbatim).toContain('політики і сфері');
    expect(texts?.title.cleaned).toContain('політики у сфері');
    expect(texts?.bodies.verbatim).toContain('Науко-дослідний');
    expect(texts?.bodies.cleaned).toContain('Науково-дослідний');
    expect(plan.measures[0]?.texts.audience.cleaned).toContain('експерти, стейкхолдери, учнівська');
  });

  it('names the lines of each field', () => {
    const measure = plan.measures[1];
    expect(measure?.lines).toEqual([15, 17]);
    expect(measure?.texts.term.lines).toEqual([15]);
    expect(plan.measures[6]?.texts.bodies.lines).toEqual([24, 26]);
    expect(plan.measures[6]?.texts.title.lines).toEqual([24]);
  });

  it('warns of these and of nothing else', () => {
    expect(codesOf(plan)).toEqual([
      '8 approval-date-missing',
      '14 misspelling',
      '17 misspelling',
      '23 spelling-corrected',
      '24 full-stop-separator',
      '29 misspelling',
      '30 misspelling',
      '30 spelling-corrected',
      '33 missing-separator',
      '34 qualifier-over-several',
      '36 audience-does-not-fit',
      '39 stray-line',
      '40 stray-line',
    ]);
  });

  it.each(['csv', 'xlsx', 'docx'])('is the same plan as .%s', async (extension) => {
    const other = planFrom(await tableOf(join(samplesFolder, `kyiv-2019-measures.${extension}`)));
    expect(withoutLines(other)).toEqual(withoutLines(plan));
    expect(other.measures.map(({ lines }) => lines)).toEqual(plan.measures.map(({ lines }) => lines));
  });

  it('speaks the language that it is asked in', async () => {
    const table = await tableOf(join(samplesFolder, 'kyiv-2019-measures.txt'));
    const ukrainian = recognisePlan(table, seededLists, { language: 'uk' });
    expect('warnings' in ukrainian && ukrainian.warnings[0]?.message).toBe(
      'Дата затвердження порожня: план вважається незатвердженим.',
    );
    expect(plan.warnings[0]?.message).toBe('The date of approval is blank: the plan counts as not approved.');
  });
});
