import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger, NestLog } from '../src/platform/log/logger.ts';
import { type Lab, type LogLine, startLab } from './platform-lab.ts';
import { tokenOf } from './people.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ environment: { LOG_LEVEL: 'trace', TRUST_PROXY: 'loopback' } });
});
afterAll(() => lab.stop());
beforeEach(() => {
  lab.lines.length = 0;
});

const PRIVATE = {
  search: 'Шевченко-пошук',
  variable: 'olena@school.test',
  token: tokenOf('librarian'),
  cookie: 'session=hunter2',
  address: '203.0.113.77',
  agent: 'Private-Browser/7',
};

/** The lines of one request; the answer reaches the client a moment before the last of them is written. */
async function linesOf(response: Response): Promise<LogLine[]> {
  const requestId = response.headers.get('x-request-id');
  await response.text();
  for (let tries = 0; tries < 100; tries += 1) {
    const lines = lab.lines.filter((line) => line.requestId === requestId);
    if (lines.some(({ msg }) => msg === 'answered')) return lines;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`no line says that ${requestId} was answered`);
}

const HEADERS = {
  authorization: `Bearer ${PRIVATE.token}`,
  cookie: PRIVATE.cookie,
  'user-agent': PRIVATE.agent,
  'x-forwarded-for': PRIVATE.address,
  referer: `https://school.test/${encodeURIComponent(PRIVATE.search)}`,
};

describe('the log of a request', () => {
  const post = (body: string) =>
    lab.app.fetch('/graphql', { method: 'POST', headers: { ...HEADERS, 'content-type': 'application/json' }, body });
  const withVariable = (query: string) => post(JSON.stringify({ query, variables: { slug: PRIVATE.variable } }));

  it.each<[string, () => Promise<Response>]>([
    ['a query', () => withVariable('query ($slug: String!) { audience(slug: $slug) { slug } }')],
    ['a refused query', () => withVariable(`query ($slug: Int!) { audience(slug: "${PRIVATE.search}") { slug } }`)],
    ['a wrong variable', () => withVariable('query ($slug: Int!) { audiences(first: $slug) { edges { cursor } } }')],
    ['malformed JSON', () => post(`{"${PRIVATE.variable}`)],
    ['an address with a search', () => lab.app.fetch(`/health/live?q=${PRIVATE.search}`, { headers: HEADERS })],
    ['an unknown address', () => lab.app.fetch(`/nope?q=${PRIVATE.variable}`, { headers: HEADERS })],
    ['a malformed address', () => lab.app.fetch(`/%ff?q=${PRIVATE.variable}`, { headers: HEADERS })],
    ['an upload', () => lab.app.sendUpload(PRIVATE.search, `${PRIVATE.variable}.txt`, 'librarian')],
  ])('holds its id in each line, and nothing of the person: %s', async (_, ask) => {
    const response = await ask();
    const lines = await linesOf(response);
    expect(lab.lines.filter((line) => line.requestId === undefined)).toEqual([]);
    const text = JSON.stringify(lab.lines);
    for (const [name, value] of Object.entries(PRIVATE)) {
      expect([name, text.includes(value), text.includes(encodeURIComponent(value))]).toEqual([name, false, false]);
    }
    expect(text).not.toMatch(/127\.0\.0\.1|remoteAddress|[?]q=/);
    expect(lines.filter(({ msg }) => msg === 'answered')).toEqual([
      expect.objectContaining({
        level: 'info',
        req: { method: expect.any(String), path: expect.stringMatching(/^\/[^?]*$/) },
        res: { status: response.status },
        millis: expect.any(Number),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      }),
    ]);
  });

  it('tells requests apart that run at once', async () => {
    const ask = () => lab.app.gql('{ audiences(first: 1) { edges { node { aliases } } } }');
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')));
    expect(ids.size).toBe(20);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answered = lab.lines.filter(({ msg }) => msg === 'answered').map(({ requestId }) => requestId);
    expect(new Set(answered)).toEqual(ids);
  });
});

describe('a line', () => {
  const written: string[] = [];
  const logger = createLogger('debug', { write: (line: string) => void written.push(line) });
  const last = () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown>;

  it.each(['authorization', 'cookie', 'token', 'email', 'password'])('never shows a field named %s', (name) => {
    logger.info({ [name]: 'hunter2' }, 'said');
    expect(last()).toMatchObject({ [name]: '[Redacted]', msg: 'said' });
  });

  it.each([
    ['a personal feed', '/feeds/me/hunter2.ics?x=hunter2', '/feeds/me/….ics'],
    ['a sign-in link', '/sign-in/link/zkl_hunter2', '/sign-in/link/…'],
    ['the page of a registration', '/r/zkr_hunter2', '/r/…'],
    ['the page of a letter', '/n/zkn_hunter2?x=1', '/n/…'],
    ['a secret wherever it stands', '/elsewhere/zkq_hun-ter2/more', '/elsewhere/…/more'],
    ['a callback of the identity provider', '/sign-in/oidc/callback?code=hunter2', '/sign-in/oidc/callback'],
  ])('masks the token of %s', (_, url, path) => {
    logger.info({ req: { method: 'GET', url } }, 'said');
    expect(last()).toMatchObject({ req: { method: 'GET', path } });
  });

  it('shows an error with its causes, without statements and values', () => {
    const cause = Object.assign(new Error('invalid input syntax for type integer: "hunter2"'), {
      code: '22P02',
      detail: 'hunter2',
    });
    const failed = new Error('Failed query: select $1 from person\nparams: hunter2', { cause });
    logger.error({ err: new Error('reading failed', { cause: failed }) }, 'fault');
    expect(written.at(-1)).not.toMatch(/hunter2|select|params/);
    expect(last()['err']).toMatchObject({
      type: 'Error',
      message: 'reading failed',
      stack: expect.stringMatching(/^ {4}at /),
      cause: {
        message: 'a database statement failed',
        cause: { code: '22P02', message: 'invalid input syntax for type integer: "…"' },
      },
    });
  });

  it('ends where causes go in a circle', () => {
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });
    logger.error({ err: first }, 'fault');
    expect(last()).toMatchObject({ err: { message: 'first', cause: { message: 'second' } } });
  });

  it('is what Nest says too', () => {
    const nest = new NestLog(logger);
    nest.error(new Error('broken'));
    expect(last()).toMatchObject({ level: 'error', err: { message: 'broken' } });
    nest.warn('careful');
    expect(last()).toMatchObject({ level: 'warn', msg: 'careful' });
    nest.log('started');
    expect(last()).toMatchObject({ level: 'debug', msg: 'started' });
  });
});
