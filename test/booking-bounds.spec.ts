// What would make everybody wait for one request: wishes that last for years, and queues without an end.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, startBookingLab } from './booking-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab('2019-03-01T08:00:00Z');
});
afterAll(() => lab.app.stop());

describe('what lasts too long for any room', () => {
  const wish = () => ({
    ...{ roomId: lab.rooms.hallA, layout: 'THEATRE', startDate: '2019-04-01', startTime: '10:00', endTime: '11:00' },
    expectedPeople: 5,
  });
  const series = () => ({ ...wish(), purpose: 'Клуб', rule: 'FREQ=DAILY;COUNT=200' });

  it.each([
    ['a check of a hundred years', 'checkBooking', 'WishInput', () => ({ ...wish(), endDate: '2099-12-31' })],
    ['a check of 33 days', 'checkBooking', 'WishInput', () => ({ ...wish(), endDate: '2019-05-04' })],
    ['a booking', 'bookRoom', 'BookRoomInput', () => ({ ...wish(), purpose: 'Клуб', endDate: '2019-05-04' })],
    ['dates of two days and more', 'previewSeries', 'SeriesInput', () => ({ ...series(), endDate: '2019-04-04' })],
    [
      'a blocking of years',
      'blockRoom',
      'BlockRoomInput',
      () => ({ ...timeOf(wish()), endDate: '2021-04-01', reason: 'Ремонт' }),
    ],
  ])('is refused before anything is looked at: %s', async (_, name, type, input) => {
    const operation = name === 'checkBooking' || name === 'previewSeries' ? 'query' : 'mutation';
    const { errors } = await lab.app.gql(
      `${operation} ($input: ${type}!) { ${name}(input: $input) { __typename } }`,
      { input: input() },
      APPROVER,
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining('at most'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('is none when it lasts 32 days: that is a rule of the room', async () => {
    expect(
      kindsOf(
        await lab.check({ roomId: lab.rooms.hallA, startDate: '2019-04-01', endDate: '2019-05-03', endTime: '10:00' }),
      ),
    ).toContain('TooLong');
  });
});

function timeOf({ roomId, startDate, startTime, endTime }: Record<string, unknown>) {
  return { roomId, startDate, startTime, endTime };
}

describe('a queue behind a hold', () => {
  it('is joined by a person once for the same hours, and has an end', async () => {
    const roomId = await lab.ownRoom();
    await lab.hold({ roomId }, TRAINER);
    const wait = (asking: Asking) => lab.book({ roomId, waitBehindHolds: true }, asking);
    const first = await wait(APPROVER);
    expect(first).toMatchObject({ status: 'REQUESTED' });
    expect(await wait(APPROVER)).toMatchObject({ kind: 'BookingRefused' });
    await lab.database.transaction((tx) =>
      tx.execute(sql`
        insert into booking (id, branch_id, room_id, layout_kind, status, purpose, expected_people, start_local, zone, wall_minutes,
          starts_at, ends_at, set_up_minutes, tear_down_minutes, queued_at, created_at, updated_at)
        select uuidv7(), branch_id, room_id, layout_kind, status, purpose, expected_people, start_local, zone, wall_minutes,
          starts_at, ends_at, set_up_minutes, tear_down_minutes, queued_at, created_at, updated_at
        from booking, generate_series(1, 18) where id = ${first.id}`),
    );
    expect(await wait({ as: 'librarian' })).toMatchObject({ status: 'REQUESTED' });
    expect(await wait({ as: 'admin' })).toMatchObject({ kind: 'BookingRefused' });
  });
});
