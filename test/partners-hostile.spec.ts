// Calendars that were made to do harm by where they are, or by how they come.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { HostResolver } from '../src/platform/outside/host.names.ts';
import { calendarOf, hourOf, type PartnerLab, startPartnerLab, stopPartnerLab } from './partner-lab.ts';

jest.setTimeout(90_000);

const MB = 1_000_000;
const HOSTS: Record<string, readonly string[]> = {
  'private.example.org': ['10.0.0.1'],
  'metadata.example.org': ['169.254.169.254'],
  'public.example.org': ['93.184.216.34'],
  'mixed.example.org': ['93.184.216.34', '127.0.0.1'],
  'mapped.example.org': ['::ffff:192.168.0.1'],
  'six.example.org': ['::1'],
  'nothing.example.org': [],
};
const lookups: string[] = [];

let lab: PartnerLab;
/** Where the setting lets nobody ask this machine, as in production. */
let closed: PartnerLab;
let good: string;
let minutes = 0;

function answerNames({ app }: PartnerLab): void {
  const names = app.nest.get(HostResolver);
  const asked = names.resolve.bind(names);
  names.resolve = (host) => {
    lookups.push(host);
    if (host === 'never.example.org') return new Promise(() => undefined);
    if (host !== 'partner.test') return HOSTS[host] ? Promise.resolve(HOSTS[host]) : asked(host);
    return Promise.resolve([lookups.filter((one) => one === host).length > 1 ? '127.0.0.2' : '127.0.0.1']);
  };
}

beforeAll(async () => {
  lab = await startPartnerLab();
  closed = await startPartnerLab(undefined, { environment: { OUTSIDE_LOOPBACK: 'off' } });
  for (const one of [lab, closed]) answerNames(one);
  good = lab.partner.serve('/good.ics', calendarOf(hourOf('good', '20190404T100000')));
});
afterAll(async () => {
  await stopPartnerLab(lab);
  await stopPartnerLab(closed);
});
// Whoever asks very often is slowed down.
beforeEach(() => {
  minutes += 20;
  for (const one of [lab, closed]) {
    one.app.clock.set(new Date(Date.parse('2019-03-01T08:00:00Z') + minutes * 60_000).toISOString());
  }
});

const tried = (address: string, by = lab) =>
  by.preview({ branchId: by.branches.central, purpose: 'PROMOTED', address });
const reasonOf = async (address: string) => (await tried(address)).reason ?? 'read';
const redirect = (path: string, location: string, status = 302) =>
  lab.partner.serve(path, (_, response) => response.writeHead(status, { location }).end());

it('one that is none of them is read', async () => {
  expect(await tried(good)).toMatchObject({ found: 1, problemCount: 0 });
  for (const status of [301, 302, 303, 307, 308])
    expect(await reasonOf(redirect('/moved', '/good.ics', status))).toBe('read');
});

describe('an address', () => {
  it.each([
    ['https://127.0.0.1/a.ics', 'PRIVATE'],
    ['https://2130706433/a.ics', 'PRIVATE'],
    ['https://0177.0.0.1/a.ics', 'PRIVATE'],
    ['https://[::1]/a.ics', 'PRIVATE'],
    ['https://[::ffff:127.0.0.1]/a.ics', 'PRIVATE'],
    ['https://[::ffff:10.0.0.1]/a.ics', 'PRIVATE'],
    ['https://localhost/a.ics', 'HOST_NOT_ALLOWED'],
    ['http://localhost:3000/a.ics', 'NOT_HTTPS'],
    ['https://169.254.169.254/latest/meta-data', 'PRIVATE'],
    ['http://calendar.example.org/a.ics', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'NOT_AN_ADDRESS'],
    ['https://me:secret@calendar.example.org/a.ics', 'CREDENTIALS'],
    ['https://calendar.example.org:22/a.ics', 'PORT'],
  ])('%s is not kept: %s', async (address, reason) => {
    expect(await closed.add({ purpose: 'PROMOTED', address })).toMatchObject({ kind: 'CalendarUnreadable', reason });
    expect(await tried(address, closed)).toMatchObject({ kind: 'CalendarUnreadable', reason });
  });

  it.each([
    ['https://private.example.org/a.ics', 'PRIVATE'],
    ['https://metadata.example.org/a.ics', 'PRIVATE'],
    ['https://mixed.example.org/a.ics', 'PRIVATE'],
    ['https://mapped.example.org/a.ics', 'PRIVATE'],
    ['https://six.example.org/a.ics', 'PRIVATE'],
    ['https://nothing.example.org/a.ics', 'UNKNOWN_HOST'],
    ['https://no-such-host.invalid/a.ics', 'UNKNOWN_HOST'],
  ])('%s stands for something else: %s', async (address, reason) => {
    expect((await tried(address, closed)).reason).toBe(reason);
  });

  it('is asked at what it stood for when it was checked, and looked up once', async () => {
    lookups.length = 0;
    expect(await reasonOf(good.replace('localhost', 'partner.test'))).toBe('read');
    expect(lookups).toEqual(['partner.test']);
  });

  it('is told nobody but the staff: not the audit', async () => {
    const secret = lab.partner.serve('/private-0123456789abcdef/a.ics', calendarOf());
    const { id } = await lab.add({ purpose: 'PROMOTED', address: secret, name: 'Таємний' });
    const [row] = await lab.database.reader.execute<{ changes: unknown }>(
      `select changes from audit_entry where thing_id = '${id}'` as never,
    );
    expect(JSON.stringify(row)).toMatch(/address/);
    expect(JSON.stringify(row)).not.toMatch(/0123456789abcdef/);
  });
});

