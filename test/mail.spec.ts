import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { ComposedMail } from '../src/platform/mail/mail.kinds.ts';
import { MailPace } from '../src/platform/mail/mail.pace.ts';
import { type MailState, pageOfMails } from '../src/platform/mail/mail.store.ts';
import type { OutgoingMailRow } from '../src/platform/mail/mail.tables.ts';
import { createLabDatabase, type JobsLab, type LabDatabase } from './jobs-lab.ts';
import { until } from './program.ts';
import { SmtpSink } from './smtp-sink.ts';

jest.setTimeout(60_000);

type MailId = Id<'OutgoingMail'>;

const MAIL: ComposedMail = { to: 'olena@school.test', subject: 'Запрошення', text: 'Приходьте!' };

let base: LabDatabase;
let lab: JobsLab;
const sink = new SmtpSink();
/** What each thing's mail is, by the id of the thing; read by every process. */
const texts = new Map<string, () => ComposedMail | null>();

const withKind = (one: JobsLab) =>
  one.mails.register('invitation', (_tx, aboutId) => Promise.resolve((texts.get(aboutId) ?? (() => MAIL))()));

async function start(environment: Record<string, string> = {}): Promise<JobsLab> {
  const started = await base.start({ SMTP_URL: sink.url, ...environment }, withKind);
  started.jobs.start();
  return started;
}

function send(text: ComposedMail | null | (() => ComposedMail | null) = MAIL, from = lab): Promise<MailId> {
  const aboutId = newId<'Thing'>();
  texts.set(aboutId, typeof text === 'function' ? text : () => text);
  return from.database.transaction((tx) => from.mails.enqueue(tx, 'invitation', aboutId));
}

async function rowOf(id: MailId): Promise<OutgoingMailRow> {
  const rows = await pageOfMails(lab.database.reader, { limit: 100, after: null }, null);
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error('there is no such mail');
  return row;
}

async function isNow(id: MailId, state: MailState): Promise<OutgoingMailRow> {
  await until(async () => (await rowOf(id)).state === state, 15);
  return rowOf(id);
}

beforeAll(async () => {
  await sink.start();
  base = await createLabDatabase();
  lab = await start();
});
afterAll(async () => {
  await base.drop();
  await sink.stop();
});
beforeEach(() => {
  sink.answer = () => null;
  sink.received.length = 0;
});

