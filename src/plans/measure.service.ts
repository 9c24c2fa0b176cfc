import { Inject, Injectable } from '@nestjs/common';
import { allEntries } from '../directory/entry.store.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { changedSince } from '../platform/audit/changed.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import { columnsOf } from './measure.image.rules.ts';
import { changedMeasure, type Names, termOrder, unknownCode } from './measure.rules.ts';
import {
  audiencesOfMeasures,
  bodiesOfMeasures,
  findMeasure,
  lockMeasure,
  replaceAudiences,
  replaceBodies,
  updateMeasure,
} from './measure.store.ts';
import type { MeasureInput } from './measure.types.ts';
import { goalFinder } from './goal.service.ts';
import { mayEditPlan } from './plan.policy.ts';
import { imageOfStored } from './plan.rules.ts';
import { goalsByIds, lockPlan, updatePlan } from './plan.store.ts';
import type { PlanInput } from './plan.types.ts';

/** Edits of what was read from a document: they stay when the document is imported again. */
@Injectable()
export class MeasureService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async updateMeasure(input: MeasureInput, viewer: Viewer, language: Language) {
    const id = input.id as Id<'Measure'>; // one that is none finds none
    return this.#database.transaction(async (tx) => {
      const seen = isId(id) ? await findMeasure(tx, { id }) : undefined;
      if (!seen) throw notFound('the measure');
      if (!mayEditPlan(viewer, seen.planId)) throw forbidden();
      // The plan first, as an import does; its goals are numbered under this lock too.
      await lockPlan(tx, seen.planId);
      const row = await lockMeasure(tx, id);
      if (!row) throw notFound('the measure');
      const stale = await changedSince(tx, 'Measure', row, input.version, language);
      if (stale) return stale;
      const [audiences, bodies, goals, names] = await Promise.all([
        audiencesOfMeasures(tx, [id]),
        bodiesOfMeasures(tx, [id]),
        goalsByIds(tx, row.goalId ? [row.goalId] : []),
        this.#names(tx),
      ]);
      const unknown = unknownCode(input, names, language);
      if (unknown) return unknown;
      const goal = row.goalId ? (goals.get(row.goalId)?.text ?? null) : null;
      const current = imageOfStored(row, goal, { audiences: audiences.get(id) ?? [], bodies: bodies.get(id) ?? [] });
      const wanted = changedMeasure(current, input, names);
      const disorder = termOrder(wanted.term, language);
      if (disorder) return disorder;
      const changes = changesBetween(current, wanted);
      if (changes.length === 0) return row;
      const goalId = await (await goalFinder(tx, row.planId))(wanted.goal);
      const now = this.#clock.now();
      await updateMeasure(tx, id, { ...columnsOf(wanted), goalId, updatedAt: now });
      await replaceAudiences(tx, id, wanted.audiences, names.audienceIds);
      await replaceBodies(tx, id, wanted.bodies, names.bodyIds);
      const deed = { action: 'UPDATE', thing: { kind: 'Measure', id }, changes, scopeIds: [row.planId] };
      await record(tx, viewer, now, deed);
      return (await findMeasure(tx, { id })) ?? row;
    });
  }

  async updatePlan(input: PlanInput, viewer: Viewer, language: Language) {
    const id = input.id as Id<'Plan'>; // one that is none finds none
    return this.#database.transaction(async (tx) => {
      const row = isId(id) ? await lockPlan(tx, id) : undefined;
      if (!row) throw notFound('the plan');
      if (!mayEditPlan(viewer, row.id)) throw forbidden();
      const stale = await changedSince(tx, 'Plan', row, input.version, language);
      if (stale) return stale;
      const { approver = row.approver, approvalDate = row.approvalDate } = input;
      const changes = changesBetween(row, { ...row, approver, approvalDate });
      if (changes.length === 0) return row;
      const now = this.#clock.now();
      await record(tx, viewer, now, { action: 'UPDATE', thing: { kind: 'Plan', id }, changes, scopeIds: [id] });
      return updatePlan(tx, id, { approver, approvalDate, updatedAt: now });
    });
  }

  async #names(tx: Tx): Promise<Names> {
    const [audiences, bodies] = await Promise.all([allEntries(tx, 'audience'), allEntries(tx, 'body')]);
    return {
      audienceIds: new Map(audiences.map(({ code, id }) => [code, id])),
      bodyIds: new Map(bodies.map(({ code, id }) => [code, id])),
      texts: new Map([...audiences, ...bodies].map(({ code, nameUk }) => [code, nameUk])),
    };
  }
}
