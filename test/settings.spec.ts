import { describe, expect, it } from '@jest/globals';
import { isLocalOnly, readSettings, SETTINGS, SettingsError } from '../src/platform/config/settings.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://zakhid:hunter2@db.test/zakhid',
  BASE_URL: 'https://zakhid.test',
  SMTP_URL: 'smtp://mail:hunter2@mail.test',
};

const PROVIDER = { OIDC_ISSUER: 'https://sso.test', OIDC_CLIENT_ID: 'zakhid', OIDC_CLIENT_SECRET: 'hunter2' };

/** What is said of these settings; undefined when they are taken. */
function problems(environment: Record<string, string>): string | undefined {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return undefined;
}

const namesIn = (message = '') =>
  message
    .split('\n')
    .slice(1)
    .map((line) => /^ {2}([A-Z_]+): /.exec(line)?.[1]);

describe('defaults', () => {
  it('are those of a development machine', () => {
    expect(readSettings({})).toEqual({
      NODE_ENV: 'development',
      production: false,
      HOST: '127.0.0.1',
      PORT: 3000,
      BASE_URL: undefined,
      DATABASE_POOL: 10,
      DATA_DIR: 'var',
      DEMO: true,
      SESSION_IDLE_MINUTES: 4_320,
      SESSION_DAYS: 30,
      GRAPHQL_EXPLORER: true,
      LOG_LEVEL: 'info',
      BODY_LIMIT_BYTES: 100_000,
      UPLOAD_LIMIT_BYTES: 5_000_000,
      REGISTRATION_KEEP_DAYS: 90,
      REGISTRATIONS_FREE: 120,
      UPLOAD_LIFETIME_MINUTES: 60,
      UPLOADS_PER_PERSON: 20,
      GRAPHQL_MAX_DEPTH: 12,
      GRAPHQL_MAX_ALIASES: 15,
      GRAPHQL_MAX_DIRECTIVES: 20,
      GRAPHQL_MAX_TOKENS: 2_000,
      GRAPHQL_MAX_COST: 5_000,
      FEED_PAST_DAYS: 90,
      FEED_CANCELLED_DAYS: 30,
      FEED_LIMIT: 2_000,
      FEED_CACHE_MB: 64,
      FEED_PIECES_MB: 64,
      PARTNER_REFRESH_MINUTES: 60,
      FEED_STREAMS: 500,
      FEED_STREAMS_PER_NETWORK: 20,
      OUTSIDE_LOOPBACK: false,
    });
  });

  it('of production open nothing', () => {
    expect(readSettings(PRODUCTION)).toMatchObject({
      production: true,
      DEMO: false,
      GRAPHQL_EXPLORER: false,
      BASE_URL: 'https://zakhid.test',
    });
  });

  it('stand where a value is empty or blank', () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS.shape).map((name, at) => [name, at % 2 ? '' : ' \t ']));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  it('and every setting is described, in a line', () => {
    for (const [name, field] of Object.entries(SETTINGS.shape)) {
      expect([name, field.description]).toEqual([name, expect.stringMatching(/^[^\n]{15,150}$/)]);
    }
  });
});

describe('values that are understood', () => {
  it.each<[string, string, unknown]>([
    ['DEMO', 'off', false],
    ['DEMO', 'Yes', true],
    ['DEMO', '0', false],
    ['PORT', '0', 0],
    ['PORT', ' 8080 ', 8080],
    ['BASE_URL', 'http://localhost:3000/', 'http://localhost:3000'],
    ['BASE_URL', 'https://kyiv.test/zakhid//', 'https://kyiv.test/zakhid'],
    ['DATABASE_URL', 'postgresql://db.test/zakhid', 'postgresql://db.test/zakhid'],
    ['TRUST_PROXY', 'loopback, 10.0.0.0/8,::1', 'loopback, 10.0.0.0/8,::1'],
    ['SMTP_URL', 'smtps://user:word@mail.test:465', 'smtps://user:word@mail.test:465'],
    ['MAIL_FROM', 'Захід <no-reply@zakhid.test>', 'Захід <no-reply@zakhid.test>'],
    ['MAIL_FROM', 'no-reply@zakhid.test', 'no-reply@zakhid.test'],
    ['OIDC_NAME', 'Вхід міста', 'Вхід міста'],
    ['SESSION_IDLE_MINUTES', '5', 5],
    ['SESSION_DAYS', '365', 365],
    ['NO_SUCH_SETTING', 'anything', undefined],
  ])('%s=%s', (name, value, expected) => {
    expect((readSettings({ [name]: value }) as Record<string, unknown>)[name]).toBe(expected);
  });
});

