import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids/id.ts';
import { CANCEL, EventLab, PUBLISH, UPDATE } from './event-lab.ts';

let lab: EventLab;
const NOBODYS = newId<'Event'>();

beforeAll(async () => {
  lab = await EventLab.start();
});
afterAll(() => lab.app.stop());

describe('an edit', () => {
  it('changes what it names and keeps the rest; null clears', async () => {
    const before = await lab.create({
      titleEn: 'A lesson',
      descriptionUk: 'Опис',
      furtherMeasureIds: [lab.measures[0]],
    });
    const after = await lab.update(before.id, 1, { titleEn: null, startTime: '17:00', kind: 'QUIZ' });
    expect(after).toEqual({
      ...before,
      titleEn: null,
      eventKind: 'QUIZ',
      startTime: '17:00',
      start: '2026-05-20T17:00:00+03:00',
      durationMinutes: 150,
      version: 2,
    });
    expect(await lab.read(before.id)).toEqual(after);
    expect(
      await lab.update(before.id, 2, { descriptionUk: null, furtherMeasureIds: null, audienceIds: null }),
    ).toMatchObject({ descriptionUk: null, measures: [{ number: '8' }], audiences: [] });
    expect(
      await lab.update(before.id, 3, { primaryMeasureId: lab.measures[2], furtherMeasureIds: [lab.measures[1]] }),
    ).toMatchObject({ measures: [{ number: '9' }, { number: '8' }], primaryMeasure: { number: '9' } });
  });

  it('keeps the wall clock when the event moves to a branch in another zone', async () => {
    const { id } = await lab.create();
    expect(await lab.update(id, 1, { branchId: lab.branches.warsaw })).toMatchObject({
      startTime: '18:00',
      start: '2026-05-20T18:00:00+02:00',
    });
  });

  it('takes the day of the start for an end day of null', async () => {
    const { id } = await lab.create({ endDate: '2026-05-22' });
    expect(await lab.update(id, 1, { startDate: '2026-06-01' })).toMatchObject({ kind: 'EndBeforeStart' });
    expect(await lab.update(id, 1, { startDate: '2026-06-01', endDate: null })).toMatchObject({
      end: '2026-06-01T19:30:00+03:00',
    });
  });

  it.each(['titleUk', 'kind', 'primaryMeasureId', 'branchId', 'startDate', 'startTime', 'endTime'])(
    'cannot clear %s',
    async (field) => {
      const { id } = await lab.create();
      const { errors } = await lab.ask(UPDATE, { input: { id, version: 1, [field]: null } });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: expect.arrayContaining([expect.objectContaining({ path: field })]),
      });
    },
  );

  it('that changes nothing writes nothing', async () => {
    const before = await lab.published({ titleEn: 'A lesson' });
    lab.app.clock.set('2026-02-02T10:00:00Z');
    const { titleUk, titleEn, descriptionUk, startDate, startTime, endDate, endTime } = before;
    const same = {
      titleUk,
      titleEn,
      descriptionUk,
      startDate,
      startTime,
      endDate,
      endTime,
      kind: 'THEMATIC_LESSON',
      audienceIds: [lab.pupils],
      primaryMeasureId: lab.measures[1],
      furtherMeasureIds: [],
      branchId: lab.branches.kyiv,
    };
    expect(await lab.update(before.id, before.version, same)).toEqual(before);
    expect(await lab.update(before.id, before.version, {})).toEqual(before);
    expect(await lab.read(before.id)).toEqual(before);
  });

  it('of a published event raises its sequence when calendars show what changed, and only then', async () => {
    const { id } = await lab.published();
    expect(await lab.update(id, 2, { titleUk: 'Інша назва' })).toMatchObject({ version: 3, sequence: 1 });
    expect(await lab.update(id, 3, { kind: 'QUIZ' })).toMatchObject({ version: 4, sequence: 1 });
    expect(await lab.update(id, 4, { audienceIds: [lab.students] })).toMatchObject({ version: 5, sequence: 2 });
    expect(await lab.update(id, 5, { endTime: '20:00' })).toMatchObject({ version: 6, sequence: 3 });
  });

  it('of a published event may not take away what it needs', async () => {
    const { id } = await lab.published();
    expect(await lab.update(id, 2, { audienceIds: [] })).toMatchObject({ kind: 'NotReady', missing: ['AUDIENCES'] });
    expect(await lab.read(id)).toMatchObject({ version: 2, audiences: [{ slug: 'pupils' }] });
  });

  it('of an old version is refused, in the viewer’s language', async () => {
    const { id } = await lab.create();
    const { updatedAt } = await lab.update(id, 1, { titleUk: 'Перша' }, { as: 'coordinator' });
    expect(await lab.update(id, 1, { titleUk: 'Друга' }, { as: 'librarian', language: 'en' })).toMatchObject({
      kind: 'ChangedMeanwhile',
      by: 'coordinator of the test',
      at: updatedAt,
      current: { id, version: 2 },
      message: expect.stringContaining('Somebody'),
    });
    expect(await lab.read(id)).toMatchObject({ titleUk: 'Перша' });
  });

  it('of an old version shows the event as it is now', async () => {
    const { id } = await lab.create();
    await lab.update(id, 1, { titleUk: 'Перша', kind: 'QUIZ' });
    const { data } = await lab.ask(
      `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) { ... on ChangedMeanwhile {
        current { __typename id version ... on Event { titleUk kind start audiences { slug } branch { slug } } } } } }`,
      { input: { id, version: 1, titleUk: 'Друга' } },
    );
    expect(data.result['current']).toEqual({
      __typename: 'Event',
      id,
      version: 2,
      titleUk: 'Перша',
      kind: 'QUIZ',
      start: '2026-05-20T18:00:00+03:00',
      audiences: [{ slug: 'pupils' }],
      branch: { slug: 'central' },
    });
  });

  it.each([NOBODYS, 'nonsense', "x' or 1=1", '\u0000'])('of %j finds nothing', async (id) => {
    for (const [mutation, variables] of [
      [UPDATE, { input: { id, version: 1 } }],
      [PUBLISH, { id }],
      [CANCEL, { id, reason: 'Так' }],
    ] as const) {
      expect((await lab.ask(mutation, variables)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    expect(await lab.read(id)).toBeNull();
  });
});

describe('publishing and cancelling', () => {
  it('publishes what is whole, once', async () => {
    const { id } = await lab.create({ audienceIds: [] });
    expect(await lab.publish(id)).toMatchObject({
      kind: 'NotReady',
      missing: ['AUDIENCES'],
      message: expect.stringContaining('аудиторія'),
    });
    await lab.update(id, 1, { audienceIds: [lab.pupils] });
    expect(await lab.publish(id, 1)).toMatchObject({ kind: 'ChangedMeanwhile', current: { id, version: 2 } });
    expect(await lab.publish(id, 2)).toMatchObject({
      editorialStatus: 'PUBLISHED',
      version: 3,
      sequence: 0,
      publishedAt: lab.app.clock.now().toISOString(),
    });
    expect(await lab.publish(id)).toMatchObject({
      kind: 'WrongStatus',
      nowEditorial: 'PUBLISHED',
      nowHappening: 'CONFIRMED',
    });
    expect(await lab.read(id, {})).toMatchObject({ id });
  });

  it('cancels for good, with a reason', async () => {
    const { id } = await lab.published();
    expect(await lab.cancel(id, ' Лектор\nзахворів ')).toMatchObject({
      happeningStatus: 'CANCELLED',
      cancelReason: 'Лектор захворів',
      sequence: 1,
      version: 3,
    });
    for (const again of [await lab.cancel(id), await lab.update(id, 3, { titleUk: 'Ще раз' }), await lab.publish(id)]) {
      expect(again).toMatchObject({
        kind: 'WrongStatus',
        nowHappening: 'CANCELLED',
        message: expect.stringContaining('скасовано'),
      });
    }
    const draft = await lab.create();
    expect(await lab.cancel(draft.id)).toMatchObject({
      editorialStatus: 'DRAFT',
      happeningStatus: 'CANCELLED',
      sequence: 0,
    });
    expect(await lab.publish(draft.id)).toMatchObject({ kind: 'WrongStatus', nowEditorial: 'DRAFT' });
  });

  it.each(['', '  ', 'ї'.repeat(501)])('asks for a reason of 1 to 500 characters (%#)', async (reason) => {
    const { id } = await lab.create();
    const { errors } = await lab.ask(CANCEL, { id, reason });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'reason' }] });
  });
});
