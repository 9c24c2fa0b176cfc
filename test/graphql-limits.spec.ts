import { fork } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, Lexer, Source, TokenKind } from 'graphql';
import type { Answer } from './app.ts';
import { type Lab, startLab } from './platform-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.stop());

const times = (count: number, text: string | ((at: number) => string)) =>
  Array.from({ length: count }, (_, at) => (typeof text === 'string' ? text : text(at))).join(' ');
const nested = (count: number, open: string, core: string) => open.repeat(count) + core + '}'.repeat(count);
/** Fragments that each spread the next one twice. */
const doubling = (count: number, leaf: string, type = 'Query') =>
  `${times(count, (at) => `fragment F${at} on ${type} { ...F${at + 1} ...F${at + 1} }`)} fragment F${count} on ${type} { ${leaf} }`;

function tokensOf(query: string): number {
  const lexer = new Lexer(new Source(query));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}

const tooLarge = (answer: Answer<unknown>) => ({
  status: answer.status,
  errors: answer.errors?.length,
  ...answer.errors?.[0]?.extensions,
});
const refusedFor = (limit: string, most: number) => ({ status: 400, errors: 1, code: 'QUERY_TOO_LARGE', limit, most });

describe('a query at the limit passes, and one over it is refused', () => {
  /** What is skipped costs nothing, and is read all the same. */
  const deep = (depth: number) =>
    `{ responsibleBodies @skip(if: true) { edges { node ${nested(depth - 4, '{ members ', '{ code }')} } } }`;
  const inline = nested(98, '... { ', '... { __typename }');
  const spread = (selections: number) =>
    `{ ${times(Math.floor(selections / 101), '...A')} ${times(selections % 101, '__typename')} } fragment A on Query { ${inline} }`;
  const aliases = (tokens: number) => {
    const query = (count: number) =>
      `mutation { updateAudience(input: { id: "x", version: 1, nameUk: "а", nameEn: "a", aliases: [${times(count, '"a"')}] }) { __typename } }`;
    return query(tokens - tokensOf(query(0)));
  };

  it.each<[string, number, (size: number) => string]>([
    ['depth', 12, deep],
    ['aliases', 15, (size) => `{ ${times(size, (at) => `a${at}: __typename`)} }`],
    ['introspections', 2, (size) => `{ ${times(size, (at) => `a${at}: __type(name: "Plan") { name }`)} }`],
    [
      'aliases',
      15,
      (size) =>
        `{ ...A a: __typename ...A } fragment A on Query { ${times((size - 1) / 2, (at) => `b${at}: __typename`)} ${size % 2 ? '' : 'c: __typename'} }`,
    ],
    ['directives', 20, (size) => `{ ${times(size, '__typename @include(if: true)')} }`],
    ['selections', 2_000, spread],
    ['tokens', 2_000, aliases],
  ])('%s: %i', async (limit, most, make) => {
    const passing = await lab.app.gql(make(most));
    expect([passing.status, passing.errors?.[0]?.extensions.code ?? 'UNAUTHENTICATED']).toEqual([
      200,
      'UNAUTHENTICATED',
    ]);
    const refused = await lab.app.gql(make(most + 1));
    expect(tooLarge(refused)).toEqual(refusedFor(limit, most));
    expect(refused.errors?.[0]?.message).toMatch(/^the query is too large: .*\b\d+/);
  });

  it('cost: 5000', async () => {
    const lists = times(7, (at) => `a${at}: audiences(first: 100) { edges { node { id code slug nameUk nameEn } } }`);
    const query = (fields: number) => `{ ${lists} ${times(fields, '__typename')} }`;
    const cost = Number(/cost (\d+)/.exec((await lab.app.gql(query(200))).errors?.[0]?.message ?? '')?.[1]);
    const rest = 200 - (cost - 5_000);
    expect((await lab.app.gql(query(rest))).status).toBe(200);
    expect(tooLarge(await lab.app.gql(query(rest + 1)))).toEqual(refusedFor('cost', 5_000));
  });

  const LISTED = '{ edges { node { members { members { code } } } } }';
  it.each<[string, string, Record<string, unknown>]>([
    ['a literal', `{ responsibleBodies(first: 100) ${LISTED} }`, {}],
    ['a variable', `query ($n: Int!) { responsibleBodies(first: $n) ${LISTED} }`, { n: 100 }],
    ['the default of a variable', `query ($n: Int! = 100) { responsibleBodies(first: $n) ${LISTED} }`, {}],
    ['a fragment', `{ ...A } fragment A on Query { responsibleBodies(first: 100) ${LISTED} }`, {}],
    ['a number over what is allowed', `{ responsibleBodies(first: 2000000000) ${LISTED} }`, {}],
  ])('a list costs its length, given by %s', async (_, query, variables) => {
    expect(tooLarge(await lab.app.gql(query, variables))).toEqual(refusedFor('cost', 5_000));
  });

  it('a list without a length costs its default', async () => {
    const lists = (count: number) => `{ ${times(count, (at) => `a${at}: responsibleBodies ${LISTED}`)} }`;
    expect((await lab.app.gql(lists(1))).status).toBe(200);
    expect(tooLarge(await lab.app.gql(lists(3)))).toEqual(refusedFor('cost', 5_000));
  });

  it('counts only the operation that is asked for', async () => {
    const query = `query A { __typename } query B { responsibleBodies(first: 100) ${LISTED} }`;
    const ask = (operationName: string) =>
      lab.app.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      });
    expect([(await ask('A')).status, (await ask('B')).status]).toEqual([200, 400]);
  });

  it('leaves room for what tools ask of the schema', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect((await lab.app.gql(query)).errors).toBeUndefined();
  });
});

