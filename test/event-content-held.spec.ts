// What other parts of the program tell of events: roles, a person’s own data, the audit; and what a list of them costs.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContentLab, PUBLIC_WORDS } from './content-lab.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

const INVITE = `mutation ($input: InvitePersonInput!) { result: invitePerson(input: $input) {
  ... on RoleAssignment { id } ... on Refusal { kind message } } }`;
const door = (scopeId: string) => ({
  ...{ email: 'stranger@people.test', name: 'Хтось', language: 'uk', role: 'DOOR', scopeKind: 'EVENT', scopeId },
});

describe('a role for one event', () => {
  it('is given by the staff of its branch, and names the event once it is public', async () => {
    const words = { titleUk: 'Таємний вечір', titleEn: 'A secret evening', attendanceMode: 'ONLINE' };
    const { id } = await lab.made({ ...words, joinUrl: 'https://meet.example/x' });
    expect(await lab.outcome(INVITE, { input: door(id) }, { as: 'librarian' })).toBe('in');
    const scope = async () => {
      const { viewer } = await lab.data<{ viewer: { person: { roles: { scope: { nameUk: string } }[] } } }>(
        '{ viewer { person { roles { scope { nameUk nameEn } } } } }',
        {},
        { as: 'stranger' },
      );
      return viewer.person.roles.map((role) => role.scope);
    };
    // Whoever is at the door reads no draft.
    expect(await scope()).toEqual([{ nameUk: 'Подія, ще не опублікована', nameEn: 'An event not published yet' }]);
    must(await lab.schedule(id, { place: { online: true } }));
    must(await lab.publish(id));
    expect(await scope()).toEqual([{ nameUk: 'Таємний вечір', nameEn: 'A secret evening' }]);
  });

  it('is not given by the staff of another branch', async () => {
    const { id } = await lab.made();
    await lab.database.transaction((tx) => lab.grant(tx, 'coordinator', 'LIBRARIAN', lab.branches.next));
    expect(await lab.outcome(INVITE, { input: door(id) }, { as: 'coordinator' })).toBe('FORBIDDEN');
  });
});

it('one’s own data tells which events one wrote, and which days one counted', async () => {
  const exhibition = { opensOn: '2019-02-01', openWeekdays: [1, 2, 3, 4, 5, 6, 7] };
  const { id } = await lab.made({ kind: 'EXHIBITION', titleUk: 'Моя виставка', exhibition }, APPROVER);
  must(await lab.schedule(id, { place: { atBranch: true } }));
  must(await lab.publish(id));
  must(await lab.count(id, '2019-02-20', 17));
  const mine = async (as: 'approver' | 'librarian') => {
    const { myData } = await lab.data<{ myData: { events: { id: string }[]; exhibitionDays: object[] } }>(
      '{ myData }',
      {},
      { as },
    );
    return { events: myData.events.map((event) => event.id), days: myData.exhibitionDays };
  };
  expect(await mine('approver')).toEqual({ events: [id], days: [] });
  const { events, days } = await mine('librarian');
  expect(events).not.toContain(id);
  expect(days).toMatchObject([{ eventId: id, date: '2019-02-20', visitors: 17 }]);
});

it('an event that serves no measure any more is edited as it is', async () => {
  const { id } = await lab.made();
  await lab.database.transaction((tx) => tx.execute(`delete from event_measure where event_id = '${id}'`));
  const edited = await lab.edit({ id, version: 1 }, { titleUk: 'Інша' });
  expect(edited).toMatchObject({ titleUk: 'Інша', measures: [], primaryMeasure: null });
  const { schools } = lab.measures;
  expect(await lab.edit(edited, { primaryMeasureId: schools })).toMatchObject({ measures: [{ number: '12' }] });
});

describe('the number of SQL statements', () => {
  it.each([
    ['nobody', NOBODY],
    ['staff', LIBRARIAN],
  ])('is the same for one event and for twenty, for %s', async (_, asking) => {
    for (let at = 0; at < 20; at += 1) await lab.published();
    const staff = 'staff { notes author cloneOf { id } exhibitionDays { date } }';
    const query = `query ($first: Int!) { events(first: $first) { edges { node {
      ${PUBLIC_WORDS} ${staff} } } } }`;
    const countOf = async (first: number) => {
      const before = lab.app.queries.length;
      const { events } = await lab.data<{ events: { edges: object[] } }>(query, { first }, asking);
      expect(events.edges).toHaveLength(first);
      return lab.app.queries.length - before;
    };
    expect(await countOf(20)).toBe(await countOf(1));
  });
});

describe('the audit', () => {
  it('tells what changed, and of contacts and links only that they did', async () => {
    const event = await lab.made({
      attendanceMode: 'ONLINE',
      joinUrl: 'https://meet.example/secret',
      staffNotes: 'таємно: Ганна',
    });
    must(
      await lab.edit(event, {
        staffNotes: 'таємно: Ольга',
        titleUk: 'Нова',
        tags: ['а'],
        contact: { phone: '123' },
        joinUrl: null,
      }),
    );
    const [created, changed] = await lab.audit(event.id);
    expect(created).toMatchObject({ action: 'CREATE', thingKind: 'Event', scopeIds: [lab.branches.central] });
    expect(changed?.changes).toEqual([
      { field: 'titleUk', before: 'Клуб читачів', after: 'Нова' },
      { field: 'joinUrl', before: '•••', after: null },
      { field: 'contactPhone', before: '•••', after: '•••' },
      { field: 'tags', before: [], after: ['а'] },
      { field: 'staffNotes', before: '•••', after: '•••' },
    ]);
    expect(JSON.stringify([created, changed])).not.toMatch(/secret|380 44|events@example|таємно/);
  });
});
