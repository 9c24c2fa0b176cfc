import type { Reader } from '../../platform/db/database.ts';
import { addDays } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import { type Wish, wishedSpan } from '../bookings/wish.rules.ts';
import { type Assumptions, Lookup } from '../finding/lookup.ts';

/** All that the rules look at for these wishes: the same few statements for any number of them. */
export async function lookedUp(reader: Reader, wishes: readonly Wish[], assumed: Assumptions): Promise<Lookup> {
  const spans = wishes.map((wish) => ({ wish, span: wishedSpan(wish) }));
  // A day more at either end, for zones and for what goes over midnight.
  const dates = spans.flatMap(({ wish: { branch }, span: { from, to } }) => [
    addDays(dateIn(from, branch.zone), -1),
    addDays(dateIn(to, branch.zone), 1),
  ]);
  const [first = '', last = first] = [dates.toSorted()[0], dates.toSorted().at(-1)];
  const known = new Lookup(reader, assumed, [first, last]);
  const branches = [...new Map(wishes.map(({ branch }) => [branch.id, branch])).values()];
  const uses = spans.flatMap(({ wish: { equipment }, span }) =>
    equipment.map(({ equipmentId }) => ({ equipmentId, span })),
  );
  await Promise.all([
    known.lookUpHours(branches),
    known.lookUpTaken(spans.flatMap(({ wish: { room }, span }) => room.units.map((unitId) => ({ unitId, span })))),
    uses.length > 0 ? known.lookUpEquipment(branches.map(({ id }) => id)) : undefined,
    known.lookUpUses(uses),
    known.lookUpLimits(wishes),
  ]);
  return known;
}
