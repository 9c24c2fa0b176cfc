import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '../../platform/time/instant.ts';
import { EVENT_KINDS } from './address.rules.ts';
import {
  audienceFace,
  branchFace,
  cutAt,
  districtFace,
  eventFace,
  goalFace,
  kindFace,
  measureFace,
} from './face.rules.ts';
import { searchFace, type SearchNames } from './search.face.rules.ts';
import type { Search } from './search.rules.ts';

const ID = '019a5b2c-1111-7222-8333-444455556666';
const named = { nameUk: 'Учні', nameEn: 'Pupils' };
const goal = { id: ID, year: 2019, slug: 'goal-3', text: 'Мета', isFirst: true };

describe('a feed is called', () => {
  it.each([
    [audienceFace({ slug: 'pupils', ...named }), 'pupils', 'Події: Учні', 'Events: Pupils'],
    [branchFace({ slug: 'l1', address: 'вул. Прорізна, 1', ...named }), 'l1', 'Події: Учні', 'Events: Pupils'],
    [districtFace({ slug: 'podil', ...named }), 'podil', 'Події: Учні', 'Events: Pupils'],
    [kindFace('THEMATIC_LESSON'), 'thematic-lesson', 'Тематичні уроки', 'Thematic lessons'],
    [
      measureFace({ year: 2019, number: '3а', wording: 'Уроки' }),
      'plan-2019-measure-3a',
      'Пункт 3а плану заходів на 2019 рік',
      'Measure 3а of the plan for 2019',
    ],
    [goalFace(goal), 'plan-2019-goal-3', 'Ціль плану на 2019 рік: Мета', 'Goal of the plan for 2019: Мета'],
    [eventFace('EVENT', { id: ID, titleUk: 'Казка', titleEn: 'Tale' }), 'event-kazka', 'Казка', 'Tale'],
    [eventFace('SERIES', { id: ID, titleUk: 'Казка', titleEn: null }), 'series-kazka', 'Казка', 'Казка'],
    [eventFace('SESSION', { id: ID, titleUk: '???', titleEn: null }), 'date', '???', '???'],
  ])('%#', (face, fileName, uk, en) => {
    expect([face.fileName, face.title]).toEqual([fileName, { uk, en }]);
    expect(face.about.uk).toMatch(/^[А-ЯІЄЇҐ«].+/u);
    expect(face.about.en).toMatch(/^[A-Z“].+/u);
  });

  it('in words, whatever its kind', () => {
    const titles = EVENT_KINDS.flatMap((kind) => Object.values(kindFace(kind).title));
    expect(new Set(titles).size).toBe(36);
  });

  it('by a goal’s id where another goal has its slug', () => {
    expect([goalFace(goal).path, goalFace({ ...goal, isFirst: false }).path]).toEqual([
      '/feeds/plans/2019/goals/goal-3',
      `/feeds/search?goal=${ID}`,
    ]);
  });

  it('briefly', () => {
    const face = measureFace({ year: 2019, number: '8', wording: 'Слово '.repeat(1_000) });
    expect(face.about.uk).toMatch(/ Слов…$/);
    expect(face.about.uk.length).toBeLessThanOrEqual(1_000);
    expect(goalFace({ ...goal, text: 'ї'.repeat(5_000) }).title.en.length).toBeLessThan(140);
    expect(cutAt('ab👩‍👩‍👧cd', 6)).toBe('ab…');
    expect(cutAt('слово', 5)).toBe('слово');
  });
});

describe('a search is called', () => {
  const at = (text: string) => parseInstant(text)!;
  const NAMES: SearchNames = {
    audiences: new Map([['pupils', named]]),
    branches: new Map([['l1', { nameUk: 'Центральна', nameEn: 'Central' }]]),
    districts: new Map([['podil', { nameUk: 'Поділ', nameEn: 'Podil' }]]),
    measure: { year: 2019, number: '12' },
    goal: 'Знати право',
  };
  it.each<[Search, string, string]>([
    [{}, 'Усі події', 'All events'],
    [{ text: 'казка' }, 'Події: «казка»', 'Events: “казка”'],
    [{ kinds: ['LECTURE', 'TALK'] }, 'Події: тематичні лекції, бесіди', 'Events: lectures, talks'],
    [
      { audiences: ['nobody', 'pupils'], branches: ['l1'], districts: ['podil'] },
      'Події: nobody, Учні; Центральна; Поділ',
      'Events: nobody, Pupils; Central; Podil',
    ],
    [{ audiences: [] }, 'Події: —', 'Events: —'],
    [
      { measure: { year: 2020, number: '1.2' }, measureId: ID, goalId: ID },
      'Події: пункт 1.2 плану заходів на 2020 рік; пункт 12 плану заходів на 2019 рік; ціль «Знати право»',
      'Events: measure 1.2 of the plan for 2020; measure 12 of the plan for 2019; goal “Знати право”',
    ],
    [{ languages: ['en', 'uk'] }, 'Події: мова — англійська, українська', 'Events: in English, Ukrainian'],
    [
      { modes: ['MIXED', 'ONLINE'], signLanguage: true, stepFree: true },
      'Події: змішано, онлайн; з перекладом жестовою мовою; без сходинок',
      'Events: on the spot and online, online; interpreted into sign language; step-free',
    ],
    [{ age: 10, grade: 4 }, 'Події: вік — 10; клас — 4', 'Events: age 10; grade 4'],
    [
      { from: at('2019-02-28T22:00:00Z'), to: at('2019-03-31T21:00:00Z') },
      'Події: з 01.03.2019; по 31.03.2019',
      'Events: from 2019-03-01; through 2019-03-31',
    ],
    [
      { from: at('2019-03-01T08:00:00Z'), to: at('2019-04-01T08:30:00Z') },
      'Події: з 01.03.2019 10:00; до 01.04.2019 11:30',
      'Events: from 2019-03-01 10:00; until 2019-04-01 11:30',
    ],
  ])('%j', (search, uk, en) => {
    const face = searchFace(search, NAMES);
    expect(face.title).toEqual({ uk, en });
    expect(face.path).toMatch(Object.keys(search).length === 0 ? /^\/feeds\/search$/ : /^\/feeds\/search\?./);
  });
});
