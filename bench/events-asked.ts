// The questions of `npm run bench -- events`: what visitors of a library’s pages ask.
import type { ProgrammeCity } from './events-city.ts';
import { LOOKED_FOR } from './events-words.ts';
import type { Chance } from './venues-measure.ts';

type Filter = Readonly<Record<string, unknown>>;

export const LIST = `query ($filter: ProgrammeFilter, $after: String) { programme(first: 50, after: $after, filter: $filter) {
  edges { node { id start end happeningStatus place branch { slug nameUk } room { id nameUk }
    event { id titleUk kind audiences { slug nameUk } primaryMeasure { number title } } } } pageInfo { endCursor } } }`;

export const FACETS = `query ($filter: ProgrammeFilter) { programme(first: 1, filter: $filter) { totalCount facets {
  kinds { value count } languages { value count } modes { value count } accessibility { signLanguage stepFree }
  branches { count branch { slug nameUk } } districts { count district { slug nameUk } }
  audiences { count audience { slug nameUk } } measures { count measure { number } } } } }`;

const DAY = 86_400_000;
const KINDS = ['LECTURE', 'TALK', 'PUBLIC_EVENT', 'THEMATIC_LESSON', 'TRAINING', 'EXHIBITION', 'QUIZ', 'SEMINAR'];

function later(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

export interface Question {
  readonly name: string;
  readonly filter: (city: ProgrammeCity, chance: Chance) => Filter;
}

/** Every dimension alone, several at once, and the past. */
export const QUESTIONS: readonly Question[] = [
  { name: 'all to come', filter: () => ({}) },
  { name: 'a month', filter: (_, chance) => ({ from: later(chance.dice(300)), to: later(330) }) },
  { name: 'kinds', filter: (_, chance) => ({ kinds: [chance.of(KINDS), chance.of(KINDS)] }) },
  { name: 'a branch', filter: (city, chance) => ({ branches: [chance.of(city.branches)] }) },
  { name: 'a district', filter: (city, chance) => ({ districts: [chance.of(city.districts)] }) },
  { name: 'an audience', filter: (city, chance) => ({ audiences: [chance.of(city.audiences)] }) },
  { name: 'a measure', filter: (city, chance) => ({ measureId: chance.of(city.measures) }) },
  { name: 'a language', filter: (_, chance) => ({ languages: [chance.of(['en', 'pl', 'fr'])] }) },
  { name: 'online', filter: () => ({ modes: ['ONLINE', 'MIXED'] }) },
  { name: 'sign language', filter: () => ({ signLanguage: true }) },
  { name: 'step-free, an age', filter: (_, chance) => ({ stepFree: true, age: 5 + chance.dice(60) }) },
  { name: 'a grade, not cancelled', filter: (_, chance) => ({ grade: 1 + chance.dice(12), includeCancelled: false }) },
  { name: 'words', filter: (_, chance) => ({ text: chance.of(LOOKED_FOR) }) },
  {
    name: 'branch, kind and audience',
    filter: (city, chance) => ({
      branches: [chance.of(city.branches)],
      kinds: [chance.of(KINDS)],
      audiences: [chance.of(city.audiences)],
    }),
  },
  {
    name: 'words, district and kinds',
    filter: (city, chance) => ({
      text: chance.of(LOOKED_FOR),
      districts: [chance.of(city.districts)],
      kinds: [chance.of(KINDS), chance.of(KINDS), chance.of(KINDS)],
    }),
  },
  { name: 'all of the past year', filter: () => ({ from: later(-365), to: later(0) }) },
  {
    name: 'a branch, of all years',
    filter: (city, chance) => ({ from: later(-1_400), branches: [chance.of(city.branches)] }),
  },
  { name: 'words, of all years', filter: (_, chance) => ({ from: later(-1_400), text: chance.of(LOOKED_FOR) }) },
];
