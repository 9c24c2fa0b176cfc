// Three wished dates: all checked before, nothing held, one picked by staff.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { dateWishes } from '../src/registration/record/registration.tables.ts';
import type { Asking } from './app.ts';
import { ClassLab, type Page, type SchoolMade } from './class-lab.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';
import { aKey, type Answered } from './registration-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;
interface Wish {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly viewerCan: readonly string[];
  readonly dates: readonly Parts[];
  readonly [field: string]: unknown;
}
type Told = Answered & { readonly wish?: Wish };

const WISH = `id version state grade letter pupils adults contactName contactEmail reason registrationId viewerCan
  needs { need count } school { slug } event { id } dates { rosterId rank fits wouldWait offeredSeats refusal session { start } }`;
const REFUSED = `... on Refusal { kind message } ... on AnswersWrong { faults { questionId } } ... on NoPlaces { free }`;
const WISH_DATES = `mutation ($input: WishDatesInput!) { result: wishDates(input: $input) {
  ... on DatesWished { wish { ${WISH} } } ${REFUSED} } }`;
const PICK = `mutation ($input: PickWishedDateInput!) { result: pickWishedDate(input: $input) {
  ... on DatePicked { wish { ${WISH} } receipt { id status seats } } ${REFUSED} ... on WishDecided { state }
  ... on ChangedMeanwhile { current { __typename id version ... on DateWish { grade dates { rank } } } } } }`;
const end = (name: string, type: string) => `mutation ($input: ${type}!) { result: ${name}(input: $input) {
  ... on DateWish { ${WISH} } ... on Refusal { kind message } ... on WishDecided { state } } }`;
const DECLINE = end('declineDateWish', 'DeclineDateWishInput');
const WITHDRAW = end('withdrawDateWish', 'WithdrawDateWishInput');
const WISHES = `query ($eventId: ID, $branchId: ID, $state: DateWishState, $first: Int, $after: String) { result: dateWishes(
  eventId: $eventId, branchId: $branchId, state: $state, first: $first, after: $after) {
  edges { node { ${WISH} } } pageInfo { hasNextPage endCursor } } }`;
const DAYS = ['2019-04-17', '2019-05-15'];

let lab: ClassLab;
let school: SchoolMade;
beforeAll(async () => {
  lab = await ClassLab.start();
  school = await lab.school();
});
afterAll(() => lab.app.stop());

const inputOf = (rosterIds: readonly string[], parts: Parts = {}): Parts => {
  const { rosterId: _, ...input } = lab.aClass('', school, parts);
  return { ...input, rosterIds };
};
const wish = (rosterIds: readonly string[], parts: Parts = {}, asking: Asking = NOBODY) =>
  lab.asked<Told>(WISH_DATES, { input: inputOf(rosterIds, parts) }, asking);
const wished = async (rosterIds: readonly string[], parts: Parts = {}, asking?: Asking): Promise<Wish> =>
  must(await wish(rosterIds, parts, asking)).wish!;
const pick = (wishId: string, rosterId: string, parts: Parts = {}, asking: Asking = LIBRARIAN) =>
  lab.asked<Told>(PICK, { input: { key: aKey(), wishId, rosterId, ...parts } }, asking);
const decline = (wishId: string, asking: Asking = LIBRARIAN) =>
  lab.asked<Wish & Answered>(DECLINE, { input: { key: aKey(), wishId, reason: 'Зали зайняті' } }, asking);
const wishes = (parts: Parts, asking: Asking = LIBRARIAN) => lab.asked<Page<Wish>>(WISHES, parts, asking);
const rowsOf = async (rosterIds: readonly string[]) =>
  (await Promise.all(rosterIds.map((id) => lab.registrationsOf(id)))).flat();

