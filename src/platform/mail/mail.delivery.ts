import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { isPlainAddress } from '../addresses/mailbox.rules.ts';
import { Database, type Tx } from '../db/database.ts';
import { isError } from '../faults/error.ts';
import { Jobs } from '../jobs/jobs.ts';
import { LOGGER } from '../log/logger.module.ts';
import { Clock } from '../time/clock.ts';
import { type ComposedMail, MailKinds } from './mail.kinds.ts';
import { MailPace } from './mail.pace.ts';
import { type Failure, failureOf, maskAddresses, nextTry, type SendError } from './mail.rules.ts';
import { MAIL_QUEUE, type MailJob } from './mail.service.ts';
import { countTry, endMail, findWaitingMail } from './mail.store.ts';
import type { OutgoingMailRow } from './mail.tables.ts';
import { MailTransport } from './mail.transport.ts';

interface Failed {
  readonly failure: Failure;
  /** What happened, without addresses. */
  readonly words: string;
}

type Waiting = Pick<OutgoingMailRow, 'id' | 'kind' | 'attempts'>;

/**
 * Sends what `Mails` enqueued. A try that fails enqueues the next one together with its count, so that how long to wait
 * follows from what the server said; what the queue itself repeats is only what a dying process or database left undone.
 */
@Injectable()
export class MailDelivery implements OnModuleInit {
  readonly #database: Database;
  readonly #jobs: Jobs;
  readonly #kinds: MailKinds;
  readonly #transport: MailTransport;
  readonly #clock: Clock;
  readonly #pace: MailPace;
  readonly #logger: Logger;

  constructor(
    @Inject(Database) database: Database,
    jobs: Jobs,
    kinds: MailKinds,
    transport: MailTransport,
    clock: Clock,
    pace: MailPace,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#database = database;
    this.#jobs = jobs;
    this.#kinds = kinds;
    this.#transport = transport;
    this.#clock = clock;
    this.#pace = pace;
    this.#logger = logger;
  }

  onModuleInit(): void {
    this.#jobs.register<MailJob>(MAIL_QUEUE, (job, { signal }) => this.#deliver(job, signal), {
      concurrency: 2,
      givesWay: true,
    });
  }

  async #deliver(job: MailJob, signal: AbortSignal): Promise<void> {
    const row = await findWaitingMail(this.#database.reader, job.mailId, job.tried);
    if (!row) return; // a process died between saying here that it was tried, and there that the job is done
    const composed = await this.#compose(row);
    if (composed === 'DROPPED') return;
    const failed = 'failure' in composed ? composed : await this.#hand(row, composed, signal);
    await this.#database.transaction(async (tx) => {
      if (!(await countTry(tx, row.id, job.tried, failed ? failed.words : null))) return;
      if (failed) await this.#fail(tx, row, failed, job);
      else await endMail(tx, row.id, 'SENT', this.#clock.now());
    });
  }

  async #compose(row: Waiting & Pick<OutgoingMailRow, 'aboutId'>): Promise<ComposedMail | Failed | 'DROPPED'> {
    try {
      return await this.#database.transaction(async (tx) => {
        const mail = await this.#kinds.compose(tx, row.kind, row.aboutId);
        if (mail) return mail;
        await endMail(tx, row.id, 'DROPPED', this.#clock.now());
        return 'DROPPED';
      });
    } catch (error) {
      this.#logger.error({ err: error, mailId: row.id, kind: row.kind }, 'the text of a mail could not be made');
      return { failure: 'DEFERRED', words: 'the text could not be made; see the log' };
    }
  }

  async #hand({ id }: Waiting, mail: ComposedMail, signal: AbortSignal): Promise<Failed | null> {
    // A library of mail may read more than one address, or a header's end, in what is none (CR, LF, comma).
    if (!isPlainAddress(mail.to)) return { failure: 'REFUSED', words: 'the recipient is not one plain address' };
    try {
      await this.#transport.hand(id, mail, signal);
      return null;
    } catch (error) {
      // Another process has the job by now, and with it this try.
      signal.throwIfAborted();
      const said: Error & SendError = isError(error) ? error : new Error('unknown');
      return { failure: failureOf(said), words: maskAddresses(said.message, mail.to) };
    }
  }

  async #fail(tx: Tx, { id, kind, attempts }: Waiting, failed: Failed, job: MailJob): Promise<void> {
    const secondsLeft = (job.giveUpAt - this.#clock.now().getTime()) / 1_000;
    const wait = nextTry(failed.failure, attempts + 1, secondsLeft, this.#pace);
    if (wait !== null) {
      const line = { mailId: id, kind, failure: failed.failure, seconds: wait };
      if (attempts === 0) this.#logger.info(line, 'a mail could not be sent yet');
      else this.#logger.debug({ ...line, tried: attempts + 1 }, 'a mail could not be sent yet');
      const next: MailJob = { ...job, tried: attempts + 1 };
      await this.#jobs.enqueue(tx, MAIL_QUEUE, next, { afterSeconds: wait });
      return;
    }
    await endMail(tx, id, 'FAILED', this.#clock.now());
    this.#logger.warn({ mailId: id, kind }, 'a mail failed for good');
  }
}
