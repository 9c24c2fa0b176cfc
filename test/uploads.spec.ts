import { request as plainRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { newId } from '../src/platform/ids/id.ts';
import { UploadService } from '../src/platform/uploads/upload.service.ts';
import { uploads } from '../src/platform/uploads/upload.tables.ts';
import type { SignIn } from './app.ts';
import { personId } from './people.ts';
import { headersOf, type Lab, startLab } from './platform-lab.ts';

const LIMIT = 20_000;
const PER_PERSON = 5;
const MINUTES = 30;

let lab: Lab;
let service: UploadService;
beforeAll(async () => {
  lab = await startLab({
    environment: {
      UPLOAD_LIMIT_BYTES: `${LIMIT}`,
      UPLOADS_PER_PERSON: `${PER_PERSON}`,
      UPLOAD_LIFETIME_MINUTES: `${MINUTES}`,
    },
  });
  service = lab.app.nest.get(UploadService);
});
afterAll(() => lab.stop());
beforeEach(async () => {
  lab.app.clock.set('2026-03-29T10:00:00Z');
  await lab.app.database.reader.delete(uploads);
});

const COORDINATOR = personId('coordinator');
const LIBRARIAN = personId('librarian');
const kept = () => lab.app.database.reader.select().from(uploads).orderBy(uploads.createdAt, uploads.id);
const open = (id: string, owner = COORDINATOR) => service.open(lab.app.database.reader, owner, id);

interface Kept {
  id: string;
  fileName: string;
  size: number;
  expiresAt: string;
}
const bodyOf = async (response: Response) =>
  (await response.json()) as Kept & { error?: { code: string; message: string } };

const BOUNDARY = 'zakhid-boundary';
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;
const part = (disposition: string | Buffer, content: string | Buffer = 'text', more = '') =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; `),
    Buffer.from(disposition),
    Buffer.from(`\r\n${more}\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
const form = (...parts: Buffer[]) => Uint8Array.from(Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]));

const send = (body: string | Uint8Array<ArrayBuffer>, type = MULTIPART, as: SignIn = 'coordinator', more = {}) =>
  lab.app.fetch('/uploads', { method: 'POST', headers: { ...headersOf({ as }), 'content-type': type, ...more }, body });

