// Whoever waits behind a hold and still has no place when it ends, for something else is in the way: when that ends, they
// move up.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '../src/platform/ids/id.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import type { Asking } from './app.ts';
import type { Told } from './booking-lab.ts';
import { type ClosureLab, startClosureLab } from './closure-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const DAY = '2019-04-17';
const RAISE = `mutation ($id: ID!, $version: Int!, $quantity: Int!) {
  updateEquipment(input: { id: $id, version: $version, quantity: $quantity }) { ... on Equipment { id version quantity } } }`;

let lab: ClosureLab;
beforeAll(async () => {
  lab = await startClosureLab();
});
afterAll(() => lab.app.stop());

const at = (startTime: string, endTime: string) => ({ startTime, endTime });

/** Somebody waits for more than the hold has, and something comes into their way before the hold ends. */
async function stuck(roomId: Id<'Room'>, obstacle: () => Promise<unknown>, parts: object = {}): Promise<Told> {
  const held = await lab.hold({ roomId, ...at('10:00', '11:00') });
  const waiting = await lab.book({ roomId, ...at('10:00', '16:00'), waitBehindHolds: true, ...parts }, TRAINER);
  expect(waiting).toMatchObject({ status: 'REQUESTED', queuedAt: expect.any(String) });
  await obstacle();
  await lab.cancel(held.id);
  expect(await lab.read(waiting.id)).toMatchObject({ queuedAt: expect.any(String), version: 1 });
  return waiting;
}

async function hasMovedUp({ id }: Told): Promise<void> {
  expect(await lab.read(id)).toMatchObject({ status: 'REQUESTED', queuedAt: null, version: 2 });
  expect(await lab.actionsOn(id)).toEqual(['CREATE', 'MOVE_UP']);
}

/** Shuts by hand: the wizard would have made whoever waits choose. */
async function shut(roomId: Id<'Room'> | null, from: string, to: string): Promise<string> {
  const now = lab.app.clock.now();
  const [row] = await lab.database.transaction((tx) =>
    tx
      .insert(closures)
      .values({
        ...{ branchId: lab.branches.central, roomId, kind: 'EMERGENCY' as const, reasonUk: 'Прорвало трубу' },
        ...{ startLocal: `${DAY}T${from}:00`, zone: 'UTC', createdAt: now, updatedAt: now },
        wallMinutes: (Date.parse(`${DAY}T${to}:00Z`) - Date.parse(`${DAY}T${from}:00Z`)) / 60_000,
        ...{ startsAt: new Date(`${DAY}T${from}:00Z`), endsAt: new Date(`${DAY}T${to}:00Z`) },
      })
      .returning({ id: closures.id }),
  );
  return row?.id ?? '';
}

describe('whoever waits moves up', () => {
  it('when a room is given back', async () => {
    const roomId = await lab.ownRoom();
    const blocked: Told[] = [];
    const waiting = await stuck(roomId, async () =>
      blocked.push(await lab.block({ roomId, startDate: DAY, ...at('14:00', '15:00') })),
    );
    await lab.unblock(blocked[0]?.id ?? '');
    await hasMovedUp(waiting);
  });

  it('when the closure of a branch is lifted', async () => {
    const roomId = await lab.ownRoom();
    const ids: string[] = [];
    const waiting = await stuck(roomId, async () => ids.push(await shut(null, '10:00', '11:00')));
    expect(await lab.lift(ids[0] ?? '', 1)).toMatchObject({ version: 2 });
    await hasMovedUp(waiting);
  });

  it('when the closure of a part of the room ends earlier', async () => {
    const ids: string[] = [];
    const { great, hallA } = lab.rooms;
    const waiting = await stuck(great, async () => ids.push(await shut(hallA, '06:00', '12:00')));
    expect(await lab.update(ids[0] ?? '', 1, { reasonUk: 'Прорвало іншу' })).toMatchObject({ version: 2 });
    expect(await lab.read(waiting.id)).toMatchObject({ queuedAt: expect.any(String) });
    expect(await lab.update(ids[0] ?? '', 2, { endTime: '06:30' })).toMatchObject({ version: 3 });
    await hasMovedUp(waiting);
  });

  it('when the branch gets more of an equipment', async () => {
    const [roomId, elsewhere] = [await lab.ownRoom(), await lab.ownRoom()];
    const projectors = (quantity: number) => ({ equipment: [{ equipmentId: lab.projectors, quantity }] });
    const taken = () => lab.book({ roomId: elsewhere, ...at('12:00', '13:00'), ...projectors(3) });
    const waiting = await stuck(roomId, taken, projectors(5));
    const raise = async (version: number, quantity: number) =>
      (await lab.data(RAISE, { id: lab.projectors, version, quantity }))['updateEquipment'];
    expect(await raise(1, 7)).toMatchObject({ version: 2, quantity: 7 });
    expect(await lab.read(waiting.id)).toMatchObject({ queuedAt: expect.any(String) });
    expect(await raise(2, 8)).toMatchObject({ version: 3, quantity: 8 });
    await hasMovedUp(waiting);
  });
});
