import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KIND_FACTS } from '../src/events/kinds/kind.facts.rules.ts';
import { ContentLab } from './content-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

interface Kind {
  readonly kind: string;
  readonly name: string;
  readonly ownFields: string | null;
  readonly usualMinutes: number;
  readonly audiences: readonly { readonly code: string }[];
  readonly [field: string]: unknown;
}
const KINDS = `{ eventKinds { kind name ownFields usualMinutes layout noticeDays withoutRoom forGroups audiences { code }
  registration { mode capacity closesMinutesBefore largestGroup } } }`;
const kinds = async (language: 'uk' | 'en' = 'uk') =>
  (await lab.data<{ eventKinds: Kind[] }>(KINDS, {}, { as: null, language })).eventKinds;

describe('the kinds of events', () => {
  it('are told to everybody, each once, in both languages', async () => {
    const [uk, en] = [await kinds(), await kinds('en')];
    const { data } = await lab.ask<{ __type: { enumValues: { name: string }[] } }>(
      '{ __type(name: "EventKind") { enumValues { name } } }',
    );
    const names = data.__type.enumValues.map(({ name }) => name);
    expect(uk.map(({ kind }) => kind).sort()).toEqual(names.sort());
    expect(new Set(uk.map(({ name }) => name)).size).toBe(18);
    expect(uk.every(({ name }) => /^[А-ЯІЇЄҐ]/u.test(name))).toBe(true);
    expect(en.every(({ name }) => /^[A-Z]/.test(name))).toBe(true);
  });

  it('name audiences that the directory knows', async () => {
    for (const { kind, audiences } of await kinds()) {
      expect(audiences.map(({ code }) => code)).toEqual(KIND_FACTS[kind as keyof typeof KIND_FACTS].audiences);
    }
  });

  it('say what each begins with', async () => {
    const found = new Map((await kinds('en')).map((kind) => [kind.kind, kind]));
    expect(found.get('THEMATIC_LESSON')).toEqual({
      ...{ kind: 'THEMATIC_LESSON', name: 'Thematic lesson', ownFields: 'LESSON', usualMinutes: 45, layout: 'CLASS' },
      ...{ noticeDays: 7, withoutRoom: false, forGroups: true, audiences: [{ code: 'PUPILS' }] },
      registration: { mode: 'OPEN', capacity: null, closesMinutesBefore: 1_440, largestGroup: 35 },
    });
    const own = (name: string | null) =>
      [...found.values()].filter(({ ownFields }) => ownFields === name).map((of) => of.kind);
    expect(own('CONTEST')).toEqual(['CREATIVE_CONTEST', 'PRESS_CONTEST']);
    expect(own('EXHIBITION')).toEqual(['EXHIBITION']);
    expect(own('TRAINING')).toEqual(['SEMINAR', 'SHORT_SEMINAR', 'TRAINING']);
    expect([...found.values()].filter(({ withoutRoom }) => withoutRoom).map(({ kind }) => kind)).toEqual([
      ...['CREATIVE_CONTEST', 'PRESS_CONTEST', 'INFORMATION_MARATHON', 'EXHIBITION'],
    ]);
  });
});

const OWN = {
  lesson: { minutes: 40, curriculum: 'Історія, 9 клас', outreach: true },
  contest: { submissionsUntil: '2019-04-30', resultsOn: '2019-05-20' },
  exhibition: { opensOn: '2019-03-02', closesOn: '2019-04-30', openWeekdays: [2, 3] },
  training: { hours: 6.5, credits: 0.2 },
};
type Own = keyof typeof OWN;
const OF: Readonly<Record<Own, string>> = {
  ...{ lesson: 'THEMATIC_LESSON', contest: 'CREATIVE_CONTEST', exhibition: 'EXHIBITION', training: 'TRAINING' },
};
const NAMES = Object.keys(OWN) as Own[];
const EMPTY = { lesson: null, contest: null, exhibition: null, training: null };

