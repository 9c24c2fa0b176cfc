// Speakers: known once for all libraries, named in public by their consent alone, forgotten when they ask for it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { type Asking, startTestApp, type TestApp } from './app.ts';

type Parts = Record<string, unknown>;
interface Seen {
  readonly id: string;
  readonly version: number;
  readonly kind?: string;
  readonly nameUk: string;
  readonly staff: Parts | null;
  readonly [field: string]: unknown;
}

const SPEAKER = `id version nameUk nameEn name bioUk bioEn bio affiliation
  staff { email phone consentOn retiredAt createdAt updatedAt }`;
const OR_REFUSAL = `... on Speaker { ${SPEAKER} } ... on Refusal { kind message }
  ... on ChangedMeanwhile { current { id version __typename } }`;
const CREATE = `mutation ($input: CreateSpeakerInput!) { result: createSpeaker(input: $input) { ${SPEAKER} } }`;
const UPDATE = `mutation ($input: UpdateSpeakerInput!) { result: updateSpeaker(input: $input) { ${OR_REFUSAL} } }`;
const RETIRE = `mutation ($id: ID!, $version: Int, $retired: Boolean! = true) {
  result: retireSpeaker(id: $id, version: $version, retired: $retired) { ${OR_REFUSAL} } }`;
const FORGET = `mutation ($id: ID!) { result: forgetSpeaker(id: $id) { ${SPEAKER} } }`;
const READ = `query ($id: ID!) { result: speaker(id: $id) { ${SPEAKER} } }`;
const LIST = `query ($text: String, $retired: Boolean! = false, $first: Int! = 100, $after: String) {
  result: speakers(text: $text, retired: $retired, first: $first, after: $after) {
    edges { node { id nameUk } } pageInfo { hasNextPage endCursor } } }`;

const TRAINER: Asking = { as: 'trainer' };
const SECRETS = {
  nameUk: 'Оксана Заб’ялко',
  nameEn: 'Oksana Zabialko',
  bioUk: 'Дослідниця колективної безпеки.\nПише дванадцять років.',
  affiliation: 'Інститут історії',
  email: 'Oksana@Institute.EXAMPLE',
  phone: '+380 67 123 45 67',
  consentOn: '2019-02-20',
};

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  app.clock.set('2019-03-01T08:00:00Z');
});
afterAll(() => app.stop());

async function ask<Result = Seen>(query: string, variables: Parts, asking: Asking = TRAINER): Promise<Result> {
  const { data, errors } = await app.gql<{ result: Result }>(query, variables, asking);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.result;
}

const create = (parts: Parts = {}) => ask(CREATE, { input: { ...SECRETS, ...parts } });
const update = (id: string, version: number, change: Parts) => ask(UPDATE, { input: { id, version, ...change } });

async function codeOf(query: string, variables: Parts, asking: Asking): Promise<string | undefined> {
  return (await app.gql(query, variables, asking)).errors?.[0]?.extensions.code;
}

async function found(variables: Parts): Promise<string[]> {
  const { edges } = await ask<{ edges: { node: { nameUk: string } }[] }>(LIST, variables);
  return edges.map(({ node }) => node.nameUk);
}

const audit = async () => JSON.stringify(await app.database.reader.select().from(auditEntries));

describe('who has nothing to do with speakers', () => {
  it.each<Asking['as']>([null, 'stranger', 'teacher', 'coordinator', 'door', 'reporter'])(
    '%s neither reads nor writes them',
    async (as) => {
      const { id } = await create();
      const code = as === null ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      const calls: [string, Parts][] = [
        [READ, { id }],
        [LIST, {}],
        [CREATE, { input: { nameUk: 'Хтось' } }],
        [UPDATE, { input: { id, version: 1, nameUk: 'Хтось' } }],
        [RETIRE, { id }],
        [FORGET, { id }],
      ];
      for (const [query, variables] of calls) expect(await codeOf(query, variables, { as: as ?? null })).toBe(code);
      expect(await ask(READ, { id })).toMatchObject({ nameUk: SECRETS.nameUk, version: 1 });
    },
  );

  it('only approvers forget them', async () => {
    const { id } = await create();
    expect(await codeOf(FORGET, { id }, { as: 'librarian' })).toBe('FORBIDDEN');
    expect(await codeOf(FORGET, { id }, { as: 'approver' })).toBeUndefined();
  });
});

