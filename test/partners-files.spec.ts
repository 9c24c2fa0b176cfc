// Calendars that are brought as files, and what is shown of one before it is kept.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarOf, eventOf, hourOf, type PartnerLab, startPartnerLab, stopPartnerLab } from './partner-lab.ts';

let lab: PartnerLab;
beforeAll(async () => {
  lab = await startPartnerLab();
});
afterAll(() => stopPartnerLab(lab));

describe('a calendar that is brought as files', () => {
  it('holds what the last file held, however often that is brought', async () => {
    const roomId = await lab.ownRoom();
    const { id, viewerCan } = await lab.add({ roomId });
    expect(viewerCan).toEqual(['UPDATE', 'REFRESH', 'IMPORT', 'REMOVE']);
    const text = calendarOf(hourOf('a', '20190404T100000'), hourOf('b', '20190405T100000'));
    expect(await lab.bring(id, text)).toMatchObject({ added: 2 });
    expect(await lab.bring(id, text)).toMatchObject({ added: 0, unchanged: 2 });
    expect(await lab.bring(id, calendarOf(hourOf('b', '20190405T100000')))).toMatchObject({ removed: 1 });
    expect(await lab.blockedIn(roomId)).toEqual(['2019-04-05T07:00–2019-04-05T08:00']);
  });

  it('asked for twice under one key is brought once and answered twice alike', async () => {
    const { id } = await lab.add({ roomId: await lab.ownRoom() });
    const uploadId = await lab.app.upload(calendarOf(hourOf('a', '20190404T100000')), 'a.ics', 'librarian');
    const asked = { key: 'one-key-of-it', uploadId };
    const once = await lab.bring(id, '', asked);
    expect(once).toMatchObject({ added: 1 });
    expect(await lab.bring(id, '', asked)).toEqual(once);
    expect(await lab.bring(id, '', { ...asked, uploadId: id })).toMatchObject({ kind: 'KeyReused' });
    const added = await lab.add({ key: 'another-key', roomId: lab.rooms.hallB, name: 'Один' });
    expect((await lab.add({ key: 'another-key', roomId: lab.rooms.hallB, name: 'Один' })).id).toBe(added.id);
    expect(await lab.add({ key: 'another-key', roomId: lab.rooms.hallB, name: 'Два' })).toMatchObject({
      kind: 'KeyReused',
    });
  });

  it('is looked at again where something was in its way', async () => {
    const roomId = await lab.ownRoom();
    const { id } = await lab.add({ roomId });
    const booking = await lab.book({ roomId, startDate: '2019-04-04', startTime: '10:00', endTime: '11:00' });
    expect(await lab.bring(id, calendarOf(hourOf('a', '20190404T100000')))).toMatchObject({ conflicts: 1 });
    await lab.cancel(booking.id);
    expect((await lab.calendar(id)).dueAt).not.toBeNull();
    expect(await lab.refresh(id)).toMatchObject({ conflicts: 0, unchanged: 1 });
  });
});

describe('a preview', () => {
  it('shows what would be made, what is in the way, and what is wrong, and writes nothing', async () => {
    const roomId = await lab.ownRoom();
    const booking = await lab.book({ roomId, startDate: '2019-04-04', startTime: '10:00', endTime: '11:00' });
    const text = calendarOf(
      hourOf('met', '20190404T103000'),
      hourOf('free', '20190405T100000'),
      hourOf('gone', '20190406T100000', 'STATUS:CANCELLED'),
      eventOf('broken', ':tomorrow', 'SUMMARY:Ніколи'),
    );
    const address = lab.partner.serve('/preview.ics', text);
    const shown = await lab.preview({ branchId: lab.branches.central, purpose: 'BUSY', roomId, address });
    expect(shown).toMatchObject({ added: 2, conflicts: 1, components: 4, found: 2, leftOut: 1, problemCount: 1 });
    expect(shown.items.map(({ title }) => title)).toEqual(['Репетиція met', 'Репетиція free']);
    expect(shown.conflicting).toEqual([shown.items[0]]);
    expect(shown.conflicting[0]?.inTheWay[0]).toMatchObject({ kind: 'Overlap', bookingId: booking.id });
    expect(shown.problems).toEqual([
      expect.objectContaining({
        fault: 'START',
        uid: 'broken',
        title: 'Ніколи',
        line: text.split('\r\n').indexOf('DTSTART:tomorrow') + 1,
      }),
    ]);
    expect(shown.problems[0]?.message).toMatch(/початок.*пропущено/i);
    expect(await lab.blockedIn(roomId)).toEqual([]);
    const uploadId = await lab.app.upload(text, 'x.ics', 'librarian');
    const ofFile = await lab.preview({ branchId: lab.branches.central, purpose: 'BUSY', roomId, uploadId, first: 1 });
    expect([ofFile.found, ofFile.items.length]).toEqual([2, 1]);
  });

  it('of a calendar that is kept tells what would change', async () => {
    const { id } = await lab.keeping(hourOf('a', '20190404T100000'), hourOf('b', '20190405T100000'));
    const uploadId = await lab.app.upload(
      calendarOf(hourOf('a', '20190404T110000'), hourOf('c', '20190406T100000')),
      'x.ics',
      'librarian',
    );
    expect(await lab.preview({ id, uploadId })).toMatchObject({ added: 1, changed: 1, removed: 1, conflicts: 0 });
    expect(await lab.preview({ id })).toMatchObject({ added: 0, unchanged: 2, conflicts: 0 });
  });
});
