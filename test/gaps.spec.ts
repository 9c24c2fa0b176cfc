// What the programme lacks: measures, audiences and districts for which nothing public is ahead.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { measureAudiences } from '../src/plans/measure.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { ListingLab } from './listing-lab.ts';
import { LIBRARIAN, NOBODY } from './programme-lab.ts';

type Parts = Record<string, unknown>;

interface Gaps {
  readonly measures: readonly { readonly measure: { readonly id: string }; readonly drafts: number }[];
  readonly audiences: readonly { readonly audience: { readonly code: string }; readonly drafts: number }[];
  readonly districts: readonly { readonly district: { readonly slug: string }; readonly drafts: number }[];
}

const GAPS = `query ($planId: ID, $from: DateTime, $to: DateTime) { programmeGaps(planId: $planId, from: $from, to: $to) {
  measures { drafts measure { id } } audiences { drafts audience { code } } districts { drafts district { slug } } } }`;

let lab: ListingLab;
beforeAll(async () => {
  lab = await ListingLab.start();
  await lab.inDistrict(lab.branches.central, 'podilskyi');
  await lab.inDistrict(lab.branches.next, 'pecherskyi');
});
afterAll(() => lab.app.stop());

let planId: Id<'Plan'>;
let year = 2030;
beforeEach(async () => {
  year += 1;
  planId = await lab.plan(year);
});

const gaps = async (asked: Parts = {}) =>
  (await lab.data<{ programmeGaps: Gaps }>(GAPS, { planId, ...asked }, LIBRARIAN)).programmeGaps;
const missing = async (asked: Parts = {}) => (await gaps(asked)).measures.map(({ measure }) => measure.id);
const ahead = '2019-06-01T10:00:00Z';

describe('measures', () => {
  it('are those that events carry out and for which none is ahead, in the order of the plan', async () => {
    const second = await lab.measure(planId, { position: 2, deliverable: 'PARTICIPATION' });
    const first = await lab.measure(planId, { position: 1 });
    const third = await lab.measure(planId, { position: 3, deliverable: null, eventKinds: ['LECTURE'] });
    await lab.measure(planId, { position: 4, deliverable: 'MONITORING' });
    await lab.measure(planId, { position: 5, inDocument: false });
    const served = await lab.measure(planId, { position: 6 });
    const servedBesides = await lab.measure(planId, { position: 7 });
    await lab.add({ measureIds: [served, servedBesides], sessions: [{ at: ahead }] });
    expect(await missing()).toEqual([first, second, third]);
  });

  it.each<[string, Parts]>([
    ['is over', { at: '2019-02-01T10:00:00Z' }],
    ['is cancelled', { at: ahead, happeningStatus: 'CANCELLED' }],
    ['is postponed', { at: ahead, happeningStatus: 'POSTPONED' }],
    ['wants a place', { at: ahead, standing: 'TO_PLACE' }],
  ])('a session that %s fills no gap', async (_, session) => {
    const id = await lab.measure(planId);
    await lab.add({ measureIds: [id], sessions: [session as { at: string }] });
    expect(await missing()).toEqual([id]);
  });

  it('what is not published fills no gap, and is counted', async () => {
    const id = await lab.measure(planId);
    const sessions = [{ at: ahead }, { at: ahead }, { at: '2019-02-01T10:00:00Z' }];
    await lab.add({ editorialStatus: 'SUBMITTED', publishedAt: null, measureIds: [id], sessions });
    expect((await gaps()).measures).toEqual([{ measure: { id }, drafts: 2 }]);
    await lab.add({ measureIds: [id], sessions: [{ at: ahead }] });
    expect(await missing()).toEqual([]);
  });

  it('the period is half-open, and what runs within it counts', async () => {
    const id = await lab.measure(planId);
    await lab.add({ measureIds: [id], sessions: [{ at: ahead, minutes: 60 }] });
    expect(await missing({ from: '2019-06-01T10:59:59Z', to: '2019-06-02T00:00:00Z' })).toEqual([]);
    expect(await missing({ from: '2019-06-01T11:00:00Z', to: '2019-06-02T00:00:00Z' })).toEqual([id]);
    expect(await missing({ from: '2019-05-01T00:00:00Z', to: '2019-06-01T10:00:00Z' })).toEqual([id]);
  });

  it('a measure whose term the period does not touch is no gap', async () => {
    const term = (termStart: string | null, termEnd: string | null) => lab.measure(planId, { termStart, termEnd });
    const until = await term(null, '2019-06-30');
    const since = await term('2019-06-30', null);
    await term(null, '2019-05-31');
    await term('2019-07-02', null);
    expect((await missing({ from: '2019-06-01T00:00:00Z', to: '2019-07-01T00:00:00Z' })).toSorted()).toEqual(
      [until, since].toSorted(),
    );
  });

  it('a term, and a year, that begin when the period ends are not touched by it', async () => {
    // Midnight in Kyiv, in summer and in winter.
    const later = await lab.measure(planId, { termStart: '2019-06-30', termEnd: null });
    const to = '2019-06-29T21:00:00Z';
    expect(await missing({ from: '2019-06-01T00:00:00Z', to })).toEqual([]);
    expect(await missing({ from: '2019-06-01T00:00:00Z', to: '2019-06-29T21:00:00.001Z' })).toEqual([later]);
    const always = await lab.measure(planId);
    const year1 = { planId: null, from: `${year - 1}-12-01T00:00:00Z`, to: `${year - 1}-12-31T22:00:00Z` };
    expect(await missing(year1)).not.toContain(always);
    expect(await missing({ ...year1, to: `${year}-01-01T00:00:00Z` })).toContain(always);
  });

  it.each([
    ['now', '2019-03-01T08:00:00Z'],
    ['before now', '2019-02-28T08:00:00Z'],
  ])('a period that begins now and ends %s is none', async (_, to) => {
    const { errors } = await lab.ask(GAPS, { planId, to }, LIBRARIAN);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'to' }] });
    expect(await missing({ from: '2019-02-01T00:00:00Z', to })).toEqual([]);
  });

  it('without a plan those of all plans of the years in the period', async () => {
    const id = await lab.measure(planId);
    const during = (of: number) => ({ planId: null, from: `${of}-03-01T00:00:00Z`, to: `${of}-04-01T00:00:00Z` });
    expect(await missing(during(year))).toEqual([id]);
    expect(await missing(during(year + 1))).toEqual([]);
    expect(await missing({ planId: 'x' })).toEqual([]);
  });
});

