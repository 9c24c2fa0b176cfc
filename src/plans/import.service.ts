import { Inject, Injectable } from '@nestjs/common';
import { allEntries } from '../directory/entry.store.ts';
import { AssignmentService } from '../identity/assignment.service.ts';
import { grantsOfPerson } from '../identity/assignment.store.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { type Deed, record } from '../platform/audit/audit.store.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { Database, type Reader, type Tx } from '../platform/db/database.ts';
import { forbidden, unauthenticated } from '../platform/faults/fault.ts';
import { type Id, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import type { Instant } from '../platform/time/instant.ts';
import { UploadService } from '../platform/uploads/upload.service.ts';
import { readPlan, type ReadingRefusal } from './reading.ts';
import { codeListsOf } from './code-list.store.ts';
import { goalFinder } from './goal.service.ts';
import {
  type ComparedMeasure,
  comparePlan,
  type PlanComparison,
  planTitleKey,
  type StoredPlan,
  withTitle,
} from './import.rules.ts';
import { columnsOf } from './measure.image.rules.ts';
import {
  audiencesOfMeasures,
  bodiesOfMeasures,
  insertMeasure,
  measuresOfPlan,
  replaceAudiences,
  replaceBodies,
  updateMeasure,
} from './measure.store.ts';
import { becomesCoordinator, mayEditPlan, mayImportPlan } from './plan.policy.ts';
import { findPlanByTitle, goalsOfPlans, insertPlan, lockPlan, lockPlanTitle, updatePlan } from './plan.store.ts';
import type { PlanRow } from './plan.tables.ts';
import { imageOfStored } from './plan.rules.ts';
import type { RecognisedPlan } from './recognition/recognised-plan.ts';

export interface PlanPreview {
  readonly recognised: RecognisedPlan;
  readonly plan: PlanRow | null;
  readonly comparison: PlanComparison;
}

export interface PlanImport {
  readonly recognised: RecognisedPlan;
  readonly plan: PlanRow;
  readonly comparison: PlanComparison;
}

export interface PlanDocument {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** The year the plan is for, as a person states it; null to read it from the document. */
  readonly year: number | null;
}

/** Reads official plans of measures into the plan that is kept. */
@Injectable()
export class ImportService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #uploads: UploadService;
  readonly #assignments: AssignmentService;
  readonly #settings: Settings;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    uploads: UploadService,
    assignments: AssignmentService,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#uploads = uploads;
    this.#assignments = assignments;
    this.#settings = settings;
  }

  /** What an uploaded document would be as a plan; writes nothing. A refused document is removed at once. */
  async previewUpload(uploadId: string, year: number | null, viewer: Viewer, language: Language) {
    return this.#withUpload(uploadId, year, viewer, (document) => this.preview(document, language), false);
  }

  /** Imports an uploaded document, whole or not at all; the upload is gone afterwards either way. */
  async importUpload(uploadId: string, year: number | null, viewer: Viewer, language: Language) {
    return this.#withUpload(uploadId, year, viewer, (document) => this.import(document, viewer, language), true);
  }

  async #withUpload<Result>(
    uploadId: string,
    year: number | null,
    viewer: Viewer,
    work: (document: PlanDocument) => Promise<Result>,
    consumes: boolean,
  ): Promise<Result> {
    if (viewer.kind !== 'person') throw unauthenticated();
    if (!mayImportPlan(viewer)) throw forbidden();
    const upload = await this.#uploads.open(this.#database.reader, viewer.id, uploadId);
    const result = await work({ bytes: upload.bytes, fileName: upload.fileName, year });
    // After the commit: a fault leaves the upload for another try, a refused document would be refused again.
    if (consumes || isRefusal(result)) await this.#database.transaction((tx) => this.#uploads.use(tx, upload));
    return result;
  }

  async preview(document: PlanDocument, language: Language): Promise<PlanPreview | ReadingRefusal> {
    const recognised = await this.#recognise(document, language);
    if (recognised.kind !== 'RecognisedPlan') return recognised;
    const stored = await this.#stored(this.#database.reader, recognised);
    return { recognised, plan: stored?.plan ?? null, comparison: comparePlan(recognised, stored) };
  }

  /** Throws FORBIDDEN for a plan that is kept already and of which the viewer is not the coordinator. */
  async import(document: PlanDocument, viewer: Viewer, language: Language): Promise<PlanImport | ReadingRefusal> {
    const recognised = await this.#recognise(document, language);
    if (recognised.kind !== 'RecognisedPlan') return recognised;
    return this.#database.transaction(async (tx) => {
      await lockPlanTitle(tx, recognised.year, planTitleKey(recognised.title));
      const kept = await findPlanByTitle(tx, recognised.year, planTitleKey(recognised.title));
      // Whoever edits the plan by hand takes its row first too: what is compared below is what is written over.
      if (kept) await lockPlan(tx, kept.id);
      // Their roles as they are under the lock: the same person's import just before may have made them its coordinator.
      const asking = viewer.kind === 'person' ? { ...viewer, grants: await grantsOfPerson(tx, viewer.id) } : viewer;
      if (!(kept ? mayEditPlan(asking, kept.id) : mayImportPlan(asking))) throw forbidden();
      const stored = await this.#stored(tx, recognised);
      const comparison = comparePlan(recognised, stored);
      const plan = comparison.writes
        ? await this.#write(tx, recognised, stored, comparison, viewer)
        : (stored?.plan ?? fail('nothing to write, yet no plan is kept'));
      return { recognised, plan, comparison };
    });
  }

  async #recognise(document: PlanDocument, language: Language) {
    const lists = await codeListsOf(this.#database.reader);
    const limits = { bytes: this.#settings.UPLOAD_LIMIT_BYTES };
    const result = await readPlan({ ...document, lists, language, limits });
    return result.kind === 'RecognisedPlan' ? withTitle(result, document.fileName) : result;
  }

  async #stored(reader: Reader, recognised: RecognisedPlan): Promise<StoredPlan | null> {
    const plan = await findPlanByTitle(reader, recognised.year, planTitleKey(recognised.title));
    if (!plan) return null;
    const rows = await measuresOfPlan(reader, plan.id);
    const ids = rows.map(({ id }) => id);
    const [audiences, bodies, goals] = await Promise.all([
      audiencesOfMeasures(reader, ids),
      bodiesOfMeasures(reader, ids),
      goalsOfPlans(reader, [plan.id]),
    ]);
    const texts = new Map(goals.get(plan.id)?.map((goal) => [goal.id, goal.text]));
    return {
      plan,
      measures: rows.map((row) => ({
        row,
        image: imageOfStored(row, row.goalId === null ? null : (texts.get(row.goalId) ?? null), {
          audiences: audiences.get(row.id) ?? [],
          bodies: bodies.get(row.id) ?? [],
        }),
      })),
    };
  }

  async #write(
    tx: Tx,
    recognised: RecognisedPlan,
    stored: StoredPlan | null,
    comparison: PlanComparison,
    viewer: Viewer,
  ): Promise<PlanRow> {
    const now = this.#clock.now();
    const header = { ...comparison.header.result, imported: comparison.header.image, updatedAt: now };
    const plan: PlanRow = stored?.plan ?? {
      id: newId<'Plan'>(),
      year: recognised.year,
      lastYear: recognised.lastYear,
      title: recognised.title,
      titleKey: planTitleKey(recognised.title),
      version: 1,
      createdAt: now,
      ...header,
    };
    if (!stored) {
      await insertPlan(tx, plan);
      const role = { role: 'COORDINATOR', scopeKind: 'PLAN', scopeId: plan.id } as const;
      if (becomesCoordinator(viewer)) await this.#assignments.give(tx, viewer.id, role, viewer);
    }
    const goalId = await goalFinder(tx, plan.id);
    const ids = await this.#ids(tx);
    const images = new Map(stored?.measures.map(({ row, image }) => [row.id, image]));
    const deeds: Deed[] = [importDeed(plan.id, comparison)];
    for (const measure of comparison.measures) {
      if (!measure.writes) continue;
      const id = await this.#writeMeasure(tx, plan.id, measure, goalId, ids, now);
      const changes = changesBetween(images.get(id) ?? null, measure.comparison.result);
      if (changes.length > 0)
        deeds.push({ action: 'IMPORT', thing: { kind: 'Measure', id }, changes, scopeIds: [plan.id] });
    }
    for (const row of comparison.gone) {
      if (!row.inDocument) continue;
      await updateMeasure(tx, row.id, { inDocument: false, updatedAt: now });
      const changes = [{ field: 'inDocument', before: true, after: false }];
      deeds.push({ action: 'IMPORT', thing: { kind: 'Measure', id: row.id }, changes, scopeIds: [plan.id] });
    }
    await record(tx, viewer, now, ...deeds);
    return stored ? updatePlan(tx, plan.id, header) : plan;
  }

  async #writeMeasure(
    tx: Tx,
    planId: Id<'Plan'>,
    measure: ComparedMeasure,
    goalId: (text: string | null) => Promise<Id<'Goal'> | null>,
    ids: { readonly audiences: ReadonlyMap<string, Id<'Audience'>>; readonly bodies: ReadonlyMap<string, Id<'Body'>> },
    now: Instant,
  ): Promise<Id<'Measure'>> {
    const { result } = measure.comparison;
    const common = {
      ...measure.provenance,
      ...columnsOf(result),
      goalId: await goalId(result.goal),
      imported: measure.document,
      updatedAt: now,
    };
    const id = measure.stored?.id ?? newId<'Measure'>();
    if (measure.stored) await updateMeasure(tx, id, common);
    else {
      const { number, ordinal } = measure;
      await insertMeasure(tx, { id, planId, number, ordinal, version: 1, createdAt: now, ...common });
    }
    await replaceAudiences(tx, id, result.audiences, ids.audiences);
    await replaceBodies(tx, id, result.bodies, ids.bodies);
    return id;
  }

  async #ids(reader: Reader) {
    const [audiences, bodies] = await Promise.all([allEntries(reader, 'audience'), allEntries(reader, 'body')]);
    return {
      audiences: new Map(audiences.map(({ code, id }) => [code, id])),
      bodies: new Map(bodies.map(({ code, id }) => [code, id])),
    };
  }
}

/** How many measures an import touched; what became of each stands in a line of its own. */
function importDeed(planId: Id<'Plan'>, { counts }: PlanComparison): Deed {
  const changes = Object.entries(counts).map(([field, after]) => ({ field, before: null, after }));
  return { action: 'IMPORT', thing: { kind: 'Plan', id: planId }, changes, scopeIds: [planId] };
}

function fail(message: string): never {
  throw new Error(message);
}
