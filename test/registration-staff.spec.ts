// What staff see of a roster and decide in it: the list, calls, yes and no, and who comes before their turn.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKey } from './registration-lab.ts';
import { BY_STAFF, LIST, READ_ONE, StaffLab } from './registration-staff-lab.ts';

let lab: StaffLab;
beforeAll(async () => {
  lab = await StaffLab.start();
});
afterAll(() => lab.app.stop());

const OTHERS = ['stranger', 'coordinator', 'trainer', 'door', 'teacher', 'nominator', null] as const;

describe('the list of a roster', () => {
  it('is of all that a host needs, in order of arrival', async () => {
    const { rosterId } = await lab.aRoster({
      capacity: 2,
      questions: [{ id: 'lunch', type: 'YES_NO', labelUk: 'Обід?', labelEn: 'Lunch?', forWhom: 'EVERYBODY' }],
    });
    const answers = [{ questionId: 'lunch', values: ['YES'] }];
    const needs = [{ need: 'WHEELCHAIR', count: 1 }];
    const first = await lab.registered(rosterId, {
      name: 'Олена',
      email: 'Olena@Example.org',
      needs,
      answers,
      note: 'Ліфт?',
    });
    const second = await lab.registered(rosterId, { seats: 2 });
    const [one, two] = await lab.rows(rosterId, {});
    expect(one).toMatchObject({
      ...{
        id: first.id,
        status: 'CONFIRMED',
        kind: 'INDIVIDUAL',
        origin: 'SELF',
        seats: 1,
        arrival: 1,
        position: null,
      },
      ...{ name: 'Олена', email: 'olena@example.org', phone: null, note: 'Ліфт?', needs, fitsNow: null, school: null },
      ...{ answers: [{ questionId: 'lunch', label: 'Обід?', values: ['YES'], text: 'так' }], offeredSeats: null },
      ...{ arrivedAt: '2019-03-01T08:00:00.000Z', body: null, outlet: null, movedFrom: null, roster: { id: rosterId } },
      viewerCan: ['CANCEL', 'MOVE', 'EDIT'],
    });
    expect(two).toMatchObject({ id: second.id, status: 'WAITLISTED', arrival: 2, position: 1, fitsNow: false });
    expect(one!['history']).toEqual((await lab.audit(first.id)).map(({ id }) => id));
    expect((one!['history'] as string[]).length).toBe(1);
  });

  it('is paged by arrival, and asks for a page in as many statements as for one', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 3 });
    for (let at = 0; at < 7; at += 1) await lab.registered(rosterId);
    const page = (await lab.list(rosterId, { first: 3 }))!;
    expect(page.edges.map(({ node }) => node['arrival'])).toEqual([1, 2, 3]);
    const next = (await lab.list(rosterId, { first: 3, after: page.pageInfo.endCursor }))!;
    expect(next.edges.map(({ node }) => [node['arrival'], node['position']])).toEqual([[4, 1], [5, 2], [6, 3]]); // prettier-ignore
    expect(next.pageInfo.hasNextPage).toBe(true);
    const few = await lab.statements(() => lab.list(rosterId, { first: 1, filter: { statuses: ['WAITLISTED'] } }));
    const many = await lab.statements(() => lab.list(rosterId, { first: 4, filter: { statuses: ['WAITLISTED'] } }));
    expect(many).toBe(few);
  });

  it('takes states, kinds and parts of names, addresses and numbers', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 2 });
    const email = `percent_${aKey()}@example.org`;
    const one = await lab.registered(rosterId, { name: 'Ганна Швець', email });
    const two = await lab.registered(rosterId, { phone: '+380 44 555' });
    const three = await lab.registered(rosterId);
    const ids = async (filter: object) => (await lab.rows(rosterId, { filter })).map(({ id }) => id);
    expect(await ids({ search: 'шВЕЦЬ' })).toEqual([one.id]);
    expect(await ids({ search: 'PERCENT_' })).toEqual([one.id]);
    expect(await ids({ search: '_44_' })).toEqual([]);
    expect(await ids({ search: '44 5' })).toEqual([two.id]);
    expect(await ids({ statuses: ['WAITLISTED'] })).toEqual([three.id]);
    expect(await ids({ kinds: ['GROUP', 'NOMINEE'] })).toEqual([]);
  });

  it('is for librarians and approvers of the branch alone, as is one registration', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId);
    expect(await lab.list(rosterId, {}, { as: 'approver' })).not.toBeNull();
    for (const as of OTHERS) expect([as, await lab.list(rosterId, {}, { as })]).toEqual([as, null]);
    const codes = await Promise.all(OTHERS.map((as) => lab.codeOf(READ_ONE, { id }, as)));
    expect(codes).toEqual([...OTHERS.slice(1).map(() => 'null'), 'UNAUTHENTICATED']);
    expect(await lab.codeOf(LIST, { id: rosterId, after: 'WyIxIl0x' }, 'librarian')).toBe('BAD_USER_INPUT');
  });

  it('is null to a librarian of another branch', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId);
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next));
    expect(await lab.list(rosterId, {}, { as: 'trainer' })).toBeNull();
    expect(await lab.readOne(id, { as: 'trainer' })).toBeNull();
    const input = { key: aKey(), registrationId: id, reason: 'Ні' };
    expect(await lab.codeOf(BY_STAFF.cancel, { input }, 'trainer')).toBe('FORBIDDEN');
  });
});

