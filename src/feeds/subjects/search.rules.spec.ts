import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProgrammeWish } from '../../events/programme/programme.criteria.ts';
import { criteriaOf } from '../../events/programme/programme.criteria.ts';
import { cleanLine } from '../../platform/text/text.rules.ts';
import { instantFromMillis, parseInstant } from '../../platform/time/instant.ts';
import { EVENT_KINDS } from './address.rules.ts';
import { isWrong } from './parameter.rules.ts';
import { NONE, readSearch, type Search, searchOf, writeSearch } from './search.rules.ts';

const ID = '019a5b2c-1111-7222-8333-444455556666';
const at = (text: string) => parseInstant(text)!;

/** As the address of a feed has it: read, and settled. */
function read(query: string): Search {
  const found = readSearch(new URLSearchParams(query));
  if (isWrong(found)) throw new Error(`${found.parameter}: ${found.rule}`);
  return searchOf(found);
}
const written = (search: Search) => writeSearch(search).join('&');

describe('parameters ask for', () => {
  it.each<[string, Search]>([
    ['', {}],
    ['lang=en&utm_source=x&Audiences=pupils', {}],
    ['audiences=pupils', { audiences: ['pupils'] }],
    ['audiences=students,pupils', { audiences: ['pupils', 'students'] }],
    ['audiences=students&audiences=pupils&audiences=students', { audiences: ['pupils', 'students'] }],
    ['audiences=%20pupils%20,,', { audiences: ['pupils'] }],
    ['audiences=-', { audiences: [] }],
    ['audiences=-,pupils', { audiences: ['pupils'] }],
    // What nobody filled in of a form.
    ['audiences=&q=&from=&age=&signLanguage=&measure=', {}],
    ['audiences=,', {}],
    ['kinds=lecture,thematic-lesson', { kinds: ['LECTURE', 'THEMATIC_LESSON'] }],
    ['kinds=THEMATIC_LESSON&kinds=Lecture', { kinds: ['LECTURE', 'THEMATIC_LESSON'] }],
    ['branches=central&districts=podilskyi', { branches: ['central'], districts: ['podilskyi'] }],
    ['measure=2019/8', { measure: { year: 2019, number: '8' } }],
    ['measure=2019%2F3%D0%B0', { measure: { year: 2019, number: '3а' } }],
    [`measureId=${ID.toUpperCase()}&goal=${ID}`, { measureId: ID, goalId: ID }],
    ['goal=-', { goalId: NONE }],
    ['languages=UK,en', { languages: ['en', 'uk'] }],
    ['modes=online,MIXED', { modes: ['MIXED', 'ONLINE'] }],
    ['signLanguage=yes&stepFree=true', { signLanguage: true, stepFree: true }],
    ['signLanguage=no&stepFree=0', {}],
    ['age=10&grade=4', { age: 10, grade: 4 }],
    ['age=7&age=7', { age: 7 }],
    ['from=2019-03-01', { from: at('2019-02-28T22:00:00Z') }],
    ['to=9999-12-31', { to: at('9999-12-31T22:00:00Z') }],
    ['to=2019-03-31', { to: at('2019-03-31T21:00:00Z') }],
    ['from=2019-03-01T10:00:00%2B02:00', { from: at('2019-03-01T08:00:00Z') }],
    ['from=2019-03-01T10:00:00+02:00', { from: at('2019-03-01T08:00:00Z') }],
    ['q=%20%D0%BB%D0%B5%D0%BA%D1%86%D1%96%D1%97++%D0%BF%D1%80%D0%BE%20', { text: 'лекції про' }],
    ['q=a,b', { text: 'a,b' }],
    // Nothing in it is a word.
    ['q=!!!', {}],
  ])('%s', (query, search) => {
    expect(read(query)).toEqual(search);
  });
});

describe('parameters cannot mean', () => {
  it.each([
    ['kinds=lecture,party', 'kinds'],
    ['kinds=constructor', 'kinds'],
    ['audiences=Pupils', 'audiences'],
    ['branches=%D1%86%D0%B5%D0%BD%D1%82%D1%80', 'branches'],
    ['districts=%00', 'districts'],
    ['measure=8', 'measure'],
    ['measure=2019', 'measure'],
    ['measure=2019/', 'measure'],
    ['measure=19/8', 'measure'],
    ['measure=2019/8&measure=2019/9', 'measure'],
    ['measureId=8', 'measureId'],
    ['goal=goal-3', 'goal'],
    ['modes=here', 'modes'],
    ['modes=toString', 'modes'],
    ['signLanguage=maybe', 'signLanguage'],
    ['stepFree=constructor', 'stepFree'],
    ['age=ten', 'age'],
    ['age=-1', 'age'],
    ['age=1.5', 'age'],
    ['age=0x1', 'age'],
    ['grade=1&grade=2', 'grade'],
    ['q=a&q=b', 'q'],
    ['from=yesterday', 'from'],
    ['from=2019-02-29', 'from'],
    ['from=2019-03-01T10:00:00', 'from'],
    ['from=0001-01-01', 'from'],
    ['to=10000-01-01', 'to'],
    ['to=2019-13-01', 'to'],
  ])('%s', (query, parameter) => {
    expect(readSearch(new URLSearchParams(query))).toMatchObject({ kind: 'WrongParameter', parameter });
  });
});

