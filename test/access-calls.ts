// For every query and mutation a call that comes to its end, if the policy lets it: what it is about, and its arguments.
import { type GraphQLField, type GraphQLSchema, getNamedType, isCompositeType } from 'graphql';
import { audiences, districts } from '../src/directory/entry.tables.ts';
import { Passwords } from '../src/identity/passwords.ts';
import { SCOPES_OF_ROLE, type ScopeKind } from '../src/identity/role.rules.ts';
import type { Role } from '../src/platform/access/viewer.ts';
import { newId } from '../src/platform/ids/id.ts';
import { type Parts, REQUEST_STATES, type Scene } from './access-scene.ts';
import { EVENT_CALLS } from './access-events.ts';
import { PERSONAL_FEED_CALLS } from './access-personal-feeds.ts';
import { PARTNER_CALLS } from './access-partners.ts';
import { VENUE_CALLS } from './access-venues.ts';
import { WEBHOOK_CALLS } from './access-webhooks.ts';

/** `of` is the case, where a field has several: what the call is about. */
export type Call = (scene: Scene, of: string) => Parts;

const HEADINGS = [
  ...['№ п/п', 'Комунікаційні цілі Концепції', 'Найменування заходу', 'Цільова аудиторія'],
  ...['Джерело фінансування', 'Відповідальні за виконання', 'Строк виконання'],
];
const CELLS = ['1.', 'Мета', 'Урок для школярів', 'Школярі', 'Фінансування не потребує', 'Бібліотеки', '2026 рік'];
const documentOf = (title: string) => [title, '', HEADINGS.join('\t'), CELLS.join('\t'), ''].join('\n');

/** A document of a plan that is kept already, or of a new one. */
function uploaded(scene: Scene, of: string): Parts {
  const title = `План заходів щодо розвитку ${newId()} на 2026 рік`;
  if (of === 'a plan that is kept') scene.planHere(title);
  return { input: { uploadId: scene.upload(documentOf(title)) } };
}

function edited(id: string): Parts {
  const unique = newId();
  return { input: { id, version: 1, nameUk: `Нове ${unique}`, nameEn: `New ${unique}`, aliases: [] } };
}

function named(): Parts {
  const unique = newId();
  return { input: { nameUk: `Ще ${unique}`, nameEn: `More ${unique}`, aliases: [] } };
}

const requested = (scene: Scene, of: string) =>
  scene.request(REQUEST_STATES.find((state) => of.endsWith(state.toLowerCase())) ?? 'PENDING');

const WORDS: Readonly<Record<string, Role>> = {
  ...{ administrator: 'ADMIN', coordinator: 'COORDINATOR', reporter: 'REPORTER', librarian: 'LIBRARIAN' },
  ...{ approver: 'APPROVER', trainer: 'TRAINER', door: 'DOOR', teacher: 'TEACHER', head: 'SCHOOL_HEAD' },
  ...{ nominator: 'NOMINATOR' },
};

/** `a teacher here`, `a door of an event here`: the role, and the thing it is for. */
function roleIn(scene: Scene, of: string): { role: Role; scopeKind: ScopeKind; scopeId?: string | null } {
  const role = Object.entries(WORDS).find(([word]) => of.split(' ').includes(word))?.[1];
  if (!role) throw new Error(`no role in “${of}”`);
  const kinds = SCOPES_OF_ROLE[role];
  const scopeKind = kinds.find((kind) => of.includes(` of an ${kind.toLowerCase()}`)) ?? kinds[0]!;
  // Left out and null are the same.
  if (scopeKind === 'CITY') return { role, scopeKind, ...(role === 'ADMIN' && { scopeId: null }) };
  return { role, scopeKind, scopeId: scopeKind === 'EVENT' ? scene.hereEvent('published') : scene.here(scopeKind) };
}

function held(scene: Scene, of: string): string {
  const { role, scopeKind, scopeId } = roleIn(scene, of);
  return scene.give(scene.owner(), role, scopeKind, scopeId ?? null);
}

const NOTHING: Call = () => ({});
const slug = (id: string) => ({ slug: `thing-${id}` });
const PASSWORD = 'восени дощить у Києві';
const PASSWORD_HASH = await new Passwords().hash(PASSWORD);

