// Weekly letters to those who follow a branch or an audience, and the own words of a branch.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { ClockSweep } from '../src/notifications/clock.sweep.ts';
import { deleteFollowsOf } from '../src/notifications/follow.store.ts';
import { NoticeLinks } from '../src/notifications/notice.links.ts';
import { follows, noticeMutes } from '../src/notifications/notice.tables.ts';
import { answeredKeys } from '../src/registration/record/registration.tables.ts';
import { linksIn, NotificationLab } from './notification-lab.ts';
import { aKey } from './registration-lab.ts';

jest.setTimeout(90_000);

type Parts = Record<string, unknown>;

const REFUSAL = '... on Refusal { kind message } ... on LinkRefused { reason }';
const FOLLOW = `mutation ($input: FollowByEmailInput!) { result: followByEmail(input: $input) {
  ... on FollowAsked { kind } ... on TooManyAttempts { kind retryAfter } ... on KeyReused { kind } } }`;
const CONFIRM = `mutation ($input: NoticeLinkInput!) { result: confirmFollow(input: $input) { ... on FollowConfirmed { of } ${REFUSAL} } }`;
const END = `mutation ($input: NoticeLinkInput!) { result: unsubscribe(input: $input) { ... on Unsubscribed { messageKind } ${REFUSAL} } }`;
const SAVE = `mutation ($input: SaveMessageWordsInput!) { result: saveMessageWords(input: $input) {
  ... on MessageWords { kind language intro closing } ... on UnknownPlaceholders { kindOf: kind message names }
  ... on KeyReused { refused: kind } } }`;
const PREVIEW = `query ($input: MessagePreviewInput!) { result: messagePreview(input: $input) { subject text html } }`;
const WORDS = `query ($id: ID!) { result: messageWords(branchId: $id) { kind language intro closing } }`;

let lab: NotificationLab;
const APPROVER = { as: 'approver' } as const;

beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

const follow = (parts: Parts) => lab.asked<Parts>(FOLLOW, { input: { key: aKey(), ...parts } }, { as: null });
const by = (query: string, link: string, key = aKey()) => lab.asked<Parts>(query, { input: { link, key } });
const look = async (at: string) => {
  lab.app.clock.set(at);
  const sweep = lab.app.nest.get(ClockSweep);
  await Promise.all([sweep.sweep(), sweep.sweep()]);
};

