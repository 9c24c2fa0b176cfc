// Staff move a registration to another date, whole or not at all, and put right what is written of one.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isOfWish, newsOf } from '../src/registration/record/news.ts';
import { aKey } from './registration-lab.ts';
import { BY_STAFF, StaffLab } from './registration-staff-lab.ts';

let lab: StaffLab;
let news: string[] = [];
beforeAll(async () => {
  lab = await StaffLab.start();
  lab.database.beforeCommit((tx) => {
    const told = newsOf(tx).filter((one) => !isOfWish(one));
    news.push(...told.map(({ kind, registrationId }) => `${kind} ${registrationId}`));
    return Promise.resolve();
  });
});
afterAll(() => lab.app.stop());
beforeEach(() => {
  news = [];
});

/** Two dates, each with a roster. */
async function twoDates(one: Record<string, unknown> = {}, other: Record<string, unknown> = {}) {
  return [(await lab.aRoster(one)).rosterId, (await lab.aRoster(other)).rosterId] as const;
}
const states = async (rosterId: string) => (await lab.registrationsOf(rosterId)).map(({ status }) => status);
const aboutRows = async (id: string) => (await lab.audit(id)).map(({ action }) => action);

describe('a registration that is moved', () => {
  it('has its place there, and leaves the one here to the next', async () => {
    const [from, to] = await twoDates({ capacity: 2 }, { capacity: 5 });
    const who = { name: 'Ольга', email: 'Olha@Example.org', seats: 2, needs: [{ need: 'GUIDE_DOG', count: 1 }] };
    const one = await lab.registered(from, who);
    const next = await lab.registered(from);
    news = [];
    const input = { toRosterId: to, reason: 'Просили інший день', key: aKey() };
    const moved = await lab.on('move', one.id, input);
    const { id } = moved.receipt!;
    expect(moved.receipt).toMatchObject({ status: 'CONFIRMED', seats: 2, position: null });
    expect(news.toSorted()).toEqual([`MOVED ${id}`, `OFFER ${next.id}`]);
    expect(await lab.readOne(one.id)).toMatchObject({ status: 'CANCELLED', endedBy: 'MOVED', reason: input.reason });
    const { name, needs } = who;
    const there = { name, needs, email: 'olha@example.org', movedFrom: one.id, reason: input.reason, origin: 'SELF' };
    expect(await lab.readOne(id)).toMatchObject({ ...there, arrival: 1, roster: { id: to } });
    expect([(await lab.roster(from)).held, (await lab.roster(to)).held]).toEqual([1, 2]);
    expect([await aboutRows(one.id), await aboutRows(id)]).toEqual([['REGISTER', 'MOVE'], ['MOVE']]);
    expect(await lab.on('move', one.id, input)).toEqual(moved);
    expect(await lab.count(to, 'CONFIRMED')).toBe(1);
    expect((await lab.on('move', one.id, { ...input, reason: 'Інше' })).kind).toBe('KeyReused');
  });

  it.each([
    ['where too few are free', { capacity: 3 }, 'NoPlaces'],
    ['where others wait for what is free', { capacity: 5, largestParty: 9 }, 'NoPlaces'],
  ])('stays with all that it has, %s', async (of, other, kind) => {
    const [from, to] = await twoDates({ capacity: 2 }, other);
    await lab.registered(to, { seats: 2 });
    if (of.includes('others')) await lab.registered(to, { seats: 4 });
    const one = await lab.registered(from, { seats: 2 });
    const next = await lab.registered(from);
    const before = [await lab.registrationsOf(from), await lab.registrationsOf(to), await lab.roster(from)];
    news = [];
    const key = aKey();
    expect((await lab.on('move', one.id, { toRosterId: to, key })).kind).toBe(kind);
    expect([await lab.registrationsOf(from), await lab.registrationsOf(to), await lab.roster(from)]).toEqual(before);
    expect([news, await aboutRows(one.id), (await lab.registration(next.id)).status]).toEqual([[], ['REGISTER'], 'WAITLISTED']); // prettier-ignore
    // Asked once more it is what it was, though there is room by now.
    await Promise.all((await lab.registrationsOf(to)).map(({ id }) => lab.act('cancel', id)));
    expect((await lab.on('move', one.id, { toRosterId: to, key })).kind).toBe(kind);
    expect((await lab.on('move', one.id, { toRosterId: to, key: aKey() })).receipt?.status).toBe('CONFIRMED');
  });

  it('is not there twice', async () => {
    const [from, to] = await twoDates();
    const email = `${aKey()}@example.org`;
    const one = await lab.registered(from, { email });
    await lab.registered(to, { email: email.toUpperCase() });
    expect((await lab.on('move', one.id, { toRosterId: to })).kind).toBe('AlreadyRegistered');
    expect(await states(from)).toEqual(['CONFIRMED']);
  });

  it('waits there as the last, or is offered what is free', async () => {
    const [from, full] = await twoDates({ capacity: 1 }, { capacity: 1 });
    const { rosterId: free } = await lab.aRoster();
    await lab.registered(from);
    await lab.registered(full);
    await lab.registered(full);
    const [one, two] = [await lab.registered(from), await lab.registered(from)];
    expect((await lab.on('move', one.id, { toRosterId: full })).receipt).toMatchObject({ status: 'WAITLISTED', position: 2 }); // prettier-ignore
    expect((await lab.on('move', two.id, { toRosterId: free })).receipt).toMatchObject({ status: 'OFFERED', offeredSeats: 1 }); // prettier-ignore
  });

  it('goes from a date that is cancelled, to none that is', async () => {
    const [from, to] = await twoDates();
    const [one, two] = [await lab.registered(from), await lab.registered(to)];
    const { sessionId } = await lab.roster(from);
    await lab.take('CANCEL', sessionId!);
    expect((await lab.on('move', two.id, { toRosterId: from })).kind).toBe('NotHeld');
    expect((await lab.on('move', one.id, { toRosterId: to })).receipt!.status).toBe('CONFIRMED');
    expect((await lab.on('move', one.id, { toRosterId: to })).kind).toBe('NotInThisState');
  });

  it('keeps the time that its address has to be confirmed in, and counts by the same quota', async () => {
    const quotas = [{ audienceSlug: 'general-public', seats: 2 }];
    const [from, to] = await twoDates({ confirmsEmail: true, quotas }, { confirmsEmail: true, quotas });
    const one = await lab.registered(from);
    const { receipt } = await lab.on('move', one.id, { toRosterId: to });
    expect(receipt).toMatchObject({ status: 'UNCONFIRMED', expiresAt: one.expiresAt });
    expect((await lab.quotasOf(to)).map(({ held }) => held)).toEqual([1]);
    expect((await lab.quotasOf(from)).map(({ held }) => held)).toEqual([0]);
  });

  it('moves only to another date, by whoever edits both', async () => {
    const [from, to] = await twoDates();
    const one = await lab.registered(from);
    const input = (toRosterId: string) => ({ input: { key: aKey(), registrationId: one.id, toRosterId } });
    expect(await lab.codeOf(BY_STAFF.move, input(from), 'librarian')).toBe('BAD_USER_INPUT');
    expect(await lab.codeOf(BY_STAFF.move, input(one.id), 'librarian')).toBe('NOT_FOUND');
    const other = lab.branches.next;
    await lab.database.transaction((tx) => tx.execute(`update event set branch_id = '${other}' where id = (select event_id from roster where id = '${to}')`)); // prettier-ignore
    expect(await lab.codeOf(BY_STAFF.move, input(to), 'librarian')).toBe('FORBIDDEN');
  });

  it('moves to and fro at once without a ring of waits', async () => {
    const [one, other] = await twoDates({ capacity: 20 }, { capacity: 20 });
    const ids = [];
    for (let at = 0; at < 8; at += 1) ids.push((await lab.registered(at % 2 ? one : other)).id);
    const moves = ids.map((id, at) => lab.on('move', id, { toRosterId: at % 2 ? other : one }));
    expect((await Promise.all(moves)).map(({ receipt }) => receipt?.status)).toEqual(Array(8).fill('CONFIRMED'));
    expect([(await lab.roster(one)).held, (await lab.roster(other)).held]).toEqual([4, 4]);
  });
});

