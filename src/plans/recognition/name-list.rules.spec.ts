import { bodySeed } from '../../directory/body.seed.ts';
import { audienceSeed } from '../../directory/directory.seed.ts';
import { recogniseAudiences } from './audience.rules.ts';
import { recogniseBodies } from './body.rules.ts';
import { nameIndex } from './name.rules.ts';
import type { WarningCode } from './recognised-plan.ts';

const bodyNames = bodySeed.map(({ code, nameUk, shortName, aliases }) => ({
  code,
  names: [nameUk, shortName, ...aliases],
}));
const audiences = nameIndex(audienceSeed.map(({ code, nameUk, aliases }) => ({ code, names: [nameUk, ...aliases] })));
const bodies = nameIndex(bodyNames);

/** A code, or the printed text after "?" for a name without one. */
type Names = readonly string[];

describe('audiences', () => {
  const cases: [text: string, expected: Names, codes?: readonly WarningCode[]][] = [
    ['учнівська та студентська молодь', ['PUPILS', 'STUDENTS']],
    ['Учнівська, студентська та працююча молодь', ['PUPILS', 'STUDENTS', '?працююча молодь'], ['unknown-audience']],
    ['користувачі інтернет, соцмереж', ['INTERNET_USERS', 'SOCIAL_MEDIA_USERS']],
    [
      'Користувачі послуг веб-ресурсу КМДА, РДА, структурних підрозділів, соцмереж',
      ['CITY_WEB_USERS', 'DISTRICT_WEB_USERS', 'UNIT_WEB_USERS', 'SOCIAL_MEDIA_USERS'],
    ],
    ['Службовці органів державної влади та місцевого самоврядування', ['CIVIL_SERVANTS', 'LOCAL_GOV_OFFICIALS']],
    ['кияни та гості міста', ['RESIDENTS', 'CITY_GUESTS']],
    ['мешканці та гості столиці', ['RESIDENTS', 'CITY_GUESTS']],
    ['експерти представники громадськості, ЗМІ', ['EXPERTS', 'PUBLIC_REPS', 'MEDIA'], ['missing-separator']],
    ['для експертів та ЗМІ', ['EXPERTS', 'MEDIA']],
    ['ГРОМАДСЬКІ  ОРГАНІЗАЦІЇ;\nексперти', ['NGO', 'EXPERTS']],
    ['Громадські організації/ЗМІ', ['NGO', 'MEDIA']],
    ['інтернет-користувачі', ['INTERNET_USERS']],
    ['срейхолдери', ['STAKEHOLDERS'], ['misspelling']],
    ['эксперты', ['EXPERTS'], ['misspelling']],
    ['eксперти, ЗMI', ['EXPERTS', 'MEDIA']],
    ['недержавні службовці', ['?недержавні службовці'], ['unknown-audience']],
    ['кияни та космонавти', ['RESIDENTS', '?космонавти'], ['unknown-audience']],
    ['учні, школярі', ['PUPILS'], ['repeated-name']],
    ['експерти, ЗМІ тощо', ['EXPERTS', 'MEDIA'], ['open-list']],
    ['', []],
  ];

  it.each(cases)('%j', (text, expected, codes = []) => {
    const reading = recogniseAudiences(text, audiences);
    expect(reading.audiences.map(({ code, text: printed }) => code ?? `?${printed}`)).toEqual(expected);
    expect(reading.findings.map(({ code }) => code)).toEqual(codes);
  });

  it('keeps a remark over two groups with both, and asks', () => {
    const text =
      "Державні службовці, посадові особи місцевого самоврядування, відповідальні за зв'язки з громадськістю та взаємодію із ЗМІ";
    const { audiences: found, findings } = recogniseAudiences(text, audiences);
    const qualifier = "відповідальні за зв'язки з громадськістю та взаємодію із ЗМІ";
    expect(found).toEqual([
      { code: 'CIVIL_SERVANTS', text: 'Державні службовці', qualifier },
      { code: 'LOCAL_GOV_OFFICIALS', text: 'посадові особи місцевого самоврядування', qualifier },
    ]);
    expect(findings).toMatchObject([
      { code: 'qualifier-over-several', proposal: ['CIVIL_SERVANTS', 'LOCAL_GOV_OFFICIALS'] },
    ]);
  });

  it('keeps a remark over one group without asking', () => {
    const { audiences: found, findings } = recogniseAudiences('Учні, які люблять читати', audiences);
    expect(found).toEqual([{ code: 'PUPILS', text: 'Учні', qualifier: 'які люблять читати' }]);
    expect(findings).toEqual([]);
  });

  it('proposes the codes that an unknown name resembles', () => {
    const { findings } = recogniseAudiences('працівники бібліотек', audiences);
    expect(findings).toMatchObject([{ code: 'unknown-audience', proposal: ['LIBRARY_VISITORS'] }]);
  });
});

