// At a school's own hall nobody of ours has a role: whoever may book as a librarian or approver books there at once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, startBookingLab } from './booking-lab.ts';
import { SET } from './hours-lab.ts';
import { KYIV, layout } from './venue-lab.ts';

const [LIBRARIAN, APPROVER, TRAINER]: Asking[] = [{ as: 'librarian' }, { as: 'approver' }, { as: 'trainer' }];
const ADMIN: Asking = { as: 'admin' };
const DAY = '2019-04-17';

let lab: BookingLab;
let school: Id<'Branch'>;
beforeAll(async () => {
  lab = await startBookingLab();
  school = await aSchool('school-12');
});
afterAll(() => lab.app.stop());

async function aSchool(slug: string): Promise<Id<'Branch'>> {
  const id = newId<'Branch'>();
  const now = lab.app.clock.now();
  const place = { nameUk: `Школа ${slug}`, nameEn: `School ${slug}`, address: 'вул. Шкільна, 12', zone: KYIV };
  await lab.database.transaction((tx) =>
    tx.insert(branches).values({ ...place, id, slug, kind: 'EXTERNAL', createdAt: now, updatedAt: now }),
  );
  return id;
}

const hall = (parts: { needsApproval?: boolean; longestMinutes?: number } = {}, branchId = school) =>
  lab.database.transaction((tx) =>
    lab.addRoom(tx, branchId, [layout('THEATRE', 50)], { nameUk: 'Актова зала', ...parts }),
  );

describe('a hall of a school', () => {
  it.each([
    ['a librarian', LIBRARIAN],
    ['an approver', APPROVER],
  ])('is booked at once by %s of any branch', async (_, asking) => {
    const roomId = await hall();
    expect(await lab.check({ roomId }, asking)).toMatchObject({ fits: true, status: 'CONFIRMED', broken: [] });
    expect(await lab.book({ roomId }, asking)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('is asked for by a trainer, and any librarian says yes or no', async () => {
    const roomId = await hall();
    const [one, two] = [
      await lab.book({ roomId }, TRAINER),
      await lab.book({ roomId, startDate: '2019-04-18' }, TRAINER),
    ];
    expect([one.status, two.status]).toEqual(['REQUESTED', 'REQUESTED']);
    expect(await lab.approve(one.id, LIBRARIAN)).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.reject(two.id, LIBRARIAN)).toMatchObject({ status: 'REJECTED' });
  });

  it.each([['teacher'], ['head'], ['stranger'], ['coordinator']] as const)('is not booked by a %s', async (as) => {
    const { errors } = await lab.tryBook({ roomId: await hall() }, { as });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('that asks for a yes waits for approvers of its own, or an administrator', async () => {
    const roomId = await hall({ needsApproval: true });
    const asked = await lab.book({ roomId }, LIBRARIAN);
    expect(asked).toMatchObject({ status: 'REQUESTED' });
    for (const asking of [LIBRARIAN, APPROVER]) {
      const { errors } = await lab.ask(
        'mutation ($id: ID!) { approveBooking(id: $id) { __typename } }',
        { id: asked.id },
        asking,
      );
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await lab.approve(asked.id, ADMIN)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('is no way to the room of another library', async () => {
    const asked = await lab.book({ roomId: lab.rooms.nextHall }, LIBRARIAN);
    expect(asked).toMatchObject({ status: 'REQUESTED' });
    const broken = await lab.check({ roomId: lab.rooms.nextHall, expectedPeople: 80, startDate: '2019-04-19' });
    expect(broken).toMatchObject({ fits: false });
    expect(broken.broken?.find(({ kind }) => kind === 'LayoutTooSmall')).toMatchObject({ canOverride: false });
  });
});

describe('the hours of a school', () => {
  it('are nobody’s to keep: without weekly hours nothing is outside them', async () => {
    const roomId = await hall();
    const night = { roomId, startDate: '2019-04-20', startTime: '21:00', endDate: '2019-04-21', endTime: '02:00' };
    expect(await lab.book(night)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('hold where somebody entered them, and are set aside with a reason by whoever books there, as is its size', async () => {
    const branchId = await aSchool('school-13');
    const week = [{ weekday: 3, opens: '09:00', closes: '11:00' }];
    await lab.data(SET, { branchId, version: 1, week }, ADMIN);
    const roomId = await hall({}, branchId);
    const wish = { roomId, startDate: DAY, expectedPeople: 51 };
    const refused = await lab.book(wish);
    expect(kindsOf(refused)).toEqual(['LayoutTooSmall', 'OutsideOpeningHours']);
    expect(refused.broken?.map(({ canOverride }) => canOverride)).toEqual([true, true]);
    const overrides = [
      { rule: 'OutsideOpeningHours', reason: 'Директорка відчинить' },
      { rule: 'LayoutTooSmall', reason: 'Діти сядуть на лави' },
    ];
    expect(kindsOf(await lab.book({ ...wish, overrides }, TRAINER))).toEqual(['LayoutTooSmall', 'OutsideOpeningHours']);
    expect(await lab.book({ ...wish, overrides })).toMatchObject({ status: 'CONFIRMED', overrides });
  });

  it('are all that is set aside there: what a room is booked for is its approver’s', async () => {
    const roomId = await hall({ longestMinutes: 60 });
    const overrides = [{ rule: 'TooLong', reason: 'Вистава довга' }];
    expect(kindsOf(await lab.book({ roomId, overrides }))).toEqual(['TooLong']);
    expect(kindsOf(await lab.book({ roomId, overrides }, APPROVER))).toEqual(['TooLong']);
    expect(await lab.book({ roomId, overrides }, ADMIN)).toMatchObject({ status: 'CONFIRMED' });
  });
});
