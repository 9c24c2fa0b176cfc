// A series goes by the clock of the branch at which its dates are.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { branches } from '../src/venues/places/branch.tables.ts';
import { editOf, EventSeriesLab } from './event-series-lab.ts';
import { must, type Told } from './session-lab.ts';

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.next);
    await tx.update(branches).set({ zone: 'Europe/Warsaw' }).where(eq(branches.id, lab.branches.next));
    await tx.update(branches).set({ zone: 'Europe/Lisbon' }).where(eq(branches.id, lab.branches.third));
  });
});
afterAll(() => lab.app.stop());

const UPDATE = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) {
  ... on Event { id version } ... on Refusal { kind message } } }`;
const goes = async (id: string) => {
  const { version } = await lab.eventRow(id);
  must(await lab.asked<Told>(UPDATE, { input: { id, version, branchId: lab.branches.next } }));
};
const made = async (place: object) => {
  const event = await lab.draft({ kind: 'INFORMATION_MARATHON', attendanceMode: 'MIXED' });
  return must(await lab.scheduleSeries(lab.wednesdays(event, '', { place })));
};
const usual = async (id: string) => (await lab.programme(id)).series;

describe('an event that goes to a branch by another clock', () => {
  it.each<[string, object]>([
    ['at the branch', { atBranch: true }],
    ['online', { online: true }],
    ['in a room to be found', { roomToBeFound: true }],
  ])('takes along what is usual for its series: %s', async (_, place) => {
    const { id } = await made(place);
    expect(await usual(id)).toMatchObject({ zone: 'Europe/Kyiv', startTime: '15:00' });
    await goes(id);
    expect(await usual(id)).toMatchObject({ zone: 'Europe/Warsaw', startTime: '15:00', endTime: '16:30' });
  });

  it('leaves a series in its room, and one that is looked for elsewhere', async () => {
    const { event } = await lab.series();
    await goes(event.id);
    expect(await usual(event.id)).toMatchObject({ zone: 'Europe/Kyiv' });
    const { id } = await made({ roomToBeFound: true, branchId: lab.branches.third });
    await goes(id);
    expect(await usual(id)).toMatchObject({ zone: 'Europe/Lisbon' });
  });
});

it('a series whose dates go to a branch by another clock goes with them', async () => {
  const event = await made({ atBranch: true });
  const place = { roomToBeFound: true, branchId: lab.branches.third };
  must(await lab.edit(editOf(event, 0, 'ALL', { place })));
  expect(await usual(event.id)).toMatchObject({ zone: 'Europe/Lisbon', startTime: '15:00' });
});
