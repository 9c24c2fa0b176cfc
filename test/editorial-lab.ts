// The city and plan of programme-lab.ts with sessions, and the words in which tests speak of an event's way to the public.
import { eq } from 'drizzle-orm';
import { events } from '../src/events/record/event.tables.ts';
import type { EditorialAction } from '../src/events/record/editorial.rules.ts';
import type { EditorialStatus } from '../src/events/record/event.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { type Asking, startTestApp } from './app.ts';
import { APPROVER, LIBRARIAN, type Made } from './programme-lab.ts';
import { must, SessionLab } from './session-lab.ts';

type Parts = Record<string, unknown>;

const STAFF = 'staff { missing reviews { action comment eventVersion at by } }';
const EVENT = `... on Event { id version editorialStatus publishedAt viewerCan ${STAFF} }`;
const REFUSAL = `... on Refusal { kind message } ... on WrongStatus { action editorialStatus } ... on NotReady { missing }
  ... on SessionsAhead { count } ... on ChangedMeanwhile { by current { id version } }`;

const step = (name: string, type: string, declared = '', passed = '') =>
  `mutation ($id: ID!, $version: Int${declared}) { result: ${name}(id: $id, version: $version${passed}) {
    ${EVENT} ... on Refusal { kind message } ... on WrongStatus { action editorialStatus } ${type}
    ... on ChangedMeanwhile { by current { id version } } } }`;
/** Every mutation of the steps; those of approvers ask for the version. */
export const STEPS: Readonly<Record<EditorialAction, string>> = {
  SUBMIT: step('submitEvent', ''),
  WITHDRAW: step('withdrawEvent', ''),
  RETURN: step('returnEvent', '', '! $comment: String!', ', comment: $comment'),
  APPROVE: step('approveEvent', '', '!'),
  PUBLISH: step('publishEvent', '... on NotReady { missing }'),
  ARCHIVE: step('archiveEvent', '... on SessionsAhead { count }'),
  RESTORE: step('restoreEvent', ''),
};
const READ = `query ($id: ID!) { result: event(id: $id) { ${EVENT.replace('... on Event ', '').slice(1, -1)} } }`;
const UPDATE = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) { ${EVENT} ${REFUSAL.replace(
  '... on SessionsAhead { count }',
  '',
)} } }`;
const EDITING = `mutation ($branchId: ID!, $authorsPublish: Boolean!) {
  result: setBranchEditing(branchId: $branchId, authorsPublish: $authorsPublish) { id authorsPublish } }`;

const SERIES = `mutation ($input: EventSeriesInput!) { result: scheduleSeries(input: $input) {
  ... on Event { id version } ... on Refusal { kind message } } }`;

export interface Review {
  readonly action: string;
  readonly comment: string | null;
  readonly eventVersion: number;
  readonly at: string;
  readonly by: string | null;
}

/** An event or a refusal: whatever was answered. */
export interface Stepped extends Made {
  readonly editorialStatus: EditorialStatus;
  readonly publishedAt: string | null;
  readonly viewerCan: string[];
  readonly missing?: string[];
  readonly count?: number;
  readonly staff: { readonly missing: string[]; readonly reviews: Review[] } | null;
}

export class EditorialLab extends SessionLab {
  static override async start(environment: Record<string, string> = {}): Promise<EditorialLab> {
    const lab = new EditorialLab(await startTestApp(environment));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  step = (action: EditorialAction, { id, version }: Pick<Made, 'id' | 'version'>, asking: Asking, parts: Parts = {}) =>
    this.asked<Stepped>(
      STEPS[action],
      { id, version, ...(action === 'RETURN' && { comment: 'Додайте опис' }), ...parts },
      asking,
    );
  submit = (event: Pick<Made, 'id' | 'version'>, asking: Asking = LIBRARIAN) => this.step('SUBMIT', event, asking);
  sayYes = (event: Pick<Made, 'id' | 'version'>, asking: Asking = APPROVER) => this.step('APPROVE', event, asking);
  returned = (event: Pick<Made, 'id' | 'version'>, comment: string, asking: Asking = APPROVER) =>
    this.step('RETURN', event, asking, { comment });
  update = ({ id, version }: Pick<Made, 'id' | 'version'>, parts: Parts, asking: Asking = LIBRARIAN) =>
    this.asked<Stepped>(UPDATE, { input: { id, version, ...parts } }, asking);
  event = (id: string, asking: Asking = LIBRARIAN) => this.asked<Stepped | null>(READ, { id }, asking);
  setEditing = (branchId: string, authorsPublish: boolean, asking: Asking = APPROVER) =>
    this.asked<{ id: string; authorsPublish: boolean }>(EDITING, { branchId, authorsPublish }, asking);

  /** The Wednesdays of the spring of 2019 in a room: 1 May is a holiday. */
  async wednesdays({ id, version }: Pick<Made, 'id' | 'version'>, roomId: string, parts: Parts = {}): Promise<void> {
    const rule = { rule: 'FREQ=WEEKLY;UNTIL=20190626', skipClosed: true, mode: 'WHAT_FITS' };
    const first = { startDate: '2019-04-03', startTime: '15:00', endTime: '16:30' };
    const place = { room: { roomId, layout: 'THEATRE', expectedPeople: 40 } };
    const input = { eventId: id, version, ...rule, ...first, place, ...parts };
    must(await this.asked<Made>(SERIES, { input }));
  }

  /** A draft with one session in a room of its own, as both are now. */
  async scheduled() {
    const { event, session, roomId } = await this.inOwnRoom();
    return { event: { id: event.id, version: (await this.stands(event.id)).version }, session, roomId };
  }

  /** `in`, the kind of a refusal, or the code of a fault. */
  async outcomeOf(
    action: EditorialAction,
    { id, version }: Pick<Made, 'id' | 'version'>,
    as: Asking['as'],
  ): Promise<string> {
    const variables = { id, version, ...(action === 'RETURN' && { comment: 'Додайте опис' }) };
    const { data, errors } = await this.ask<{ result: Stepped } | null>(STEPS[action], variables, { as: as ?? null });
    return errors?.[0]?.extensions.code ?? data?.result.kind ?? 'in';
  }

  /** Puts an event into a state without any step; answers its version. */
  async put(id: string, editorialStatus: EditorialStatus): Promise<number> {
    const publishedAt = editorialStatus === 'PUBLISHED' || editorialStatus === 'ARCHIVED' ? this.app.clock.now() : null;
    const rows = await this.database.transaction((tx) =>
      tx
        .update(events)
        .set({ editorialStatus, publishedAt })
        .where(eq(events.id, id as Id<'Event'>))
        .returning({ version: events.version }),
    );
    return rows[0]!.version;
  }

  /** As it stands in the database. */
  async stands(id: string): Promise<{ editorialStatus: EditorialStatus; version: number }> {
    const [row] = await this.database.reader
      .select({ editorialStatus: events.editorialStatus, version: events.version })
      .from(events)
      .where(eq(events.id, id as Id<'Event'>));
    return row!;
  }
}