const rare = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { freq: 2 });
const slugs = rare(
  fc.array(fc.oneof(fc.stringMatching(/^[a-z0-9-]{1,12}$/), fc.string({ maxLength: 5 })), { maxLength: 5 }),
);
const anId = rare(fc.oneof(fc.uuid({ version: 7 }), fc.constant('nothing')));
/** Often the edge of a day in Kyiv, also of the days on which its clocks are changed. */
const moments = rare(
  fc.oneof(
    fc.integer({ min: -62_000_000_000_000, max: 253_000_000_000_000 }).map(instantFromMillis),
    fc.integer({ min: 0, max: 60_000 }).map((days) => instantFromMillis(days * 86_400_000 - 7_200_000)),
    fc.integer({ min: 0, max: 60_000 }).map((days) => instantFromMillis(days * 86_400_000 - 10_800_000)),
  ),
);
const wishes: fc.Arbitrary<ProgrammeWish> = fc.record({
  from: moments,
  to: moments,
  audiences: slugs,
  branches: slugs,
  districts: slugs,
  kinds: rare(fc.array(fc.constantFrom(...EVENT_KINDS), { maxLength: 4 })),
  measureId: anId,
  goalId: anId,
  measure: rare(
    fc.record({
      year: fc.integer({ min: 1990, max: 2100 }),
      number: fc.constantFrom('8', '1.2', '3а', '1/2', 'й & +'),
    }),
  ),
  languages: rare(fc.array(fc.stringMatching(/^[a-z]{2}$/), { maxLength: 3 })),
  modes: rare(fc.array(fc.constantFrom('OFFLINE' as const, 'ONLINE' as const, 'MIXED' as const), { maxLength: 3 })),
  signLanguage: rare(fc.boolean()),
  stepFree: rare(fc.boolean()),
  age: rare(fc.integer({ min: 0, max: 120 })),
  grade: rare(fc.integer({ min: 1, max: 12 })),
  text: rare(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 }))),
});

describe('an address and a filter', () => {
  it('say the same, there and back', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const search = searchOf(wish);
        const query = written(search);
        expect(query).toMatch(/^[\x21-\x7e]*$/);
        expect(read(query)).toEqual(search);
        expect(written(read(query))).toBe(query);
      }),
      { numRuns: 2_000 },
    );
  });

  it('find the same', () => {
    const now = instantFromMillis(0);
    const sorted = (wish: ProgrammeWish) => {
      const all = Object.entries<unknown>({ ...criteriaOf(wish, wish.from ?? now) }).map(([name, value]) => {
        const isSet = Array.isArray(value) && name !== 'words';
        return [name, isSet ? [...new Set(value as string[])].filter((one) => one !== '-').sort() : value] as const;
      });
      return Object.fromEntries(all);
    };
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(sorted(read(written(searchOf(wish))))).toEqual(sorted(cleaned(wish)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are one, whatever the order of parameters and values, and whether these are repeated or joined', () => {
    const shuffled = wishes.chain((wish) => {
      const pairs = [...new URLSearchParams(written(searchOf(wish)))].flatMap(([name, value]) =>
        ['q', 'measure'].includes(name) ? [[name, value]] : value.split(',').map((one) => [name, one]),
      ) as [string, string][];
      const mixed = fc.shuffledSubarray(pairs, { minLength: pairs.length });
      return mixed.map((all) => [wish, `${new URLSearchParams(all).toString()}&utm=1`] as const);
    });
    fc.assert(
      fc.property(shuffled, ([wish, query]) => {
        expect(written(read(query))).toBe(written(searchOf(wish)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are readable', () => {
    const search = searchOf({
      ...{ kinds: ['TALK', 'LECTURE'], audiences: ['pupils'], measure: { year: 2019, number: '8' }, stepFree: true },
      ...{ from: at('2019-02-28T22:00:00Z'), to: at('2019-03-31T21:00:00Z'), text: 'night & day' },
    });
    expect(written(search)).toBe(
      'q=night%20%26%20day&kinds=lecture,talk&audiences=pupils&measure=2019/8&stepFree=yes&from=2019-03-01&to=2019-03-31',
    );
    expect(written(searchOf({ from: at('2019-03-01T08:00:00Z') }))).toBe('from=2019-03-01T08:00:00Z');
  });
});

/** As an input cleans it, with ids as they are kept. */
function cleaned(wish: ProgrammeWish): ProgrammeWish {
  const { measure, measureId, goalId, text } = wish;
  return {
    ...{ ...wish, measureId: measureId?.toLowerCase() ?? null, goalId: goalId?.toLowerCase() ?? null },
    ...{ measure: measure && { ...measure, number: cleanLine(measure.number) }, text: text && cleanLine(text) },
  };
}
