// Who may what: every query, mutation and route of the program, written down. access-matrix.spec.ts calls each of them as
// nobody, as every role and by API tokens, and compares.
//
// `librarian` means a librarian of whatever branch; `librarian here` one of the branch in question, and likewise a
// coordinator of the plan, a head of the school, a reporter of the body. `oneself` is whose the thing is. An administrator
// may what any role may, and stands in each row nevertheless. Whoever is not named gets `others`, and nobody `nobody`.
import type { TokenScope } from '../src/platform/access/viewer.ts';
import type { Caller } from './access-scene.ts';
import { EVENT_MUTATIONS, EVENT_QUERIES } from './access-events.ts';
import { PERSONAL_FEED_MUTATIONS, PERSONAL_FEED_QUERIES } from './access-personal-feeds.ts';
import { PARTNER_MUTATIONS, PARTNER_QUERIES } from './access-partners.ts';
import { VENUE_MUTATIONS, VENUE_QUERIES } from './access-venues.ts';
import { WEBHOOK_MUTATIONS, WEBHOOK_QUERIES } from './access-webhooks.ts';

type Who = Exclude<Caller, 'nobody'> | 'everybody' | 'signed in';
type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'null';

export interface Row {
  /** By what it is about, where that makes a difference. */
  readonly may: readonly Who[] | Readonly<Record<string, readonly Who[]>>;
  /** FORBIDDEN unless it says otherwise; `null` for a query that answers nothing instead. */
  readonly others?: Refused;
  /** UNAUTHENTICATED unless it says otherwise. */
  readonly nobody?: 'null';
  /** The one scope with which an API token of those who may does it too. */
  readonly token: TokenScope | 'never';
  /** Of what it is about: where no token does it, but only somebody who is signed in. */
  readonly bySession?: readonly string[];
  /** With what its description ends; a public query may say nothing. */
  readonly says?: string;
}

const PUBLIC: Row = { may: ['everybody'], token: 'READ' };
const PUBLIC_MUTATION: Row = { ...PUBLIC, says: 'Public.' };
const OWN_ACCOUNT: Row = { may: ['signed in'], token: 'never', says: 'Signed-in people only, not by API token.' };
const OWN_THING: Row = { ...OWN_ACCOUNT, may: ['oneself'] };
const BY_SIGNED_IN: Row = { may: ['signed in'], token: 'PEOPLE', says: 'Signed-in people only.' };
const BY_ADMINISTRATORS: Row = { may: ['admin'], token: 'PEOPLE', says: 'Administrators only.' };
const BY_COORDINATORS: Row = { may: ['coordinator', 'admin'], token: 'DIRECTORY', says: 'Coordinators only.' };
const OF_SCHOOLS: Row = {
  may: ['coordinator', 'librarian', 'admin'],
  token: 'DIRECTORY',
  says: 'Coordinators and librarians only.',
};
const OF_ITS_PLAN: Row = { may: ['coordinator here', 'admin'], token: 'PLANS', says: 'Its coordinators only.' };

/** Who gives which role, and takes it away. */
const MANAGERS: Readonly<Record<string, readonly Who[]>> = {
  'an administrator': ['admin'],
  'a coordinator here': ['admin'],
  'a librarian here': ['admin'],
  'an approver here': ['admin'],
  'a reporter here': ['coordinator', 'admin'],
  'a nominator here': ['coordinator', 'admin'],
  'a nominator of an outlet here': ['coordinator', 'admin'],
  'a trainer': ['coordinator', 'librarian', 'admin'],
  'a head here': ['coordinator', 'admin'],
  'a teacher here': ['coordinator', 'librarian', 'head here', 'admin'],
  'a door here': ['librarian here', 'approver here', 'admin'],
  'a door of an event here': ['librarian here', 'approver here', 'admin'],
};
const orOneself = (may: Readonly<Record<string, readonly Who[]>>): Record<string, readonly Who[]> =>
  Object.fromEntries(Object.entries(may).map(([of, who]) => [of, ['oneself', ...who]]));

const GIVING: Row = {
  may: MANAGERS,
  token: 'PEOPLE',
  bySession: ['an administrator'],
  says: 'Administrators, and coordinators, librarians, approvers and heads of schools for the roles of `givesRoles`, only.',
};

