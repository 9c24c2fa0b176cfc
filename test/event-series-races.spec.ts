// Edits of many dates at once with each other, with bookings, and in great numbers.
import { editOf, EventSeriesLab, times } from './event-series-lab.ts';
import { must } from './session-lab.ts';
import { single } from './series-lab.ts';

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('at once', () => {
  it('two edits of one series: one is done, the other is told that it changed meanwhile', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=4' });
    const answers = await Promise.all(
      ['16:00', '17:00', '18:00'].map((startTime) => lab.edit(editOf(event, 0, 'ALL', { startTime }))),
    );
    expect(answers.map(({ kind }) => kind ?? 'done').sort()).toEqual(['ChangedMeanwhile', 'ChangedMeanwhile', 'done']);
    const after = await lab.programme(event.id);
    expect(new Set(times(after.sessions).map((time) => time.slice(6))).size).toBe(1);
    expect(await lab.statusesIn(roomId)).toEqual(Array(4).fill('CONFIRMED'));
  });

  it('an edit and bookings in its way: whole, or refused with nothing done', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=4' });
      const [edited, ...booked] = await Promise.all([
        lab.edit(editOf(event, 0, 'ALL', { startTime: '18:00' })),
        ...['2019-04-10', '2019-04-17'].map((day) => lab.bookRoom(single(roomId, day, '18:00', '19:00'))),
      ]);
      const made = booked.filter(({ kind }) => !kind).length;
      const after = await lab.programme(event.id);
      if (edited.kind) {
        expect([edited.kind, made]).toEqual(['SessionsRefused', 2]);
        expect(after).toEqual(event);
      } else {
        expect(made).toBe(0);
        expect(times(after.sessions).every((time) => time.endsWith('18:00'))).toBe(true);
      }
      expect((await lab.bookingsOf(roomId)).length).toBe(4 + made);
    }
  });

  it('two series for one room: what the first takes the second keeps to place', async () => {
    const roomId = await lab.aRoom();
    const drafts = [await lab.draft(), await lab.draft()];
    const made = await Promise.all(
      drafts.map((draft, at) =>
        lab.scheduleSeries(lab.wednesdays(draft, roomId, { rule: `FREQ=WEEKLY;COUNT=${at + 3}` })),
      ),
    );
    const placed = made.map(({ kind, sessionCounts }) => (kind ? kind : sessionCounts['scheduled']));
    // Where none of its dates fits, the second is refused.
    expect([
      [3, 1],
      ['SessionsRefused', 4],
    ]).toContainEqual(placed);
    expect(await lab.bookingsOf(roomId)).toHaveLength(4);
  });
});

describe('many', () => {
  const daily = async (count: number) => {
    const equipment = [{ equipmentId: lab.projectors, quantity: 1 }];
    const roomId = await lab.aRoom();
    const place = lab.inTheatre(roomId, { equipment });
    const { event } = await lab.series({ startDate: '2019-07-01', rule: `FREQ=DAILY;COUNT=${count}`, place });
    return { event, roomId };
  };

  it('dates take no more statements than few: to schedule, to preview, to edit, to cancel', async () => {
    const counts: number[][] = [];
    for (const count of [2, 50]) {
      const roomId = await lab.aRoom();
      const draft = await lab.draft();
      const rule = { startDate: '2019-09-01', rule: `FREQ=DAILY;COUNT=${count}` };
      const input = lab.wednesdays(draft, roomId, rule);
      const previewed = await lab.statements(() => lab.previewSeries(input));
      const scheduled = await lab.statements(async () => must(await lab.scheduleSeries(input)));
      const { event } = await daily(count);
      const edit = editOf(event, 0, 'ALL', { shiftDays: 1 });
      const foreseen = await lab.statements(() => lab.previewEdit(edit));
      const edited = await lab.statements(async () => {
        expect(must(await lab.edit(edit)).counts).toMatchObject({ moves: count, bookingsMoved: count });
      });
      const { change: _, ...cancel } = { ...edit, version: event.version + 1, reason: 'Ремонт' } as Record<
        string,
        unknown
      >;
      const cancelled = await lab.statements(async () => {
        expect(must(await lab.cancelMany(cancel)).counts).toMatchObject({ cancels: count, bookingsEnded: count });
      });
      counts.push([previewed, scheduled, foreseen, edited, cancelled]);
    }
    expect(counts[1]).toEqual(counts[0]);
  });

  it('conflicts are looked for at once, and so are dates that stay in each other’s way', async () => {
    const statements = async (count: number, onConflict: string) => {
      const { event, roomId } = await daily(count);
      const last = event.sessions.at(-1)!;
      const after = single(roomId, `2019-${count > 9 ? '08-08' : '07-05'}`, '15:00', '16:00');
      expect(last.startDate).toBe(count > 9 ? '2019-08-07' : '2019-07-04');
      await lab.bookRoom(after);
      const edit = { ...editOf(event, 0, 'ALL', { shiftDays: 1 }), onConflict };
      return lab.statements(() => lab.previewEdit(edit));
    };
    expect(await statements(38, 'REFUSE')).toBe(await statements(4, 'REFUSE'));
    expect(await statements(38, 'KEEP')).toBe(await statements(4, 'KEEP'));
  });
});
