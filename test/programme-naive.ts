// A programme made by chance, and what its filters find by the plainest reading of their words: for comparison with SQL.
import fc from 'fast-check';
import type { AttendanceMode, EditorialStatus } from '../src/events/record/event.tables.ts';
import type { HappeningStatus, SessionStanding } from '../src/events/record/session.tables.ts';
import type { EventKind } from '../src/plans/recognition/recognised-plan.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { EventParts, ListingLab } from './listing-lab.ts';

type Parts = Record<string, unknown>;

const KINDS: readonly EventKind[] = ['LECTURE', 'TALK', 'QUIZ'];
const LANGUAGES = ['uk', 'en', 'pl'];
const MODES: readonly AttendanceMode[] = ['OFFLINE', 'ONLINE', 'MIXED'];
const AUDIENCES = ['pupils', 'students', 'residents'];
const BRANCHES = ['central', 'next', 'third'];
/** Of the first two branches; the third is in none. */
const DISTRICTS = ['podilskyi', 'pecherskyi'];
/** No form of one is a form of another; the first is looked for, the second stands in the text. */
const WORDS = [
  ['казки', 'Казка'],
  ['biblioteka', 'бібліотеці'],
  ['лекцій', 'лекція'],
  ['гри', 'гра'],
] as const;
const STATUSES: readonly HappeningStatus[] = [
  ...(['CONFIRMED', 'TENTATIVE', 'HELD', 'RESCHEDULED'] as const),
  ...(['CANCELLED', 'POSTPONED', 'MOVED_ONLINE'] as const),
];
const STATES: readonly EditorialStatus[] = ['PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'ARCHIVED', 'DRAFT', 'SUBMITTED'];
const STANDINGS: readonly SessionStanding[] = ['SCHEDULED', 'SCHEDULED', 'SCHEDULED', 'TO_PLACE', 'DROPPED'];

const HOUR = 3_600_000;
const EPOCH = Date.parse('2019-03-01T00:00:00Z');
const hour = (of: number) => new Date(EPOCH + of * HOUR).toISOString();

interface Served {
  readonly id: string;
  readonly year: number;
  readonly number: string;
  readonly goalId: string | null;
}

export interface Fact {
  readonly id: string;
  readonly starts: number;
  readonly ends: number;
  readonly status: HappeningStatus;
  readonly listed: boolean;
  readonly kind: EventKind;
  readonly branch: string;
  readonly district: string | null;
  readonly audiences: readonly string[];
  readonly measures: readonly Served[];
  readonly language: string;
  readonly mode: AttendanceMode;
  readonly signLanguage: boolean;
  readonly stepFree: boolean | null;
  readonly ages: readonly [number | null, number | null];
  readonly grades: readonly [number | null, number | null];
  readonly words: readonly number[];
}

const range = (least: number, most: number) =>
  fc
    .tuple(fc.option(fc.integer({ min: least, max: most })), fc.option(fc.integer({ min: least, max: most })))
    .map(([a, b]): [number | null, number | null] => (a !== null && b !== null && a > b ? [b, a] : [a, b]));

const eventFacts = fc.record({
  state: fc.constantFrom(...STATES),
  kind: fc.constantFrom(...KINDS),
  branch: fc.nat(2),
  audiences: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }),
  measures: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }),
  language: fc.constantFrom(...LANGUAGES),
  mode: fc.constantFrom(...MODES),
  signLanguage: fc.boolean(),
  stepFree: fc.option(fc.boolean()),
  ages: range(0, 30),
  grades: range(1, 12),
  words: fc.uniqueArray(fc.nat(WORDS.length - 1), { maxLength: 3 }),
  sessions: fc.array(
    fc.record({
      at: fc.integer({ min: -200, max: 200 }),
      hours: fc.constantFrom(1, 2, 30, 300),
      status: fc.constantFrom(...STATUSES),
      standing: fc.constantFrom(...STANDINGS),
      elsewhere: fc.option(fc.nat(2), { freq: 5 }),
    }),
    { maxLength: 4 },
  ),
});

