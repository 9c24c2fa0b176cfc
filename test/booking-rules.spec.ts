// Everything that may be in the way of a booking, and who may set it aside.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { closures, holidays } from '../src/venues/hours/closure.tables.ts';
import { openingHours } from '../src/venues/hours/opening.tables.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, startBookingLab, type Told } from './booking-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };
const ENGLISH: Asking = { as: 'librarian', language: 'en' };

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab();
});
afterAll(() => lab.app.stop());

const ruleOf = (told: Told, kind: string) => told.broken?.find((rule) => rule.kind === kind);

describe('what is in the way', () => {
  it('is told all at once, each with its data', async () => {
    const roomId = await lab.ownRoom({
      ...{ windowDays: 30, longestMinutes: 120, limitCount: 1, limitTerm: 'MONTH', needsApproval: true },
    });
    const [branchId, equipmentId] = [lab.branches.central, lab.projectors];
    const now = lab.app.clock.now();
    const closure = {
      ...{ branchId, roomId, reasonUk: 'Фарбування', reasonEn: 'Painting', wallMinutes: 60 },
      ...{ startLocal: '2019-05-06T19:00:00', zone: 'Europe/Kyiv', createdAt: now, updatedAt: now },
      ...{ startsAt: new Date('2019-05-06T16:00:00Z'), endsAt: new Date('2019-05-06T17:00:00Z') },
      kind: 'REPAIR' as const,
    };
    const [shut] = await lab.database.transaction(async (tx) => {
      // Of the room alone: of the whole branch other tests would hear.
      await tx
        .insert(openingHours)
        .values([
          { branchId, roomId, weekday: 1, opens: 600, closes: 1_080 },
          ...[1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ branchId, weekday, opens: 0, closes: 1_440 })),
        ]);
      return tx.insert(closures).values(closure).returning();
    });
    // Within the window of the room, which has not come when the wish is made.
    lab.app.clock.set('2019-04-20T08:00:00Z');
    const neighbour = await lab.book(
      { roomId, startDate: '2019-05-06', startTime: '15:00', endTime: '16:30', purpose: 'Лекція' },
      APPROVER,
    );
    await lab.book({ roomId, startDate: '2019-05-13', startTime: '10:00', endTime: '11:00' }, TRAINER);
    const blocking = await lab.block({ roomId, startDate: '2019-05-06', startTime: '20:00', endTime: '21:00' });
    await lab.book({ ...wishOfProjectors(4), roomId: lab.rooms.hallB, startDate: '2019-05-06', startTime: '17:00' });
    lab.app.clock.set('2019-03-01T08:00:00Z');

    const wish = {
      ...{ roomId, startDate: '2019-05-06', startTime: '17:00', endTime: '20:00', expectedPeople: 80 },
      equipment: [{ equipmentId, quantity: 3 }],
    };
    const refused = await lab.book(wish, { ...TRAINER, language: 'en' });
    expect(refused.broken).toEqual([
      expect.objectContaining({
        ...{ kind: 'Overlap', severity: 'HARD', bookingId: neighbour.id, purpose: null, minutes: 15, holdUntil: null },
        parts: [{ part: 'SET_UP', minutes: 15 }],
        ...{ status: 'CONFIRMED', startsAt: '2019-05-06T12:00:00.000Z', endsAt: '2019-05-06T13:30:00.000Z' },
      }),
      expect.objectContaining({
        ...{ kind: 'Blocked', severity: 'HARD', blockingId: blocking.id, reason: 'Прибирання' },
        ...{ from: '2019-05-06T17:00:00.000Z', to: '2019-05-06T18:00:00.000Z' },
      }),
      expect.objectContaining({
        ...{ kind: 'Closed', severity: 'HARD', closureId: shut?.id, closureKind: 'REPAIR', reason: 'Painting' },
        ...{ from: '2019-05-06T16:00:00.000Z', to: '2019-05-06T17:00:00.000Z' },
        // The day is open but for an hour.
        message: 'Closed 06.05.2019 19:00–20:00: Painting. Choose another time or another branch.',
      }),
      expect.objectContaining({ kind: 'EquipmentShort', equipmentId, wanted: 3, free: 2, total: 6, severity: 'HARD' }),
      expect.objectContaining({
        ...{ kind: 'LayoutTooSmall', layoutKind: 'THEATRE', capacity: 60, expectedPeople: 80 },
        ...{ limitedBy: 'LAYOUT', severity: 'SOFT', canOverride: false },
      }),
      expect.objectContaining({
        ...{ kind: 'OutsideOpeningHours', severity: 'SOFT', note: null },
        open: [{ from: '2019-05-06T07:00:00.000Z', to: '2019-05-06T15:00:00.000Z' }],
      }),
      expect.objectContaining({
        ...{ kind: 'OutsideBookingWindow', severity: 'SOFT' },
        ...{ earliest: '2019-03-01T08:00:00.000Z', latest: '2019-03-31T08:00:00.000Z' },
      }),
      expect.objectContaining({ kind: 'TooLong', minutes: 180, longestMinutes: 120, severity: 'SOFT' }),
      expect.objectContaining({ kind: 'OverLimit', limit: 1, term: 'MONTH', booked: 1, severity: 'SOFT' }),
    ]);
    expect(refused.message).toContain('And 8 more');
    // A dry run says what will happen besides.
    const checked = await lab.check(wish, TRAINER);
    expect(checked).toMatchObject({ fits: false, status: 'REQUESTED' });
    expect(kindsOf(checked)).toEqual([...kindsOf(refused), 'NeedsApproval']);
    expect(ruleOf(checked, 'NeedsApproval')).toMatchObject({ severity: 'NOTICE', canOverride: false });
    expect(await lab.listed({ roomId, mine: true, status: ['REQUESTED'] }, TRAINER)).toHaveLength(1);
  });

  const wishOfProjectors = (quantity: number) => ({
    ...{ setUpMinutes: 0, tearDownMinutes: 0, equipment: [{ equipmentId: lab.projectors, quantity }] },
    ...{ startTime: '17:00', endTime: '18:00' },
  });

  it('names no part that the wish does not have', async () => {
    const roomId = await lab.ownRoom();
    const bare = { roomId, setUpMinutes: 0, tearDownMinutes: 0 };
    await lab.book({ ...bare, startTime: '09:00', endTime: '15:00' });
    const met = ruleOf(await lab.check({ ...bare, startTime: '10:00', endTime: '11:00' }), 'Overlap');
    expect(met).toMatchObject({ minutes: 60, parts: [{ part: 'EVENT', minutes: 60 }] });
    expect(met?.message).toContain('Перетин: сам захід 60 хв. Оберіть');
    const cleared = { ...bare, tearDownMinutes: 10, startTime: '10:00', endTime: '11:00' };
    expect(ruleOf(await lab.check(cleared), 'Overlap')?.['parts']).toEqual([
      { part: 'EVENT', minutes: 60 },
      { part: 'TEAR_DOWN', minutes: 10 },
    ]);
  });

  it('is a room that is retired, a holiday and a shelter that is full, for whomever', async () => {
    const retired = await lab.ownRoom({ retiredAt: lab.app.clock.now() });
    expect(kindsOf(await lab.book({ roomId: retired }, { as: 'admin' }))).toEqual(['RoomRetired']);
    await lab.database.transaction(async (tx) => {
      await tx.insert(holidays).values({ date: '2019-05-01', nameUk: 'День праці', nameEn: 'Labour Day' });
      await tx.update(branches).set({ shelterCapacity: 50 }).where(eq(branches.id, lab.branches.third));
    });
    const holiday = await lab.book({ startDate: '2019-05-01' }, { as: 'admin', language: 'en' });
    expect(holiday.broken).toEqual([
      expect.objectContaining({ kind: 'Closed', closureId: null, closureKind: 'HOLIDAY', reason: 'Labour Day' }),
    ]);
    const overrides = [{ rule: 'LayoutTooSmall', reason: 'Дуже треба' }];
    const crowded = { roomId: lab.rooms.thirdRoom, layout: 'CLASS', expectedPeople: 51, overrides };
    expect((await lab.book(crowded, { as: 'admin' })).broken).toEqual([
      expect.objectContaining({ kind: 'LayoutTooSmall', limitedBy: 'SHELTER', severity: 'HARD', canOverride: false }),
    ]);
  });

  it('is a start that comes too soon or too late, and a time that is too short', async () => {
    const roomId = await lab.ownRoom({ leadMinutes: 24 * 60, windowDays: 47, shortestMinutes: 60 });
    const kinds = async (parts: object) => kindsOf(await lab.check({ roomId, ...parts }));
    // The clock stands at 10:00 on 1 March.
    expect(await kinds({ startDate: '2019-03-02', startTime: '09:59' })).toEqual(['OutsideBookingWindow']);
    expect(await kinds({ startDate: '2019-03-02', startTime: '10:00' })).toEqual([]);
    // 47 days of 24 hours, one of the clock's being 23.
    expect(await kinds({ startDate: '2019-04-17', startTime: '11:00' })).toEqual([]);
    expect(await kinds({ startDate: '2019-04-17', startTime: '11:01', endTime: '12:30' })).toEqual([
      'OutsideBookingWindow',
    ]);
    expect(await kinds({ startDate: '2019-03-05', endTime: '10:59' })).toEqual(['TooShort']);
    expect(await kinds({ startDate: '2019-03-05', endTime: '11:00' })).toEqual([]);
  });

  it('is a person’s own limit in the term, and nobody else’s', async () => {
    const roomId = await lab.ownRoom({ limitCount: 2, limitTerm: 'WEEK' });
    const on = (day: number) => ({ roomId, startDate: `2019-06-${String(day).padStart(2, '0')}` });
    const first = await lab.book(on(3), TRAINER);
    expect(await lab.book(on(9), TRAINER)).toMatchObject({ status: 'REQUESTED' });
    expect(ruleOf(await lab.book(on(5), TRAINER), 'OverLimit')).toMatchObject({ limit: 2, term: 'WEEK', booked: 2 });
    expect(await lab.book(on(5))).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.book(on(10), TRAINER)).toMatchObject({ status: 'REQUESTED' });
    await lab.cancel(first.id, TRAINER);
    expect(await lab.book(on(6), TRAINER)).toMatchObject({ status: 'REQUESTED' });
  });
});