describe('a wrong value is refused by the name of its setting, and never repeated', () => {
  const NUMBERS = Object.entries(SETTINGS.shape)
    .filter(([, field]) => typeof readDefault(field) === 'number')
    .map(([name]) => name);
  function readDefault(field: { safeParse: (value: undefined) => { data?: unknown } }): unknown {
    return field.safeParse(undefined).data;
  }

  it('of each number: words, signs, fractions, other notations, too much', () => {
    expect(NUMBERS.length).toBeGreaterThanOrEqual(15);
    for (const name of NUMBERS) {
      for (const value of [
        'many',
        '-1',
        '1.5',
        '0x10',
        '1e3',
        '+7',
        '7 7',
        '99999999999',
        '9'.repeat(30),
        'NaN',
        '٧',
      ]) {
        const message = problems({ [name]: value });
        expect([name, value, namesIn(message)]).toEqual([name, value, [name]]);
      }
    }
  });

  it.each([
    ['NODE_ENV', 'staging'],
    ['NODE_ENV', 'Production'],
    ['PORT', '65536'],
    ['DATABASE_POOL', '1'],
    ['GRAPHQL_MAX_DEPTH', '0'],
    ['BODY_LIMIT_BYTES', '0'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'maybe'],
    ['SESSION_IDLE_MINUTES', '4'],
    ['SESSION_IDLE_MINUTES', '43201'],
    ['SESSION_DAYS', '0'],
    ['SESSION_DAYS', '366'],
    ['OIDC_ISSUER', 'accounts.zakhid.test'],
    ['OIDC_ISSUER', 'ldap://accounts.zakhid.test'],
    ['OIDC_NAME', 'ї'.repeat(61)],
    ['GRAPHQL_EXPLORER', 'offf'],
    ['BASE_URL', 'zakhid.test'],
    ['BASE_URL', 'ftp://zakhid.test'],
    ['BASE_URL', 'javascript:alert(1)'],
    ['BASE_URL', 'https://user:hunter2@zakhid.test'],
    ['BASE_URL', 'https://zakhid.test/?page=1'],
    ['BASE_URL', 'https://zakhid.test/#start'],
    ['DATABASE_URL', 'mysql://root:hunter2@db.test/zakhid'],
    ['DATABASE_URL', 'postgres//db.test/zakhid'],
    ['SMTP_URL', 'mailto:hunter2@zakhid.test'],
    ['MAIL_FROM', 'Zakhid'],
    ['MAIL_FROM', 'Zakhid <no-reply>'],
    ['MAIL_FROM', 'a@zakhid.test, b@zakhid.test'],
    ['MAIL_FROM', 'Zakhid <a@zakhid.test>\r\nBcc: b@zakhid.test'],
    ['MAIL_FROM', 'Za\nkhid <a@zakhid.test>'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/0'],
    ['TRUST_PROXY', '10.0.0.1,,10.0.0.2'],
    ['TRUST_PROXY', 'proxy.test'],
    ['TRUST_PROXY', 'loopback/8'],
  ])('%s=%s', (name, value) => {
    const message = problems({ [name]: value });
    expect(namesIn(message)).toEqual([name]);
    expect(message).toContain(SETTINGS.shape[name as keyof typeof SETTINGS.shape].description);
    if (value.length > 2) expect(message).not.toContain(` ${value} `);
    expect(message).not.toMatch(/hunter2|zakhid\.test|offf|loud|staging|proxy\.test/);
  });

  it('of several at once, all are named', () => {
    const message = problems({ PORT: 'x', LOG_LEVEL: 'x', DATABASE_URL: 'x', DEMO: 'x' });
    expect(namesIn(message)).toEqual(['PORT', 'DATABASE_URL', 'DEMO', 'LOG_LEVEL']);
  });
});

describe('what is unsafe is refused', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['the demonstration city in production', { ...PRODUCTION, DEMO: 'on' }, ['DEMO']],
    ['an embedded database in production', { ...PRODUCTION, DATABASE_URL: '' }, ['DATABASE_URL']],
    ['no address in production', { ...PRODUCTION, BASE_URL: '' }, ['BASE_URL']],
    ['an address without TLS in production', { ...PRODUCTION, BASE_URL: 'http://zakhid.test' }, ['BASE_URL']],
    ['no mail server in production', { ...PRODUCTION, SMTP_URL: '' }, ['SMTP_URL']],
    [
      'all of it',
      { NODE_ENV: 'production', OIDC_ISSUER: 'http://sso.test', DEMO: 'on' },
      ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'DEMO', 'DATABASE_URL', 'BASE_URL', 'SMTP_URL'],
    ],
    ['an identity provider without TLS', { ...PROVIDER, OIDC_ISSUER: 'http://sso.test' }, ['OIDC_ISSUER']],
    ['one that only looks local', { ...PROVIDER, OIDC_ISSUER: 'http://localhost.sso.test' }, ['OIDC_ISSUER']],
    ['one without TLS in this network', { ...PROVIDER, OIDC_ISSUER: 'http://192.168.1.7' }, ['OIDC_ISSUER']],
    ['an identity provider that does not know this program', { OIDC_ISSUER: 'https://sso.test' }, ['OIDC_CLIENT_ID']],
  ])('%s', (_, environment, names) => {
    const message = problems(environment);
    expect(namesIn(message)).toEqual(names);
    expect(message).not.toMatch(/hunter2/);
  });

  it.each(['127.0.0.1', '[::1]', 'localhost'])('but not an identity provider on %s, with or without TLS', (host) => {
    for (const OIDC_ISSUER of [`http://${host}:9`, `https://${host}:9/realms/city`]) {
      expect(readSettings({ ...PROVIDER, OIDC_ISSUER })).toMatchObject({ OIDC_ISSUER, OIDC_CLIENT_ID: 'zakhid' });
    }
  });

  it('and a setting that is gone opens nothing', () => {
    expect(readSettings({ DEV_SIGN_INS: 'on' })).toEqual(readSettings({}));
  });
});

