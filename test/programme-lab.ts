// The venues of venue-lab.ts with a plan for 2019, and the words in which tests speak of events and their sessions.
import { audiences } from '../src/directory/entry.tables.ts';
import { insertMeasure } from '../src/plans/measure.store.ts';
import { insertPlan } from '../src/plans/plan.store.ts';
import { newId } from '../src/platform/ids/id.ts';
import type { Asking } from './app.ts';
import { startTestApp } from './app.ts';
import { SeriesLab } from './series-lab.ts';
import { holidays } from '../src/venues/hours/closure.tables.ts';

type Parts = Record<string, unknown>;

export const LIBRARIAN: Asking = { as: 'librarian' };
export const APPROVER: Asking = { as: 'approver' };
export const NOBODY: Asking = { as: null };

const VERBATIM = {
  ...{ goalVerbatim: '', titleVerbatim: '', audienceVerbatim: '', fundingVerbatim: '', bodiesVerbatim: '' },
  termVerbatim: '',
};

/** What tests read of an event; each asks for more in words of its own. */
const EVENT = `... on Event { id version titleUk eventKind: kind editorialStatus arrangement registrationUnit publishedAt
  branch { id slug } viewerCan }`;
const CREATE = `mutation ($input: CreateEventInput!) { result: createEvent(input: $input) { ${EVENT} ... on Refusal { kind message } } }`;

export interface Made {
  readonly id: string;
  readonly version: number;
  readonly kind?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

export class ProgrammeLab extends SeriesLab {
  readonly planId = newId<'Plan'>();
  /** Numbers 8 (public events) and 12 (events for schools) of the plan for 2019. */
  readonly measures = { public: newId<'Measure'>(), schools: newId<'Measure'>() };
  /** Ids of audiences by their codes. */
  audiences: Readonly<Record<string, string>> = {};

  /** The clock stands at 2019-03-01 10:00 in Kyiv, and 2019-05-01 is a holiday. */
  static override async start(environment: Record<string, string> = {}): Promise<ProgrammeLab> {
    const lab = new ProgrammeLab(await startTestApp(environment));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  override async found(): Promise<void> {
    await super.found();
    const now = this.app.clock.now();
    const stamps = { version: 1, createdAt: now, updatedAt: now };
    const plan = { year: 2019, lastYear: 2019, title: 'План', titleKey: 'план', approver: null, approvalDate: null };
    const rest = { ...VERBATIM, goalId: null, section: null, imported: null, inDocument: true };
    const term = { termKind: 'YEAR', termStart: '2019-01-01', termEnd: '2019-12-31', fundingKind: 'NONE' } as const;
    const lists = { eventKinds: [], sourceLines: [], extras: [] };
    const measures = [
      { id: this.measures.public, number: '8', title: 'Публічні заходи в бібліотеках' },
      { id: this.measures.schools, number: '12', title: 'Заходи для учнів і студентів' },
    ];
    await this.database.transaction(async (tx) => {
      const holiday = { date: '2019-05-01', nameUk: 'День праці', nameEn: 'Labour Day' };
      await tx.insert(holidays).values(holiday).onConflictDoNothing();
      await insertPlan(tx, { ...stamps, ...plan, id: this.planId, imported: null });
      for (const [position, named] of measures.entries()) {
        const row = { ...named, ordinal: 1, planId: this.planId, position, deliverable: 'EVENT' as const };
        await insertMeasure(tx, { ...stamps, ...rest, ...term, ...lists, ...row });
      }
    });
    const rows = await this.database.reader.select().from(audiences);
    this.audiences = Object.fromEntries(rows.map(({ code, id }) => [code, id]));
  }

  /** The fields of a new event that has all a published one needs, but its sessions. */
  eventInput(parts: Parts = {}): Parts {
    return {
      ...{ titleUk: 'Клуб читачів', kind: 'PUBLIC_EVENT', branchId: this.branches.central },
      ...{ audienceIds: [this.audiences.RESIDENTS], primaryMeasureId: this.measures.public },
      contact: { name: 'Відділ подій', phone: '+380 44 000 00 00', email: 'events@example.org' },
      ...parts,
    };
  }

  draft(parts: Parts = {}, asking: Asking = LIBRARIAN): Promise<Made> {
    return this.asked<Made>(CREATE, { input: this.eventInput(parts) }, asking);
  }
}