describe('a soft rule', () => {
  const reason = 'Домовлено з охороною';
  const overrides = (...rules: string[]) => rules.map((rule) => ({ rule, reason }));

  it('is set aside by staff of the branch with a reason, which the audit keeps', async () => {
    const roomId = await lab.ownRoom();
    const crowded = { roomId, expectedPeople: 70 };
    const refused = await lab.book(crowded);
    expect(refused.broken).toEqual([expect.objectContaining({ kind: 'LayoutTooSmall', canOverride: true })]);
    // What is not broken is not set aside.
    const given = overrides('LayoutTooSmall', 'TooLong');
    const booked = await lab.book({ ...crowded, overrides: given, contact: 'Оксана, +380441234567' });
    expect(booked).toMatchObject({ status: 'CONFIRMED', overrides: [{ rule: 'LayoutTooSmall', reason }] });
    const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, booked.id));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ action: 'CREATE', thingKind: 'Booking', scopeIds: [lab.branches.central] });
    expect(lines[0]?.changes).toContainEqual({
      ...{ field: 'overrides', before: null, after: [{ rule: 'LayoutTooSmall', reason }] },
    });
    expect(JSON.stringify(lines)).not.toContain('Оксана');
  });

  it('of fairness is set aside by approvers alone, and none by whoever only asks', async () => {
    const roomId = await lab.ownRoom({ longestMinutes: 60 });
    const wish = { roomId, expectedPeople: 70, overrides: overrides('LayoutTooSmall', 'TooLong') };
    expect(kindsOf(await lab.book(wish, TRAINER))).toEqual(['LayoutTooSmall', 'TooLong']);
    const byLibrarian = await lab.book(wish);
    expect(byLibrarian.broken).toEqual([expect.objectContaining({ kind: 'TooLong', canOverride: false })]);
    expect(await lab.check(wish, APPROVER)).toMatchObject({ fits: true });
    expect(await lab.book(wish, APPROVER)).toMatchObject({ status: 'CONFIRMED', overrides: wish.overrides });
  });

  it('is that of its own branch', async () => {
    const wish = { roomId: lab.rooms.nextHall, expectedPeople: 80, overrides: overrides('LayoutTooSmall') };
    expect(kindsOf(await lab.book(wish))).toEqual(['LayoutTooSmall']);
    // There they are whoever asks.
    expect(await lab.book({ roomId: lab.rooms.nextHall })).toMatchObject({ status: 'REQUESTED' });
  });
});

