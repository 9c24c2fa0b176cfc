// A body and an outlet name their people: all of a list or nobody, within their seats, the others as a reserve.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { branches } from '../src/venues/places/branch.tables.ts';
import { ClassLab } from './class-lab.ts';
import { aKey } from './registration-lab.ts';
import { LIST, NOMINATE, NominationLab, NOMINATOR } from './registration-nomination-lab.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: NominationLab;
beforeAll(async () => {
  lab = await NominationLab.start();
});
afterAll(() => lab.app.stop());

const NAMES = ['ada', 'borys', 'vira', 'halyna', 'dmytro'];

describe('a list', () => {
  it('is in as a whole, in its order: those of the quota are invited, the others are the reserve', async () => {
    const rosterId = await lab.aQuota(3);
    lab.told();
    const made = await lab.nominate(rosterId, { rows: lab.rows(...NAMES) });
    expect(made).toMatchObject({ places: 3, reserve: 2 });
    expect(made.receipts.map(({ status, position, seats }) => [status, position, seats])).toEqual([
      ...[0, 1, 2].map(() => ['PENDING_APPROVAL', null, 1]),
      ...[1, 2].map((position) => ['WAITLISTED', position, 1]),
    ]);
    expect(made.receipts[0]!.expiresAt).toBe('2019-03-06T08:00:00.000Z');
    expect(await lab.roster(rosterId)).toMatchObject({ held: 3, reserved: 3, waiting: 2 });
    const rows = await lab.registrationsOf(rosterId);
    expect(rows.map(({ name, arrival }) => [name, arrival])).toEqual(NAMES.map((name, at) => [name, at + 1]));
    expect(rows[0]).toMatchObject({
      ...{ kind: 'NOMINEE', origin: 'NOMINATED', awaits: 'NOMINEE', email: 'ada@example.org', personId: null },
      ...{ bodyId: lab.body.id, outletId: null, consentVersion: '2026-11', emailConfirmedAt: null },
    });
    expect(lab.told(...rows.map(({ id }) => id))).toEqual([
      ...['NOMINEE_INVITED of 0', 'NOMINEE_INVITED of 1', 'NOMINEE_INVITED of 2', 'WAITLISTED of 3', 'WAITLISTED of 4'],
    ]);
  });

  it('is in as a whole or not at all also where the shelter has room for a part of it', async () => {
    const shelter = (shelterCapacity: number | null) =>
      lab.database.transaction((tx) => tx.update(branches).set({ shelterCapacity }).where(eq(branches.id, lab.branches.central))); // prettier-ignore
    const { event, session } = await lab.announced();
    await shelter(10);
    const quotas = [{ bodySlug: lab.body.slug, seats: 4 }];
    const settings = { mode: 'OPEN', capacity: 10, adultsCount: false, pupilsPerAdult: null, confirmsEmail: false };
    const { id } = must(await lab.saveRoster({ eventId: event.id, sessionId: session.id, ...settings, quotas }));
    const classes = Object.assign(new ClassLab(lab.app), { ...lab });
    await classes.classIn(id, await classes.school(), { pupils: 4, adults: 4 });
    expect(await lab.nominate(id, { rows: lab.rows('ada', 'borys', 'vira') })).toMatchObject({ kind: 'TooManyPeople' });
    expect(await lab.roster(id)).toMatchObject({ held: 4, waiting: 0 });
    expect(await lab.nominate(id, { rows: lab.rows('ada', 'borys') })).toMatchObject({ places: 2, reserve: 0 });
    await shelter(null);
  });

  it('takes none of the seats that are not its own, and leaves its own to nobody else', async () => {
    const rosterId = await lab.aQuota(1, { mode: 'OPEN', capacity: 4 });
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada', 'borys') })).toMatchObject({ places: 1, reserve: 1 });
    const statuses = [];
    for (const email of ['a@x.example', 'b@x.example', 'c@x.example']) {
      statuses.push((await lab.registered(rosterId, { email })).status);
    }
    // The fourth seat is the outlet's.
    expect(statuses).toEqual(['CONFIRMED', 'CONFIRMED', 'WAITLISTED']);
    const input = { rows: lab.rows('olha', 'petro'), outletSlug: lab.outlet.slug };
    expect(await lab.nominate(rosterId, input)).toMatchObject({ places: 1, reserve: 1 });
    expect(await lab.roster(rosterId)).toMatchObject({ held: 4, reserved: 0, waiting: 3 });
  });

  it('counts for the quota of its own body, whichever is listed first', async () => {
    const quotas = [
      { bodySlug: lab.other.slug, seats: 5 },
      { bodySlug: lab.body.slug, seats: 1 },
    ];
    const { rosterId } = await lab.aRoster({ mode: 'INVITED', quotas });
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada', 'borys') })).toMatchObject({ places: 1, reserve: 1 });
    expect((await lab.quotasOf(rosterId)).map(({ held, waiting }) => [held, waiting])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('is refused as a whole where one line is wrong', async () => {
    const rosterId = await lab.aQuota(3);
    const rows = [...lab.rows('ada'), { name: '', email: 'nobody' }, { name: 'Ада', email: 'ADA@Example.org' }];
    const refused = await lab.nominate(rosterId, { rows }, { ...NOMINATOR, language: 'en' });
    expect(refused.kind).toBe('NominationsWrong');
    expect(refused.errors.map(({ line, field }) => [line, field])).toEqual([
      ...[
        [2, 'NAME'],
        [2, 'EMAIL'],
        [3, 'EMAIL'],
      ],
    ]);
    expect(await lab.registrationsOf(rosterId)).toEqual([]);
  });

  it('is refused with the line of who is there already, by whatever way', async () => {
    const rosterId = await lab.aQuota(1, { mode: 'OPEN' });
    await lab.registered(rosterId, { email: 'borys@example.org' });
    await lab.nominated(rosterId, 'ada');
    lab.told();
    const refused = await lab.nominate(rosterId, { rows: lab.rows('vira', 'borys', 'ada') });
    expect(refused.errors.map(({ line, field }) => [line, field])).toEqual([
      [2, 'EMAIL'],
      [3, 'EMAIL'],
    ]);
    expect(JSON.stringify(refused)).not.toContain('@');
    expect(await lab.count(rosterId, 'WAITLISTED')).toBe(0);
    // Nobody is written to of a list that was refused.
    expect(lab.news).toEqual([]);
  });

  it('beyond the quota is refused where nobody may wait', async () => {
    const rosterId = await lab.aQuota(2, { hasWaitlist: false });
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada', 'borys', 'vira') })).toMatchObject({
      ...{ kind: 'NoPlaces', free: 2 },
    });
    expect(await lab.registrationsOf(rosterId)).toEqual([]);
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada', 'borys') })).toMatchObject({ places: 2, reserve: 0 });
    expect(await lab.nominate(rosterId, { rows: lab.rows('vira') })).toMatchObject({ kind: 'NoPlaces', free: 0 });
  });

  it('sent again with its key answers as it did, and is nothing else', async () => {
    const rosterId = await lab.aQuota(2);
    const input = { key: aKey(), rows: lab.rows('ada', 'borys', 'vira') };
    const first = await lab.nominate(rosterId, input);
    await lab.answer(first.receipts[0]!.id, true);
    expect(await lab.nominate(rosterId, input)).toEqual(first);
    expect(await lab.nominate(rosterId, { ...input, rows: lab.rows('ada') })).toMatchObject({ kind: 'KeyReused' });
    expect(await lab.registrationsOf(rosterId)).toHaveLength(3);
  });

  it('at once with another gets no seat twice, and the reserve is in order', async () => {
    const rosterId = await lab.aQuota(5);
    const lists = ['a', 'b', 'c'].map((of) => lab.rows(...[1, 2, 3, 4].map((at) => `${of}${at}`)));
    const made = await Promise.all(lists.map((rows) => lab.nominate(rosterId, { rows })));
    expect(made.map(({ places }) => places).sort()).toEqual([0, 1, 4]);
    const rows = await lab.registrationsOf(rosterId);
    expect(rows.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 5 }, () => 'PENDING_APPROVAL'),
      ...Array.from({ length: 7 }, () => 'WAITLISTED'),
    ]);
    // Whose list is first, is in before the other's first.
    expect(
      new Set(
        [0, 4, 8].map((at) =>
          rows
            .slice(at, at + 4)
            .map(({ name }) => name![0])
            .join(''),
        ),
      ),
    ).toEqual(new Set(['aaaa', 'bbbb', 'cccc']));
  });

  it('waits for the consent to the text that is valid', async () => {
    const rosterId = await lab.aQuota(2);
    const refused = await lab.nominate(rosterId, { rows: lab.rows('ada'), consentVersion: '2018-01' });
    expect(refused).toMatchObject({ kind: 'ConsentNeeded', version: '2026-11' });
  });
});

