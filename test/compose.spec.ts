import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { readSettings, SETTINGS } from '../src/platform/config/settings.ts';

interface Service {
  environment: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  restart: string;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}
interface Compose {
  services: Record<'app' | 'db', Service>;
  volumes: Record<string, unknown>;
}

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

/** As compose does it: `${NAME:?why}` must be given, `${NAME:-other}` may be. */
function interpolate(text: string, given: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = given[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name} is required`);
    return value;
  });
}

describe('docker/compose.yaml', () => {
  const secrets = { DB_PASSWORD: 'abc', BASE_URL: 'https://zakhid.example', SMTP_URL: 'smtp://mail.example' };
  let text: string;
  let app: Service;
  let db: Service;

  beforeAll(async () => {
    text = await read('docker/compose.yaml');
    const compose = parse(interpolate(text, secrets)) as Compose;
    ({ app, db } = compose.services);
  });

  it.each(Object.keys(secrets))('does not start without %s', (name) => {
    const others = Object.fromEntries(Object.entries(secrets).filter(([other]) => other !== name));
    expect(() => interpolate(text, others)).toThrow(`${name} is required`);
  });

  it('gives the program settings that it knows and accepts', () => {
    expect(Object.keys(app.environment).filter((name) => !(name in SETTINGS.shape))).toEqual([]);
    expect(readSettings(app.environment)).toMatchObject({ production: true, HOST: '0.0.0.0', PORT: 3000, DEMO: false });
  });

  it('holds no password of its own', () => {
    const given = parse(text) as Compose;
    expect(given.services.db.environment.POSTGRES_PASSWORD).toMatch(/^\$\{DB_PASSWORD:\?/);
    expect(given.services.app.environment.DATABASE_URL).toContain('${DB_PASSWORD:?');
  });

  it('connects the program to that database, once it is healthy', () => {
    const url = new URL(app.environment.DATABASE_URL ?? '');
    expect([url.hostname, url.username, url.password, url.pathname.slice(1)]).toEqual([
      'db',
      db.environment.POSTGRES_USER,
      db.environment.POSTGRES_PASSWORD,
      db.environment.POSTGRES_DB,
    ]);
    expect(app.depends_on).toEqual({ db: { condition: 'service_healthy' } });
    expect(db.healthcheck?.test).toContain('pg_isready');
  });

  it('keeps the data where Postgres 18 has it, and starts again by itself', () => {
    expect(db.volumes).toEqual(['db:/var/lib/postgresql']);
    expect([db.restart, app.restart]).toEqual(['unless-stopped', 'unless-stopped']);
  });

  it('opens no port to the network, and none of the database', () => {
    expect(app.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    expect(db.ports).toBeUndefined();
  });
});

describe('docker/Dockerfile', () => {
  it('copies only what .dockerignore lets through', async () => {
    const [docker, ignored] = await Promise.all([read('docker/Dockerfile'), read('.dockerignore')]);
    const copied = [...docker.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) =>
      sources.split(' '),
    );
    const allowed = [...ignored.matchAll(/^!(.+)$/gm)].map(([, path]) => path);
    expect([...new Set(copied)].sort()).toEqual(allowed.sort());
  });

  it('does not run as root', async () => {
    expect(await read('docker/Dockerfile')).toMatch(/^USER node$/m);
  });
});
