// Which sessions are at which address of a public feed, and at which there is none.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { goals } from '../src/plans/plan.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { FeedSubjectLab } from './feed-subject-lab.ts';
import { type Fact, filtersFor, fitting, randomProgramme } from './programme-naive.ts';

type Parts = Record<string, unknown>;

/** Another world: SEED=7 jest test/feeds-subjects.spec.ts */
const SEED = Number(process.env['SEED'] ?? 20_190_301);
const DAY = 86_400_000;

let lab: FeedSubjectLab;
let facts: Fact[];
beforeAll(async () => {
  lab = await FeedSubjectLab.start();
  facts = await randomProgramme(lab, 200, SEED);
}, 60_000);
afterAll(() => lab.app.stop());

const OFF = ['CANCELLED', 'POSTPONED'];
const NOTHING_ASKED: Parts = {
  ...{ to: null, kinds: null, branches: null, districts: null, audiences: null, languages: null, modes: null },
  ...{ signLanguage: null, stepFree: null, age: null, grade: null, measureId: null, measure: null, goalId: null },
  ...{ text: null, includeCancelled: true },
};

/** By the plainest reading: what was called off lately stays, the rest for so many days after its end. */
function expected(filter: Parts, pastDays = 90): string[] {
  const asked = { ...NOTHING_ASKED, ...filter, from: filter['from'] ?? '1990-01-01T00:00:00Z' };
  const since = lab.app.clock.now().getTime() - pastDays * DAY;
  return fitting(facts, asked)
    .filter(({ status, ends }) => OFF.includes(status) || ends >= since)
    .map(({ id }) => id);
}

describe('at the address of', () => {
  const goalOf = () => facts.flatMap(({ measures }) => measures).find(({ goalId }) => goalId)!.goalId!;
  it.each<[string, () => string, () => Parts]>([
    ['an audience', () => '/feeds/audiences/pupils', () => ({ audiences: ['pupils'] })],
    ['a branch', () => '/feeds/branches/central', () => ({ branches: ['central'] })],
    ['a district', () => '/feeds/districts/podilskyi', () => ({ districts: ['podilskyi'] })],
    ['a kind', () => '/feeds/kinds/lecture', () => ({ kinds: ['LECTURE'] })],
    ['a measure', () => '/feeds/plans/2018/measures/1', () => ({ measure: { year: 2018, number: '1' } })],
    [
      'two measures of a number',
      () => '/feeds/plans/2019/measures/3',
      () => ({ measure: { year: 2019, number: '3' } }),
    ],
    ['a measure for years', () => '/feeds/plans/2021/measures/3', () => ({ measure: { year: 2021, number: '3' } })],
    ['a goal', () => `/feeds/plans/2019/goals/${goalOf()}`, () => ({ goalId: goalOf() })],
    ['a goal of a plan for years', () => `/feeds/plans/2020/goals/${goalOf()}`, () => ({ goalId: goalOf() })],
    ['a search for nothing in particular', () => '/feeds/search', () => ({})],
    ['a search for two kinds', () => '/feeds/search?kinds=talk,quiz', () => ({ kinds: ['TALK', 'QUIZ'] })],
    [
      'a search within a period',
      () => '/feeds/search?from=2019-03-02&to=2019-03-04',
      () => ({
        ...{ from: '2019-03-01T22:00:00Z', to: '2019-03-04T22:00:00Z' },
      }),
    ],
  ])('%s there are its sessions and no others', async (_, address, filter) => {
    const wanted = expected(filter());
    expect(wanted.length).toBeGreaterThan(0);
    expect(await lab.members(address())).toEqual(wanted);
  });

  it('whatever filter there are the sessions that it finds', async () => {
    const query = `query ($filter: ProgrammeFilter!) { feedOf(filter: $filter) { address } }`;
    const found: number[] = [];
    await fc.assert(
      fc.asyncProperty(filtersFor(facts), async (filter) => {
        const { feedOf } = await lab.data<{ feedOf: { address: string } }>(query, { filter }, { as: null });
        expect(feedOf.address).toMatch(/^http:\/\/zakhid\.test\/feeds\/search\.ics(\?|$)/);
        const address = feedOf.address.replace('http://zakhid.test', '').replace('.ics', '');
        const wanted = expected(filter);
        found.push(wanted.length);
        expect(await lab.members(address)).toEqual(wanted);
        expect((await lab.find(address))!.subject.path).toBe(address);
      }),
      { numRuns: 200, seed: SEED },
    );
    expect(found.filter((many) => many > 0).length).toBeGreaterThan(60);
  }, 120_000);

  it('an event there are all of its dates, of a session that one alone', async () => {
    const eventId = await lab.add({
      arrangement: 'SERIES',
      titleUk: 'Цикл «Казки»',
      sessions: [{ at: '2019-05-01T10:00:00Z' }, { at: '2019-05-08T10:00:00Z' }, { at: '2019-05-15T10:00:00Z' }],
    });
    const all = await lab.members(`/feeds/events/${eventId}`);
    expect(all).toHaveLength(3);
    expect(await lab.members(`/feeds/series/${eventId}`)).toEqual(all);
    expect(await lab.members(`/feeds/sessions/${all[1]}`)).toEqual([all[1]]);
    const { subject } = (await lab.find(`/feeds/sessions/${all[1]!.toUpperCase()}`))!;
    expect([subject.path, subject.title.uk]).toEqual([`/feeds/sessions/${all[1]}`, 'Цикл «Казки»']);
  });

  it('an archived event it still is', async () => {
    const id = await lab.add({ editorialStatus: 'ARCHIVED', sessions: [{ at: '2019-02-20T10:00:00Z' }] });
    expect(await lab.members(`/feeds/events/${id}`)).toHaveLength(1);
  });
});