describe('a wish', () => {
  it('tells of each date what would come of it, and holds none', async () => {
    const { rosterIds, event } = await lab.series(DAYS, { policy: 'OFFER_SMALLER', pupilsPerAdult: null });
    const [full = '', half = '', free = ''] = rosterIds;
    await lab.classIn(full, await lab.school(), { pupils: 58 });
    await lab.classIn(half, await lab.school(), { pupils: 33 });
    const told = await wished([free, full, half], { needs: [{ need: 'WHEELCHAIR', count: 2 }] });
    expect(told).toMatchObject({
      ...{ state: 'NEW', version: 1, grade: 9, letter: 'А', pupils: 28, adults: 2, event: { id: event.id } },
      ...{
        needs: [{ need: 'WHEELCHAIR', count: 2 }],
        viewerCan: [],
        registrationId: null,
        school: { slug: school.slug },
      },
    });
    const nothing = { fits: false, wouldWait: false, offeredSeats: null, refusal: null };
    expect(told.dates).toEqual([
      { ...nothing, rosterId: free, rank: 1, fits: true, session: { start: '2019-05-15T10:00:00+03:00' } },
      { ...nothing, rosterId: full, rank: 2, wouldWait: true, session: { start: '2019-04-24T11:00:00+03:00' } },
      { ...nothing, rosterId: half, rank: 3, offeredSeats: 25, session: { start: '2019-04-17T10:00:00+03:00' } },
    ]);
    expect(await rowsOf(rosterIds)).toHaveLength(2);
    expect(await lab.roster(free)).toMatchObject({ held: 0, waiting: 0, nextArrival: 1 });
  });

  it('tells why a date cannot be had, and is refused where none can', async () => {
    const { rosterIds } = await lab.series(DAYS, { classesPerSchool: 1 });
    const [one = '', two = '', three = ''] = rosterIds;
    const opensOn = { opensOn: '2019-03-10', opensAtTime: '09:00' };
    const { eventId, sessionId } = await lab.roster(two);
    must(await lab.saveRoster({ eventId, sessionId, window: opensOn }));
    const told = await wished([two, three], {}, { as: null, language: 'en' });
    expect(told.dates[0]).toMatchObject({ fits: false, refusal: expect.stringContaining('2019-03-10 09:00') });
    expect(told.dates[1]).toMatchObject({ fits: true, refusal: null });
    await lab.classIn(one, school, { letter: 'Б' });
    expect(await wish([one, three], { letter: 'В' })).toMatchObject({ kind: 'SchoolHasEnough' });
    expect(await wish([three, one], { letter: 'Г', adults: 0 })).toMatchObject({ kind: 'TooFewAdults' });
    const { node } = (await wishes({ eventId })).edges[0]!;
    expect(node.dates.map(({ refusal }) => refusal !== null)).toEqual([true, true]);
  });

  it('counts the classes of the term of each date', async () => {
    const { rosterIds } = await lab.series(['2019-09-11'], { classesPerSchool: 1 });
    const own = await lab.school();
    await lab.classIn(rosterIds[0]!, own, { letter: 'Б' });
    const told = await wished(rosterIds, { schoolSlug: own.slug });
    expect(told.dates.map(({ fits }) => fits)).toEqual([false, true]);
  });

  it('answers a repeated request with the same wish, also twice at once, and keeps one of a class and address', async () => {
    const { rosterIds, event } = await lab.series(DAYS);
    const input = { key: aKey(), contactEmail: 'one@school.example' };
    const [first, second] = await Promise.all([wished(rosterIds, input), wished(rosterIds, input)]);
    expect(second).toEqual(first);
    expect(await wish(rosterIds, { ...input, pupils: 20 })).toMatchObject({ kind: 'KeyReused' });
    expect(await wish(rosterIds, { contactEmail: 'ONE@school.example' })).toMatchObject({ kind: 'AlreadyWished' });
    await wished(rosterIds, { contactEmail: 'one@school.example', letter: 'Б' });
    expect((await wishes({ eventId: event.id })).edges).toHaveLength(2);
  });

  it('is one of five at most from an address that nobody has confirmed', async () => {
    const { rosterIds } = await lab.series(DAYS, { capacity: 500 });
    const from = (letter: string, contactEmail: string, asking?: Asking) =>
      wish(rosterIds, { letter, contactEmail }, asking);
    for (const letter of 'АБВГД') must(await from(letter, 'many@school.example'));
    const sixth = await from('Е', 'many@school.example', { as: null, language: 'en' });
    expect(sixth).toMatchObject({ kind: 'AlreadyWished', message: expect.stringContaining('Several wishes') });
    for (const letter of 'АБВГДЕ') must(await from(letter, 'head@people.test', { as: 'head' }));
  });

  it('keeps no words: an answer that no form of its dates takes is refused', async () => {
    const lunch = { id: 'lunch', type: 'YES_NO', labelUk: 'Обідатимете?', forWhom: 'EVERYBODY' };
    const { rosterIds } = await lab.series(DAYS, { questions: [lunch] });
    const answers = [{ questionId: 'names', values: ['Іван Петренко, Петро Коваль'] }];
    expect(await wish(rosterIds, { answers })).toMatchObject({
      kind: 'AnswersWrong',
      faults: [{ questionId: 'names' }],
    });
    // Also where one of the forms would take it.
    const other = { ...lunch, id: 'dinner' };
    const { eventId, sessionId } = await lab.roster(rosterIds[2]!);
    must(await lab.saveRoster({ eventId, sessionId, questions: [lunch, other] }));
    const dinner = { answers: [{ questionId: 'dinner', values: ['YES'] }] };
    expect(await wish(rosterIds, dinner)).toMatchObject({ kind: 'AnswersWrong', faults: [{ questionId: 'dinner' }] });
    const { id } = await wished(rosterIds, { answers: [{ questionId: 'lunch', values: ['NO'] }] });
    const picked = must(await pick(id, rosterIds[1]!)).receipt!;
    expect((await lab.registration(picked.id)).answers).toEqual({ lunch: false });
  });

  it('is of two or three different rosters of one event', async () => {
    const { rosterIds } = await lab.series(DAYS);
    const other = (await lab.aRoster()).rosterId;
    const [one = '', two = ''] = rosterIds;
    const code = (ids: readonly string[], parts: Parts = {}) =>
      lab.codeOf(WISH_DATES, { input: inputOf(ids, parts) }, null);
    for (const ids of [[one], [...rosterIds, other], [one, one], [one, one.toUpperCase()], [one, other]]) {
      expect(await code(ids)).toBe('BAD_USER_INPUT');
    }
    expect(await code([one, '01940000-0000-7000-8000-000000000000'])).toBe('NOT_FOUND');
    expect(await code([one, 'x'])).toBe('NOT_FOUND');
    expect(await code([one, two], { contactName: 'Олена; Іван' })).toBe('BAD_USER_INPUT');
  });
});