describe('who calls', () => {
  it('is registered before the opening and beyond the largest party, without a mail to confirm', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true, largestParty: 2, window: { opensOn: '2019-04-20' } });
    expect((await lab.register(rosterId)).kind).toBe('NotOpen');
    const { id, status, seats } = await lab.phoned(rosterId, { seats: 5, email: 'Call@Example.org' });
    expect([status, seats]).toEqual(['CONFIRMED', 5]);
    expect(await lab.registration(id)).toMatchObject({
      origin: 'STAFF',
      email: 'call@example.org',
      emailConfirmedAt: null,
    });
    expect((await lab.phone(rosterId, { email: 'call@example.ORG' })).kind).toBe('AlreadyRegistered');
  });

  it('needs no address, and is one of as many as call', async () => {
    const { rosterId } = await lab.aRoster();
    const key = aKey();
    const one = await lab.phoned(rosterId, { key });
    expect(await lab.phoned(rosterId, { key })).toEqual(one);
    expect((await lab.phoned(rosterId)).id).not.toBe(one.id);
    expect((await lab.phone(rosterId, { key, seats: 2 })).kind).toBe('KeyReused');
    expect(await lab.count(rosterId, 'CONFIRMED')).toBe(2);
  });

  it('is never given a seat that is not there: they wait, or hear so', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 3 });
    await lab.phoned(rosterId, { seats: 2 });
    expect(await lab.phone(rosterId, { seats: 2, orWaits: false })).toMatchObject({ kind: 'NoPlaces', free: 1 });
    expect(await lab.phone(rosterId, { seats: 4 })).toMatchObject({ kind: 'NoPlaces', free: 1 });
    expect(await lab.phoned(rosterId, { seats: 2 })).toMatchObject({ status: 'WAITLISTED', position: 1 });
    await lab.saveRoster({ ...(await ofRoster(rosterId)), hasWaitlist: false });
    expect((await lab.phone(rosterId, { seats: 2 })).kind).toBe('NoPlaces');
  });

  it('may bring a class, beyond the largest group and with enough adults', async () => {
    const { rosterId } = await lab.aRoster({ largestGroup: 20 });
    const schoolSlug = await lab.aSchool();
    const schoolClass = { schoolSlug, grade: 9, letter: 'А', pupils: 28, adults: 2 };
    const few = await lab.phone(rosterId, { schoolClass: { ...schoolClass, adults: 1 } });
    expect(few).toMatchObject({ kind: 'TooFewAdults', needed: 2 });
    const { id } = await lab.phoned(rosterId, { schoolClass });
    const row = {
      kind: 'GROUP',
      seats: 30,
      grade: 9,
      letter: 'А',
      pupils: 28,
      adults: 2,
      school: { slug: schoolSlug },
    };
    expect(await lab.readOne(id)).toMatchObject({ ...row, origin: 'STAFF', status: 'CONFIRMED' });
    expect((await lab.phone(rosterId, { schoolClass })).kind).toBe('AlreadyRegistered');
    const bad = [{ seats: 3 }, { name: 'Іван, Петро, Ганна' }, { phone: '044 Іван' }];
    for (const parts of bad) {
      const input = { key: aKey(), rosterId, name: 'Ганна', consentVersion: 'x', schoolClass, ...parts };
      expect([parts, await lab.codeOf(BY_STAFF.phone, { input }, 'librarian')]).toEqual([parts, 'BAD_USER_INPUT']);
    }
  });

  it('agrees to the text on personal data, too', async () => {
    const { rosterId } = await lab.aRoster();
    expect((await lab.phone(rosterId, { consentVersion: 'old' })).kind).toBe('ConsentNeeded');
  });
});

