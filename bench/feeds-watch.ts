// Loaded into the program that is measured: asked by a signal, it writes how long the loop was held at the longest since it was
// last asked, and what the process holds in memory after all that nobody needs was thrown away.
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let collecting = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) collecting = Math.max(collecting, duration);
}).observe({ entryTypes: ['gc'] });

process.on('SIGUSR2', () => {
  const longest = delay.max / 1e6;
  collect();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  process.stderr.write(
    `watched ${JSON.stringify({ longest, collecting, held: heapUsed + external, arrayBuffers, rss })}\n`,
  );
  // What the collecting held up is not the program's.
  setTimeout(() => {
    delay.reset();
    collecting = 0;
  }, 50);
});
