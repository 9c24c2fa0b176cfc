// The rosters of registration-lab.ts, and the words in which tests speak of what staff do there.
import { eq } from 'drizzle-orm';
import { schools } from '../src/directory/entry.tables.ts';
import { auditEntries, type AuditRow } from '../src/platform/audit/audit.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { type Asking, startTestApp } from './app.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { aKey, type Answered, RECEIPT, type ReceiptTold, RegistrationLab } from './registration-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

/** A registration as staff read it. */
export interface Row {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}
export interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const WORDS = `id version status kind origin seats smallest offeredSeats arrival arrivedAt position fitsNow expiresAt awaits endedBy reason
  name email phone note needs { need count } answers { questionId label values text } school { slug } grade letter pupils adults
  body { code } outlet { code } movedFrom history viewerCan roster { id }`;
export const LIST = `query ($id: ID!, $filter: RegistrationFilter, $first: Int, $after: String) { result: roster(id: $id) {
  registrations(filter: $filter, first: $first, after: $after) { edges { cursor node { ${WORDS} } } pageInfo { hasNextPage endCursor } } } }`;
export const READ_ONE = `query ($id: ID!) { result: registration(id: $id) { ${WORDS} } }`;

const does = (name: string, type: string, more = '') =>
  `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${RECEIPT} ... on Refusal { kind message } ${more} } }`;
const STATE = '... on NotInThisState { status }';
const FREE = '... on NoPlaces { free }';
export const BY_STAFF = {
  phone: does(
    'registerByPhone',
    'RegisterByPhoneInput',
    `${FREE} ... on TooFewAdults { needed } ... on SchoolHasEnough { most }`,
  ),
  approve: does('approveRegistration', 'StaffInput', STATE),
  decline: does('declineRegistration', 'EndRegistrationInput', STATE),
  cancel: does('cancelRegistrationByStaff', 'EndRegistrationInput', STATE),
  promote: does('promoteRegistration', 'PromoteRegistrationInput', `${STATE} ${FREE}`),
  move: does('moveRegistration', 'MoveRegistrationInput', `${STATE} ${FREE}`),
  edit: does(
    'editRegistrationByStaff',
    'EditByStaffInput',
    `${STATE} ${FREE} ... on TooManySeats { most } ... on TooFewAdults { needed } ... on ChangedMeanwhile { current { id version } }`,
  ),
} as const;
export type StaffAct = keyof typeof BY_STAFF;

export class StaffLab extends RegistrationLab {
  static override async start(environment: Record<string, string> = {}, options: { readonly jobs?: boolean } = {}) {
    const settings = { REGISTRATIONS_FREE: '1000000', TRUST_PROXY: 'loopback', ...environment };
    const lab = new StaffLab(await startTestApp(settings, options));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  /** Something staff do: to a registration by its id, or as the parts say. */
  does = (act: StaffAct, parts: Parts, asking: Asking = LIBRARIAN) =>
    this.asked<Answered>(BY_STAFF[act], { input: { key: aKey(), ...parts } }, asking);
  on = (act: StaffAct, registrationId: string, parts: Parts = {}, asking: Asking = LIBRARIAN) =>
    this.does(act, { registrationId, ...parts }, asking);

  /** Somebody who calls. */
  phone = (rosterId: string, parts: Parts = {}, asking: Asking = LIBRARIAN) =>
    this.does(
      'phone',
      { rosterId, name: 'Марія Дзвінка', phone: '044 123', consentVersion: CONSENT_VERSION, ...parts },
      asking,
    );
  async phoned(rosterId: string, parts: Parts = {}): Promise<ReceiptTold> {
    return must(await this.phone(rosterId, parts)).receipt!;
  }

  async list(rosterId: string, variables: Parts = {}, asking: Asking = LIBRARIAN): Promise<Page | null> {
    const roster = await this.asked<{ registrations: Page | null }>(LIST, { id: rosterId, ...variables }, asking);
    return roster.registrations;
  }

  async rows(rosterId: string, variables: Parts = {}): Promise<Row[]> {
    return (await this.list(rosterId, variables))!.edges.map(({ node }) => node);
  }

  readOne = (id: string, asking: Asking = LIBRARIAN) => this.asked<Row | null>(READ_ONE, { id }, asking);

  /** The lines of the audit on a thing, the first one first. */
  async audit(id: string): Promise<AuditRow[]> {
    const rows = await this.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A school of its own: its slug. */
  async aSchool(): Promise<string> {
    const id = newId<'School'>();
    const names = { nameUk: `Ліцей ${id}`, nameEn: `Lyceum ${id}` };
    await this.database.transaction((tx) =>
      tx
        .insert(schools)
        .values({ id, code: `SCHOOL-${id}`, slug: `school-${id}`, ...names, updatedAt: this.app.clock.now() }),
    );
    return `school-${id}`;
  }
}
