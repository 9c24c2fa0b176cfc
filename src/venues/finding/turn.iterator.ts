import { setImmediate } from 'node:timers/promises';

/** Some hundredths of a second of work at most. */
const MOST_IN_A_TURN = 4;

/** One thing after the other, and all others are answered in between: to look for ways out of many wishes takes long. */
export async function* inTurns<Thing>(things: readonly Thing[]): AsyncGenerator<Thing> {
  for (const [at, thing] of things.entries()) {
    if (at > 0 && at % MOST_IN_A_TURN === 0) await setImmediate();
    yield thing;
  }
}
