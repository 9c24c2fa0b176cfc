// What nominees say, and who comes in the place of those who do not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKey } from './registration-lab.ts';
import { NominationLab, NOMINATOR, SUBSTITUTE, WITHDRAW } from './registration-nomination-lab.ts';
import { must } from './session-lab.ts';

let lab: NominationLab;
beforeAll(async () => {
  lab = await NominationLab.start();
});
afterAll(() => lab.app.stop());

/** Nominees of a quota of so many seats, and what is known of them forgotten. */
async function scene(seats: number, ...names: string[]) {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  const rosterId = await lab.aQuota(seats);
  const receipts = await lab.nominated(rosterId, ...names);
  const ids = receipts.map(({ id }) => id);
  lab.told();
  return { rosterId, ids };
}

describe('a nominee', () => {
  it('agrees by the link of the invitation, once', async () => {
    const { rosterId, ids } = await scene(1, 'ada');
    const link = await lab.link(ids[0]!, 'NOMINEE');
    expect((await lab.answerBy(link, true)).receipt).toMatchObject({ status: 'CONFIRMED', seats: 1 });
    expect(await lab.registration(ids[0]!)).toMatchObject({ emailConfirmedAt: lab.app.clock.now() });
    expect(lab.told(...ids)).toEqual(['CONFIRMED of 0']);
    expect(await lab.answerBy(link, false)).toMatchObject({ kind: 'LinkRefused', reason: 'USED' });
    expect(await lab.states(rosterId)).toEqual(['ada: ACCEPTED']);
  });

  it('declines with a reason: the body hears, and the first of the reserve has an offer', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys', 'vira');
    const declined = must(await lab.answer(ids[0]!, false, { reason: 'У відпустці' }));
    expect(declined.receipt).toMatchObject({ status: 'DECLINED' });
    expect(lab.told(...ids)).toEqual(['SUBSTITUTE_WANTED of 0', 'OFFER of 1']);
    expect(await lab.states(rosterId)).toEqual(['ada: DECLINED', 'borys: OFFERED', 'vira: RESERVE']);
    const [first, , third] = (await lab.nominations(rosterId)).edges;
    expect(first!.node).toMatchObject({ reason: 'У відпустці', viewerCan: ['SUBSTITUTE'] });
    expect(third!.node).toMatchObject({ position: 1, viewerCan: ['WITHDRAW'] });
  });

  it('of the reserve takes an offer by its link, and comes without another yes', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys');
    must(await lab.answer(ids[0]!, false));
    expect((await lab.act('accept', ids[1]!)).receipt).toMatchObject({ status: 'CONFIRMED', seats: 1 });
    expect(await lab.states(rosterId)).toEqual(['ada: DECLINED', 'borys: ACCEPTED']);
  });

  it('of the reserve turns an offer down, or lets it pass: the body hears, and the next is asked', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys', 'vira', 'halyna');
    must(await lab.answer(ids[0]!, false));
    lab.told();
    must(await lab.act('decline', ids[1]!));
    expect(lab.told(...ids)).toEqual(['CANCELLED_BY_SELF of 1', 'SUBSTITUTE_WANTED of 1', 'OFFER of 2']);
    await lab.at('2019-03-02T08:00:00Z');
    expect(lab.told(...ids)).toEqual(['OFFER_EXPIRED of 2', 'SUBSTITUTE_WANTED of 2', 'OFFER of 3']);
    expect(await lab.states(rosterId)).toEqual([
      ...['ada: DECLINED', 'borys: DECLINED', 'vira: EXPIRED', 'halyna: OFFERED'],
    ]);
  });

  it('who does not answer for five days gives the seat back', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys');
    const link = await lab.link(ids[0]!, 'NOMINEE');
    await lab.at('2019-03-06T07:59:59.999Z');
    expect(await lab.states(rosterId)).toEqual(['ada: INVITED', 'borys: RESERVE']);
    await lab.at('2019-03-06T08:00:00Z');
    expect(await lab.states(rosterId)).toEqual(['ada: EXPIRED', 'borys: OFFERED']);
    expect(lab.told(...ids)).toEqual(['SUBSTITUTE_WANTED of 0', 'OFFER of 1']);
    expect(await lab.answerBy(link, true)).toMatchObject({ kind: 'LinkRefused', reason: 'EXPIRED' });
  });

  it('who cancels after a yes is told of to the body; one who only waited is not', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys', 'vira');
    must(await lab.answer(ids[0]!, true));
    lab.told();
    must(await lab.act('cancel', ids[2]!));
    expect(lab.told(...ids)).toEqual(['CANCELLED_BY_SELF of 2']);
    must(await lab.act('cancel', ids[0]!));
    expect(lab.told(...ids)).toEqual(['CANCELLED_BY_SELF of 0', 'SUBSTITUTE_WANTED of 0', 'OFFER of 1']);
    expect(await lab.states(rosterId)).toEqual(['ada: CANCELLED', 'borys: OFFERED', 'vira: CANCELLED']);
  });

  it('brings no company on the seats of the body', async () => {
    const { rosterId, ids } = await scene(3, 'ada');
    must(await lab.answer(ids[0]!, true));
    expect(await lab.act('edit', ids[0]!, { seats: 2 })).toMatchObject({ kind: 'TooManySeats', most: 1 });
    expect(await lab.roster(rosterId)).toMatchObject({ held: 1 });
  });

  it('answers by no other link, gives a reason for a no alone, and not to what was cancelled', async () => {
    const { ids } = await scene(1, 'ada');
    const other = await lab.answerBy(await lab.link(ids[0]!, 'MANAGE'), true);
    expect(other).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
    const link = await lab.link(ids[0]!, 'NOMINEE');
    await expect(lab.answerBy(link, true, { reason: 'Радо' })).rejects.toThrow('a reason is for a no');
    must(await lab.withdraw(ids[0]!));
    expect(await lab.answerBy(link, true)).toMatchObject({ kind: 'NotInThisState', status: 'CANCELLED' });
  });
});

