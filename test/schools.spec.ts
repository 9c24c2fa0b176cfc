import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignIn, startTestApp, type TestApp } from './app.ts';

interface Entry {
  kind?: string;
  id: string;
  code: string;
  slug: string;
  nameUk: string;
  nameEn: string;
  aliases: string[];
  version: number;
  district?: { slug: string } | null;
}

const FIELDS = 'id code slug nameUk nameEn aliases version';
const SCHOOL = `... on School { ${FIELDS} district { slug } }`;
const OUTLET = `... on Outlet { ${FIELDS} }`;
const REFUSAL = '... on Refusal { kind message } ... on AliasTaken { alias code }';
const MUTATIONS = {
  createSchool: ['CreateSchoolInput', SCHOOL],
  updateSchool: ['UpdateSchoolInput', SCHOOL],
  createOutlet: ['CreateOutletInput', OUTLET],
  updateOutlet: ['DirectoryEntryInput', OUTLET],
} as const;

let app: TestApp;
const districtIds: Record<string, string> = {};

async function write(name: keyof typeof MUTATIONS, input: object, as: SignIn = 'coordinator') {
  const [type, selected] = MUTATIONS[name];
  const query = `mutation ($input: ${type}!) { answer: ${name}(input: $input) { ${selected} ${REFUSAL} } }`;
  const { data, errors } = await app.gql<{ answer: Entry } | null>(query, { input }, { as, language: 'en' });
  return { entry: data?.answer as Entry, fault: errors?.[0]?.extensions };
}

const named = (nameUk: string, nameEn: string, more: object = {}) => ({ nameUk, nameEn, aliases: [], ...more });
const edited = ({ id, version, nameUk, nameEn, aliases }: Entry, change: object = {}) => ({
  ...{ id, version, nameUk, nameEn, aliases },
  ...change,
});