describe('a speaker', () => {
  it('is kept as given, and told in the language of whoever asks', async () => {
    const made = await create();
    expect(made).toMatchObject({
      ...{ version: 1, nameUk: SECRETS.nameUk, name: SECRETS.nameUk, nameEn: 'Oksana Zabialko', bioEn: null },
      ...{ bioUk: SECRETS.bioUk, bio: SECRETS.bioUk, affiliation: 'Інститут історії' },
      staff: {
        ...{ email: 'oksana@institute.example', phone: SECRETS.phone, consentOn: '2019-02-20', retiredAt: null },
        createdAt: '2019-03-01T08:00:00.000Z',
      },
    });
    const english = { as: 'librarian', language: 'en' } as const;
    expect(await ask(READ, { id: made.id }, english)).toMatchObject({ name: 'Oksana Zabialko', bio: SECRETS.bioUk });
    const plain = await ask(CREATE, { input: { nameUk: '  Іван \n Ґалаґан ' } });
    expect(plain).toMatchObject({ nameUk: 'Іван Ґалаґан', nameEn: null, bio: null, staff: { consentOn: null } });
    expect(await ask(READ, { id: plain.id }, english)).toMatchObject({ name: 'Іван Ґалаґан' });
  });

  it.each<[string, Parts]>([
    ['no name', { nameUk: ' \u200b' }],
    ['a name too long', { nameUk: 'а'.repeat(201) }],
    ['a text too long', { bioUk: 'а'.repeat(4_001) }],
    ['an address that is none', { email: 'oksana at institute' }],
    ['two addresses', { email: 'a@b.ua, c@d.ua' }],
    ['a telephone number without digits', { phone: 'немає' }],
    ['a consent to come', { consentOn: '2019-03-02' }],
    ['a consent before our time', { consentOn: '1019-03-02' }],
    ['a field that nobody knows', { isFamous: true }],
  ])('is refused with %s', async (_, parts) => {
    expect(await codeOf(CREATE, { input: { ...SECRETS, ...parts } }, TRAINER)).toBe('BAD_USER_INPUT');
  });

  it('consents by the calendar of Kyiv, where it is tomorrow already', async () => {
    app.clock.set('2019-03-01T22:30:00Z');
    expect(await create({ consentOn: '2019-03-02' })).toMatchObject({ staff: { consentOn: '2019-03-02' } });
    app.clock.set('2019-03-01T08:00:00Z');
  });

  it('is changed by what is given: absent keeps, null clears, the same writes nothing', async () => {
    const { id } = await create();
    const changed = await update(id, 1, { affiliation: null, nameEn: null, consentOn: null });
    expect(changed).toMatchObject({ version: 2, affiliation: null, nameEn: null, nameUk: SECRETS.nameUk });
    expect(changed.staff).toMatchObject({ consentOn: null, email: 'oksana@institute.example' });
    const lines = await app.database.reader.$count(auditEntries);
    expect(await update(id, 2, { affiliation: null, phone: SECRETS.phone })).toMatchObject({ version: 2 });
    expect(await app.database.reader.$count(auditEntries)).toBe(lines);
    expect(await codeOf(UPDATE, { input: { id, version: 2, nameUk: null } }, TRAINER)).toBe('BAD_USER_INPUT');
  });

  it('is edited by one of two at once; the other hears what it is now', async () => {
    const { id } = await create();
    const both = await Promise.all(['Перша', 'Друга'].map((affiliation) => update(id, 1, { affiliation })));
    expect(both.map(({ kind }) => kind ?? 'in').sort()).toEqual(['ChangedMeanwhile', 'in']);
    const refused = both.find(({ kind }) => kind);
    expect(refused).toMatchObject({ current: { id, version: 2, __typename: 'Speaker' } });
  });

  it.each<[string, string]>([
    ['another’s', newId()],
    ['no id at all', 'oksana'],
  ])('is not found by an id that is %s', async (_, id) => {
    expect(await ask(READ, { id })).toBeNull();
    expect(await codeOf(UPDATE, { input: { id, version: 1 } }, TRAINER)).toBe('NOT_FOUND');
    expect(await codeOf(RETIRE, { id }, TRAINER)).toBe('NOT_FOUND');
    expect(await codeOf(FORGET, { id }, { as: 'approver' })).toBe('NOT_FOUND');
  });
});