describe('equipment', () => {
  it('is never out more often than there is of it, set-up and tear-down counted', async () => {
    const [one, two, three] = [await lab.ownRoom(), await lab.ownRoom(), await lab.ownRoom()];
    const wish = (roomId: Id<'Room'>, quantity: number, startTime: string, endTime: string) => ({
      ...{ roomId, startDate: '2019-07-01', startTime, endTime },
      equipment: [{ equipmentId: lab.projectors, quantity }],
    });
    const first = await lab.book(wish(one, 4, '10:00', '12:00'));
    expect(first).toMatchObject({ equipment: [{ quantity: 4, equipment: { id: lab.projectors } }] });
    // Its set-up begins at 12:00, when the first tears down.
    expect(ruleOf(await lab.book(wish(two, 3, '12:30', '13:30')), 'EquipmentShort')).toMatchObject({ free: 2 });
    await lab.book(wish(two, 3, '12:45', '13:45'));
    // Never more than four at once, although seven altogether.
    expect(await lab.check(wish(three, 2, '10:00', '13:00'))).toMatchObject({ fits: true });
    expect(ruleOf(await lab.check(wish(three, 3, '10:00', '13:00')), 'EquipmentShort')).toMatchObject({ free: 2 });
    await lab.cancel(first.id);
    expect(await lab.check(wish(three, 3, '10:00', '13:00'))).toMatchObject({ fits: true });
  });
});

