import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { newId } from '../src/platform/ids/id.ts';
import type { ComposedMail } from '../src/platform/mail/mail.kinds.ts';
import { createLabDatabase, type JobsLab, type LabDatabase } from './jobs-lab.ts';
import { until } from './program.ts';

jest.setTimeout(60_000);

interface Listed {
  id: string;
  keptAt: string;
  recipient: string;
  subject: string;
  text: string;
  attachments: string[];
}

const EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\'&lt;';
const HOSTILE: ComposedMail = {
  to: 'olena@school.test',
  subject: `Тема ${EVIL}`,
  text: `Текст ${EVIL} https://zakhid.test/links/abc?x=1&y="onclick=alert(3)`,
  html: `<p>Вітаємо</p>${EVIL}`,
  attachments: [
    { fileName: `файл ${EVIL}.html`, contentType: 'text/html', content: EVIL },
    { fileName: 'Квиток.pdf', contentType: 'application/pdf', content: Uint8Array.of(1, 2, 3, 0, 255) },
  ],
};

let base: LabDatabase;
let lab: JobsLab;
let next: ComposedMail;

async function send(mail: ComposedMail): Promise<Listed> {
  next = mail;
  const newest = async () => (await listed())[0]?.id;
  const before = await newest();
  await lab.database.transaction((tx) => lab.mails.enqueue(tx, 'any', newId()));
  await until(async () => (await newest()) !== before);
  return (await listed())[0]!;
}

const get = (path: string, init?: RequestInit) => fetch(`${lab.url}/dev/${path}`, init);
const listed = async () => (await (await get('mail.json')).json()) as Listed[];

beforeAll(async () => {
  base = await createLabDatabase();
  lab = await base.start({}, (one) => one.mails.register('any', () => Promise.resolve(next)));
  lab.jobs.start();
});
afterAll(() => base.drop());

describe('mail without a mail server', () => {
  it('is listed, newest first, for programs', async () => {
    const first = await send({ to: 'first@school.test', subject: 'Перша', text: 'Один' });
    const second = await send({ ...HOSTILE, to: 'second@school.test' });
    const list = await listed();
    expect(list.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(first).toEqual({
      id: expect.any(String),
      keptAt: expect.stringMatching(/Z$/),
      recipient: 'first@school.test',
      subject: 'Перша',
      text: expect.stringMatching(/^Один\s*$/),
      attachments: [],
    });
    expect(second.subject).toBe(HOSTILE.subject);
    expect(second.attachments).toEqual([`файл ${EVIL}.html`, 'Квиток.pdf']);
  });

  it('is kept as a mail server would get it', async () => {
    const { id } = await send(HOSTILE);
    const response = await get(`mail/${id}/raw`);
    expect(response.headers.get('content-type')).toBe('message/rfc822');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.eml"`);
    const raw = Buffer.from(await response.arrayBuffer());
    expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const parsed = await simpleParser(raw);
    expect(parsed.subject).toBe(HOSTILE.subject);
    expect(parsed.attachments.map(({ filename }) => filename)).toEqual([`файл ${EVIL}.html`, 'Квиток.pdf']);
    expect(parsed.messageId).toMatch(/^<[0-9a-f-]{36}@zakhid\.test>$/);
  });

  it('gives its attachments as files, and not as pages', async () => {
    const { id } = await send(HOSTILE);
    const pdf = await get(`mail/${id}/attachments/1`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await pdf.arrayBuffer())).toEqual(Buffer.from([1, 2, 3, 0, 255]));
    const page = await get(`mail/${id}/attachments/0`);
    expect(page.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.~!-]+$/);
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['attachments/2', 'attachments/x', 'attachments/-1', 'attachments/1e0']) {
      expect([path, (await get(`mail/${id}/${path}`)).status]).toEqual([path, 404]);
    }
  });

  it.each([
    ['mail', (id: string) => [`/dev/mail/${id}`]],
    ['mail/:id', (id: string) => ['/dev/mail', `/dev/mail/${id}/raw`, `/dev/mail/${id}/attachments/1`]],
  ])('is shown escaped at /dev/%s', async (path, links) => {
    const { id } = await send(HOSTILE);
    const response = await get(path.replace(':id', id));
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'/);
    expect(policy).not.toMatch(/script-src/);
    expect(page).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x onerror=alert(2)&gt;&#39;&amp;lt;',
    );
    expect(page).not.toMatch(/<script|<img|[^&]"onclick/i);
    for (const link of links(id)) expect(page).toContain(`href="${link}"`);
  });

  it('shows a page of its own only in a frame without scripts', async () => {
    const { id } = await send(HOSTILE);
    const page = await (await get(`mail/${id}`)).text();
    expect(page).toContain(`<iframe sandbox="" title="HTML" src="/dev/mail/${id}/html"></iframe>`);
    expect(page).toContain('<a href="https://zakhid.test/links/abc?x=1&amp;y=" rel="noreferrer">');
    const framed = await get(`mail/${id}/html`);
    const policy = framed.headers.get('content-security-policy');
    expect(policy).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    expect(framed.headers.get('x-frame-options')).not.toBe('DENY');
    expect(await framed.text()).toContain('<p>Вітаємо</p>');
  });

  it('without HTML has no such page', async () => {
    const { id } = await send({ to: 'olena@school.test', subject: '', text: 'Лише текст' });
    const page = await (await get(`mail/${id}`)).text();
    expect(page).not.toContain('<iframe');
    expect(page).toContain('(без теми)');
    expect((await get(`mail/${id}/html`)).status).toBe(404);
  });

  it.each(['mail/nonsense', `mail/${newId()}`, `mail/${newId()}/raw`, `mail/${newId()}/html`])(
    'that is not there answers 404: /dev/%s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('of a kind that nobody registered is a bug', async () => {
    const wrong = lab.database.transaction((tx) => lab.mails.enqueue(tx, 'unknown', newId()));
    await expect(wrong).rejects.toThrow(/unknown/);
    expect(() => lab.mails.register('any', () => Promise.resolve(null))).toThrow(/twice/);
  });

  it('is forgotten, the oldest first, beyond the newest 500', async () => {
    await base.sql`insert into kept_mail (id, recipient, subject, raw, kept_at)
      select uuidv7(interval '-1 day'), 'x@x.test', 'old', 'x', now() from generate_series(1, 600)`;
    const { subject } = await send({ to: 'olena@school.test', subject: 'Найновіша', text: 'x' });
    expect(subject).toBe('Найновіша');
    expect(await base.sql`select count(*)::int as count from kept_mail`).toEqual([{ count: 500 }]);
    await base.sql`delete from kept_mail where subject = 'old'`;
  });
});

