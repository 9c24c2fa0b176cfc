// What an approver's yes covers, and what has to be approved again.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, startBookingLab, type Told } from './booking-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab();
});
afterAll(() => lab.app.stop());

const strict = () => lab.ownRoom({ needsApproval: true });
const at = (startTime: string, endTime: string) => ({ startTime, endTime });

describe('a yes is to what was asked, and is said again for', () => {
  const lecture = { expectedPeople: 50, purpose: 'Лекція', ...at('12:00', '13:00') };
  // A day of its own for each, so that nobody's projectors are another's.
  let days = 0;
  let roomId: string;
  let startDate: string;
  async function approved(): Promise<Told> {
    roomId = await strict();
    startDate = `2019-07-${10 + (days += 1)}`;
    const asked = await lab.book({ roomId, startDate, ...projectors(2), ...lecture }, TRAINER);
    return lab.approve(asked.id, APPROVER);
  }
  const projectors = (quantity: number) => ({ equipment: [{ equipmentId: lab.projectors, quantity }] });
  const all: [string, () => Parameters<BookingLab['change']>[2]][] = [
    ['more people', () => ({ expectedPeople: 51 })],
    ['another layout', () => ({ layout: 'CLASS', expectedPeople: 30, setUpMinutes: 30, tearDownMinutes: 15 })],
    ['another purpose', () => ({ purpose: 'Вечірка' })],
    ['another purpose at a shorter time', () => ({ purpose: 'Вечірка', endTime: '12:30' })],
    [
      'an event that fills the time of set-up and tear-down',
      () => ({
        ...at('11:30', '13:15'),
        ...{ setUpMinutes: 0, tearDownMinutes: 0 },
      }),
    ],
    ['more of an equipment', () => projectors(3)],
  ];

  it.each(all)('%s', async (_, change) => {
    const { id, version } = await approved();
    expect(await lab.change(id, version, change(), TRAINER)).toMatchObject({ status: 'REQUESTED' });
    // It keeps its place meanwhile, and what was approved is no more: back is not enough.
    expect(kindsOf(await lab.check({ roomId, startDate, ...at('12:00', '12:30') }))).toContain('Overlap');
    const back = { ...lecture, ...projectors(2), layout: 'THEATRE', setUpMinutes: null, tearDownMinutes: null };
    expect(await lab.change(id, version + 1, back, TRAINER)).toMatchObject({ status: 'REQUESTED' });
    expect(await lab.approve(id, APPROVER)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('nothing by whoever may say it, nor for less', async () => {
    const { id, version } = await approved();
    const words = await lab.change(id, version, { purpose: 'Вечірка', expectedPeople: 55 }, APPROVER);
    expect(words).toMatchObject({ status: 'CONFIRMED', version: version + 1 });
    const less = { ...projectors(1), expectedPeople: 20, purpose: 'Вечірка', ...at('12:15', '13:00') };
    expect(await lab.change(id, version + 1, less, TRAINER)).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.change(id, version + 2, { purpose: 'Танці' }, APPROVER)).toMatchObject({ status: 'CONFIRMED' });
  });
});
