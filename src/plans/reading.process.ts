import { readPlanDocument } from './document/plan-document.reader.ts';
import type { ReadingAnswer, ReadingJob, ReadingResult } from './reading.ts';
import { recognisePlan } from './recognition/plan.rules.ts';

/** Runs in a process of its own: see reading.ts. */
async function read(job: ReadingJob): Promise<ReadingResult> {
  const reading = await readPlanDocument(job.bytes, job.fileName, { language: job.language, limits: job.limits });
  if ('refusal' in reading) return reading.refusal;
  return recognisePlan(reading.table, job.lists, {
    language: job.language,
    ...(job.year === null ? {} : { year: job.year }),
  });
}

async function answer(job: ReadingJob): Promise<ReadingAnswer> {
  try {
    return { result: await read(job) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.once('message', (job: ReadingJob) => {
  void answer(job).then((said) => process.send?.(said, () => process.disconnect()));
});
