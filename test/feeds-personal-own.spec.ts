// What stands in a person's own calendar: what they take part in, how it stands with them, and nothing of others.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventSpeakers } from '../src/events/record/event.tables.ts';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { registrations } from '../src/registration/record/registration.tables.ts';
import { PersonalFeedLab } from './personal-feed-lab.ts';
import { must } from './session-lab.ts';

const ME = { as: 'stranger' } as const;
const MINE = 'stranger@people.test';

let lab: PersonalFeedLab;
let path: string;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
  ({ path } = await lab.made());
});
afterAll(() => lab.app.stop());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.database.transaction(async (tx) => {
    await tx.delete(registrations);
    await tx.delete(eventSpeakers);
  });
});

const shown = () => lab.calendar(path);

it('of nothing is a sound calendar as well', async () => {
  const { events, text } = await shown();
  expect([events, text.match(/^BEGIN:\w+/gm)?.slice(0, 2)]).toEqual([[], ['BEGIN:VCALENDAR', 'BEGIN:VTIMEZONE']]);
});

describe('what one is registered for', () => {
  it('stands there with its public UID, time and place, and says how it stands', async () => {
    const { session, rosterId } = await lab.aRoster({}, { titleUk: 'Лекція; про ґанок, та інше' });
    await lab.registered(rosterId, { email: MINE, seats: 3, name: 'Оксана Коваль' }, ME);
    await lab.registered(rosterId, { name: 'Хтось Інший', email: 'other@example.org' });
    const { events, find, title, text } = await shown();
    expect([title, events.length]).toEqual(['Мої події', 1]);
    const event = find(`${session.id}@zakhid`);
    expect(event('summary')).toBe('Лекція; про ґанок, та інше');
    expect([event('dtstart'), event('dtend')]).toEqual(['2019-04-24T11:00:00', '2019-04-24T11:45:00']);
    expect([event('sequence'), event('status'), event('transp')]).toEqual(['0', 'CONFIRMED', 'OPAQUE']);
    expect(event('description')).toContain('Ваш запис: місце підтверджено (місць: 3)');
    expect(event('description')).toContain('Приєднатися: https://meet.example.org/lesson');
    expect(text).not.toMatch(/Оксана|Хтось|other@|stranger@|ATTENDEE|zkc_|feeds\/me/);
  });

  it('of the account also where the address is not confirmed; of the address only once it is', async () => {
    const one = await lab.aRoster({ confirmsEmail: true }, { titleUk: 'За обліковим записом' });
    const two = await lab.aRoster({ confirmsEmail: true }, { titleUk: 'За адресою' });
    const three = await lab.aRoster({}, { titleUk: 'Хтось за нею' });
    await lab.registered(one.rosterId, { email: 'mine@elsewhere.test' }, ME);
    const unproven = await lab.registered(two.rosterId, { email: MINE });
    await lab.registered(three.rosterId, { email: MINE });
    let calendar = await shown();
    expect(calendar.uids).toEqual([`${one.session.id}@zakhid`]);
    const event = calendar.events[0]!;
    expect(event('status')).toBe('TENTATIVE');
    expect(event('description')).toContain(
      'Ваш запис для іншої людини: чекає на підтвердження адреси до 02.03.2019, 10:00',
    );
    expect(event('description')).not.toContain('Приєднатися');
    must(await lab.act('confirm', unproven.id));
    calendar = await shown();
    expect(calendar.uids.sort()).toEqual([`${one.session.id}@zakhid`, `${two.session.id}@zakhid`].sort());
    expect(calendar.find(two.session.id)('description')).toContain('Ваш запис: місце підтверджено');
  });

  it('says the place in the queue, moves up as others leave, and says until when an offer stands', async () => {
    const { session, rosterId } = await lab.aRoster({ capacity: 2, policy: 'STRICT' });
    const first = await lab.registered(rosterId, { seats: 2 });
    const waiting = await lab.registered(rosterId, { seats: 1 });
    await lab.registered(rosterId, { email: MINE }, ME);
    const seen = async () => (await shown()).find(session.id);
    let event = await seen();
    expect([event('status'), event('description')]).toEqual([
      'TENTATIVE',
      expect.stringContaining('Ваш запис: у черзі, місце 2'),
    ]);
    const stamp = event('last-modified');
    lab.app.clock.set('2019-03-02T08:00:00Z');
    must(await lab.act('cancel', waiting.id));
    event = await seen();
    expect(event('description')).toContain('у черзі, місце 1');
    expect([event('last-modified'), event('dtstamp')]).toEqual(['2019-03-02T08:00:00Z', '2019-03-02T08:00:00Z']);
    expect(stamp).toBe('2019-03-01T08:00:00Z');
    lab.app.clock.set('2019-03-03T08:00:00Z');
    must(await lab.act('cancel', first.id));
    event = await seen();
    expect(event('description')).toContain('запропоновано місць: 1, відповісти до 04.03.2019, 10:00');
    expect(event('status')).toBe('TENTATIVE');
    expect(event('sequence')).toBe('0');
  });

  it('goes when one cancels, and comes for every date of a whole event', async () => {
    const { event, session, rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { email: MINE }, ME);
    expect((await shown()).uids).toEqual([`${session.id}@zakhid`]);
    must(await lab.act('cancel', id));
    expect((await shown()).uids).toEqual([]);
    await lab.arrange(event.id, 'COURSE');
    const second = must(await lab.schedule(event.id, { place: { online: true }, startDate: '2019-05-02' }));
    const whole = must(await lab.saveRoster({ eventId: event.id, mode: 'OPEN', capacity: 9, confirmsEmail: false }));
    await lab.registered(whole.id, { email: MINE }, ME);
    expect((await shown()).uids).toEqual([`${session.id}@zakhid`, `${second.id}@zakhid`]);
  });

  it('stays as CANCELLED where the session is called off, for 30 days, and then goes; and raises SEQUENCE', async () => {
    const { session, rosterId } = await lab.aRoster();
    await lab.registered(rosterId, { email: MINE }, ME);
    must(await lab.take('CANCEL', session.id));
    const event = (await shown()).find(session.id);
    expect([event('status'), event('transp'), event('sequence')]).toEqual(['CANCELLED', 'TRANSPARENT', '1']);
    expect(event('summary')).toContain('Скасовано: ');
    expect(event('description')).toContain('Захворів ведучий');
    const without = await lab.made({ includeCancelled: false });
    expect((await lab.calendar(without.path)).uids).toEqual([]);
    lab.app.clock.set('2019-03-31T07:59:00Z');
    expect((await shown()).uids).toHaveLength(1);
    // Also before its date.
    lab.app.clock.set('2019-03-31T08:01:00Z');
    expect((await shown()).uids).toEqual([]);
  });

  it('stays so for 30 days also where its date has passed', async () => {
    const { session, rosterId } = await lab.aRoster();
    await lab.registered(rosterId, { email: MINE }, ME);
    lab.app.clock.set('2019-04-23T08:00:00Z');
    must(await lab.take('CANCEL', session.id));
    lab.app.clock.set('2019-05-23T07:59:00Z');
    expect((await shown()).uids).toEqual([`${session.id}@zakhid`]);
    lab.app.clock.set('2019-05-23T08:01:00Z');
    expect((await shown()).uids).toEqual([]);
  });

  it('is shown as many days back as was wished', async () => {
    const { session, rosterId } = await lab.aRoster();
    await lab.registered(rosterId, { email: MINE }, ME);
    const none = await lab.made({ pastDays: 0 });
    const uid = [`${session.id}@zakhid`];
    lab.app.clock.set('2019-04-24T08:44:00Z');
    expect((await lab.calendar(none.path)).uids).toEqual(uid);
    lab.app.clock.set('2019-04-24T08:46:00Z');
    expect((await lab.calendar(none.path)).uids).toEqual([]);
    lab.app.clock.set('2019-05-04T08:44:00Z');
    expect((await shown()).uids).toEqual(uid);
    lab.app.clock.set('2019-05-04T08:46:00Z');
    expect((await shown()).uids).toEqual([]);
  });

  it('is there no more once it was erased who it was', async () => {
    const { rosterId, session } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { email: MINE }, ME);
    expect((await shown()).uids).toEqual([`${session.id}@zakhid`]);
    await lab.database.transaction((tx) =>
      tx
        .update(registrations)
        .set({ personId: null, email: null, name: null, oneKey: null, purgedAt: lab.app.clock.now() })
        .where(eq(registrations.id, id as Id<'Registration'>)),
    );
    expect((await shown()).uids).toEqual([]);
  });
});

