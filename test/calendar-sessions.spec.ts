// What is read of sessions for calendars: each thing once, and given to every session whose it is.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { calendarSessions } from '../src/calendar/session.store.ts';
import { events } from '../src/events/record/event.tables.ts';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { must, SessionLab } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

const read = (...ids: string[]) => calendarSessions(lab.database.reader, ids as Id<'Session'>[]);
const atBranch = { place: { atBranch: true } };
const marathon = { titleUk: 'Марафон', kind: 'INFORMATION_MARATHON' };

it('tells all of a session: its event, its places, for whom, for which measures', async () => {
  const { session, event, roomId } = await lab.inOwnRoom(
    {},
    {
      ...{ titleUk: 'Тренінг', titleEn: 'Training', descriptionUk: 'Про все', descriptionEn: 'On all', language: 'en' },
      ...{ kind: 'TRAINING', priceUk: '50 грн', priceEn: '50 UAH', attendanceMode: 'MIXED' },
      ...{
        coverUrl: 'https://pictures.example/cover.png',
        coverAltUk: 'Люди',
        joinUrl: 'https://meet.example/secret',
      },
      audienceIds: [lab.audiences['MEDIA'], lab.audiences['RESIDENTS']],
      furtherMeasureIds: [lab.measures.schools],
    },
  );
  const [told, ...more] = await read(session.id);
  const row = await lab.row(session.id);
  expect(more).toEqual([]);
  expect(told).toEqual({
    ...{ id: session.id, eventId: event.id, startsAt: row.startsAt, endsAt: row.endsAt, zone: 'Europe/Kyiv' },
    ...{ place: 'ROOM', happeningStatus: 'CONFIRMED', reason: null, previousStartsAt: null, sequence: 0 },
    ...{ createdAt: row.createdAt, revisedAt: row.revisedAt },
    ...{ titleUk: 'Тренінг', titleEn: 'Training', descriptionUk: 'Про все', descriptionEn: 'On all' },
    ...{ kind: 'TRAINING', language: 'en', attendanceMode: 'MIXED', priceUk: '50 грн', priceEn: '50 UAH' },
    coverUrl: 'https://pictures.example/cover.png',
    branch: {
      ...{ nameUk: 'Центральна бібліотека', nameEn: expect.any(String), address: expect.any(String) },
      ...{ latitude: 50.4647, longitude: 30.5153, updatedAt: expect.any(Date) },
    },
    host: told?.branch,
    room: { nameUk: expect.any(String), nameEn: expect.any(String), updatedAt: expect.any(Date) },
    audiences: [expect.objectContaining({ slug: 'mass-media' }), expect.objectContaining({ slug: 'residents' })],
    measures: [
      { number: '8', year: 2019 },
      { number: '12', year: 2019 },
    ],
  });
  expect(Object.keys(told?.audiences[0] ?? {})).toEqual(['slug', 'nameUk', 'nameEn']);
  expect(roomId).toBe(row.roomId);
});

it('gives them by start, each its own, and of those that are gone none', async () => {
  const first = await lab.draft({ ...marathon, titleUk: 'Перший', audienceIds: [lab.audiences['PUPILS']] });
  const second = await lab.draft({ ...marathon, titleUk: 'Другий', primaryMeasureId: lab.measures.schools });
  const late = must(await lab.schedule(first.id, { ...atBranch, startDate: '2019-05-03' }));
  const early = must(await lab.schedule(second.id, { ...atBranch, startDate: '2019-05-02' }));
  const told = await read(late.id, newId<'Session'>(), early.id);
  expect(
    told.map(({ id, titleUk, audiences, measures, room }) => [id, titleUk, audiences[0]?.slug, measures, room]),
  ).toEqual([
    [early.id, 'Другий', 'residents', [{ number: '12', year: 2019 }], null],
    [late.id, 'Перший', 'pupils', [{ number: '8', year: 2019 }], null],
  ]);
  expect(await read()).toEqual([]);
});

it('tells where it is held, and whose it is; of a room that is not held in nothing', async () => {
  const { session, event, roomId } = await lab.inOwnRoom();
  const other = await lab.draft();
  const inside = must(await lab.schedule(other.id, { place: lab.inRoom(roomId), startDate: '2019-04-18' }));
  await lab.database.transaction(async (tx) => {
    await tx
      .update(events)
      .set({ branchId: lab.branches.next })
      .where(eq(events.id, event.id as Id<'Event'>));
    await tx
      .update(eventSessions)
      .set({ place: 'BRANCH', bookingId: null })
      .where(eq(eventSessions.id, session.id as Id<'Session'>));
  });
  const [told, beside] = await read(session.id, inside.id);
  expect(beside?.room).not.toBeNull();
  expect([told?.branch.nameUk, told?.host.nameUk, told?.room]).toEqual([
    ...['Центральна бібліотека', 'Сусідня бібліотека', null],
  ]);
});