describe('the window', () => {
  it('is open for nominators before it is for others, and until the closing', async () => {
    const window = { opensOn: '2019-04-01', closesOn: '2019-04-20', closesAtTime: '12:00' };
    const rosterId = await lab.aQuota(5, { mode: 'OPEN', window });
    try {
      expect(await lab.register(rosterId)).toMatchObject({ kind: 'NotOpen' });
      await lab.nominated(rosterId, 'ada');
      lab.app.clock.set('2019-04-20T08:59:59.999Z');
      await lab.nominated(rosterId, 'borys');
      lab.app.clock.set('2019-04-20T09:00:00Z');
      expect(await lab.nominate(rosterId, { rows: lab.rows('vira') })).toMatchObject({ kind: 'RegistrationClosed' });
    } finally {
      lab.app.clock.set('2019-03-01T08:00:00Z');
    }
  });

  it.each([
    ['INVITED', 'CONFIRMED'],
    ['OPEN', 'CONFIRMED'],
    // The quota is the host's yes.
    ['APPROVAL', 'CONFIRMED'],
  ])('in the mode %s a nominee who agrees is %s', async (mode, status) => {
    const rosterId = await lab.aQuota(1, { mode });
    const [ada] = await lab.nominated(rosterId, 'ada');
    expect((await lab.answer(ada!.id, true)).receipt).toMatchObject({ status, expiresAt: null });
  });

  it('is none where nobody registers, and after the event was cancelled', async () => {
    const none = await lab.aQuota(1, { mode: 'NONE' });
    expect(await lab.nominate(none, { rows: lab.rows('ada') })).toMatchObject({ kind: 'NotOpen', opensAt: null });
    const quotas = [{ bodySlug: lab.body.slug, seats: 1 }];
    const { session, rosterId } = await lab.aRoster({ mode: 'INVITED', quotas });
    await lab.take('CANCEL', session.id, { version: session.version });
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada') })).toMatchObject({ kind: 'NotHeld' });
  });
});

