// What staff write to some of a roster: to whom it goes, once, and what of it is written down.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { isOfWish, newsOf, type RegistrationNews } from '../src/registration/record/news.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { staffMessageRecipients, staffMessages } from '../src/registration/staff/staff-message.tables.ts';
import type { Asking } from './app.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { aKey } from './registration-lab.ts';
import { StaffLab } from './registration-staff-lab.ts';

type Parts = Record<string, unknown>;
interface Sent {
  readonly id: string;
  readonly kind?: string;
  readonly recipients: number;
}

const WRITE = `mutation ($input: MessageInput!) { result: messageRegistered(input: $input) {
  ... on StaffMessage { id statuses kinds subject text recipients createdAt } ... on Refusal { kind message } } }`;
const REACH = `query ($rosterId: ID!, $statuses: [RegistrationStatus!]!, $kinds: [RegistrationKind!]) {
  result: messageReach(rosterId: $rosterId, statuses: $statuses, kinds: $kinds) { recipients withoutAddress } }`;
const READ = `query ($id: ID!, $first: Int) { result: roster(id: $id) { messages(first: $first) {
  edges { node { id subject recipients } } pageInfo { hasNextPage } } } }`;

let lab: StaffLab;
let news: RegistrationNews[] = [];
beforeAll(async () => {
  lab = await StaffLab.start();
  lab.database.beforeCommit((tx) => {
    news.push(...newsOf(tx).filter((one) => !isOfWish(one)));
    return Promise.resolve();
  });
});
afterAll(() => lab.app.stop());
beforeEach(() => {
  news = [];
});

const words = (rosterId: string, parts: Parts = {}): Parts => ({
  ...{ rosterId, key: aKey(), statuses: ['CONFIRMED'], subject: 'Що взяти', text: 'Візьміть зошити.\nВхід із двору.' },
  ...parts,
});
const write = (rosterId: string, parts: Parts = {}, asking: Asking = LIBRARIAN) =>
  lab.asked<Sent>(WRITE, { input: words(rosterId, parts) }, asking);
async function recipients(messageId: string): Promise<string[]> {
  const { registrationId, messageId: of } = staffMessageRecipients;
  const rows = await lab.database.reader.select({ id: registrationId }).from(staffMessageRecipients).where(eq(of, messageId as Id<'StaffMessage'>)); // prettier-ignore
  return rows.map(({ id }) => id).sort();
}

/** Two confirmed, of which one has no address; one who waits; one who cancelled. */
async function aRoster() {
  const { rosterId } = await lab.aRoster({ capacity: 2 });
  const gone = await lab.registered(rosterId);
  await lab.act('cancel', gone.id);
  const confirmed = await lab.registered(rosterId);
  const called = await lab.phoned(rosterId);
  const waiting = await lab.registered(rosterId);
  news = [];
  return { rosterId, confirmed, called, waiting };
}