describe('only this machine reaches', () => {
  it.each<[boolean, string, Record<string, string>]>([
    [true, 'a program without settings', {}],
    [true, 'one on localhost', { HOST: 'localhost', BASE_URL: 'http://localhost:3000' }],
    [true, 'one on ::1', { HOST: '::1', BASE_URL: 'http://[::1]:3000/zakhid' }],
    [true, 'one at an address by number', { BASE_URL: 'https://127.0.0.1' }],
    [true, 'one that is tested', { NODE_ENV: 'test', BASE_URL: 'http://zakhid.test', TRUST_PROXY: 'loopback' }],
    [false, 'one that listens for all', { HOST: '0.0.0.0' }],
    [false, 'one that is tested, but listens for all', { NODE_ENV: 'test', HOST: '0.0.0.0' }],
    [false, 'one behind a proxy', { TRUST_PROXY: 'loopback' }],
    [false, 'one with an address elsewhere', { BASE_URL: 'https://zakhid.example' }],
    [false, 'one whose address only looks local', { BASE_URL: 'http://localhost.zakhid.example' }],
    [false, 'one in production', PRODUCTION],
    [false, 'one in production, on localhost', { ...PRODUCTION, BASE_URL: 'https://localhost' }],
  ])('%s: %s', (expected, _, environment) => {
    expect(isLocalOnly(readSettings(environment))).toBe(expected);
  });
});
