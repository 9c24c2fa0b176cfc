import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { request as plainRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type Lab, startLab } from './platform-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.stop());

const JSON_TYPE = { 'content-type': 'application/json' };
const PREFLIGHT = { 'apollo-require-preflight': 'yes' };
const ASK = JSON.stringify({ query: '{ audiences(first: 1) { edges { cursor } } }' });

const post = (
  body: string | Uint8Array<ArrayBuffer> | FormData | URLSearchParams,
  headers: Record<string, string> = JSON_TYPE,
) => lab.app.fetch('/graphql', { method: 'POST', headers, body });

async function refusal(response: Response): Promise<{ code: string; message: string; requestId?: string }> {
  const body = (await response.json()) as {
    error?: { code: string; message: string };
    errors?: { message: string; extensions: { code: string } }[];
  };
  if (body.error) return body.error;
  return { code: body.errors?.[0]?.extensions.code ?? '', message: body.errors?.[0]?.message ?? '' };
}

/** Runs a request and tells whether it reached the database. */
async function reaching<Result>(work: () => Promise<Result>): Promise<{ result: Result; statements: number }> {
  const before = lab.app.queries.length;
  return { result: await work(), statements: lab.app.queries.length - before };
}

describe('GraphQL over HTTP, by the audits of graphql-http', () => {
  // All three are MAY: a GET without a header that forces a preflight is what CSRF prevention is there to refuse.
  const EXCEPTIONS = new Set(['5A70', 'D6D5', '6A70']);
  const audits = serverAudits({ url: () => `${lab.app.url}/graphql` });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, name, audit) => {
    const result = await audit.fn();
    if (EXCEPTIONS.has(id)) {
      expect(name).toMatch(/^MAY /);
      expect(result.status).toBe('notice');
    } else {
      expect({ ...result, response: undefined }).toMatchObject({ status: 'ok' });
    }
  });

  it('passes the three exceptions too when the header is there', async () => {
    const variables = encodeURIComponent('{"name":"Audience"}');
    const query = encodeURIComponent('query ($name: String!) { __type(name: $name) { name } }');
    const response = await lab.app.fetch(`/graphql?query=${query}&variables=${variables}`, { headers: PREFLIGHT });
    expect(await response.json()).toEqual({ data: { __type: { name: 'Audience' } } });
  });
});

describe('status and media type', () => {
  it.each([
    ['application/graphql-response+json', '{ nope }', 400, 'application/graphql-response+json'],
    [
      'application/graphql-response+json',
      '{ audiences(first: 101) { edges { cursor } } }',
      200,
      'application/graphql-response+json',
    ],
    ['application/json', '{ audiences(first: 101) { edges { cursor } } }', 200, 'application/json'],
    ['application/json', '{ nope }', 200, 'application/json'],
    ['*/*', '{ nope }', 400, 'application/json'],
    ['text/html', '{ __typename }', 406, 'application/json'],
  ])('for Accept: %s, %s is %i %s', async (accept, query, status, type) => {
    const response = await post(JSON.stringify({ query }), { ...JSON_TYPE, accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, `${type}; charset=utf-8`]);
  });
});