describe('staff', () => {
  it('pick a date: the class is registered there as if it came now, and waits for its address', async () => {
    const { rosterIds } = await lab.series(DAYS, { confirmsEmail: true });
    const { id, version } = await wished(rosterIds);
    const input = { key: aKey(), version };
    const picked = must(await pick(id, rosterIds[2]!, input));
    expect(picked.receipt).toMatchObject({ status: 'UNCONFIRMED', seats: 30 });
    expect(picked.wish).toMatchObject({
      state: 'PICKED',
      version: 2,
      registrationId: picked.receipt!.id,
      viewerCan: [],
    });
    expect(picked.wish!.dates.map(({ fits, wouldWait }) => fits ?? wouldWait)).toEqual([null, null, null]);
    expect(await pick(id, rosterIds[2]!, input)).toEqual(picked);
    expect(await pick(id, rosterIds[1]!)).toMatchObject({ kind: 'WishDecided', state: 'PICKED' });
    const [row, ...others] = await rowsOf(rosterIds);
    expect(others).toHaveLength(0);
    expect(row).toMatchObject({ origin: 'SELF', rosterId: rosterIds[2], emailConfirmedAt: null, letter: 'А' });
    expect(must(await lab.act('confirm', row!.id)).receipt?.status).toBe('CONFIRMED');
    const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
    expect(lines.map(({ action }) => action).toSorted()).toEqual(['CREATE', 'PICK']);
    expect(JSON.stringify(lines)).not.toMatch(/school\.example|Мельник/);
  });

  it('pick for a teacher whose address is known', async () => {
    const { rosterIds } = await lab.series(DAYS, { confirmsEmail: true });
    const { id } = await wished(rosterIds, { contactEmail: 'teacher@people.test' }, { as: 'teacher' });
    expect(must(await pick(id, rosterIds[0]!, {}, APPROVER)).receipt).toMatchObject({ status: 'CONFIRMED' });
  });

  it('pick one of two at once', async () => {
    const { rosterIds } = await lab.series(DAYS);
    const { id } = await wished(rosterIds);
    const both = await Promise.all([pick(id, rosterIds[0]!), pick(id, rosterIds[1]!)]);
    expect(both.map(({ kind }) => kind ?? 'in').toSorted()).toEqual(['WishDecided', 'in']);
    expect(await rowsOf(rosterIds)).toHaveLength(1);
  });

  it('hear why a date cannot be picked, and the wish waits on', async () => {
    const { rosterIds } = await lab.series(DAYS, { hasWaitlist: false });
    const [full = '', other = ''] = rosterIds;
    const { id } = await wished(rosterIds);
    await lab.classIn(full, await lab.school(), { pupils: 40, adults: 3 });
    const input = { key: aKey() };
    const refused = await pick(id, full, input);
    expect(refused).toMatchObject({ kind: 'NoPlaces', free: 17 });
    expect(await pick(id, full, input)).toEqual(refused);
    expect(await pick(id, other, input)).toMatchObject({ kind: 'KeyReused' });
    expect(await pick(id, other, { version: 7 })).toMatchObject({
      kind: 'ChangedMeanwhile',
      current: { __typename: 'DateWish', id, version: 1, grade: 9, dates: [{ rank: 1 }, { rank: 2 }, { rank: 3 }] },
    });
    must(await pick(id, other, { version: 1 }));
  });

  it('decline with a reason, once', async () => {
    const { rosterIds } = await lab.series(DAYS);
    const { id } = await wished(rosterIds);
    expect(must(await decline(id))).toMatchObject({ state: 'DECLINED', reason: 'Зали зайняті' });
    expect(await decline(id)).toMatchObject({ kind: 'WishDecided', state: 'DECLINED' });
    expect(await pick(id, rosterIds[0]!)).toMatchObject({ kind: 'WishDecided' });
  });

  it('of other branches, teachers and strangers decide nothing', async () => {
    const { rosterIds } = await lab.series(DAYS);
    const other = (await lab.aRoster()).rosterId;
    const { id } = await wished(rosterIds, {}, { as: 'teacher' });
    const input = { key: aKey(), wishId: id, rosterId: rosterIds[0] };
    await lab.database.transaction((tx) => lab.grant(tx, 'door', 'LIBRARIAN', lab.branches.next));
    for (const as of ['door', 'teacher', 'head', 'stranger'] as const) {
      expect(await lab.codeOf(PICK, { input }, as)).toBe('FORBIDDEN');
      expect(await lab.codeOf(DECLINE, { input: { key: aKey(), wishId: id, reason: 'Ні' } }, as)).toBe('FORBIDDEN');
    }
    expect(await lab.codeOf(PICK, { input: { ...input, rosterId: other } }, 'librarian')).toBe('NOT_FOUND');
    expect(await lab.codeOf(PICK, { input: { ...input, wishId: other } }, 'librarian')).toBe('NOT_FOUND');
  });

  it('see the wishes of their branches, the oldest first, with what would come of them by now', async () => {
    const { rosterIds, event } = await lab.series(DAYS);
    const letters = ['А', 'Б', 'В'];
    for (const letter of letters) await wished(rosterIds, { letter, pupils: 40, adults: 3 });
    const all = await wishes({ eventId: event.id });
    expect(all.edges.map(({ node }) => node.letter)).toEqual(letters);
    expect(all.edges.flatMap(({ node }) => node.dates.map(({ fits }) => fits))).toEqual(Array(9).fill(true));
    expect(all.edges[0]!.node).toMatchObject({ viewerCan: ['PICK', 'DECLINE'], contactName: 'Ірина Мельник' });
    must(await pick(all.edges[0]!.node.id, rosterIds[0]!));
    const open = await wishes({ eventId: event.id, state: 'NEW', first: 1 });
    expect(open.edges[0]!.node.dates.map(({ fits, wouldWait }) => [fits, wouldWait])).toEqual([
      [false, true],
      [true, false],
      [true, false],
    ]);
    const next = await wishes({ eventId: event.id, state: 'NEW', first: 1, after: open.pageInfo.endCursor });
    expect(next.edges.map(({ node }) => node.letter)).toEqual(['В']);
    expect((await wishes({ eventId: event.id, branchId: lab.branches.next })).edges).toHaveLength(0);
    expect((await wishes({ eventId: event.id, branchId: lab.branches.central })).edges).toHaveLength(3);
    expect((await wishes({ eventId: 'x' })).edges).toHaveLength(0);
    expect((await wishes({ eventId: event.id }, { as: 'stranger' })).edges).toHaveLength(0);
    const one = await lab.statements(() => wishes({ eventId: event.id, state: 'NEW', first: 1 }));
    expect(await lab.statements(() => wishes({ eventId: event.id, state: 'NEW' }))).toBe(one);
  });
});

