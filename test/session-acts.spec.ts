// What higher floors are told of a transaction before it commits, and what is done without mail.
import { AsyncResource } from 'node:async_hooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { type Act, actOf } from '../src/events/record/act.ts';
import type { SessionRow } from '../src/events/record/session.tables.ts';
import { writeSessions } from '../src/events/sessions/session.writing.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { Database, type Tx } from '../src/platform/db/database.ts';
import { mailsUnwanted } from '../src/platform/graphql/without.mail.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import { APPLY } from './closure-lab.ts';
import { CANCEL_MANY, EDIT, editOf, EventSeriesLab } from './event-series-lab.ts';
import { personId } from './people.ts';
import { APPROVER } from './programme-lab.ts';
import { CANCEL_ONE } from './series-lab.ts';
import { CHANGE_BOOKING, MOVE, must, SCHEDULE, STEPS, type Told } from './session-lab.ts';

type Parts = Readonly<{ session: Told; roomId: string; eventId: string }>;

const ADMIN = { as: 'admin' } as const;
const REASON = 'Усім уже зателефонували';
const UPDATE = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) {
  ... on Event { id version } ... on Refusal { kind message } } }`;
const RESTORE = 'mutation ($id: ID!) { result: restoreEvent(id: $id) { ... on Event { id } ... on Refusal { kind } } }';

let lab: EventSeriesLab;
let acts: Act[] = [];
let work: (tx: Tx) => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  lab = await EventSeriesLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.next);
    await tx.update(branches).set({ zone: 'Europe/Warsaw' }).where(eq(branches.id, lab.branches.next));
  });
  lab.app.nest.get(Database).beforeCommit(async (tx) => {
    const act = actOf(tx);
    if (act) acts.push(act);
    await work(tx);
  });
});
afterEach(() => {
  work = () => Promise.resolve();
  lab.app.clock.set('2019-03-01T08:00:00Z');
});
afterAll(() => lab.app.stop());

/** The one act of this work. */
async function actIn(done: () => Promise<{ readonly kind?: string; readonly message?: string }>): Promise<Act> {
  acts = [];
  must(await done());
  expect(acts).toHaveLength(1);
  return acts[0]!;
}
const told = ({ sessions }: Act) =>
  sessions.map(({ before, after }) => [before?.happeningStatus ?? null, after.happeningStatus]);
/** What is told stands in the database, stamps and all. */
async function asWritten({ sessions }: Act): Promise<void> {
  for (const { event, after } of sessions) {
    expect(after).toEqual(await lab.row(after.id));
    expect(event).toEqual(await lab.eventRow(event.id));
  }
}
const silences = async (id: string) =>
  (await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id))).filter(
    ({ action }) => action === 'SILENCE',
  );
/** The same mutation with one argument more. */
const silently = (query: string) =>
  query
    .replace('mutation (', 'mutation ($withoutMail: String, ')
    .replace(/result: (\w+)\(/, 'result: $1(withoutMail: $withoutMail, ');

describe('an act', () => {
  it('tells of each session how it was and how it is, who did it and when', async () => {
    const { session, event } = await lab.announced();
    const before = await lab.row(session.id);
    const act = await actIn(() => lab.move(session, { startTime: '10:15' }));
    expect(act).toMatchObject({ eventIds: [], silent: false, reason: null, sessions: [{ event: { id: event.id } }] });
    expect(act.sessions[0]!.before).toEqual(before);
    expect(act.sessions[0]!.after).toMatchObject({ startLocal: '2019-04-17T10:15:00', sequence: 1, isListed: true });
    expect(act.by?.viewer).toMatchObject({ kind: 'person', id: personId('librarian') });
    expect(act.by?.now.toISOString()).toBe('2019-03-01T08:00:00.000Z');
    await asWritten(act);
    const next = await actIn(() => lab.take('CANCEL', session.id));
    expect(told(next)).toEqual([['RESCHEDULED', 'CANCELLED']]);
    expect(next.id).not.toBe(act.id);
  });

  it('of a new session has no before, and its event is told where it becomes another', async () => {
    const roomId = await lab.aRoom();
    const draft = await lab.draft();
    const act = await actIn(() => lab.scheduleSeries(lab.wednesdays(draft, roomId, { rule: 'FREQ=WEEKLY;COUNT=3' })));
    expect(told(act)).toEqual(Array.from({ length: 3 }, () => [null, 'CONFIRMED']));
    expect(act.eventIds).toEqual([draft.id]);
    await asWritten(act);
  });

  it('is one for all dates of an edit', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=4' });
    const act = await actIn(() => lab.edit(editOf(event, 1, 'FOLLOWING', { startTime: '16:00' })));
    expect(act.sessions.map(({ after }) => after.startLocal)).toEqual(
      ['2019-04-10', '2019-04-17', '2019-04-24'].map((day) => `${day}T16:00:00`),
    );
    expect(act.eventIds).toEqual([]);
    await asWritten(act);
  });

  it('is one for the events whose rooms are shut', async () => {
    const roomId = await lab.aRoom();
    const made: Told[] = [];
    for (const hour of ['10', '12']) {
      const { id } = await lab.draft();
      made.push(
        must(await lab.schedule(id, { startTime: `${hour}:00`, endTime: `${hour}:45`, place: lab.inRoom(roomId) })),
      );
    }
    const input = {
      ...{ branchId: lab.branches.central, roomId, kind: 'REPAIR', reasonUk: 'Ремонт' },
      ...{ startDate: '2019-04-17', endDate: '2019-04-17', startTime: '08:00', endTime: '20:00' },
    };
    const choices = (await lab.bookingsOf(roomId)).map(({ id, version }) => ({ bookingId: id, version, move: null }));
    const variables = { input, choices, withoutMail: REASON };
    const act = await actIn(() => lab.asked<Told>(silently(APPLY), variables, ADMIN));
    expect(act.sessions.map(({ before, after }) => [before?.place, after.place])).toEqual(
      made.map(() => ['ROOM', 'TO_BE_FOUND']),
    );
    await asWritten(act);
    for (const id of act.sessions.map(({ event }) => event.id))
      expect(await silences(id)).toMatchObject([{ actorId: personId('admin') }]);
    expect(act.silent).toBe(true);
    expect(new Set(act.sessions.map(({ after }) => after.id))).toEqual(new Set(made.map(({ id }) => id)));
  });

  it('tells of a session that is written twice how it was at first, and how it is at last', async () => {
    const { session, event } = await lab.announced();
    const [row, first] = [await lab.eventRow(event.id), await lab.row(session.id)];
    const deciding = { viewer: { kind: 'system' }, language: 'uk', now: lab.app.clock.now() } as const;
    const expects = (tx: Tx, before: SessionRow, expectedPeople: number) =>
      writeSessions(tx, [{ event: row, changes: [{ before, after: { ...before, expectedPeople } }] }], 'X', deciding);
    acts = [];
    await lab.database.transaction(async (tx) => {
      const [written] = await expects(tx, first, 8);
      await expects(tx, written!.sessions[0]!, 9);
    });
    const [act] = acts;
    expect([acts.length, act!.sessions.length, act!.sessions[0]!.before]).toEqual([1, 1, first]);
    expect(act!.sessions[0]!.after).toMatchObject({ expectedPeople: 9, version: first.version + 2 });
    await asWritten(act!);
  });

  it('tells which events are published, worded otherwise, put away, brought back and thrown away', async () => {
    const { event } = await lab.inOwnRoom();
    const justIt = { sessions: [], eventIds: [event.id], silent: false };
    expect(await actIn(() => lab.publish(event.id))).toMatchObject(justIt);
    const { version } = await lab.eventRow(event.id);
    const words = { id: event.id, version, titleUk: 'Інша назва' };
    expect(await actIn(() => lab.asked<Told>(UPDATE, { input: words }))).toMatchObject(justIt);
    lab.app.clock.set('2019-05-17T08:00:00Z');
    expect(await actIn(() => lab.archive(event.id))).toMatchObject(justIt);
    expect(await actIn(() => lab.asked<Told>(RESTORE, { id: event.id }, APPROVER))).toMatchObject(justIt);
    const { id, version: seen } = await lab.draft();
    const unit = { eventId: id, version: seen, unit: 'WHOLE' };
    expect(await actIn(() => lab.setUnit(unit))).toMatchObject({ ...justIt, eventIds: [id] });
    expect(await actIn(() => lab.discard(id))).toMatchObject({ ...justIt, eventIds: [id] });
  });

  it('tells of the dates that go along to another branch, as they stand there', async () => {
    const { session, event } = await lab.announced({ place: { atBranch: true } }, { kind: 'EXHIBITION' });
    const { version } = await lab.eventRow(event.id);
    const input = { id: event.id, version, branchId: lab.branches.next };
    const act = await actIn(() => lab.asked<Told>(UPDATE, { input }));
    expect(act.eventIds).toEqual([event.id]);
    expect(act.sessions).toMatchObject([
      { before: { id: session.id, zone: 'Europe/Kyiv' }, after: { zone: 'Europe/Warsaw', sequence: 1 } },
    ]);
    await asWritten(act);
  });

  it('is not there where nothing was changed', async () => {
    const { session, event } = await lab.announced();
    acts = [];
    const still = (await lab.session(session.id))!;
    must(await lab.move(still, { startTime: '10:00' }));
    expect(await lab.move({ ...still, version: 7 }, { startTime: '10:30' })).toMatchObject({
      kind: 'ChangedMeanwhile',
    });
    expect(await lab.take('REVIVE', session.id)).toMatchObject({ kind: 'WrongHappening' });
    expect(await lab.discard(event.id)).toMatchObject({ kind: 'WrongStatus' });
    await lab.aRoom();
    expect(acts).toEqual([]);
  });
});

describe('without mail', () => {
  it('an act is silent, and the audit of its event says why and who', async () => {
    const { session, event } = await lab.announced();
    const variables = { id: session.id, reason: 'Захворів ведучий', withoutMail: `  ${REASON} ` };
    const act = await actIn(() => lab.asked<Told>(silently(STEPS.CANCEL), variables));
    expect(act).toMatchObject({ silent: true, reason: REASON });
    const changes = [{ field: 'withoutMail', before: null, after: REASON }];
    const line = { thingKind: 'Event', actorId: personId('librarian'), scopeIds: [lab.branches.central], changes };
    expect(await silences(event.id)).toMatchObject([line]);
    // Only that mutation was.
    expect(await actIn(() => lab.take('REVIVE', session.id))).toMatchObject({ silent: false, reason: null });
    expect(await silences(event.id)).toHaveLength(1);
  });

  it('only the one of several mutations of a request is done that asks for it', async () => {
    const [one, two] = [await lab.announced(), await lab.announced()];
    acts = [];
    await lab.data(
      `mutation ($one: ID!, $two: ID!) { one: moveSessionOnline(id: $one, withoutMail: "Бо так") { __typename }
        two: moveSessionOnline(id: $two, withoutMail: null) { __typename } }`,
      { one: one.session.id, two: two.session.id },
    );
    expect(acts.map(({ reason }) => reason)).toEqual(['Бо так', null]);
    expect([await silences(one.event.id), await silences(two.event.id)]).toMatchObject([[{}], []]);
  });

  it.each<[string, (parts: Parts) => Promise<[string, object]>]>([
    ['a move', ({ session }) => given(MOVE, { id: session.id, version: session.version, startTime: '10:15' })],
    ['other words', async ({ eventId: id }) => given(UPDATE, { id, version: await seen(id), titleUk: 'Інакше' })],
    ['a new date', async () => given(SCHEDULE, lab.dated((await lab.draft()).id))],
    ['another booking', async ({ roomId }) => given(CHANGE_BOOKING, { ...(await booked(roomId)), startTime: '10:15' })],
    ['no booking', async ({ roomId }) => [CANCEL_ONE, { id: (await booked(roomId)).id }]],
    ['an edit of dates', async (parts) => given(EDIT, { ...(await of(parts)), change: { shiftDays: 1 } })],
    ['the end of dates', async (parts) => given(CANCEL_MANY, { ...(await of(parts)), reason: 'Ремонт' })],
  ])('can be %s', async (_, asks) => {
    const { session, roomId, event } = await lab.announced();
    const [query, variables] = await asks({ session: (await lab.session(session.id))!, roomId, eventId: event.id });
    const act = await actIn(() => lab.asked<Told>(silently(query), { ...variables, withoutMail: REASON }));
    expect(act).toMatchObject({ silent: true, reason: REASON });
    const id = act.sessions[0]?.event.id ?? act.eventIds[0]!;
    expect(await silences(id)).toHaveLength(1);
  });

  it.each(['ні', '   ', 'х'.repeat(301)])('needs a reason, not «%s»', async (withoutMail) => {
    const { session } = await lab.announced();
    acts = [];
    expect(await lab.outcome(silently(STEPS.MOVE_ONLINE), { id: session.id, withoutMail })).toBe('BAD_USER_INPUT');
    expect(acts).toEqual([]);
  });

  it('is nothing that the mutation leaves running behind it', async () => {
    const { session } = await lab.announced();
    const heard: unknown[] = [];
    let later = mailsUnwanted;
    work = () => {
      later = AsyncResource.bind(mailsUnwanted);
      return Promise.resolve(void heard.push(mailsUnwanted()?.reason));
    };
    must(await lab.asked<Told>(silently(STEPS.MOVE_ONLINE), { id: session.id, withoutMail: REASON }));
    expect([...heard, later()]).toEqual([REASON, undefined]);
  });

  it('a refusal is silent about nothing', async () => {
    const { session, event } = await lab.announced();
    acts = [];
    const variables = { id: session.id, withoutMail: REASON };
    expect(await lab.outcome(silently(STEPS.REVIVE), variables)).toBe('WrongHappening');
    expect(await lab.outcome(silently(STEPS.REVIVE), variables, { as: null })).toBe('UNAUTHENTICATED');
    expect(acts).toEqual([]);
    expect(await silences(event.id)).toEqual([]);
  });
});

describe('what is done before the commit', () => {
  it('is done in the same transaction', async () => {
    const { session } = await lab.announced();
    work = async (tx) => {
      if (actOf(tx)) await tx.update(branches).set({ nameEn: 'Noted' }).where(eq(branches.id, lab.branches.third));
    };
    must(await lab.take('CANCEL', session.id));
    const noted = await lab.database.reader.select().from(branches).where(eq(branches.nameEn, 'Noted'));
    expect(noted).toMatchObject([{ id: lab.branches.third }]);
  });

  it('takes everything back when it fails', async () => {
    const { session, event, roomId } = await lab.announced();
    const state = async () => [await lab.row(session.id), await lab.eventRow(event.id), await lab.bookingsOf(roomId)];
    const before = await state();
    work = () => Promise.reject(new Error('no'));
    const variables = { id: session.id, reason: 'Захворів ведучий', withoutMail: REASON };
    expect(await lab.outcome(silently(STEPS.CANCEL), variables)).toBe('INTERNAL');
    work = () => Promise.resolve();
    expect(await state()).toEqual(before);
    expect(await silences(event.id)).toEqual([]);
  });
});

const given = (query: string, input: object): Promise<[string, object]> => Promise.resolve([query, { input }]);
const seen = async (id: string) => (await lab.eventRow(id)).version;
const of = async ({ session, eventId }: Parts) => ({
  ...{ eventId, version: await seen(eventId), from: session.id, scope: 'ALL' },
});
const booked = async (roomId: string) => (await lab.bookingsOf(roomId)).map(({ id, version }) => ({ id, version }))[0]!;