describe('what is refused before it is executed', () => {
  const form = new FormData();
  form.append('query', '{ audiences { edges { cursor } } }');
  const GET = `/graphql?query=${encodeURIComponent('{ audiences { edges { cursor } } }')}`;
  const MUTATION = `/graphql?query=${encodeURIComponent('mutation { __typename }')}`;
  const urlForm = () => new URLSearchParams({ query: '{ audiences { edges { cursor } } }' });

  it.each<[string, () => Promise<Response>, number, string]>([
    ['GET without a preflight header', () => lab.app.fetch(GET), 400, 'BAD_REQUEST'],
    ['HEAD without a preflight header', () => lab.app.fetch(GET, { method: 'HEAD' }), 400, ''],
    ['text/plain', () => post(ASK, { 'content-type': 'text/plain' }), 400, 'BAD_REQUEST'],
    ['a form', () => post(urlForm(), {}), 400, 'BAD_REQUEST'],
    ['a multipart form', () => post(form, {}), 400, 'BAD_REQUEST'],
    [
      'text/plain with the header',
      () => post(ASK, { 'content-type': 'text/plain', ...PREFLIGHT }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a form with the header', () => post(urlForm(), PREFLIGHT), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a multipart form with the header', () => post(form, PREFLIGHT), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/xml', () => post(ASK, { 'content-type': 'application/xml' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'application/graphql',
      () => post('{ __typename }', { 'content-type': 'application/graphql' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['no content type', () => post(new TextEncoder().encode(ASK), {}), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a batch', () => post(`[${ASK},${ASK}]`), 400, 'BAD_REQUEST'],
    ['a batch of one', () => post(`[${ASK}]`), 400, 'BAD_REQUEST'],
    ['a batch of none', () => post('[]'), 400, 'BAD_REQUEST'],
    ['a mutation by GET', () => lab.app.fetch(MUTATION, { headers: PREFLIGHT }), 405, 'BAD_REQUEST'],
    ['malformed JSON', () => post('{"query'), 400, 'BAD_USER_INPUT'],
    ['an empty body', () => post(''), 400, 'BAD_USER_INPUT'],
    ['JSON with __proto__', () => post('{"query":"{__typename}","__proto__":{"a":1}}'), 400, 'BAD_USER_INPUT'],
    ['JSON null', () => post('null'), 400, 'BAD_REQUEST'],
    [
      'an unknown operation',
      () => post('{"query":"query A { __typename }","operationName":"B"}'),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a name for an operation without one',
      () => post('{"query":"{ __typename }","operationName":"B"}'),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a choice of operations',
      () => post('{"query":"query A { __typename } query B { __typename }"}'),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a subscription', () => post('{"query":"subscription { a }"}'), 400, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'a stored query',
      () => post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}'),
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    ['PUT', () => lab.app.fetch('/graphql', { method: 'PUT', headers: JSON_TYPE, body: ASK }), 404, 'NOT_FOUND'],
  ])('%s', async (_, ask, status, code) => {
    const { result, statements } = await reaching(ask);
    expect([result.status, result.headers.get('content-type')]).toEqual([status, 'application/json; charset=utf-8']);
    if (code) expect((await refusal(result)).code).toBe(code);
    expect(statements).toBe(0);
  });
});

describe('the size of a body', () => {
  const LIMIT = 100_000;
  const sized = (bytes: number) => {
    const query = '{ __typename }';
    return JSON.stringify({ query: query.padEnd(query.length + bytes - JSON.stringify({ query }).length) });
  };

  it('may be 100 kB, and not a byte more', async () => {
    expect(Buffer.byteLength(sized(LIMIT))).toBe(LIMIT);
    expect((await post(sized(LIMIT))).status).toBe(200);
    const response = await post(sized(LIMIT + 1));
    expect(response.status).toBe(413);
    const { code, requestId } = await refusal(response);
    expect([code, requestId]).toEqual(['PAYLOAD_TOO_LARGE', response.headers.get('x-request-id')]);
  });

  it('counts after unzipping', async () => {
    const zipped = (body: string) =>
      post(Uint8Array.from(gzipSync(body)), { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect((await zipped(sized(LIMIT))).status).toBe(200);
    const bomb = await zipped(sized(40_000_000));
    expect([bomb.status, (await refusal(bomb)).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('counts when nobody said how long it is', async () => {
    const answer = await new Promise<number>((resolve, reject) => {
      const asking = plainRequest(`${lab.app.url}/graphql`, { method: 'POST', headers: JSON_TYPE }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asking.on('error', reject);
      for (let sent = 0; sent < 11; sent += 1) asking.write(' '.repeat(10_000));
    });
    expect(answer).toBe(413);
  });

  it.each([
    ['not zipped at all', 'gzip', 400],
    ['in an unknown encoding', 'zip', 415],
  ])('%s is refused', async (_, encoding, status) => {
    const response = await post(ASK, { ...JSON_TYPE, 'content-encoding': encoding });
    expect(response.status).toBe(status);
    expect((await refusal(response)).code).toMatch(/^(BAD_USER_INPUT|UNSUPPORTED_MEDIA_TYPE)$/);
  });
});

describe('every address', () => {
  it.each([
    ['/nope?name=Шевченко', 404, 'NOT_FOUND'],
    ['/graphql/nope', 404, 'NOT_FOUND'],
    ['/%ff?token=secret', 400, 'BAD_USER_INPUT'],
    [`/graphiql/${'a'.repeat(300)}`, 400, 'BAD_USER_INPUT'],
    ['/graphiql/..%2f..%2fpackage.json', 404, 'NOT_FOUND'],
    ['/graphiql/constructor', 404, 'NOT_FOUND'],
  ])('%s answers %i with an id and repeats nothing', async (path, status, code) => {
    const response = await lab.app.fetch(path);
    const body = await refusal(response);
    expect([response.status, body.code, body.requestId]).toEqual([status, code, response.headers.get('x-request-id')]);
    expect(body.message).not.toMatch(/name=|secret|nope/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives each request an id of its own and believes none from outside', async () => {
    const ask = () => lab.app.fetch('/health/live', { headers: { 'x-request-id': 'forged', 'request-id': 'forged' } });
    const ids = (await Promise.all([ask(), ask()])).map(({ headers }) => headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['/health/live', '/graphiql', '/nope', '/graphql'])('%s carries the security headers', async (path) => {
    const { headers } = await lab.app.fetch(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['GET', 'POST', 'OPTIONS'])('%s lets no other origin in', async (method) => {
    const { headers } = await lab.app.fetch('/graphql', {
      method,
      headers: { ...JSON_TYPE, origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      ...(method === 'POST' && { body: ASK }),
    });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('answers HEAD like GET, without a body', async () => {
    const [head, get] = await Promise.all([
      lab.app.fetch('/health/live', { method: 'HEAD' }),
      lab.app.fetch('/health/live'),
    ]);
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  });
});

describe('large answers', () => {
  const LARGE = JSON.stringify({ query: '{ __schema { types { name description fields { name description } } } }' });

  /** fetch unzips on its own, so this asks a floor below. */
  const ask = (encoding: string, body: string) =>
    new Promise<{ headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>((resolve, reject) => {
      const headers = { ...JSON_TYPE, 'accept-encoding': encoding };
      const asking = plainRequest(`${lab.app.url}/graphql`, { method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
      });
      asking.on('error', reject).end(body);
    });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('are compressed by %s, and say that it depends', async (encoding, unzip) => {
    const plain = await ask('identity', LARGE);
    const { headers, bytes } = await ask(encoding, LARGE);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['vary']).toMatch(/accept-encoding/i);
    expect(bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(unzip(bytes)).toEqual(plain.bytes);
  });

  it('are told from small ones', async () => {
    expect((await ask('gzip', ASK)).headers['content-encoding']).toBeUndefined();
  });
});