describe('audiences and districts', () => {
  it('audiences are those of the measures in question', async () => {
    const id = await lab.measure(planId);
    const codes = ['PUPILS', 'STUDENTS', 'MEDIA'];
    await lab.database.transaction(async (tx) => {
      for (const [position, code] of codes.entries()) {
        const audienceId = lab.audiences[code] as Id<'Audience'>;
        await tx.insert(measureAudiences).values({ measureId: id, position, audienceId, text: code });
      }
    });
    await lab.add({ audienceIds: [lab.audiences['PUPILS']!], sessions: [{ at: ahead }] });
    const audienceIds = [lab.audiences['MEDIA']!];
    await lab.add({ editorialStatus: 'DRAFT', publishedAt: null, audienceIds, sessions: [{ at: ahead }] });
    const { audiences } = await gaps();
    expect(Object.fromEntries(audiences.map(({ audience, drafts }) => [audience.code, drafts]))).toEqual({
      ...{ STUDENTS: 0, MEDIA: 1 },
    });
  });

  it('districts are those of the branches where something is', async () => {
    const at = '2019-11-01T10:00:00Z';
    const during = { from: '2019-11-01T00:00:00Z', to: '2019-11-02T00:00:00Z' };
    const draftsIn = async () => {
      const { districts } = await gaps(during);
      return Object.fromEntries(districts.map(({ district, drafts }) => [district.slug, drafts]));
    };
    const empty = await draftsIn();
    expect(empty).toMatchObject({ podilskyi: 0, pecherskyi: 0 });
    // A session counts where it is held, not whose event it is.
    await lab.add({ sessions: [{ at, branchId: lab.branches.next }] });
    await lab.add({ editorialStatus: 'APPROVED', publishedAt: null, sessions: [{ at }] });
    const { pecherskyi: _, ...others } = { ...empty, podilskyi: 1 } as Record<string, number>;
    expect(await draftsIn()).toEqual(others);
  });
});

it('is for those who work on it', async () => {
  const code = async (asking: typeof NOBODY) => (await lab.ask(GAPS, {}, asking)).errors?.[0]?.extensions.code;
  expect(await code(NOBODY)).toBe('UNAUTHENTICATED');
  expect(await code({ as: 'teacher' })).toBe('FORBIDDEN');
  for (const as of ['librarian', 'approver', 'coordinator', 'reporter'] as const) {
    expect(await code({ as })).toBeUndefined();
  }
});