describe('own fields', () => {
  it.each(NAMES)('of a %s are taken, changed part by part, and cleared to what is usual', async (name) => {
    const event = await lab.made({ kind: OF[name], [name]: OWN[name] });
    expect(event).toMatchObject({ ...EMPTY, [name]: OWN[name] });
    const [first] = Object.keys(OWN[name]);
    const changed = await lab.edit(event, { [name]: { [first!]: null } });
    expect(changed).toMatchObject({ [name]: { ...OWN[name], [first!]: null } });
    const usual = (await lab.made({ kind: OF[name] }))[name];
    expect(await lab.edit(changed, { [name]: null })).toMatchObject({ [name]: usual });
  });

  it.each(NAMES.flatMap((name) => [...NAMES.filter((other) => other !== name), null].map((of) => [name, of] as const)))(
    'of a %s are refused for the kind of a %s',
    async (name, of) => {
      const kind = of ? OF[of] : 'LECTURE';
      const refusal = { kind: 'NotOfThisKind', ofKind: kind, fields: [name.toUpperCase()] };
      expect(await lab.create({ kind, [name]: OWN[name] })).toMatchObject(refusal);
      expect(await lab.edit(await lab.made({ kind }), { [name]: OWN[name] })).toMatchObject(refusal);
    },
  );

  it('are named all at once, in plain words', async () => {
    const { lesson, contest } = OWN;
    const asking = { as: 'librarian', language: 'en' } as const;
    expect(await lab.create({ kind: 'QUIZ', lesson, contest, exhibition: null }, asking)).toMatchObject({
      fields: ['LESSON', 'CONTEST'],
      message:
        'An event of the kind “Quiz” has none of this: the fields of a lesson, the fields of a contest. Clear it, or choose another kind.',
    });
  });
});

describe('another kind', () => {
  it('takes what nobody touched to what is usual for it', async () => {
    const lesson = await lab.made({ kind: 'EDUCATIONAL_HOUR' });
    expect(lesson).toMatchObject({ lesson: { minutes: 45 }, registrationSettings: { largestGroup: 35 } });
    expect(await lab.edit(lesson, { kind: 'TRAINING' })).toMatchObject({
      ...{ ...EMPTY, training: { hours: null }, registrationSettings: { mode: 'APPROVAL', largestGroup: null } },
    });
  });

  it('of the same fields keeps them', async () => {
    const event = await lab.made({ kind: 'THEMATIC_LESSON', lesson: OWN.lesson });
    expect(await lab.edit(event, { kind: 'INFORMATION_HOUR' })).toMatchObject({ lesson: OWN.lesson });
  });

  it('loses nothing that somebody wrote, unless it is cleared', async () => {
    const event = await lab.made({ kind: 'THEMATIC_LESSON', lesson: { curriculum: 'Історія' } });
    expect(await lab.edit(event, { kind: 'QUIZ' })).toMatchObject({ kind: 'NotOfThisKind', fields: ['LESSON'] });
    expect(await lab.edit(event, { kind: 'QUIZ', lesson: null })).toMatchObject({ ...EMPTY, eventKind: 'QUIZ' });
  });

  it('keeps registration as somebody wished it', async () => {
    const event = await lab.made({ kind: 'LECTURE', registration: { mode: 'INVITED', capacity: 12 } });
    const settings = { mode: 'INVITED', capacity: 12 };
    const quiz = await lab.edit(event, { kind: 'QUIZ' });
    expect(quiz).toMatchObject({ registrationSettings: settings });
    expect(await lab.edit(quiz, { registration: null })).toMatchObject({
      registrationSettings: { mode: 'OPEN', largestGroup: 35 },
    });
  });

  it('nobody registers for an exhibition', async () => {
    const refusal = { kind: 'NotOfThisKind', fields: ['REGISTRATION'] };
    expect(await lab.create({ kind: 'EXHIBITION', registration: { mode: 'OPEN' } })).toMatchObject(refusal);
    const lecture = await lab.made({ kind: 'LECTURE', registration: { capacity: 12 } });
    expect(await lab.edit(lecture, { kind: 'EXHIBITION' })).toMatchObject(refusal);
    expect(await lab.edit(lecture, { kind: 'EXHIBITION', registration: null })).toMatchObject({
      registrationSettings: { mode: 'NONE', capacity: null },
    });
  });
});