describe('what staff put right', () => {
  it('is who to ask, without touching the place', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { name: 'Олна', email: `typo-${aKey()}@example.org` });
    const link = await lab.link(id);
    const email = `right-${aKey()}@example.org`;
    const needs = [{ need: 'STEP_FREE', count: 2 }];
    const edited = await lab.on('edit', id, { name: 'Олена', email: email.toUpperCase(), phone: '044 1', needs });
    expect(edited.receipt).toMatchObject({ status: 'CONFIRMED', seats: 1 });
    expect(await lab.registration(id)).toMatchObject({ name: 'Олена', email, oneKey: email, phone: '044 1', needs });
    expect((await lab.byLink('cancel', link)).kind).toBe('LinkRefused');
    const [, edit] = await lab.audit(id);
    expect([edit!.action, JSON.stringify(edit!.changes).includes('Олена')]).toEqual(['EDIT', false]);
    expect((await lab.register(rosterId, { email })).kind ?? 'in').not.toBe('NoPlaces');
    expect(await lab.count(rosterId, 'CONFIRMED')).toBe(1);
  });

  it('is no address that is registered there', async () => {
    const { rosterId } = await lab.aRoster();
    const email = `${aKey()}@example.org`;
    await lab.registered(rosterId, { email });
    const { id } = await lab.registered(rosterId);
    expect((await lab.on('edit', id, { email })).kind).toBe('AlreadyRegistered');
    expect((await lab.on('edit', id, { email: null })).kind).toBeUndefined();
    expect(await lab.registration(id)).toMatchObject({ email: null, oneKey: null });
  });

  it('is how many come, beyond the largest party and never beyond the seats', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 10, largestParty: 2 });
    const { id } = await lab.registered(rosterId);
    expect((await lab.act('edit', id, { seats: 3 })).kind).toBe('TooManySeats');
    expect((await lab.on('edit', id, { seats: 3 })).receipt!.seats).toBe(3);
    expect(await lab.on('edit', id, { seats: 11 })).toMatchObject({ kind: 'NoPlaces', free: 10 });
    await lab.registered(rosterId, { seats: 2 });
    expect((await lab.on('edit', id, { seats: 9 })).kind).toBe('NoPlaces');
    expect(await lab.registration(id)).toMatchObject({ seats: 3, origin: 'SELF' });
  });

  it('is refused to who saw an older version, and answered as before to who asks again', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId);
    const version = Number((await lab.readOne(id))!['version']);
    const input = { version, name: 'Перша', key: aKey() };
    const first = await lab.on('edit', id, input);
    expect(await lab.on('edit', id, { version, name: 'Друга' })).toMatchObject({ kind: 'ChangedMeanwhile', current: { id, version: version + 1 } }); // prettier-ignore
    expect(await lab.on('edit', id, input)).toEqual(first);
    expect((await lab.registration(id)).name).toBe('Перша');
    await lab.on('cancel', id, { reason: 'Ні' });
    expect((await lab.on('edit', id, { name: 'Третя' })).kind).toBe('NotInThisState');
  });

  it('of a class is its numbers and one adult', async () => {
    const { rosterId } = await lab.aRoster();
    const schoolClass = { schoolSlug: await lab.aSchool(), grade: 3, letter: 'Б', pupils: 20, adults: 2 };
    const { id } = await lab.phoned(rosterId, { schoolClass });
    expect(await lab.on('edit', id, { pupils: 31 })).toMatchObject({ kind: 'TooFewAdults', needed: 3 });
    expect((await lab.on('edit', id, { pupils: 24 })).receipt!.seats).toBe(26);
    for (const bad of [{ seats: 4 }, { name: 'Іван, Петро' }, { needs: [{ need: 'ASSISTANT', count: 90 }] }]) {
      const input = { key: aKey(), registrationId: id, ...bad };
      expect([bad, await lab.codeOf(BY_STAFF.edit, { input }, 'librarian')]).toEqual([bad, 'BAD_USER_INPUT']);
    }
  });
});