describe('who may', () => {
  const codeOf = (query: string, input: Record<string, unknown>, as: Parameters<typeof lab.outcome>[2]) =>
    lab.outcome(query, input, as);

  it('nominate are nominators of the body that is named', async () => {
    const rosterId = await lab.aQuota(1);
    const input = (parts: Record<string, unknown>) => ({
      input: lab.list(rosterId, { rows: lab.rows('ada'), ...parts }),
    });
    expect(await codeOf(NOMINATE, input({ bodySlug: lab.other.slug }), NOMINATOR)).toBe('FORBIDDEN');
    expect(await codeOf(NOMINATE, input({ bodySlug: 'nobody' }), NOMINATOR)).toBe('NOT_FOUND');
    expect(await codeOf(NOMINATE, input({}), LIBRARIAN)).toBe('FORBIDDEN');
    expect(await codeOf(NOMINATE, input({ bodySlug: null }), NOMINATOR)).toBe('BAD_USER_INPUT');
    const both = { bodySlug: lab.body.slug, outletSlug: lab.outlet.slug };
    expect(await codeOf(NOMINATE, input(both), NOMINATOR)).toBe('BAD_USER_INPUT');
    expect(await codeOf(NOMINATE, input({ csv: 'Ада,ada@example.org' }), NOMINATOR)).toBe('BAD_USER_INPUT');
    expect(await codeOf(NOMINATE, { input: lab.list(lab.planId, { rows: lab.rows('ada') }) }, NOMINATOR)).toBe(
      'NOT_FOUND',
    );
    expect(await codeOf(NOMINATE, input({}), NOMINATOR)).toBe('in');
  });

  it('see a list are its nominators and the host’s staff', async () => {
    const rosterId = await lab.aQuota(1);
    const of = (slug: string) => ({ rosterId, bodySlug: slug });
    expect(await codeOf(LIST, of(lab.body.slug), NOMINATOR)).toBe('in');
    expect(await codeOf(LIST, of(lab.other.slug), NOMINATOR)).toBe('FORBIDDEN');
    expect(await codeOf(LIST, of(lab.other.slug), LIBRARIAN)).toBe('in');
    expect(await codeOf(LIST, of(lab.body.slug), { as: 'teacher' })).toBe('FORBIDDEN');
  });

  it('has seats where the roster keeps some', async () => {
    const { rosterId } = await lab.aRoster({ mode: 'OPEN' });
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada') })).toMatchObject({ kind: 'NoQuota' });
    expect(await lab.registrationsOf(rosterId)).toEqual([]);
    expect((await lab.nominations(rosterId)).quota).toBeNull();
  });
});

