// One call of the access tests: who calls, and things made for this call alone, so that no call spoils the next.
import { isObjectType, type GraphQLSchema } from 'graphql';
import type { districts } from '../src/directory/entry.tables.ts';
import { audiences, bodies, outlets, schools } from '../src/directory/entry.tables.ts';
import { eventAudiences, eventMeasures, events } from '../src/events/record/event.tables.ts';
import { assignments } from '../src/identity/assignment.tables.ts';
import { links } from '../src/identity/link.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import { SCOPES_OF_ROLE, type ScopeKind } from '../src/identity/role.rules.ts';
import { schoolRequests } from '../src/identity/school-request.tables.ts';
import { newSecret } from '../src/identity/secret.ts';
import { apiTokens, sessions } from '../src/identity/session.tables.ts';
import { measures } from '../src/plans/measure.tables.ts';
import { planTitleKey } from '../src/plans/import.rules.ts';
import { plans } from '../src/plans/plan.tables.ts';
import type { Role, TokenScope } from '../src/platform/access/viewer.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { keptMails, outgoingMails } from '../src/platform/mail/mail.tables.ts';
import { uploads } from '../src/platform/uploads/upload.tables.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import type { Answer, TestApp } from './app.ts';
import type { Rows } from './access-rows.ts';
import { SIGN_INS } from './people.ts';

type Name = keyof typeof SIGN_INS;
type Scoped = Exclude<Name, 'admin' | 'trainer' | 'stranger'>;
/** A role alone is for another thing than the one in question; `here` is for this one. `oneself`: whose the thing is. */
export type Caller = 'nobody' | 'oneself' | Name | `${Scoped} here`;

const SCOPED = (Object.keys(SIGN_INS) as Name[]).filter(
  (name): name is Scoped => SIGN_INS[name] !== null && !SCOPES_OF_ROLE[SIGN_INS[name]].includes('CITY'),
);
export const CALLERS: readonly Caller[] = [
  'nobody',
  'stranger',
  'oneself',
  'admin',
  'trainer',
  ...SCOPED.flatMap((name) => [name, `${name} here`] as const),
];

export type EventState = 'draft' | 'published';
export const REQUEST_STATES = ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type Parts = Record<string, unknown>;

