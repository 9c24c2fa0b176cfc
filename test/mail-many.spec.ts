// Mails that are written many at once, as when an act concerns hundreds of people.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { newId } from '../src/platform/ids/id.ts';
import type { ComposedMail } from '../src/platform/mail/mail.kinds.ts';
import { pageOfMails } from '../src/platform/mail/mail.store.ts';
import { createLabDatabase, type JobsLab, type LabDatabase } from './jobs-lab.ts';
import { until } from './program.ts';
import { SmtpSink } from './smtp-sink.ts';

jest.setTimeout(60_000);

const MAIL: ComposedMail = { to: 'olena@school.test', subject: 'Запрошення', text: 'Приходьте!' };

let base: LabDatabase;
let lab: JobsLab;
const sink = new SmtpSink();
const texts = new Map<string, ComposedMail>();

beforeAll(async () => {
  await sink.start();
  base = await createLabDatabase();
  lab = await base.start({ SMTP_URL: sink.url }, (one) =>
    one.mails.register('invitation', (_tx, aboutId) => Promise.resolve(texts.get(aboutId) ?? null)),
  );
  lab.jobs.start();
});
afterAll(async () => {
  await base.drop();
  await sink.stop();
});

const states = async () =>
  (await pageOfMails(lab.database.reader, { limit: 100, after: null }, null)).map(({ state }) => state);

it('mails that are written at once go once each, with headers of their own, or none of them', async () => {
  const mails = Array.from({ length: 30 }, (_, n) => {
    const [id, aboutId] = [newId<'OutgoingMail'>(), newId<'Thing'>()];
    const headers = { 'List-Unsubscribe': `<http://zakhid.test/r/${n}>` };
    texts.set(aboutId, { ...MAIL, to: `reader${n}@school.test`, headers });
    return { id, kind: 'invitation', aboutId };
  });
  await lab.database.transaction((tx) => lab.mails.enqueueAll(tx, mails));
  await lab.database.transaction((tx) => lab.mails.enqueueAll(tx, []));
  const failed = lab.database.transaction(async (tx) => {
    await lab.mails.enqueueAll(tx, [{ id: newId(), kind: 'invitation', aboutId: newId() }]);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  const stranger = [{ id: newId<'OutgoingMail'>(), kind: 'nobody', aboutId: newId() }];
  await expect(lab.database.transaction((tx) => lab.mails.enqueueAll(tx, stranger))).rejects.toThrow('nobody');
  await until(async () => (await states()).filter((state) => state === 'SENT').length === 30, 30);
  expect(await states()).toHaveLength(30);
  await sleep(300);
  expect(sink.received.map(({ to }) => to[0]).sort()).toEqual(mails.map((_, n) => `reader${n}@school.test`).sort());
  for (const { to, mail } of sink.received) {
    const n = /\d+/.exec(to[0]!)![0];
    expect(mail.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line).toContain(`/r/${n}>`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  }
});