describe('an upload', () => {
  it('is not for nobody', async () => {
    const response = await lab.app.sendUpload('text', 'plan.txt', null);
    expect([response.status, (await bodyOf(response)).error?.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(await kept()).toEqual([]);
  });

  it.each(['coordinator', 'librarian'] as const)('is kept for a %s, whole, and for a while', async (as) => {
    const bytes = Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256));
    const response = await lab.app.sendUpload(bytes, 'план.txt', as);
    const body = await bodyOf(response);
    expect([response.status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        fileName: 'план.txt',
        size: 512,
        expiresAt: '2026-03-29T10:30:00.000Z',
      },
    ]);
    const upload = await open(body.id, as === 'coordinator' ? COORDINATOR : LIBRARIAN);
    expect(Buffer.from(upload.bytes).equals(bytes)).toBe(true);
  });

  it('may be as large as the limit, and not a byte larger', async () => {
    expect((await lab.app.sendUpload('a'.repeat(LIMIT), 'plan.txt', 'coordinator')).status).toBe(201);
    const response = await lab.app.sendUpload('a'.repeat(LIMIT + 1), 'plan.txt', 'coordinator');
    expect([response.status, (await bodyOf(response)).error?.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await kept()).toHaveLength(1);
  });

  it('is measured also when nobody says how long it is', async () => {
    expect(await sendInPieces(form(part('name="file"; filename="plan.txt"', 'a'.repeat(5_000_000))))).toBe(413);
    expect(await kept()).toEqual([]);
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    [
      'two files',
      () => send(form(part('name="a"; filename="a.txt"'), part('name="b"; filename="b.txt"'))),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'three files',
      () => send(form(...['a', 'b', 'c'].map((name) => part(`name="${name}"; filename="${name}.txt"`)))),
      400,
      'BAD_USER_INPUT',
    ],
    ['no file', () => send(form(part('name="file"'))), 400, 'BAD_USER_INPUT'],
    ['an empty form', () => send(form()), 400, 'BAD_USER_INPUT'],
    ['no form', () => send(''), 400, 'BAD_USER_INPUT'],
    [
      'many fields',
      () => send(form(...Array.from({ length: 9 }, (_, at) => part(`name="f${at}"`)))),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'a field named __proto__',
      () => send(form(part('name="__proto__"'), part('name="f"; filename="a"'))),
      400,
      'BAD_USER_INPUT',
    ],
    ['JSON', () => send('{}', 'application/json'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a zipped form',
      () =>
        send(Uint8Array.from(gzipSync(form(part('name="f"; filename="a"')))), MULTIPART, 'coordinator', {
          'content-encoding': 'gzip',
        }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['bare bytes', () => send('text', 'application/octet-stream'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form without a boundary',
      () => send(form(part('name="f"; filename="a"')), 'multipart/form-data'),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a form of another boundary',
      () => send(form(part('name="f"; filename="a"')), 'multipart/form-data; boundary=other'),
      400,
      'BAD_USER_INPUT',
    ],
    ['a form without its end', () => send(Uint8Array.from(part('name="f"; filename="a"'))), 400, 'BAD_USER_INPUT'],
    ['a form cut in its file', () => send(form(part('name="f"; filename="a"')).slice(0, 90)), 400, 'BAD_USER_INPUT'],
    ['a form cut after its file', () => send(form(part('name="f"; filename="a"')).slice(0, -8)), 400, 'BAD_USER_INPUT'],
  ])('is refused: %s', async (_, ask, status, code) => {
    const logged = lab.lines.length;
    const response = await ask();
    expect([response.status, (await bodyOf(response)).error?.code]).toEqual([status, code]);
    expect(await kept()).toEqual([]);
    expect(lab.lines.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('that is broken off leaves nothing and no error', async () => {
    const logged = lab.lines.length;
    await breakOff(form(part('name="file"; filename="plan.txt"', 'a'.repeat(10_000))).slice(0, 9_000));
    await lab.app.fetch('/health/live');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await kept()).toEqual([]);
    expect(lab.lines.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
  });
});

/** Without content-length, as a client that does not know or does not tell. */
function sendInPieces(body: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { ...headersOf({ as: 'coordinator' }), 'content-type': MULTIPART };
    const asking = plainRequest(`${lab.app.url}/uploads`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.on('error', reject);
    for (let at = 0; at < body.length; at += 50_000) asking.write(body.subarray(at, at + 50_000));
    asking.end();
  });
}

function breakOff(start: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const headers = { ...headersOf({ as: 'coordinator' }), 'content-type': MULTIPART, 'content-length': 20_000 };
    const asking = plainRequest(`${lab.app.url}/uploads`, { method: 'POST', headers });
    asking.on('error', () => resolve());
    asking.write(start, () => setTimeout(() => asking.destroy(new Error('gone')), 50));
  });
}

describe('a file name', () => {
  const quoted = (name: string | Buffer) =>
    Buffer.concat([Buffer.from('name="file"; filename="'), Buffer.from(name), Buffer.from('"')]);

  it.each<[string, Buffer | string, string | RegExp]>([
    ['in Ukrainian, as browsers send it', quoted('План заходів – 2026.docx'), 'План заходів – 2026.docx'],
    ['in Ukrainian, by RFC 5987', `name="file"; filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD.docx`, 'План.docx'],
    [
      'in both forms, of which RFC 7578 forbids the second',
      `name="file"; filename="Plan.docx"; filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD.docx`,
      'Plan.docx',
    ],
    [
      'in Ukrainian, mangled by a client that took it for Latin-1',
      quoted(Buffer.from('План.docx', 'utf8').toString('latin1')),
      'План.docx',
    ],
    ['in French, which is no mangled Ukrainian', quoted('Évènements à venir.docx'), 'Évènements à venir.docx'],
    ['with folders', quoted('../../etc/passwd'), 'passwd'],
    ['with folders of Windows', quoted('C:\\Users\\Оля\\план.txt'), 'план.txt'],
    ['with folders, escaped', `name="file"; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd`, 'passwd'],
    ['that is a folder', quoted('..'), 'document'],
    ['that is nothing', quoted('   '), 'document'],
    ['with control characters', quoted('a\u0000b\u0007c\u001b[31m.txt'), 'abc[31m.txt'],
    ['with marks of direction', quoted('plan\u202Etxt.exe\u200F\u2066'), 'plantxt.exe'],
    ['with a separator of lines', quoted('a\u2028b\u2029c.txt'), 'abc.txt'],
    ['of 10 kB', quoted(`${'я'.repeat(5_000)}.docx`), /^я{195}\.docx$/],
    ['of many pictures', quoted(`${'😀'.repeat(300)}.txt`), /^(😀){196}\.txt$/u],
  ])('%s is kept readable', async (_, disposition, expected) => {
    const response = await send(form(part(disposition)));
    expect(response.status).toBe(201);
    const { fileName, id } = await bodyOf(response);
    if (typeof expected === 'string') expect(fileName).toBe(expected);
    else expect(fileName).toMatch(expected);
    expect((await open(id)).fileName).toBe(fileName);
  });
});

describe('who may use an upload', () => {
  const fault = { code: 'NOT_FOUND', message: 'the upload was not found' };

  it('is its owner alone: of another, used, unknown, expired – each is not there in the same words', async () => {
    const id = await lab.app.upload('text');
    await expect(open(id)).resolves.toMatchObject({ id, size: 4 });
    await expect(open(id, LIBRARIAN)).rejects.toMatchObject(fault);
    await expect(open(newId())).rejects.toMatchObject(fault);
    await expect(open("' or 1=1 --")).rejects.toMatchObject(fault);
    lab.app.clock.set(`2026-03-29T10:${MINUTES}:00Z`);
    await expect(open(id)).rejects.toMatchObject(fault);
    lab.app.clock.set('2026-03-29T10:29:59.999Z');
    const upload = await open(id);
    await lab.app.database.transaction((tx) => service.use(tx, upload));
    await expect(open(id)).rejects.toMatchObject(fault);
  });

  it('through the schema as well', async () => {
    const id = await lab.app.upload('text', 'plan.txt', 'librarian');
    const preview = (uploadId: string) =>
      lab.app.gql(
        'mutation ($input: PlanDocumentInput!) { previewPlanImport(input: $input) { __typename } }',
        { input: { uploadId } },
        { as: 'coordinator' },
      );
    const [others, nobodys] = [await preview(id), await preview(newId())];
    expect(others.errors).toEqual(nobodys.errors);
    expect(others.errors?.[0]).toMatchObject({ message: fault.message, extensions: { code: 'NOT_FOUND' } });
  });
});

describe('how many are kept', () => {
  it('is limited for each person, also when 40 come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => lab.app.sendUpload('text', 'plan.txt', 'coordinator')),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(PER_PERSON);
    expect(statuses.filter((status) => status === 400)).toHaveLength(40 - PER_PERSON);
    expect(await kept()).toHaveLength(PER_PERSON);
    expect((await lab.app.sendUpload('text', 'plan.txt', 'librarian')).status).toBe(201);
  });

  it('does not count expired ones, and the sweep removes those alone', async () => {
    const old = await lab.app.upload('old');
    lab.app.clock.set('2026-03-29T10:20:00Z');
    const young = await lab.app.upload('young');
    const others = await lab.app.upload('others', 'plan.txt', 'librarian');
    expect(await service.sweep()).toBe(0);
    lab.app.clock.set('2026-03-29T10:30:00Z');
    for (let more = 1; more < PER_PERSON; more += 1) await lab.app.upload('more');
    expect((await lab.app.sendUpload('one more', 'plan.txt', 'coordinator')).status).toBe(400);
    expect(await service.sweep()).toBe(1);
    const ids = (await kept()).map(({ id }) => id as string);
    expect(ids).not.toContain(old);
    expect(ids).toEqual(expect.arrayContaining([young, others]));
    expect(await lab.app.database.reader.$count(uploads, eq(uploads.ownerId, LIBRARIAN))).toBe(1);
  });
});
