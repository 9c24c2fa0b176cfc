import { readCalendar } from './calendar.reader.ts';
import type { ReadingJob } from './read.calendar.ts';
import type { ReadingAnswer } from './reading.ts';

/** As many at a time as the other process takes in without anybody noticing. */
const ITEMS_AT_ONCE = 100;

/** Runs in a process of its own: see reading.ts. */
function tell(said: ReadingAnswer, then?: () => void): void {
  process.send?.(said, undefined, undefined, then);
}

function answer(job: ReadingJob): ReadingAnswer {
  try {
    const result = readCalendar(job, (line) => tell({ at: line }));
    if ('refused' in result) return { result };
    const { items, ...rest } = result;
    for (let from = 0; from < items.length; from += ITEMS_AT_ONCE) {
      tell({ items: items.slice(from, from + ITEMS_AT_ONCE) });
    }
    return { result: rest };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.once('message', (job: ReadingJob) => {
  tell(answer(job), () => process.disconnect());
});
tell({ ready: true });