describe('the page of kept mail', () => {
  const PRODUCTION = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://db.test/zakhid',
    BASE_URL: 'https://zakhid.test',
    SMTP_URL: 'smtp://mail.test',
  };

  it.each<[string, Record<string, string>]>([
    ['in production', PRODUCTION],
    ['where a mail server is set', { SMTP_URL: 'smtp://mail.test' }],
    ['where others can reach it', { HOST: '0.0.0.0' }],
    ['behind a proxy', { NODE_ENV: 'development', BASE_URL: '', TRUST_PROXY: 'loopback' }],
    ['under an address elsewhere', { NODE_ENV: 'development', BASE_URL: 'https://zakhid.example' }],
  ])('is not there %s', async (_, environment) => {
    const { id } = await send(HOSTILE);
    const other = await base.start(environment, (one) => one.mails.register('any', () => Promise.resolve(null)));
    for (const path of [
      'mail',
      'mail.json',
      `mail/${id}`,
      `mail/${id}/html`,
      `mail/${id}/raw`,
      `mail/${id}/attachments/0`,
    ]) {
      const response = await fetch(`${other.url}/dev/${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).not.toContain('Тема');
    }
    await other.stop();
  });

  const ask = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') => {
    const answers = ['mail', 'mail.json', `mail/${newId()}/raw`].map((path) =>
      lab.nest.inject({ url: `/dev/${path}`, headers, remoteAddress }),
    );
    return (await Promise.all(answers)).map(({ statusCode }) => statusCode);
  };

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])('is there at %s', async (host) => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect(await ask({ host }, address)).toEqual([200, 200, 404]);
    }
  });

  it.each(['evil.rebind', 'evil.rebind:3000', 'localhost.evil.rebind', 'localhost:3000@evil.rebind', '0.0.0.0'])(
    'is not there under the name %j, wherever that leads',
    async (host) => {
      expect(await ask({ host })).toEqual([404, 404, 404]);
    },
  );

  it('is not there for others, also when they come through a proxy on this machine', async () => {
    const host = 'localhost:3000';
    for (const address of ['203.0.113.9', '10.0.0.7', '::ffff:203.0.113.9', 'fe80::1']) {
      expect(await ask({ host }, address)).toEqual([404, 404, 404]);
    }
    expect(await ask({ host, 'x-forwarded-for': '203.0.113.9' })).toEqual([404, 404, 404]);
    expect(await ask({ host, forwarded: 'for=203.0.113.9' })).toEqual([404, 404, 404]);
  });
});
