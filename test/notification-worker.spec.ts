// The mail server is away, a worker is killed in the middle of a thousand messages, and one address is none.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { MailPace } from '../src/platform/mail/mail.pace.ts';
import { NotificationLab } from './notification-lab.ts';
import { Program, until } from './program.ts';
import type { ReceiptTold } from './registration-lab.ts';

jest.setTimeout(480_000);

const PEOPLE = 1_000;
const NOBODY = 'reader-7@example.org';
const FAILED = `query ($id: ID!) { result: failedMessages(branchId: $id) { edges { node { id kind state attempts error endedAt registrationId } } } }`;
const TOLD = `query ($id: ID!) { result: registrationMessages(registrationId: $id) { edges { node { kind state error } } } }`;
const RETRY = `mutation ($input: RetryMessageInput!) { result: retryMessage(input: $input) {
  ... on RegistrationMessage { id state } } }`;

interface Node {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
  readonly [field: string]: unknown;
}
interface Page {
  readonly edges: readonly { readonly node: Node }[];
}

let lab: NotificationLab;
const running: Program[] = [];

beforeAll(async () => {
  lab = await NotificationLab.open({}, false);
  // The programs live by a clock of today, the lab by one of 2019.
  lab.app.nest.get(MailPace).giveUpSeconds = 1e9;
});
afterAll(async () => {
  for (const program of running) await program.kill('SIGKILL');
  await lab.close();
});

async function aWorker(): Promise<Program> {
  const program = new Program({
    ...{ NODE_ENV: 'test', DATABASE_URL: lab.app.postgres.url, PORT: '0', LOG_LEVEL: 'warn', DEMO: 'false' },
    ...{ SMTP_URL: lab.sink.url, BASE_URL: 'http://zakhid.test' },
  });
  running.push(program);
  await program.running();
  return program;
}

const nodes = async (query: string, id: string) =>
  (await lab.asked<Page>(query, { id }, { as: 'librarian' })).edges.map(({ node }) => node);
const inState = async (state: string) => (await lab.mails()).filter((mail) => mail.state === state).length;

it('nothing is lost, nothing is told twice, and the failure is shown', async () => {
  await lab.sink.stop();
  // Beyond all clocks: nobody is told of a place in what is over.
  const { rosterId } = await lab.aRoster({ capacity: PEOPLE }, {}, { startDate: '2096-04-24' });
  const told: ReceiptTold[] = [];
  while (told.length < PEOPLE) {
    const next = Array.from({ length: 50 }, (_, n) => `reader-${told.length + n}@example.org`);
    told.push(...(await Promise.all(next.map((email) => lab.registered(rosterId, { email })))));
  }
  expect(await inState('QUEUED')).toBe(PEOPLE);
  const first = await aWorker();
  await until(async () => (await lab.mails()).some(({ attempts }) => attempts > 0), 30);
  expect(await inState('QUEUED')).toBe(PEOPLE);

  lab.sink.answer = (recipient) => (recipient === NOBODY ? { code: 550, text: `${recipient}: no such user` } : null);
  await lab.sink.start();
  await until(() => lab.sink.received.length >= PEOPLE / 4, 120);
  await first.kill('SIGKILL');
  expect(lab.sink.received.length).toBeLessThan(PEOPLE * 0.9);
  await aWorker();
  await until(async () => (await inState('QUEUED')) === 0, 300);

  const received = Map.groupBy(lab.sink.received, ({ to }) => to[0]);
  const expected = Array.from({ length: PEOPLE }, (_, n) => `reader-${n}@example.org`).filter((one) => one !== NOBODY);
  expect([...received.keys()].sort()).toEqual(expected.sort());
  // A worker that dies between the server's yes and its own note cannot know: at most what it had in hand comes again,
  // under the same Message-ID, by which a mailbox knows it.
  const twice = [...received.values()].filter((mails) => mails.length > 1);
  expect(twice.length).toBeLessThanOrEqual(2);
  for (const mails of twice) expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(1);
  expect(await lab.noticesTold()).toHaveLength(PEOPLE);
  expect([await inState('SENT'), await inState('FAILED')]).toEqual([PEOPLE - 1, 1]);

  const [failed, ...others] = await nodes(FAILED, lab.branches.central);
  expect(others).toEqual([]);
  expect(failed).toMatchObject({ kind: 'CONFIRMED', state: 'FAILED', registrationId: told[7]!.id });
  expect(failed!.error).toContain('550');
  expect(failed!.error).not.toContain('reader-7');
  expect(await nodes(TOLD, told[7]!.id)).toEqual([{ kind: 'CONFIRMED', state: 'FAILED', error: failed!.error }]);

  lab.sink.answer = () => null;
  const again = { id: failed!.id, key: 'retry-0001' };
  for (let n = 0; n < 2; n += 1) {
    expect(await lab.asked<Node>(RETRY, { input: again }, { as: 'librarian' })).toMatchObject({ id: failed!.id });
  }
  await until(async () => (await inState('SENT')) === PEOPLE, 60);
  expect(lab.sink.received.filter(({ to }) => to[0] === NOBODY)).toHaveLength(1);
  expect(await nodes(FAILED, lab.branches.central)).toEqual([]);
});
