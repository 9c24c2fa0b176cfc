// Whether a session is held: every step from every state, and what becomes of its room on the way.
import { HAPPENING_STEPS, type SessionAction } from '../src/events/record/happening.rules.ts';
import type { HappeningStatus } from '../src/events/record/session.tables.ts';
import { bookingOf, conflictsOf, must, SessionLab, STEPS, type Told } from './session-lab.ts';

const START = '2019-03-01T08:00:00Z';
const DURING = '2019-04-17T07:30:00Z';
const AFTER = '2019-04-17T09:00:00Z';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterEach(() => lab.app.clock.set(START));
afterAll(() => lab.app.stop());

const STATUSES: readonly HappeningStatus[] = [
  ...(['TENTATIVE', 'CONFIRMED', 'POSTPONED', 'RESCHEDULED', 'MOVED_ONLINE', 'CANCELLED', 'HELD'] as const),
];
const ACTIONS = Object.keys(HAPPENING_STEPS) as SessionAction[];

const act = (action: SessionAction, session: Told) =>
  action === 'MOVE'
    ? lab.move(session, { startTime: '12:00', endTime: '13:00' })
    : lab.take(action, session.id, { version: session.version });

/** An announced session of an exhibition, for which no room is asked, in this state. */
async function sessionThatIs(status: HappeningStatus): Promise<Told> {
  const place = { atBranch: true };
  const { session } = await lab.announced({ place, tentative: status === 'TENTATIVE' }, { kind: 'EXHIBITION' });
  const now = must((await lab.session(session.id))!);
  switch (status) {
    case 'TENTATIVE':
    case 'CONFIRMED':
      return now;
    case 'RESCHEDULED':
      return must(await lab.move(now, { startTime: '10:15' }));
    case 'HELD':
      lab.app.clock.set(DURING);
      return must(await lab.take('MARK_HELD', now.id));
    case 'POSTPONED':
      return must(await lab.take('POSTPONE', now.id));
    case 'MOVED_ONLINE':
      return must(await lab.take('MOVE_ONLINE', now.id));
    case 'CANCELLED':
      return must(await lab.take('CANCEL', now.id));
  }
}

/** Where a step leads from a state, as people would say it. */
function goal(status: HappeningStatus, action: SessionAction): HappeningStatus {
  const { to } = HAPPENING_STEPS[action];
  if (to === 'before') return 'CONFIRMED';
  if (to !== 'moved') return to;
  return status === 'TENTATIVE' || status === 'MOVED_ONLINE' ? status : 'RESCHEDULED';
}

describe('of a session that is', () => {
  it.each(STATUSES)('%s', async (status) => {
    for (const action of ACTIONS) {
      const session = await sessionThatIs(status);
      expect(session['happeningStatus']).toBe(status);
      lab.app.clock.set(DURING);
      const { viewerCan } = (await lab.session(session.id))!;
      const told = await act(action, session);
      const allowed = HAPPENING_STEPS[action].from.includes(status);
      expect([action, (viewerCan as string[]).includes(action)]).toEqual([action, allowed]);
      if (allowed) {
        expect([action, told['happeningStatus']]).toEqual([action, goal(status, action)]);
        expect(told.version).toBe(session.version + 1);
        expect(told['sequence']).toBe(Number(session['sequence']) + 1);
      } else {
        const refusal = { kind: 'WrongHappening', wrongAction: action, wrongStatus: status };
        expect([action, told]).toMatchObject([action, refusal]);
        expect((await lab.session(session.id))!.version).toBe(session.version);
      }
      lab.app.clock.set(START);
    }
  });
});