describe('the list of a body', () => {
  it('is read page by page, with its own alone and the seats there are', async () => {
    const rosterId = await lab.aQuota(2);
    const ids = (await lab.nominated(rosterId, ...NAMES)).map(({ id }) => id);
    await lab.nominate(rosterId, { rows: lab.rows('olha'), outletSlug: lab.outlet.slug });
    const first = await lab.nominations(rosterId, { first: 3 });
    expect(first.quota).toEqual({ seats: 2, held: 2, waiting: 3, releasedAt: null });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await lab.nominations(rosterId, { first: 3, after: first.pageInfo.endCursor });
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const nodes = [...first.edges, ...rest.edges].map(({ node }) => node);
    expect(nodes.map(({ id, position }) => [id, position])).toEqual(ids.map((id, at) => [id, at < 2 ? null : at - 1]));
    expect(nodes[0]).toMatchObject({ name: 'ada', email: 'ada@example.org', expiresAt: '2019-03-06T08:00:00.000Z' });
    expect(await lab.states(rosterId, { outletSlug: lab.outlet.slug })).toEqual(['olha: INVITED']);
    const seen = await lab.nominations(rosterId, {}, LIBRARIAN);
    expect(seen.edges.map(({ node }) => node['viewerCan'])).toEqual(NAMES.map(() => []));
  });

  it('is the staff’s alone while the event is a draft', async () => {
    const event = await lab.draft({ attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/x' });
    const { id } = must(await lab.schedule(event.id, { place: { online: true } }));
    const quotas = [{ bodySlug: lab.body.slug, seats: 2 }];
    const settings = { eventId: event.id, sessionId: id, mode: 'INVITED', capacity: 10, quotas };
    const rosterId = must(await lab.saveRoster(settings)).id;
    expect(await lab.outcome(LIST, { rosterId, bodySlug: lab.body.slug }, NOMINATOR)).toBe('FORBIDDEN');
    expect(await lab.outcome(LIST, { rosterId, bodySlug: lab.body.slug }, LIBRARIAN)).toBe('in');
    expect(await lab.nominate(rosterId, { rows: lab.rows('ada') })).toMatchObject({ kind: 'NotHeld' });
  });
});

it('asks the database as often for a list of three as for one of fifty', async () => {
  const rosterId = await lab.aQuota(50, { capacity: 100 });
  const asked = async (first: number) => {
    const before = lab.app.queries.length;
    expect((await lab.nominations(rosterId, { first })).edges).toHaveLength(first);
    return lab.app.queries.length - before;
  };
  await lab.nominated(rosterId, ...Array.from({ length: 60 }, (_, at) => `n${at}`));
  await asked(3);
  expect(await asked(50)).toBe(await asked(3));
});