/** Writes so many events down, and says what their sessions are. */
export async function randomProgramme(lab: ListingLab, many: number, seed: number): Promise<Fact[]> {
  const { central, next } = lab.branches;
  await lab.inDistrict(central, DISTRICTS[0]!);
  await lab.inDistrict(next, DISTRICTS[1]!);
  const served = await measuresOf(lab);
  const branchIds: readonly Id<'Branch'>[] = Object.values(lab.branches);
  const audienceIds = ['PUPILS', 'STUDENTS', 'RESIDENTS'].map((code) => lab.audiences[code]!);
  const facts: Fact[] = [];
  const rows = fc.sample(eventFacts, { seed, numRuns: many }).map((event): EventParts => {
    const sessions = event.sessions.map(({ at, hours, status, standing, elsewhere }) => {
      const place = elsewhere ?? event.branch;
      const id = newId<'Session'>();
      facts.push({
        ...{ id, status, kind: event.kind, language: event.language, words: event.words },
        ...{ starts: EPOCH + at * HOUR, ends: EPOCH + (at + hours) * HOUR, ages: event.ages, grades: event.grades },
        ...{ branch: BRANCHES[place]!, district: DISTRICTS[place] ?? null, signLanguage: event.signLanguage },
        ...{ audiences: event.audiences.map((one) => AUDIENCES[one]!), stepFree: event.stepFree },
        measures: event.measures.map((one) => served[one]!),
        mode: status === 'MOVED_ONLINE' ? 'ONLINE' : event.mode,
        listed: standing === 'SCHEDULED' && ['PUBLISHED', 'ARCHIVED'].includes(event.state),
      });
      const where = { branchId: branchIds[place]!, happeningStatus: status, standing };
      return { id, at: hour(at), minutes: hours * 60, ...where };
    });
    const [ageFrom, ageTo, gradeFrom, gradeTo] = [...event.ages, ...event.grades];
    return {
      ...{ kind: event.kind, language: event.language, attendanceMode: event.mode, ageFrom, ageTo, gradeFrom, gradeTo },
      ...{ signLanguage: event.signLanguage, stepFree: event.stepFree, editorialStatus: event.state },
      titleUk: ['Подія', ...event.words.map((word) => WORDS[word]![1])].join(' '),
      branchId: branchIds[event.branch]!,
      audienceIds: event.audiences.map((one) => audienceIds[one]!),
      measureIds: event.measures.map((one) => served[one]!.id),
      sessions,
    };
  });
  await lab.addAll(rows);
  return facts;
}

/** Five measures of two plans, one of which lasts three years; two measures share a goal, two a number. */
async function measuresOf(lab: ListingLab): Promise<Served[]> {
  const [short, long] = [await lab.plan(2018), await lab.plan(2019, 2021)];
  const goalId = await lab.goal(long);
  const made = async (planId: Id<'Plan'>, year: number, number: string, parts: Parts = {}) => ({
    ...{ id: await lab.measure(planId, { number, ...parts }), year, number },
    goalId: (parts['goalId'] as string | undefined) ?? null,
  });
  return [
    await made(short, 2018, '1'),
    await made(short, 2018, '2'),
    await made(long, 2019, '1', { goalId }),
    await made(long, 2019, '3', { goalId }),
    await made(long, 2019, '3', { ordinal: 2 }),
  ];
}

/** Now and then. */
const rare = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const some = <Value>(values: readonly Value[]) => rare(fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 }));
const texts = fc.uniqueArray(fc.constantFrom(...WORDS.map(([word]) => word)), { minLength: 1, maxLength: 2 });

