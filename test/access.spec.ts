// The guard itself, on handlers of access-lab.ts; what each of the program's own handlers asks for is the matrix's.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newSecret } from '../src/identity/secret.ts';
import { apiTokens } from '../src/identity/session.tables.ts';
import { TOKEN_SCOPES, type TokenScope } from '../src/platform/access/viewer.ts';
import { newId } from '../src/platform/ids/id.ts';
import { SilentModule } from './access-lab.ts';
import type { Answer, SignIn } from './app.ts';
import { personId, tokenOf } from './people.ts';
import { headersOf, type Lab, startLab } from './platform-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ modules: [SilentModule] });
});
afterAll(() => lab.stop());

type Headers = Record<string, string>;

async function ask(query: string, headers: Headers = {}): Promise<Answer<Record<string, string | null>>> {
  const response = await lab.app.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer<Record<string, string | null>>;
}

const statusOf = async (path: string, headers: Headers = {}) => (await lab.app.fetch(path, { headers })).status;

describe('a sign-in', () => {
  const viewed = async (authorization: string) => (await ask('{ signedIn }', { authorization })).data['signedIn'];
  const librarian = tokenOf('librarian');

  it.each([`Bearer ${librarian}`, `bearer ${librarian}`, `Bearer   ${librarian}`])('is %j', async (authorization) => {
    expect(await viewed(authorization)).toBe(personId('librarian'));
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    librarian,
    `Basic ${librarian}`,
    `Bearer ${librarian} ${tokenOf('coordinator')}`,
    `Bearer ${librarian},`,
    `Bearer ${librarian.toUpperCase()}`,
    `Bearer ${librarian.slice(0, -1)}`,
    `Bearer ${librarian.slice(0, -1)}${librarian.endsWith('A') ? 'E' : 'A'}`,
    `Bearer ${librarian.replace('zks_', 'zkt_')}`,
    `Bearer ${librarian.replace('zks_', '')}`,
    'Bearer dev-coordinator',
    'Bearer constructor',
    `Bearer ${'a'.repeat(8_000)}`,
    `X Bearer ${librarian}`,
  ])('is not %j', async (authorization) => {
    expect(await viewed(authorization)).toBeNull();
  });

  it('by a header that means nobody is not made up for by a cookie', async () => {
    const headers = { authorization: 'Bearer nobody', cookie: `zakhid=${librarian}` };
    expect((await ask('{ anybody }', headers)).data).toEqual({ anybody: 'anonymous' });
  });
});

