import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Args, Field, ID, InputType, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../src/platform/access/access.decorators.ts';
import { DateTime, LocalDate, LocalTime } from '../src/platform/graphql/scalars.ts';
import { type Lab, startLab } from './platform-lab.ts';

@InputType()
class Moment {
  @Field(() => DateTime, { nullable: true })
  at?: DateTime;
}

@Public()
@Resolver()
class EchoResolver {
  @Query(() => DateTime, { nullable: true })
  instant(@Args('value', { type: () => DateTime, nullable: true }) value?: DateTime) {
    return value;
  }

  @Query(() => LocalDate, { nullable: true })
  day(@Args('value', { type: () => LocalDate, nullable: true }) value?: LocalDate) {
    return value;
  }

  @Query(() => LocalTime, { nullable: true })
  time(@Args('value', { type: () => LocalTime, nullable: true }) value?: LocalTime) {
    return value;
  }

  @Query(() => [DateTime], { nullable: true })
  instants(@Args('values', { type: () => [Moment] }) values: Moment[]) {
    return values.map(({ at }) => at);
  }

  @Query(() => DateTime, { nullable: true })
  noInstant(@Args('value', { type: () => ID }) value: string) {
    return value;
  }
}

@Module({ providers: [EchoResolver] })
class EchoModule {}

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ modules: [EchoModule] });
});
afterAll(() => lab.stop());

const TYPES = { instant: 'DateTime', day: 'LocalDate', time: 'LocalTime' } as const;
type EchoField = keyof typeof TYPES;

const asVariable = (field: EchoField, value: unknown) =>
  lab.app.gql<Record<EchoField, string>>(`query ($value: ${TYPES[field]}) { ${field}(value: $value) }`, { value });
const asLiteral = (field: EchoField, value: unknown) =>
  lab.app.gql<Record<EchoField, string>>(`{ ${field}(value: ${JSON.stringify(value)}) }`);

describe('scalars that are understood', () => {
  it.each<[EchoField, string, string]>([
    ['instant', '2026-03-29T18:00:00+03:00', '2026-03-29T15:00:00.000Z'],
    ['instant', '2026-03-29T18:00:00Z', '2026-03-29T18:00:00.000Z'],
    ['instant', '2026-03-29t18:00:00z', '2026-03-29T18:00:00.000Z'],
    ['instant', '2026-03-29 18:00:00Z', '2026-03-29T18:00:00.000Z'],
    ['instant', '2026-03-29T18:00:00-00:00', '2026-03-29T18:00:00.000Z'],
    ['instant', '2026-03-29T18:00:00.123456789Z', '2026-03-29T18:00:00.123Z'],
    ['instant', '2024-02-29T00:00:00-11:30', '2024-02-29T11:30:00.000Z'],
    ['instant', '2026-12-31T23:59:59.999+14:00', '2026-12-31T09:59:59.999Z'],
    ['day', '2024-02-29', '2024-02-29'],
    ['day', '2000-02-29', '2000-02-29'],
    ['day', '0001-01-01', '0001-01-01'],
    ['day', '9999-12-31', '9999-12-31'],
    ['time', '18:00', '18:00'],
    ['time', '18:00:00', '18:00'],
    ['time', '00:00', '00:00'],
    ['time', '23:59', '23:59'],
  ])('%s %s', async (field, value, expected) => {
    expect((await asVariable(field, value)).data[field]).toBe(expected);
    expect((await asLiteral(field, value)).data[field]).toBe(expected);
  });

  it.each<EchoField>(['instant', 'day', 'time'])('%s null', async (field) => {
    expect((await asVariable(field, null)).data).toEqual({ [field]: null });
    expect((await asLiteral(field, null)).data).toEqual({ [field]: null });
  });
});