describe('who may not', () => {
  it.each(Object.keys(STEPS) as (keyof typeof STEPS)[])('take the step %s', async (step) => {
    const { session } = await lab.inOwnRoom();
    const variables = { id: session.id, ...(/\$reason/.test(STEPS[step]) && { reason: 'Так' }) };
    expect(await lab.outcome(STEPS[step], variables, { as: null })).toBe('UNAUTHENTICATED');
    expect(await lab.outcome(STEPS[step], variables, { as: 'teacher' })).toBe('FORBIDDEN');
    const other = await lab.schedule(
      (await lab.draft({ branchId: lab.branches.next }, { as: 'admin' })).id,
      {},
      { as: 'admin' },
    );
    expect(await lab.outcome(STEPS[step], { ...variables, id: other.id })).toBe('FORBIDDEN');
    expect(await lab.outcome(STEPS[step], { ...variables, id: lab.planId })).toBe('NOT_FOUND');
  });
});

describe('what is called off', () => {
  it('gives its room up with the reason, and has it again when it is revived', async () => {
    const { session, roomId, event } = await lab.announced();
    const cancelled = must(await lab.take('CANCEL', session.id));
    expect(cancelled).toMatchObject({ happeningStatus: 'CANCELLED', reason: 'Захворів ведучий', room: { id: roomId } });
    expect(bookingOf(cancelled)).toBeNull();
    expect(await lab.bookingsOf(roomId)).toMatchObject([{ status: 'CANCELLED', reason: 'Захворів ведучий' }]);
    const revived = must(await lab.take('REVIVE', session.id));
    expect(revived).toMatchObject({ happeningStatus: 'CONFIRMED', reason: null, place: 'ROOM', sequence: 2 });
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED', 'CONFIRMED']);
    expect((await lab.eventRow(event.id)).version).toBe(5);
  });

  it('is not revived into a room that somebody else has by now, but without', async () => {
    const { session, roomId } = await lab.announced();
    must(await lab.take('CANCEL', session.id));
    const other = await lab.draft();
    must(await lab.schedule(other.id, { place: lab.inRoom(roomId) }));
    const told = await lab.take('REVIVE', session.id);
    expect(told.kind).toBe('SessionsRefused');
    expect(conflictsOf(told)[0]!.broken).toMatchObject([{ kind: 'Overlap' }]);
    expect(conflictsOf(told)[0]!.alternatives.length).toBeGreaterThan(0);
    expect(await lab.session(session.id)).toMatchObject({ happeningStatus: 'CANCELLED', sequence: 1 });
    const revived = must(await lab.take('REVIVE', session.id, { roomToBeFound: true }));
    expect(revived).toMatchObject({
      happeningStatus: 'CONFIRMED',
      place: 'TO_BE_FOUND',
      room: null,
      staff: { booking: null },
    });
  });

  it('needs a reason to read', async () => {
    const { session } = await lab.inOwnRoom();
    expect(await lab.outcome(STEPS.CANCEL, { id: session.id, reason: ' ' })).toBe('BAD_USER_INPUT');
    expect(await lab.outcome(STEPS.POSTPONE, { id: session.id, reason: '' })).toBe('BAD_USER_INPUT');
    expect(await lab.outcome(STEPS.CANCEL, { id: session.id, reason: 'х'.repeat(501) })).toBe('BAD_USER_INPUT');
  });

  it('for a later time is moved to it, and is not held when nobody knew', async () => {
    const { session, roomId } = await lab.announced();
    const postponed = must(await lab.take('POSTPONE', session.id));
    expect(postponed).toMatchObject({ happeningStatus: 'POSTPONED', start: '2019-04-17T10:00:00+03:00' });
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED']);
    lab.app.clock.set(AFTER);
    // Its old time is over; the new one lies ahead.
    expect(await lab.move(postponed, {})).toMatchObject({ kind: 'SessionOver' });
    const moved = must(await lab.move(postponed, { startDate: '2019-04-24' }));
    expect(moved).toMatchObject({
      ...{ happeningStatus: 'RESCHEDULED', reason: null, previousStart: '2019-04-17T10:00:00+03:00', place: 'ROOM' },
      start: '2019-04-24T10:00:00+03:00',
    });
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED', 'CONFIRMED']);
  });

  it('that is not certain yet is not moved online before it is confirmed', async () => {
    const { session, roomId } = await lab.announced({}, { minimumAttendance: 5 });
    const wrong = { kind: 'WrongHappening', wrongAction: 'MOVE_ONLINE', wrongStatus: 'TENTATIVE' };
    const inEnglish = { as: 'librarian', language: 'en' } as const;
    expect(await lab.take('MOVE_ONLINE', session.id)).toMatchObject({
      ...{ ...wrong, message: expect.stringContaining('Спершу підтвердьте її') as string },
    });
    expect(await lab.take('MOVE_ONLINE', session.id, {}, inEnglish)).toMatchObject({
      ...{ ...wrong, message: expect.stringContaining('Confirm it first') as string },
    });
    const now = (await lab.session(session.id))!;
    expect(now).toMatchObject({ happeningStatus: 'TENTATIVE', place: 'ROOM', version: session.version });
    expect(now['viewerCan']).toEqual(['CONFIRM', 'MOVE', 'POSTPONE', 'CANCEL']);
    expect(await lab.statusesIn(roomId)).toEqual(['CONFIRMED']);
    must(await lab.take('CONFIRM', session.id));
    expect(await lab.take('MOVE_ONLINE', session.id)).toMatchObject({ happeningStatus: 'MOVED_ONLINE' });
  });

  it('after it was postponed comes back as it was before that', async () => {
    const { session } = await lab.announced({ tentative: true });
    must(await lab.take('POSTPONE', session.id));
    must(await lab.take('CANCEL', session.id));
    expect(await lab.take('REVIVE', session.id)).toMatchObject({ happeningStatus: 'TENTATIVE', place: 'ROOM' });
  });

  it('into the network gives its room up, and a room brings it back', async () => {
    const { session, roomId } = await lab.announced();
    const online = must(await lab.take('MOVE_ONLINE', session.id));
    expect(online).toMatchObject({ happeningStatus: 'MOVED_ONLINE', place: 'ONLINE', room: null, layout: null });
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED']);
    const later = must(await lab.move(online, { startTime: '10:30', place: { online: true } }));
    expect(later).toMatchObject({ happeningStatus: 'MOVED_ONLINE', previousStart: '2019-04-17T10:00:00+03:00' });
    const back = must(await lab.move(later, { place: lab.inRoom(roomId) }));
    expect(back).toMatchObject({ happeningStatus: 'RESCHEDULED', place: 'ROOM', startTime: '10:30' });
  });
});

