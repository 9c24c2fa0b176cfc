import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { GraphQLSchemaHost, Query, Resolver } from '@nestjs/graphql';
import { sql } from 'drizzle-orm';
import {
  type GraphQLArgument,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedDirective,
} from 'graphql';
import { Public } from '../src/platform/access/access.decorators.ts';
import { Database } from '../src/platform/db/database.ts';
import { inLab, type Lab, startLab } from './platform-lab.ts';

const SECRET = 'hunter2';

@Public()
@Resolver()
class FaultyResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @Query(() => String, { nullable: true })
  bug(): string {
    throw new Error(`the database password is ${SECRET}`, { cause: new Error(`because of ${SECRET}`) });
  }

  @Query(() => String, { nullable: true })
  async missingTable(): Promise<void> {
    await this.#database.reader.execute(sql`select ${SECRET} from no_such_table`);
  }

  @Query(() => String, { nullable: true })
  async wrongValue(): Promise<void> {
    await this.#database.reader.execute(sql`select ${SECRET}::text::int as "of no_such_table"`);
  }

  @Query(() => String, { nullable: true })
  async wrapped(): Promise<void> {
    await this.wrongValue().catch((cause: unknown) => {
      throw new Error('reading failed', { cause });
    });
  }

  @Query(() => String, { nullable: true })
  text(): unknown {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- somebody's library may
    throw SECRET;
  }

  @Query(() => Number, { nullable: true })
  noNumber(): string {
    return SECRET;
  }

  @Query(() => String)
  nothing(): null {
    return null;
  }
}

@Public()
@Controller('lab')
class FaultyController {
  readonly #resolver: FaultyResolver;

  constructor(resolver: FaultyResolver) {
    this.#resolver = resolver;
  }

  @Get('bug')
  bug(): string {
    return this.#resolver.bug();
  }

  @Get('statement')
  statement(): Promise<void> {
    return this.#resolver.wrongValue();
  }
}

@Module({ providers: [FaultyResolver], controllers: [FaultyController] })
class FaultyModule {}

/** What a client and the log may hold of an error: nothing of SQL, its values, or where the program lies. */
const LEAK = new RegExp(`${SECRET}|select |no_such_table"? (from|as)|Failed query|params|node_modules|\\.ts:`, 'i');

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ modules: [FaultyModule] });
});
afterAll(() => lab.stop());