it('says yes to nothing that is cancelled, and is not taken back from it; a no is heard', async () => {
  const quotas = [{ bodySlug: lab.body.slug, seats: 2 }];
  lab.app.clock.set('2019-03-01T08:00:00Z');
  const { session, rosterId } = await lab.aRoster({ mode: 'INVITED', quotas });
  const [ada, borys] = await lab.nominated(rosterId, 'ada', 'borys');
  const [yes, no] = [await lab.link(ada!.id, 'NOMINEE'), await lab.link(borys!.id, 'NOMINEE')];
  must(await lab.take('CANCEL', session.id, { version: session.version }));
  expect(await lab.answerBy(yes, true)).toMatchObject({ kind: 'NotHeld' });
  expect(await lab.withdraw(ada!.id)).toMatchObject({ kind: 'NotHeld' });
  expect((await lab.answerBy(no, false)).receipt).toMatchObject({ status: 'DECLINED' });
});

describe('a substitute', () => {
  it('has the seat that is free', async () => {
    const { rosterId, ids } = await scene(2, 'ada', 'borys');
    must(await lab.answer(ids[0]!, false));
    const named = must(await lab.substitute(ids[0]!, 'zoja'));
    expect(named.receipt).toMatchObject({ status: 'PENDING_APPROVAL', position: null });
    expect(lab.told(named.receipt!.id)).toEqual(['NOMINEE_INVITED of 0']);
    expect(await lab.states(rosterId)).toEqual(['ada: SUBSTITUTED', 'borys: INVITED', 'zoja: INVITED']);
    const [first, , last] = (await lab.nominations(rosterId)).edges.map(({ node }) => node);
    expect(first).toMatchObject({ substitutedById: named.receipt!.id, viewerCan: [] });
    expect(last).toMatchObject({ substituteOfId: ids[0], substitutedById: null });
  });

  it('is the last of the reserve where the seat was offered to its first', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys', 'vira');
    must(await lab.answer(ids[0]!, false));
    expect(must(await lab.substitute(ids[0]!, 'zoja')).receipt).toMatchObject({ status: 'WAITLISTED', position: 2 });
    expect(await lab.states(rosterId)).toEqual([
      ...['ada: SUBSTITUTED', 'borys: OFFERED', 'vira: RESERVE', 'zoja: RESERVE'],
    ]);
    must(await lab.act('decline', ids[1]!));
    expect((await lab.states(rosterId)).slice(2)).toEqual(['vira: OFFERED', 'zoja: RESERVE']);
  });

  it('goes before the reserve where nobody of it was offered the seat: so near the closing no offer is made', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys');
    // Registration closes a day before, at 11:00 in Kyiv; that the invitation is over is noticed 20 minutes before.
    await lab.at('2019-04-23T07:40:00Z');
    expect(await lab.states(rosterId)).toEqual(['ada: EXPIRED', 'borys: RESERVE']);
    const newcomer = must(await lab.nominate(rosterId, { rows: lab.rows('petro') }));
    expect(newcomer.receipts[0]).toMatchObject({ status: 'WAITLISTED', position: 2 });
    const named = must(await lab.substitute(ids[0]!, 'zoja'));
    expect(named.receipt).toMatchObject({ status: 'PENDING_APPROVAL', expiresAt: '2019-04-23T08:00:00.000Z' });
    expect(await lab.states(rosterId)).toEqual([
      ...['ada: SUBSTITUTED', 'borys: RESERVE', 'petro: RESERVE', 'zoja: INVITED'],
    ]);
    expect((await lab.quotasOf(rosterId))[0]).toMatchObject({ seats: 1, held: 1, waiting: 2 });
  });

  it('is named for one who does not come, once, also when two name one at once', async () => {
    const { rosterId, ids } = await scene(2, 'ada', 'borys');
    expect(await lab.substitute(ids[0]!, 'zoja')).toMatchObject({ kind: 'NotInThisState', status: 'PENDING_APPROVAL' });
    must(await lab.answer(ids[0]!, false));
    const named = await Promise.all(['zoja', 'taras'].map((name) => lab.substitute(ids[0]!, name)));
    const [won] = named.filter(({ receipt }) => receipt);
    const [lost] = named.filter(({ receipt }) => !receipt);
    expect(lost).toMatchObject({ kind: 'AlreadySubstituted', substituteId: won!.receipt!.id });
    expect(await lab.registrationsOf(rosterId)).toHaveLength(3);
    // Should they say no as well, there is another for them.
    must(await lab.answer(won!.receipt!.id, false));
    must(await lab.substitute(won!.receipt!.id, 'solomija'));
  });

  it('sent again with its key is the same; with wrong fields, or somebody who is there, is none', async () => {
    const { rosterId, ids } = await scene(2, 'ada', 'borys');
    must(await lab.answer(ids[0]!, false));
    const wrong = await lab.substitute(ids[0]!, 'x', { row: { name: 'Зоя', email: 'zoja' } });
    expect(wrong.errors).toMatchObject([{ line: 1, field: 'EMAIL' }]);
    expect((await lab.substitute(ids[0]!, 'borys')).errors).toMatchObject([{ line: 1, field: 'EMAIL' }]);
    expect(await lab.substitute(ids[0]!, 'zoja', { consentVersion: '1' })).toMatchObject({ kind: 'ConsentNeeded' });
    const key = aKey();
    const first = must(await lab.substitute(ids[0]!, 'zoja', { key }));
    expect(await lab.substitute(ids[0]!, 'zoja', { key })).toEqual(first);
    expect(await lab.substitute(ids[0]!, 'taras', { key })).toMatchObject({ kind: 'KeyReused' });
    expect(await lab.registrationsOf(rosterId)).toHaveLength(3);
  });
});

