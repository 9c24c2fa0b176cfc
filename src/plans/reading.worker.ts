import { parentPort, workerData } from 'node:worker_threads';
import { readPlanDocument } from './document/plan-document.reader.ts';
import { recognisePlan } from './recognition/plan.rules.ts';
import type { ReadingJob, ReadingResult } from './reading.ts';

/** Runs in a thread of its own: see reading.ts. */
async function read(job: ReadingJob): Promise<ReadingResult> {
  const reading = await readPlanDocument(job.bytes, job.fileName, { language: job.language, limits: job.limits });
  if ('refusal' in reading) return reading.refusal;
  return recognisePlan(reading.table, job.lists, {
    language: job.language,
    ...(job.year === null ? {} : { year: job.year }),
  });
}

parentPort?.postMessage(await read(workerData as ReadingJob));