describe('over a change of the clocks', () => {
  const NIGHT = { setUpMinutes: 0, tearDownMinutes: 0 };
  beforeAll(() => lab.app.clock.set('2026-02-01T08:00:00Z'));
  afterAll(() => lab.app.clock.set('2019-03-01T08:00:00Z'));

  it('a time that does not come is refused with the next that does', async () => {
    const wish = { ...NIGHT, startDate: '2026-03-29', startTime: '03:30', endTime: '05:00' };
    const refused = await lab.book(wish, ENGLISH);
    expect(refused).toMatchObject({ kind: 'SkippedHour', which: 'start', nextValid: '2026-03-29T04:00:00+03:00' });
    expect(refused.message).toContain('03:30 never comes');
    const end = { ...wish, startTime: '02:00', endTime: '03:59' };
    expect(await lab.check(end)).toMatchObject({ kind: 'SkippedHour', which: 'end' });
  });

  it('a time that comes twice is the earlier, and that is said', async () => {
    const roomId = await lab.ownRoom();
    const wish = { ...NIGHT, roomId, startDate: '2026-10-25', startTime: '03:30', endTime: '05:00' };
    const repeatedHours = [{ which: 'start', taken: '2026-10-25T03:30:00+03:00' }];
    expect(await lab.check(wish)).toMatchObject({ fits: true, repeatedHours });
    const booked = await lab.book(wish);
    expect(booked).toMatchObject({
      repeatedHours,
      start: '2026-10-25T03:30:00+03:00',
      end: '2026-10-25T05:00:00+02:00',
    });
    const before = { ...wish, startTime: '01:00', endTime: '03:30' };
    expect(await lab.book(before)).toMatchObject({
      ...{ status: 'CONFIRMED', end: '2026-10-25T03:30:00+03:00' },
      repeatedHours: [{ which: 'end', taken: '2026-10-25T03:30:00+03:00' }],
    });
  });

  it('counts the minutes that pass, and not those of the wall', async () => {
    const roomId = await lab.ownRoom({ longestMinutes: 180, shortestMinutes: 100 });
    const minutes = async (parts: object) => {
      const checked = await lab.check({ ...NIGHT, roomId, ...parts });
      return [checked['fits'], checked.broken?.map((rule) => rule['minutes'])];
    };
    // Four hours of the wall are three in March and five in October.
    const march = { startDate: '2026-03-29', startTime: '01:00', endTime: '05:00' };
    expect(await minutes(march)).toEqual([true, []]);
    expect(await minutes({ ...march, startTime: '02:00', endTime: '04:30' })).toEqual([false, [90]]);
    const october = { startDate: '2026-10-25', startTime: '02:00', endTime: '04:30' };
    expect(await minutes(october)).toEqual([false, [210]]);
    const booked = await lab.book({ ...NIGHT, roomId, ...march });
    expect(booked).toMatchObject({ start: '2026-03-29T01:00:00+02:00', end: '2026-03-29T05:00:00+03:00' });
    // What it occupies is on the time line as well.
    const after = { ...march, startTime: '05:30', endTime: '08:00', setUpMinutes: 60 };
    expect(ruleOf(await lab.check({ ...NIGHT, roomId, ...after }), 'Overlap')).toMatchObject({ minutes: 30 });
  });
});
