// What those who are registered hear of changes of sessions: one mail for each act and person, whatever it changed.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { calendarsIn, linksIn, NotificationLab } from './notification-lab.ts';
import { CANCEL_MANY } from './event-series-lab.ts';
import { must, SCHEDULE, STEPS } from './session-lab.ts';

jest.setTimeout(60_000);

const ONLINE = { attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/lesson' };

let lab: NotificationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

/** A roster with somebody of an address of its own. */
async function withOne(email: string, parts: Record<string, unknown> = {}) {
  const made = await lab.aRoster({ capacity: 3, ...parts });
  const { id } = await lab.registered(made.rosterId, { email });
  await lab.fresh();
  return { ...made, id };
}

/** A published event of three dates, one registers for all of them or for each. */
async function aSeries(unit: 'WHOLE' | 'SESSION') {
  const event = await lab.draft({ ...ONLINE, kind: 'THEMATIC_LESSON', primaryMeasureId: lab.measures.schools });
  await lab.arrange(event.id, unit === 'WHOLE' ? 'COURSE' : 'SERIES');
  const sessions = [];
  for (const startDate of ['2019-04-24', '2019-05-02', '2019-05-15']) {
    sessions.push(must(await lab.schedule(event.id, { startDate, place: { online: true } })));
  }
  must(await lab.publish(event.id));
  return { event, sessions };
}

describe('a session', () => {
  it('that is moved is told once to whoever is registered, with the sequence of the feed', async () => {
    const { session, rosterId } = await withOne('a@example.org');
    await lab.withoutPlace(rosterId, 'waits@example.org');
    await lab.fresh();
    const other = await withOne('other@example.org');
    await lab.move(session, { startTime: '12:15', endTime: '13:00' });
    const told = await lab.one('a@example.org');
    expect(told.mail.subject).toBe('Новий час: Клуб читачів');
    expect(told.mail.text).toContain('середа, 24 квітня 2019, 11:00–11:45 → середа, 24 квітня 2019, 12:15–13:00');
    const row = await lab.row(session.id);
    expect(row.sequence).toBe(1);
    const part = { method: 'REQUEST', uid: `${session.id}@zakhid`, sequence: 1, start: '2019-04-24T12:15:00' };
    expect(calendarsIn(told)).toMatchObject([part]);
    expect(await lab.to('other@example.org')).toEqual([]);
    expect((await lab.registration(other.id)).status).toBe('CONFIRMED');
    // Who waits has nothing in the calendar, and hears of it all the same.
    expect(calendarsIn(await lab.one('waits@example.org'))).toEqual([]);
    const [manage] = linksIn(told);
    expect(await lab.byLink('cancel', manage!)).toMatchObject({ receipt: { status: 'CANCELLED' } });
  });

  it('that is cancelled is taken out of calendars; one that is revived comes back', async () => {
    const { session } = await withOne('b@example.org');
    await lab.take('CANCEL', session.id);
    const told = await lab.one('b@example.org');
    expect(told.mail.subject).toBe('Скасовано: Клуб читачів');
    expect(told.mail.text).toContain('Причина: Захворів ведучий');
    const part = { uid: `${session.id}@zakhid`, attendees: ['mailto:b@example.org'] };
    expect(calendarsIn(told)).toMatchObject([{ ...part, method: 'CANCEL', status: 'CANCELLED', sequence: 1 }]);
    await lab.fresh();
    await lab.take('REVIVE', session.id);
    const back = await lab.one('b@example.org');
    expect(back.mail.subject).toBe('Знову відбудеться: Клуб читачів');
    expect(calendarsIn(back)).toMatchObject([{ ...part, method: 'REQUEST', status: 'CONFIRMED', sequence: 2 }]);
  });

  it('that is postponed or moved online is told as that', async () => {
    const roomId = await lab.aRoom();
    const { session } = await lab.aRoster({}, {}, { place: lab.inRoom(roomId) });
    const [roster] = [await lab.rosterOf(session.id)];
    await lab.registered(roster.id, { email: 'c@example.org' });
    await lab.fresh();
    await lab.take('MOVE_ONLINE', session.id);
    const online = await lab.one('c@example.org');
    expect(online.mail.subject).toBe('Тепер онлайн: Клуб читачів');
    expect(online.mail.text).toContain('https://meet.example.org/lesson');
    await lab.fresh();
    await lab.take('POSTPONE', session.id);
    expect((await lab.one('c@example.org')).mail.subject).toBe('Відкладено: Клуб читачів');
  });

  it('of which a calendar shows nothing new is not told', async () => {
    const { event, session } = await withOne('d@example.org');
    await lab.app.gql(
      'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { __typename } }',
      { input: { id: event.id, version: (await lab.eventRow(event.id)).version, staffNotes: 'Принести проєктор' } },
      { as: 'librarian' },
    );
    await lab.take('CONFIRM', session.id);
    expect(await lab.to('d@example.org')).toEqual([]);
  });

  it('that is changed without mail is told to nobody', async () => {
    const { session } = await withOne('e@example.org');
    const silently = STEPS.CANCEL.replace('mutation (', 'mutation ($withoutMail: String, ').replace(
      'cancelSession(',
      'cancelSession(withoutMail: $withoutMail, ',
    );
    const variables = { id: session.id, reason: 'Захворів ведучий', withoutMail: 'Усім уже зателефонували' };
    await lab.asked(silently, variables);
    expect((await lab.row(session.id)).happeningStatus).toBe('CANCELLED');
    expect(await lab.to('e@example.org')).toEqual([]);
  });
});

describe('an act on several sessions', () => {
  it('is one mail for who is registered for each, with a calendar part for every date', async () => {
    const { event, sessions } = await aSeries('SESSION');
    for (const { id } of sessions) {
      const saved = await lab.saveRoster({
        eventId: event.id,
        sessionId: id,
        mode: 'OPEN',
        capacity: 9,
        confirmsEmail: false,
      });
      await lab.registered(saved.id, { email: 'f@example.org' });
      if (id === sessions[0]!.id) await lab.registered(saved.id, { email: 'g@example.org' });
    }
    await lab.fresh();
    const { version } = await lab.eventRow(event.id);
    const input = { eventId: event.id, version, from: sessions[0]!.id, scope: 'ALL', reason: 'Ремонт' };
    must(await lab.asked<{ kind?: string }>(CANCEL_MANY, { input }));
    const told = await lab.one('f@example.org');
    expect(calendarsIn(told).map(({ uid }) => uid)).toEqual(sessions.map(({ id }) => `${id}@zakhid`));
    expect(new Set(calendarsIn(told).map(({ method }) => method))).toEqual(new Set(['CANCEL']));
    expect(linksIn(told)).toHaveLength(3);
    expect(calendarsIn(await lab.one('g@example.org'))).toHaveLength(1);
  });

  it('of a course is told to whoever takes it, and of a date to them as well', async () => {
    const { event, sessions } = await aSeries('WHOLE');
    const saved = await lab.saveRoster({ eventId: event.id, mode: 'OPEN', capacity: 9, confirmsEmail: false });
    await lab.registered(saved.id, { email: 'h@example.org' });
    const invited = await lab.one('h@example.org');
    expect(calendarsIn(invited).map(({ uid }) => uid)).toEqual(sessions.map(({ id }) => `${id}@zakhid`));
    await lab.fresh();
    await lab.take('CANCEL', sessions[1]!.id);
    expect(calendarsIn(await lab.one('h@example.org'))).toMatchObject([
      { method: 'CANCEL', uid: `${sessions[1]!.id}@zakhid` },
    ]);
  });
});

it('SCHEDULE of a further date is no change of theirs', async () => {
  const { event } = await withOne('i@example.org');
  await lab.asked(SCHEDULE, { input: lab.dated(event.id, { startDate: '2019-06-05', place: { online: true } }) });
  expect(await lab.to('i@example.org')).toEqual([]);
});
