// Branches and their rooms, each by itself; how rooms share their walls is places-division.spec.ts.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { Asking } from './app.ts';
import { startVenueLab, type VenueLab } from './venue-lab.ts';

interface Named {
  readonly id: string;
  readonly nameUk: string;
}
interface Seen extends Named {
  readonly kind: string;
  readonly slug: string;
  readonly message: string;
  readonly version: number;
  readonly capacity: number;
  readonly parts: readonly Named[];
  readonly combinations: readonly Named[];
  readonly [field: string]: unknown;
}
type Parts = Record<string, unknown>;

const ADMIN: Asking = { as: 'admin' };
const REFUSAL = '... on Refusal { kind message }';
const ROOM = `... on Room { id version nameUk name category floor stepFree features keyNotes needsApproval windowDays
  leadMinutes shortestMinutes longestMinutes limit { count term } retired retiredAt capacity branch { slug }
  layouts { kind capacity setUpMinutes tearDownMinutes } parts { id nameUk } combinations { id nameUk } }`;
const BRANCH = `... on Branch { id version branchKind: kind slug nameUk address phone email zone stepFree shelterCapacity photoUrl
  closesOnHolidays location { latitude longitude } school { slug } district { slug } viewerCan }`;
const CURRENT = '... on ChangedMeanwhile { current { id version } }';
const CREATE_BRANCH = `mutation ($input: CreateBranchInput!) {
  result: createBranch(input: $input) { ${BRANCH} ${REFUSAL} ... on SlugTaken { slug } } }`;
const UPDATE_BRANCH = `mutation ($input: UpdateBranchInput!) {
  result: updateBranch(input: $input) { ${BRANCH} ${REFUSAL} ${CURRENT} ... on SlugTaken { slug } } }`;
const CREATE_ROOM = `mutation ($input: CreateRoomInput!) {
  result: createRoom(input: $input) { ${ROOM} ${REFUSAL} ... on SameParts { room { id nameUk } } } }`;
const UPDATE_ROOM = `mutation ($input: UpdateRoomInput!) {
  result: updateRoom(input: $input) { ${ROOM} ${REFUSAL} ${CURRENT} } }`;
let lab: VenueLab;
beforeAll(async () => {
  lab = await startVenueLab();
});
afterAll(() => lab.app.stop());

const seen = async (query: string, variables: Parts, asking?: Asking) =>
  (await lab.data<{ result: Seen }>(query, variables, asking)).result;
const faultOf = async (query: string, variables: Parts, asking?: Asking) =>
  (await lab.ask(query, variables, asking)).errors?.[0]?.extensions['code'];

const THEATRE = { kind: 'THEATRE', capacity: 50, setUpMinutes: 30, tearDownMinutes: 15 };
const roomInput = (parts: Parts = {}): Parts => ({
  ...{ nameUk: 'Нова зала', nameEn: 'New hall', category: 'HALL', layouts: [THEATRE], branchId: lab.branches.third },
  ...parts,
});
const addRoom = (nameUk: string, parts: Parts = {}) =>
  seen(CREATE_ROOM, { input: roomInput({ nameUk, ...parts }) }, ADMIN);
const readRoom = async (id: string, asking?: Asking) =>
  (await lab.data<{ room: Seen | null }>(`query ($id: ID!) { room(id: $id) { ${ROOM} } }`, { id }, asking)).room;
const names = (rooms: readonly Named[]) => rooms.map(({ nameUk }) => nameUk);