/** Filters of which most ask for a few things, so that most find something. */
export function filtersFor(facts: readonly Fact[]): fc.Arbitrary<Parts> {
  const served = [...new Map(facts.flatMap(({ measures }) => measures).map((one) => [one.id, one])).values()];
  return fc.record({
    from: fc.option(fc.integer({ min: -250, max: 150 }).map(hour), { freq: 6 }),
    to: rare(fc.integer({ min: 151, max: 250 }).map(hour)),
    kinds: some(KINDS),
    branches: some([...BRANCHES, 'nowhere']),
    districts: rare(fc.uniqueArray(fc.constantFrom(...DISTRICTS), { maxLength: 2 })),
    audiences: some(AUDIENCES),
    languages: some(LANGUAGES),
    modes: some(MODES),
    signLanguage: rare(fc.boolean()),
    stepFree: rare(fc.boolean()),
    age: rare(fc.integer({ min: 0, max: 40 })),
    grade: rare(fc.integer({ min: 1, max: 12 })),
    includeCancelled: fc.boolean(),
    measureId: rare(fc.constantFrom(...served.map(({ id }) => id))),
    measure: rare(fc.record({ year: fc.integer({ min: 2017, max: 2022 }), number: fc.constantFrom('1', '2', '3') })),
    goalId: rare(fc.constantFrom(...served.flatMap(({ goalId }) => goalId ?? []))),
    text: rare(texts.map((words) => words.join(' '))),
  });
}

type Asks = (fact: Fact, filter: Parts) => boolean;

const listed =
  (name: string, values: (fact: Fact) => readonly string[]): Asks =>
  (fact, filter) => {
    const wanted = filter[name] as readonly string[] | null;
    return wanted === null || values(fact).some((value) => wanted.includes(value));
  };
const within = ([least, most]: readonly [number | null, number | null], value: unknown) =>
  value === null || ((least ?? -1) <= Number(value) && Number(value) <= (most ?? 1_000));

/** What each facet leaves aside when it counts; `rest` no facet does. */
const ASKED: Readonly<Record<string, Asks>> = {
  kinds: listed('kinds', ({ kind }) => [kind]),
  branches: listed('branches', ({ branch }) => [branch]),
  districts: listed('districts', ({ district }) => (district === null ? [] : [district])),
  audiences: listed('audiences', ({ audiences }) => audiences),
  measures: ({ measures }, { measureId, measure }) => {
    const { year, number } = (measure ?? {}) as { year?: number; number?: string };
    const lasts = (one: Served) => (one.year === 2019 ? [2019, 2020, 2021] : [one.year]).includes(year ?? 0);
    return (
      (measureId === null || measures.some(({ id }) => id === measureId)) &&
      (measure === null || measures.some((one) => one.number === number && lasts(one)))
    );
  },
  languages: listed('languages', ({ language }) => [language]),
  modes: listed('modes', ({ mode }) => [mode]),
  signLanguage: ({ signLanguage }, filter) => signLanguage || filter['signLanguage'] !== true,
  stepFree: ({ stepFree }, filter) => stepFree === true || filter['stepFree'] !== true,
  rest: (fact, { from, to, age, grade, goalId, includeCancelled, text }) =>
    fact.listed &&
    fact.ends > Date.parse(from as string) &&
    (to === null || fact.starts < Date.parse(to as string)) &&
    within(fact.ages, age) &&
    within(fact.grades, grade) &&
    (goalId === null || fact.measures.some((one) => one.goalId === goalId)) &&
    (includeCancelled === true || !['CANCELLED', 'POSTPONED'].includes(fact.status)) &&
    (text === null || (text as string).split(' ').every((word) => fact.words.some((one) => WORDS[one]![0] === word))),
};

/** The sessions that fit, but for what is asked of one thing. */
export function fitting(facts: readonly Fact[], filter: Parts, but?: string): Fact[] {
  const asks = Object.entries(ASKED).filter(([name]) => name !== but);
  return facts
    .filter((fact) => asks.every(([, asked]) => asked(fact, filter)))
    .sort((a, b) => a.starts - b.starts || (a.id < b.id ? -1 : 1));
}
