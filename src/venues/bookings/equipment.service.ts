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
import type { Instant } from '../../platform/time/instant.ts';
import { mayFurnish } from '../places/branch.policy.ts';
import { findBranch } from '../places/branch.store.ts';
import { type EquipmentInUse, equipmentInUse } from '../places/equipment.rules.ts';
import { equipmentByIds, insertEquipment, lockEquipment, updateEquipmentRow } from '../places/equipment.store.ts';
import type { EquipmentRow } from '../places/equipment.tables.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import type { CreateEquipmentInput, UpdateEquipmentInput } from '../places/equipment.types.ts';
import { fullestUse, roomsQueuedFor } from './equipment.store.ts';
import { settle } from './settling.ts';

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

  /** Changes what is given; an edit that changes nothing writes nothing. Of more, whoever waits for it has theirs. */
  async updateEquipment(
    input: UpdateEquipmentInput,
    viewer: Viewer,
    language: Language,
  ): Promise<EquipmentRow | EquipmentInUse | ChangedMeanwhile> {
    if (!isId(input.id)) throw notFound('the equipment');
    return this.#database.transaction<EquipmentRow | EquipmentInUse | ChangedMeanwhile>(async (tx) => {
      const id = input.id.toLowerCase() as Id<'Equipment'>;
      const seen = (await equipmentByIds(tx, [id])).get(id);
      if (!seen) throw notFound('the equipment');
      if (!mayFurnish(viewer, seen.branchId)) throw forbidden();
      // Spaces come before equipment, whoever takes both.
      const raised = input.quantity !== undefined && input.quantity > seen.quantity;
      const spaceIds = raised ? await settleWhereQueued(tx, id, this.#clock.now()) : [];
      const before = await lockEquipment(tx, id);
      if (!before) throw new Error('an equipment is gone, and equipment is never deleted');
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
      if (spaceIds.length > 0) await settle(tx, spaceIds, now);
      return { ...after, ...stamps };
    });
  }

  async #written(tx: Tx, viewer: Viewer, before: EquipmentRow | null, after: EquipmentRow): Promise<void> {
    const changes = changesBetween(before, after, { left: ['id'] });
    const deed = { action: before ? 'UPDATE' : 'CREATE', thing: { kind: 'Equipment', id: after.id }, changes };
    await record(tx, viewer, this.#clock.now(), { ...deed, scopeIds: [after.branchId] });
  }
}

/**
 * Takes the spaces where somebody waits for this equipment, and brings them to what is true now: that takes all equipment
 * which settling them again will want, in the one order.
 */
async function settleWhereQueued(tx: Tx, id: Id<'Equipment'>, now: Instant): Promise<Id<'Space'>[]> {
  const rooms = await lockSpacesOf(tx, await roomsQueuedFor(tx, id));
  const spaceIds = [...new Set(rooms.map(({ spaceId }) => spaceId))];
  if (spaceIds.length > 0) await settle(tx, spaceIds, now);
  return spaceIds;
}