describe('a handler that says nothing about access', () => {
  it.each([
    [null, 'UNAUTHENTICATED', 401],
    ['librarian', 'FORBIDDEN', 403],
    ['coordinator', 'FORBIDDEN', 403],
    ['admin', 'FORBIDDEN', 403],
  ] as const)('refuses %s', async (as, code, status) => {
    for (const query of ['{ silentQuery }', '{ silentForEvents }', 'mutation { silentMutation }']) {
      const { errors, data } = await lab.app.gql(query, {}, { as });
      expect([errors?.[0]?.extensions.code, Object.values(data)]).toEqual([code, [null]]);
    }
    for (const method of ['GET', 'HEAD', 'POST']) {
      const response = await lab.app.fetch('/lab/silent', { method, headers: headersOf({ as }) });
      expect([method, response.status]).toEqual([method, status]);
      if (method !== 'HEAD') expect(await response.json()).toMatchObject({ error: { code } });
    }
  });

  it('is told from one that is open, and from one that is stricter than its class', async () => {
    const status = (path: string, as: SignIn) => statusOf(path, headersOf({ as }));
    expect(await status('/lab/public', null)).toBe(200);
    expect([
      await status('/lab/coordinators', null),
      await status('/lab/coordinators', 'librarian'),
      await status('/lab/coordinators', 'coordinator'),
      await status('/lab/coordinators', 'admin'),
    ]).toEqual([401, 403, 200, 200]);
    expect([await status('/lab/public/but', null), await status('/lab/public/but', 'coordinator')]).toEqual([401, 200]);
  });

  it.each([
    [null, 'UNAUTHENTICATED'],
    ['librarian', 'FORBIDDEN'],
    ['coordinator', 'BAD_USER_INPUT'],
  ] as const)('refuses %s before it looks at what was sent', async (as, code) => {
    const { errors } = await lab.app.gql(
      'mutation ($input: DirectoryEntryInput!) { updateAudience(input: $input) { __typename } }',
      { input: { id: 'x', version: -1, nameUk: '', nameEn: '', aliases: [] } },
      { as },
    );
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

describe('who asks is found out', () => {
  const statements = async (work: () => Promise<unknown>) => {
    const before = lab.app.queries.length;
    await work();
    return lab.app.queries.slice(before);
  };
  const SIGNED_IN: readonly [string, Headers][] = [
    ['a bearer', headersOf({ as: 'librarian' })],
    ['a cookie', { cookie: `zakhid=${tokenOf('librarian')}` }],
  ];

  it.each(SIGNED_IN)('not at all for a plain route that is public: %s costs nothing', async (who, headers) => {
    for (const path of ['/lab/public', '/health/live']) {
      expect(await statements(async () => expect(await statusOf(path, headers)).toBe(200))).toEqual([]);
    }
    expect(await (await lab.app.fetch('/lab/public', { headers })).text()).toBe('anonymous');
    // Each of these is asked for the first time: what is kept would cost nobody anything.
    const feed = (words: string) => `/feeds/search.ics?q=${encodeURIComponent(words)}`;
    const nobodys = await statements(() => statusOf(feed(`${who} of nobody`)));
    expect(await statements(() => statusOf(feed(who), headers))).toEqual(nobodys);
    expect(nobodys.length).toBeGreaterThan(0);
  });

  it('once for a request, however many of its fields want to know', async () => {
    const fields = Array.from({ length: 10 }, (_, at) => `field${at}: ${at % 2 ? 'anybody' : 'signedIn'}`);
    const seen: string[] = [];
    const asked = await statements(async () => {
      const { data } = await ask(`{ ${fields.join(' ')} }`, headersOf({ as: 'librarian' }));
      seen.push(...Object.values(data).map(String));
    });
    expect(seen).toEqual(Array.from({ length: 10 }, () => personId('librarian')));
    expect(asked).toEqual([expect.stringMatching(/from "session"/)]);
  });

  it('with one statement more than nobody costs', async () => {
    const query = '{ audiences(first: 3) { edges { node { slug aliases } } } }';
    const nobodys = await statements(() => ask(query));
    const [first, ...others] = await statements(() => ask(query, headersOf({ as: 'librarian' })));
    expect(first).toMatch(/from "session"/);
    expect(others).toEqual(nobodys);
  });

  it.each<[string, Headers]>([
    ['nothing', {}],
    ['a word', { authorization: 'Bearer nonsense' }],
    ['a link instead of a session', { authorization: `Bearer ${newSecret('link').text}` }],
    ['a cookie of something else', { cookie: 'zakhid=nonsense; other=1' }],
  ])('without the database where there is nobody to look for: %s', async (_, headers) => {
    const asked = await statements(async () =>
      expect((await ask('{ anybody }', headers)).data).toEqual({ anybody: 'anonymous' }),
    );
    expect(asked).toEqual([]);
  });

  it('for each of many requests that come at once', async () => {
    const people = ['librarian', 'coordinator', 'admin', null] as const;
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const as = people[at % people.length] ?? null;
        const { data } = await lab.app.gql<{ anybody: string }>('{ anybody }', {}, { as });
        return [data.anybody, as ? personId(as) : 'anonymous'] as const;
      }),
    );
    expect(answers.map(([seen]) => seen)).toEqual(answers.map(([, asked]) => asked));
  });
});

describe('an API token', () => {
  async function tokenFor(as: NonNullable<SignIn>, scopes: readonly TokenScope[]): Promise<Headers> {
    const secret = newSecret('token');
    const times = { createdAt: new Date('2020-01-01'), lastUsedAt: new Date('2999-01-01') };
    const row = { id: newId<'ApiToken'>(), personId: personId(as), name: 'test', scopes: [...scopes] };
    await lab.app.database.transaction((tx) =>
      tx.insert(apiTokens).values({ ...row, ...times, tokenHash: secret.hash, expiresAt: new Date('2999-01-01') }),
    );
    return { authorization: `Bearer ${secret.text}` };
  }
  const code = async (query: string, headers: Headers) => {
    const { errors } = await ask(query, headers);
    return errors?.[0]?.extensions.code ?? 'in';
  };

  it.each<[string, string, TokenScope | null]>([
    ['what is public', '{ anybody }', 'READ'],
    ['what is public, and for a scope by its class', '{ publicForEvents }', 'EVENTS'],
    ['what names a scope', '{ forPlans }', 'PLANS'],
    ['what is for a scope by its class', '{ forEvents }', 'EVENTS'],
    ['what names none', '{ signedIn }', null],
    ['what says nothing about access', '{ silentQuery }', null],
  ])('opens %s with the scope of it alone', async (_, query, scope) => {
    for (const one of TOKEN_SCOPES) {
      const seen = await code(query, await tokenFor('coordinator', [one]));
      expect([one, seen]).toEqual([one, one === scope ? 'in' : 'FORBIDDEN']);
    }
    expect(await code(query, await tokenFor('coordinator', TOKEN_SCOPES))).toBe(scope ? 'in' : 'FORBIDDEN');
  });

  it('is limited on plain routes too, but for public ones, which ask nobody who they are', async () => {
    for (const scope of TOKEN_SCOPES) {
      const headers = await tokenFor('librarian', [scope]);
      expect([scope, await statusOf('/lab/plans', headers)]).toEqual([scope, scope === 'PLANS' ? 200 : 403]);
      expect(await statusOf('/lab/public', headers)).toBe(200);
    }
    expect(await statusOf('/lab/coordinators', await tokenFor('coordinator', TOKEN_SCOPES))).toBe(403);
  });

  it('gives nobody more than they may do themselves, not even with all scopes', async () => {
    const headers = await tokenFor('librarian', TOKEN_SCOPES);
    expect([await code('{ forPlans }', headers), await code('{ forEvents }', headers)]).toEqual(['FORBIDDEN', 'in']);
    expect(await code('{ silentForEvents }', await tokenFor('admin', TOKEN_SCOPES))).toBe('FORBIDDEN');
  });

  it('says what it lacks, and is no session', async () => {
    const headers = await tokenFor('coordinator', ['READ']);
    expect((await ask('{ forPlans }', headers)).errors?.[0]?.message).toContain('PLANS');
    const secret = headers['authorization']?.replace('Bearer ', '') ?? '';
    expect((await ask('{ anybody }', { cookie: `zakhid=${secret}` })).data).toEqual({ anybody: 'anonymous' });
    expect((await ask('{ anybody }', headers)).data).toEqual({ anybody: personId('coordinator') });
  });
});
