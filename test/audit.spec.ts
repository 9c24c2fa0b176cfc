import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SignIn } from './app.ts';
import { ContentLab } from './content-lab.ts';
import { personId } from './people.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

interface Line {
  action: string;
  thingKind: string;
  actorName: string | null;
  actorId: string | null;
  via: string;
  at: string;
  requestId: string | null;
  changes: { field: string; before: string | null; after: string | null }[];
}
const LINES = `query ($thingId: ID, $actorId: ID, $first: Int! = 100, $after: String) {
  audit(thingId: $thingId, actorId: $actorId, first: $first, after: $after) {
    edges { cursor node { action thingKind actorName actorId via at requestId changes { field before after } } } pageInfo { hasNextPage } } }`;
interface Page {
  audit: { edges: { cursor: string; node: Line }[]; pageInfo: { hasNextPage: boolean } };
}
const lines = async (filter: object, as: SignIn = 'admin') => {
  const { data, errors } = await lab.app.gql<Page>(LINES, { ...filter }, { as });
  if (errors) throw new Error(errors[0]?.message);
  return data.audit.edges.map(({ node }) => node);
};

describe('the audit of an event', () => {
  it('tells who did what when, with what was before and after', async () => {
    const online = { attendanceMode: 'ONLINE', joinUrl: 'https://meet.example/x' };
    const event = await lab.made({ ...online, titleUk: 'Перша назва' });
    must(await lab.edit(event, { titleUk: 'Друга назва' }));
    const session = must(await lab.schedule(event.id, { place: { online: true } }));
    must(await lab.publish(event.id));
    must(await lab.take('CANCEL', session.id));
    const [cancelling, published, scheduled, updated, created, ...more] = await lines({ thingId: event.id });
    const common = { thingKind: 'Event', via: 'SESSION', at: '2019-03-01T08:00:00.000Z' };
    const librarian = { ...common, actorName: 'librarian of the test', actorId: personId('librarian') };
    const approver = { ...common, actorName: 'approver of the test', actorId: personId('approver') };
    expect([cancelling, published, scheduled, updated, created, ...more]).toMatchObject([
      { ...librarian, action: 'UPDATE', changes: [{ field: 'sessions', after: expect.stringContaining('CANCELLED') }] },
      { ...approver, action: 'PUBLISH' },
      { ...librarian, action: 'UPDATE', changes: [{ field: 'sessions' }] },
      {
        ...{ ...librarian, action: 'UPDATE' },
        changes: [{ field: 'titleUk', before: '"Перша назва"', after: '"Друга назва"' }],
      },
      { ...librarian, action: 'CREATE' },
    ]);
    expect(created!.changes).toContainEqual({ field: 'titleUk', before: null, after: '"Перша назва"' });
    expect(created!.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const [cancelled] = await lines({ thingId: session.id });
    expect(cancelled).toMatchObject({ ...librarian, thingKind: 'Session', action: 'CANCEL' });
    expect(cancelled!.changes).toContainEqual({ field: 'reason', before: null, after: '"Захворів ведучий"' });
  });

  it('has no line for what was refused, nor for an edit that changed nothing', async () => {
    const event = await lab.published();
    const before = await lines({ thingId: event.id });
    const refused = [
      await lab.edit({ id: event.id, version: 1 }, { titleUk: 'Запізно' }),
      await lab.edit(event, { audienceIds: [] }),
      await lab.publish(event.id),
    ];
    expect(refused.map(({ kind }) => kind)).toEqual(['ChangedMeanwhile', 'NotReady', 'WrongStatus']);
    must(await lab.edit(event, { titleUk: event['titleUk'] }));
    expect(await lines({ thingId: event.id })).toEqual(before);
  });

  it('is read by the staff of its branch and by administrators, and by nobody else', async () => {
    const event = await lab.made();
    await lab.database.transaction((tx) => lab.grant(tx, 'coordinator', 'LIBRARIAN', lab.branches.next));
    const seen = async (as: SignIn) => (await lines({ thingId: event.id }, as)).length;
    expect(await seen('admin')).toBe(1);
    expect(await seen('librarian')).toBe(1);
    expect(await seen('approver')).toBe(1);
    for (const as of [
      'stranger',
      'coordinator',
      'teacher',
      'head',
      'door',
      'trainer',
      'reporter',
      'nominator',
    ] as const) {
      expect([as, await seen(as)]).toEqual([as, 0]);
    }
    const { errors } = await lab.app.gql(LINES, {}, { as: null });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

it('one’s own deeds everybody reads, page by page, newest first', async () => {
  for (let n = 0; n < 5; n += 1) await lab.made({ titleUk: `Сторінка ${n}` });
  const all = await lines({ actorId: personId('librarian') }, 'librarian');
  const paged: Line[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data }: { data: Page } = await lab.app.gql<Page>(
      LINES,
      { actorId: personId('librarian'), first: 2, after },
      { as: 'librarian' },
    );
    paged.push(...data.audit.edges.map(({ node }) => node));
    more = data.audit.pageInfo.hasNextPage;
    after = data.audit.edges.at(-1)?.cursor ?? null;
  }
  expect(paged).toEqual(all);
  expect(all.length).toBeGreaterThanOrEqual(5);
});

it('is written with what it tells of: a transaction that fails leaves neither', async () => {
  const count = async () => (await lab.app.database.reader.execute('select id from audit_entry')).length;
  const before = await count();
  await lab.app.database.reader.execute(`alter table event_measure add constraint broken check (false) not valid`);
  try {
    await expect(lab.made()).rejects.toThrow();
  } finally {
    await lab.app.database.reader.execute(`alter table event_measure drop constraint broken`);
  }
  expect(await count()).toBe(before);
});

it.each([
  'update audit_entry set action = action',
  'delete from audit_entry',
  'truncate audit_entry',
  'truncate audit_entry cascade',
])('the database refuses %j', async (statement) => {
  await lab.made();
  const outcome = await lab.app.database.reader.execute(statement).then(
    () => 'done',
    (error: unknown) => String((error as Error).cause),
  );
  expect(outcome).toContain('append-only');
});

it('holds neither names nor addresses nor secrets of people', async () => {
  await lab.app.gql(
    'mutation ($id: ID!) { updatePerson(input: { id: $id, version: 1, name: "Нове Ім’я", email: "new@kyiv.ua" }) { __typename } }',
    { id: personId('trainer') },
    { as: 'admin' },
  );
  const [line] = await lines({ thingId: personId('trainer') });
  expect(line!.changes).toEqual([
    { field: 'name', before: '"•••"', after: '"•••"' },
    { field: 'email', before: '"•••"', after: '"•••"' },
  ]);
});
