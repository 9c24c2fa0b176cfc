// Several sessions in one write: the core on which series, courses, edits and copies stand.
import { findEvent } from '../src/events/record/event.store.ts';
import type { EventRow } from '../src/events/record/event.tables.ts';
import type { SessionRow } from '../src/events/record/session.tables.ts';
import { allOrRefused, type SessionsRefused } from '../src/events/sessions/conflict.rules.ts';
import type { WishedPlace } from '../src/events/sessions/place.rules.ts';
import type { Choice, SessionPlan } from '../src/events/sessions/plan.rules.ts';
import { carryOut, choosePlans, judgePlans } from '../src/events/sessions/planning.ts';
import { newSession } from '../src/events/sessions/session.making.ts';
import { movedSession } from '../src/events/sessions/session.moves.rules.ts';
import { waysOutOf } from '../src/events/sessions/ways.out.ts';
import { SYSTEM } from '../src/platform/access/viewer.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { isRefusal } from '../src/platform/refusals/refusal.ts';
import { type PlacedTime, placeInTime } from '../src/platform/time/wall.rules.ts';
import { must, SessionLab } from './session-lab.ts';
import { KYIV } from './venue-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

const deciding = () => ({ viewer: SYSTEM, language: 'en' as const, now: lab.app.clock.now() });
const at = (startDate: string, startTime: string, endTime: string): PlacedTime => {
  const time = placeInTime({ startDate, startTime, endDate: startDate, endTime }, KYIV, 'en');
  if (isRefusal(time)) throw new Error(time.message);
  return time;
};

/** A series with dates at these hours of 17 April, all in one room. */
async function series(hours: readonly number[]) {
  const roomId = await lab.aRoom();
  const { id } = await lab.draft();
  await lab.arrange(id, 'SERIES');
  const rows: SessionRow[] = [];
  for (const hour of hours) {
    const told = must(
      await lab.schedule(id, { startTime: `${hour}:00`, endTime: `${hour + 1}:00`, place: lab.inRoom(roomId) }),
    );
    rows.push(await lab.row(told.id));
  }
  return { event: await eventOf(id), rows, roomId };
}
async function eventOf(id: string): Promise<EventRow> {
  return (await findEvent(lab.database.reader, id as Id<'Event'>))!;
}
const toHour = (before: SessionRow, hour: number): SessionPlan => ({
  ...{ before, overrides: [] },
  after: movedSession(before, { time: at('2019-04-17', `${hour}:00`, `${hour + 1}:00`), place: null }),
});
const carried = <R extends SessionsRefused>(event: EventRow, plans: readonly SessionPlan[], choose: Choice<R>) =>
  lab.database.transaction((tx) => carryOut(tx, event, plans, deciding(), { action: 'UPDATE' }, choose));
/** Where it is, and what it has there. */
const placeOf = ({ place, branchId, zone, roomId, layoutKind, ...row }: SessionRow): WishedPlace => {
  const { expectedPeople, setUpMinutes, tearDownMinutes, equipment } = row;
  return { place, branchId, zone, roomId, layoutKind, expectedPeople, setUpMinutes, tearDownMinutes, equipment };
};
const hours = async (rows: readonly SessionRow[]) =>
  Promise.all(rows.map(async ({ id }) => Number((await lab.row(id)).startLocal.slice(11, 13))));

