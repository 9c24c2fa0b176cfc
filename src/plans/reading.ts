import { Worker } from 'node:worker_threads';
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

/** How long one document may take, and how much memory; past either it counts as damaged. */
const LONGEST_MS = 20_000;
const MOST_MEMORY_MB = 512;
const AT_ONCE = 2;

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Reads and recognises a document in a thread of its own, at most two at a time: a document made to be slow or large
 * delays nobody else's request, and ends with its thread.
 */
export async function readPlan(job: ReadingJob): Promise<ReadingResult> {
  if (running >= AT_ONCE) await new Promise<void>((resume) => waiting.push(resume));
  else running += 1;
  try {
    return await inThread(job);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function inThread(job: ReadingJob): Promise<ReadingResult> {
  // The compiler rewrites the endings of imports, not of addresses.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./reading.worker.${ending}`, import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  return new Promise<ReadingResult>((resolve, reject) => {
    const late = setTimeout(() => {
      settle(() => resolve(exhausted(job.language)));
      void worker.terminate();
    }, LONGEST_MS);
    // A thread that has answered ends by itself; to cut it off in its last moments has crashed the process.
    const settle = (how: () => void) => {
      clearTimeout(late);
      how();
    };
    worker.once('message', (result: ReadingResult) => settle(() => resolve(result)));
    worker.once('error', (error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      settle(() => (code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(exhausted(job.language)) : reject(asError(error))));
    });
    worker.once('exit', (status) => settle(() => reject(new Error(`the reading thread ended with ${status}`))));
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
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
