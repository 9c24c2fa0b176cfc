// A lecture of 50 places, 30 for everybody and 20 for schools: what nobody took is released, and goes to who waits.
import { ClassLab } from './class-lab.ts';
import { must } from './session-lab.ts';

describe('quotas of a lecture', () => {
  let lab: ClassLab;
  let rosterId: string;
  const waiting: string[] = [];
  const confirmed: string[] = [];

  beforeAll(async () => {
    lab = await ClassLab.start();
    const dates = { startDate: '2019-05-24', startTime: '18:00', endTime: '19:30' };
    ({ rosterId } = await lab.aRoster(
      {
        capacity: 50,
        window: { opensOn: '2019-05-01', opensAtTime: '09:00' },
        quotas: [
          { audienceSlug: 'general-public', seats: 30 },
          { audienceSlug: 'pupils', seats: 20, releaseDaysBefore: 7 },
        ],
      },
      { kind: 'LECTURE', primaryMeasureId: lab.measures.public },
      dates,
    ));
  });

  afterAll(() => lab.app.stop());

  it('refuses a millisecond before 09:00, and says when it opens', async () => {
    lab.app.clock.set('2019-05-01T05:59:59.999Z');
    const told = await lab.register(rosterId, {}, { language: 'en' });
    expect(told).toMatchObject({ kind: 'NotOpen', opensAt: '2019-05-01T06:00:00.000Z' });
    expect(told.message).toContain('2019-05-01 09:00');
  });

  it('gives 30 to the public, and has 4 wait though 20 seats are free', async () => {
    lab.app.clock.set('2019-05-01T06:00:00Z');
    for (let nth = 0; nth < 30; nth += 1) {
      const { id, status } = await lab.registered(rosterId);
      expect(status).toBe('CONFIRMED');
      confirmed.push(id);
    }
    for (let nth = 1; nth <= 4; nth += 1) {
      const { id, status, position } = await lab.registered(rosterId);
      expect([status, position]).toEqual(['WAITLISTED', nth]);
      waiting.push(id);
    }
    expect(await lab.roster(rosterId)).toMatchObject({ held: 30, reserved: 20, waiting: 4 });
  });

  it('gives a class of the schools’ seats at once, past who waits for the public’s', async () => {
    const receipt = await lab.classIn(rosterId, await lab.school(), { pupils: 11, adults: 1 });
    expect(receipt).toMatchObject({ status: 'CONFIRMED', seats: 12 });
    expect(await lab.roster(rosterId)).toMatchObject({ held: 42, reserved: 8, waiting: 4 });
  });

  it('keeps them until the hour of the start a week before', async () => {
    await lab.at('2019-05-17T14:59:59.999Z');
    expect(await lab.count(rosterId, 'OFFERED')).toBe(0);
  });

  it('offers the 8 that are released to the 4 who wait; 4 are left', async () => {
    await lab.at('2019-05-17T15:00:00Z');
    expect(await lab.count(rosterId, 'OFFERED')).toBe(4);
    for (const id of waiting) must(await lab.act('accept', id));
    expect(await lab.count(rosterId, 'CONFIRMED')).toBe(35);
    expect(await lab.roster(rosterId)).toMatchObject({ held: 46, reserved: 0, waiting: 0 });
    expect((await lab.quotasOf(rosterId)).map(({ seats, held }) => [seats, held])).toEqual([
      [30, 34],
      [12, 12],
    ]);
  });

  it('has 5 free when one of them cancels', async () => {
    must(await lab.act('cancel', confirmed[0]!));
    const told = await lab.asked<{ freeSeats: number }>(
      'query ($id: ID!) { result: roster(id: $id) { freeSeats } }',
      { id: rosterId },
      {},
    );
    expect(told.freeSeats).toBe(5);
  });

  it('knows an address whatever its case, also twice at once', async () => {
    const [one, two] = await Promise.all([
      lab.register(rosterId, { email: 'Two.Times@Example.org' }),
      lab.register(rosterId, { email: 'two.times@example.ORG' }),
    ]);
    expect([one.kind ?? 'in', two.kind ?? 'in'].toSorted()).toEqual(['AlreadyRegistered', 'in']);
    const rows = await lab.registrationsOf(rosterId);
    expect(rows.filter(({ email }) => email === 'two.times@example.org')).toHaveLength(1);
  });

  it('is not released twice', async () => {
    await lab.at('2019-05-18T15:00:00Z');
    expect(await lab.roster(rosterId)).toMatchObject({ held: 46, reserved: 0 });
  });
});
