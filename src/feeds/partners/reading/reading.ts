import pLimit from 'p-limit';
import { forkReading } from '../../../platform/apart/fork.ts';
import {
  type CalendarRefusal,
  LIMITS,
  type ReadCalendar,
  type ReadingJob,
  type ReadingResult,
  type ReadItem,
} from './read.calendar.ts';

export type ReadingAnswer =
  | { readonly ready: true }
  /** The line it is at: said before what may take long. */
  | { readonly at: number }
  /** Some of what was found; what else there is to say comes last. */
  | { readonly items: readonly ReadItem[] }
  | { readonly result: CalendarRefusal | Omit<ReadCalendar, 'items'> }
  | { readonly fault: string };

const MOST_MEMORY_MB = 384;
const AT_ONCE = 2;
/** How long a process may take before it begins, on a machine that has much to do. */
const START_MS = 20_000;

const turn = pLimit(AT_ONCE);

/**
 * Reads a calendar in a process of its own, at most two at a time: one made to be slow or large delays nobody else's
 * request, and what it breaks is that process. Past its time or its memory it is refused.
 */
export function readOutside(job: ReadingJob): Promise<ReadingResult> {
  return turn(() => inProcess(job));
}

function inProcess(job: ReadingJob): Promise<ReadingResult> {
  const child = forkReading(import.meta.url, MOST_MEMORY_MB);
  return new Promise<ReadingResult>((resolve, reject) => {
    let line: number | null = null;
    const items: ReadItem[] = [];
    let late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    const begin = () => {
      clearTimeout(late);
      late = setTimeout(() => child.kill('SIGKILL'), LIMITS.millis);
      child.send(job, (error) => {
        if (error) child.kill('SIGKILL');
      });
    };
    child.on('message', (answer: ReadingAnswer) => {
      if ('ready' in answer) begin();
      else if ('at' in answer) line = answer.at;
      else if ('fault' in answer) reject(new Error(`the reading process failed: ${answer.fault}`));
      else if ('items' in answer) items.push(...answer.items);
      else resolve('refused' in answer.result ? answer.result : { ...answer.result, items });
    });
    child.once('error', reject);
    // Not `exit`: an answer may still be in the channel then.
    child.once('close', (status: number | null, signal: string | null) => {
      clearTimeout(late);
      // Killed for being late, or aborted by the runtime for want of memory.
      const refusal: CalendarRefusal = { refused: 'TOO_SLOW', line };
      if (signal) resolve(refusal);
      else reject(new Error(`the reading process ended with ${status}`));
    });
  });
}
