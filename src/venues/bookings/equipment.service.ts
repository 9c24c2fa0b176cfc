import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { mayFurnish } from '../places/branch.policy.ts';
import { findBranch } from '../places/branch.store.ts';
import { type EquipmentInUse, equipmentInUse } from '../places/equipment.rules.ts';
import { insertEquipment, lockEquipment, updateEquipmentRow } from '../places/equipment.store.ts';
import type { EquipmentRow } from '../places/equipment.tables.ts';
import type { CreateEquipmentInput, UpdateEquipmentInput } from '../places/equipment.types.ts';
import { fullestUse } from './equipment.store.ts';

/** What branches have so many of. Stands with the bookings, because they say how many there have to be. */
@Injectable()
export class EquipmentService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async createEquipment(input: CreateEquipmentInput, viewer: Viewer): Promise<EquipmentRow> {
    if (!isId(input.branchId)) throw notFound('the branch');
    return this.#database.transaction(async (tx) => {
      const branch = await findBranch(tx, { id: input.branchId as Id<'Branch'> });
      if (!branch) throw notFound('the branch');
      if (!mayFurnish(viewer, branch.id)) throw forbidden();
      const now = this.#clock.now();
      const { kind, nameUk, nameEn, quantity } = input;
      const row: EquipmentRow = {
        id: newId<'Equipment'>(),
        branchId: branch.id,
        ...{ kind, nameUk, nameEn, quantity },
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await insertEquipment(tx, row);
      await this.#written(tx, viewer, null, row);
      return row;
    });
  }

  /** Changes what is given; an edit that changes nothing writes nothing. */
  async updateEquipment(
    input: UpdateEquipmentInput,
    viewer: Viewer,
    language: Language,
  ): Promise<EquipmentRow | EquipmentInUse | ChangedMeanwhile> {
    if (!isId(input.id)) throw notFound('the equipment');
    return this.#database.transaction<EquipmentRow | EquipmentInUse | ChangedMeanwhile>(async (tx) => {
      const before = await lockEquipment(tx, input.id as Id<'Equipment'>);
      if (!before) throw notFound('the equipment');
      if (!mayFurnish(viewer, before.branchId)) throw forbidden();
      const stale = await changedSince(tx, 'Equipment', before, input.version, language);
      if (stale) return stale;
      const { kind = before.kind, nameUk = before.nameUk } = input;
      const { nameEn = before.nameEn, quantity = before.quantity } = input;
      const change = { kind, nameUk, nameEn, quantity };
      const after: EquipmentRow = { ...before, ...change };
      if (changesBetween(before, after).length === 0) return before;
      const now = this.#clock.now();
      const fullest = quantity < before.quantity ? await fullestUse(tx, before.id, now) : null;
      if (fullest && fullest.most > quantity) {
        const branch = await findBranch(tx, { id: before.branchId });
        return equipmentInUse(fullest, branch?.zone ?? 'UTC', language);
      }
      const stamps = { version: before.version + 1, updatedAt: now };
      await updateEquipmentRow(tx, before.id, { ...change, ...stamps });
      await this.#written(tx, viewer, before, after);
      return { ...after, ...stamps };
    });
  }

  async #written(tx: Tx, viewer: Viewer, before: EquipmentRow | null, after: EquipmentRow): Promise<void> {
    const changes = changesBetween(before, after, { left: ['id'] });
    const deed = { action: before ? 'UPDATE' : 'CREATE', thing: { kind: 'Equipment', id: after.id }, changes };
    await record(tx, viewer, this.#clock.now(), { ...deed, scopeIds: [after.branchId] });
  }
}
