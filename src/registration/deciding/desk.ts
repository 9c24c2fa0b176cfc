import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import { sqlStateOf } from '../../platform/faults/database.fault.ts';
import { notFound } from '../../platform/faults/fault.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import { lockFreeRosters, lockRosters } from '../record/roster.store.ts';
import type { KeyReused } from './refusal.rules.ts';
import { type AskedRoster, type RosterRequest, Thrown } from './request.ts';
import { settleRosters } from './settling.ts';
import { type Batch, RequestLine, type Waiting } from './request.line.ts';

/** How many transactions decide at a time: enough that none waits for another's disk, and connections are left for others. */
const LANES = 3;

/**
 * Where places are given. Requests that come while transactions are under way are decided together in the next: those of one
 * roster in their order, and beside them those of others; each is answered after the commit. Between processes the lock of
 * the roster's row decides who is first.
 */
@Injectable()
export class RosterDesk {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #line = new RequestLine();
  #lanes = 0;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Answers what the request decides; throws NOT_FOUND for no roster. */
  ask<Answer>(rosterId: Id<'Roster'>, request: RosterRequest<Answer>): Promise<Answer | KeyReused> {
    return new Promise((resolve, reject) => {
      this.#line.add(rosterId, { request, resolve: resolve as (answer: unknown) => void, reject });
      if (this.#lanes >= LANES) return;
      this.#lanes += 1;
      void this.#serve();
    });
  }

  /** Decides within a transaction that has more to do, whose events are locked already. The answer of each, in order. */
  async askWithin<Answer>(
    tx: Tx,
    rosterId: Id<'Roster'>,
    requests: readonly RosterRequest<Answer>[],
  ): Promise<(Answer | KeyReused)[]> {
    const [roster] = await lockRosters(tx, [rosterId]);
    if (!roster) throw notFound('the roster');
    const [answers = []] = await settleRosters(tx, [{ roster, requests }], this.#clock.now());
    for (const answered of answers) if (answered instanceof Thrown) throw answered.error;
    return answers as (Answer | KeyReused)[];
  }

  async #serve(): Promise<void> {
    // Those that come in the same turn of the loop are in the first batch too.
    await Promise.resolve();
    for (let batch = this.#line.take(); batch; batch = this.#line.take()) {
      const later = batch.length === 1 ? await this.#settle(batch) : await this.#settleFree(batch);
      this.#line.done(batch, later);
    }
    this.#lanes -= 1;
  }

  /** Decides what is asked of rosters that nobody else decides on at the moment; answers the others, to be asked alone. */
  async #settleFree(batch: Batch): Promise<Batch> {
    const ids = batch.map(({ rosterId }) => rosterId);
    try {
      const { taken, answers } = await this.#database.transaction(async (tx) => {
        const rosters = await lockFreeRosters(tx, ids);
        const asked = rosters.flatMap((roster) => askedOf(batch, roster));
        return { taken: asked, answers: await settleRosters(tx, asked, this.#clock.now()) };
      });
      const known = new Set<string>();
      taken.forEach(({ roster }, at) => {
        known.add(roster.id);
        answer(batch.find(({ rosterId }) => rosterId === roster.id)?.waiting ?? [], answers[at] ?? []);
      });
      return batch.filter(({ rosterId }) => !known.has(rosterId));
    } catch (error) {
      // What the database refuses of one must not be the end of the others: each roster is then decided alone.
      if (isOfOne(error)) return batch;
      for (const { waiting } of batch) for (const { reject } of waiting) reject(error);
      return [];
    }
  }

  async #settle(batch: Batch): Promise<Batch> {
    for (const { rosterId, waiting } of batch) await this.#settleOne(rosterId, waiting);
    return [];
  }

  async #settleOne(rosterId: Id<'Roster'>, waiting: readonly Waiting[]): Promise<void> {
    try {
      const requests = waiting.map(({ request }) => request);
      answer(
        waiting,
        await this.#database.transaction(async (tx) => {
          const [roster] = await lockRosters(tx, [rosterId]);
          if (!roster) throw notFound('the roster');
          const [answers = []] = await settleRosters(tx, [{ roster, requests }], this.#clock.now());
          return answers;
        }),
      );
    } catch (error) {
      if (waiting.length > 1 && isOfOne(error)) for (const one of waiting) await this.#settleOne(rosterId, [one]);
      else for (const { reject } of waiting) reject(error);
    }
  }
}

function askedOf<Roster extends { readonly id: string }>(batch: Batch, roster: Roster): AskedRoster<Roster>[] {
  const found = batch.find(({ rosterId }) => rosterId === roster.id);
  return found ? [{ roster, requests: found.waiting.map(({ request }) => request) }] : [];
}

function answer(waiting: readonly Waiting[], answers: readonly unknown[]): void {
  waiting.forEach(({ resolve, reject }, at) => {
    const answered = answers[at];
    if (answered instanceof Thrown) reject(answered.error);
    else resolve(answered);
  });
}

/** A value or a constraint that one request runs into (SQLSTATE classes 22 and 23). */
function isOfOne(error: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(error) ?? '');
}