export const CALLS: Readonly<Record<string, Call>> = {
  // Queries
  audience: (scene) => ({ slug: `entry-${scene.entry(audiences)}` }),
  audiences: NOTHING,
  responsibleBody: (scene) => slug(scene.here('BODY')),
  responsibleBodies: NOTHING,
  district: (scene) => ({ slug: `entry-${scene.entry(districts)}` }),
  districts: NOTHING,
  outlet: (scene) => slug(scene.here('OUTLET')),
  outlets: NOTHING,
  school: (scene) => slug(scene.here('SCHOOL')),
  schools: NOTHING,
  branch: (scene) => slug(scene.here('BRANCH')),
  branches: NOTHING,
  plan: (scene) => ({ id: scene.here('PLAN') }),
  plans: NOTHING,
  measure: (scene) => ({ id: scene.measure() }),
  viewer: NOTHING,
  signInMethods: NOTHING,
  signInSessions: NOTHING,
  apiTokens: NOTHING,
  myData: NOTHING,
  audit: NOTHING,
  people: NOTHING,
  person: (scene, of) => {
    if (of !== 'somebody without a role') held(scene, of);
    return { id: scene.owner() };
  },
  schoolRequests: NOTHING,
  outgoingMails: NOTHING,

  ...EVENT_CALLS,
  ...PERSONAL_FEED_CALLS,
  ...VENUE_CALLS,
  ...PARTNER_CALLS,
  ...WEBHOOK_CALLS,

  // Plans
  previewPlanImport: (scene, of) => uploaded(scene, of),
  importPlan: (scene, of) => uploaded(scene, of),
  updatePlan: (scene) => ({ input: { id: scene.here('PLAN'), version: 1, approver: 'Міський голова' } }),
  updateMeasure: (scene) => ({ input: { id: scene.measure(), version: 1, title: 'Інший захід' } }),

  // Directory
  updateAudience: (scene) => edited(scene.entry(audiences)),
  updateResponsibleBody: (scene) => edited(scene.here('BODY')),
  updateDistrict: (scene) => edited(scene.entry(districts)),
  updateOutlet: (scene) => edited(scene.here('OUTLET')),
  updateSchool: (scene) => edited(scene.here('SCHOOL')),
  createOutlet: named,
  createSchool: named,

  // People
  grantRole: (scene, of) => ({ input: { personId: scene.acquaintance(), ...roleIn(scene, of) } }),
  invitePerson: (scene, of) => ({
    input: { email: `${newId()}@invited.test`, name: 'Гість', language: 'uk', ...roleIn(scene, of) },
  }),
  revokeRole: (scene, of) => ({ id: held(scene, of) }),
  updatePerson: (scene, of) => {
    const changes: Parts = { 'a name': { name: 'Інакше' }, 'a language': { language: 'en' } };
    const account: Parts = {
      'an e-mail address': { email: `${newId()}@scene.test` },
      'being active': { active: false },
    };
    return { input: { id: scene.owner(), version: 1, ...({ ...changes, ...account }[of] as object) } };
  },
  erasePerson: (scene) => ({ id: scene.owner() }),
  askForSchool: (scene) => ({ schoolId: scene.another('SCHOOL') }),
  decideSchoolRequest: (scene, of) => ({ id: requested(scene, of), approve: true }),
  withdrawSchoolRequest: (scene, of) => ({ id: requested(scene, of) }),
  retryMail: (scene) => ({ id: scene.failedMail() }),

  // One's own account
  signIn: (scene) => {
    const id = scene.person({ passwordHash: PASSWORD_HASH });
    return { input: { email: `${id}@scene.test`, password: PASSWORD, carrier: 'BEARER' } };
  },
  requestSignInLink: (scene) => ({ email: `${scene.person()}@scene.test` }),
  signInByLink: (scene) => ({ token: scene.link(), carrier: 'BEARER' }),
  createAccount: () => ({ input: { email: `${newId()}@new.test`, name: 'Учителька', language: 'uk' } }),
  setPassword: () => ({ newPassword: PASSWORD }),
  signOut: NOTHING,
  signOutEverywhere: NOTHING,
  revokeSignInSession: (scene) => ({ id: scene.session() }),
  createApiToken: () => ({ input: { name: 'Програма', scopes: ['READ'], validDays: 1 } }),
  revokeApiToken: (scene) => ({ id: scene.apiToken() }),
};

/** The text of a call, with those arguments of the field that are given. */
export function textOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, given: Parts): string {
  const args = field.args.filter(({ name }) => name in given);
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selected = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
  const inBrackets = (text: string) => (text ? `(${text})` : '');
  return `${kind} ${inBrackets(declared)} { ${field.name}${inBrackets(passed)} ${selected} }`;
}

export function fieldsOf(schema: GraphQLSchema, kind: 'query' | 'mutation'): GraphQLField<unknown, unknown>[] {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type?.getFields() ?? {});
}