describe('a server that sends on', () => {
  it.each([
    ['to a name of this machine and of another', 'https://mixed.example.org/', 'PRIVATE'],
    ['to a private address, mapped', 'https://[::ffff:10.0.0.1]/', 'PRIVATE'],
    ['to a private address as a number', 'https://167772161/', 'PRIVATE'],
    ['to the cloud’s secrets', 'https://169.254.169.254/latest/meta-data/', 'PRIVATE'],
    ['to the network', 'https://10.0.0.1/', 'PRIVATE'],
    ['to a name of the network', 'https://private.example.org/', 'PRIVATE'],
    ['out of TLS', 'http://public.example.org/a.ics', 'NOT_HTTPS'],
    ['to a file', 'file:///etc/passwd', 'NOT_AN_ADDRESS'],
    ['with a password', 'https://a:b@calendar.example.org/', 'CREDENTIALS'],
    ['nowhere', 'http://', 'NOT_AN_ADDRESS'],
  ])('%s is not followed', async (_, target, reason) => {
    expect(await reasonOf(redirect('/away', target))).toBe(reason);
  });

  it('over and over is left', async () => {
    const address = redirect('/round', '/round');
    expect(await reasonOf(address)).toBe('TOO_MANY_REDIRECTS');
    expect(lab.partner.times('/round')).toBe(4);
  });

  it('three times, also through a name that is looked up each time, is followed', async () => {
    redirect('/3', '/good.ics');
    redirect('/2', '/3');
    expect(await reasonOf(redirect('/1', '/2'))).toBe('read');
  });
});

describe('an answer', () => {
  const packed = (coding: string, bytes: Uint8Array) => (_: unknown, response: ServerResponse) =>
    response.writeHead(200, { 'content-encoding': coding, 'content-type': 'text/calendar' }).end(bytes);

  it('that is packed is unpacked, up to a measure', async () => {
    const text = calendarOf(hourOf('good', '20190404T100000'));
    expect(await reasonOf(lab.partner.serve('/gzip', packed('gzip', gzipSync(text))))).toBe('read');
    const bomb = Buffer.alloc(60 * MB, ' ');
    expect(await reasonOf(lab.partner.serve('/bomb', packed('gzip', gzipSync(bomb))))).toBe('TOO_LARGE');
    expect(await reasonOf(lab.partner.serve('/bomb', packed('br', brotliCompressSync(bomb))))).toBe('TOO_LARGE');
    expect(await reasonOf(lab.partner.serve('/twice', packed('gzip, gzip', gzipSync(gzipSync(text)))))).toBe('CODING');
    expect(await reasonOf(lab.partner.serve('/broken', packed('gzip', Buffer.from(text))))).toBe('CODING');
  });

  it('of 100 MB is cut off as soon as that shows', async () => {
    let sent = 0;
    let gone = false;
    const endless = lab.partner.serve('/endless', (_, response) => {
      const chunk = Buffer.alloc(100_000, 'X');
      response.on('close', () => (gone = true));
      const more = () => {
        while (!gone && sent < 100 * MB) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    expect(await reasonOf(endless)).toBe('TOO_LARGE');
    expect(sent).toBeLessThan(30 * MB);
  });

  it('that comes drop by drop, or not at all, is waited for ten seconds and no longer', async () => {
    const drops = lab.partner.serve('/drops', (_, response) => {
      response.writeHead(200);
      const dropping = setInterval(() => response.write('X'), 50);
      response.on('close', () => clearInterval(dropping));
    });
    const silent = lab.partner.serve('/silent', () => undefined);
    const headless = lab.partner.serve('/headless', (_, { socket }) => {
      const dropping = setInterval(() => socket?.write('x'), 50);
      socket?.write('HTTP/1.1 200 OK\r\nx-long: ');
      socket?.on('close', () => clearInterval(dropping));
    });
    const started = performance.now();
    const reasons = await Promise.all([drops, silent, headless, 'https://never.example.org/'].map(reasonOf));
    expect(reasons).toEqual(['TOO_SLOW', 'TOO_SLOW', 'TOO_SLOW', 'TOO_SLOW']);
    expect(performance.now() - started).toBeLessThan(25_000);
  });

  it.each([
    [
      'cut off',
      'UNREACHABLE',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('BEGIN:VCALENDAR\r\n', () => response.destroy());
      },
    ],
    [
      'of no words at all',
      'UNREACHABLE',
      (_: unknown, { socket }: ServerResponse) => socket?.end('SSH-2.0-OpenSSH\r\n'),
    ],
    [
      'with endless headers',
      'UNREACHABLE',
      (_: unknown, response: ServerResponse) => response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end(),
    ],
    ['that there is none', 'STATUS', (_: unknown, response: ServerResponse) => response.writeHead(404).end('no')],
    ['of nothing', 'STATUS', (_: unknown, response: ServerResponse) => response.writeHead(204).end()],
    ['of a part', 'STATUS', (_: unknown, response: ServerResponse) => response.writeHead(206).end('BEGIN:VCALENDAR')],
    [
      'that nothing changed, when nobody asked that',
      'STATUS',
      (_: unknown, response: ServerResponse) => response.writeHead(304).end(),
    ],
  ])('%s is told as %s', async (_, reason, serve) => {
    expect(await reasonOf(lab.partner.serve('/odd', serve))).toBe(reason);
  });
});

it('whoever has servers asked over and over is slowed down', async () => {
  const kinds = new Set<string>();
  for (let n = 0; n < 32; n += 1) kinds.add((await tried('https://127.0.0.1/a.ics')).kind ?? 'read');
  expect(kinds).toEqual(new Set(['CalendarUnreadable', 'TooManyAttempts']));
});
