// The days that stand in the words of an event: a clone has its own, a template none.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloneLab } from './clone-lab.ts';
import { must } from './session-lab.ts';

let lab: CloneLab;
beforeAll(async () => {
  lab = await CloneLab.start();
});
afterAll(() => lab.app.stop());

const CONTEST = { kind: 'CREATIVE_CONTEST', contest: { submissionsUntil: '2019-03-20', resultsOn: '2019-04-12' } };
const EXHIBITION = {
  kind: 'EXHIBITION',
  exhibition: { opensOn: '2019-04-01', closesOn: '2019-04-30', openWeekdays: [2, 3] },
};
const atBranch = { atBranch: true };

async function original(parts: Record<string, unknown>): Promise<string> {
  const { id } = await lab.draft(parts);
  must(await lab.schedule(id, { startDate: '2019-04-10', place: atBranch }));
  return id;
}
const slot = (startDate: string) => ({ startDate, startTime: '10:00', endTime: '11:00', place: atBranch });
const cloned = async (id: string, parts: Record<string, unknown>) =>
  (await lab.clone(id, [{ branchId: lab.branches.next, ...parts }])).events[0]!;

describe('the days of a clone', () => {
  it('of a contest keep their distance from its first date', async () => {
    const id = await original(CONTEST);
    expect((await cloned(id, { slot: slot('2019-05-08') }))['contest']).toEqual({
      ...{ submissionsUntil: '2019-04-17', resultsOn: '2019-05-10' },
    });
    expect((await cloned(id, { slot: slot('2019-04-09') }))['contest']).toEqual({
      ...{ submissionsUntil: '2019-03-19', resultsOn: '2019-04-11' },
    });
  });

  it('of an exhibition too, and its weekdays stay', async () => {
    const id = await original(EXHIBITION);
    expect((await cloned(id, { slot: slot('2019-05-10') }))['exhibition']).toEqual({
      ...{ opensOn: '2019-05-01', closesOn: '2019-05-30', openWeekdays: [2, 3] },
    });
  });

  it('are nobody’s guess without a date, in either of the two', async () => {
    const id = await original(EXHIBITION);
    const unsaid = { opensOn: null, closesOn: null, openWeekdays: [2, 3] };
    expect((await cloned(id, {}))['exhibition']).toEqual(unsaid);
    const { id: undated } = await lab.draft(CONTEST);
    expect((await cloned(undated, { slot: slot('2019-05-08') }))['contest']).toEqual({
      ...{ submissionsUntil: null, resultsOn: null },
    });
  });
});

describe('a proposal for a day that has passed', () => {
  it.each(['2019-02-01', '2019-02-28'])('%s', async (startDate) => {
    const event = await lab.draft();
    const room = { roomId: await lab.aRoom(), layout: 'THEATRE', expectedPeople: 10 };
    must(await lab.schedule(event.id, { startDate: '2019-04-11', place: { room } }));
    const { targets } = await lab.previewClone(event.id, [{ branchId: lab.branches.next, startDate }]);
    expect(targets[0]).toMatchObject({
      ...{ verdict: 'DAY_PASSED', slot: null, fits: 0, toPlace: 0 },
      reason: expect.stringContaining('минув'),
    });
  });
});
