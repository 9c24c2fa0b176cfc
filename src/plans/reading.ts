import pLimit from 'p-limit';
import { forkReading } from '../platform/apart/fork.ts';
import type { Language } from '../platform/language/language.ts';
import type { DocumentLimits, DocumentRefusal } from './document/source-table.ts';
import type { CodeLists, PlanRefusal, RecognisedPlan } from './recognition/recognised-plan.ts';

export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly year: number | null;
  readonly lists: CodeLists;
  readonly language: Language;
  readonly limits: Partial<DocumentLimits>;
}

export type ReadingRefusal = DocumentRefusal | PlanRefusal;
export type ReadingResult = RecognisedPlan | ReadingRefusal;
export type ReadingAnswer = { readonly result: ReadingResult } | { readonly fault: string };

/** How long one document may take, and how much memory; past either it counts as damaged. */
const LONGEST_MS = 20_000;
const MOST_MEMORY_MB = 512;
const AT_ONCE = 2;

const turn = pLimit(AT_ONCE);

/**
 * Reads and recognises a document in a process of its own, at most two at a time: a document made to be slow or large
 * delays nobody else's request, and what it breaks is that process. The process knows nothing of the settings.
 */
export function readPlan(job: ReadingJob): Promise<ReadingResult> {
  return turn(() => inProcess(job));
}

function inProcess(job: ReadingJob): Promise<ReadingResult> {
  const child = forkReading(import.meta.url, MOST_MEMORY_MB);
  return new Promise<ReadingResult>((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    child.once('message', (answer: ReadingAnswer) => {
      if ('fault' in answer) reject(new Error(`the reading process failed: ${answer.fault}`));
      else resolve(answer.result);
    });
    child.once('error', reject);
    // Not `exit`: an answer may still be in the channel then.
    child.once('close', (status: number | null, signal: string | null) => {
      clearTimeout(late);
      // Killed for being late, or aborted by the runtime for want of memory.
      if (signal) resolve(exhausted(job.language));
      else reject(new Error(`the reading process ended with ${status}`));
    });
    child.send(job, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

function exhausted(language: Language): DocumentRefusal {
  return {
    kind: 'DocumentDamaged',
    message:
      language === 'uk'
        ? 'Документ не вдалося прочитати в межах дозволеного часу й пам’яті. Збережіть саму таблицю в новий файл.'
        : 'The document could not be read within the time and memory allowed. Save the table alone to a new file.',
  };
}