describe('a message to some of a roster', () => {
  it('goes to those who stand so now and have an address, and is kept with them', async () => {
    const { rosterId, confirmed, waiting } = await aRoster();
    const sent = await write(rosterId, { statuses: ['CONFIRMED', 'WAITLISTED'] });
    expect(sent).toMatchObject({ recipients: 2, subject: 'Що взяти', text: 'Візьміть зошити.\nВхід із двору.' });
    expect(await recipients(sent.id)).toEqual([confirmed.id, waiting.id].sort());
    const told = [confirmed.id, waiting.id].map((registrationId) => ({ kind: 'STAFF_MESSAGE', registrationId, messageId: sent.id })); // prettier-ignore
    expect(news.toSorted((a, b) => (a.registrationId < b.registrationId ? -1 : 1))).toEqual(told);
    await lab.registered(rosterId);
    expect(await recipients(sent.id)).toHaveLength(2);
  });

  it('is seen before it is sent', async () => {
    const { rosterId } = await aRoster();
    const reach = (statuses: readonly string[], kinds?: readonly string[]) =>
      lab.asked(REACH, { rosterId, statuses, kinds });
    expect(await reach(['CONFIRMED'])).toEqual({ recipients: 1, withoutAddress: 1 });
    expect(await reach(['WAITLISTED', 'CONFIRMED'])).toEqual({ recipients: 2, withoutAddress: 1 });
    expect(await reach(['CONFIRMED'], ['GROUP', 'NOMINEE'])).toEqual({ recipients: 0, withoutAddress: 0 });
    expect(news).toEqual([]);
  });

  it('reaches an address once, whose two classes are registered', async () => {
    const { rosterId } = await lab.aRoster();
    const schoolClass = { schoolSlug: await lab.aSchool(), grade: 5, pupils: 10, adults: 1 };
    const first = await lab.phoned(rosterId, { name: 'Ганна', email: 'ganna@school.test', schoolClass: { ...schoolClass, letter: 'А' } }); // prettier-ignore
    await lab.phoned(rosterId, { name: 'Ганна', email: 'Ganna@School.test', schoolClass: { ...schoolClass, letter: 'Б' } }); // prettier-ignore
    const sent = await write(rosterId, { kinds: ['GROUP'] });
    expect([sent.recipients, await recipients(sent.id)]).toEqual([1, [first.id]]);
  });

  it('is sent once for a key, also when it comes twice at once', async () => {
    const { rosterId } = await aRoster();
    const input = words(rosterId);
    const answers = await Promise.all([write(rosterId, input), write(rosterId, input), write(rosterId, input)]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect([news.length, await lab.database.reader.$count(staffMessages, eq(staffMessages.rosterId, rosterId as Id<'Roster'>))]).toEqual([1, 1]); // prettier-ignore
    expect((await write(rosterId, { ...input, text: 'Інше' })).kind).toBe('KeyReused');
  });

  it('to nobody is refused, and nothing of it is kept', async () => {
    const { rosterId } = await aRoster();
    expect((await write(rosterId, { statuses: ['ATTENDED'] })).kind).toBe('NobodyToWriteTo');
    expect(await lab.database.reader.$count(staffMessages, eq(staffMessages.rosterId, rosterId as Id<'Roster'>))).toBe(0); // prettier-ignore
  });

  it('is audited by its id and number, without a word of it', async () => {
    const { rosterId } = await aRoster();
    const sent = await write(rosterId);
    const deeds = (await lab.audit(rosterId)).filter(({ action }) => action === 'MESSAGE');
    const after = { id: sent.id, statuses: ['CONFIRMED'], kinds: ['INDIVIDUAL', 'GROUP', 'NOMINEE'], recipients: 1 };
    expect(deeds.map(({ changes }) => changes)).toEqual([[{ field: 'message', before: null, after }]]);
  });

  it.each<[string, Parts]>([
    ['a line end in the subject', { subject: 'Що\r\nBcc: all@example.org' }],
    ['a bare CR in the subject', { subject: 'Що\rвзяти' }],
    ['a blank subject', { subject: ' \u200b ' }],
    ['a long subject', { subject: 'ш'.repeat(151) }],
    ['a blank text', { text: '\n \n' }],
    ['a long text', { text: 'ш'.repeat(4_001) }],
    ['nobody in particular', { statuses: [] }],
    ['who cancelled', { statuses: ['CANCELLED'] }],
    ['addresses that nobody has shown to be theirs', { statuses: ['UNCONFIRMED'] }],
    ['a short key', { key: 'short' }],
  ])('is no message with %s', async (_, parts) => {
    const { rosterId } = await lab.aRoster();
    expect(await lab.codeOf(WRITE, { input: words(rosterId, parts) }, 'librarian')).toBe('BAD_USER_INPUT');
  });
});

describe('what was written', () => {
  it('is read by staff of the branch, the newest first', async () => {
    const { rosterId } = await aRoster();
    await write(rosterId, { subject: 'Перше' });
    await write(rosterId, { subject: 'Друге' });
    const read = (asking: Asking) => lab.asked<{ messages: unknown }>(READ, { id: rosterId, first: 1 }, asking);
    const edges = [{ node: { id: expect.any(String), subject: 'Друге', recipients: 1 } }];
    expect((await read(LIBRARIAN)).messages).toEqual({ edges, pageInfo: { hasNextPage: true } });
    for (const as of ['teacher', 'coordinator', null] as const) expect((await read({ as })).messages).toBeNull();
  });

  it('is written by staff of the branch alone', async () => {
    const { rosterId } = await aRoster();
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next));
    for (const as of ['trainer', 'teacher', 'stranger'] as const) {
      expect([as, await lab.codeOf(WRITE, { input: words(rosterId) }, as)]).toEqual([as, 'FORBIDDEN']);
      expect(await lab.codeOf(REACH, { rosterId, statuses: ['CONFIRMED'] }, as)).toBe('FORBIDDEN');
    }
    expect(await lab.codeOf(WRITE, { input: words(newId()) }, 'librarian')).toBe('NOT_FOUND');
    expect(news).toEqual([]);
  });
});
