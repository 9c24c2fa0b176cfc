import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { updateEventRow } from '../record/event.store.ts';
import { searchedBy as speakerSearchedBy } from '../speakers/speaker.rules.ts';
import { isAnySpeakerOutdated, lockOutdatedSpeakers, updateSpeakerRow } from '../speakers/speaker.store.ts';
import { SEARCH_VERSION } from '../texts/search.rules.ts';
import { searchedBy } from './event.rules.ts';
import { isAnyEventOutdated, lockOutdatedEvents } from './search.store.ts';

const QUEUE = 'search-texts';
/** Little enough for whoever edits one of them to wait for. */
const AT_ONCE = 50;

/** A step of the work: what comes behind a place of the list. */
interface Step {
  readonly of: 'events' | 'speakers';
  readonly after: string | null;
}

/**
 * Makes anew what older rules made for the search. A program that starts looks whether there is any; then each job does some
 * in a transaction of its own, and leaves the rest to the next. Done again, or by two processes at once, it finds less to do.
 */
@Injectable()
export class SearchRebuild implements OnModuleInit, OnApplicationBootstrap {
  readonly #database: Database;
  readonly #jobs: Jobs;
  readonly #logger: Logger;

  constructor(@Inject(Database) database: Database, jobs: Jobs, @Inject(LOGGER) logger: Logger) {
    this.#database = database;
    this.#jobs = jobs;
    this.#logger = logger;
  }

  onModuleInit(): void {
    this.#jobs.register<Step>(QUEUE, (step) => this.#do(step));
  }

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.begin();
    } catch (error) {
      // Until the next start some are not found by every form of their words; that is no reason not to start.
      this.#logger.warn({ err: error }, 'the texts of the search could not be looked through');
    }
  }

  /** Enqueues the work, if there is any. */
  async begin(): Promise<void> {
    const { reader } = this.#database;
    const outdated: Step['of'][] = [
      ...((await isAnyEventOutdated(reader, SEARCH_VERSION)) ? ['events' as const] : []),
      ...((await isAnySpeakerOutdated(reader, SEARCH_VERSION)) ? ['speakers' as const] : []),
    ];
    if (outdated.length === 0) return;
    await this.#database.transaction(async (tx) => {
      for (const of of outdated) await this.#enqueue(tx, { of, after: null });
    });
  }

  async #do({ of, after }: Step): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const done = of === 'events' ? await rebuiltEvents(tx, after) : await rebuiltSpeakers(tx, after);
      const last = done.at(-1);
      if (last !== undefined && done.length === AT_ONCE) await this.#enqueue(tx, { of, after: last });
    });
  }

  #enqueue(tx: Tx, step: Step): Promise<void> {
    return this.#jobs.enqueue(tx, QUEUE, step);
  }
}

/** It is no edit of the event: its version and its stamps stay. */
async function rebuiltEvents(tx: Tx, after: string | null): Promise<string[]> {
  const outdated = await lockOutdatedEvents(tx, SEARCH_VERSION, { after: after as Id<'Event'> | null, most: AT_ONCE });
  for (const { id, ...words } of outdated) await updateEventRow(tx, id, searchedBy(words));
  return outdated.map(({ id }) => id);
}

async function rebuiltSpeakers(tx: Tx, after: string | null): Promise<string[]> {
  const place = { after: after as Id<'Speaker'> | null, most: AT_ONCE };
  const outdated = await lockOutdatedSpeakers(tx, SEARCH_VERSION, place);
  for (const { id, ...facts } of outdated) await updateSpeakerRow(tx, id, speakerSearchedBy(facts));
  return outdated.map(({ id }) => id);
}
