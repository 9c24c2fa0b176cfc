import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database } from '../../platform/db/database.ts';
import { Rounds } from '../../platform/jobs/rounds.ts';
import { Clock } from '../../platform/time/clock.ts';
import { NO_CONTACT, PERSONAL_FIELDS, purgeBefore } from './proposal.rules.ts';
import { lockForPurge, updateProposalRow } from './proposal.store.ts';

const EVERY_MS = 60 * 60_000;
/** What is left over the next sweep takes: there are few, and none is in a hurry. */
const AT_ONCE = 200;

/** Forgets whom to ask about proposals that have had their time. */
@Injectable()
export class ProposalSweep implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #rounds: Rounds;

  constructor(@Inject(Database) database: Database, clock: Clock, rounds: Rounds) {
    this.#database = database;
    this.#clock = clock;
    this.#rounds = rounds;
  }

  onModuleInit(): void {
    this.#rounds.register(EVERY_MS, 'old proposals could not be swept', () => this.sweep());
  }

  async sweep(): Promise<void> {
    const now = this.#clock.now();
    await this.#database.transaction(async (tx) => {
      for (const before of await lockForPurge(tx, purgeBefore(now), AT_ONCE)) {
        const change = { ...NO_CONTACT, purgedAt: now };
        await updateProposalRow(tx, before.id, { ...change, version: before.version + 1, updatedAt: now });
        await record(tx, SYSTEM, now, {
          action: 'PURGE',
          thing: { kind: 'Proposal', id: before.id },
          changes: changesBetween(before, { ...before, ...change }, { left: ['formHash'], masked: PERSONAL_FIELDS }),
          scopeIds: before.branchId === null ? [] : [before.branchId],
        });
      }
    });
  }
}
