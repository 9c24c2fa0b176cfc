// What an event needs before everybody may see it: each thing by itself, and all of them at once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { eventAudiences, eventMeasures, events } from '../src/events/record/event.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { EditorialLab } from './editorial-lab.ts';
import { APPROVER, LIBRARIAN } from './programme-lab.ts';
import { bookingOf, must } from './session-lab.ts';

let lab: EditorialLab;
beforeAll(async () => {
  lab = await EditorialLab.start();
});
afterAll(() => lab.app.stop());

type Change = Partial<typeof events.$inferInsert>;
const COVER = { coverUrl: 'https://example.org/cover.jpg' };

async function set(id: string, change: Change): Promise<void> {
  await lab.database.transaction((tx) =>
    tx
      .update(events)
      .set(change)
      .where(eq(events.id, id as Id<'Event'>)),
  );
}

/** What `publishEvent` and `staff.missing` say is missing: both the same. */
async function missing(id: string): Promise<string[]> {
  const { version } = await lab.stands(id);
  const refused = await lab.step('PUBLISH', { id, version }, APPROVER);
  const told = (await lab.event(id))?.staff?.missing ?? [];
  expect(refused.missing ?? []).toEqual(told);
  expect(refused.kind ?? 'in').toBe(told.length > 0 ? 'NotReady' : 'in');
  return told;
}

describe('missing by itself is', () => {
  it.each<[string, Change, string[]]>([
    ['nothing', { tags: ['клуб'] }, []],
    ['nothing with a telephone number alone', { contactEmail: null }, []],
    ['nothing with an e-mail address alone', { contactPhone: null }, []],
    ['the name of the contact', { contactName: null }, ['CONTACT']],
    ['both ways to reach the contact', { contactPhone: null, contactEmail: null }, ['CONTACT']],
    ['what the cover shows', COVER, ['ALT_TEXT']],
    ['what the cover shows in Ukrainian', { ...COVER, coverAltEn: 'A reading room' }, ['ALT_TEXT']],
    ['nothing of a cover that is described', { ...COVER, coverAltUk: 'Читальна зала' }, []],
    ['the link of an online event', { attendanceMode: 'ONLINE' }, ['JOIN_LINK']],
    ['the link of a mixed event', { attendanceMode: 'MIXED' }, ['JOIN_LINK']],
    ['nothing of an online event with a link', { attendanceMode: 'ONLINE', joinUrl: 'https://example.org/j' }, []],
  ])('%s', async (_, change, expected) => {
    const { event } = await lab.scheduled();
    await set(event.id, change);
    expect(await missing(event.id)).toEqual(expected);
  });

  it('the audience', async () => {
    const { event } = await lab.scheduled();
    await lab.database.transaction((tx) =>
      tx.delete(eventAudiences).where(eq(eventAudiences.eventId, event.id as Id<'Event'>)),
    );
    expect(await missing(event.id)).toEqual(['AUDIENCE']);
  });

  it('the measure', async () => {
    const { event } = await lab.scheduled();
    await lab.database.transaction((tx) =>
      tx.delete(eventMeasures).where(eq(eventMeasures.eventId, event.id as Id<'Event'>)),
    );
    expect(await missing(event.id)).toEqual(['MEASURE']);
  });

  it('the time, also when the only date was cancelled', async () => {
    const { id } = await lab.draft();
    expect(await missing(id)).toEqual(['TIME']);
    const session = must(await lab.schedule(id));
    must(await lab.take('CANCEL', session.id));
    expect(await missing(id)).toEqual(['TIME']);
  });

  it('not the time of what was announced and then called off, nor once that is archived', async () => {
    const { event, session } = await lab.announced();
    must(await lab.take('CANCEL', session.id));
    expect((await lab.event(event.id))?.staff?.missing).toEqual([]);
    must(await lab.archive(event.id));
    expect((await lab.event(event.id))?.staff?.missing).toEqual([]);
  });

  it('the place of a date ahead, and not of one that is over', async () => {
    const { id } = await lab.draft();
    const session = must(await lab.schedule(id));
    expect(await missing(id)).toEqual(['PLACE']);
    must(await lab.placeIn(session, { place: lab.inRoom(await lab.aRoom()) }));
    expect(await missing(id)).toEqual([]);
    const past = await lab.draft();
    must(await lab.schedule(past.id, { startDate: '2019-02-20' }));
    expect(await missing(past.id)).toEqual([]);
  });

  it('the yes to a room that somebody has to approve', async () => {
    const roomId = await lab.aRoom({ needsApproval: true });
    const { id } = await lab.draft();
    const session = must(await lab.schedule(id, { place: lab.inRoom(roomId) }, LIBRARIAN));
    expect(await missing(id)).toEqual(['ROOM_NOT_CONFIRMED']);
    must(await lab.approveBooking(bookingOf(session)!.id));
    expect(await missing(id)).toEqual([]);
  });
});

describe('all that is missing', () => {
  it('is told at once, in plain words of both languages', async () => {
    const { id, version } = await lab.draft({ contact: null, audienceIds: null });
    await set(id, { ...COVER, attendanceMode: 'ONLINE' });
    const refused = await lab.step('PUBLISH', { id, version }, APPROVER);
    expect(refused).toMatchObject({
      kind: 'NotReady',
      missing: ['AUDIENCE', 'TIME', 'JOIN_LINK', 'CONTACT', 'ALT_TEXT'],
      message: expect.stringMatching(/аудиторія.*дата.*посилання.*контакт.*обкладинки/),
    });
    const english = await lab.step('PUBLISH', { id, version }, { ...APPROVER, language: 'en' });
    expect(english.message).toMatch(/audience.*date.*link.*contact.*cover/);
    expect((await lab.stands(id)).editorialStatus).toBe('DRAFT');
  });

  it('does not keep an author from asking for approval', async () => {
    const { id, version } = await lab.draft({ contact: null });
    const submitted = await lab.submit({ id, version });
    expect(submitted).toMatchObject({ editorialStatus: 'SUBMITTED', staff: { missing: ['TIME', 'CONTACT'] } });
  });
});

describe('what is public', () => {
  it('stays complete under an edit', async () => {
    const { event } = await lab.announced();
    const { version } = await lab.stands(event.id);
    const refused = await lab.update({ id: event.id, version }, { contact: null });
    expect(refused).toMatchObject({ kind: 'NotReady', missing: ['CONTACT'] });
  });

  it('is edited all the same once its room was taken away: that is not the edit’s fault', async () => {
    const { event, session } = await lab.announced();
    must(await lab.cancelBooking(bookingOf(session)!.id));
    const { version } = await lab.stands(event.id);
    const edited = await lab.update({ id: event.id, version }, { titleUk: 'Місце ще шукаємо' });
    expect(edited).toMatchObject({ editorialStatus: 'PUBLISHED', staff: { missing: ['PLACE'] } });
  });
});
