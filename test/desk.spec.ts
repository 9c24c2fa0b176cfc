// Several rooms wanted at once: judged together, one in the way of the next, and written in one go.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DeskLab, refusals, startDeskLab } from './desk-lab.ts';

let lab: DeskLab;
beforeAll(async () => {
  lab = await startDeskLab();
});
afterAll(async () => {
  expect(await lab.overlaps()).toBe(0);
  await lab.app.stop();
});

const at = (startTime: string, endTime: string) => ({ startTime, endTime });

describe('wants of new bookings', () => {
  it('are each in the way of the next, with set-up and tear-down', async () => {
    const roomId = await lab.ownRoom();
    const wants = [
      await lab.want('first', { roomId, ...at('10:00', '12:00') }),
      await lab.want('beside', { roomId, ...at('12:15', '13:00') }),
      await lab.want('after', { roomId, ...at('12:45', '13:30') }),
    ];
    const { judged, rows } = await lab.place(wants);
    expect(refusals(judged)).toEqual([[], ['Overlap'], []]);
    expect(judged[1]).toMatchObject({ key: 'beside', after: null });
    expect([...rows.keys()]).toEqual(['first', 'after']);
    const id = rows.get('first')?.id ?? '';
    expect(id).toBe(judged[0]?.after?.id);
    expect(await lab.read(id)).toMatchObject({
      status: 'CONFIRMED',
      purpose: 'first',
      version: 1,
      viewerCan: ['MOVE', 'CHANGE', 'REWORD', 'CANCEL'],
    });
    expect(await lab.actionsOn(id)).toEqual(['CREATE']);
  });

  it('are refused by what is booked, and by the parts of a room that another want takes', async () => {
    const startDate = '2019-05-02';
    const taken = await lab.book({ roomId: lab.rooms.hallB, startDate, ...at('16:00', '17:00') });
    const wants = [
      await lab.want('great', { roomId: lab.rooms.great, startDate, ...at('10:00', '12:00') }),
      await lab.want('part', { roomId: lab.rooms.hallA, startDate, ...at('11:00', '13:00') }),
      await lab.want('whole', { roomId: lab.rooms.great, startDate, ...at('16:30', '17:30') }),
    ];
    const judged = await lab.preview(wants);
    expect(refusals(judged)).toEqual([[], ['Overlap'], ['Overlap']]);
    expect(judged[2]?.refusing[0]).toMatchObject({ bookingId: taken.id });
  });

  it('count for the limit of whoever asks, what ends with them no more', async () => {
    const roomId = await lab.ownRoom({ limitCount: 2, limitTerm: 'DAY' });
    const booked = await lab.book({ roomId, ...at('08:00', '09:00') });
    const wants = [
      await lab.want('second', { roomId, ...at('10:00', '11:00') }),
      await lab.want('third', { roomId, ...at('12:00', '13:00') }),
    ];
    expect(refusals(await lab.preview(wants))).toEqual([[], ['OverLimit']]);
    expect(refusals(await lab.preview(wants, [booked]))).toEqual([[], []]);
    const aside = await lab.want('third', {
      ...{ roomId, ...at('12:00', '13:00') },
      overrides: [{ rule: 'OverLimit', reason: 'Тиждень читання' }],
    });
    // The booking there is the librarian's: of the approver's own these are the first two.
    const { judged, rows } = await lab.place([...wants.slice(0, 1), aside], [], 'approver');
    expect(refusals(judged)).toEqual([[], []]);
    expect(rows.get('third')?.overrides).toEqual([]);
    const more = { ...aside, key: 'more', wish: (await lab.want('more', { roomId, ...at('14:00', '15:00') })).wish };
    const over = await lab.place([more], [], 'approver');
    expect(over.rows.get('more')?.overrides).toEqual([{ rule: 'OverLimit', reason: 'Тиждень читання' }]);
  });

  it('take equipment from those after them', async () => {
    const startDate = '2019-05-03';
    const some = (quantity: number) => ({ startDate, equipment: [{ equipmentId: lab.projectors, quantity }] });
    const wants = [
      await lab.want('four', { ...some(4), roomId: await lab.ownRoom() }),
      await lab.want('three', { ...some(3), roomId: await lab.ownRoom() }),
      await lab.want('two', { ...some(2), roomId: await lab.ownRoom() }),
    ];
    const { judged, rows } = await lab.place(wants);
    expect(refusals(judged)).toEqual([[], ['EquipmentShort'], []]);
    expect(await lab.read(rows.get('two')?.id ?? '')).toMatchObject({ equipment: [{ quantity: 2 }] });
  });

  it('are asked for where somebody has to say yes, and told so', async () => {
    const roomId = await lab.ownRoom({ needsApproval: true });
    const { judged, rows } = await lab.place([await lab.want('strict', { roomId })]);
    expect(judged[0]?.broken.map(({ kind }) => kind)).toEqual(['NeedsApproval']);
    expect(rows.get('strict')?.status).toBe('REQUESTED');
  });

  it('are only looked at by a preview', async () => {
    const roomId = await lab.ownRoom();
    const want = await lab.want('seen', { roomId });
    const booked = await lab.book({ roomId });
    expect(refusals(await lab.preview([want]))).toEqual([['Overlap']]);
    expect(refusals(await lab.preview([want], [booked]))).toEqual([[]]);
    expect(await lab.read(booked.id)).toMatchObject({ status: 'CONFIRMED', version: 1 });
  });

  it('cost the same few statements, however many there are', async () => {
    const roomId = await lab.ownRoom();
    const days = Array.from({ length: 24 }, (_, day) => `2019-06-${String(day + 1).padStart(2, '0')}`);
    const wantsOn = (some: string[], parts: object) =>
      Promise.all(some.map((startDate) => lab.want(startDate, { roomId, startDate, ...parts })));
    const cost = async (some: string[]) => {
      const wants = await wantsOn(some, {});
      const before = lab.app.queries.length;
      const { rows } = await lab.place(wants);
      const made = lab.app.queries.length;
      const moves = (await wantsOn(some, at('14:00', '15:00'))).map((want) => {
        return { ...want, booking: rows.get(want.key) ?? null };
      });
      const between = lab.app.queries.length;
      const moved = await lab.place(moves);
      expect([...moved.rows.values()].map(({ version }) => version)).toEqual(some.map(() => 2));
      return [made - before, lab.app.queries.length - between];
    };
    const few = await cost(days.slice(0, 2));
    expect(await cost(days.slice(2))).toEqual(few);
    expect(Math.max(...few)).toBeLessThan(35);
  });
});
