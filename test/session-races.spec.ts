// Sessions and bookings that are changed from both sides at once: one after the other, and nobody waits for ever.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Answer } from './app.ts';
import { APPLY } from './closure-lab.ts';
import { bearer } from './people.ts';
import { Program } from './program.ts';
import { APPROVER } from './programme-lab.ts';
import { bookingOf, CHANGE_BOOKING, MOVE, must, SCHEDULE, SessionLab, STEPS, type Told } from './session-lab.ts';

jest.setTimeout(120_000);

type Parts = Record<string, unknown>;

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

const times = <Made>(count: number, make: (n: number) => Made) => Array.from({ length: count }, (_, n) => make(n));
const tallied = (outcomes: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(outcomes, (one) => one)].map(([one, all]) => [one, all.length]));

/** Sessions in rooms whose booking is not live or says something else; and live bookings of nothing. */
async function discord(): Promise<number> {
  const [row] = await lab.database.reader.execute<{ count: number }>(sql`
    select count(*)::int as count from event_session s full join booking b on b.id = s.booking_id
    where (s.booking_id is not null and (b.status not in ('CONFIRMED', 'REQUESTED')
        or (b.room_id, b.branch_id, b.start_local, b.wall_minutes, b.layout_kind, b.expected_people)
          is distinct from (s.room_id, s.branch_id, s.start_local, s.wall_minutes, s.layout_kind, s.expected_people)))
      or (s.id is null and b.status in ('CONFIRMED', 'REQUESTED'))`);
  return row!.count;
}
/** How often one waited in a ring. */
async function deadlocks(): Promise<number> {
  const [row] = await lab.database.reader.execute<{ count: number }>(
    sql`select deadlocks::int as count from pg_stat_database where datname = current_database()`,
  );
  return row!.count;
}
const inSlot = (roomId: string, parts: Parts = {}) => ({ place: lab.inRoom(roomId), ...parts });

describe('at once', () => {
  it('of twenty events that want one room one gets it', async () => {
    const roomId = await lab.aRoom();
    const drafts = await Promise.all(times(20, () => lab.draft()));
    const outcomes = await Promise.all(
      drafts.map(({ id }) => lab.outcome(SCHEDULE, { input: lab.dated(id, inSlot(roomId)) })),
    );
    expect(tallied(outcomes)).toEqual({ in: 1, SessionsRefused: 19 });
    expect(await discord()).toBe(0);
  });

  it('an event of a single date gets one', async () => {
    const { id } = await lab.draft();
    const outcomes = await Promise.all(
      times(8, (n) => lab.outcome(SCHEDULE, { input: lab.dated(id, { startDate: `2019-05-0${n + 2}` }) })),
    );
    expect(tallied(outcomes)).toEqual({ in: 1, OneSessionOnly: 7 });
  });

  it('a session is moved by one of those who saw it', async () => {
    const { session } = await lab.inOwnRoom();
    const outcomes = await Promise.all(
      times(8, (n) => lab.outcome(MOVE, { input: { id: session.id, version: 1, startTime: `10:${10 + n}` } })),
    );
    expect(tallied(outcomes)).toEqual({ in: 1, ChangedMeanwhile: 7 });
    expect(await discord()).toBe(0);
  });

  it('sessions go crosswise through the same rooms, and their bookings from the other side', async () => {
    const rooms = [await lab.aRoom(), await lab.aRoom(), await lab.aRoom()];
    const made = await Promise.all(
      times(6, async (n) => {
        const { id } = await lab.draft();
        const hour = 9 + n;
        const at = { startTime: `${hour}:00`.padStart(5, '0'), endTime: `${hour}:45`.padStart(5, '0') };
        return must(await lab.schedule(id, inSlot(rooms[n % 3]!, at)));
      }),
    );
    const before = await deadlocks();
    const outcomes: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const now = await Promise.all(made.map(({ id }) => lab.session(id)));
      const asked = now.flatMap((session, n) => {
        const place = lab.inRoom(rooms[(n + round + 1) % 3]!);
        const move = { id: session!.id, version: session!.version, place };
        const booking = bookingOf(session!);
        const change = booking && { id: booking.id, version: booking.version, roomId: rooms[(n + round + 2) % 3] };
        return [
          lab.outcome(MOVE, { input: move }),
          ...(change ? [lab.outcome(CHANGE_BOOKING, { input: change })] : []),
          ...(n === round ? [lab.outcome(STEPS.MOVE_ONLINE, { id: session!.id })] : []),
        ];
      });
      outcomes.push(...(await Promise.all(asked)));
    }
    const known = [
      'in',
      'ChangedMeanwhile',
      'SessionsRefused',
      'BookingRefused',
      'BookingStatusWrong',
      'WrongHappening',
    ];
    expect(outcomes.filter((one) => !known.includes(one))).toEqual([]);
    expect(outcomes.filter((one) => one === 'in').length).toBeGreaterThan(10);
    expect(await discord()).toBe(0);
    expect(await deadlocks()).toBe(before);
  });

  it('a branch is shut while its sessions are moved, and both know of each other', async () => {
    const ADMIN = { as: 'admin' } as const;
    const before = await deadlocks();
    for (let round = 0; round < 4; round += 1) {
      const startDate = `2019-06-${10 + round}`;
      const roomId = await lab.aRoom({}, lab.branches.third);
      const made = await Promise.all(
        times(5, async (n) => {
          const { id } = await lab.draft({}, APPROVER);
          const at = { startDate, startTime: `1${n}:00`, endTime: `1${n}:45` };
          return must(await lab.schedule(id, inSlot(roomId, at), ADMIN));
        }),
      );
      const closure = {
        branchId: lab.branches.third,
        kind: 'REPAIR',
        reasonUk: 'Ремонт',
        startDate,
        endDate: startDate,
      };
      const choices = made.map((one, n) => {
        const { id: bookingId, version } = bookingOf(one)!;
        return {
          bookingId,
          version,
          move: n % 2 ? null : { roomId: lab.rooms.nextHall, layout: 'THEATRE', setUpMinutes: 0, tearDownMinutes: 0 },
        };
      });
      const input = { ...closure, startTime: '08:00', endTime: '20:00' };
      const [shut, ...moved] = await Promise.all([
        lab.outcome(APPLY, { input, choices }, ADMIN),
        ...made.map(({ id }, n) =>
          round === 0 || n !== round
            ? lab.outcome(STEPS.CONFIRM, { id }, ADMIN)
            : lab.outcome(MOVE, { input: { id, version: 1, place: { roomToBeFound: true } } }, ADMIN),
        ),
      ]);
      expect(['in', 'ClosureOutdated']).toContain(shut);
      expect(moved.filter((one) => !['in', 'WrongHappening', 'ChangedMeanwhile'].includes(one))).toEqual([]);
      expect(await discord()).toBe(0);
    }
    expect(await deadlocks()).toBe(before);
  });
});