describe('whoever follows a branch', () => {
  it('is told of it with all that is held of them, and is not written to any more once they are forgotten', async () => {
    const email = 'held@example.org';
    await follow({ email, branchSlug: 'central' });
    await by(CONFIRM, linksIn(await lab.one(email))[0]!);
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const { id } = await lab.registered(rosterId, { email });
    const EXPORT = 'query ($link: String!) { result: exportMyData(link: $link) }';
    const held = async () => lab.asked<Parts>(EXPORT, { link: await lab.link(id) }, { as: null });
    // Not before the address was shown to be theirs: anybody can register with one.
    expect(await held()).toMatchObject({ follows: [], unsubscribedFrom: [] });
    await lab.act('confirm', id);
    const toMute = await lab.database.transaction((tx) => lab.app.nest.get(NoticeLinks).toMute(tx, email, 'REMINDER'));
    await by(END, toMute.split('/').at(-1)!);
    expect(await held()).toMatchObject({
      follows: [{ branchId: lab.branches.central, language: 'uk' }],
      unsubscribedFrom: [{ kind: 'REMINDER' }],
    });
    const ERASE = `mutation ($input: EraseMyDataInput!) { result: eraseMyData(input: $input) { __typename } }`;
    await by(ERASE, await lab.link(id));
    expect(await lab.database.reader.select().from(follows)).toEqual([]);
    expect(await lab.database.reader.select().from(noticeMutes)).toEqual([]);
  });

  it('confirms it, gets what is new on Mondays, nothing when nothing is new, and ends it by the link', async () => {
    const branchSlug = 'central';
    expect(await follow({ email: 'Reader@Example.org', branchSlug })).toEqual({ kind: 'FollowAsked' });
    const asked = await lab.one('reader@example.org');
    expect(asked.mail.subject).toMatch(/^Підтвердьте підписку: /);
    const [confirm] = linksIn(asked);
    await lab.anEvent({}, { startDate: '2019-03-13' });
    await lab.fresh();
    await look('2019-03-04T06:00:00Z');
    expect(lab.sink.received).toEqual([]);
    lab.app.clock.set('2019-03-02T08:00:00Z');
    const key = aKey();
    for (let n = 0; n < 2; n += 1) expect(await by(CONFIRM, confirm!, key)).toMatchObject({ of: expect.any(String) });
    await look('2019-03-04T05:59:59Z');
    expect(lab.sink.received).toEqual([]);
    await look('2019-03-04T06:00:00Z');
    await look('2019-03-04T09:00:00Z');
    const first = await lab.one('reader@example.org');
    expect(first.mail.subject).toMatch(/^Події тижня: /);
    expect(first.mail.text).toContain('середа, 13 березня 2019, 11:00–11:45');
    expect(first.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    await lab.fresh();
    await look('2019-03-11T06:00:00Z');
    expect(await lab.to('reader@example.org')).toEqual([]);
    const cancelled = await lab.anEvent({ titleUk: 'Скасоване' }, { startDate: '2019-03-20' });
    await lab.take('CANCEL', cancelled.session.id);
    await lab.anEvent({ titleUk: 'Нове' }, { startDate: '2019-03-20' });
    await lab.fresh();
    await look('2019-03-18T07:00:00Z');
    const next = await lab.one('reader@example.org');
    expect(next.mail.text).toContain('• Нове\n');
    expect(next.mail.text).not.toMatch(/Скасоване|13 березня/);
    const [end] = linksIn(next);
    const ended = aKey();
    for (let n = 0; n < 2; n += 1) expect(await by(END, end!, ended)).toEqual({ messageKind: 'WEEKLY_DIGEST' });
    expect(await by(END, end!)).toMatchObject({ reason: 'UNKNOWN' });
    await lab.anEvent({ titleUk: 'Ще одне' }, { startDate: '2019-03-27' });
    await lab.fresh();
    await look('2019-03-25T07:00:00Z');
    expect(lab.sink.received).toEqual([]);
  });

  it('hears the same whether the address is known or not, and is not written to over and over', async () => {
    const [audienceSlug, email] = ['residents', 'known@example.org'];
    await follow({ email, audienceSlug });
    const [link] = linksIn(await lab.one(email));
    await by(CONFIRM, link!);
    await lab.fresh();
    expect(await follow({ email, audienceSlug })).toEqual({ kind: 'FollowAsked' });
    expect(await lab.to(email)).toEqual([]);
    const asked = [];
    for (let n = 0; n < 7; n += 1) asked.push((await follow({ email: 'bomb@example.org', audienceSlug }))['kind']);
    expect(asked.slice(-2)).toEqual(['TooManyAttempts', 'TooManyAttempts']);
    await lab.one('bomb@example.org');
  });

  it('is asked once by a request that is sent again, whichever answer was lost', async () => {
    const input = { key: aKey(), email: 'again@example.org', branchSlug: 'central' };
    const asked = await Promise.all(Array.from({ length: 3 }, () => follow(input)));
    for (let n = 0; n < 7; n += 1) asked.push(await follow(input));
    expect(asked).toEqual(asked.map(() => ({ kind: 'FollowAsked' })));
    await by(CONFIRM, linksIn(await lab.one('again@example.org'))[0]!);
    await lab.database.transaction((tx) => deleteFollowsOf(tx, 'again@example.org'));
    await lab.fresh();
    lab.app.clock.set('2019-03-01T10:00:00Z');
    expect(await follow(input)).toEqual({ kind: 'FollowAsked' });
    expect(await lab.to('again@example.org')).toEqual([]);
    expect(await follow({ ...input, email: 'another@example.org' })).toEqual({ kind: 'KeyReused' });
    expect(await lab.to('another@example.org')).toEqual([]);
    const kept = await lab.database.reader.select().from(answeredKeys).where(eq(answeredKeys.key, input.key));
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('again');
  });

  it('is forgotten after three days without an answer, and then the link opens nothing', async () => {
    await follow({ email: 'silent@example.org', branchSlug: 'central' });
    const [link] = linksIn(await lab.one('silent@example.org'));
    await look('2019-03-04T08:00:01Z');
    expect(await by(CONFIRM, link!)).toMatchObject({ kind: 'LinkRefused' });
    const kept = await lab.database.reader.select().from(follows);
    expect(kept.map(({ email }) => email)).not.toContain('silent@example.org');
  });

  it.each([
    ['email must be one plain address', { email: 'a@b.ua\r\nBcc: c@d.ua', branchSlug: 'central' }],
    ['name either an audience or a branch', { email: 'a@b.ua', branchSlug: 'central', audienceSlug: 'residents' }],
    ['the branch was not found', { email: 'a@b.ua', branchSlug: 'nowhere' }],
  ])('is told that %s', async (message, input) => {
    const { errors } = await lab.ask(FOLLOW, { input: { key: aKey(), ...input } }, { as: null });
    expect(errors?.[0]?.message).toBe(message);
  });
});

describe('the words of a branch', () => {
  const words = { kind: 'CONFIRMED', language: 'uk' };
  const save = (parts: Parts, asking = APPROVER as object) =>
    lab.asked<Parts>(SAVE, { input: { key: aKey(), branchId: lab.branches.central, ...words, ...parts } }, asking);

  it('stand around what its messages say, with names filled in', async () => {
    const [intro, closing] = ['Пані та панове {name}!\nЧекаємо на «{title}».', 'Ваші {{бібліотекарі}}'];
    expect(await save({ intro, closing })).toEqual({ ...words, intro, closing });
    const { rosterId } = await lab.aRoster();
    await lab.registered(rosterId, { email: 'own@example.org', name: '<b>Олена</b> {title}' });
    const told = await lab.one('own@example.org');
    expect(told.mail.text).toContain('Пані та панове <b>Олена</b> {title}!\nЧекаємо на «Клуб читачів».');
    expect(told.mail.text).toContain('Ваші {бібліотекарі}');
    expect(told.mail.html).not.toContain('<b>');
    await lab.registered(rosterId, { email: 'en@example.org' }, { language: 'en' });
    expect((await lab.one('en@example.org')).mail.text).not.toContain('бібліотекарі');
    expect(await lab.asked<Parts[]>(WORDS, { id: lab.branches.central }, APPROVER)).toEqual([
      { ...words, intro, closing },
    ]);
  });

  it('stay as somebody changed them when an answer was lost and the request is sent again', async () => {
    const input = { key: aKey(), kind: 'WAITLISTED', intro: 'Перше' };
    const first = await save(input);
    const mended = { ...input, intro: 'Виправлене', key: aKey() };
    await save(mended, { as: 'admin' });
    expect(await save(input)).toEqual(first);
    expect(await lab.asked<Parts[]>(WORDS, { id: lab.branches.central }, APPROVER)).toContainEqual(
      expect.objectContaining({ kind: 'WAITLISTED', intro: 'Виправлене' }),
    );
    expect(await save({ ...input, intro: 'Інше' })).toEqual({ refused: 'KeyReused' });
    expect(await save(input, { as: 'admin' })).toEqual({ refused: 'KeyReused' });
    const wrong = { ...input, key: aKey(), intro: '{пані Оксана}' };
    const refused = await save(wrong);
    expect(await save(wrong)).toEqual(refused);
    expect(refused).toMatchObject({ names: ['пані Оксана'] });
    expect(await save({ ...wrong, intro: 'Перше' })).toEqual({ refused: 'KeyReused' });
    const kept = await lab.database.reader.select().from(answeredKeys);
    expect(JSON.stringify(kept.map(({ answer }) => answer))).not.toContain('Оксана');
  });

  it('are refused with what cannot be filled in', async () => {
    const refused = await save({ intro: '{title} {email} {constructor}', closing: '{ім’я}' });
    expect(refused).toMatchObject({ kindOf: 'UnknownPlaceholders', names: ['email', 'constructor', 'ім’я'] });
  });

  it('can be tried before they are saved, with nothing in them that a browser would run', async () => {
    const input = { branchId: lab.branches.central, kind: 'OFFER', language: 'uk', intro: '<script>alert(1)</script>' };
    const shown = await lab.asked<{ subject: string; text: string; html: string }>(PREVIEW, { input }, APPROVER);
    expect(shown.subject).toContain('Пропонуємо вам 30 місць');
    expect(shown.text).toContain('<script>alert(1)</script>');
    expect(shown.html).toContain('&lt;script&gt;');
    expect(shown.html).not.toContain('<script');
  });

  it('are an approver’s of the branch to save', async () => {
    const { errors } = await lab.ask(
      SAVE,
      { input: { key: aKey(), branchId: lab.branches.next, ...words, intro: 'Ні' } },
      APPROVER,
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
