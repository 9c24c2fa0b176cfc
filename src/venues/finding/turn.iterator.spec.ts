import { expect, it } from '@jest/globals';
import { inTurns } from './turn.iterator.ts';

it('lets others have their turn every few things, and keeps the order', async () => {
  const told: string[] = [];
  let over = false;
  const other = () => {
    told.push('other');
    if (!over) setImmediate(other);
  };
  setImmediate(other);
  for await (const thing of inTurns([1, 2, 3, 4, 5, 6, 7, 8, 9])) told.push(String(thing));
  over = true;
  expect(told).toEqual(['1', '2', '3', '4', 'other', '5', '6', '7', '8', 'other', '9']);
});