describe('bodies', () => {
  const cases: [text: string, expected: Names, codes?: readonly WarningCode[]][] = [
    ['Департамент культури, РДА', ['DK LEAD', 'RDA CO']],
    ['Департамент культури КМДА спільно з Департаментом освіти і науки', ['DK LEAD', 'DON CO']],
    ['співвиконавці: РДА; відповідальний: Департамент культури', ['RDA CO', 'DK LEAD']],
    ['РДА (співвиконавець), Департамент культури (відповідальний)', ['RDA CO', 'DK LEAD']],
    ['Департамент культури. Департамент освіти та науки', ['DK LEAD', 'DON CO'], ['full-stop-separator']],
    ['Департамент культури Департамент освіти і науки', ['DK LEAD', 'DON CO'], ['missing-separator']],
    ['1) Департамент культури; 2) Голосіївська РДА (Петренко І.І.)', ['DK LEAD', 'RDA_HOLOSIIVSKYI CO']],
    ['- Департамент культури;\n- РДА', ['DK LEAD', 'RDA CO']],
    ['Департаменти культури, освіти і науки', ['DK LEAD', 'DON CO']],
    ['Подільська та Оболонська РДА', ['RDA_PODILSKYI LEAD', 'RDA_OBOLONSKYI CO']],
    ['Солом’янська РДА', ['RDA_SOLOMIANSKYI LEAD']],
    ['Голосіївська районна в м. Києві державна адміністрація', ['RDA_HOLOSIIVSKYI LEAD']],
    ['Департамент культури, туризму та спорту', ['?Департамент культури, туризму та спорту LEAD'], ['unknown-body']],
    ['Департамент культури та туризму', ['?Департамент культури та туризму LEAD'], ['unknown-body']],
    [
      'Департамент культури Львівської міської ради',
      ['?Департамент культури Львівської міської ради LEAD'],
      ['unknown-body'],
    ],
    ['Департамент культури (Львів)', ['?Департамент культури (Львів) LEAD'], ['unknown-body']],
    ['заступник голови, Департамент культури', ['?заступник голови LEAD', 'DK CO'], ['unknown-body']],
    ['Департамент освити і науки', ['DON LEAD'], ['misspelling']],
  ];

  it.each(cases)('%s', (text, expected, codes = []) => {
    const reading = recogniseBodies(text, bodies);
    expect(reading.bodies.map(({ code, role, text: printed }) => `${code ?? `?${printed}`} ${role}`)).toEqual(expected);
    expect(reading.findings.map(({ code }) => code)).toEqual(codes);
  });

  it('reads a name with three commas as one', () => {
    const kmc = bodySeed.find(({ code }) => code === 'KMC')?.nameUk ?? '';
    expect(recogniseBodies(kmc, bodies).bodies).toEqual([{ code: 'KMC', role: 'LEAD', text: kmc }]);
  });

  it('reads every name of the list as its own code, in any case of its letters', () => {
    for (const { code, names } of bodyNames) {
      for (const name of names) {
        expect([name, recogniseBodies(name.toUpperCase(), bodies).bodies.map((body) => body.code)]).toEqual([
          name,
          [code],
        ]);
      }
    }
  });
});

describe('the seeded names', () => {
  it.each([
    ['audiences', audiences],
    ['bodies', bodies],
  ] as const)('of %s mean one code each', (_, index) => {
    const shared = [...index.exact, ...index.inflected].filter(([, name]) => name === null).map(([key]) => key);
    expect(shared).toEqual([]);
  });

  it('has one slug for each entry', () => {
    for (const slugs of [audienceSeed.map(({ slug }) => slug), bodySeed.map(({ slug }) => slug)]) {
      expect(new Set(slugs).size).toBe(slugs.length);
      expect(slugs.filter((slug) => !/^[a-z]+(?:-[a-z]+)*$/.test(slug))).toEqual([]);
    }
  });
});