describe('the list', () => {
  it('finds by every word of name and affiliation, whatever its form, apostrophe and script', async () => {
    await ask(CREATE, { input: { nameUk: 'Знам’янський Юрій', affiliation: 'Політехніка' } });
    for (const text of ["знам'янський", 'юрій політехніки', 'Yurii', 'znamianskyi']) {
      expect([text, await found({ text })]).toEqual([text, ['Знам’янський Юрій']]);
    }
    expect(await found({ text: 'юрій консерваторія' })).toEqual([]);
    expect(await found({ text: '%' })).toEqual(await found({}));
    expect(await codeOf(LIST, { text: 'а'.repeat(201) }, TRAINER)).toBe('BAD_USER_INPUT');
  });

  it('goes by name as Ukrainian readers expect, page by page, each once', async () => {
    for (const nameUk of ['Яр А.', 'Ґудзь А.', 'Гай А.', 'Їжак А.', 'Іва А.', 'Гай А.']) {
      await ask(CREATE, { input: { nameUk, affiliation: 'Сторінки' } });
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { edges: { node: Seen }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = await ask(LIST, {
        ...{ text: 'сторінки', first: 2, after },
      });
      seen.push(...page.edges.map(({ node }) => node.nameUk));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(['Гай А.', 'Гай А.', 'Ґудзь А.', 'Іва А.', 'Їжак А.', 'Яр А.']);
  });

  it('leaves out whom nobody invites any more, unless asked; and it can be taken back', async () => {
    const { id } = await ask(CREATE, { input: { nameUk: 'Колишня' } });
    expect(await ask(RETIRE, { id, version: 7 })).toMatchObject({ kind: 'ChangedMeanwhile' });
    const retired = await ask(RETIRE, { id, version: 1 });
    expect(retired).toMatchObject({ version: 2, staff: { retiredAt: '2019-03-01T08:00:00.000Z' } });
    expect([await found({ text: 'колишня' }), await found({ text: 'колишня', retired: true })]).toEqual([
      [],
      ['Колишня'],
    ]);
    expect(await ask(RETIRE, { id })).toMatchObject({ version: 2 });
    expect(await ask(RETIRE, { id, retired: false })).toMatchObject({ version: 3, staff: { retiredAt: null } });
    expect(await found({ text: 'колишня' })).toEqual(['Колишня']);
  });
});

describe('a speaker who is forgotten', () => {
  it('leaves nothing, neither in their row nor in what was written down about it', async () => {
    const { id } = await create({ bioEn: 'Writes.' });
    await update(id, 1, { phone: '+380 50 765 43 21', nameEn: 'Oxana Z.' });
    const gone = await ask(FORGET, { id }, { as: 'approver' });
    expect(gone).toMatchObject({
      ...{ version: 3, nameUk: 'Ім’я вилучено', nameEn: 'Name removed', bio: null, affiliation: null },
      staff: { email: null, phone: null, consentOn: null, retiredAt: '2019-03-01T08:00:00.000Z' },
    });
    const row = JSON.stringify(await app.database.reader.execute(`select * from speaker where id = '${id}'`));
    const written = await audit();
    for (const secret of [
      'Оксана',
      'Oksana',
      'Oxana',
      'безпеки',
      'Writes',
      'Інститут',
      'institute',
      '123 45',
      '765 43',
    ]) {
      expect([secret, row.includes(secret), written.includes(secret)]).toEqual([secret, false, false]);
    }
    expect(row).not.toContain('zabialko');
    expect(written).toContain('"FORGET"');
    expect(await ask(FORGET, { id }, { as: 'approver' })).toMatchObject({ version: 3 });
  });
});