describe('a mail', () => {
  it('goes once when its transaction commits, and never otherwise', async () => {
    const failed = lab.database.transaction(async (tx) => {
      await lab.mails.enqueue(tx, 'invitation', newId());
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    const id = await send();
    const row = await isNow(id, 'SENT');
    await sleep(1_200);
    expect(sink.received).toHaveLength(1);
    expect(row).toMatchObject({ attempts: 1, lastError: null, kind: 'invitation', endedAt: expect.any(Date) });
  });

  it('arrives whole: Ukrainian words, a file, an invitation', async () => {
    const file = Uint8Array.from({ length: 3_000 }, (_, at) => at % 256);
    const event = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'END:VCALENDAR', ''].join('\r\n');
    const id = await send({
      to: 'olena@school.test',
      subject: 'Запрошення на «Ніч у бібліотеці», 4-Б — 12 учнів, і дуже довга тема, що не вміщається в рядок',
      text: 'Приходьте!\n\n.крапка на початку рядка\n',
      html: '<p>Приходьте!</p>',
      attachments: [{ fileName: 'Квиток №1.pdf', contentType: 'application/pdf', content: file }],
      icalEvent: { method: 'REQUEST', fileName: 'invite.ics', content: event },
    });
    await isNow(id, 'SENT');
    const [{ mail, from, to, raw }] = sink.received as [(typeof sink.received)[0]];
    expect([from, to]).toEqual(['no-reply@zakhid.test', ['olena@school.test']]);
    expect(mail.subject).toBe(
      'Запрошення на «Ніч у бібліотеці», 4-Б — 12 учнів, і дуже довга тема, що не вміщається в рядок',
    );
    expect(mail.text?.trim()).toBe('Приходьте!\n\n.крапка на початку рядка');
    expect(mail.html).toContain('<p>Приходьте!</p>');
    expect(mail.from?.text).toBe('"Zakhid" <no-reply@zakhid.test>');
    expect(mail.messageId).toBe(`<${id}@zakhid.test>`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    const pdf = mail.attachments.find(({ filename }) => filename === 'Квиток №1.pdf');
    expect(pdf?.contentType).toBe('application/pdf');
    expect(pdf?.content.equals(file)).toBe(true);
    expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST/im);
    expect(mail.attachments.map(({ filename }) => filename)).toContain('invite.ics');
  });

  it('of two processes is sent by one', async () => {
    const other = await start();
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => send(MAIL, n % 2 ? lab : other)));
    await Promise.all(ids.map((id) => isNow(id, 'SENT')));
    await sleep(300);
    const sent = sink.received.map(({ mail }) => mail.messageId).sort();
    expect(sent).toEqual(ids.map((id) => `<${id}@zakhid.test>`).sort());
    await other.stop();
  });

  it('goes on once also when its job is repeated', async () => {
    refuse(451, 'try again later');
    const id = await send();
    await until(async () => (await rowOf(id)).attempts >= 2);
    // As after a process that died between the two: its job comes back, beside the one that follows it.
    await base.sql`insert into pgboss.job (name, data, policy, retry_limit, expire_seconds)
      select 'mail', data, 'standard', 1, 60 from pgboss.job where data->>'mailId' = ${id} and (data->>'tried')::int = 0`;
    const { attempts } = await rowOf(id);
    await until(async () => (await rowOf(id)).attempts >= attempts + 2);
    refuse(null);
    await isNow(id, 'SENT');
    const jobs = await base.sql`select data->'tried' as tried from pgboss.job where data->>'mailId' = ${id} order by 1`;
    expect(jobs.map(({ tried }) => Number(tried))).toEqual([
      0,
      ...Array.from({ length: jobs.length - 1 }, (_, n) => n),
    ]);
    expect(sink.received).toHaveLength(1);
  });

  it('is dropped when there is nobody to send it to any more', async () => {
    const row = await isNow(await send(null), 'DROPPED');
    expect(row).toMatchObject({ attempts: 0, endedAt: expect.any(Date) });
    expect(sink.received).toEqual([]);
  });

  it('whose text cannot be made is tried again', async () => {
    let tried = 0;
    const id = await send(() => {
      tried += 1;
      if (tried === 1) throw new Error('a bug');
      return MAIL;
    });
    expect(await isNow(id, 'SENT')).toMatchObject({ attempts: 2, lastError: null });
    expect(lab.log()).toContain('the text of a mail could not be made');
  });
});

describe('the mail server', () => {
  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    ['is away', () => sink.stop(), () => sink.start()],
    ['has trouble', async () => refuse(451, 'try again later'), async () => refuse(null)],
    ['closes', async () => refuse(421, 'closing'), async () => refuse(null)],
  ])('%s, and the mail goes when it is back', async (_, fail, recover) => {
    await fail();
    const id = await send();
    await until(async () => (await rowOf(id)).attempts >= 2);
    expect(await rowOf(id)).toMatchObject({ state: 'QUEUED', endedAt: null, lastError: expect.any(String) });
    await recover();
    const { attempts, lastError } = await isNow(id, 'SENT');
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(lastError).toBeNull();
    expect(sink.received).toHaveLength(1);
  });

  it('refuses the recipient, and the mail fails at once, for everybody to see and to try again', async () => {
    refuse(550, '5.1.1 <olena@school.test>: olena is unknown here');
    const id = await send();
    const failed = await isNow(id, 'FAILED');
    expect(failed).toMatchObject({ attempts: 1, endedAt: expect.any(Date) });
    expect(failed.lastError).toContain('5.1.1 <…@…>: … is unknown here');
    const page = await pageOfMails(lab.database.reader, { limit: 5, after: null }, 'FAILED');
    expect(page.map((row) => row.id)).toContain(id);
    expect(await pageOfMails(lab.database.reader, { limit: 5, after: [failed.id] }, 'FAILED')).not.toContainEqual(
      failed,
    );
    const line = lab
      .log()
      .split('\n')
      .find((one) => one.includes(id) && one.includes('failed for good'));
    expect(JSON.parse(line ?? '{}')).toEqual({
      level: 'warn',
      time: expect.any(String),
      mailId: id,
      kind: 'invitation',
      msg: 'a mail failed for good',
    });

    refuse(null);
    const retry = () => lab.database.transaction((tx) => lab.mails.retry(tx, id));
    expect(await retry()).toBe(true);
    expect(await isNow(id, 'SENT')).toMatchObject({ attempts: 2, lastError: null });
    expect(await retry()).toBe(false);
    await sleep(1_200);
    expect(sink.received).toHaveLength(1);
  });

  it('says nothing at all, and holds nothing: neither a transaction nor the end of the program', async () => {
    let asked = 0;
    const silent = createServer(() => (asked += 1)).listen(0, '127.0.0.1');
    const own = await createLabDatabase();
    try {
      const { port } = silent.address() as AddressInfo;
      const waiting = await own.start({ SMTP_URL: `smtp://127.0.0.1:${port}` }, withKind);
      waiting.jobs.start();
      await send(MAIL, waiting);
      await until(() => asked > 0);
      const held = await own.sql`select pid from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'`;
      expect(held).toEqual([]);
      const stopping = performance.now();
      await waiting.stop();
      expect(performance.now() - stopping).toBeLessThan(6_000);
      expect(await own.sql`select state, attempts from outgoing_mail`).toEqual([{ state: 'QUEUED', attempts: 0 }]);
      expect(await own.sql`select state::text as state from pgboss.job`).toEqual([{ state: 'retry' }]);
    } finally {
      await own.drop();
      silent.close();
    }
  });

  it('does not come back in time, and the mail fails', async () => {
    const pace = lab.nest.get(MailPace);
    const { giveUpSeconds } = pace;
    pace.giveUpSeconds = 0.5;
    refuse(451, 'try again later');
    const id = await send();
    pace.giveUpSeconds = giveUpSeconds;
    expect((await isNow(id, 'FAILED')).attempts).toBeGreaterThan(1);
  });
});

