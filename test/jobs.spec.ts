import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { Database } from '../src/platform/db/database.ts';
import { openJobsPool } from '../src/platform/jobs/jobs.pool.ts';
import type { QueueOptions } from '../src/platform/jobs/queue.ts';
import { createLabDatabase, type JobsLab, type LabDatabase } from './jobs-lab.ts';
import { until } from './program.ts';

jest.setTimeout(90_000);

interface Done {
  readonly by: string;
  readonly n: number;
  readonly attempt: number;
  readonly last: boolean;
}

const QUICK: Partial<QueueOptions> = { firstRetrySeconds: 1, longestRetrySeconds: 1 };

let base: LabDatabase;
let done: Done[];
/** What the handler does beside noting down; a test says what. */
let work: (job: Done) => Promise<void>;

beforeEach(() => {
  done = [];
  work = () => Promise.resolve();
});

/** A process of the program with one queue, whose jobs say which process did them. */
async function start(by: string, options: Partial<QueueOptions> = {}): Promise<JobsLab> {
  return base.start({}, (lab) => {
    lab.jobs.register<{ n: number }>(
      'count',
      async ({ n }, { attempt, last }) => {
        const job = { by, n, attempt, last };
        await work(job);
        done.push(job);
      },
      { ...QUICK, ...options },
    );
  });
}

const enqueue = (lab: JobsLab, ...numbers: number[]) =>
  lab.database.transaction(async (tx) => {
    for (const n of numbers) await lab.jobs.enqueue(tx, 'count', { n });
  });
const doneNumbers = () => done.map(({ n }) => n).sort((a, b) => a - b);
const jobsIn = async (state: string) =>
  (await base.sql`select id from pgboss.job where name = 'count' and state::text = ${state}`).length;

