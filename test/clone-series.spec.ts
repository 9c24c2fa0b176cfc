// A series held once more: all its dates at the same distance from the first, and those that do not fit to be placed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seriesOfEvents } from '../src/events/series/series.store.ts';
import { CloneLab } from './clone-lab.ts';
import type { Made } from './programme-lab.ts';
import { must } from './session-lab.ts';
import { single } from './series-lab.ts';

let lab: CloneLab;
beforeAll(async () => {
  lab = await CloneLab.start();
});
afterAll(() => lab.app.stop());

async function series(parts: Record<string, unknown> = {}): Promise<Made> {
  const event = await lab.draft();
  await lab.wednesdays(event, await lab.aRoom(), parts);
  return event;
}

describe('a series of Wednesdays', () => {
  it('is cloned to the Thursdays of another branch, with the one that is taken to be placed', async () => {
    const event = await series();
    await lab.bookRoom(single(lab.rooms.nextHall, '2019-05-16', '15:00', '16:00'));
    const target = { branchId: lab.branches.next, startDate: '2019-04-04' };
    const { dates, targets } = await lab.previewClone(event.id, [target]);
    expect(dates).toBe(13);
    expect(targets[0]).toMatchObject({ verdict: 'AT_ITS_TIME', fits: 12, toPlace: 1 });
    const cloned = await lab.clone(event.id, [lab.taking(targets[0]!)]);
    const [{ sessions, arrangement }] = cloned.events as [(typeof cloned.events)[0]];
    expect(arrangement).toBe('SERIES');
    expect(sessions).toHaveLength(13);
    expect(sessions.every(({ startTime, endTime }) => startTime === '15:00' && endTime === '16:30')).toBe(true);
    expect(sessions.filter(({ standing }) => standing === 'TO_PLACE')).toMatchObject([
      { startDate: '2019-05-16', staff: { brokenKinds: ['Overlap'], booking: null } },
    ]);
    // The holiday of the original is a Thursday here: the second of May is none.
    expect(sessions.map(({ startDate }) => startDate)).toContain('2019-05-02');
  });

  it('begins at another time, and keeps the distance of a date that was moved', async () => {
    const event = await series();
    const { sessions } = await lab.asked<{ sessions: { id: string; version: number; startDate: string }[] }>(
      'query ($id: ID!) { result: event(id: $id) { sessions { id version startDate } } }',
      { id: event.id },
    );
    must(await lab.move(sessions[2]!, { startTime: '15:15', endTime: '16:45' }));
    const slot = { startDate: '2019-09-04', startTime: '10:00', endTime: '12:00', place: { roomToBeFound: true } };
    const { events } = await lab.clone(event.id, [{ branchId: lab.branches.third, slot }]);
    const dates = events[0]!.sessions;
    expect(dates[0]).toMatchObject({ startDate: '2019-09-04', startTime: '10:00', endTime: '12:00' });
    expect(dates[2]).toMatchObject({ startDate: '2019-09-18', startTime: '10:15', endTime: '12:15' });
    expect(dates.every(({ place }) => place === 'TO_BE_FOUND')).toBe(true);
  });

  it('keeps its rule where that gives the same dates, and else has none', async () => {
    const event = await series();
    const ruleOf = async (startDate: string, of = event.id) => {
      const slot = { startDate, startTime: '15:00', endTime: '16:30', place: { roomToBeFound: true } };
      const { events } = await lab.clone(of, [{ branchId: lab.branches.next, slot }]);
      return (await seriesOfEvents(lab.database.reader, [events[0]!.id])).get(events[0]!.id)?.rule ?? null;
    };
    expect(await ruleOf('2019-09-04')).toBe('FREQ=WEEKLY;UNTIL=20191127');
    expect(await ruleOf('2019-09-05')).toBe('FREQ=WEEKLY;UNTIL=20191128');
    const byDay = await series({ rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=3' });
    expect(await ruleOf('2019-09-04', byDay.id)).toContain('BYDAY=WE');
    expect(await ruleOf('2019-09-05', byDay.id)).toBeNull();
    const monthly = await series({ rule: 'FREQ=MONTHLY;COUNT=3' });
    expect(await ruleOf('2019-04-03', monthly.id)).toContain('FREQ=MONTHLY');
    expect(await ruleOf('2019-09-04', monthly.id)).toBeNull();
  });

  it('falls into the hour that the clocks skip once, and that date is to be placed', async () => {
    const event = await series({ rule: 'FREQ=DAILY;COUNT=3', startDate: '2019-04-08', skipClosed: false });
    const slot = { startDate: '2020-03-28', startTime: '03:15', endTime: '04:45', place: { roomToBeFound: true } };
    const { events } = await lab.clone(event.id, [{ branchId: lab.branches.next, slot }]);
    expect(events[0]!.sessions.map(({ standing, staff }) => [standing, staff.brokenKinds])).toEqual([
      ['SCHEDULED', []],
      ['TO_PLACE', ['SkippedHour']],
      ['SCHEDULED', []],
    ]);
  });
});

describe('too many dates at once', () => {
  it('are neither previewed nor cloned', async () => {
    const event = await series({ rule: 'FREQ=DAILY;COUNT=51', place: { roomToBeFound: true }, skipClosed: false });
    const input = (count: number) => ({
      input: { eventId: event.id, targets: Array.from({ length: count }, () => ({ branchId: lab.branches.next })) },
    });
    const [preview, clone] = [
      'query ($input: PreviewCloneInput!) { result: previewClone(input: $input) { dates } }',
      'mutation ($input: CloneEventInput!) { result: cloneEvent(input: $input) { __typename } }',
    ] as const;
    expect(await lab.codeOf(preview, input(20), 'librarian')).toBe('BAD_USER_INPUT');
    expect(await lab.codeOf(clone, input(20), 'librarian')).toBe('BAD_USER_INPUT');
    expect(await lab.codeOf(preview, input(19), 'librarian')).toBe('in');
  });
});

describe('what is proposed', () => {
  it('can be had, whatever is taken and whoever else is to be there', async () => {
    const { central, next, third } = lab.branches;
    await lab.roomIn('next', 30, 'Мала зала');
    const branch = fc.constantFrom(central, next, third);
    const day = fc.integer({ min: 1, max: 28 }).map((date) => `2019-10-${String(date).padStart(2, '0')}`);
    const target = fc.record({ branchId: branch, startDate: fc.option(day, { nil: undefined }) });
    const busy = fc.record({
      ...{ roomId: fc.constantFrom(lab.rooms.hallA, lab.rooms.nextHall, lab.rooms.great), day },
      ...{ from: fc.integer({ min: 7, max: 19 }), hours: fc.integer({ min: 1, max: 4 }) },
    });
    const rule = fc.constantFrom(null, 'FREQ=DAILY;COUNT=4', 'FREQ=WEEKLY;COUNT=3');
    const people = fc.constantFrom(10, 25, 60);
    const projectors = fc.integer({ min: 0, max: 3 });
    const any = fc.record({
      ...{ targets: fc.array(target, { minLength: 1, maxLength: 5 }), taken: fc.array(busy, { maxLength: 6 }) },
      ...{ rule, people, projectors, day, from: fc.integer({ min: 8, max: 18 }) },
    });
    let had = 0;
    await fc.assert(
      fc.asyncProperty(
        any,
        async ({ targets, taken, rule: by, people: expectedPeople, projectors: many, day: startDate, from }) => {
          for (const one of taken) {
            const hour = (at: number) => `${String(at).padStart(2, '0')}:00`;
            await lab.bookRoom(single(one.roomId, one.day, hour(one.from), hour(Math.min(one.from + one.hours, 23))));
          }
          const event = await lab.draft();
          const roomId = await lab.aRoom();
          const equipment = many > 0 ? [{ equipmentId: lab.projectors, quantity: many }] : [];
          const place = { room: { roomId, layout: 'THEATRE', expectedPeople, equipment } };
          const times = {
            startDate,
            startTime: `${String(from).padStart(2, '0')}:00`,
            endTime: `${String(from + 1).padStart(2, '0')}:30`,
          };
          if (by) await lab.wednesdays(event, roomId, { ...times, rule: by, place, skipClosed: false });
          else if ((await lab.schedule(event.id, { ...times, place })).kind) return;
          const proposed = await lab.previewClone(event.id, targets);
          expect(proposed.targets).toHaveLength(targets.length);
          const cloned = await lab.clone(
            event.id,
            proposed.targets.map((one) => lab.taking(one)),
          );
          expect(cloned.kind ?? cloned.message).toBeUndefined();
          for (const [at, one] of proposed.targets.entries()) {
            const { sessions } = cloned.events[at]!;
            if (!one.slot) continue;
            had += 1;
            expect(sessions.filter(({ standing }) => standing === 'SCHEDULED')).toHaveLength(one.fits);
            expect(sessions.filter(({ standing }) => standing === 'TO_PLACE')).toHaveLength(one.toPlace);
            expect(sessions.some(({ startDate: on }) => on === one.slot!.startDate)).toBe(true);
          }
        },
      ),
      { numRuns: 10 },
    );
    expect(had).toBeGreaterThan(5);
  }, 120_000);
});