/** What the server answers to recipients from now on; null takes them. */
function refuse(code: number | null, text = ''): void {
  sink.answer = () => (code === null ? null : { code, text });
}

describe('an address', () => {
  it.each([
    'ok@school.test\r\nBcc: evil@x.test',
    'ok@school.test\nevil@x.test',
    'ok@school.test, evil@x.test',
    'ok@school.test;evil@x.test',
    'Olena <ok@school.test>',
    '"evil@x.test "@school.test',
    'ok@school.test>',
    'ok @school.test',
    'ok@school.test\0',
    'group:ok@school.test;',
    '@school.test',
    'ok@',
    '',
  ])('that is not one plain address gets no mail: %j', async (to) => {
    const row = await isNow(await send({ ...MAIL, to }), 'FAILED');
    expect(row).toMatchObject({ attempts: 1, lastError: 'the recipient is not one plain address' });
    expect(sink.received).toEqual([]);
  });

  it('cannot be changed by a subject or a file’s name', async () => {
    const evil = 'x\r\nBcc: evil@x.test\r\n\r\ninjected';
    const attachments = [{ fileName: evil, contentType: 'text/plain', content: 'x' }];
    await isNow(await send({ ...MAIL, subject: evil, attachments }), 'SENT');
    const [{ to, mail }] = sink.received as [(typeof sink.received)[0]];
    expect(to).toEqual(['olena@school.test']);
    expect(mail.bcc).toBeUndefined();
    expect(mail.text?.trim()).toBe('Приходьте!');
  });
});

describe('what is personal', () => {
  it('lies in no queue and no log, whatever happens to the mail', async () => {
    const mail = {
      to: 'privatna.osoba@school.test',
      subject: 'Таємна тема',
      text: 'Таємний текст https://zakhid.test/s/hunter2',
    };
    refuse(451, '<privatna.osoba@school.test> greylisted');
    const id = await send(mail);
    await until(async () => (await rowOf(id)).attempts >= 2);
    refuse(550, '<privatna.osoba@school.test> unknown');
    await isNow(id, 'FAILED');
    refuse(null);
    await isNow(await send(mail), 'SENT');
    await isNow(await send({ ...mail, to: `${mail.to}\r\nx` }), 'FAILED');
    const rows = [
      ...(await base.sql`select * from pgboss.job`),
      ...(await base.sql`select * from outgoing_mail`),
      ...(await base.sql`select recipient, subject from kept_mail`),
    ];
    expect(rows.length).toBeGreaterThan(5);
    for (const text of [JSON.stringify(rows), lab.log()]) expect(text).not.toMatch(/privatna|Таєм|hunter2/);
  });
});