describe('scalars that are refused, by the name of their form', () => {
  const FORMS = { instant: '2026-03-29T18:00:00+03:00', day: '2026-03-29', time: '18:00' };

  it.each<[EchoField, unknown, string]>([
    ['instant', '2026-03-29T18:00:00', 'no offset'],
    ['instant', '2026-03-29', 'a day'],
    ['instant', '2026-03-29T18:00Z', 'no seconds'],
    ['instant', '2026-02-30T18:00:00Z', 'no such day'],
    ['instant', '2025-02-29T18:00:00Z', 'no leap year'],
    ['instant', '2026-13-01T18:00:00Z', 'no such month'],
    ['instant', '2026-00-10T18:00:00Z', 'month 0'],
    ['instant', '2026-03-29T24:00:00Z', 'hour 24'],
    ['instant', '2026-03-29T18:60:00Z', 'minute 60'],
    ['instant', '2016-12-31T23:59:60Z', 'a leap second'],
    ['instant', '2026-03-29T18:00:00+24:00', 'offset of a day'],
    ['instant', '2026-03-29T18:00:00+02:60', 'offset of 60 minutes'],
    ['instant', '2026-03-29T18:00:00+0300', 'offset without a colon'],
    ['instant', '2026-03-29T18:00:00+03', 'offset without minutes'],
    ['instant', '2026-03-29T18:00:00 Europe/Kyiv', 'a zone'],
    ['instant', '0000-01-01T00:00:00Z', 'year 0'],
    ['instant', '0001-01-01T00:00:00+01:00', 'year 0 in UTC'],
    ['instant', '9999-12-31T23:59:59-01:00', 'year 10000 in UTC'],
    ['instant', '+12026-03-29T18:00:00Z', 'a long year'],
    ['instant', '2026-W13-7T18:00:00Z', 'a week'],
    ['instant', ' 2026-03-29T18:00:00Z', 'a blank'],
    ['instant', '2026-03-29T18:00:00Z\n', 'a line break'],
    ['instant', '٢٠٢٦-03-29T18:00:00Z', 'other digits'],
    ['instant', '', 'nothing'],
    ['instant', 1774800000000, 'a number'],
    ['instant', true, 'a boolean'],
    ['instant', ['2026-03-29T18:00:00Z'], 'a list'],
    ['day', '2026-02-30', 'no such day'],
    ['day', '2100-02-29', 'no leap year'],
    ['day', '2026-3-9', 'short numbers'],
    ['day', '29.03.2026', 'the Ukrainian form'],
    ['day', '2026-03-29T00:00:00Z', 'an instant'],
    ['day', '0000-01-01', 'year 0'],
    ['day', '20260329', 'the basic form'],
    ['day', 20260329, 'a number'],
    ['time', '24:00', 'hour 24'],
    ['time', '18:60', 'minute 60'],
    ['time', '8:00', 'a short hour'],
    ['time', '18', 'no minutes'],
    ['time', '18:00:30', 'seconds'],
    ['time', '18:00Z', 'an offset'],
    ['time', '6:00 PM', 'half a day'],
    ['time', 1800, 'a number'],
  ])('%s %j: %s', async (field, value) => {
    for (const answer of [await asVariable(field, value), await asLiteral(field, value)]) {
      expect(answer.status).toBe(400);
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.message).toContain(`${TYPES[field]} must look like ${FORMS[field]}`);
    }
  });

  it('also inside a list of inputs, by its path', async () => {
    const query = 'query ($values: [Moment!]!) { instants(values: $values) }';
    const { errors } = await lab.app.gql(query, { values: [{ at: '2026-03-29T18:00:00Z' }, { at: 'later' }] });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(errors?.[0]?.message).toMatch(/at "values\[1\]\.at".*DateTime must look like/);
  });

  it('but what the program itself answers wrong is its bug', async () => {
    const { errors } = await lab.app.gql('{ noInstant(value: "tomorrow") }');
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
  });
});

interface Page {
  edges: { cursor: string; node: { slug: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const PAGE = `query ($first: Int! = 20, $after: String) {
  audiences(first: $first, after: $after) {
    edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function page(variables: { first?: number; after?: string | null }): Promise<Page> {
  return (await lab.app.gql<{ audiences: Page }>(PAGE, variables)).data.audiences;
}

describe('connections', () => {
  it('say where a page stands', async () => {
    const all = await page({ first: 100 });
    const count = all.edges.length;
    expect(all.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: all.edges[0]?.cursor,
      endCursor: all.edges.at(-1)?.cursor,
    });
    expect((await page({ first: count })).pageInfo.hasNextPage).toBe(false);
    expect((await page({ first: count - 1 })).pageInfo.hasNextPage).toBe(true);
    expect(await page({ after: all.pageInfo.endCursor })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  it('go on after any edge with the edges that follow it, under the same cursors', async () => {
    const { edges } = await page({ first: 100 });
    for (const [at, { cursor }] of edges.entries()) {
      const rest = await page({ first: 3, after: cursor });
      expect(rest.edges).toEqual(edges.slice(at + 1, at + 4));
    }
    expect(new Set(edges.map(({ cursor }) => cursor)).size).toBe(edges.length);
  });

  it('keep a cursor good while entries before it come and go', async () => {
    const first = await page({ first: 5 });
    const next = await page({ first: 5, after: first.pageInfo.endCursor });
    const { data } = await lab.app.gql<{ audience: { id: string; version: number; nameEn: string } }>(
      '{ audience(slug: "' + first.edges[2]!.node.slug + '") { id version nameEn } }',
    );
    const { id, version, nameEn } = data.audience;
    const answer = await lab.app.gql<{ updateAudience: { __typename: string } }>(
      'mutation ($input: DirectoryEntryInput!) { updateAudience(input: $input) { __typename } }',
      { input: { id, version, nameEn, nameUk: 'Яр', aliases: [] } },
      { as: 'coordinator' },
    );
    expect(answer.data.updateAudience.__typename).toBe('Audience');
    expect(await page({ first: 5, after: first.pageInfo.endCursor })).toEqual(next);
  });

  const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const ID_OF_NOBODY = '01940000-0000-7000-8000-000000000001';
  it.each<[string, string]>([
    ['nothing', ''],
    ['no cursor', 'nonsense'],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['no list', cursor({ length: 2, 0: 'а', 1: ID_OF_NOBODY })],
    ['too few parts', cursor(['а'])],
    ['too many parts', cursor(['а', ID_OF_NOBODY, ID_OF_NOBODY])],
    ['no id', cursor(['а', "' or 1=1 --"])],
    ['numbers', cursor([1, 2])],
    ['nulls', cursor([null, null])],
    ['the character U+0000', cursor(['\0', ID_OF_NOBODY])],
    ['half a character', cursor(['\ud800', ID_OF_NOBODY])],
    ['a cursor far too long', cursor(['а'.repeat(5_000), ID_OF_NOBODY])],
  ])('refuse %s as a cursor', async (_, after) => {
    const { errors } = await lab.app.gql(PAGE, { after });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'after' }]);
  });

  it.each([0, -1, 101, 2_000_000_000])('refuse pages of %i', async (first) => {
    const { errors } = await lab.app.gql(PAGE, { first });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'first' }]);
  });
});
