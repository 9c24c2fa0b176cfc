// Go or no-go: which sessions wait for somebody to decide whether they are held.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { Asking } from './app.ts';
import { must, SessionLab, type Told } from './session-lab.ts';

const START = '2019-03-01T08:00:00Z';
const AFTER = '2019-04-17T09:00:00Z';
const FEW = { minimumAttendance: 5, decideDaysBefore: 3 };

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterEach(async () => {
  // On the day of all sessions each waits for its decision: every test has the list for itself.
  lab.app.clock.set('2019-04-17T06:00:00Z');
  for (const id of await due()) must(await lab.take('CANCEL', id, {}, { as: 'admin' }));
  lab.app.clock.set(START);
});
afterAll(() => lab.app.stop());

const LIST = `query ($branchId: ID, $after: String, $first: Int! = 20) { sessionsToDecide(branchId: $branchId, first: $first, after: $after) {
  edges { cursor node { id staff { decisionDate isDecisionDue } } } pageInfo { hasNextPage } } }`;
const UPDATE = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) {
  ... on Event { id version } ... on Refusal { kind message } } }`;
interface Page {
  sessionsToDecide: {
    edges: { cursor: string; node: { id: string; staff: object } }[];
    pageInfo: { hasNextPage: boolean };
  };
}
const page = async (variables = {}, asking?: Asking) =>
  (await lab.data<Page>(LIST, variables, asking)).sessionsToDecide;
const due = async (variables = {}, asking: Asking = { as: 'admin' }) =>
  (await page(variables, asking)).edges.map(({ node }) => node.id);
const stateOf = async (id: string) => (await lab.session(id))!['staff'];

async function edit(eventId: string, change: Record<string, unknown>): Promise<void> {
  const { version } = await lab.eventRow(eventId);
  must(await lab.asked<Told>(UPDATE, { input: { id: eventId, version, ...change } }));
}

describe('with a minimum attendance', () => {
  it('it is decided in time whether it is held', async () => {
    const [go, noGo, later] = [
      await lab.announced({}, FEW),
      await lab.announced({ startTime: '12:00', endTime: '13:00' }, FEW),
      await lab.announced({}, { minimumAttendance: 5, decideDaysBefore: 2 }),
    ];
    lab.app.clock.set('2019-04-13T20:59:59Z');
    expect(await due()).toEqual([]);
    expect(await stateOf(go.session.id)).toMatchObject({ decisionDate: '2019-04-14', isDecisionDue: false });
    lab.app.clock.set('2019-04-13T21:00:00Z'); // midnight in Kyiv
    expect(await due()).toEqual([go.session.id, noGo.session.id]);
    const first = await page({ first: 1 });
    expect(first).toMatchObject({
      edges: [{ node: { id: go.session.id, staff: { decisionDate: '2019-04-14', isDecisionDue: true } } }],
      pageInfo: { hasNextPage: true },
    });
    expect(await due({ after: first.edges[0]!.cursor })).toEqual([noGo.session.id]);
    expect(await due({ branchId: lab.branches.next })).toEqual([]);
    expect(await due({ branchId: lab.branches.central })).toHaveLength(2);
    must(await lab.take('CONFIRM', go.session.id));
    must(await lab.take('CANCEL', noGo.session.id));
    expect(await due()).toEqual([]);
    lab.app.clock.set('2019-04-15T08:00:00Z');
    expect(await due()).toEqual([later.session.id]);
    lab.app.clock.set(AFTER);
    expect(await due()).toEqual([]);
    expect(await stateOf(later.session.id)).toMatchObject({ isDecisionDue: false });
  });

  it('a session that waits for nobody has no day of decision', async () => {
    const { session } = await lab.announced({}, FEW);
    expect(await stateOf(session.id)).toMatchObject({ decisionDate: '2019-04-14' });
    for (const step of ['CONFIRM', 'POSTPONE', 'CANCEL'] as const) {
      must(await lab.take(step, session.id));
      expect([step, await stateOf(session.id)]).toMatchObject([step, { decisionDate: null, isDecisionDue: false }]);
    }
  });

  it('that is taken away, a session stays in doubt, and in the list, until somebody decides', async () => {
    const early = await lab.announced({}, FEW);
    const waiting = await lab.announced({ startTime: '12:00', endTime: '13:00' }, FEW);
    await edit(early.event.id, { minimumAttendance: null });
    expect(await lab.session(early.session.id)).toMatchObject({ happeningStatus: 'TENTATIVE' });
    expect(await due()).toEqual([early.session.id]);
    lab.app.clock.set('2019-04-14T08:00:00Z');
    expect(await due()).toEqual([early.session.id, waiting.session.id]);
    await edit(waiting.event.id, { minimumAttendance: null });
    expect(await due()).toEqual([early.session.id, waiting.session.id]);
    expect(await stateOf(waiting.session.id)).toMatchObject({ decisionDate: '2019-04-17', isDecisionDue: true });
    must(await lab.take('CONFIRM', early.session.id));
    expect(await due()).toEqual([waiting.session.id]);
  });
});

describe('without one', () => {
  it('whatever is tentative waits for a decision from the first day to its end', async () => {
    const { session } = await lab.announced({ tentative: true });
    const draft = await lab.inOwnRoom({ tentative: true, startTime: '12:00', endTime: '13:00' });
    await lab.announced();
    for (const at of [START, '2019-04-16T20:59:59Z', '2019-04-17T07:59:59Z']) {
      lab.app.clock.set(at);
      expect([at, await due()]).toEqual([at, [session.id, draft.session.id]]);
      expect(await stateOf(session.id)).toMatchObject({ decisionDate: '2019-04-17', isDecisionDue: true });
    }
    lab.app.clock.set('2019-04-17T08:00:00Z');
    expect(await due()).toEqual([draft.session.id]);
  });

  it('it is in the list of those who may decide, and of nobody else', async () => {
    const asAdmin = { as: 'admin' } as const;
    const elsewhere = await lab.draft({ branchId: lab.branches.next }, asAdmin);
    const there = must(await lab.schedule(elsewhere.id, { tentative: true }, asAdmin));
    const { session: here } = await lab.inOwnRoom({ tentative: true });
    expect(await due({}, { as: 'librarian' })).toEqual([here.id]);
    expect(await due({}, { as: 'approver' })).toEqual([here.id]);
    expect(await due({}, asAdmin)).toEqual(expect.arrayContaining([here.id, there.id]));
    expect(await lab.outcome(LIST, {}, { as: 'teacher' })).toBe('FORBIDDEN');
    expect(await lab.outcome(LIST, {}, { as: null })).toBe('UNAUTHENTICATED');
  });

  it('what does not stand in the calendar waits for nobody', async () => {
    const { session } = await lab.inOwnRoom({ tentative: true });
    expect(await due()).toEqual([session.id]);
    must(await lab.dropOne(session.id));
    expect(await due()).toEqual([]);
  });
});

describe('a minimum that is set later', () => {
  const audited = async (id: string) => {
    const rows = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
    return rows
      .flatMap(({ changes }) => changes)
      .filter(({ field, before }) => field === 'happeningStatus' && before !== null);
  };

  it('puts the dates of a draft ahead in doubt, and no others', async () => {
    const event = await lab.draft({ kind: 'EXHIBITION' });
    await lab.arrange(event.id, 'SERIES');
    const on = async (startDate: string, parts = {}) =>
      must(await lab.schedule(event.id, { startDate, place: { atBranch: true }, ...parts })).id;
    const [over, running, ahead, off, dropped] = [
      await on('2019-02-27'),
      await on('2019-03-01', { startTime: '09:00', endTime: '12:00' }),
      await on('2019-04-17', { place: lab.inRoom(await lab.aRoom()) }),
      await on('2019-04-18'),
      await on('2019-04-19'),
    ];
    must(await lab.take('CANCEL', off));
    must(await lab.dropOne(dropped));
    const before = await lab.row(ahead);
    await edit(event.id, { minimumAttendance: 5 });
    const statuses = await Promise.all([over, running, ahead, off, dropped].map((id) => lab.row(id)));
    expect(statuses.map(({ happeningStatus }) => happeningStatus)).toEqual([
      ...['CONFIRMED', 'TENTATIVE', 'TENTATIVE', 'CANCELLED', 'CONFIRMED'],
    ]);
    const { version, sequence, bookingId } = before;
    expect(await lab.row(ahead)).toMatchObject({ version: version + 1, sequence, bookingId });
    expect(await audited(ahead)).toEqual([{ field: 'happeningStatus', before: 'CONFIRMED', after: 'TENTATIVE' }]);
    expect(await audited(over)).toEqual([]);
    expect(await stateOf(ahead)).toMatchObject({ decisionDate: '2019-04-14' });
    must(await lab.take('CONFIRM', running));
    // What was called off is in doubt as well, once it is to be held after all.
    expect(must(await lab.take('REVIVE', off))['happeningStatus']).toBe('TENTATIVE');
    lab.app.clock.set('2019-04-14T08:00:00Z');
    expect(await due()).toEqual([ahead]);
  });

  it('goes along with another branch', async () => {
    await lab.database.transaction((tx) => lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.next));
    const { event, session } = await lab.inOwnRoom({ place: { atBranch: true } }, { kind: 'EXHIBITION' });
    await edit(event.id, { minimumAttendance: 5, branchId: lab.branches.next });
    const { version } = session;
    expect(await lab.row(session.id)).toMatchObject({
      ...{ happeningStatus: 'TENTATIVE', branchId: lab.branches.next, version: version + 1 },
    });
  });

  it('leaves what was announced as certain as it is, and holds for new dates', async () => {
    const { event, session } = await lab.announced({ place: { atBranch: true } }, { kind: 'EXHIBITION' });
    const { version, sequence } = (await lab.session(session.id))!;
    await edit(event.id, { minimumAttendance: 5 });
    expect(await lab.session(session.id)).toMatchObject({ happeningStatus: 'CONFIRMED', version, sequence });
    expect(await due()).toEqual([]);
    must(await lab.take('CANCEL', session.id));
    const next = must(await lab.schedule(event.id, { place: { atBranch: true } }));
    expect(next['happeningStatus']).toBe('TENTATIVE');
  });

  it('that was there already puts nothing in doubt again', async () => {
    const { event, session } = await lab.inOwnRoom({}, FEW);
    must(await lab.take('CONFIRM', session.id));
    await edit(event.id, { minimumAttendance: 8 });
    await edit(event.id, { decideDaysBefore: 1 });
    expect(await lab.session(session.id)).toMatchObject({ happeningStatus: 'CONFIRMED' });
  });
});
