import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, plusMinutes } from '../platform/time/instant.ts';
import { type Attempts, forgiven, pace, PASSWORD_PACES, type Pace } from './limit.rules.ts';

const NOW = instantFromMillis(1_795_392_000_000);
const seconds = (count: number) => plusMinutes(NOW, count / 60);
const LIMIT: Pace = { name: 'x', free: 3, firstWait: 1, longestWait: 8, memory: 10 };

/** The waits of somebody who tries again and again, always at the first moment allowed. */
function waits(limit: Pace, tries: number): number[] {
  let known: Attempts | null = null;
  let at = NOW;
  const found: number[] = [];
  for (let n = 0; n < tries; n += 1) {
    const refused = pace(known, limit, at);
    found.push(refused.wait);
    at = plusMinutes(at, refused.wait / 60);
    known = pace(known, limit, at).after;
  }
  return found;
}

describe('pace', () => {
  it('admits some at once, then waits that double up to the longest', () => {
    expect(waits(LIMIT, 9)).toEqual([0, 0, 0, 1, 2, 4, 8, 8, 8]);
  });

  it('counts nothing while it refuses: who hammers waits no longer than who is patient', () => {
    const hot: Attempts = { attempts: 5, freeAt: seconds(4), forgetAt: seconds(600) };
    expect(pace(hot, LIMIT, NOW)).toEqual({ wait: 4, after: hot });
    expect(pace(hot, LIMIT, seconds(4)).wait).toBe(0);
  });

  it('lets nobody wait whose attempt began a moment before another that is counted already', () => {
    const first = pace(null, LIMIT, seconds(0.01)).after;
    expect(pace(first, LIMIT, NOW)).toMatchObject({ wait: 0, after: { attempts: 2 } });
  });

  it('forgets after its memory', () => {
    const old: Attempts = { attempts: 50, freeAt: seconds(-1), forgetAt: NOW };
    expect(pace(old, LIMIT, NOW).after).toEqual({ attempts: 1, freeAt: NOW, forgetAt: seconds(600) });
  });

  it('never waits longer for an account than ten seconds: guesses elsewhere lock nobody out', () => {
    expect(Math.max(...waits(PASSWORD_PACES.account, 500))).toBe(10);
  });
});

it('forgives the attempt that was right', () => {
  const three: Attempts = { attempts: 3, freeAt: seconds(1), forgetAt: seconds(600) };
  expect(forgiven(three, LIMIT, NOW)).toEqual({ attempts: 2, freeAt: NOW, forgetAt: seconds(600) });
});
