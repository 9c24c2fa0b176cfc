import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApp, type SignIn, type TestApp } from './app.ts';
import { mailsTo, mailTo } from './identity-lab.ts';
import { grant, personId } from './people.ts';

let app: TestApp;
let schoolId = '';
let count = 0;
beforeAll(async () => {
  app = await startTestApp({}, { jobs: true });
});
afterAll(() => app.stop());
beforeEach(async () => {
  const { data } = await app.gql<{ createSchool: { id: string } }>(
    'mutation ($input: CreateSchoolInput!) { createSchool(input: $input) { ... on School { id } } }',
    { input: { nameUk: `Школа № ${(count += 1)}`, nameEn: `School No. ${count}`, aliases: [] } },
    { as: 'admin' },
  );
  schoolId = data.createSchool.id;
});

const REQUEST = 'id state viewerCan school { id } person { name }';
const ASK = `mutation ($schoolId: ID!) { result: askForSchool(schoolId: $schoolId) {
  kind: __typename ... on SchoolRequest { ${REQUEST} } ... on Refusal { message } } }`;
const DECIDE = `mutation ($id: ID!, $approve: Boolean!) { result: decideSchoolRequest(id: $id, approve: $approve) {
  kind: __typename ... on SchoolRequest { ${REQUEST} } ... on RequestDecided { state } } }`;
const WITHDRAW = `mutation ($id: ID!) { result: withdrawSchoolRequest(id: $id) { kind: __typename ... on SchoolRequest { state } ... on RequestDecided { state } } }`;
interface Seen {
  kind: string;
  id: string;
  state: string;
}
const run = async (query: string, variables: object, as: SignIn) => {
  const { data, errors } = await app.gql<{ result: Seen }>(query, { ...variables }, { as });
  return errors ? ({ kind: errors[0]!.extensions.code } as Seen) : data.result;
};
const ask = (as: SignIn = 'stranger') => run(ASK, { schoolId }, as);
const decide = (id: string, approve: boolean, as: SignIn) => run(DECIDE, { id, approve }, as);
const rolesOf = async (as: SignIn) =>
  (
    await app.gql<{ viewer: { person: { roles: { role: string; scope: { id: string } }[] } } }>(
      '{ viewer { person { roles { role scope { id } } } } }',
      {},
      { as },
    )
  ).data.viewer.person.roles;

describe('a teacher’s request for a school', () => {
  it('is decided by the head of that school or a librarian, and gives the role', async () => {
    await grant(app.database, 'head', 'SCHOOL_HEAD', 'SCHOOL', schoolId);
    const mails = (await mailsTo(app, 'head@people.test')).length;
    const request = await ask();
    expect(request).toMatchObject({
      kind: 'SchoolRequest',
      state: 'PENDING',
      viewerCan: ['WITHDRAW'],
      person: { name: 'stranger of the test' },
    });
    expect((await mailTo(app, 'head@people.test', mails + 1)).text).toContain(`Школа № ${count}`);
    for (const as of ['stranger', 'teacher', 'coordinator', 'door'] as const) {
      expect([as, (await decide(request.id, true, as)).kind]).toEqual([as, 'FORBIDDEN']);
    }
    expect(await decide(request.id, true, 'head')).toMatchObject({ state: 'APPROVED', viewerCan: [] });
    expect(await rolesOf('stranger')).toContainEqual({ role: 'TEACHER', scope: { id: schoolId } });
    expect((await mailTo(app, 'stranger@people.test')).subject).toBe('Вас погоджено як учителя');
    expect(await decide(request.id, false, 'librarian')).toEqual({ kind: 'RequestDecided', state: 'APPROVED' });
    expect((await ask()).kind).toBe('AlreadyTeacher');
  });

  it('is not decided by the head of another school', async () => {
    const request = await ask();
    expect((await decide(request.id, true, 'head')).kind).toBe('FORBIDDEN');
    expect((await decide(request.id, false, 'librarian')).state).toBe('REJECTED');
    expect((await rolesOf('stranger')).some(({ scope }) => scope.id === schoolId)).toBe(false);
  });

  it('asked for twice at once is one', async () => {
    const [one, two] = await Promise.all([ask(), ask(), ask()]);
    expect([one.kind, one.id]).toEqual(['SchoolRequest', two.id]);
  });

  it('decided by two at once is decided once', async () => {
    const request = await ask();
    const answers = await Promise.all([decide(request.id, true, 'admin'), decide(request.id, false, 'librarian')]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['RequestDecided', 'SchoolRequest']);
  });

  it('is taken back by whoever asked, and by nobody else', async () => {
    const request = await ask();
    expect((await run(WITHDRAW, { id: request.id }, 'librarian')).kind).toBe('FORBIDDEN');
    expect((await run(WITHDRAW, { id: request.id }, 'stranger')).state).toBe('WITHDRAWN');
    expect((await run(WITHDRAW, { id: request.id }, 'stranger')).kind).toBe('RequestDecided');
    expect((await ask()).state).toBe('PENDING');
  });

  it('for a school that is not there is not found; nobody who is not signed in asks', async () => {
    expect((await run(ASK, { schoolId: personId('admin') }, 'stranger')).kind).toBe('NOT_FOUND');
    expect((await run(ASK, { schoolId: 'x' }, 'stranger')).kind).toBe('NOT_FOUND');
    expect((await ask(null)).kind).toBe('UNAUTHENTICATED');
  });
});