describe('a teacher who is signed in', () => {
  it('sees their own and takes them back, and nobody else does', async () => {
    const { rosterIds, event } = await lab.series(DAYS);
    const { id } = await wished(rosterIds, {}, { as: 'teacher' });
    await wished(rosterIds, { letter: 'Б' });
    const { edges } = await wishes({ eventId: event.id }, { as: 'teacher' });
    expect(edges.map(({ node }) => [node.id, node.viewerCan])).toEqual([[id, ['WITHDRAW']]]);
    const input = { key: aKey(), wishId: id };
    expect(await lab.codeOf(WITHDRAW, { input }, 'head')).toBe('FORBIDDEN');
    expect(await lab.codeOf(WITHDRAW, { input }, 'librarian')).toBe('FORBIDDEN');
    const back = must(await lab.asked<Wish & Answered>(WITHDRAW, { input }, { as: 'teacher' }));
    expect(back).toMatchObject({ state: 'WITHDRAWN', viewerCan: [] });
    expect(await lab.asked(WITHDRAW, { input }, { as: 'teacher' })).toEqual(back);
    expect(await pick(id, rosterIds[0]!)).toMatchObject({ kind: 'WishDecided', state: 'WITHDRAWN' });
    // The class may be wished for again.
    const [row] = await lab.database.reader
      .select()
      .from(dateWishes)
      .where(eq(dateWishes.id, id as never));
    await wished(rosterIds, { contactEmail: row!.draft['contactEmail'] });
  });
});
