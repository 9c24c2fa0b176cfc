// A programme written straight into the tables, for tests of what is read of it: many events at once, in states that only
// years of work would bring them to. Lists are kept by the program itself, through `relist`.
import { eq } from 'drizzle-orm';
import { districts } from '../src/directory/entry.tables.ts';
import { eventAudiences, eventMeasures, type EventRow, events } from '../src/events/record/event.tables.ts';
import { relist } from '../src/events/record/listing.store.ts';
import { eventSessions, type SessionRow } from '../src/events/record/session.tables.ts';
import { searchText } from '../src/events/texts/search.rules.ts';
import type { MeasureRow } from '../src/plans/measure.tables.ts';
import { goals } from '../src/plans/plan.tables.ts';
import { insertMeasure } from '../src/plans/measure.store.ts';
import { insertPlan } from '../src/plans/plan.store.ts';
import type { Tx } from '../src/platform/db/database.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import { startTestApp } from './app.ts';
import { ProgrammeLab } from './programme-lab.ts';

export interface SessionParts extends Partial<SessionRow> {
  /** RFC 3339. */
  readonly at: string;
  readonly minutes?: number;
}

export interface EventParts extends Partial<EventRow> {
  readonly audienceIds?: readonly string[];
  /** The primary one first. */
  readonly measureIds?: readonly string[];
  readonly sessions?: readonly SessionParts[];
}

const MEASURE: Omit<MeasureRow, 'id' | 'planId' | 'number' | 'version' | 'createdAt' | 'updatedAt'> = {
  ...{ goalVerbatim: '', titleVerbatim: '', audienceVerbatim: '', fundingVerbatim: '', bodiesVerbatim: '' },
  ...{ termVerbatim: '', ordinal: 1, section: null, imported: null, inDocument: true, goalId: null },
  ...{ termKind: 'YEAR', fundingKind: 'NONE', deliverable: 'EVENT', termStart: null, termEnd: null },
  ...{ eventKinds: [], sourceLines: [], extras: [], title: 'Захід', position: 0 },
};

export class ListingLab extends ProgrammeLab {
  static override async start(environment: Record<string, string> = {}): Promise<ListingLab> {
    const lab = new ListingLab(await startTestApp(environment));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  #stamps() {
    const now = this.app.clock.now();
    return { version: 1, createdAt: now, updatedAt: now };
  }

  /** Published, for residents, at the central branch, for the public measure, unless it says otherwise. */
  async add(parts: EventParts = {}): Promise<Id<'Event'>> {
    return this.database.transaction(async (tx) => {
      const id = await this.#write(tx, parts);
      await relist(tx, [id]);
      return id;
    });
  }

  /** Many at once. */
  async addAll(all: readonly EventParts[]): Promise<Id<'Event'>[]> {
    return this.database.transaction(async (tx) => {
      const ids: Id<'Event'>[] = [];
      for (const parts of all) ids.push(await this.#write(tx, parts));
      await relist(tx, ids);
      return ids;
    });
  }

  async #write(tx: Tx, { audienceIds, measureIds, sessions = [], ...parts }: EventParts): Promise<Id<'Event'>> {
    const id = parts.id ?? newId<'Event'>();
    const titleUk = parts.titleUk ?? 'Подія';
    const row = {
      ...{ ...this.#stamps(), id, titleUk, kind: 'PUBLIC_EVENT' as const, branchId: this.branches.central },
      ...{ editorialStatus: 'PUBLISHED' as const, publishedAt: this.app.clock.now() },
      searchText: searchText([titleUk, parts.titleEn ?? null, parts.descriptionUk ?? null]),
      ...parts,
    };
    await tx.insert(events).values(row);
    for (const [position, audienceId] of (audienceIds ?? [this.audiences['RESIDENTS'] ?? '']).entries()) {
      await tx.insert(eventAudiences).values({ eventId: id, audienceId: audienceId as Id<'Audience'>, position });
    }
    for (const [position, measureId] of (measureIds ?? [this.measures.public]).entries()) {
      const served = { eventId: id, measureId: measureId as Id<'Measure'>, isPrimary: position === 0, position };
      await tx.insert(eventMeasures).values(served);
    }
    for (const session of sessions) await tx.insert(eventSessions).values(this.#session(id, row.branchId, session));
    return id;
  }

  #session(eventId: Id<'Event'>, branchId: Id<'Branch'>, { at, minutes = 60, ...parts }: SessionParts) {
    const startsAt = new Date(at);
    const status = parts.happeningStatus ?? 'CONFIRMED';
    return {
      ...{ ...this.#stamps(), revisedAt: this.app.clock.now(), id: newId<'Session'>(), eventId, branchId },
      // The wall clock is not what lists read.
      ...{ startLocal: at.slice(0, 19), zone: 'Europe/Kyiv', wallMinutes: minutes, startsAt },
      endsAt: new Date(startsAt.getTime() + minutes * 60_000),
      ...{ standing: 'SCHEDULED' as const, place: 'BRANCH' as const, happeningStatus: status },
      reason: status === 'CANCELLED' || status === 'POSTPONED' ? 'Немає світла' : null,
      ...parts,
    };
  }

  async plan(year: number, lastYear = year): Promise<Id<'Plan'>> {
    const id = newId<'Plan'>();
    const named = { year, lastYear, title: `План ${id}`, titleKey: id, approver: null, approvalDate: null };
    await this.database.transaction((tx) => insertPlan(tx, { ...this.#stamps(), ...named, id, imported: null }));
    return id;
  }

  async measure(planId: Id<'Plan'>, parts: Partial<MeasureRow> = {}): Promise<Id<'Measure'>> {
    const id = newId<'Measure'>();
    const row = { ...MEASURE, ...this.#stamps(), number: id.slice(-12), ...parts, id, planId };
    await this.database.transaction((tx) => insertMeasure(tx, row));
    return id;
  }

  async goal(planId: Id<'Plan'>): Promise<Id<'Goal'>> {
    const id = newId<'Goal'>();
    const row = { id, planId, position: 0, slug: id, text: 'Мета', textKey: id };
    await this.database.transaction((tx) => tx.insert(goals).values(row));
    return id;
  }

  async inDistrict(branchId: Id<'Branch'>, slug: string): Promise<void> {
    const [district] = await this.database.reader.select().from(districts).where(eq(districts.slug, slug));
    await this.database.transaction((tx) =>
      tx.update(branches).set({ districtId: district!.id }).where(eq(branches.id, branchId)),
    );
  }
}
