import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignIn, startTestApp, type TestApp } from './app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

interface Entry {
  id: string;
  code: string;
  slug: string;
  version: number;
  nameUk: string;
  nameEn: string;
  aliases: string[];
}

const UPDATE = `mutation ($input: DirectoryEntryInput!) {
  updateAudience(input: $input) {
    ... on Audience { id code nameUk nameEn version aliases }
    ... on Refusal { kind message }
    ... on AliasTaken { alias code }
    ... on ChangedMeanwhile { by at current { id version } }
  }
}`;

async function audience(slug: string): Promise<Entry> {
  const { data } = await app.gql<{ audience: Entry }>(
    `query ($slug: String!) { audience(slug: $slug) { id code slug version nameUk nameEn aliases } }`,
    { slug },
  );
  return data.audience;
}

const edit = (entry: Entry, change: Partial<Entry> = {}) => {
  const { id, version, nameUk, nameEn, aliases } = { ...entry, ...change };
  return { input: { id, version, nameUk, nameEn, aliases } };
};

describe('who may edit the directory', () => {
  it.each([
    [null, 'UNAUTHENTICATED'],
    ['librarian', 'FORBIDDEN'],
  ] as const)('%s may not', async (as, code) => {
    const entry = await audience('pupils');
    const { errors } = await app.gql(UPDATE, edit(entry, { nameEn: 'Robbed' }), { as });
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(await audience('pupils')).toEqual(entry);
  });
});

describe('the code lists of a new installation', () => {
  it('has 19 audiences, 23 bodies of which 3 are groups, and 10 districts, each with names and a slug', async () => {
    const { data } = await app.gql<Record<string, { edges: { node: Entry & { isGroup?: boolean } }[] }>>(`{
      audiences(first: 100) { edges { node { code slug nameUk nameEn } } }
      responsibleBodies(first: 100) { edges { node { code slug nameUk nameEn isGroup } } }
      districts(first: 100) { edges { node { code slug nameUk nameEn } } }
    }`);
    const counts = Object.fromEntries(Object.entries(data).map(([name, { edges }]) => [name, edges.length]));
    expect(counts).toEqual({ audiences: 19, responsibleBodies: 23, districts: 10 });
    expect(data['responsibleBodies']?.edges.filter(({ node }) => node.isGroup)).toHaveLength(3);
    for (const { edges } of Object.values(data)) {
      for (const { node } of edges) {
        expect(node.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect([node.nameUk, node.nameEn].every((name) => name.trim().length > 0)).toBe(true);
      }
    }
  });

  it('expands the district administrations into their ten members', async () => {
    const { data } = await app.gql<{ responsibleBodies: { edges: { node: { code: string; members: unknown[] } }[] } }>(
      `{ responsibleBodies(first: 100) { edges { node { code members { code nameUk } } } } }`,
    );
    const sizes = data.responsibleBodies.edges.map(({ node }) => [node.code, node.members.length] as const);
    expect(sizes.filter(([, size]) => size > 0)).toEqual([['RDA', 10]]);
  });

  it('is not filled again over edits', async () => {
    const before = await audience('experts');
    const { DirectoryService } = await import('../src/directory/directory.service.ts');
    await app.gql(UPDATE, edit(before, { nameEn: 'Specialists' }), { as: 'coordinator' });
    await app.nest.get(DirectoryService).seed();
    expect((await audience('experts')).nameEn).toBe('Specialists');
  });
});

describe('pages of a list', () => {
  it('give every entry once, in the order of Ukrainian names', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { data }: { data: { audiences: Page } } = await app.gql(
        `query ($after: String) { audiences(first: 7, after: $after) { edges { node { nameUk } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      names.push(...data.audiences.edges.map(({ node }) => node.nameUk));
      after = data.audiences.pageInfo.hasNextPage ? data.audiences.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(names).size).toBe(19);
    expect(names).toEqual([...names].sort(new Intl.Collator('uk').compare));
  });

  it.each([
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['after: "nonsense"', 'after'],
    [`after: "${Buffer.from('["а","not-an-id"]').toString('base64url')}"`, 'after'],
  ])('refuse %s', async (argument, name) => {
    const { errors } = await app.gql(`{ audiences(${argument}) { edges { cursor } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: name });
  });
});

interface Page {
  edges: { node: { nameUk: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe('editing aliases', () => {
  it('keeps each spelling once, whatever its case, dashes and apostrophes', async () => {
    const entry = await audience('students');
    const aliases = ['Курсанти', 'курсанти', 'молодь  міст - супутників', "зв'язківці", 'зв’язківці'];
    const { data } = await app.gql<{ updateAudience: Entry }>(UPDATE, edit(entry, { aliases }), { as: 'coordinator' });
    expect(data.updateAudience.aliases).toEqual(['Курсанти', 'молодь міст - супутників', "зв'язківці"]);
    expect(data.updateAudience.version).toBe(entry.version + 1);
  });

  it.each([
    ['an alias of another audience', 'ГО', 'NGO'],
    ['a name of another audience', 'Експерти', 'EXPERTS'],
  ])('refuses %s and changes nothing', async (_, alias, code) => {
    const entry = await audience('pupils');
    const { data } = await app.gql<{ updateAudience: unknown }>(UPDATE, edit(entry, { aliases: [alias] }), {
      as: 'coordinator',
      language: 'en',
    });
    expect(data.updateAudience).toMatchObject({ kind: 'AliasTaken', code });
    expect(await audience('pupils')).toEqual(entry);
  });

  it('refuses an edit of what somebody changed meanwhile, in Ukrainian by default', async () => {
    const seen = await audience('stakeholders');
    const ask = (entry: Entry, as: SignIn) =>
      app.gql<{ updateAudience: { message: string } }>(UPDATE, edit(entry, { nameEn: `Seen by ${as}` }), { as });
    const { data: nobodys } = await ask({ ...seen, version: 99 }, 'coordinator');
    const { id, version } = seen;
    expect(nobodys.updateAudience).toMatchObject({ kind: 'ChangedMeanwhile', by: null, current: { id, version } });
    app.clock.set('2026-02-01T10:00:00Z');
    await ask(seen, 'admin');
    const { data } = await ask(seen, 'coordinator');
    expect(data.updateAudience).toMatchObject({
      kind: 'ChangedMeanwhile',
      by: 'admin of the test',
      at: '2026-02-01T10:00:00.000Z',
      current: { id, version: version + 1 },
    });
    expect(data.updateAudience.message).toMatch(/[а-яі]/);
    expect(await audience('stakeholders')).toMatchObject({ nameEn: 'Seen by admin', version: version + 1 });
  });

  it('lets one of two win when both claim a spelling at once', async () => {
    const [left, right] = await Promise.all([audience('residents'), audience('city-guests')]);
    const claim = (entry: Entry) =>
      app.gql<{ updateAudience: { kind?: string } }>(
        UPDATE,
        edit(entry, { aliases: [...entry.aliases, 'містяни й гості'] }),
        {
          as: 'coordinator',
        },
      );
    const answers = await Promise.all([claim(left), claim(right)]);
    expect(answers.map(({ data }) => data.updateAudience.kind ?? 'written').sort()).toEqual(['AliasTaken', 'written']);
  });
});
