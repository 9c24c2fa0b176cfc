// An exhibition that says nothing of its days is open on those of its dates: the ones on which visitors were counted stay.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { branches } from '../src/venues/places/branch.tables.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { bookingOf, MOVE, must, PLACE, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
  await lab.database.transaction((tx) => lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.next));
});
afterEach(() => lab.app.clock.set('2019-03-01T08:00:00Z'));
afterAll(() => lab.app.stop());

const AT_BRANCH = { atBranch: true };
const DAYS = '... on CountedDays { dates }';
const COUNT = `mutation ($eventId: ID!, $date: LocalDate!) { result: recordExhibitionDay(eventId: $eventId, date: $date, visitors: 5) {
  ... on Event { id } ... on Refusal { kind message } } }`;
const UPDATE = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) {
  ... on Event { id version } ... on Refusal { kind message } } }`;
const EDITED = `... on SessionsDiff { counts { moves } } ... on Refusal { kind message } ${DAYS}`;
const EDIT = `mutation ($input: EditSessionsInput!) { result: editSessions(input: $input) { ${EDITED} } }`;
const PREVIEW = `query ($input: EditSessionsInput!) { result: previewSessionsEdit(input: $input) { ${EDITED} } }`;
const COUNTED = `query ($id: ID!) { result: event(id: $id) { staff { exhibitionDays { date } } } }`;

const count = async (eventId: string, ...dates: string[]) => {
  for (const date of dates) must(await lab.asked<Told>(COUNT, { eventId, date }, LIBRARIAN));
};
const counted = async (id: string) => {
  const { staff } = await lab.asked<{ staff: { exhibitionDays: { date: string }[] } }>(COUNTED, { id }, LIBRARIAN);
  return staff.exhibitionDays.map(({ date }) => date);
};
const asking = async (query: string, input: object) =>
  lab.asked<Told>(query.replace('... on Refusal', `${DAYS} ... on Refusal`), { input }, LIBRARIAN);
const moving = ({ id, version }: Told, parts: object, query = MOVE) => asking(query, { id, version, ...parts });

/** From 6 to 12 March 2019 and on the 20th; it is the 9th, and visitors were counted on the 6th and 8th. */
async function visited(ofEvent: object = {}): Promise<{ id: string; first: Told; last: Told }> {
  const everyDay = { openWeekdays: [1, 2, 3, 4, 5, 6, 7] };
  const { id } = await lab.draft({ kind: 'EXHIBITION', exhibition: everyDay, ...ofEvent });
  await lab.arrange(id, 'SERIES');
  const place = AT_BRANCH;
  const long = { startDate: '2019-03-06', endDate: '2019-03-12' };
  const { id: first } = must(await lab.schedule(id, { ...long, place }));
  const { id: last } = must(await lab.schedule(id, { startDate: '2019-03-20', place }));
  const published = await lab.publish(id);
  if (published.kind) throw new Error(published.message);
  lab.app.clock.set('2019-03-09T08:00:00Z');
  await count(id, '2019-03-06', '2019-03-08');
  return { id, first: (await lab.session(first))!, last: (await lab.session(last))! };
}

describe('days on which visitors were counted', () => {
  it('are not moved away from', async () => {
    const { id, first } = await visited();
    const refused = await moving(first, { startDate: '2019-03-07', endDate: '2019-03-12' });
    expect(refused).toMatchObject({ kind: 'CountedDays', dates: ['2019-03-06'] });
    expect(refused.message).toContain('06.03.2019');
    expect(await lab.session(first.id)).toMatchObject({ version: first.version, startDate: '2019-03-06' });
    expect(await moving(first, { startDate: '2019-03-10' })).toMatchObject({ dates: ['2019-03-06', '2019-03-08'] });
    const shorter = must(await moving(first, { startTime: '11:00', endDate: '2019-03-09', endTime: '18:00' }));
    expect(shorter).toMatchObject({ startDate: '2019-03-06', endDate: '2019-03-09' });
    expect(await counted(id)).toEqual(['2019-03-06', '2019-03-08']);
  });

  it('are free to be moved away from once the exhibition says when it opens', async () => {
    const { id, first } = await visited();
    const { version } = await lab.eventRow(id);
    must(await lab.asked<Told>(UPDATE, { input: { id, version, exhibition: { opensOn: '2019-03-06' } } }));
    expect(must(await moving((await lab.session(first.id))!, { startDate: '2019-03-10' })).id).toBe(first.id);
    expect(await counted(id)).toEqual(['2019-03-06', '2019-03-08']);
  });

  it('stay when the exhibition no longer says when it opens', async () => {
    const { id } = await visited({ exhibition: { openWeekdays: [1, 2, 3, 4, 5, 6, 7], opensOn: '2019-03-02' } });
    await count(id, '2019-03-04');
    const { version } = await lab.eventRow(id);
    const told = await lab.asked<Told>(UPDATE, { input: { id, version, exhibition: { opensOn: null } } });
    expect(told).toMatchObject({ kind: 'CountedDays', message: expect.stringContaining('04.03.2019') });
    expect(await counted(id)).toEqual(['2019-03-04', '2019-03-06', '2019-03-08']);
  });

  it('are not moved away from by the booking of their room', async () => {
    const place = lab.inRoom(await lab.aRoom());
    const { id } = await lab.draft({ kind: 'EXHIBITION', exhibition: { openWeekdays: [1, 2, 3, 4, 5, 6, 7] } });
    const session = must(await lab.schedule(id, { startDate: '2019-03-06', place }));
    await lab.publish(id);
    lab.app.clock.set('2019-03-06T08:00:00Z');
    await count(id, '2019-03-06');
    const booking = bookingOf(session)!;
    const change = { id: booking.id, version: booking.version, startDate: '2019-03-20', endDate: '2019-03-20' };
    expect(await lab.changeBooking(change)).toMatchObject({
      ...{ kind: 'ServesEvent', message: expect.stringContaining('вже пораховано відвідувачів') },
    });
    expect(await lab.session(session.id)).toMatchObject({ startDate: '2019-03-06' });
  });

  it('are not moved away from with a place for what had none', async () => {
    const { first } = await visited();
    const lost = must(await moving(first, { place: { roomToBeFound: true } }));
    const refused = await moving(lost, { startDate: '2019-03-10', place: AT_BRANCH }, PLACE);
    expect(refused).toMatchObject({ kind: 'CountedDays', dates: ['2019-03-06', '2019-03-08'] });
    expect(must(await moving(lost, { place: AT_BRANCH }, PLACE))['place']).toBe('BRANCH');
  });

  it.each(['REFUSE', 'KEEP'])(
    'are not moved away from by an edit of dates, nor in its preview: %s',
    async (onConflict) => {
      const { id, first, last } = await visited();
      const input = async (from: Told, scope: string, change: object) => ({
        ...{ eventId: id, version: (await lab.eventRow(id)).version, from: from.id, scope, change, onConflict },
      });
      const away = await input(first, 'THIS', { shiftDays: 3 });
      for (const query of [PREVIEW, EDIT]) {
        const told = await lab.asked<Told>(query, { input: away });
        expect(told).toMatchObject({ kind: 'CountedDays', dates: ['2019-03-06', '2019-03-08'] });
      }
      expect(await lab.session(first.id)).toMatchObject({ version: first.version });
      const later = await input(last, 'ALL', { shiftDays: 1 });
      for (const query of [PREVIEW, EDIT]) {
        expect(await lab.asked<Told>(query, { input: later })).toMatchObject({ counts: { moves: 1 } });
      }
    },
  );

  it('stay days of an exhibition that goes to a branch by another clock', async () => {
    const zoneOfNext = (zone: string) =>
      lab.database.transaction((tx) => tx.update(branches).set({ zone }).where(eq(branches.id, lab.branches.next)));
    await zoneOfNext('Europe/Warsaw');
    const { id, first } = await visited();
    const { version } = await lab.eventRow(id);
    must(await lab.asked<Told>(UPDATE, { input: { id, version, branchId: lab.branches.next } }));
    expect(await lab.session(first.id)).toMatchObject({
      ...{ startDate: '2019-03-06', endDate: '2019-03-12', zone: 'Europe/Warsaw' },
    });
    expect(await counted(id)).toEqual(['2019-03-06', '2019-03-08']);
    await count(id, '2019-03-06');
    await zoneOfNext('Europe/Kyiv');
  });

  it('are kept where a date is called off', async () => {
    const { id, first } = await visited();
    must(await lab.take('CANCEL', first.id));
    expect(await counted(id)).toEqual(['2019-03-06', '2019-03-08']);
    expect(must(await lab.take('REVIVE', first.id))['happeningStatus']).toBe('CONFIRMED');
  });
});