describe('a branch', () => {
  const NEW = { nameUk: 'Бібліотека імені Лесі Українки', nameEn: 'Library', address: 'вул. Прорізна, 1' };

  it('gets its slug from its name, and the next of the name a number', async () => {
    const [first, second] = [
      await seen(CREATE_BRANCH, { input: { ...NEW, zone: 'Europe/Kiev' } }, ADMIN),
      await seen(CREATE_BRANCH, { input: NEW }, ADMIN),
    ];
    expect(first).toMatchObject({ slug: 'biblioteka-imeni-lesi-ukrainky', zone: 'Europe/Kyiv', version: 1 });
    expect(first).toMatchObject({ branchKind: 'LIBRARY', location: null, closesOnHolidays: true });
    expect(second).toMatchObject({ slug: 'biblioteka-imeni-lesi-ukrainky-2' });
  });

  it('is refused a slug that another has, new or edited', async () => {
    const taken = { kind: 'SlugTaken', slug: 'central', message: expect.stringContaining('«central»') };
    expect(await seen(CREATE_BRANCH, { input: { ...NEW, slug: 'central' } }, ADMIN)).toMatchObject(taken);
    const input = { id: lab.branches.third, version: 1, slug: 'central' };
    expect(await seen(UPDATE_BRANCH, { input }, ADMIN)).toMatchObject(taken);
  });

  it('is found by kind, district and whether one gets in without a step', async () => {
    const { createSchool } = await lab.data<{ createSchool: { id: string } }>(
      'mutation ($input: CreateSchoolInput!) { createSchool(input: $input) { ... on School { id } } }',
      { input: { nameUk: 'Школа № 9', nameEn: 'School 9', aliases: [] } },
      { as: 'coordinator' },
    );
    const hall = { nameUk: 'Актова зала школи № 9', nameEn: 'School hall', address: 'вул. Шкільна, 9' };
    const schoolId = createSchool.id;
    const input = {
      ...hall,
      schoolId,
      kind: 'EXTERNAL',
      stepFree: true,
      location: { latitude: 50.45, longitude: 30.52 },
    };
    const made = await seen(CREATE_BRANCH, { input }, ADMIN);
    expect(made).toMatchObject({
      branchKind: 'EXTERNAL',
      school: { slug: 'shkola-9' },
      location: { latitude: 50.45, longitude: 30.52 },
    });
    const found = async (asked: string) => {
      const answer = await lab.data<{ branches: { edges: { node: { slug: string } }[] } }>(
        `{ branches(first: 100, ${asked}) { edges { node { slug } } } }`,
      );
      return answer.branches.edges.map(({ node }) => node.slug);
    };
    expect(await found('kind: EXTERNAL')).toEqual([made.slug]);
    expect(await found('stepFree: true')).toEqual([made.slug]);
    expect(await found('kind: LIBRARY')).not.toContain(made.slug);
    expect(await found('kind: EXTERNAL, stepFree: false')).toEqual([]);
    // A library is no school's.
    const turned = { id: made.id, version: 1, kind: 'LIBRARY' };
    expect(await faultOf(UPDATE_BRANCH, { input: turned }, ADMIN)).toBe('BAD_USER_INPUT');
  });

  it('is edited by its own staff, with all that is left out kept', async () => {
    const id = lab.branches.central;
    const version = 1;
    const given = { phone: '+380 44 123 45 67', email: 'Central@Library.TEST', shelterCapacity: 90, stepFree: false };
    const more = { photoUrl: 'https://library.test/photo.jpg', location: { latitude: 50.4647, longitude: 30.5153 } };
    const edited = await seen(UPDATE_BRANCH, { input: { id, version, ...given, ...more } }, { as: 'approver' });
    expect(edited).toMatchObject({ ...given, ...more, version: 2, email: 'central@library.test', slug: 'central' });
    expect(edited['viewerCan']).toEqual(['SCHEDULE', 'FURNISH']);
    // Nothing of it is news: nothing is written.
    expect(await seen(UPDATE_BRANCH, { input: { id, version: 2, ...more } })).toMatchObject({ version: 2 });
    const cleared = { id, version: 2, photoUrl: null, location: null };
    expect(await seen(UPDATE_BRANCH, { input: cleared })).toMatchObject({
      ...given,
      email: 'central@library.test',
      version: 3,
      photoUrl: null,
      location: null,
    });
    const stale = await seen(UPDATE_BRANCH, { input: { id, version: 1, phone: null } });
    expect(stale).toMatchObject({ kind: 'ChangedMeanwhile', current: { id, version: 3 } });
    const lines = await lab.database.reader.select().from(auditEntries);
    const about = lines.filter(({ thingId }) => thingId === id).flatMap(({ changes }) => changes);
    expect(about.find(({ field }) => field === 'shelterCapacity')).toMatchObject({ before: null, after: 90 });
    expect(JSON.stringify(about)).not.toContain('+380');
  });

  it.each([
    ['an address that is not https', { photoUrl: 'http://library.test/photo.jpg' }],
    ['a script for a photograph', { photoUrl: 'javascript:alert(1)' }],
    ['a point beyond the pole', { location: { latitude: 90.1, longitude: 30 } }],
    ['no e-mail address', { email: 'central' }],
    ['a shelter for nobody', { shelterCapacity: 0 }],
    ['a name that cannot be seen', { nameUk: ' ' }],
    ['a cleared name', { nameUk: null }],
    ['a school, being a library', { schoolId: '01940000-0000-7000-8000-000000000000' }],
  ])('is refused %s', async (what, change) => {
    const input = { id: lab.branches.next, version: 1, ...change };
    const code = await faultOf(UPDATE_BRANCH, { input }, ADMIN);
    expect(code).toBe(what.startsWith('a school') ? 'NOT_FOUND' : 'BAD_USER_INPUT');
  });

  it.each(['Kyiv', '+03:00', 'EET', 'Europe/Atlantis', ''])('is refused the zone “%s”', async (zone) => {
    const input = { id: lab.branches.next, version: 1, zone };
    expect(await faultOf(UPDATE_BRANCH, { input }, ADMIN)).toBe('BAD_USER_INPUT');
  });

  it('refuses half a point', async () => {
    const input = { id: lab.branches.next, version: 1, location: { latitude: 50 } };
    expect((await lab.ask(UPDATE_BRANCH, { input }, ADMIN)).status).toBe(400);
  });
});