describe('nothing is at', () => {
  it.each([
    ...['/feeds/audiences/nobody', '/feeds/branches/nowhere', '/feeds/districts/nowhere', '/feeds/kinds/party'],
    ...['/feeds/plans/2018/measures/3', '/feeds/plans/2022/measures/3', '/feeds/plans/2019/measures/99'],
    ...['/feeds/plans/2019/goals/goal-1', '/feeds/plans/2019/measures/%00', '/feeds/search/x', '/feeds/me/x', '/feeds'],
  ])('%s', async (address) => {
    expect(await lab.find(address)).toBeUndefined();
  });

  it('the address of an event or a date that everybody does not see', async () => {
    const draft = await lab.add({
      editorialStatus: 'APPROVED',
      arrangement: 'SERIES',
      sessions: [{ at: '2019-05-01T10:00:00Z' }],
    });
    const single = await lab.add({
      sessions: [{ at: '2019-05-01T10:00:00Z' }, { at: '2019-05-02T10:00:00Z', standing: 'DROPPED' }],
    });
    const unseen = facts.filter(({ listed }) => !listed);
    expect(unseen.length).toBeGreaterThan(10);
    const addresses = [
      ...[`/feeds/events/${draft}`, `/feeds/series/${draft}`, `/feeds/series/${single}`, `/feeds/events/${newId()}`],
      ...unseen.map(({ id }) => `/feeds/sessions/${id}`),
    ];
    for (const address of addresses) expect([address, await lab.find(address)]).toEqual([address, undefined]);
    expect(await lab.members(`/feeds/events/${single}`)).toHaveLength(1);
  });
});

describe('a goal that shares its slug', () => {
  it('with one of another plan of the year is named by the older one; each has an address of its own', async () => {
    const [plan, other, later] = [await lab.plan(2031), await lab.plan(2031), await lab.plan(2030, 2032)];
    const ids = await Promise.all([plan, other, later].map((of) => lab.goal(of)));
    await lab.database.transaction(async (tx) => {
      for (const id of ids) await tx.update(goals).set({ slug: 'goal-1' }).where(eq(goals.id, id));
    });
    const goalAt = async (address: string) => (await lab.find(address))?.subject.query.criteria.goalId;
    expect(await goalAt('/feeds/plans/2031/goals/goal-1')).toBe(ids[0]);
    expect(await goalAt('/feeds/plans/2032/goals/goal-1')).toBe(ids[2]);
    expect(await goalAt(`/feeds/search?goal=${ids[1]}`)).toBe(ids[1]);
    const { title } = (await lab.find(`/feeds/search?goal=${ids[1]}`))!.subject;
    expect(title.uk).toBe('Події: ціль «Мета»');
  });
});

