// What bounds how many come: the seats of a roster, whoever may go beyond them, and the closing.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIBRARIAN } from './programme-lab.ts';
import { aKey, RegistrationLab } from './registration-lab.ts';
import { StaffLab } from './registration-staff-lab.ts';
import { must } from './session-lab.ts';

const APPROVER = { as: 'approver' } as const;
const SAVE = 'mutation ($input: SaveRosterInput!) { result: saveRoster(input: $input) { ... on Refusal { kind } } }';
const REASON = { capacityReason: 'Додаткові стільці' };

let lab: StaffLab;
beforeAll(async () => {
  const founded = await RegistrationLab.start();
  lab = Object.assign(new StaffLab(founded.app), { ...founded });
});
afterAll(() => lab.app.stop());
beforeEach(() => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
});
const standing = async (id: string) => (await lab.registration(id)).status;

describe('nobody stops the queue for good', () => {
  it('by wishing more than there is, also whom staff registered', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 5, largestParty: 50 });
    const first = await lab.registered(rosterId, { seats: 5 });
    const waits = await lab.registered(rosterId);
    expect(await lab.act('edit', waits.id, { seats: 40 })).toMatchObject({ kind: 'NoPlaces' });
    const phoned = await lab.phoned(rosterId, { email: `${aKey()}@example.org` });
    expect(await lab.act('edit', phoned.id, { seats: 9999 })).toMatchObject({ kind: 'TooManySeats' });
    await lab.act('cancel', first.id);
    expect([await standing(waits.id), await standing(phoned.id)]).toEqual(['OFFERED', 'OFFERED']);
  });

  it('though there are fewer seats by now than they wait for', async () => {
    const { rosterId, event, session } = await lab.aRoster({ capacity: 4 });
    const first = await lab.registered(rosterId, { seats: 1 });
    const large = await lab.registered(rosterId, { seats: 4 });
    const small = await lab.registered(rosterId, { seats: 1 });
    must(await lab.saveRoster({ eventId: event.id, sessionId: session.id, capacity: 3 }));
    expect([await standing(large.id), await standing(small.id)]).toEqual(['WAITLISTED', 'OFFERED']);
    expect(await lab.registered(rosterId)).toMatchObject({ status: 'CONFIRMED' });
    await lab.act('cancel', first.id);
    expect(await lab.registered(rosterId)).toMatchObject({ status: 'CONFIRMED' });
    must(await lab.saveRoster({ eventId: event.id, sessionId: session.id, capacity: 7 }));
    expect(await standing(large.id)).toBe('OFFERED');
  });
});

describe('more than the room holds', () => {
  it('nobody but an approver allows, not even in store for a smaller room', async () => {
    const { event, session } = await lab.announced();
    const wish = { eventId: event.id, sessionId: session.id, mode: 'OPEN', capacity: 40 };
    must(await lab.saveRoster(wish));
    expect(await lab.outcome(SAVE, { input: { ...wish, ...REASON, key: aKey() } }, LIBRARIAN)).toBe('FORBIDDEN');
  });

  it('leaves all else of the roster to whoever edits the event', async () => {
    const { event, session } = await lab.announced();
    const at = { eventId: event.id, sessionId: session.id, mode: 'OPEN' };
    must(await lab.saveRoster({ ...at, capacity: 100, ...REASON }, APPROVER));
    must(await lab.saveRoster({ ...at, policy: 'FIT_FIRST' }));
    expect(must(await lab.saveRoster({ ...at, capacity: 90 }))).toMatchObject({ capacity: 90, policy: 'FIT_FIRST' });
    // Each further seat is decided anew.
    expect(await lab.saveRoster({ ...at, capacity: 95 }, APPROVER)).toMatchObject({ kind: 'CapacityTooLarge' });
    const more = { ...at, capacity: 95, capacityReason: 'Ще п’ять стільців' };
    expect(await lab.outcome(SAVE, { input: { ...more, key: aKey() } }, LIBRARIAN)).toBe('FORBIDDEN');
    must(await lab.saveRoster(more, APPROVER));
  });

  it('holds for the room it was decided for', async () => {
    const { event, session } = await lab.announced();
    const at = { eventId: event.id, sessionId: session.id, mode: 'OPEN' };
    const { id } = must(await lab.saveRoster({ ...at, capacity: 100, ...REASON }, APPROVER));
    const seen = async () => ({ id: session.id, version: (await lab.row(session.id)).version });
    must(await lab.move(await seen(), { startDate: '2019-04-18' }));
    expect(await lab.roster(id)).toMatchObject({ capacity: 100, capacityReason: REASON.capacityReason });
    must(await lab.move(await seen(), { place: lab.inRoom(await lab.aRoom()) }));
    expect(await lab.roster(id)).toMatchObject({ capacity: 60, capacityReason: null });
  });
});

describe('once registration is over', () => {
  it('nobody takes more seats by their link, and fewer as before', async () => {
    const { rosterId } = await lab.aRoster({ window: { closesOn: '2019-04-20' } });
    const { id } = await lab.registered(rosterId, { seats: 2 });
    lab.app.clock.set('2019-04-19T20:59:59.999Z');
    expect((await lab.act('edit', id, { seats: 3 })).receipt).toMatchObject({ seats: 3 });
    lab.app.clock.set('2019-04-19T21:00:00Z');
    expect(await lab.act('edit', id, { seats: 4 })).toMatchObject({ kind: 'RegistrationClosed' });
    expect((await lab.act('edit', id, { seats: 1 })).receipt).toMatchObject({ seats: 1 });
  });
});

describe('a quota whose day of release is over', () => {
  it('keeps nothing though it is saved again, and says since when', async () => {
    const quotas = [
      { audienceSlug: 'general-public', seats: 6 },
      { audienceSlug: 'pupils', seats: 4, releaseDaysBefore: 30 },
    ];
    const { rosterId, event, session } = await lab.aRoster({ capacity: 10, quotas });
    await lab.at('2019-04-10T08:00:00Z');
    for (let nth = 0; nth < 7; nth += 1) expect((await lab.registered(rosterId)).status).toBe('CONFIRMED');
    must(await lab.saveRoster({ eventId: event.id, sessionId: session.id, quotas: [quotas[0]!, { ...quotas[1]!, seats: 3 }] })); // prettier-ignore
    expect((await lab.registered(rosterId)).status).toBe('CONFIRMED');
    const told = await lab.asked<{ quotas: readonly { releasedAt: string | null; seats: number }[] }>(
      'query ($id: ID!) { result: roster(id: $id) { quotas { seats releasedAt } } }',
      { id: rosterId },
      LIBRARIAN,
    );
    expect(told.quotas[1]).toEqual({ seats: 0, releasedAt: '2019-04-10T08:00:00.000Z' });
  });
});
