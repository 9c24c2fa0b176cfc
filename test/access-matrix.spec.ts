import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema, isNonNullType } from 'graphql';
import { ROLES, TOKEN_SCOPES, type TokenScope } from '../src/platform/access/viewer.ts';
import { CALLS, fieldsOf, textOf } from './access-calls.ts';
import { casesOf, expectedOf, MUTATIONS, QUERIES, ROUTES, type Row, someoneOf } from './access-matrix.ts';
import { Rows } from './access-rows.ts';
import { CALLERS, outcomeOf, Scene } from './access-scene.ts';
import { startTestApp, type TestApp } from './app.ts';
import { SIGN_INS } from './people.ts';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
const KINDS = [
  ['query', QUERIES],
  ['mutation', MUTATIONS],
] as const;

let app: TestApp;
beforeAll(async () => {
  // Each caller has an address of their own, so that no limit of attempts is met.
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1', WEBHOOK_SECRET: 'x'.repeat(32) });
});
afterAll(() => app.stop());

it('knows every role', () => {
  expect(Object.values(SIGN_INS).filter((role) => role !== null)).toEqual([...ROLES]);
});

describe.each(KINDS)('every %s of the schema', (kind, rows) => {
  const fields = fieldsOf(schema, kind);

  it('has a row, and every row a field', () => {
    expect(Object.keys(rows).sort()).toEqual(fields.map(({ name }) => name).sort());
  });

  it('says whom it is for, as its row does', () => {
    const silent = fields.filter(({ name, description }) => {
      const says = rows[name]?.says ?? (kind === 'query' && isPublic(rows[name]) ? '' : undefined);
      return says === undefined || !description?.endsWith(says);
    });
    expect(silent.map(({ name, description }) => `${name}: ${description}`)).toEqual([]);
  });

  it('takes null for an argument that may be left out', async () => {
    const rowsOfCalls = new Rows();
    const calls = fields.flatMap((field) => {
      const optional = field.args.filter(({ type }) => !isNonNullType(type)).map(({ name }) => [name, null] as const);
      const row = rows[field.name];
      if (optional.length === 0 || !row) return [];
      const scene = new Scene('admin', rowsOfCalls);
      const variables = { ...Object.fromEntries(optional), ...CALLS[field.name]!(scene, casesOf(row)[0]![0]) };
      return [{ scene: scene.settle(), name: field.name, query: textOf(kind, field, variables), variables }];
    });
    await rowsOfCalls.write(app.database);
    for (const { scene, name, query, variables } of calls) {
      expect([name, outcomeOf(schema, await scene.ask(app, query, variables))]).toEqual([name, 'in']);
    }
    expect(calls.length).toBeGreaterThanOrEqual(3);
  });

  const cases = fields.flatMap((field) => {
    const row = rows[field.name];
    return row ? casesOf(row).map(([of, may]) => ({ field, row, of, may, named: of ? `: ${of}` : '' })) : [];
  });

  it.each(cases)('$field.name$named', async ({ field, row, of, may }) => {
    const called: { by: string; scene: Scene; expected: string }[] = [];
    const rowsOfCalls = new Rows();
    const token = row.bySession?.includes(of) ? 'never' : row.token;
    const byToken = (by: string, scene: Scene, scope: TokenScope | null, expected: string) =>
      called.push({ by, scene, expected: scope === token ? expected : 'FORBIDDEN' });
    for (const caller of CALLERS) {
      called.push({ by: caller, scene: new Scene(caller, rowsOfCalls), expected: expectedOf(row, may, caller) });
    }
    const owner = someoneOf(may);
    for (const scope of TOKEN_SCOPES) {
      byToken(`token ${scope} of ${owner}`, new Scene(owner, rowsOfCalls, [scope]), scope, 'in');
    }
    const allButNone = token === 'never' ? null : token;
    const others = new Scene('stranger', rowsOfCalls, TOKEN_SCOPES);
    byToken('token of all scopes of stranger', others, allButNone, expectedOf(row, may, 'stranger'));

    const call = CALLS[field.name];
    if (!call) throw new Error(`access-calls.ts has no call of ${field.name}`);
    const sent = called.map(({ scene }) => {
      const variables = call(scene, of);
      scene.settle();
      return { scene, query: textOf(kind, field, variables), variables };
    });
    await rowsOfCalls.write(app.database);
    const outcomes = await Promise.all(
      sent.map(async ({ scene, query, variables }) => outcomeOf(schema, await scene.ask(app, query, variables))),
    );
    const told = (outcome: (at: number) => string | undefined) =>
      Object.fromEntries(called.map(({ by }, at) => [by, outcome(at)]));
    expect(told((at) => outcomes[at])).toEqual(told((at) => called[at]?.expected));
  });
});