export const QUERIES: Readonly<Record<string, Row>> = {
  audience: PUBLIC,
  audiences: PUBLIC,
  responsibleBody: PUBLIC,
  responsibleBodies: PUBLIC,
  district: PUBLIC,
  districts: PUBLIC,
  outlet: PUBLIC,
  outlets: PUBLIC,
  school: PUBLIC,
  schools: PUBLIC,
  branch: PUBLIC,
  branches: PUBLIC,
  ...VENUE_QUERIES,
  plan: PUBLIC,
  plans: PUBLIC,
  measure: PUBLIC,
  ...EVENT_QUERIES,
  ...PERSONAL_FEED_QUERIES,
  ...PARTNER_QUERIES,
  ...WEBHOOK_QUERIES,
  viewer: { ...PUBLIC, says: 'Public.' },
  signInMethods: { ...PUBLIC, says: 'Public.' },
  signInSessions: OWN_ACCOUNT,
  apiTokens: OWN_ACCOUNT,
  myData: OWN_ACCOUNT,
  audit: BY_SIGNED_IN,
  people: BY_SIGNED_IN,
  person: {
    ...BY_SIGNED_IN,
    may: orOneself({
      ...MANAGERS,
      // The staff of the branch take this role away as well; they see whoever they gave it themselves.
      'a door of an event here': ['admin'],
      'somebody without a role': ['admin'],
    }),
    others: 'null',
  },
  schoolRequests: BY_SIGNED_IN,
  outgoingMails: BY_ADMINISTRATORS,
};

export const MUTATIONS: Readonly<Record<string, Row>> = {
  ...EVENT_MUTATIONS,
  ...PERSONAL_FEED_MUTATIONS,
  ...VENUE_MUTATIONS,
  ...PARTNER_MUTATIONS,
  ...WEBHOOK_MUTATIONS,

  previewPlanImport: {
    may: { 'a plan that is kept': ['coordinator', 'admin'], 'a new plan': ['coordinator', 'admin'] },
    token: 'PLANS',
    says: 'Coordinators only.',
  },
  importPlan: {
    may: { 'a plan that is kept': ['coordinator here', 'admin'], 'a new plan': ['coordinator', 'admin'] },
    token: 'PLANS',
    says: 'A new plan coordinators only, one that is kept already its coordinators only.',
  },
  updatePlan: OF_ITS_PLAN,
  updateMeasure: OF_ITS_PLAN,

  updateAudience: BY_COORDINATORS,
  updateResponsibleBody: BY_COORDINATORS,
  updateDistrict: BY_COORDINATORS,
  createOutlet: BY_COORDINATORS,
  updateOutlet: BY_COORDINATORS,
  createSchool: OF_SCHOOLS,
  updateSchool: OF_SCHOOLS,

  grantRole: GIVING,
  invitePerson: GIVING,
  revokeRole: {
    may: orOneself(MANAGERS),
    token: 'PEOPLE',
    says: 'Those who may give it, and who has it, only.',
  },
  updatePerson: {
    may: {
      'a name': ['oneself', 'admin'],
      'a language': ['oneself', 'admin'],
      'an e-mail address': ['admin'],
      'being active': ['admin'],
    },
    token: 'PEOPLE',
    bySession: ['an e-mail address', 'being active'],
    says: 'Signed-in people only.',
  },
  erasePerson: { ...OWN_ACCOUNT, may: ['oneself', 'admin'] },

  askForSchool: OWN_ACCOUNT,
  decideSchoolRequest: {
    may: ['head here', 'librarian', 'admin'],
    token: 'PEOPLE',
    says: 'The head of that school and librarians only.',
  },
  withdrawSchoolRequest: OWN_THING,
  retryMail: BY_ADMINISTRATORS,

  signIn: PUBLIC_MUTATION,
  signInByLink: PUBLIC_MUTATION,
  requestSignInLink: PUBLIC_MUTATION,
  createAccount: PUBLIC_MUTATION,
  setPassword: OWN_ACCOUNT,
  signOut: OWN_ACCOUNT,
  signOutEverywhere: OWN_ACCOUNT,
  revokeSignInSession: { ...OWN_THING, others: 'NOT_FOUND' },
  createApiToken: OWN_ACCOUNT,
  revokeApiToken: { ...OWN_THING, others: 'NOT_FOUND' },
};

