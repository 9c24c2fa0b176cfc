import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../log/logger.ts';
import { Rounds } from './rounds.ts';

const started = (work: () => Promise<unknown>) => {
  const rounds = new Rounds(createLogger('silent'));
  rounds.register(5, 'it failed', work);
  rounds.start();
  return rounds;
};

describe('Rounds', () => {
  it('does its work again and again, also after it failed, until the program ends', async () => {
    let turns = 0;
    const rounds = started(() => {
      turns += 1;
      return Promise.reject(new Error('away'));
    });
    await sleep(60);
    expect(turns).toBeGreaterThan(2);
    rounds.onModuleDestroy();
    const then = turns;
    await sleep(30);
    expect(turns).toBe(then);
  });

  it('does not begin anew while it is at it', async () => {
    let [running, most] = [0, 0];
    const rounds = started(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(20);
      running -= 1;
    });
    await sleep(80);
    rounds.onModuleDestroy();
    expect(most).toBe(1);
  });

  it('does nothing in a program that only answers', async () => {
    let turns = 0;
    const rounds = new Rounds(createLogger('silent'));
    rounds.register(5, 'it failed', () => Promise.resolve((turns += 1)));
    await sleep(30);
    expect(turns).toBe(0);
  });
});