/** JSON of variables, nested too deep for JSON.stringify. */
const abyss = (depth: number) => `${'{"input":'.repeat(depth)}1${'}'.repeat(depth)}`;
const UPDATE = 'mutation ($input: DirectoryEntryInput!) { updateAudience(input: $input) { __typename } }';
const PAGE = '{ edges { cursor } }';
const ALIASES = `[${'1,'.repeat(20_000)}1]`;
type Bomb = readonly [name: string, query: string, statuses: readonly number[], variables?: string];
const BOMBS: readonly Bomb[] = [
  ['fragments that double', `{ ...F0 } ${doubling(100, '__typename')}`, [400]],
  ['doubled inline fragments', `{ ...F0 } ${doubling(20, nested(50, '...{', '__typename'))}`, [400]],
  ['fragments in introspection', `{ __schema { types { ...F0 } } } ${doubling(30, 'name', '__Type')}`, [400]],
  ['fragments nobody spreads', `{ __typename } ${doubling(60, '__typename')}`, [400]],
  ['a circle of fragments', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A ...A }', [400]],
  ['a fragment of itself', '{ ...A } fragment A on Query { ...A __typename }', [400]],
  [
    'deep introspection',
    `{ __schema { types { ${'fields { type { '.repeat(20)} name ${'} } '.repeat(20)} } } }`,
    [400],
  ],
  ['deep ofType', `{ __type(name: "Query") { ${nested(600, 'ofType { ', 'name')} } }`, [200, 400]],
  [
    'wide introspection',
    `{ __schema { ${times(15, (at) => `a${at}: types { fields { type { fields { args { name type { name } } } } } }`)} } }`,
    [400],
  ],
  [
    'introspection by alias',
    `{ ${times(15, (at) => `a${at}: __schema { types { fields { name type { fields { name } } } } }`)} }`,
    [400],
  ],
  ['introspection of all', getIntrospectionQuery(), [200]],
  ['aliases through fragments', `{ ...F0 } ${doubling(9, 'a: __typename')}`, [400]],
  ['900 directives on a field', `{ __typename ${times(900, '@a')} }`, [400]],
  ['1900 fields of one name', `{ ${times(1_900, '__typename')} }`, [400]],
  ['180 fields of one name', `{ ${times(180, 'audience(slug: "a") { slug }')} }`, [200]],
  ['conflicting arguments', `{ ${times(160, (at) => `audiences(first: ${at}) ${PAGE}`)} }`, [400]],
  ['480 variables', `query (${times(480, (at) => `$v${at}: Int`)}) { __typename }`, [400]],
  ['deep list literals', `{ audience(slug: ${'['.repeat(900)}${']'.repeat(900)}) { slug } }`, [400]],
  ['deep object literals', `{ audience(slug: ${'{ a: '.repeat(450)}1${'}'.repeat(450)}) { slug } }`, [400]],
  ['a string of 90 kB', `{ audience(slug: "${'a'.repeat(90_000)}") { slug } }`, [200]],
  ['a block string of 40,000 lines', `{ audience(slug: """${'\n'.repeat(40_000)}""") { slug } }`, [200]],
  ['a null for a length', `query ($n: Int) { audiences(first: $n) ${PAGE} }`, [400], '{"n":null}'],
  ['a null for a directive', 'query ($a: Boolean = true) { __typename @include(if: $a) }', [400], '{"a":null}'],
  ['a variable of the wrong type', `query ($n: Int!) { audiences(first: $n) ${PAGE} }`, [400], '{"n":"many"}'],
  ['a variable that is missing', `query ($n: Int!) { audiences(first: $n) ${PAGE} }`, [400]],
  ['objects nested 9,000 deep', UPDATE, [400], `{"input":${abyss(9_000)}}`],
  ['lists nested 45,000 deep', UPDATE, [400], `{"input":${'['.repeat(45_000)}${']'.repeat(45_000)}}`],
  [
    'a list of 20,000',
    UPDATE,
    [400],
    `{"input":{"id":"a","version":1,"nameUk":"a","nameEn":"a","aliases":${ALIASES}}}`,
  ],
  ['a number no integer holds', `{ audiences(first: 99999999999999999999) ${PAGE} }`, [400]],
  ['the character U+0000', '{ audience(slug: "\\u0000") { slug } }', [200]],
  ['half a character', 'query ($s: String!) { audience(slug: $s) { slug } }', [200], '{"s":"\\ud800"}'],
  ['nothing but braces', '{'.repeat(1_000), [400]],
  ['control characters', '\u0000\u0001{ __typename }', [400]],
];