it('over two processes on one database one gets the room, and sessions stay with their bookings', async () => {
  const environment = {
    ...{ NODE_ENV: 'test', DATABASE_URL: lab.app.postgres.url, PORT: '0', LOG_LEVEL: 'warn', DEMO: 'off' },
  };
  const programs = [new Program(environment), new Program(environment)];
  try {
    const urls = await Promise.all(programs.map((program) => program.running()));
    const ask = async (n: number, query: string, variables: Parts): Promise<string> => {
      const headers = { 'content-type': 'application/json', ...bearer('librarian') };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${urls[n % 2]!}/graphql`, { method: 'POST', headers, body });
      const { data, errors } = (await response.json()) as Answer<{ result: Told }>;
      return errors ? `fault ${String(errors[0]?.extensions.code)}` : (data.result.kind ?? 'in');
    };
    // They go by the real clock.
    const startDate = '2098-05-06';
    const roomId = await lab.aRoom();
    const drafts = await Promise.all(times(12, () => lab.draft()));
    const wanting = drafts.map(({ id }, n) =>
      ask(n, SCHEDULE, { input: lab.dated(id, { ...inSlot(roomId), startDate }) }),
    );
    expect(tallied(await Promise.all(wanting))).toEqual({ in: 1, SessionsRefused: 11 });
    const [row] = await lab.database.reader.execute<{ id: string; booking: string }>(
      sql`select id, booking_id as booking from event_session where room_id = ${roomId}::uuid and booking_id is not null`,
    );
    const both = times(12, (n) =>
      n % 3 > 0
        ? ask(n, MOVE, { input: { id: row!.id, version: 1, startTime: `10:${10 + n}` } })
        : ask(n, CHANGE_BOOKING, { input: { id: row!.booking, version: 1, startTime: `10:${10 + n}` } }),
    );
    expect(tallied(await Promise.all(both))).toEqual({ in: 1, ChangedMeanwhile: 11 });
    expect(await discord()).toBe(0);
  } finally {
    await Promise.all(programs.map((program) => program.kill('SIGKILL')));
  }
});
