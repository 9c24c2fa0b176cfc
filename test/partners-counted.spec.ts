// What is counted, listed, found and subscribed to is ours alone, whatever partners promote and keep.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids/id.ts';
import { FeedLab } from './feed-lab.ts';
import { calendarOf, hourOf } from './partner-lab.ts';

let lab: FeedLab;
beforeAll(async () => {
  lab = await FeedLab.start();
  await lab.held('2019-03-20');
});
afterAll(() => lab.app.stop());

const COUNTED = `query ($measureId: ID!) {
  programme(first: 10) { totalCount edges { node { id } } facets {
    kinds { value count } audiences { audience { slug } count } branches { branch { slug } count } districts { count }
    measures { count } modes { value count } languages { value count } accessibility { stepFree signLanguage } } }
  events(first: 10) { edges { node { id } } }
  measure(id: $measureId) { sessionCounts { planned held cancelled postponed asFurther } }
  feeds(first: 50, of: [AUDIENCE, BRANCH, DISTRICT, KIND, MEASURE, GOAL]) { edges { node { address upcomingSessions } } } }`;
const FEEDS = ['audiences/pupils', 'branches/central', 'search'].flatMap((of) =>
  ['ics', 'atom', 'json'].map((extension) => `/feeds/${of}.${extension}`),
);

async function ours() {
  const told = await lab.data(COUNTED, { measureId: lab.measures.schools }, { as: null });
  const feeds = await Promise.all(FEEDS.map(async (path) => (await lab.fetch(path)).text()));
  const rows = await lab.database.reader.execute(
    'select (select count(*) from event) as events, (select count(*) from event_session) as sessions, (select count(*) from booking) as bookings, (select count(*) from roster) as rosters',
  );
  return { told, feeds, rows: [...rows] };
}

async function brought(input: Record<string, unknown>) {
  const { added } = await lab.data<{ added: { id: string } }>(
    'mutation ($input: AddPartnerCalendarInput!) { added: addPartnerCalendar(input: $input) { ... on PartnerCalendar { id } } }',
    { input: { key: newId(), branchId: lab.branches.central, name: 'Філармонія', ...input } },
    { as: 'librarian' },
  );
  const text = calendarOf(hourOf('a', '20190320T100000'), hourOf('b', '20190321T100000', 'RRULE:FREQ=DAILY;COUNT=9'));
  const uploadId = await lab.app.upload(text, 'calendar.ics', 'librarian');
  return lab.data(
    `mutation ($input: ImportPartnerCalendarInput!) { read: importPartnerCalendar(input: $input) {
      ... on PartnerCalendarRead { added conflicts } ... on Refusal { kind message } } }`,
    { input: { key: newId(), id: added.id, uploadId } },
    { as: 'librarian' },
  );
}

it('no list, total, facet, count of a measure or feed of ours is otherwise for them', async () => {
  const before = await ours();
  expect(before.told).toMatchObject({ programme: { totalCount: 1 }, measure: { sessionCounts: { planned: 1 } } });
  const audienceIds = [lab.audiences['PUPILS']];
  expect(await brought({ purpose: 'PROMOTED', audienceIds })).toEqual({ read: { added: 10, conflicts: 0 } });
  expect(await brought({ purpose: 'BUSY', roomId: lab.rooms.hallA })).toEqual({ read: { added: 10, conflicts: 0 } });
  expect(
    (await lab.data<{ externalItems: { edges: unknown[] } }>('{ externalItems(first: 50) { edges { node { id } } } }'))
      .externalItems.edges,
  ).toHaveLength(10);
  // Not from what was kept: nothing of it was changed, so all is read and written anew.
  await lab.database.reader.execute("notify feeds, '*'");
  expect(await ours()).toEqual(before);
});
