import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closures, holidays } from '../src/venues/hours/closure.tables.ts';
import { ADMIN, CLEAR_DAY, HoursLab, type Parts, SET, SET_DAY, spansOf, WEEKDAYS } from './hours-lab.ts';

let lab: HoursLab;
let branchId: string;
let hallA: string;
beforeAll(async () => {
  lab = await HoursLab.start();
  ({ branchId, hallA } = lab);
});
afterAll(() => lab.venues.app.stop());
beforeEach(() => lab.empty());

describe('who may change opening hours', () => {
  const writes = {
    setOpeningHours: [SET, { version: 1, week: [] }],
    setSpecialDay: [SET_DAY, { date: '2026-05-04', stretches: [] }],
    clearSpecialDay: [CLEAR_DAY, { date: '2026-05-04' }],
  } as const;
  const cases = Object.entries(writes).flatMap(([name, [query, variables]]) => {
    return (['', ' of a room'] as const).map((of) => [`${name}${of}`, query, variables, of !== ''] as const);
  });
  it.each(cases)('%s: staff of the branch and administrators alone', async (_, query, variables, ofRoom) => {
    const asked = (of: string) => ({ ...variables, branchId: of, ...(ofRoom && { roomId: hallA }) });
    for (const as of ['trainer', 'teacher', 'coordinator', 'stranger'] as const) {
      expect([as, await lab.code(query, asked(branchId), { as })]).toEqual([as, 'FORBIDDEN']);
    }
    expect(await lab.code(query, asked(branchId), {})).toBe('UNAUTHENTICATED');
    // The librarian's branch is another one.
    expect(await lab.code(query, asked(lab.venues.branches.next), { as: 'librarian' })).toBe('FORBIDDEN');
    for (const as of ['librarian', 'approver', 'admin'] as const) {
      const version = await lab.versionOf(ofRoom ? hallA : undefined);
      expect([
        as,
        await lab.code(query, { ...asked(branchId), ...('version' in variables && { version }) }, { as }),
      ]).toEqual([as, undefined]);
    }
  });

  it.each([
    ['a branch that is not there', () => ({ branchId: hallA })],
    ['no id', () => ({ branchId: 'central' })],
    ['a room of another branch', () => ({ branchId, roomId: lab.venues.rooms.nextHall })],
    ['a room that is not there', () => ({ branchId, roomId: branchId })],
  ])('finds nothing for %s', async (_, place) => {
    expect(await lab.code(SET, { version: 1, week: [], ...place() }, ADMIN)).toBe('NOT_FOUND');
  });
});

