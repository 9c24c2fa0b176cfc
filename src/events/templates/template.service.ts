import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { equipmentByIds } from '../../venues/places/equipment.store.ts';
import type { Asker } from '../content/event.change.ts';
import { EventService } from '../content/event.service.ts';
import type { WishRefusal } from '../content/event.wish.ts';
import { knownBranch } from '../content/known.ts';
import { mayReadStaffSide, maySeeEvent } from '../record/event.policy.ts';
import { findEvent } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import { datesToClone } from './clone.rules.ts';
import { contentOfEvent, currentContent, readContent } from './template.content.ts';
import type {
  CreateEventTemplateInput,
  EventFromTemplateArguments,
  RetireTemplateArguments,
  TemplateFromEventArguments,
  UpdateEventTemplateInput,
} from './template.input.types.ts';
import { mayKeepTemplate, maySeeTemplate } from './template.policy.ts';
import {
  inOneOrder,
  type TemplateLacks,
  templateLacks,
  type TemplateRetired,
  templateRetired,
} from './template.rules.ts';
import { findTemplate, insertTemplate, lockTemplate, someBranch, updateTemplateRow } from './template.store.ts';
import type { EventTemplateRow } from './template.tables.ts';

/**
 * What of its content the audit tells only as changed: what it does not tell of events either, and the words, which may be
 * somebody's who asked for them to go from the event they were taken from.
 */
const MASKED = [
  ...['contactName', 'contactPhone', 'contactEmail', 'joinUrl', 'staffNotes'],
  ...['titleUk', 'titleEn', 'descriptionUk', 'descriptionEn'],
];

type Wished = Pick<EventTemplateRow, 'wallMinutes' | 'layoutKind' | 'expectedPeople' | 'equipment'>;
const NOTHING: Wished = { wallMinutes: null, layoutKind: null, expectedPeople: null, equipment: [] };

@Injectable()
export class TemplateService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #events: EventService;

  constructor(@Inject(Database) database: Database, clock: Clock, events: EventService) {
    this.#database = database;
    this.#clock = clock;
    this.#events = events;
  }

  /** Throws NOT_FOUND for ids of nothing, FORBIDDEN to whoever keeps no templates there. */
  async create(input: CreateEventTemplateInput, { viewer, language }: Asker): Promise<EventTemplateRow | WishRefusal> {
    return this.#database.transaction<EventTemplateRow | WishRefusal>(async (tx) => {
      const branchId = await ownBranch(tx, input.branchId ?? null, viewer);
      const content = await readContent(
        tx,
        { before: null, kind: input.kind, branchId: branchId ?? (await someBranch(tx)) },
        input.content,
        language,
      );
      if (isRefusal(content)) return content;
      const { nameUk, nameEn = null } = input;
      return this.#insert(tx, { branchId, nameUk, nameEn, content, ...wishedRoom(NOTHING, input) }, viewer);
    });
  }

  /** All that the event has in common with others of its sort. Throws as `create` does, and NOT_FOUND for its event. */
  async createFromEvent(input: TemplateFromEventArguments, viewer: Viewer): Promise<EventTemplateRow> {
    return this.#database.transaction(async (tx) => {
      const event = isId(input.eventId) ? await findEvent(tx, input.eventId as Id<'Event'>) : undefined;
      if (!event || !maySeeEvent(viewer, event)) throw notFound('the event');
      if (!mayReadStaffSide(viewer, event)) throw forbidden();
      const branchId = await ownBranch(tx, input.branchId === undefined ? event.branchId : input.branchId, viewer);
      const content = await contentOfEvent(tx, event, branchId);
      const room = await roomOfEvent(tx, event);
      return this.#insert(tx, { branchId, nameUk: input.nameUk, nameEn: null, content, ...room }, viewer);
    });
  }

  /** Changes what is given; an edit that changes nothing writes nothing. Throws as `create` does. */
  async update(
    input: UpdateEventTemplateInput,
    { viewer, language }: Asker,
  ): Promise<EventTemplateRow | WishRefusal | ChangedMeanwhile> {
    return this.#database.transaction<EventTemplateRow | WishRefusal | ChangedMeanwhile>(async (tx) => {
      const before = await locked(tx, input.id, viewer);
      const stale = await changedSince(tx, 'EventTemplate', before, input.version, language);
      if (stale) return stale;
      const { kind = before.content.kind, nameUk = before.nameUk, nameEn = before.nameEn } = input;
      const isNews = input.content !== undefined || input.kind !== undefined;
      const branchId = before.branchId ?? (await someBranch(tx));
      const content = isNews
        ? await readContent(tx, { before: before.content, kind, branchId }, input.content ?? {}, language)
        : before.content;
      if (isRefusal(content)) return content;
      return this.#write(tx, before, { nameUk, nameEn, content, ...wishedRoom(before, input) }, viewer);
    });
  }

  /** From now on no event begins with it. */
  async retire(
    input: RetireTemplateArguments,
    { viewer, language }: Asker,
  ): Promise<EventTemplateRow | ChangedMeanwhile> {
    return this.#database.transaction<EventTemplateRow | ChangedMeanwhile>(async (tx) => {
      const before = await locked(tx, input.id, viewer);
      const stale = await changedSince(tx, 'EventTemplate', before, input.version, language);
      if (stale) return stale;
      return this.#write(tx, before, { retiredAt: before.retiredAt ?? this.#clock.now() }, viewer);
    });
  }

  /** A draft that begins with the template. Throws NOT_FOUND for one the viewer does not see, and as createEvent does. */
  async createEvent(
    input: EventFromTemplateArguments,
    asker: Asker,
  ): Promise<EventRow | TemplateLacks | TemplateRetired | WishRefusal> {
    return this.#database.transaction<EventRow | TemplateLacks | TemplateRetired | WishRefusal>(async (tx) => {
      const template = isId(input.templateId) ? await findTemplate(tx, input.templateId as Id<'EventTemplate'>) : null;
      if (!template || !maySeeTemplate(asker.viewer, template)) throw notFound('the template');
      const retired = templateRetired(template, asker.language);
      if (retired) return retired;
      const { templateId: _, branchId, primaryMeasureId, ...said } = input;
      const content = await currentContent(tx, template.content);
      const named = Object.entries(said).filter(([, value]) => value != null);
      const measureIds = primaryMeasureId == null ? (content.measureIds ?? []) : [primaryMeasureId];
      const draft = { ...content, ...Object.fromEntries(named), branchId, measureIds };
      const lacks = templateLacks(draft, asker.language);
      return lacks ?? this.#events.create(tx, { ...draft, titleUk: draft.titleUk ?? '' }, asker);
    });
  }

  async #insert(
    tx: Tx,
    facts: Omit<EventTemplateRow, 'id' | 'retiredAt' | 'version' | 'createdAt' | 'updatedAt'>,
    viewer: Viewer,
  ): Promise<EventTemplateRow> {
    const now = this.#clock.now();
    const stamps = { version: 1, createdAt: now, updatedAt: now };
    const row: EventTemplateRow = { ...facts, ...stamps, id: newId<'EventTemplate'>(), retiredAt: null };
    await insertTemplate(tx, row);
    await this.#written(tx, viewer, null, row);
    return row;
  }

  async #write(
    tx: Tx,
    before: EventTemplateRow,
    change: Partial<EventTemplateRow>,
    viewer: Viewer,
  ): Promise<EventTemplateRow> {
    const after = { ...before, ...change };
    if (changesOf(before, after).length === 0) return before;
    const stamps = { version: before.version + 1, updatedAt: this.#clock.now() };
    await updateTemplateRow(tx, before.id, { ...change, ...stamps });
    await this.#written(tx, viewer, before, after);
    return { ...after, ...stamps };
  }

  async #written(tx: Tx, viewer: Viewer, before: EventTemplateRow | null, after: EventTemplateRow): Promise<void> {
    const thing = { kind: 'EventTemplate', id: after.id };
    const deed = { action: before ? 'UPDATE' : 'CREATE', thing, changes: changesOf(before, after) };
    await record(tx, viewer, this.#clock.now(), { ...deed, scopeIds: after.branchId ? [after.branchId] : [] });
  }
}

