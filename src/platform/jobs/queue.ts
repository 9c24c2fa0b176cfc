/** What a handler is told about the job it is given. */
export interface JobFacts {
  readonly id: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** True when nobody will try again after this. */
  readonly last: boolean;
  /** Aborted when the job is taken from this process: its time is over, or the program ends. Somebody else does it again. */
  readonly signal: AbortSignal;
}

export type JobHandler<Payload extends object> = (payload: Payload, job: JobFacts) => Promise<void>;

export interface QueueOptions {
  /** How many jobs of the queue one process works on at a time. */
  readonly concurrency: number;
  /** How often a job that threw, or whose process died, is tried again. */
  readonly retries: number;
  /** Seconds to the first retry, at least; up to twice as many, and doubling from one to the next. */
  readonly firstRetrySeconds: number;
  readonly longestRetrySeconds: number;
  /** Seconds after which a job is taken from a process that is still at it. */
  readonly timeoutSeconds: number;
  /** Whether each waits a moment while many people wait for answers of the process. */
  readonly givesWay: boolean;
}

/** Enough for a day: a job is not lost to a database that is away, or to a process that is killed. */
export const USUAL_QUEUE: QueueOptions = {
  concurrency: 1,
  retries: 30,
  firstRetrySeconds: 5,
  longestRetrySeconds: 3_600,
  timeoutSeconds: 120,
  givesWay: false,
};

export interface Queue {
  readonly name: string;
  readonly handler: JobHandler<never>;
  readonly options: QueueOptions;
}