describe('the week', () => {
  it('of a branch is what was set last, from Monday on, and stands in the audit', async () => {
    const before = await lab.versionOf();
    const week = [{ weekday: 6, opens: '18:00', closes: '24:00' }, ...WEEKDAYS.slice(0, 1)];
    expect(await lab.setHours(WEEKDAYS)).toMatchObject({ version: before + 1, openingHours: WEEKDAYS });
    const set = await lab.setHours(week);
    expect(set).toMatchObject({ version: before + 2, openingHours: [WEEKDAYS[0], week[0]] });
    expect(await lab.lastAudit()).toMatchObject({
      ...{ action: 'UPDATE', thingKind: 'Branch', thingId: branchId, scopeIds: [branchId] },
      changes: [{ field: 'openingHours', after: ['Mon 10:00–19:00', 'Sat 18:00–24:00'] }],
    });
  });

  it('is not written again when it is the same', async () => {
    const { version } = await lab.setHours(WEEKDAYS);
    const audited = await lab.lastAudit();
    expect(await lab.setHours(WEEKDAYS.toReversed())).toMatchObject({ version });
    expect(await lab.lastAudit()).toEqual(audited);
  });

  it('of a room narrows the branch’s, and leaves other rooms alone', async () => {
    await lab.setHours(WEEKDAYS);
    const own = [{ weekday: 1, opens: '08:00', closes: '12:00' }];
    const before = await lab.versionOf();
    expect(await lab.setHours(own, hallA)).toMatchObject({ id: hallA, openingHours: own });
    expect(await lab.versionOf()).toBe(before);
    expect(spansOf(await lab.roomDay(hallA, '2026-05-04'))).toEqual(['10:00–12:00']);
    expect(spansOf(await lab.roomDay(hallA, '2026-05-05'))).toEqual([]);
    expect(spansOf(await lab.roomDay(lab.venues.rooms.hallB, '2026-05-05'))).toEqual(['10:00–19:00']);
    expect((await lab.setHours([], hallA)).openingHours).toEqual([]);
    expect(spansOf(await lab.roomDay(hallA, '2026-05-05'))).toEqual(['10:00–19:00']);
  });

  it.each([
    ['', undefined],
    [' of a room', () => hallA],
  ])('is refused%s to whoever saw an older one', async (_, room) => {
    const roomId = room?.();
    const version = await lab.versionOf(roomId);
    await lab.result(SET, { branchId, roomId, version, week: WEEKDAYS }, { as: 'approver' });
    expect(await lab.result(SET, { branchId, roomId, version, week: [] })).toMatchObject({
      kind: 'ChangedMeanwhile',
      by: 'approver of the test',
      current: { id: roomId ?? branchId, version: version + 1 },
    });
  });

  it.each<[name: string, week: Parts[], stretches: number[], en: string]>([
    [
      'overlap',
      [
        { weekday: 1, opens: '10:00', closes: '13:00' },
        { weekday: 2, opens: '10:00', closes: '13:00' },
        { weekday: 1, opens: '12:59', closes: '15:00' },
      ],
      [0, 2],
      'Mon 10:00–13:00, Mon 12:59–15:00',
    ],
    ['end before they begin', [{ weekday: 7, opens: '19:00', closes: '10:00' }], [0], 'Sun 19:00–10:00'],
    ['last no time', [{ weekday: 7, opens: '19:00', closes: '19:00' }], [0], 'Sun 19:00–19:00'],
  ])('refuses stretches that %s, by name', async (_, week, stretches, en) => {
    const refused = await lab.setHours(week, undefined, { as: 'librarian', language: 'en' });
    expect(refused).toMatchObject({ kind: 'StretchesClash', stretches, message: expect.stringContaining(en) });
    expect((await lab.setHours(week)).message).toContain('Ці години перетинаються');
  });

  it('takes stretches of a day that touch', async () => {
    await lab.setHours([
      { weekday: 1, opens: '10:00', closes: '13:00' },
      { weekday: 1, opens: '13:00', closes: '15:00' },
    ]);
    expect(spansOf((await lab.days('2026-05-04'))[0]!)).toEqual(['10:00–15:00']);
  });

  it.each<[name: string, week: Parts[]]>([
    ['an eighth day', [{ weekday: 8, opens: '10:00', closes: '13:00' }]],
    ['a minute past midnight', [{ weekday: 1, opens: '10:00', closes: '24:01' }]],
    ['a sixtieth minute', [{ weekday: 1, opens: '10:00', closes: '12:60' }]],
    ['fifty-one stretches', Array.from({ length: 51 }, () => WEEKDAYS[0]!)],
  ])('takes no %s', async (_, week) => {
    expect(await lab.code(SET, { branchId, version: await lab.versionOf(), week }, ADMIN)).toBe('BAD_USER_INPUT');
  });

  it('of two who write at once is written by one', async () => {
    const version = await lab.versionOf();
    const weeks = [WEEKDAYS, WEEKDAYS.slice(1)];
    const answers = await Promise.all(weeks.map((week) => lab.result(SET, { branchId, version, week })));
    expect(answers.map(({ kind }) => kind ?? 'written').sort()).toEqual(['ChangedMeanwhile', 'written']);
  });
});