describe('bombs', () => {
  const CODES = /^(QUERY_TOO_LARGE|GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|PAYLOAD_TOO_LARGE)$/;

  const bodyOf = ([, query, , variables = '{}']: Bomb) => `{"query":${JSON.stringify(query)},"variables":${variables}}`;
  const send = async (body: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await lab.app.fetch('/graphql', { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };

  it.each(BOMBS)('%s: a documented code, and no error in the log', async (...bomb: Bomb) => {
    const logged = lab.lines.length;
    const { status, text } = await send(bodyOf(bomb));
    const { errors = [] } = JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] };
    expect({ status: bomb[2].includes(status) ? bomb[2] : status, text }).toEqual({ status: bomb[2], text });
    if (status === 400) expect(errors.length).toBeGreaterThan(0);
    for (const { extensions, message } of errors) {
      expect(extensions.code).toMatch(CODES);
      expect(message).not.toBe('Validation aborted.');
    }
    expect(lab.lines.slice(logged).filter(({ level }) => level !== 'info')).toEqual([]);
  });

  interface Bombarded {
    statuses: number[];
    longest: number;
    landedBefore: number;
  }
  const bombard = (bodies: readonly string[]) =>
    new Promise<Bombarded>((resolve, reject) => {
      const client = fork(new URL('./bombardment.js', import.meta.url), { execArgv: [] });
      client.on('message', (seen: Bombarded) => resolve(seen));
      client.on('close', (status) => reject(new Error(`the bombardment ended with ${status}`)));
      client.send({ url: lab.app.url, bodies, atOnce: 20 });
    });

  it('delay nobody: an ordinary query and a sign of life within a second while 20 are in flight', async () => {
    const { statuses, longest } = await bombard([...BOMBS, ...BOMBS].map(bodyOf));
    expect(new Set(statuses)).toEqual(new Set([200, 400]));
    expect(longest).toBeLessThan(1_000);
  });

  it('of the longest kind that is answered delay nobody either', async () => {
    const query = `{ ${times(2, (at) => `a${at}: __schema { types { fields { name type { fields { name } } } } }`)} }`;
    const { statuses, longest, landedBefore } = await bombard(
      Array.from({ length: 20 }, () => JSON.stringify({ query })),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(landedBefore).toBeLessThan(10);
    expect(longest).toBeLessThan(1_000);
  });
});