async function ofRoster(rosterId: string) {
  const { eventId, sessionId, version } = await lab.roster(rosterId);
  return { eventId, sessionId, version };
}

describe('the host’s yes and no', () => {
  it('settles what waits for it, once', async () => {
    const { rosterId } = await lab.aRoster({ mode: 'APPROVAL', capacity: 2 });
    const [one, two] = [await lab.registered(rosterId), await lab.registered(rosterId)];
    const waits = await lab.registered(rosterId);
    expect((await lab.readOne(one.id))!['viewerCan']).toEqual(['APPROVE', 'DECLINE', 'CANCEL', 'MOVE', 'EDIT']);
    expect((await lab.on('approve', one.id)).receipt!.status).toBe('CONFIRMED');
    expect(await lab.on('approve', one.id)).toMatchObject({ kind: 'NotInThisState', status: 'CONFIRMED' });
    expect((await lab.on('decline', two.id, { reason: 'Лише для учнів' })).receipt!.status).toBe('DECLINED');
    expect(await lab.readOne(two.id)).toMatchObject({ reason: 'Лише для учнів', endedBy: 'STAFF' });
    expect((await lab.registration(waits.id)).status).toBe('OFFERED');
    expect((await lab.audit(one.id)).map(({ action }) => action)).toEqual(['REGISTER', 'APPROVE']);
  });

  it('stands for that of a head of a school who gave it by telephone, and not for that of a nominee', async () => {
    const { rosterId } = await lab.aRoster({ mode: 'APPROVAL' });
    const { id } = await lab.registered(rosterId);
    await lab.app.database.transaction((tx) =>
      tx.execute(`update registration set awaits = 'NOMINEE' where id = '${id}'`),
    );
    expect((await lab.on('approve', id)).kind).toBe('NotInThisState');
    expect((await lab.on('decline', id, { reason: 'Ні' })).kind).toBe('NotInThisState');
    await lab.app.database.transaction((tx) =>
      tx.execute(`update registration set awaits = 'HEAD', asks_head = true where id = '${id}'`),
    );
    // The host has still to say its own.
    expect((await lab.on('approve', id)).receipt!.status).toBe('PENDING_APPROVAL');
    expect((await lab.on('approve', id)).receipt!.status).toBe('CONFIRMED');
  });

  it('ends a registration with a reason, and the next is offered its place', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    const [one, two] = [await lab.registered(rosterId), await lab.registered(rosterId)];
    const key = aKey();
    const ended = await lab.on('cancel', one.id, { key, reason: 'Подзвонили' });
    expect(ended.receipt!.status).toBe('CANCELLED');
    expect(await lab.on('cancel', one.id, { key, reason: 'Подзвонили' })).toEqual(ended);
    expect(await lab.readOne(one.id)).toMatchObject({ endedBy: 'STAFF', reason: 'Подзвонили', viewerCan: [] });
    expect((await lab.readOne(two.id))!.status).toBe('OFFERED');
    for (const reason of ['', ' \u200b ', 'ш'.repeat(301)]) {
      const input = { key: aKey(), registrationId: two.id, reason };
      expect(await lab.codeOf(BY_STAFF.cancel, { input }, 'librarian')).toBe('BAD_USER_INPUT');
    }
  });
});

