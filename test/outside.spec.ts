// What the program asks because somebody named it, it asks in the public network alone, whatever names stand for.
import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSafe } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostResolver } from '../src/platform/outside/host.names.ts';
import { OutsideFetch, type OutsideRequest } from '../src/platform/outside/outside.fetch.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { certify, type Certified } from './tls-lab.ts';

const servers: Server[] = [];
const authorities = getCACertificates('default');
afterEach(() => setDefaultCACertificates(authorities));
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

async function listening(handler: RequestListener, certified?: Certified): Promise<number> {
  const server = certified ? createSafe({ ...certified }, handler) : createPlain(handler);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

/** What names stand for, one answer after the other; the last one stays. */
let names: Record<string, readonly (readonly string[])[]>;
let lookedUp: string[];
let reached: string[];
beforeEach(() => {
  [names, lookedUp, reached] = [{}, [], []];
});

class TestResolver extends HostResolver {
  override resolve(host: string): Promise<readonly string[]> {
    const answers = names[host];
    if (!answers) return super.resolve(host);
    const nth = lookedUp.filter((one) => one === host).length;
    lookedUp.push(host);
    return Promise.resolve(answers[Math.min(nth, answers.length - 1)] ?? []);
  }
}

const asking = (environment: Record<string, string> = { OUTSIDE_LOOPBACK: 'true' }) =>
  new OutsideFetch(readSettings(environment), new TestResolver());
const request = (address: string, parts: Partial<OutsideRequest> = {}): OutsideRequest => ({
  ...{ method: 'GET', address, headers: {}, timeoutMillis: 3_000, mostBytes: 10_000, redirects: 0 },
  ...parts,
});
const ask = (address: string, parts: Partial<OutsideRequest> = {}, environment?: Record<string, string>) =>
  asking(environment).send(request(address, parts));
const hello: RequestListener = (asked, response) => {
  reached.push(`${asked.headers.host} ${asked.url}`);
  response.end('hello');
};

describe('a host', () => {
  it.each([
    ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '100.127.255.255', '192.0.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['240.0.0.1', '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', 'fe80::1'],
    ...[
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      'fec0::1',
      '100::1',
      '4000::1',
    ],
    ...['::ffff:0:127.0.0.1', '64:ff9b:1::1', '5f00::1'],
  ])('that stands for %s is not asked', async (address) => {
    names = { 'partner.test': [[address]], 'both.test': [['93.184.216.34', address]] };
    const refused = { kind: 'OutsideFailure', reason: 'PRIVATE', words: 'the host is not in the public network' };
    expect(await ask('https://partner.test/', {}, {})).toEqual(refused);
    expect(await ask('https://both.test/', {}, {})).toEqual(refused);
    const literal = address.includes(':') ? `[${address}]` : address;
    expect(await ask(`https://${literal}/`, {}, {})).toEqual(refused);
    expect(asking({}).problemOf(`https://${literal}/`)).toBe('PRIVATE');
  });

  it.each(['https://2130706433/', 'https://0x7f.1/', 'https://017700000001/', 'https://127.1/', 'https://①②⑦.0.0.1/'])(
    'that is another way to write this machine, %s, is not asked',
    async (address) => {
      expect(await ask(address, {}, {})).toMatchObject({ reason: 'PRIVATE' });
    },
  );

  it('of the public network is asked, and by its name alone where names are listed', async () => {
    // Nobody is there (TEST-NET is refused before): what matters is that it was tried.
    names = {
      'partner.test': [['203.0.114.1']],
      'a.partner.test': [['203.0.114.1']],
      'xpartner.test': [['203.0.114.1']],
    };
    const reasonOf = async (host: string, listed?: string) => {
      const environment: Record<string, string> = listed ? { OUTSIDE_HOSTS: listed } : {};
      return ((await ask(`https://${host}/`, { timeoutMillis: 200 }, environment)) as { reason?: string }).reason;
    };
    const tried = expect.stringMatching(/^(?:TIMEOUT|NO_CONNECTION)$/);
    expect(await reasonOf('partner.test')).toEqual(tried);
    expect(await reasonOf('PARTNER.test.', 'other.test, partner.test')).toEqual(tried);
    expect(await reasonOf('a.partner.test', 'Partner.test')).toEqual(tried);
    expect(await reasonOf('partner.test', 'a.partner.test')).toBe('HOST');
    expect(await reasonOf('xpartner.test', 'partner.test')).toBe('HOST');
    expect(await reasonOf('203.0.114.1', 'partner.test')).toBe('HOST');
    expect(() => readSettings({ OUTSIDE_HOSTS: '*.partner.test' })).toThrow('OUTSIDE_HOSTS');
  });

  it('that nobody knows, or knows in time, is not found', async () => {
    names = { 'empty.test': [[]] };
    expect(await ask('https://empty.test/')).toMatchObject({ reason: 'NOT_FOUND' });
    expect(await ask('https://nobody.invalid/')).toMatchObject({ reason: 'NOT_FOUND' });
    const slow = new OutsideFetch(readSettings({}), { resolve: () => new Promise(() => undefined) });
    expect(await slow.send(request('https://slow.test/', { timeoutMillis: 100 }))).toMatchObject({ reason: 'TIMEOUT' });
  });

  it('is looked up once, and the connection goes to what was checked', async () => {
    const port = await listening(hello);
    names = { 'rebind.test': [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.2']] };
    const answer = await ask(`http://rebind.test:${port}/once`);
    expect([answer.kind, lookedUp]).toEqual(['OutsideAnswer', ['rebind.test']]);
    expect(reached).toEqual([`rebind.test:${port} /once`]);
    expect(await ask(`http://rebind.test:${port}/twice`)).toMatchObject({ reason: 'PRIVATE' });
    expect(reached).toHaveLength(1);
  });

  it('on this machine is asked where the setting says so, and only there without encryption', async () => {
    const port = await listening(hello);
    names = {
      'local.test': [['127.0.0.1']],
      'public.test': [['203.0.114.1']],
      'mixed.test': [['127.0.0.1', '203.0.114.1']],
    };
    expect(await ask(`http://local.test:${port}/`, {}, {})).toMatchObject({ reason: 'NOT_HTTPS' });
    expect(await ask(`https://local.test:${port}/`, {}, {})).toMatchObject({ reason: 'PRIVATE' });
    expect(await ask('http://public.test:8080/')).toMatchObject({ reason: 'NOT_HTTPS' });
    expect(await ask(`http://mixed.test:${port}/`)).toMatchObject({ reason: 'PRIVATE' });
    expect(reached).toEqual([]);
    expect(await ask(`http://localhost:${port}/`)).toMatchObject({ status: 200 });
    expect(() => readSettings({ NODE_ENV: 'production', OUTSIDE_LOOPBACK: 'true' })).toThrow('OUTSIDE_LOOPBACK');
  });
});

describe('a certificate', () => {
  it('is checked for the name that was asked, at the address that was checked', async () => {
    const certified = certify('partner.test');
    const port = await listening(hello, certified);
    names = { 'partner.test': [['127.0.0.1']], 'other.test': [['127.0.0.1']] };
    expect(await ask(`https://partner.test:${port}/`)).toMatchObject({
      words: expect.stringMatching(/^there was no connection \((?:DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY.*)\)$/),
    });
    setDefaultCACertificates([certified.cert]);
    expect(await ask(`https://partner.test:${port}/`)).toMatchObject({ status: 200, body: Buffer.from('hello') });
    expect(await ask(`https://other.test:${port}/`)).toMatchObject({
      words: 'there was no connection (ERR_TLS_CERT_ALTNAME_INVALID)',
    });
    expect(reached).toEqual([`partner.test:${port} /`]);
  });
});

describe('an answer', () => {
  it('is read no further than it may be, and not unpacked', async () => {
    const port = await listening((asked, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'x-asked': String(asked.headers['accept-encoding']) });
      const more = () => response.write('x'.repeat(100_000)) && setImmediate(more);
      response.on('drain', more);
      more();
    });
    const answer = await ask(`http://localhost:${port}/`);
    if (answer.kind === 'OutsideFailure') throw new Error(answer.words);
    expect([answer.isCut, answer.body.length, answer.headers['x-asked']]).toEqual([true, 10_000, 'identity']);
  });

  const PACKED: Readonly<Record<string, Buffer>> = {
    gzip: gzipSync('hello'),
    deflate: deflateSync('hello'),
    'deflate ': deflateRawSync('hello'),
    br: brotliCompressSync('hello'),
  };

  it.each(Object.keys(PACKED))('that is packed is unpacked where that is asked for (%s)', async (coding) => {
    const port = await listening((asked, response) => {
      reached.push(String(asked.headers['accept-encoding']));
      response.writeHead(200, { 'content-encoding': coding.trim().toUpperCase() }).end(PACKED[coding]);
    });
    const address = `http://localhost:${port}/`;
    const whole = { isCut: false, body: Buffer.from('hello') };
    expect(await ask(address, { unpack: true })).toMatchObject(whole);
    expect(await ask(address, { unpack: true, mostBytes: 4 })).toMatchObject({ isCut: true });
    expect(await ask(address)).toMatchObject({ body: PACKED[coding] });
    expect(reached).toEqual(['gzip, deflate, br', 'gzip, deflate, br', 'identity']);
  });

  it.each(['gzip', 'br'])('that swells is cut, and never whole in memory (%s)', async (coding) => {
    const zeros = Buffer.alloc(50_000_000);
    const bomb =
      coding === 'gzip'
        ? gzipSync(zeros)
        : brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    const port = await listening((_, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    const answer = await ask(`http://localhost:${port}/`, { unpack: true, mostBytes: 100_000 });
    expect(answer).toMatchObject({ isCut: true, body: Buffer.alloc(100_000) });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('that cannot be unpacked is none', async () => {
    const packed: Readonly<Record<string, readonly [string, Buffer]>> = {
      '/broken': ['gzip', Buffer.from('not packed at all')],
      '/short': ['gzip', gzipSync('hello').subarray(0, -6)],
      '/twice': ['gzip, gzip', gzipSync(gzipSync('hello'))],
      '/unknown': ['constructor', Buffer.from('hello')],
    };
    const port = await listening((asked, response) => {
      const [coding, body] = packed[asked.url ?? ''] ?? ['gzip', Buffer.alloc(0)];
      response.writeHead(asked.url === '/same' ? 304 : 200, { 'content-encoding': coding }).end(body);
    });
    for (const path of Object.keys(packed)) {
      expect([path, await ask(`http://localhost:${port}${path}`, { unpack: true })]).toEqual([
        path,
        { kind: 'OutsideFailure', reason: 'CODING', words: 'the answer could not be unpacked' },
      ]);
    }
    // Of nothing there is nothing to unpack.
    expect(await ask(`http://localhost:${port}/same`, { unpack: true })).toMatchObject({ status: 304 });
  });

  it('that does not end, or does not begin, is none', async () => {
    const port = await listening((asked, response) => {
      if (asked.url === '/begun') response.write('x');
    });
    for (const path of ['begun', 'silent']) {
      expect(await ask(`http://localhost:${port}/${path}`, { timeoutMillis: 200 })).toMatchObject({
        reason: 'TIMEOUT',
      });
    }
  });

  it('of a server that breaks off, or sends endless headers, is none', async () => {
    const port = await listening((asked, response) => {
      if (asked.url === '/headers') response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
      else response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
    });
    expect(await ask(`http://localhost:${port}/headers`)).toMatchObject({ reason: 'NO_CONNECTION' });
    expect(await ask(`http://localhost:${port}/broken`)).toMatchObject({ reason: 'NO_CONNECTION' });
  });

  it('is not waited for by who is stopped', async () => {
    const port = await listening(() => undefined);
    const stop = new AbortController();
    const asked = ask(`http://localhost:${port}/`, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('the program stops')), 50);
    await expect(asked).rejects.toThrow('the program stops');
  });
});

describe('an answer that sends on', () => {
  const sentOn = (steps: Record<string, string>) =>
    listening((asked, response) => {
      reached.push(asked.url ?? '');
      const location = steps[asked.url ?? ''];
      response.writeHead(location ? 302 : 200, location ? { location } : {}).end();
    });

  it('is followed as often as it may be, to what is checked like the first address', async () => {
    const port = await sentOn({
      '/1': '/2',
      '/2': '/3',
      '/3': '/4',
      '/secret': 'http://10.0.0.1/',
      '/user': 'http://u:p@localhost/',
    });
    const url = (path: string) => `http://localhost:${port}${path}`;
    expect(await ask(url('/1'))).toMatchObject({ status: 302 });
    expect(await ask(url('/1'), { redirects: 3 })).toMatchObject({ status: 200 });
    expect(await ask(url('/1'), { redirects: 2 })).toMatchObject({ reason: 'TOO_MANY_REDIRECTS' });
    expect(await ask(url('/secret'), { redirects: 3 })).toMatchObject({ reason: 'PRIVATE' });
    expect(await ask(url('/user'), { redirects: 3 })).toMatchObject({ reason: 'CREDENTIALS' });
    expect(reached).toEqual(['/1', '/1', '/2', '/3', '/4', '/1', '/2', '/3', '/secret', '/user']);
  });

  it('is followed with no message', async () => {
    const port = await sentOn({ '/1': '/2' });
    const posted = { method: 'POST', body: Buffer.from('{}'), redirects: 3 } as const;
    expect(await ask(`http://localhost:${port}/1`, posted)).toMatchObject({ status: 302 });
    expect(reached).toEqual(['/1']);
  });
});