describe('a bug', () => {
  const FIELDS = ['bug', 'missingTable', 'wrongValue', 'wrapped', 'text', 'noNumber', 'nothing'];

  it.each(FIELDS)('in a resolver (%s) leaves as a code and the id of the request', async (field) => {
    const answer = await lab.app.gql(`{ ${field} }`);
    const requestId = answer.headers.get('x-request-id');
    expect(answer.status).toBe(200);
    expect(answer.errors).toEqual([
      {
        message: 'Internal error',
        path: [field],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INTERNAL', requestId },
      },
    ]);
    const logged = lab.lines.filter((line) => line.level === 'error' && line.requestId === requestId);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toHaveProperty('err.stack');
  });

  it.each(['/lab/bug', '/lab/statement'])('in a controller (%s) does so too', async (path) => {
    const response = await lab.app.fetch(path);
    const requestId = response.headers.get('x-request-id');
    expect([response.status, await response.json()]).toEqual([
      500,
      { error: { code: 'INTERNAL', message: 'Internal error', requestId } },
    ]);
    expect(lab.lines.filter((line) => line.level === 'error' && line.requestId === requestId)).toHaveLength(1);
  });

  it.each(['missingTable', 'wrongValue', 'wrapped'])(
    'of a statement (%s) leaves no SQL and no value in the log',
    async (field) => {
      const from = lab.lines.length;
      await lab.app.gql(`{ ${field} }`);
      const errors = lab.lines.slice(from).filter(({ level }) => level === 'error');
      expect(errors).toHaveLength(1);
      const { stack: _, ...err } = errors[0]?.['err'] as Record<string, unknown>;
      expect(JSON.stringify(err).replaceAll(/"stack":"[^"]*"/g, '')).not.toMatch(LEAK);
      expect(JSON.stringify(errors[0])).not.toMatch(new RegExp(SECRET));
      expect(JSON.stringify(errors[0])).not.toMatch(/Failed query|params:/);
      expect(err).toMatchObject(
        field === 'wrapped' ? { message: 'reading failed' } : { message: 'a database statement failed' },
      );
    },
  );

  it('keeps what is needed to find it', async () => {
    const from = lab.lines.length;
    await lab.app.gql('{ missingTable }');
    const [line] = lab.lines.slice(from).filter(({ level }) => level === 'error');
    expect(line).toMatchObject({
      err: { cause: { code: '42P01', message: 'relation "no_such_table" does not exist' } },
    });
  });
});

describe('what the schema tells of itself', () => {
  const TYPO = '{ audience(slug: "pupils") { sluck } }';
  const PRODUCTION = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://db.test/zakhid',
    BASE_URL: 'https://zakhid.test',
    SMTP_URL: 'smtp://mail.test',
  };
  const assetsOf = (page: string) => [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');

  it('in development: suggestions, introspection, and GraphiQL from this server alone', async () => {
    expect((await lab.app.gql(TYPO)).errors?.[0]?.message).toContain('Did you mean "slug"?');
    expect((await lab.app.gql('{ __schema { queryType { name } } }')).errors).toBeUndefined();
    const page = await lab.app.fetch('/graphiql');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const html = await page.text();
    expect(html).not.toMatch(/https?:|\/\/\w|<script>|on\w+=/);
    expect(assetsOf(html)).toHaveLength(5);
    for (const path of assetsOf(html)) {
      const asset = await lab.app.fetch(path);
      expect([path, asset.status]).toEqual([path, 200]);
      expect(asset.headers.get('content-type')).toMatch(path.endsWith('.css') ? /^text\/css;/ : /^text\/javascript;/);
      if (path.endsWith('boot.js')) expect(await asset.text()).not.toMatch(/https?:|\/\/\w/);
    }
  });

  it('without the explorer: no introspection, no page; suggestions follow production', async () => {
    await inLab({ environment: { GRAPHQL_EXPLORER: 'off' } }, async ({ app }) => {
      const { errors, status } = await app.gql('{ __schema { queryType { name } } }');
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
      expect((await app.gql('{ __typename }')).errors).toBeUndefined();
      for (const path of ['/graphiql', '/graphiql/boot.js', '/graphiql/react.js']) {
        expect((await app.fetch(path)).status).toBe(404);
      }
      expect((await app.gql(TYPO)).errors?.[0]?.message).toContain('Did you mean');
    });
  });

  it('in production: none of it', async () => {
    await inLab({ environment: PRODUCTION }, async ({ app }) => {
      const introspection = await app.gql('{ __type(name: "Audience") { name } }');
      expect(introspection.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      const wrong = [
        TYPO,
        '{ audienze { id } }',
        '{ audiences(frist: 1) { edges { cursor } } }',
        'query ($n: Strin) { __typename }',
      ];
      for (const query of wrong) {
        const { errors, status } = await app.gql(query);
        expect([query, status]).toEqual([query, 400]);
        expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
      }
      expect((await app.fetch('/graphiql')).status).toBe(404);
      expect((await app.fetch('/health/live')).headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
    });
  });
});

describe('the schema is its own manual', () => {
  it('describes every type, field, argument, enum value and input field', () => {
    const { schema } = lab.app.nest.get(GraphQLSchemaHost);
    const ofTest = Object.keys(Object.getOwnPropertyDescriptors(FaultyResolver.prototype));
    const bare = undescribed(schema).filter((name) => !ofTest.some((field) => name === `Query.${field}`));
    expect(bare).toEqual([]);
  });
});

function undescribed(schema: GraphQLSchema): string[] {
  const bare: string[] = [];
  const look = (name: string, thing: { description?: string | null }) => {
    if (!thing.description?.trim()) bare.push(name);
  };
  const lookAll = (name: string, args: readonly GraphQLArgument[]) => {
    for (const arg of args) look(`${name}(${arg.name})`, arg);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    const isRoot = [schema.getQueryType(), schema.getMutationType()].includes(type as never);
    if (type.name.startsWith('__')) continue;
    if (!isRoot) look(type.name, type);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        lookAll(`${type.name}.${field.name}`, field.args);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    } else if (isEnumType(type)) {
      for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    }
  }
  for (const directive of schema.getDirectives()) {
    if (isSpecifiedDirective(directive)) continue;
    look(`@${directive.name}`, directive);
    lookAll(`@${directive.name}`, directive.args);
  }
  return bare;
}
