import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import { lockBranch } from '../../venues/places/branch.store.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { authorsPublishOf, writeBranchEditing } from '../record/branch-editing.store.ts';
import { maySetBranchEditing } from './editorial.policy.ts';

@Injectable()
export class BranchEditingService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Says whether the authors of a branch publish without anybody's approval. Throws NOT_FOUND and FORBIDDEN. */
  async setBranchEditing(branchId: string, authorsPublish: boolean, viewer: Viewer): Promise<BranchRow> {
    return this.#database.transaction(async (tx) => {
      const branch = isId(branchId) ? await lockBranch(tx, branchId as Id<'Branch'>) : undefined;
      if (!branch) throw notFound('the branch');
      if (!maySetBranchEditing(viewer, branch.id)) throw forbidden();
      const before = { authorsPublish: (await authorsPublishOf(tx, [branch.id])).get(branch.id) ?? false };
      const changes = changesBetween(before, { authorsPublish });
      if (changes.length === 0) return branch;
      const now = this.#clock.now();
      await writeBranchEditing(tx, branch.id, authorsPublish, now);
      const thing = { kind: 'Branch', id: branch.id };
      await record(tx, viewer, now, { action: 'UPDATE', thing, changes, scopeIds: [branch.id] });
      return branch;
    });
  }
}