/** A route by itself; what is public shows everybody the same, whatever they send along. */
export interface Route {
  /** `any role`: who is signed in and has a role somewhere; `staff`: who has one in the programme of a branch. */
  readonly may: 'everybody' | 'any role' | 'staff';
  readonly status: number;
  readonly token?: TokenScope;
}

const OPEN: Route = { may: 'everybody', status: 200 };
/** What the request names is nowhere. */
const OPEN_UNKNOWN: Route = { may: 'everybody', status: 404 };

export const ROUTES: Readonly<Record<string, Route>> = {
  // Each field says for itself whom it is for.
  'GET /graphql': OPEN,
  'POST /graphql': OPEN,
  'GET /health/live': OPEN,
  'GET /health/ready': OPEN,
  // Where the setting GRAPHQL_EXPLORER opens it.
  'GET /graphiql': OPEN,
  'GET /graphiql/:asset': OPEN,
  'GET /feeds/audiences/:file': OPEN,
  'GET /feeds/branches/:file': OPEN_UNKNOWN,
  // Asked wrongly: what is asked rightly is answered for hours.
  'GET /feeds/changes': { ...OPEN, status: 400 },
  'GET /feeds/districts/:file': OPEN_UNKNOWN,
  'GET /feeds/events/:file': OPEN_UNKNOWN,
  'GET /feeds/kinds/:file': OPEN,
  // Of a secret that nobody has.
  'GET /feeds/me/:file': OPEN_UNKNOWN,
  'GET /feeds/partners/:file': OPEN_UNKNOWN,
  'GET /feeds/plans/:year/goals/:file': OPEN_UNKNOWN,
  'GET /feeds/plans/:year/measures/:file': OPEN_UNKNOWN,
  'GET /feeds/search.atom': OPEN,
  'GET /feeds/search.ics': OPEN,
  'GET /feeds/search.json': OPEN,
  'GET /feeds/search.svg': OPEN,
  'GET /feeds/series/:file': OPEN_UNKNOWN,
  'GET /feeds/sessions/:file': OPEN_UNKNOWN,
  // Of a roster that is not there.
  'GET /registrations/:file': { may: 'staff', status: 404, token: 'EVENTS' },
  // Links that never were.
  'GET /r/:link': { ...OPEN, status: 404 },
  'POST /r/:link': { ...OPEN, status: 400 },
  'GET /n/:link': { ...OPEN, status: 404 },
  'POST /n/:link': { ...OPEN, status: 410 },
  'POST /uploads': { may: 'any role', status: 201, token: 'PLANS' },
  'GET /sign-in/link/:token': OPEN,
  'POST /sign-in/link/:token': OPEN,
  // Nobody's while no identity provider is set, as here; then everybody's.
  'GET /sign-in/oidc': { ...OPEN, status: 404 },
  'GET /sign-in/oidc/callback': { ...OPEN, status: 404 },
  // On the developer's own machine alone.
  'GET /dev/mail': OPEN,
  'GET /dev/mail.json': OPEN,
  'GET /dev/mail/:id': OPEN,
  'GET /dev/mail/:id/html': OPEN,
  'GET /dev/mail/:id/raw': OPEN,
  'GET /dev/mail/:id/attachments/:number': OPEN,
};

/** What a row expects for a caller who is signed in by a session, or for nobody. */
export function expectedOf(row: Row, may: readonly Who[], caller: Caller): string {
  const [role] = caller.split(' ');
  const isIn =
    may.includes('everybody') ||
    (caller !== 'nobody' && (may.includes('signed in') || may.includes(caller) || may.includes(role as Who)));
  if (isIn) return 'in';
  return caller === 'nobody' ? (row.nobody ?? 'UNAUTHENTICATED') : (row.others ?? 'FORBIDDEN');
}

/** The cases of a row, each with who may; one without a name where all is one. */
export function casesOf({ may }: Row): [of: string, may: readonly Who[]][] {
  return Array.isArray(may) ? [['', may as readonly Who[]]] : Object.entries(may as Record<string, readonly Who[]>);
}

/** Somebody of those who may, to give an API token to. */
export function someoneOf(may: readonly Who[]): Caller {
  const [first] = may;
  return !first || first === 'everybody' || first === 'signed in' ? 'stranger' : first;
}