describe('days of the calendar', () => {
  it('are open all day where nobody has said any hours', async () => {
    const [day] = await lab.days('2026-05-04');
    expect(day).toEqual({
      ...{ date: '2026-05-04', special: false, note: null, closings: [] },
      spans: [{ from: '2026-05-04T00:00:00+03:00', to: '2026-05-05T00:00:00+03:00' }],
    });
  });

  it('keep the wall clock over both changes of clocks', async () => {
    await lab.setHours([1, 7].map((weekday) => ({ weekday, opens: '10:00', closes: '19:00' })));
    const spans = async (from: string) => (await lab.days(from, 2)).map(({ spans: [span] }) => span?.from);
    expect(await spans('2026-03-29')).toEqual(['2026-03-29T10:00:00+03:00', '2026-03-30T10:00:00+03:00']);
    expect(await spans('2026-10-25')).toEqual(['2026-10-25T10:00:00+02:00', '2026-10-26T10:00:00+02:00']);
  });

  it('lose what closures and holidays take, each with its reason', async () => {
    await lab.setHours(WEEKDAYS);
    const wall = { zone: 'Europe/Kyiv', startLocal: '2026-05-05T12:00:00', wallMinutes: 120 };
    const now = lab.venues.app.clock.now();
    const stamps = { createdAt: now, updatedAt: now };
    const times = { startsAt: new Date('2026-05-05T09:00:00Z'), endsAt: new Date('2026-05-05T11:00:00Z') };
    const closure = {
      branchId: lab.venues.branches.central,
      kind: 'REPAIR',
      reasonUk: 'Ремонт',
      reasonEn: 'Repair',
    } as const;
    await lab.venues.database.transaction(async (tx) => {
      await tx.insert(holidays).values({ date: '2026-05-04', nameUk: 'Свято', nameEn: 'Holiday' });
      await tx.insert(closures).values([
        { ...closure, ...wall, ...times, ...stamps },
        {
          ...closure,
          ...wall,
          ...stamps,
          startsAt: times.endsAt,
          endsAt: new Date('2026-05-05T12:00:00Z'),
          liftedAt: now,
        },
      ]);
    });
    const [holiday, repair, usual] = await lab.days('2026-05-04', 3, { language: 'en' });
    expect(holiday).toMatchObject({ spans: [], closings: [{ kind: 'HOLIDAY', reason: 'Holiday' }] });
    expect(spansOf(repair!)).toEqual(['10:00–12:00', '14:00–19:00']);
    expect(repair?.closings).toEqual([
      { kind: 'REPAIR', reason: 'Repair', from: '2026-05-05T12:00:00+03:00', to: '2026-05-05T14:00:00+03:00' },
    ]);
    expect(spansOf(usual!)).toEqual(['10:00–19:00']);
    expect((await lab.days('2026-05-05'))[0]?.closings[0]?.reason).toBe('Ремонт');
  });

  it('of many branches are read by as many queries as of one', async () => {
    await lab.setHours(WEEKDAYS);
    const asked = async (first: number) => {
      const before = lab.venues.app.queries.length;
      await lab.venues.data(
        `{ branches(first: ${first}) { edges { node { openOn(from: "2026-05-04") { date } openingHours { opens } } } } }`,
      );
      return lab.venues.app.queries.length - before;
    };
    expect(await asked(3)).toBe(await asked(1));
  });

  it.each([
    ['63 days', '2026-05-04', 63],
    ['no day', '2026-05-04', 0],
    ['another century', '1999-12-31', 1],
  ])('are not told of %s', async (_, from, count) => {
    const query =
      'query ($from: LocalDate!, $days: Int!) { branch(slug: "central") { openOn(from: $from, days: $days) { date } } }';
    expect(await lab.code(query, { from, days: count }, {})).toBe('BAD_USER_INPUT');
  });
});