describe('who comes before their turn', () => {
  /** 57 of 60 taken, 32 and 3 wait: 8-V of the story, whom three seats would fit. */
  async function story() {
    const { rosterId } = await lab.aRoster({ policy: 'OFFER_SMALLER', largestParty: 60 });
    const held = await lab.registered(rosterId, { seats: 57 });
    const [large, small] = [await lab.registered(rosterId, { seats: 32, smallest: 32 }), await lab.registered(rosterId, { seats: 3 })]; // prettier-ignore
    return { rosterId, held, large, small };
  }

  it('is seen to fit, and is offered the free seats with a reason', async () => {
    const { rosterId, large, small } = await story();
    const rows = await lab.rows(rosterId, { filter: { statuses: ['WAITLISTED'] } });
    expect(rows.map(({ id, position, fitsNow }) => [id, position, fitsNow])).toEqual([[large.id, 1, false], [small.id, 2, true]]); // prettier-ignore
    expect(await lab.on('promote', large.id, { reason: 'Перші' })).toMatchObject({ kind: 'NoPlaces', free: 3 });
    const reason = 'Клас із села, автобус лише цього дня';
    const offered = (await lab.on('promote', small.id, { reason })).receipt!;
    expect(offered).toMatchObject({ status: 'OFFERED', offeredSeats: 3, expiresAt: '2019-03-02T08:00:00.000Z' });
    const [, promoted] = await lab.audit(small.id);
    expect([promoted!.action, promoted!.changes]).toEqual(['PROMOTE', expect.arrayContaining([{ field: 'reason', before: null, after: reason }])]); // prettier-ignore
    expect((await lab.roster(rosterId)).held).toBe(60);
    expect((await lab.act('accept', small.id)).receipt!.status).toBe('CONFIRMED');
  });

  it('is confirmed at once when they said yes by telephone, also to an offer', async () => {
    const { small, large, held } = await story();
    const yes = { reason: 'Сказали так', confirmed: true };
    expect((await lab.on('promote', small.id, yes)).receipt!.status).toBe('CONFIRMED');
    expect(await lab.on('promote', small.id, yes)).toMatchObject({ kind: 'NotInThisState', status: 'CONFIRMED' });
    await lab.on('cancel', held.id, { reason: 'Ні' });
    expect(await lab.readOne(large.id)).toMatchObject({ status: 'OFFERED', offeredSeats: 32 });
    expect((await lab.on('promote', large.id, { reason: 'Ще раз' })).kind).toBe('NotInThisState');
    expect((await lab.on('promote', large.id, yes)).receipt).toMatchObject({ status: 'CONFIRMED', seats: 32 });
  });

  it('is confirmed with fewer where that is what they said yes to, and the rest goes on', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 5, policy: 'OFFER_SMALLER', largestParty: 5 });
    const { id } = await lab.registered(rosterId, { seats: 3 });
    const caller = await lab.phoned(rosterId, { seats: 4, smallest: 1 });
    const next = await lab.registered(rosterId, { seats: 2 });
    expect(await lab.readOne(caller.id)).toMatchObject({ status: 'OFFERED', offeredSeats: 2 });
    const yes = { reason: 'Сказали так', confirmed: true };
    expect(await lab.on('promote', caller.id, yes)).toMatchObject({ kind: 'NoPlaces', free: 2 });
    expect((await lab.on('promote', caller.id, { ...yes, seats: 1 })).receipt).toMatchObject({ status: 'CONFIRMED', seats: 1 }); // prettier-ignore
    expect(await lab.readOne(next.id)).toMatchObject({ status: 'OFFERED', offeredSeats: 1 });
    await lab.on('cancel', id, { reason: 'Ні' });
    expect(await lab.roster(rosterId)).toMatchObject({ capacity: 5, waiting: 0 });
  });
});
