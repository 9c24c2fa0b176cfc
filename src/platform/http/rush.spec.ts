import { setTimeout as sleep } from 'node:timers/promises';
import { Rush } from './rush.ts';

const timed = async (rush: Rush, signal?: AbortSignal) => {
  const begun = performance.now();
  await rush.over(signal);
  return performance.now() - begun;
};

describe('a rush', () => {
  it('is none while few are answered', async () => {
    const rush = new Rush();
    const leave = Array.from({ length: 19 }, () => rush.enter());
    expect(await timed(rush)).toBeLessThan(20);
    expect(leave).toHaveLength(19);
  });

  it('is waited for until it is over', async () => {
    const rush = new Rush();
    const leave = Array.from({ length: 20 }, () => rush.enter());
    const waited = timed(rush);
    await sleep(100);
    leave.forEach((each) => each());
    expect(await waited).toBeGreaterThan(90);
    expect(await timed(rush)).toBeLessThan(20);
  });

  it('holds nobody up for longer than a second, nor a program that ends', async () => {
    const rush = new Rush();
    Array.from({ length: 500 }, () => rush.enter());
    expect(await timed(rush, AbortSignal.abort())).toBeLessThan(20);
    const waited = await timed(rush);
    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(5_000);
  });
});
