import type { Tx } from '../../platform/db/database.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { AnsweredKey } from '../record/key.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { type ReadRoster, readRosters } from './reading.ts';
import { keyReused } from './refusal.rules.ts';
import { type AskedRoster, type RosterRequest, Thrown } from './request.ts';
import type { Scene } from './scene.ts';
import { endOverdue } from './time.over.ts';
import { writeRosters } from './writing.ts';

/**
 * Decides requests of rosters, those of each in their order, and writes what becomes of them; the caller has locked the rows
 * of the rosters. One pass over the database before and one after, however many requests there are. Answers by roster; in
 * the place of an answer stands what a request threw.
 */
export async function settleRosters(
  tx: Tx,
  asked: readonly AskedRoster<RosterRow>[],
  now: Instant,
): Promise<unknown[][]> {
  const read = await readRosters(tx, asked, now);
  const fresh: AnsweredKey[] = [];
  const answers = asked.map(({ requests }, at) => {
    const one = read[at];
    return one ? decideAll(one, requests, now, fresh) : [];
  });
  await writeRosters(
    tx,
    read.map(({ scene }) => scene),
    fresh,
    now,
  );
  return answers;
}

function decideAll(
  { scene, overdue, answered }: ReadRoster,
  requests: readonly RosterRequest<unknown>[],
  now: Instant,
  fresh: AnsweredKey[],
): unknown[] {
  const known = new Map(answered);
  endOverdue(scene, overdue, now);
  return requests.map((request) => {
    const { key, asking } = request;
    if (!key) return decided(request, scene);
    const before = known.get(key.text);
    if (before) {
      return Buffer.compare(before.inputHash, key.inputHash) === 0 ? before.answer : keyReused(asking.language);
    }
    const answer = decided(request, scene);
    if (answer instanceof Thrown) return answer;
    const kept = { scopeId: scene.roster.id, key: key.text, inputHash: key.inputHash, answer };
    known.set(key.text, kept);
    fresh.push(kept);
    return answer;
  });
}

/** Whoever decides checks before changing anything, so that what throws has changed nothing. */
function decided(request: RosterRequest<unknown>, scene: Scene): unknown {
  try {
    return request.decide(scene);
  } catch (error) {
    return new Thrown(error);
  }
}
