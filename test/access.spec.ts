import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { GraphQLSchemaHost, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { Public, Requires } from '../src/platform/access/access.decorators.ts';
import { newId } from '../src/platform/ids/id.ts';
import type { SignIn } from './app.ts';
import { headersOf, inLab, type Lab, startLab } from './platform-lab.ts';

@Resolver()
class SilentResolver {
  @Query(() => String, { nullable: true })
  silentQuery() {
    return 'open';
  }

  @Mutation(() => String, { nullable: true })
  silentMutation() {
    return 'open';
  }

  @Requires()
  @Query(() => String, { nullable: true })
  signedIn() {
    return 'open';
  }
}

@Controller('lab')
class SilentController {
  @Get('silent')
  silent() {
    return 'open';
  }

  @Post('silent')
  silentPost() {
    return 'open';
  }

  @Requires('COORDINATOR')
  @Get('coordinators')
  coordinators() {
    return 'open';
  }

  @Public()
  @Get('public')
  public() {
    return 'open';
  }
}

@Public()
@Controller('lab/public')
class PublicController {
  @Requires('COORDINATOR')
  @Get('but')
  but() {
    return 'open';
  }
}

@Module({ providers: [SilentResolver], controllers: [SilentController, PublicController] })
class SilentModule {}

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ modules: [SilentModule] });
});
afterAll(() => lab.stop());

/** The least that fits a type, made up: enough to get past the schema, and no further. */
function madeUp(type: GraphQLInputType): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [madeUp(inner.ofType)];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(fields.map((field) => [field.name, madeUp(field.type)]));
  }
  switch (inner.name) {
    case 'ID':
      return newId();
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '2026-03-29T18:00:00+03:00';
    case 'LocalDate':
      return '2026-03-29';
    case 'LocalTime':
      return '18:00';
    default:
      return 'made-up';
  }
}

function call(field: GraphQLField<unknown, unknown>) {
  const args = field.args.filter(({ type }) => isNonNullType(type));
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selected = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
  const inBrackets = (text: string) => (text ? `(${text})` : '');
  return {
    query: `mutation ${inBrackets(declared)} { ${field.name}${inBrackets(passed)} ${selected} }`,
    variables: Object.fromEntries(args.map(({ name, type }) => [name, madeUp(type)])),
  };
}

const mutations = () =>
  Object.values(lab.app.nest.get(GraphQLSchemaHost).schema.getMutationType()?.getFields() ?? {}).filter(
    ({ name }) => name !== 'silentMutation',
  );

async function codes(as: SignIn, on: Lab = lab): Promise<Record<string, string>> {
  const entries = await Promise.all(
    mutations().map(async (field) => {
      const { query, variables } = call(field);
      const { errors } = await on.app.gql(query, variables, { as });
      return [field.name, errors?.[0]?.extensions.code ?? 'let in'] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Mutations that nobody needs a sign-in for; none yet. */
const PUBLIC: readonly string[] = [];

const coordinatorsOnly = () => mutations().filter(({ description }) => description?.includes('Coordinators only.'));

describe('every mutation', () => {
  it('says in its description whom it is for', () => {
    const silent = mutations().filter(({ description }) => !/(Coordinators|Librarians) only\./.test(description ?? ''));
    expect(silent.map(({ name }) => name)).toEqual(PUBLIC);
    expect(mutations().length).toBeGreaterThanOrEqual(10);
    expect(coordinatorsOnly().length).toBeGreaterThanOrEqual(6);
  });

  it('refuses nobody', async () => {
    const expected = mutations().map(({ name }) => [name, PUBLIC.includes(name) ? 'let in' : 'UNAUTHENTICATED']);
    expect(await codes(null)).toEqual(Object.fromEntries(expected));
  });

  it('for coordinators refuses a librarian; the others let one in, as far as made-up input goes', async () => {
    const forbidden = Object.entries(await codes('librarian')).filter(([, code]) => code === 'FORBIDDEN');
    expect(forbidden.map(([name]) => name)).toEqual(coordinatorsOnly().map(({ name }) => name));
  });

  it('lets a coordinator in, and answers made-up input without a bug', async () => {
    for (const [name, code] of Object.entries(await codes('coordinator'))) {
      expect([name, code]).toEqual([name, expect.stringMatching(/^(let in|BAD_USER_INPUT|NOT_FOUND)$/)]);
    }
  });

  it('refuses the development sign-ins unless the setting opens them', async () => {
    await inLab({ environment: { DEV_SIGN_INS: 'off' }, modules: [SilentModule] }, async (closed) => {
      for (const as of ['librarian', 'coordinator'] as const) {
        expect(new Set(Object.values(await codes(as, closed)))).toEqual(new Set(['UNAUTHENTICATED']));
        expect((await closed.app.sendUpload('text', 'plan.txt', as)).status).toBe(401);
        expect((await closed.app.fetch('/lab/coordinators', { headers: headersOf({ as }) })).status).toBe(401);
      }
    });
  });
});

describe('a sign-in', () => {
  const viewed = async (authorization: string) => {
    const response = await lab.app.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: '{"query":"{ signedIn }"}',
    });
    return ((await response.json()) as { data: { signedIn: string | null } }).data.signedIn;
  };

  it.each(['Bearer dev-librarian', 'bearer dev-librarian', 'Bearer   dev-coordinator'])(
    'is %j',
    async (authorization) => {
      expect(await viewed(authorization)).toBe('open');
    },
  );

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'dev-coordinator',
    'Basic dev-coordinator',
    'Bearer dev-coordinator dev-librarian',
    'Bearer dev-coordinator,',
    'Bearer DEV-COORDINATOR',
    'Bearer constructor',
    `Bearer ${'a'.repeat(8_000)}`,
    `X Bearer dev-coordinator`,
  ])('is not %j', async (authorization) => {
    expect(await viewed(authorization)).toBeNull();
  });
});

describe('a handler that says nothing about access', () => {
  it.each([
    [null, 'UNAUTHENTICATED', 401],
    ['librarian', 'FORBIDDEN', 403],
    ['coordinator', 'FORBIDDEN', 403],
  ] as const)('refuses %s', async (as, code, status) => {
    for (const query of ['{ silentQuery }', 'mutation { silentMutation }']) {
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
    const status = async (path: string, as: SignIn) =>
      (await lab.app.fetch(path, { headers: headersOf({ as }) })).status;
    expect(await status('/lab/public', null)).toBe(200);
    expect([await status('/lab/coordinators', 'librarian'), await status('/lab/coordinators', 'coordinator')]).toEqual([
      403, 200,
    ]);
    expect([await status('/lab/public/but', null), await status('/lab/public/but', 'coordinator')]).toEqual([401, 200]);
  });

  it('refuses before it looks at what was sent', async () => {
    const { errors } = await lab.app.gql(
      'mutation ($input: DirectoryEntryInput!) { updateAudience(input: $input) { __typename } }',
      { input: { id: 'x', version: -1, nameUk: '', nameEn: '', aliases: [] } },
    );
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
