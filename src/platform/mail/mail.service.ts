import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/database.ts';
import { type Id, newId } from '../ids/id.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Clock } from '../time/clock.ts';
import { type Compose, MailKinds } from './mail.kinds.ts';
import { MailPace } from './mail.pace.ts';
import { insertMail, insertMails, type NewMail, requeueFailed } from './mail.store.ts';

export const MAIL_QUEUE = 'mail';

/** What lies in the queue: neither an address nor a word of the mail. */
export interface MailJob {
  readonly mailId: Id<'OutgoingMail'>;
  /** How often it was tried before: a job that the queue repeats after its mail went on is known by it. */
  readonly tried: number;
  /** Milliseconds since 1970 after which it is given up. */
  readonly giveUpAt: number;
}

/** How features send mail: name a kind once, and enqueue by its name. */
@Injectable()
export class Mails {
  readonly #kinds: MailKinds;
  readonly #jobs: Jobs;
  readonly #clock: Clock;
  readonly #pace: MailPace;

  constructor(kinds: MailKinds, jobs: Jobs, clock: Clock, pace: MailPace) {
    this.#kinds = kinds;
    this.#jobs = jobs;
    this.#clock = clock;
    this.#pace = pace;
  }

  /** Names who writes the mails of a kind; for `onModuleInit` of the feature. */
  register(kind: string, compose: Compose): void {
    this.#kinds.register(kind, compose);
  }

  /** A mail that goes when the transaction commits, and never otherwise; `afterSeconds` later when that is said. */
  async enqueue(
    tx: Tx,
    kind: string,
    aboutId: string,
    options: { readonly afterSeconds?: number } = {},
  ): Promise<Id<'OutgoingMail'>> {
    if (!this.#kinds.has(kind)) throw new Error(`nobody registered the mail ${kind}`);
    const id = newId<'OutgoingMail'>();
    await insertMail(tx, { id, kind, aboutId, createdAt: this.#clock.now() });
    await this.#send(tx, id, 0, options);
    return id;
  }

  /** The same for any number of mails, at the cost of two statements; each comes with an id of its own. */
  async enqueueAll(tx: Tx, mails: readonly NewMail[]): Promise<void> {
    if (mails.length === 0) return;
    const unknown = mails.find(({ kind }) => !this.#kinds.has(kind));
    if (unknown) throw new Error(`nobody registered the mail ${unknown.kind}`);
    const now = this.#clock.now();
    await insertMails(tx, mails, now);
    const giveUpAt = now.getTime() + this.#pace.giveUpSeconds * 1_000;
    const jobs = mails.map(({ id }): MailJob => ({ mailId: id, tried: 0, giveUpAt }));
    await this.#jobs.enqueueAll(tx, MAIL_QUEUE, jobs);
  }

  /** Tries a failed mail again, as long as a new one; false, and nothing happens, when it has not failed. */
  async retry(tx: Tx, id: Id<'OutgoingMail'>): Promise<boolean> {
    const failed = await requeueFailed(tx, id);
    if (!failed) return false;
    await this.#send(tx, id, failed.attempts);
    return true;
  }

  async #send(
    tx: Tx,
    mailId: Id<'OutgoingMail'>,
    tried: number,
    options: { readonly afterSeconds?: number } = {},
  ): Promise<void> {
    const wait = (options.afterSeconds ?? 0) + this.#pace.giveUpSeconds;
    const job: MailJob = { mailId, tried, giveUpAt: this.#clock.now().getTime() + wait * 1_000 };
    await this.#jobs.enqueue(tx, MAIL_QUEUE, job, options);
  }
}