/** Field by field, so that an edit is told by what it changes. */
function changesOf(before: EventTemplateRow | null, after: EventTemplateRow) {
  const fields = Object.keys({ ...before?.content, ...after.content });
  const none = Object.fromEntries(fields.map((field) => [field, null]));
  const flat = ({ content, ...row }: EventTemplateRow) => inOneOrder({ ...none, ...row, ...content }) as object;
  return changesBetween(before && flat(before), flat(after), { left: ['id'], masked: MASKED });
}

/** The branch whose template it is to be; null for the whole city. */
async function ownBranch(reader: Reader, id: string | null, viewer: Viewer): Promise<Id<'Branch'> | null> {
  const branchId = id === null ? null : await knownBranch(reader, id);
  if (!mayKeepTemplate(viewer, { branchId })) throw forbidden();
  return branchId;
}

/** Takes the template; one that the viewer does not see is not there for them. */
async function locked(tx: Tx, id: string, viewer: Viewer): Promise<EventTemplateRow> {
  const row = isId(id) ? await lockTemplate(tx, id as Id<'EventTemplate'>) : undefined;
  if (!row) throw notFound('the template');
  if (!mayKeepTemplate(viewer, row)) throw forbidden();
  return row;
}

/** What of the rooms of its sessions it says after an edit: absent keeps, null clears. */
function wishedRoom(before: Wished, input: CreateEventTemplateInput | UpdateEventTemplateInput): Wished {
  const { durationMinutes = before.wallMinutes, layout = before.layoutKind } = input;
  const { expectedPeople = before.expectedPeople, equipment = before.equipment } = input;
  const named = (equipment ?? []).map(({ kind, quantity }) => ({ kind, quantity }));
  return { wallMinutes: durationMinutes, layoutKind: layout, expectedPeople, equipment: named };
}

/** The same by its first session. */
async function roomOfEvent(reader: Reader, event: EventRow): Promise<Wished> {
  const sessions = (await sessionsOfEvents(reader, [event.id])).get(event.id) ?? [];
  const [first] = datesToClone(event, sessions);
  if (!first) return NOTHING;
  const { wallMinutes, layoutKind, expectedPeople, equipment } = first;
  const rows = await equipmentByIds(
    reader,
    equipment.map(({ equipmentId }) => equipmentId),
  );
  const counted = new Map<string, number>();
  for (const { equipmentId, quantity } of equipment) {
    const kind = rows.get(equipmentId)?.kind ?? 'OTHER';
    counted.set(kind, (counted.get(kind) ?? 0) + quantity);
  }
  const named = [...counted].map(([kind, quantity]) => ({ kind, quantity }));
  return { wallMinutes, layoutKind, expectedPeople, equipment: named };
}
