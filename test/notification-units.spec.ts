// What becomes of those who are registered when one registers for something else, and how many people an edit touches.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PREVIEW_EDIT, SET_UNIT } from './event-series-lab.ts';
import { calendarsIn, linksIn, NotificationLab } from './notification-lab.ts';
import { rostersOfEvents } from '../src/registration/record/roster.store.ts';
import { must, type Told } from './session-lab.ts';

jest.setTimeout(90_000);

let lab: NotificationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(() => lab.fresh());

/** A published series of three dates with a roster for each of these capacities. */
async function aSeries(...capacities: number[]) {
  const event = await lab.draft({
    ...{ kind: 'THEMATIC_LESSON', primaryMeasureId: lab.measures.schools },
    ...{ attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/lesson' },
  });
  await lab.arrange(event.id, 'SERIES');
  const sessions: Told[] = [];
  for (const startDate of ['2019-04-24', '2019-05-02', '2019-05-15']) {
    sessions.push(must(await lab.schedule(event.id, { startDate, place: { online: true } })));
  }
  must(await lab.publish(event.id));
  const rosterIds: string[] = [];
  for (const [at, capacity] of capacities.entries()) {
    const settings = { mode: 'OPEN', capacity, confirmsEmail: false };
    rosterIds.push(must(await lab.saveRoster({ eventId: event.id, sessionId: sessions[at]!.id, ...settings })).id);
  }
  return { event, sessions, rosterIds };
}

async function convert(eventId: string, unit: 'WHOLE' | 'SESSION', conversion?: string) {
  const { version } = await lab.eventRow(eventId);
  return lab.asked<Told>(SET_UNIT, { input: { eventId, version, unit, conversion } });
}
const rosterOf = async (eventId: string, sessionId: string | null) =>
  (await rostersOfEvents(lab.database.reader, [eventId])).find((roster) => roster.sessionId === sessionId)!;

describe('who is registered for dates', () => {
  it('is registered for the whole once, the surest way; for whom there is no room waits, and each hears it once', async () => {
    const { event, sessions, rosterIds } = await aSeries(3, 2, 5);
    for (const rosterId of rosterIds.slice(0, 2)) await lab.registered(rosterId, { email: 'all@example.org' });
    await lab.registered(rosterIds[0]!, { email: 'one@example.org' });
    await lab.registered(rosterIds[2]!, { email: 'more@example.org' });
    await lab.fresh();
    expect(await convert(event.id, 'WHOLE')).toMatchObject({ kind: 'ConversionNeeded', registered: 4 });
    must(await convert(event.id, 'WHOLE', 'KEEP_AS_WHOLE'));
    const whole = await rosterOf(event.id, null);
    expect(whole).toMatchObject({ capacity: 2, held: 2, waiting: 1 });
    const rows = await lab.registrationsOf(whole.id);
    expect(rows.map(({ email, status }) => [email, status])).toEqual([
      ['all@example.org', 'CONFIRMED'],
      ['one@example.org', 'CONFIRMED'],
      ['more@example.org', 'WAITLISTED'],
    ]);
    const told = await lab.one('one@example.org');
    expect(told.mail.subject).toBe('Вашу реєстрацію перенесено: Клуб читачів');
    const parts = calendarsIn(told);
    expect(parts.map(({ method, uid }) => [method, uid])).toEqual(
      sessions.map(({ id }) => ['REQUEST', `${id}@zakhid`]),
    );
    expect((await lab.one('more@example.org')).mail.subject).toContain('Ви в черзі під номером 1');
    await lab.one('all@example.org');
    expect(await lab.byLink('cancel', linksIn(told)[0]!)).toMatchObject({ receipt: { status: 'CANCELLED' } });
  });

  it('begins anew where that is said, and reads why', async () => {
    const { event, rosterIds } = await aSeries(3);
    await lab.registered(rosterIds[0]!, { email: 'anew@example.org' });
    await lab.fresh();
    must(await convert(event.id, 'WHOLE', 'START_ANEW'));
    const told = await lab.one('anew@example.org');
    expect(told.mail.text).toContain('зареєструйтеся, будь ласка, ще раз');
    expect(calendarsIn(told)).toMatchObject([{ method: 'CANCEL' }]);
    expect((await lab.registrationsOf(rosterIds[0]!)).map(({ status, endedBy }) => [status, endedBy])).toEqual([
      ['CANCELLED', 'EVENT'],
    ]);
  });
});

it('who is registered for the whole is registered for each date, told once, with a link for each', async () => {
  const { event, sessions } = await aSeries();
  must(await convert(event.id, 'WHOLE'));
  const saved = must(await lab.saveRoster({ eventId: event.id, mode: 'OPEN', capacity: 4, confirmsEmail: false }));
  await lab.registered(saved.id, { email: 'each@example.org', seats: 2 });
  await lab.fresh();
  must(await convert(event.id, 'SESSION', 'SPREAD_TO_SESSIONS'));
  for (const { id } of sessions) {
    const roster = await rosterOf(event.id, id);
    expect(roster).toMatchObject({ capacity: 4, held: 2, mode: 'OPEN' });
  }
  const told = await lab.one('each@example.org');
  expect(told.mail.subject).toBe('Вашу реєстрацію перенесено: Клуб читачів');
  expect(linksIn(told)).toHaveLength(3);
  expect(calendarsIn(told).map(({ uid }) => uid)).toEqual(sessions.map(({ id }) => `${id}@zakhid`));
  expect(await rosterOf(event.id, null)).toMatchObject({ held: 0 });
});

it('a preview of an edit says how many people it touches, each counted once', async () => {
  const { event, sessions, rosterIds } = await aSeries(9, 9, 9);
  for (const rosterId of rosterIds) await lab.registered(rosterId, { email: 'often@example.org' });
  await lab.registered(rosterIds[1]!, { email: 'second@example.org' });
  await lab.registered(rosterIds[0]!, { email: 'first@example.org' });
  const { version } = await lab.eventRow(event.id);
  const touched = async (scope: string, from: string) => {
    const input = { eventId: event.id, version, from, scope, change: { startTime: '09:15' } };
    const diff = await lab.asked<{ counts: { peopleTouched: number } }>(PREVIEW_EDIT, { input });
    return diff.counts.peopleTouched;
  };
  expect(await touched('ALL', sessions[0]!.id)).toBe(3);
  expect(await touched('FOLLOWING', sessions[1]!.id)).toBe(2);
});
