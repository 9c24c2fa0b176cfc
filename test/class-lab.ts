// The rosters of registration-lab.ts with schools, and the words in which tests speak of classes.
import { schools } from '../src/directory/entry.tables.ts';
import { assignments } from '../src/identity/assignment.tables.ts';
import type { Role } from '../src/platform/access/viewer.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { type Asking, type SignIn, startTestApp } from './app.ts';
import { personId } from './people.ts';
import { aKey, type Answered, RECEIPT, type ReceiptTold, RegistrationLab } from './registration-lab.ts';
import type { Made } from './programme-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

const REFUSED = `... on Refusal { kind message } ... on NoPlaces { free } ... on TooManySeats { most }
  ... on TooFewAdults { needed } ... on SchoolHasEnough { enough: most } ... on AnswersWrong { faults { questionId } }`;
export const REGISTER_CLASS = `mutation ($input: RegisterClassInput!) { result: registerClass(input: $input) {
  ... on Registered { receipt { id status seats offeredSeats position expiresAt } } ${REFUSED} ... on ConsentNeeded { version } } }`;
const CLASS = `id status grade letter pupils adults seats offeredSeats position awaits expiresAt reason contactName contactEmail
  contactPhone viewerCan school { slug } event { id titleUk } session { id start }`;
export const CLASSES = `query ($slug: String!, $upcomingOnly: Boolean, $first: Int, $after: String) {
  result: classesOfSchool(schoolSlug: $slug, upcomingOnly: $upcomingOnly, first: $first, after: $after) {
    edges { cursor node { ${CLASS} } } pageInfo { hasNextPage endCursor } } }`;
const decision = (name: string, type: string) =>
  `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${RECEIPT} ... on Refusal { kind message } ... on NotInThisState { status } } }`;
export const AGREE = decision('agreeToClass', 'AgreeToClassInput');
export const DECLINE = decision('declineClass', 'DeclineClassInput');

export interface ClassTold {
  readonly id: string;
  readonly status: string;
  readonly viewerCan: readonly string[];
  readonly [field: string]: unknown;
}
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
export interface SchoolMade {
  readonly id: Id<'School'>;
  readonly slug: string;
}

export class ClassLab extends RegistrationLab {
  static override async start(environment: Record<string, string> = {}): Promise<ClassLab> {
    const lab = new ClassLab(await startTestApp({ REGISTRATIONS_FREE: '1000000', ...environment }));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  /** A school of its own. */
  async school(): Promise<SchoolMade> {
    const id = newId<'School'>();
    const slug = `school-${id}`;
    const row = { id, slug, code: slug, nameUk: `Школа ${id}`, nameEn: `School ${id}`, version: 1 };
    await this.database.transaction((tx) => tx.insert(schools).values({ ...row, updatedAt: this.app.clock.now() }));
    return { id, slug };
  }

  /** Gives somebody a role for a school. */
  async ofSchool(as: Exclude<SignIn, null>, role: Role, { id }: SchoolMade): Promise<void> {
    const row = { personId: personId(as), role, scopeKind: 'SCHOOL' as const, scopeId: id };
    await this.database.transaction((tx) => tx.insert(assignments).values({ ...row, grantedAt: this.app.clock.now() }));
  }

  /** The input of a class, each with a key and an address of its own unless parts say otherwise. */
  aClass(rosterId: string, { slug }: SchoolMade, parts: Parts = {}): Parts {
    const key = aKey();
    return {
      ...{ rosterId, key, schoolSlug: slug, grade: 9, letter: 'А', pupils: 28, adults: 2 },
      ...{ contactName: 'Ірина Мельник', contactEmail: `${key}@school.example`, consentVersion: CONSENT_VERSION },
      ...parts,
    };
  }

  registerClass = (rosterId: string, school: SchoolMade, parts: Parts = {}, asking: Asking = { as: null }) =>
    this.asked<Answered>(REGISTER_CLASS, { input: this.aClass(rosterId, school, parts) }, asking);

  /** A class that is in: its receipt. */
  async classIn(rosterId: string, school: SchoolMade, parts: Parts = {}, asking?: Asking): Promise<ReceiptTold> {
    return must(await this.registerClass(rosterId, school, parts, asking)).receipt!;
  }

  classes = (school: SchoolMade, parts: Parts = {}, asking: Asking = { as: 'head' }) =>
    this.asked<Page<ClassTold>>(CLASSES, { slug: school.slug, ...parts }, asking);
  agree = (registrationId: string, parts: Parts = {}, asking: Asking = { as: 'head' }) =>
    this.asked<Answered>(AGREE, { input: { key: aKey(), registrationId, ...parts } }, asking);
  sayNo = (registrationId: string, reason: string, asking: Asking = { as: 'head' }) =>
    this.asked<Answered>(DECLINE, { input: { key: aKey(), registrationId, reason } }, asking);

  /** A series with a date for each of these days, 10:00 to 11:00, each with its roster; 24 April 2019 is the first. */
  async series(days: readonly string[], parts: Parts = {}): Promise<{ event: Made; rosterIds: string[] }> {
    const wide = { largestGroup: null, ...parts };
    const { event, rosterId } = await this.aRoster(wide);
    await this.arrange(event.id, 'SERIES');
    const rosterIds = [rosterId];
    for (const startDate of days) {
      const session = must(await this.schedule(event.id, { place: { online: true }, startDate }));
      const settings = { mode: 'OPEN', capacity: 60, confirmsEmail: false, pupilsPerAdult: 15, ...wide };
      rosterIds.push(must(await this.saveRoster({ eventId: event.id, sessionId: session.id, ...settings })).id);
    }
    return { event, rosterIds };
  }

  /** How a roster stands: seats that are held, and the letters of its classes with their states, in order of arrival. */
  async standing(rosterId: string) {
    const { held, waiting } = await this.roster(rosterId);
    const rows = await this.registrationsOf(rosterId);
    return { held, waiting, classes: rows.map(({ grade, letter, status }) => `${grade}-${letter} ${status}`) };
  }
}