describe('time', () => {
  it('is over for what is moved, postponed or revived, and has to have come for what was held', async () => {
    const { session } = await lab.announced();
    expect(await lab.take('MARK_HELD', session.id)).toMatchObject({ kind: 'SessionAhead' });
    lab.app.clock.set(AFTER);
    const now = (await lab.session(session.id))!;
    expect(now['viewerCan']).toEqual(['CANCEL', 'MARK_HELD']);
    expect(await lab.move(now, { startTime: '12:00', endTime: '13:00' })).toMatchObject({ kind: 'SessionOver' });
    expect(await lab.take('POSTPONE', now.id)).toMatchObject({ kind: 'SessionOver' });
    expect(await lab.take('MOVE_ONLINE', now.id)).toMatchObject({ kind: 'SessionOver' });
    const held = must(await lab.take('MARK_HELD', now.id));
    expect(held).toMatchObject({ happeningStatus: 'HELD', place: 'ROOM', viewerCan: ['UNMARK_HELD'] });
    expect(bookingOf(held)).toMatchObject({ status: 'CONFIRMED' });
    must(await lab.take('UNMARK_HELD', now.id));
    must(await lab.take('CANCEL', now.id));
    expect(await lab.take('REVIVE', now.id)).toMatchObject({ kind: 'SessionOver' });
  });

  it('of a version that is no more stops every step', async () => {
    const { session } = await lab.inOwnRoom();
    must(await lab.move(session, { startTime: '10:15' }));
    const told = await lab.take('CANCEL', session.id, { version: session.version }, { as: 'approver' });
    expect(told).toMatchObject({ kind: 'ChangedMeanwhile', by: 'librarian of the test', current: { version: 2 } });
    expect(told['current']).toMatchObject({ id: session.id });
  });
});