describe('several plans', () => {
  it('may change places with each other', async () => {
    const { event, rows } = await series([10, 11, 12]);
    const [first, second, third] = rows as [SessionRow, SessionRow, SessionRow];
    const plans = [toHour(first, 11), toHour(second, 12), toHour(third, 10)];
    expect(await carried(event, plans, allOrRefused('en'))).toHaveProperty('sessions.length', 3);
    expect(await hours(rows)).toEqual([11, 12, 10]);
    expect(await eventOf(event.id)).toMatchObject({ version: event.version + 1 });
  });

  it('of which one does not fit are refused together, each with ways out', async () => {
    const { event, rows, roomId } = await series([10, 11]);
    must(
      await lab.schedule((await lab.draft()).id, { startTime: '15:00', endTime: '16:00', place: lab.inRoom(roomId) }),
    );
    const [first, second] = rows as [SessionRow, SessionRow];
    const plans = [toHour(first, 14), toHour(second, 15)];
    const told = await carried(event, plans, allOrRefused('en'));
    expect(told).toMatchObject({ kind: 'SessionsRefused', conflicts: [{ plan: { after: { id: second.id } } }] });
    expect(await hours(rows)).toEqual([10, 11]);
    const judged = await judgePlans(lab.database.reader, event, plans, deciding());
    expect(judged.map(({ verdict }) => verdict)).toEqual(['FITS', 'CONFLICT']);
    const ways = await waysOutOf(lab.database.reader, judged, { ...deciding(), first: 4 });
    expect([...ways.keys()]).toEqual([second.id]);
    // Fourteen to fifteen is what the first one takes; what both had is free.
    expect(ways.get(second.id)!.map(({ startTime }) => startTime)).not.toContain('14:00');
    expect(ways.get(second.id)![0]).toMatchObject({ kind: 'SAME_ROOM', startTime: '16:00' });
  });

  it('of which some are left out keep out of their way', async () => {
    const { event, rows, roomId } = await series([10, 11]);
    must(
      await lab.schedule((await lab.draft()).id, { startTime: '15:00', endTime: '16:00', place: lab.inRoom(roomId) }),
    );
    const [first, second] = rows as [SessionRow, SessionRow];
    // The second has no place at three, and stays where the first was to go.
    const plans = [toHour(first, 11), toHour(second, 15)];
    const asked: number[] = [];
    const whatFits: Choice<never> = (judged) => {
      asked.push(judged.length);
      return judged.filter(({ verdict }) => verdict === 'FITS');
    };
    expect(await choosePlans(lab.database.reader, event, plans, deciding(), whatFits)).toEqual([]);
    expect(asked).toEqual([2, 1]);
    expect(await carried(event, plans, whatFits)).toMatchObject({ sessions: [] });
    expect(await hours(rows)).toEqual([10, 11]);
    expect(await eventOf(event.id)).toMatchObject({ version: event.version });
  });

  it('may be answered otherwise: what does not fit waits for a place', async () => {
    const { event, roomId } = await series([10]);
    const where = placeOf((await series([12])).rows[0]!);
    const plans = [10, 14].map((hour): SessionPlan => {
      const time = at('2019-04-17', `${hour}:30`, `${hour + 1}:00`);
      const after = newSession(event, { time, place: { ...where, roomId: roomId as Id<'Room'> }, now: deciding().now });
      return { before: null, after, overrides: [] };
    });
    const keeping: Choice<never> = (judged) =>
      judged.map((plan) => {
        const brokenKinds = plan.refusing.map(({ kind }) => kind);
        return plan.verdict === 'FITS'
          ? plan
          : { ...plan, after: { ...plan.after, standing: 'TO_PLACE' as const, brokenKinds } };
      });
    const { sessions } = await carried(event, plans, keeping);
    expect(sessions).toMatchObject([
      { standing: 'TO_PLACE', bookingId: null, roomId, brokenKinds: ['Overlap'] },
      { standing: 'SCHEDULED', brokenKinds: [] },
    ]);
    expect(sessions[1]!.bookingId).not.toBeNull();
  });

  it('are not carried out against what the room says', async () => {
    const { event, rows, roomId } = await series([10]);
    must(
      await lab.schedule((await lab.draft()).id, { startTime: '15:00', endTime: '16:00', place: lab.inRoom(roomId) }),
    );
    await expect(carried(event, [toHour(rows[0]!, 15)], (judged) => judged)).rejects.toThrow('refuses it');
    expect(await hours(rows)).toEqual([10]);
  });
});

describe('many plans', () => {
  const many = async (count: number) => {
    const { event, rows } = await series([12]);
    const where = placeOf(rows[0]!);
    return Array.from({ length: count }, (_, day): SessionPlan => {
      const time = at(`2019-0${5 + Math.floor(day / 28)}-${String((day % 28) + 1).padStart(2, '0')}`, '16:00', '17:00');
      const after = newSession(event, { time, place: where, now: deciding().now });
      return { before: null, after, overrides: [] };
    }).map((plan) => ({ event, plan }));
  };
  const byFit: Choice<never> = (judged) => judged.filter(({ verdict }) => verdict === 'FITS');

  it('take no more statements than few, to schedule and to move', async () => {
    const counts: number[][] = [];
    for (const count of [3, 60]) {
      const made = await many(count);
      const event = await eventOf(made[0]!.event.id);
      const plans = made.map(({ plan }) => plan);
      let rows: readonly SessionRow[] = [];
      const scheduled = await lab.statements(async () => {
        rows = (await carried(event, plans, byFit)).sessions;
      });
      expect(rows.length).toBeGreaterThan(count - 3); // without holidays
      const now = await eventOf(event.id);
      const moves = rows.map((before): SessionPlan => {
        const date = before.startLocal.slice(0, 10);
        const after = movedSession(before, { time: at(date, '17:30', '18:00'), place: null });
        return { before, after, overrides: [] };
      });
      const moved = await lab.statements(async () => {
        expect((await carried(now, moves, byFit)).sessions).toHaveLength(rows.length);
      });
      counts.push([scheduled, moved]);
    }
    expect(counts[1]).toEqual(counts[0]);
  });
});