const THEN = new Date('2026-01-01T00:00:00Z');
const FAR = new Date('2999-01-01T00:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };

let addresses = 0;

export class Scene {
  readonly caller: Caller;
  readonly callerId = newId<'Person'>();
  readonly rows: Rows;
  readonly #headers: Record<string, string>;
  readonly #here = new Map<ScopeKind, string>();
  #owner: Id<'Person'> | undefined;

  /** With `scopes` the caller comes by an API token, else by a session. */
  constructor(caller: Caller, rows: Rows, scopes?: readonly TokenScope[]) {
    this.caller = caller;
    this.rows = rows;
    addresses += 1;
    this.#headers = { 'x-forwarded-for': `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}` };
    if (caller === 'nobody') return;
    this.#join(this.callerId);
    const { text, hash: tokenHash } = newSecret(scopes ? 'token' : 'session');
    this.#headers['authorization'] = `Bearer ${text}`;
    const common = { personId: this.callerId, tokenHash, createdAt: THEN, expiresAt: FAR, lastUsedAt: FAR };
    if (scopes) rows.add(apiTokens, { ...common, name: 'Test', scopes: [...scopes] });
    else rows.add(sessions, { ...common, ...SESSION });
  }

  /** Gives the caller the role they call by; after the things of the call are made. */
  settle(): this {
    const [name = '', here] = this.caller.split(' ');
    const role = name in SIGN_INS ? SIGN_INS[name as Name] : null;
    for (const kind of role ? SCOPES_OF_ROLE[role] : []) {
      const scopeId = kind === 'CITY' ? null : here ? this.here(kind) : this.another(kind);
      this.give(this.callerId, role!, kind, scopeId);
    }
    return this;
  }

  give(personId: Id<'Person'>, role: Role, scopeKind: ScopeKind, scopeId: string | null): Id<'Assignment'> {
    const id = newId<'Assignment'>();
    this.rows.add(assignments, { id, personId, role, scopeKind, scopeId, grantedAt: THEN });
    return id;
  }

  #join(id: Id<'Person'>, parts: Partial<typeof people.$inferInsert> = {}): void {
    const email = `${id}@scene.test`;
    this.rows.add(people, { ...STAMPS, id, email, name: 'Особа', language: 'uk', joinedAt: THEN, ...parts });
  }

  person(parts: Partial<typeof people.$inferInsert> = {}): Id<'Person'> {
    const id = newId<'Person'>();
    this.#join(id, parts);
    return id;
  }

  /** Whose the things of the call are: the caller's own for `oneself`, else somebody's. */
  owner(): Id<'Person'> {
    return (this.#owner ??= this.caller === 'oneself' ? this.callerId : this.person());
  }

  /** Whose things they are, and somebody the caller sees: they once gave them a role. */
  acquaintance(): Id<'Person'> {
    const personId = this.owner();
    const role = { role: 'REPORTER', scopeKind: 'BODY', scopeId: this.another('BODY') } as const;
    this.rows.add(assignments, { ...role, personId, grantedBy: this.callerId, grantedAt: THEN });
    return personId;
  }

  /** The thing of this kind that the call is about. */
  here(kind: ScopeKind): string {
    const known = this.#here.get(kind) ?? this.another(kind);
    this.#here.set(kind, known);
    return known;
  }

  /** Some other thing of the kind. */
  another(kind: ScopeKind): string {
    const id = newId<never>();
    const slug = `thing-${id}`;
    const entry = { id, slug, code: slug, nameUk: `Річ ${id}`, nameEn: `Thing ${id}`, version: 1, updatedAt: THEN };
    if (kind === 'PLAN') this.plan(`План ${id}`, id);
    else if (kind === 'BODY') this.rows.add(bodies, { ...entry, shortName: slug });
    else if (kind === 'OUTLET') this.rows.add(outlets, entry);
    else if (kind === 'SCHOOL') this.rows.add(schools, entry);
    else if (kind === 'BRANCH') this.rows.add(branches, { ...entry, ...PLACE });
    else this.event('draft', this.another('BRANCH'), id);
    return id;
  }

  /** The entry of a code list that no role is about. */
  entry(table: typeof audiences | typeof districts): string {
    const id = newId<never>();
    const named = { nameUk: `Запис ${id}`, nameEn: `Entry ${id}`, version: 1, updatedAt: THEN };
    this.rows.add(table, { ...named, id, slug: `entry-${id}`, code: id });
    return id;
  }

  planHere(title: string): void {
    this.#here.set('PLAN', this.plan(title));
  }

  plan(title: string, id: string = newId()): string {
    const header = { year: 2026, lastYear: 2026, title, titleKey: planTitleKey(title) };
    this.rows.add(plans, { ...STAMPS, ...header, id: id as Id<'Plan'> });
    return id;
  }

  measure(): string {
    const id = newId<'Measure'>();
    const lists = { eventKinds: [], sourceLines: [], extras: [] };
    const planId = this.here('PLAN') as Id<'Plan'>;
    this.rows.add(measures, { ...{ ...STAMPS, ...MEASURE, ...lists }, id, planId, number: id });
    return id;
  }

  /** The event that the call is about, at the branch that it is about. */
  hereEvent(state: EventState): string {
    const id = this.event(state, this.here('BRANCH'));
    this.#here.set('EVENT', id);
    return id;
  }

  event(state: EventState, branchId: string, id: string = newId()): string {
    const editorial = state === 'draft' ? {} : ({ editorialStatus: 'PUBLISHED', publishedAt: THEN } as const);
    const eventId = id as Id<'Event'>;
    this.rows.add(events, {
      ...{ ...STAMPS, ...EVENT, ...editorial },
      ...{ id: eventId, branchId: branchId as Id<'Branch'> },
    });
    const measureId = this.measure() as Id<'Measure'>;
    this.rows.add(eventMeasures, { eventId, measureId, isPrimary: true, position: 0 });
    const audienceId = this.entry(audiences) as Id<'Audience'>;
    this.rows.add(eventAudiences, { eventId, audienceId, position: 0 });
    return id;
  }

  request(state: (typeof REQUEST_STATES)[number]): string {
    const id = newId<'SchoolRequest'>();
    const schoolId = this.here('SCHOOL') as Id<'School'>;
    const decidedAt = state === 'PENDING' ? null : THEN;
    this.rows.add(schoolRequests, { id, schoolId, personId: this.owner(), state, createdAt: THEN, decidedAt });
    return id;
  }

  session(): string {
    const id = newId<'SignInSession'>();
    const times = { createdAt: THEN, expiresAt: FAR, lastUsedAt: FAR };
    this.rows.add(sessions, {
      ...{ ...SESSION, ...times, id },
      ...{ personId: this.owner(), tokenHash: newSecret('session').hash },
    });
    return id;
  }

  apiToken(): string {
    const id = newId<'ApiToken'>();
    const { hash: tokenHash } = newSecret('token');
    const facts = { name: 'Test', scopes: ['READ' as const], createdAt: THEN, expiresAt: FAR };
    this.rows.add(apiTokens, { ...facts, id, personId: this.owner(), tokenHash });
    return id;
  }

  /** The token of a one-time link to the account of somebody new. */
  link(): string {
    const { text, hash: tokenHash } = newSecret('link');
    const personId = this.person({ joinedAt: null });
    this.rows.add(links, { kind: 'WELCOME', personId, tokenHash, createdAt: THEN, expiresAt: FAR });
    return text;
  }

  failedMail(): string {
    const id = newId<'OutgoingMail'>();
    const facts = { kind: 'ROLE_GRANTED', aboutId: newId(), state: 'FAILED' as const };
    this.rows.add(outgoingMails, { ...facts, id, attempts: 3, createdAt: THEN, endedAt: THEN });
    return id;
  }

  keptMail(message: string): string {
    const id = newId<'KeptMail'>();
    const facts = { recipient: 'b@zakhid.test', subject: 'x', keptAt: THEN };
    this.rows.add(keptMails, { ...facts, id, raw: Buffer.from(message) });
    return id;
  }

  upload(text: string, ownerId: Id<'Person'> = this.callerId): string {
    const id = newId<'Upload'>();
    const bytes = Buffer.from(text);
    const facts = { fileName: 'plan.txt', size: bytes.length, bytes, createdAt: THEN, expiresAt: FAR };
    this.rows.add(uploads, { ...facts, id, ownerId });
    return id;
  }

  headers(): Record<string, string> {
    return this.#headers;
  }

  async ask<Data = Parts>(
    app: TestApp,
    query: string,
    variables: Parts = {},
  ): Promise<Pick<Answer<Data>, 'data' | 'errors'>> {
    const headers = { 'content-type': 'application/json', ...this.#headers };
    const response = await app.fetch('/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Data>;
  }
}

/** What came of a call: the code of a fault, the name of a refusal, `null`, or `in`. */
export function outcomeOf(schema: GraphQLSchema, { data, errors }: Pick<Answer<Parts>, 'data' | 'errors'>): string {
  if (errors) return errors[0]!.extensions.code;
  const [value] = Object.values(data);
  if (value === null) return 'null';
  const name = (value as { __typename?: string }).__typename;
  const type = name === undefined ? undefined : schema.getType(name);
  const refuses = isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Refusal');
  return refuses ? name! : 'in';
}

const SESSION = { carrier: 'BEARER', method: 'LINK', authenticatedAt: FAR, userAgent: 'test', idleUntil: FAR } as const;
const PLACE = { address: 'вул. Прорізна, 1', zone: 'Europe/Kyiv', createdAt: THEN };
const VERBATIM = { goalVerbatim: '', titleVerbatim: '', audienceVerbatim: '', fundingVerbatim: '', bodiesVerbatim: '' };
const MEASURE = {
  ...{
    ...VERBATIM,
    termVerbatim: '',
    position: 0,
    title: 'Захід',
    fundingKind: 'NONE' as const,
    termKind: 'YEAR' as const,
  },
  ...{ termStart: '2026-01-01', termEnd: '2026-12-31' },
};
const EVENT = { kind: 'THEMATIC_LESSON' as const, titleUk: 'Урок', searchText: 'урок' };