describe('a job', () => {
  let lab: JobsLab;
  beforeAll(async () => {
    base = await createLabDatabase();
    lab = await start('one', { retries: 1 });
    lab.jobs.start();
  });
  afterAll(() => base.drop());
  // A retry that is still due would be found in the next test; so would a job that was done and whose answer was cut off,
  // which is done once more when its heartbeat is missed.
  afterEach(() =>
    until(async () => (await jobsIn('retry')) + (await jobsIn('active')) + (await jobsIn('created')) === 0, 60),
  );

  it('is done once when its transaction commits', async () => {
    await enqueue(lab, 1, 2, 3);
    await until(() => done.length === 3);
    await sleep(1_200);
    expect(doneNumbers()).toEqual([1, 2, 3]);
    expect(done[0]).toMatchObject({ attempt: 1, last: false });
  });

  it('is never done when its transaction fails, or ends in a refusal', async () => {
    const failed = lab.database.transaction(async (tx) => {
      await lab.jobs.enqueue(tx, 'count', { n: 10 });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await lab.database.transaction(async (tx) => {
      await lab.jobs.enqueue(tx, 'count', { n: 11 });
      return { kind: 'No', message: 'no' };
    });
    const crashed = lab.database.transaction(async (tx) => {
      await lab.jobs.enqueue(tx, 'count', { n: 12 });
      await tx.execute(sql`select 1 / 0`);
    });
    await expect(crashed).rejects.toThrow();
    await enqueue(lab, 13);
    await until(() => done.length > 0);
    await sleep(1_200);
    expect(doneNumbers()).toEqual([13]);
  });

  it('is done at once, not when somebody next looks', async () => {
    const started = performance.now();
    for (let n = 0; n < 8; n += 1) {
      await enqueue(lab, n);
      await until(() => done.length === n + 1);
    }
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('waits when it is told to', async () => {
    await lab.database.transaction((tx) => lab.jobs.enqueue(tx, 'count', { n: 1 }, { afterSeconds: 1.5 }));
    const started = performance.now();
    await until(() => done.length === 1);
    expect(performance.now() - started).toBeGreaterThan(1_400);
  });

  it('that throws is tried again, and then given up; what it threw stays out of the table', async () => {
    const attempts: Done[] = [];
    work = (job) => {
      attempts.push(job);
      throw Object.assign(new Error('of olena@school.test'), { recipient: 'olena@school.test' });
    };
    await enqueue(lab, 20);
    await until(async () => (await jobsIn('failed')) === 1);
    expect(attempts.map(({ attempt, last }) => [attempt, last])).toEqual([
      [1, false],
      [2, true],
    ]);
    const rows = await base.sql`select * from pgboss.job`;
    expect(JSON.stringify(rows)).not.toMatch(/olena/);
    expect(lab.log()).toMatch(/a job failed and will be tried again/);
    expect(lab.log()).toMatch(/a job was given up/);
  });

  it('of a queue that nobody registered is a bug', async () => {
    const wrong = lab.database.transaction((tx) => lab.jobs.enqueue(tx, 'nobody', {}));
    await expect(wrong).rejects.toThrow(/nobody/);
    expect(() => lab.jobs.register('count', () => Promise.resolve())).toThrow(/twice/);
    expect(() => lab.jobs.register('late', () => Promise.resolve())).toThrow(/late/);
  });

  it('is done after all when its connections are cut, again and again', async () => {
    let cut = 0;
    for (let n = 0; n < 5; n += 1) {
      await enqueue(lab, n);
      cut += await base.cut();
    }
    expect(cut).toBeGreaterThan(0);
    // A job whose answer was cut off is lost for some seconds, until that is noticed.
    await until(() => new Set(doneNumbers()).size === 5, 60);
  });

  it('is done after all when the database was away', async () => {
    await enqueue(lab, 1);
    await until(() => done.length === 1);
    await base.admit(false);
    await base.cut();
    await sleep(1_500);
    expect(lab.log()).toMatch(/the jobs cannot reach their tables/);
    await base.admit(true);
    await enqueue(lab, 2);
    await until(() => done.length === 2);
  });
});

describe('several processes on one database', () => {
  beforeEach(async () => {
    base = await createLabDatabase();
  });
  afterEach(() => base.drop());

  it('do each job once, both of them', async () => {
    work = () => sleep(30);
    const [one, two] = await Promise.all([start('one'), start('two')]);
    one.jobs.start();
    two.jobs.start();
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    await Promise.all([enqueue(one, ...numbers.slice(0, 50)), enqueue(two, ...numbers.slice(50))]);
    await until(() => done.length >= 60);
    await sleep(300);
    expect(doneNumbers()).toEqual(numbers);
    expect(new Set(done.map(({ by }) => by))).toEqual(new Set(['one', 'two']));
  });

  it('that only enqueue do no jobs; those that work find them', async () => {
    const command = await start('command');
    await enqueue(command, 1);
    const stopping = performance.now();
    await command.stop();
    expect(performance.now() - stopping).toBeLessThan(1_000);
    expect(await jobsIn('created')).toBe(1);
    (await start('program')).jobs.start();
    await until(() => done.length === 1);
    expect(done).toEqual([{ by: 'program', n: 1, attempt: 1, last: false }]);
  });

  it('leave what they cannot end in time to each other', async () => {
    const began: Done[] = [];
    work = async (job) => {
      began.push(job);
      if (job.n === 2) await sleep(2_500);
      if (job.n === 3 && job.by === 'one') await sleep(8_000, undefined, { ref: false });
    };
    const one = await start('one', { concurrency: 2 });
    one.jobs.start();
    await enqueue(one, 2, 3);
    await until(() => began.length === 2);
    await enqueue(one, 4);
    const stopping = performance.now();
    await one.stop();
    expect(performance.now() - stopping).toBeLessThan(7_000);
    // The short one was waited for, the next one was not begun.
    expect(doneNumbers()).toEqual([2]);
    (await start('two')).jobs.start();
    await until(() => done.length === 3);
    expect(done.filter(({ by }) => by === 'two').map(({ n, attempt }) => [n, attempt])).toEqual(
      expect.arrayContaining([
        [3, 2],
        [4, 1],
      ]),
    );
  });

  it('find it by an address, also where that is a folder of sockets', async () => {
    const database = new Database({ url: base.url }, { pool: 2 });
    const pool = await openJobsPool(database.address, () => undefined);
    const asked = await pool.db.executeSql('select current_database() as name');
    expect(asked.rows).toEqual([{ name: base.name }]);
    await Promise.all([pool.end(), database.close()]);
  });

  it('start when the database comes back', async () => {
    const lab = await start('late');
    await base.admit(false);
    lab.jobs.start();
    await until(() => lab.log().includes('the jobs cannot reach their tables'));
    await base.admit(true);
    await enqueue(lab, 1);
    await until(() => done.length === 1);
  });
});
