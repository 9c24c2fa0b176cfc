// The whole program with a small city in it, and the words in which tests speak of events.
import { audiences } from '../src/directory/entry.tables.ts';
import { insertMeasure } from '../src/plans/measure.store.ts';
import { insertPlan } from '../src/plans/plan.store.ts';
import { newId } from '../src/platform/ids/id.ts';
import { insertBranch } from '../src/venues/places/branch.store.ts';
import { grant } from './people.ts';
import { type Answer, type Asking, startTestApp, type TestApp } from './app.ts';

export interface Seen {
  id: string;
  kind: string;
  message?: string;
  version: number;
  sequence: number;
  updatedAt: string;
  editorialStatus: string;
  happeningStatus: string;
  [field: string]: unknown;
}

const EVENT = `... on Event {
  id eventKind: kind titleUk titleEn title description descriptionUk descriptionEn start end startDate startTime endDate endTime
  durationMinutes zone sequence version createdAt updatedAt publishedAt editorialStatus happeningStatus cancelReason
  branch { slug } audiences { slug } measures { number } primaryMeasure { number }
}`;
const TIMES = '... on SkippedHour { which nextValid } ... on EventTooLong { mostDays }';
const STATES = `... on WrongStatus { nowEditorial: editorialStatus nowHappening: happeningStatus }
  ... on ChangedMeanwhile { by at current { id version } }`;
const REFUSAL = '... on Refusal { kind message }';

export const CREATE = `mutation ($input: CreateEventInput!) { result: createEvent(input: $input) { ${EVENT} ${REFUSAL} ${TIMES} } }`;
export const UPDATE = `mutation ($input: UpdateEventInput!) {
  result: updateEvent(input: $input) { ${EVENT} ${REFUSAL} ${TIMES} ${STATES} ... on NotReady { missing } } }`;
export const PUBLISH = `mutation ($id: ID!, $version: Int) {
  result: publishEvent(id: $id, version: $version) { ${EVENT} ${REFUSAL} ${STATES} ... on NotReady { missing } } }`;
export const CANCEL = `mutation ($id: ID!, $reason: String!, $version: Int) {
  result: cancelEvent(id: $id, reason: $reason, version: $version) { ${EVENT} ${REFUSAL} ${STATES} } }`;
export const LIBRARIAN: Asking = { as: 'librarian' };

type Parts = Record<string, unknown>;

const VERBATIM = {
  goalVerbatim: '',
  titleVerbatim: '',
  audienceVerbatim: '',
  fundingVerbatim: '',
  bodiesVerbatim: '',
  termVerbatim: '',
};

export class EventLab {
  readonly app: TestApp;
  readonly branches = { kyiv: newId<'Branch'>(), warsaw: newId<'Branch'>() };
  /** Numbers 7, 8 and 9 of the plan for 2026. */
  readonly measures = [newId<'Measure'>(), newId<'Measure'>(), newId<'Measure'>()] as const;
  readonly planId = newId<'Plan'>();
  pupils = '';
  students = '';

  private constructor(app: TestApp) {
    this.app = app;
  }

  static async start(environment?: Record<string, string>): Promise<EventLab> {
    const lab = new EventLab(await startTestApp(environment));
    lab.app.clock.set('2026-02-01T10:00:00Z');
    await lab.#found();
    return lab;
  }

  async #found(): Promise<void> {
    const now = this.app.clock.now();
    const stamps = { version: 1, createdAt: now, updatedAt: now };
    const plan = { year: 2026, lastYear: 2026, title: 'План', titleKey: 'план', approver: null, approvalDate: null };
    const rest = { ...VERBATIM, goalId: null, section: null, deliverable: null, imported: null, inDocument: true };
    const term = { termKind: 'YEAR', termStart: '2026-01-01', termEnd: '2026-12-31', fundingKind: 'NONE' } as const;
    const lists = { eventKinds: [], sourceLines: [], extras: [] };
    await this.app.database.transaction(async (tx) => {
      const place = { nameEn: 'Library', address: 'вул. Прорізна, 1', districtId: null, createdAt: now };
      const { kyiv, warsaw } = this.branches;
      await insertBranch(tx, { ...place, id: kyiv, slug: 'central', nameUk: 'Центральна', zone: 'Europe/Kyiv' });
      await insertBranch(tx, { ...place, id: warsaw, slug: 'warsaw', nameUk: 'Варшавська', zone: 'Europe/Warsaw' });
      const planId = this.planId;
      await insertPlan(tx, { ...stamps, ...plan, id: planId, imported: null });
      for (const [position, id] of this.measures.entries()) {
        const named = { number: String(position + 7), ordinal: 1, title: `Захід ${position + 7}` };
        await insertMeasure(tx, { ...stamps, ...rest, ...term, ...lists, ...named, id, planId, position });
      }
    });
    for (const branch of Object.values(this.branches)) {
      for (const as of ['librarian', 'coordinator'] as const) {
        await grant(this.app.database, as, 'LIBRARIAN', 'BRANCH', branch);
      }
    }
    await grant(this.app.database, 'coordinator', 'COORDINATOR', 'PLAN', this.planId);
    const rows = await this.app.database.reader.select().from(audiences);
    this.pupils = rows.find(({ slug }) => slug === 'pupils')!.id;
    this.students = rows.find(({ slug }) => slug === 'students')!.id;
  }

  input(parts: Parts = {}): Parts {
    return {
      titleUk: 'Тематичний урок',
      kind: 'THEMATIC_LESSON',
      audienceIds: [this.pupils],
      primaryMeasureId: this.measures[1],
      branchId: this.branches.kyiv,
      startDate: '2026-05-20',
      startTime: '18:00',
      endTime: '19:30',
      ...parts,
    };
  }

  ask(query: string, variables: Parts, asking: Asking = LIBRARIAN): Promise<Answer<{ result: Seen }>> {
    return this.app.gql<{ result: Seen }>(query, variables, asking);
  }

  async #seen(query: string, variables: Parts, asking?: Asking): Promise<Seen> {
    const { data, errors } = await this.ask(query, variables, asking);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data.result;
  }

  create = (parts?: Parts, asking?: Asking) => this.#seen(CREATE, { input: this.input(parts) }, asking);
  update = (id: string, version: number, change: Parts, asking?: Asking) =>
    this.#seen(UPDATE, { input: { id, version, ...change } }, asking);
  publish = (id: string, version?: number, asking?: Asking) => this.#seen(PUBLISH, { id, version }, asking);
  cancel = (id: string, reason = 'Немає світла', version?: number) => this.#seen(CANCEL, { id, reason, version });
  published = async (parts?: Parts) => this.publish((await this.create(parts)).id);

  async read(id: string, asking: Asking = LIBRARIAN): Promise<Seen | null> {
    const query = `query ($id: ID!) { event(id: $id) { ${EVENT} } }`;
    return (await this.app.gql<{ event: Seen | null }>(query, { id }, asking)).data.event;
  }

  /** The titles that fit. */
  async found(filter: Parts, asking: Asking = {}): Promise<string[]> {
    const { data, errors } = await this.app.gql<{ events: { edges: { node: { titleUk: string } }[] } }>(
      'query ($filter: EventFilter) { events(first: 100, filter: $filter) { edges { node { titleUk } } } }',
      { filter },
      asking,
    );
    if (errors) throw new Error(errors[0]?.message);
    return data.events.edges.map(({ node }) => node.titleUk);
  }
}
