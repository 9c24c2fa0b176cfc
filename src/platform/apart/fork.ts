import { type ChildProcess, fork } from 'node:child_process';

/**
 * Starts `reading.process` that lies beside a module (its `import.meta.url`) as a process of its own: with so much memory, in
 * MiB, without the settings, and silent but for what it sends.
 */
export function forkReading(beside: string, mostMemoryMb: number): ChildProcess {
  // The compiler rewrites the endings of imports, not of addresses.
  const ending = beside.endsWith('.ts') ? 'ts' : 'js';
  return fork(new URL(`./reading.process.${ending}`, beside), {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${mostMemoryMb}`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