describe('every route', () => {
  it('has a row, and every row a route', () => {
    expect(routesOf(app)).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.entries(ROUTES))('%s', async (route, { may, status, token }) => {
    const rows = new Rows();
    const called: [by: string, scene: Scene, expected: number][] = [
      ['nobody', new Scene('nobody', rows), may === 'everybody' ? status : 401],
      ...(['stranger', 'admin', 'teacher'] as const).map((who) => {
        const isIn = may === 'everybody' || who === 'admin' || (may === 'any role' && who === 'teacher');
        return [who, new Scene(who, rows).settle(), isIn ? status : 403] as [string, Scene, number];
      }),
      ...TOKEN_SCOPES.map((scope): [string, Scene, number] => {
        const allowed = may === 'everybody' || scope === token;
        return [`token ${scope}`, new Scene('admin', rows, [scope]).settle(), allowed ? status : 403];
      }),
    ];
    const asked = called.map(([by, scene]) => ({ by, scene, ...requestTo(route, scene) }));
    await rows.write(app.database);
    const outcomes = await Promise.all(
      asked.map(async ({ by, scene, path, init }) => {
        const headers: Record<string, string> = { ...scene.headers(), ...init.headers };
        // The pages of kept mail do not exist for whom a proxy has let through.
        if (route.startsWith('GET /dev/')) delete headers['x-forwarded-for'];
        return [by, (await app.fetch(path, { ...init, headers, redirect: 'manual' })).status] as const;
      }),
    );
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(called.map(([by, , expected]) => [by, expected])));
  });
});

/** Every route of the web server, as `GET /path`; a HEAD is its GET. */
function routesOf({ nest }: TestApp): string[] {
  const tree = nest.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const above: string[] = [];
  return tree
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line) ?? [];
      if (!part) return [];
      above.length = indent.length / 4;
      above.push(part);
      return methods.split(', ').map((method) => `${method} ${above.join('')}`);
    })
    .filter((route) => /^(?!HEAD|OPTIONS)[A-Z]/.test(route))
    .sort();
}

const MAIL = [
  ...['From: a@zakhid.test', 'To: b@zakhid.test', 'Subject: x', 'MIME-Version: 1.0'],
  ...['Content-Type: multipart/mixed; boundary=cut', '', '--cut', 'Content-Type: text/html', '', '<p>x</p>'],
  ...['--cut', 'Content-Type: text/plain', 'Content-Disposition: attachment; filename=x.txt', '', 'x', '--cut--', ''],
].join('\r\n');

/** A request that comes to its end. */
function requestTo(route: string, scene: Scene): { path: string; init: { headers?: object; [part: string]: unknown } } {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace('kinds/:file', 'kinds/lecture.ics')
    .replace('feeds/changes', 'feeds/changes?age=old')
    .replace(':file', 'pupils.ics')
    .replace(':year', '2019')
    .replace(':asset', 'boot.js')
    .replace(':token', () => scene.link())
    .replace(':number', '0')
    .replace(':id', () => scene.keptMail(MAIL));
  const query = '{ viewer { signedIn } }';
  if (route === 'GET /graphql') {
    const headers = { 'apollo-require-preflight': 'true' };
    return { path: `${path}?query=${encodeURIComponent(query)}`, init: { method, headers } };
  }
  if (route === 'POST /graphql') {
    return { path, init: { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) } };
  }
  if (route !== 'POST /uploads') return { path, init: { method } };
  const body = new FormData();
  body.append('file', new Blob(['План']), 'plan.txt');
  return { path, init: { method, body } };
}

function isPublic(row: Row | undefined): boolean {
  return row !== undefined && casesOf(row).some(([, may]) => may.includes('everybody'));
}