describe('a subscriber', () => {
  const PUPILS = '/feeds/audiences/pupils';

  it('chooses how far back it goes', async () => {
    for (const past of [0, 2, 366]) {
      expect(await lab.members(`${PUPILS}?past=${past}`)).toEqual(expected({ audiences: ['pupils'] }, past));
    }
    const many = await Promise.all(
      [0, 2, 366].map(async (past) => (await lab.members(`${PUPILS}?past=${past}`)).length),
    );
    expect(many[0]).toBeLessThan(many[1]!);
    expect(many[1]).toBeLessThan(many[2]!);
  });

  it('has it without what is called off', async () => {
    const wanted = expected({ audiences: ['pupils'], includeCancelled: false });
    expect(wanted.length).toBeLessThan(expected({ audiences: ['pupils'] }).length);
    expect(await lab.members(`${PUPILS}?cancelled=no`)).toEqual(wanted);
    const { subject } = (await lab.find(`${PUPILS}?cancelled=no`))!;
    expect(subject.about.uk).toMatch(/Без скасованих/);
  });

  it.each([
    [`${PUPILS}?lang=en&utm_source=mail`, PUPILS],
    [`${PUPILS}?cancelled=yes&past=90`, PUPILS],
    [`${PUPILS}?cancelled=no&lang=uk&past=007`, `${PUPILS}?past=7&cancelled=no`],
    ['/feeds/search?lang=en', '/feeds/search'],
    [
      '/feeds/search?cancelled=0&kinds=TALK&audiences=b&audiences=a',
      '/feeds/search?kinds=talk&audiences=a,b&cancelled=no',
    ],
    [
      '/feeds/search?to=2019-03-31&age=05&q=+%D1%97%D0%B6%D0%B0%D0%BA',
      '/feeds/search?q=%D1%97%D0%B6%D0%B0%D0%BA&age=5&to=2019-03-31',
    ],
    ['/feeds/plans/2019/measures/8?kinds=talk', '/feeds/plans/2019/measures/8'],
  ])('who asks for %s gets %s', async (asked, path) => {
    expect((await lab.find(asked))!.subject.path).toBe(path);
  });

  it('reads what it is', async () => {
    const titles = async (address: string) => (await lab.find(address))!.subject.title;
    expect(await titles('/feeds/branches/central')).toEqual({
      uk: 'Події: Центральна бібліотека',
      en: 'Events: Library central',
    });
    expect((await lab.find('/feeds/plans/2019/measures/8'))!.subject).toMatchObject({
      title: { uk: 'Пункт 8 плану заходів на 2019 рік', en: 'Measure 8 of the plan for 2019' },
      about: { uk: 'Пункт 8 плану заходів на 2019 рік: Публічні заходи в бібліотеках' },
      fileName: 'plan-2019-measure-8',
    });
    const measureId = lab.measures.schools;
    expect(await titles(`/feeds/search?measureId=${measureId}&branches=next,nowhere`)).toMatchObject({
      en: 'Events: Library next, nowhere; measure 12 of the plan for 2019',
    });
  });
});

describe('a wrong value', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => `a${at}`).join();
  /** The same as a filter of the programme: what one refuses, the other does. */
  it.each<[string, string, Parts | null]>([
    ['past=367', 'past', null],
    ['cancelled=perhaps', 'cancelled', null],
    [`audiences=${many(21)}`, 'audiences', { audiences: many(21).split(',') }],
    [`audiences=${'a'.repeat(201)}`, 'audiences', { audiences: ['a'.repeat(201)] }],
    [`branches=${many(51)}`, 'branches', { branches: many(51).split(',') }],
    [`districts=${many(21)}`, 'districts', { districts: many(21).split(',') }],
    ['kinds=party', 'kinds', { kinds: ['PARTY'] }],
    ['measure=1989/8', 'measure', { measure: { year: 1989, number: '8' } }],
    [`measure=2019/${'1'.repeat(21)}`, 'measure', { measure: { year: 2019, number: '1'.repeat(21) } }],
    ['languages=ukr', 'languages', { languages: ['ukr'] }],
    ['modes=somehow', 'modes', { modes: ['SOMEHOW'] }],
    ['age=121', 'age', { age: 121 }],
    ['grade=0', 'grade', { grade: 0 }],
    ['grade=13', 'grade', { grade: 13 }],
    [`q=${'a'.repeat(201)}`, 'q', { text: 'a'.repeat(201) }],
    ['from=2019-03-02&to=2019-03-01', 'to', { from: '2019-03-02T00:00:00Z', to: '2019-03-01T00:00:00Z' }],
    ['goal=1', 'goal', null],
  ])('%.40s is refused by the name of its parameter', async (query, parameter, filter) => {
    expect(await lab.wrong(`/feeds/search?${query}`)).toBe(`BAD_USER_INPUT ${parameter}`);
    if (!filter) return;
    const { errors } = await lab.app.gql('query ($filter: ProgrammeFilter!) { feedOf(filter: $filter) { address } }', {
      filter,
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each<[string, Parts]>([
    [`audiences=${many(20)}`, { audiences: many(20).split(',') }],
    [`branches=${many(50)}`, { branches: many(50).split(',') }],
    ['measure=1990/8', { measure: { year: 1990, number: '8' } }],
    [`measure=2100/${'1'.repeat(20)}`, { measure: { year: 2100, number: '1'.repeat(20) } }],
    ['age=0&grade=1', { age: 0, grade: 1 }],
    ['age=120&grade=12', { age: 120, grade: 12 }],
    [`q=${'a'.repeat(200)}`, { text: 'a'.repeat(200) }],
  ])('%.40s is none, here or there', async (query, filter) => {
    expect(await lab.wrong(`/feeds/search?${query}`)).toBe('nothing');
    const { errors } = await lab.app.gql('query ($filter: ProgrammeFilter!) { feedOf(filter: $filter) { address } }', {
      filter,
    });
    expect(errors).toBeUndefined();
  });
});