async function schools(args = 'first: 100', selected = 'slug') {
  const { data } = await app.gql<{
    schools: { edges: { node: Entry }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }>(`{ schools(${args}) { edges { node { ${selected} } } pageInfo { hasNextPage endCursor } } }`);
  return { nodes: data.schools.edges.map(({ node }) => node), ...data.schools.pageInfo };
}
const found = async (args: string) => (await schools(args)).nodes.map(({ slug }) => slug);

beforeAll(async () => {
  app = await startTestApp();
  const { data } = await app.gql<{ districts: { edges: { node: Entry }[] } }>(
    '{ districts(first: 100) { edges { node { id slug } } } }',
  );
  for (const { node } of data.districts.edges) districtIds[node.slug] = node.id;
  const { podilskyi, obolonskyi } = districtIds;
  for (const input of [
    named('Школа № 10', 'School No. 10', { districtId: podilskyi }),
    named('Школа № 9', 'School No. 9', { districtId: podilskyi, aliases: ['СЗШ 9'] }),
    named('Школа № 109', 'School No. 109', { districtId: obolonskyi }),
    named('Ґімназія «Сузір’я»', 'Constellation Gymnasium', { districtId: obolonskyi, aliases: ['НВК 240 «Соціум»'] }),
    named('Європейський ліцей', 'European Lyceum'),
  ]) {
    await write('createSchool', input);
  }
});
afterAll(() => app.stop());

describe('who may edit schools and outlets', () => {
  const school = named('Нічия школа', 'Nobody’s School');
  const outlet = named('Нічия газета', 'Nobody’s Newspaper');
  it.each([
    [null, 'createSchool', school, 'UNAUTHENTICATED'],
    [null, 'createOutlet', outlet, 'UNAUTHENTICATED'],
    ['librarian', 'createOutlet', outlet, 'FORBIDDEN'],
  ] as const)('%s may not %s', async (as, mutation, input, code) => {
    expect((await write(mutation, input, as)).fault?.code).toBe(code);
  });

  it.each([
    [null, 'updateSchool', 'UNAUTHENTICATED'],
    [null, 'updateOutlet', 'UNAUTHENTICATED'],
    ['librarian', 'updateOutlet', 'FORBIDDEN'],
  ] as const)('%s may not %s', async (as, mutation, code) => {
    const creation = mutation === 'updateSchool' ? 'createSchool' : 'createOutlet';
    const { entry } = await write(creation, named(`Ціль ${mutation} ${as}`, `Target ${mutation} ${as}`));
    expect((await write(mutation, edited(entry, { nameEn: 'Robbed' }), as)).fault?.code).toBe(code);
    expect((await write(mutation, edited(entry))).entry).toMatchObject({ nameEn: entry.nameEn, version: 1 });
  });

  it('a librarian adds and edits schools', async () => {
    const { entry } = await write('createSchool', named('Школа бібліотекаря', 'Librarian’s School'), 'librarian');
    const change = edited(entry, { aliases: ['ЛШ'] });
    expect((await write('updateSchool', change, 'librarian')).entry).toMatchObject({ aliases: ['ЛШ'], version: 2 });
  });
});

describe('the list of schools', () => {
  it('has № 9 before № 10, whatever the page', async () => {
    const pages: string[] = [];
    let after = '';
    for (let more = true; more;) {
      const page = await schools(`first: 1, search: "школа №"${after}`);
      pages.push(...page.nodes.map(({ slug }) => slug));
      more = page.hasNextPage;
      after = `, after: "${page.endCursor}"`;
    }
    const numbered = pages.filter((slug) => /\d$/.test(slug));
    expect(numbered).toEqual(['shkola-9', 'shkola-10', 'shkola-109']);
    expect(new Set(pages).size).toBe(pages.length);
  });

  it.each([
    ['part of a name, in any case', 'search: "ЄВРОП"', ['yevropeiskyi-litsei']],
    ['part of an English name', 'search: "constell"', ['gimnaziia-suziria']],
    ['part of a number', 'search: "10"', ['shkola-10', 'shkola-109']],
    ['words of a name in any order', 'search: "109 школа"', ['shkola-109']],
    ['a number after a sign', 'search: "№9"', ['shkola-9', 'shkola-109']],
    ['an alias', 'search: "соціум"', ['gimnaziia-suziria']],
    ['an alias and a name together', 'search: "нвк ґімн"', ['gimnaziia-suziria']],
    ['г for ґ', 'search: "гімназія"', ['gimnaziia-suziria']],
    ['another apostrophe', `search: "сузір'я"`, ['gimnaziia-suziria']],
    ['й in two code points', `search: "${'європейський'.normalize('NFD')}"`, ['yevropeiskyi-litsei']],
    ['a district', 'districtSlug: "obolonskyi"', ['gimnaziia-suziria', 'shkola-109']],
    ['a district and a name', 'districtSlug: "podilskyi", search: "9"', ['shkola-9']],
    ['no district of that slug', 'districtSlug: "nowhere"', []],
    ['no school of that name', 'search: "100%"', []],
    ['no school of all words', 'search: "ліцей 9"', []],
  ])('is searched by %s', async (_, args, slugs) => {
    expect(await found(args)).toEqual(slugs);
  });

  it('is whole for a search without a word', async () => {
    expect(await found('first: 100, search: " № "')).toEqual(await found('first: 100'));
  });

  it('refuses a search of more than 200 characters', async () => {
    const { errors } = await app.gql(`{ schools(search: "${'а'.repeat(201)}") { edges { cursor } } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('asks for the districts of all schools at once', async () => {
    const count = async (first: number) => {
      const before = app.queries.length;
      await schools(`first: ${first}`, 'slug aliases district { slug aliases }');
      return app.queries.length - before;
    };
    expect(await count(5)).toBe(await count(2));
  });
});

describe('adding', () => {
  it('makes slug and code from the Ukrainian name, and keeps the aliases', async () => {
    const input = named('  Спеціалізована школа  № 57 ', 'Specialised School No. 57', {
      aliases: ['СШ 57', 'сш  57'],
      districtId: districtIds['pecherskyi'],
    });
    const { entry } = await write('createSchool', input);
    expect(entry).toEqual({
      id: expect.any(String),
      slug: 'spetsializovana-shkola-57',
      code: 'SPETSIALIZOVANA_SHKOLA_57',
      nameUk: 'Спеціалізована школа № 57',
      nameEn: 'Specialised School No. 57',
      aliases: ['СШ 57'],
      version: 1,
      district: { slug: 'pecherskyi' },
    });
    const { data } = await app.gql(`{ school(slug: "spetsializovana-shkola-57") { id } }`);
    expect(data).toEqual({ school: { id: entry.id } });
  });

  it('puts a number behind a slug that is taken, and has one for a name without letters it knows', async () => {
    const { entry } = await write('createSchool', named('Школа 9', 'Another Nine'));
    expect(entry).toMatchObject({ slug: 'shkola-9-2', code: 'SHKOLA_9_2' });
    expect((await write('createSchool', named('学校', 'Chinese School'))).entry.slug).toBe('school');
    expect((await write('createSchool', named('中文', 'Second Chinese School'))).entry.slug).toBe('school-2');
  });

  it.each([
    ['a name', named('ШКОЛА № 10', 'Copy'), 'SHKOLA_10'],
    ['an English name', named('Копія', 'school no. 10'), 'SHKOLA_10'],
    ['an alias', named('СЗШ 9', 'Copy'), 'SHKOLA_9'],
    ['a name by an alias', named('Копія', 'Copy', { aliases: ['Європейський  ліцей'] }), 'YEVROPEISKYI_LITSEI'],
  ])('refuses %s that another school has', async (_, input, code) => {
    const before = await found('first: 100');
    const { entry } = await write('createSchool', input);
    expect(entry).toMatchObject({ kind: 'AliasTaken', code, message: expect.stringContaining(code) });
    expect(await found('first: 100')).toEqual(before);
  });

  it.each([
    ['a name without anything to read', named(' — ', 'Dash'), 'BAD_USER_INPUT'],
    ['a district nobody knows', named('Загублена', 'Lost', { districtId: 'nowhere' }), 'NOT_FOUND'],
  ])('does not take %s', async (_, input, code) => {
    expect((await write('createSchool', input)).fault?.code).toBe(code);
  });

  it('does not take the id of something else for a district', async () => {
    const [school] = (await schools('first: 1', 'id')).nodes;
    const { fault } = await write('createSchool', named('Загублена', 'Lost', { districtId: school?.id }));
    expect(fault?.code).toBe('NOT_FOUND');
  });

  it('lets one of two win when both add a name at once', async () => {
    const twin = named('Школа-близнюк', 'Twin School');
    const answers = await Promise.all([write('createSchool', twin), write('createSchool', twin, 'librarian')]);
    expect(answers.map(({ entry }) => entry.kind ?? entry.slug).sort()).toEqual(['AliasTaken', 'shkola-blyzniuk']);
  });

  it('gives many at once slugs of their own when their names differ in marks alone', async () => {
    const names = ['Гімназія 1', 'Гімназія № 1', 'Гімназія, 1', 'Гімназія (1)', 'Гімназія. 1', 'Гімназія: 1'];
    const answers = await Promise.all(names.map((name, at) => write('createSchool', named(name, `Gymnasium 1/${at}`))));
    const numbers = ['', '-2', '-3', '-4', '-5', '-6'];
    expect(answers.map(({ entry }) => entry.slug).sort()).toEqual(numbers.map((number) => `himnaziia-1${number}`));
  });
});

describe('editing', () => {
  it('moves a school to another district, leaves it there, and takes it away', async () => {
    const { entry } = await write(
      'createSchool',
      named('Мандрівна', 'Wandering', { districtId: districtIds['podilskyi'] }),
    );
    const moved = await write('updateSchool', edited(entry, { districtId: districtIds['darnytskyi'] }));
    expect(moved.entry).toMatchObject({ district: { slug: 'darnytskyi' }, slug: 'mandrivna', version: 2 });
    const kept = await write('updateSchool', edited(moved.entry, { nameUk: 'Осіла' }));
    expect(kept.entry).toMatchObject({ district: { slug: 'darnytskyi' }, slug: 'mandrivna', nameUk: 'Осіла' });
    const alone = await write('updateSchool', edited(kept.entry, { districtId: null }));
    expect(alone.entry.district).toBeNull();
  });

  it('refuses a name that another school has', async () => {
    const { entry } = await write('createSchool', named('Заздрісна', 'Envious'));
    const { entry: answer } = await write('updateSchool', edited(entry, { nameUk: 'Школа № 10' }));
    expect(answer).toMatchObject({ kind: 'AliasTaken', code: 'SHKOLA_10' });
  });
});

describe('media outlets', () => {
  it('are added, edited and listed; a school may have the same name', async () => {
    const { entry } = await write('createOutlet', named('Школа № 10', 'The Tenth School', { aliases: ['Десята'] }));
    const { entry: changed } = await write('updateOutlet', edited(entry, { nameUk: 'Газета «Школа»' }));
    expect(changed).toMatchObject({ slug: 'shkola-10', code: 'SHKOLA_10', nameUk: 'Газета «Школа»', version: 2 });
    const { data } = await app.gql<{ outlets: { edges: { node: Entry }[] } }>(
      '{ outlets(first: 100) { edges { node { slug aliases } } } outlet(slug: "shkola-10") { nameEn } }',
    );
    expect(data).toMatchObject({ outlet: { nameEn: 'The Tenth School' } });
    expect(data.outlets.edges).toContainEqual({ node: { slug: 'shkola-10', aliases: ['Десята'] } });
  });
});