describe('a nomination that is taken back', () => {
  it('is told of with its reason, and the reserve moves up', async () => {
    const { rosterId, ids } = await scene(1, 'ada', 'borys');
    const withdrawn = must(await lab.withdraw(ids[0]!, { reason: 'Звільнилась' }));
    expect(withdrawn.receipt).toMatchObject({ status: 'CANCELLED' });
    // Who took it back needs not be told that somebody is missing.
    expect(lab.told(...ids)).toEqual(['CANCELLED_BY_STAFF of 0', 'OFFER of 1']);
    expect(await lab.states(rosterId)).toEqual(['ada: WITHDRAWN', 'borys: OFFERED']);
    expect(await lab.withdraw(ids[0]!)).toMatchObject({ kind: 'NotInThisState', status: 'CANCELLED' });
  });

  it('is one of one’s own body, and so is a substitute', async () => {
    const { rosterId, ids } = await scene(1, 'ada');
    const { id } = await lab.registered((await lab.aRoster()).rosterId);
    const input = (registrationId: string) => ({ input: { registrationId, key: aKey(), reason: 'Помилка' } });
    expect(await lab.outcome(WITHDRAW, input(id), NOMINATOR)).toBe('NOT_FOUND');
    expect(await lab.outcome(WITHDRAW, input('x'), NOMINATOR)).toBe('NOT_FOUND');
    const quotas = [{ bodySlug: lab.other.slug, seats: 1 }];
    const other = (await lab.aRoster({ mode: 'INVITED', quotas })).rosterId;
    const made = must(await lab.nominate(other, { rows: lab.rows('ada'), bodySlug: lab.other.slug }, { as: 'admin' }));
    const theirs = made.receipts[0]!.id;
    expect(await lab.outcome(WITHDRAW, input(theirs), NOMINATOR)).toBe('FORBIDDEN');
    const instead = { registrationId: theirs, row: lab.rows('zoja')[0], key: aKey(), consentVersion: '2026-11' };
    expect(await lab.outcome(SUBSTITUTE, { input: instead }, NOMINATOR)).toBe('FORBIDDEN');
    expect(await lab.states(rosterId)).toEqual(['ada: INVITED']);
    expect(ids).toHaveLength(1);
  });
});