describe('a room', () => {
  it('is added with its layouts, and says what a viewer may know', async () => {
    const layouts = [THEATRE, { kind: 'CLASS', capacity: 32, setUpMinutes: 10, tearDownMinutes: 5 }];
    const facts = { floor: -1, stepFree: true, features: ['PIANO', 'STAGE'], needsApproval: true, windowDays: 90 };
    const rules = { leadMinutes: 60, shortestMinutes: 30, longestMinutes: 240, limit: { count: 4, term: 'MONTH' } };
    const input = { ...facts, ...rules, layouts, keyNotes: 'Ключ\r\nу сторожа', branchId: lab.branches.central };
    const made = await seen(CREATE_ROOM, { input: roomInput(input) });
    const expected = { ...facts, ...rules, layouts, branch: { slug: 'central' }, capacity: 50, retired: false };
    expect(made).toMatchObject({ ...expected, keyNotes: 'Ключ\nу сторожа', parts: [], combinations: [] });
    expect(await readRoom(made.id, {})).toMatchObject({ ...expected, name: 'Нова зала', keyNotes: null });
    expect(await readRoom(made.id, { as: 'stranger', language: 'en' })).toMatchObject({
      name: 'New hall',
      keyNotes: null,
    });
    expect(await readRoom(made.id, { as: 'approver' })).toMatchObject({ keyNotes: 'Ключ\nу сторожа' });
    const lines = await lab.database.reader.select().from(auditEntries);
    expect(JSON.stringify(lines.filter(({ thingId }) => thingId === made.id))).not.toContain('сторожа');
  });

  it.each([
    ['no layout', { layouts: [] }],
    ['a layout twice', { layouts: [THEATRE, THEATRE] }],
    ['a layout for nobody', { layouts: [{ ...THEATRE, capacity: 0 }] }],
    ['a set-up of less than nothing', { layouts: [{ ...THEATRE, setUpMinutes: -5 }] }],
    ['a longest time below the shortest', { shortestMinutes: 60, longestMinutes: 45 }],
    ['a limit of none', { limit: { count: 0, term: 'DAY' } }],
    ['a part alone', { partIds: ['01940000-0000-7000-8000-000000000000'] }],
  ])('is refused %s', async (_, parts) => {
    expect(await faultOf(CREATE_ROOM, { input: roomInput(parts) }, ADMIN)).toBe('BAD_USER_INPUT');
  });

  it('is edited, taken out of use, and put back', async () => {
    const { id } = await addRoom('Читальня', { keyNotes: 'Ключ 7' });
    const layouts = [{ kind: 'ROUND_TABLE', capacity: 12, setUpMinutes: 0, tearDownMinutes: 5 }];
    const edited = await seen(UPDATE_ROOM, { input: { id, version: 1, layouts, retired: true } }, ADMIN);
    expect(edited).toMatchObject({ version: 2, layouts, capacity: 12, keyNotes: 'Ключ 7', retired: true });
    expect(edited['retiredAt']).toBe('2019-03-01T08:00:00.000Z');
    const listed = async (asked: string) => {
      const query = `{ branch(slug: "third") { rooms${asked} { nameUk } } }`;
      return names((await lab.data<{ branch: { rooms: Named[] } }>(query)).branch.rooms);
    };
    expect(await listed('')).not.toContain('Читальня');
    expect(await listed('(retired: true)')).toContain('Читальня');
    const same = await seen(UPDATE_ROOM, { input: { id, version: 2, layouts, retired: true } }, ADMIN);
    expect(same).toMatchObject({ version: 2 });
    const stale = await seen(UPDATE_ROOM, { input: { id, version: 1, floor: 3 } }, ADMIN);
    expect(stale).toMatchObject({ kind: 'ChangedMeanwhile', current: { id, version: 2 } });
    const back = await seen(UPDATE_ROOM, { input: { id, version: 2, retired: false } }, ADMIN);
    expect(back).toMatchObject({ version: 3, retiredAt: null });
    expect(await listed('')).toContain('Читальня');
  });
});