it('a class that one has brought stands there with its numbers, and nobody’s contact', async () => {
  const school = await lab.school();
  const { rosterId, session } = await lab.aRoster({}, { titleUk: 'Урок', titleEn: 'Lesson' });
  await lab.classIn(rosterId, school, { contactName: 'Ірина Мельник' }, { as: 'teacher' });
  const { path: hers } = await lab.made({ language: 'en' }, 'teacher');
  const calendar = await lab.calendar(hers);
  const event = calendar.find(session.id);
  expect([calendar.title, event('summary')]).toEqual(['My events', 'Lesson (9-А)']);
  expect(event('description')).toContain('9-А (pupils: 28, adults: 2): the place is confirmed');
  expect(calendar.text).not.toContain('Ірина');
  expect((await shown()).uids).toEqual([]);
});

it('where one speaks stands there, once it is announced, by the address of the account', async () => {
  const now = lab.app.clock.now();
  const speakerId = newId<'Speaker'>();
  const draft = await lab.draft();
  const { event, session } = await lab.anEvent({}, { startDate: '2019-04-25' });
  await lab.database.transaction(async (tx) => {
    const named = { nameUk: 'Доповідачка', searchText: '', createdAt: now, updatedAt: now };
    await tx.insert(speakers).values([
      { ...named, id: speakerId, email: MINE },
      { ...named, id: newId<'Speaker'>(), email: null },
    ]);
    for (const id of [event.id, draft.id] as Id<'Event'>[]) {
      await tx.insert(eventSpeakers).values({ eventId: id, speakerId, role: 'MODERATOR', position: 0 });
    }
  });
  must(await lab.schedule(draft.id));
  const calendar = await shown();
  expect(calendar.uids).toEqual([`${session.id}@zakhid`]);
  expect(calendar.events[0]!('description')).toContain('Ваша роль: модератор');
  expect(calendar.events[0]!('status')).toBe('CONFIRMED');
  // A date that lost its place is not announced any more.
  const unlisted = { isListed: false, standing: 'TO_PLACE' } as const;
  await lab.database.transaction((tx) =>
    tx
      .update(eventSessions)
      .set(unlisted)
      .where(eq(eventSessions.id, session.id as Id<'Session'>)),
  );
  expect((await shown()).uids).toEqual([]);
});

it('what the public asks one about stands there, once it is announced, and no mail address', async () => {
  const contact = { name: 'Оксана Коваль', phone: '+380 44 123 45 67', email: 'Stranger@people.test' };
  const { session } = await lab.anEvent({ contact }, { startDate: '2019-04-26' });
  await lab.anEvent({ contact: { ...contact, email: 'other@people.test' } }, { startDate: '2019-04-27' });
  const draft = await lab.draft({ contact });
  must(await lab.schedule(draft.id, { startDate: '2019-04-28' }));
  const calendar = await shown();
  expect(calendar.uids).toEqual([`${session.id}@zakhid`]);
  expect(calendar.events[0]!('description')).toContain('Ваша роль: контактна особа');
  expect(calendar.text).not.toMatch(/people\.test|380/);
});
