import type { Tx } from '../platform/db/database.ts';
import { type Id, newId } from '../platform/ids/id.ts';
import { nameKey } from '../directory/entry.rules.ts';
import { goalPlace } from './plan.rules.ts';
import { goalsOfPlans, insertGoal } from './plan.store.ts';

/** Finds the goal of a text in a plan, or makes it: measures with one goal share it. */
export async function goalFinder(
  tx: Tx,
  planId: Id<'Plan'>,
): Promise<(text: string | null) => Promise<Id<'Goal'> | null>> {
  const known = [...((await goalsOfPlans(tx, [planId])).get(planId) ?? [])];
  return async (text) => {
    if (text === null || text === '') return null;
    const textKey = nameKey(text);
    const found = known.find((goal) => goal.textKey === textKey);
    if (found) return found.id;
    const goal = { id: newId<'Goal'>(), planId, text, textKey, ...goalPlace(known) };
    await insertGoal(tx, goal);
    known.push(goal);
    return goal.id;
  };
}
