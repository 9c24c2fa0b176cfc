import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pageOfEvents } from '../src/events/event.list.store.ts';
import { maySeeEvent } from '../src/events/event.policy.ts';
import { events as eventTable } from '../src/events/event.tables.ts';
import { ANONYMOUS, type Grant, ROLES, SYSTEM, type Viewer } from '../src/platform/access/viewer.ts';
import { newId } from '../src/platform/ids/id.ts';
import { CANCEL, CREATE, EventLab, LIBRARIAN, PUBLISH, UPDATE } from './event-lab.ts';
import { grant } from './people.ts';

let lab: EventLab;
const NOBODYS = newId<'Event'>();

beforeAll(async () => {
  lab = await EventLab.start();
});
afterAll(() => lab.app.stop());

describe('who may not', () => {
  it.each([
    ['createEvent', CREATE, () => ({ input: lab.input() })],
    ['updateEvent', UPDATE, () => ({ input: { id: NOBODYS, version: 1 } })],
    ['publishEvent', PUBLISH, () => ({ id: NOBODYS })],
    ['cancelEvent', CANCEL, () => ({ id: NOBODYS, reason: 'Так' })],
  ])('nobody is let in to %s', async (_, mutation, variables) => {
    const { errors } = await lab.ask(mutation, variables(), {});
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('schedules at a branch but its own librarian, and nobody moves an event to a branch of others', async () => {
    const { kyiv, warsaw } = lab.branches;
    await grant(lab.app.database, 'stranger', 'LIBRARIAN', 'BRANCH', warsaw);
    const { id } = await lab.create();
    const asking = { as: 'stranger' } as const;
    for (const [mutation, variables] of [
      [CREATE, { input: lab.input() }],
      [UPDATE, { input: { id, version: 1, titleUk: 'Чуже' } }],
      [UPDATE, { input: { id, version: 1, branchId: warsaw } }],
      [UPDATE, { input: { id, version: 9 } }],
      [PUBLISH, { id }],
      [CANCEL, { id, reason: 'Так' }],
    ] as const) {
      expect((await lab.ask(mutation, variables, asking)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await lab.read(id)).toMatchObject({ titleUk: 'Тематичний урок', version: 1, editorialStatus: 'DRAFT' });
    const own = await lab.create({ branchId: warsaw }, asking);
    const { errors } = await lab.ask(UPDATE, { input: { id: own.id, version: 1, branchId: kyiv } }, asking);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await lab.read(own.id, asking)).toMatchObject({ branch: { slug: 'warsaw' }, version: 1 });
  });

  it('sees a draft but a librarian of its branch', async () => {
    const draft = await lab.create({ titleUk: 'Лише чернетка' });
    for (const as of [null, 'stranger', 'reporter', 'approver'] as const) {
      expect(await lab.read(draft.id, { as })).toBeNull();
    }
    expect(await lab.read(draft.id)).toMatchObject({ id: draft.id });
    expect(await lab.found({ text: 'лише чернетка' })).toEqual([]);
    expect(await lab.found({ text: 'лише чернетка', status: 'DRAFT' })).toEqual([]);
    expect(await lab.found({ text: 'лише чернетка' }, LIBRARIAN)).toEqual(['Лише чернетка']);
  });

  it('the policy and the list agree, for every viewer and every state', async () => {
    const [draft, out] = [await lab.create(), await lab.published()];
    await lab.cancel((await lab.create()).id);
    await lab.cancel((await lab.published()).id);
    await lab.create({ branchId: lab.branches.warsaw });
    await lab.published({ branchId: lab.branches.warsaw });
    expect([draft.editorialStatus, out.editorialStatus]).toEqual(['DRAFT', 'PUBLISHED']);
    const all = await lab.app.database.reader.select().from(eventTable);
    const { kyiv, warsaw } = lab.branches;
    const viewers: Viewer[] = [
      ANONYMOUS,
      SYSTEM,
      withGrants(),
      withGrants({ role: 'LIBRARIAN', scopeId: kyiv }, { role: 'LIBRARIAN', scopeId: warsaw }),
      ...ROLES.flatMap((role) => [null, kyiv, warsaw].map((scopeId) => withGrants({ role, scopeId }))),
    ];
    const sights = new Set<number>();
    for (const viewer of viewers) {
      const listed = await pageOfEvents(lab.app.database.reader, viewer, {}, { limit: 10_000, after: null });
      sights.add(listed.length);
      expect(listed.map(({ id }) => id).sort()).toEqual(
        all
          .filter((event) => maySeeEvent(viewer, event))
          .map(({ id }) => id)
          .sort(),
      );
    }
    // Nothing but what is public, one branch, the other, and all.
    expect(sights.size).toBe(4);
  });
});

function withGrants(...grants: Grant[]): Viewer {
  const credential = { kind: 'session', id: newId<'Session'>(), authenticatedAt: lab.app.clock.now() } as const;
  return { kind: 'person', id: newId<'Person'>(), name: '', grants, credential };
}

describe('a new event', () => {
  it('is a draft in the branch’s zone, and reads back as it was given', async () => {
    const input = {
      titleUk: '  Урок \n про\u0007 книгу ',
      titleEn: 'A lesson',
      descriptionUk: 'Раз\r\nдва\u0000',
      furtherMeasureIds: [lab.measures[0], lab.measures[1], lab.measures[0]],
      audienceIds: [lab.students, lab.pupils, lab.students],
    };
    const event = await lab.create(input, { as: 'librarian', language: 'en' });
    expect(event).toMatchObject({
      eventKind: 'THEMATIC_LESSON',
      titleUk: 'Урок про книгу',
      title: 'A lesson',
      descriptionUk: 'Раз\nдва',
      description: 'Раз\nдва',
      descriptionEn: null,
      start: '2026-05-20T18:00:00+03:00',
      end: '2026-05-20T19:30:00+03:00',
      startDate: '2026-05-20',
      startTime: '18:00',
      endDate: '2026-05-20',
      endTime: '19:30',
      durationMinutes: 90,
      zone: 'Europe/Kyiv',
      branch: { slug: 'central' },
      audiences: [{ slug: 'students' }, { slug: 'pupils' }],
      measures: [{ number: '8' }, { number: '7' }],
      primaryMeasure: { number: '8' },
      editorialStatus: 'DRAFT',
      happeningStatus: 'CONFIRMED',
      sequence: 0,
      version: 1,
      createdAt: '2026-02-01T10:00:00.000Z',
      publishedAt: null,
      cancelReason: null,
    });
    expect(await lab.read(event.id, { as: 'librarian', language: 'en' })).toEqual(event);
  });

  it('keeps the wall clock over the change of clocks, and counts what passes', async () => {
    const night = { startDate: '2026-10-24', startTime: '22:00', endDate: '2026-10-25', endTime: '06:00' };
    expect(await lab.create(night)).toMatchObject({
      start: '2026-10-24T22:00:00+03:00',
      end: '2026-10-25T06:00:00+02:00',
      durationMinutes: 540,
      endTime: '06:00',
    });
    expect(await lab.create({ branchId: lab.branches.warsaw })).toMatchObject({
      start: '2026-05-20T18:00:00+02:00',
      zone: 'Europe/Warsaw',
    });
  });

  it.each([
    [
      { startDate: '2026-03-29', startTime: '03:30', endTime: '05:00' },
      { kind: 'SkippedHour', which: 'start', nextValid: '2026-03-29T04:00:00+03:00' },
    ],
    [{ endTime: '18:00' }, { kind: 'EndBeforeStart' }],
    [{ endDate: '2026-05-19' }, { kind: 'EndBeforeStart' }],
    [{ endDate: '2027-05-22' }, { kind: 'EventTooLong', mostDays: 366 }],
  ])('is refused for %j, and nothing is written', async (parts, refusal) => {
    const before = await lab.app.database.reader.$count(eventTable);
    expect(await lab.create(parts)).toMatchObject(refusal);
    expect(await lab.app.database.reader.$count(eventTable)).toBe(before);
  });

  it.each([
    [{ titleUk: ' \n\u00a0 ' }, 'titleUk'],
    [{ titleUk: '\u0000\u0007' }, 'titleUk'],
    [{ titleUk: 'ї'.repeat(301) }, 'titleUk'],
    [{ titleEn: '' }, 'titleEn'],
    [{ descriptionUk: 'ї'.repeat(10_001) }, 'descriptionUk'],
    [{ startDate: '1999-12-31' }, 'startDate'],
    [{ endDate: '2100-01-01' }, 'endDate'],
    [{ audienceIds: Array.from({ length: 21 }, () => NOBODYS) }, 'audienceIds'],
    [{ furtherMeasureIds: Array.from({ length: 11 }, () => NOBODYS) }, 'furtherMeasureIds'],
  ])('is invalid input (%#)', async (parts, path) => {
    const { errors } = await lab.ask(CREATE, { input: lab.input(parts) });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('takes titles and descriptions of the greatest length, counted in characters', async () => {
    const parts = { titleUk: '🎉'.repeat(300), descriptionUk: 'ї'.repeat(10_000) };
    expect(await lab.create(parts)).toMatchObject(parts);
  });

  it.each([
    [() => ({ branchId: NOBODYS }), 'branch'],
    [() => ({ branchId: "x' or 1=1" }), 'branch'],
    [() => ({ primaryMeasureId: lab.pupils }), 'measure'],
    [() => ({ furtherMeasureIds: ['8'] }), 'measure'],
    [() => ({ audienceIds: [lab.pupils, NOBODYS] }), 'audience'],
  ])('is not found where it names what is not there (%#)', async (parts, what) => {
    const { errors } = await lab.ask(CREATE, { input: lab.input(parts()) });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(errors?.[0]?.message).toContain(`the ${what}`);
  });
});
