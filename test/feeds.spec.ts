// What stands in a feed, from the publication of a session to its end.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AT_BRANCH, FeedLab, PUPILS } from './feed-lab.ts';
import { must, type Told } from './session-lab.ts';

let lab: FeedLab;
beforeAll(async () => {
  lab = await FeedLab.start();
});
afterAll(() => lab.app.stop());

describe('the feed of an audience', () => {
  it('is a calendar also without events', async () => {
    const { events, text } = await lab.feed('/feeds/audiences/residents.ics');
    expect(events).toEqual([]);
    expect(text).toContain('NAME:Події: ');
  });

  it('is open to everybody, under the address the schema tells', async () => {
    const { data } = await lab.app.gql<{ audience: { feedUrl: string } }>('{ audience(slug: "pupils") { feedUrl } }');
    expect(data.audience.feedUrl).toBe('http://zakhid.test/feeds/audiences/pupils.ics');
    const { headers } = await lab.fetch(new URL(data.audience.feedUrl).pathname);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(
      'inline; filename="pupils.ics"; filename*=UTF-8\'\'%D0%9F%D0%BE%D0%B4%D1%96%D1%97%3A%20%D1%83%D1%87%D0%BD%D1%96%D0%B2%D1%81%D1%8C%D0%BA%D0%B0%20%D0%BC%D0%BE%D0%BB%D0%BE%D0%B4%D1%8C.ics',
    );
    expect(headers.get('cache-control')).toMatch(
      /^public, max-age=(\d+), stale-while-revalidate=\d+, stale-if-error=\d+$/,
    );
    expect(Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1])).toBeLessThanOrEqual(3_600);
    expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
  });

  it('follows a session from its publication to its end', async () => {
    const event = must(
      await lab.draft(lab.marathon({ titleEn: 'A marathon', furtherMeasureIds: [lab.measures.public] })),
    );
    const { id } = must(await lab.schedule(event.id, { ...AT_BRANCH, startDate: '2019-05-20', endTime: '12:00' }));
    expect((await lab.feed()).events).toHaveLength(0);
    must(await lab.publish(event.id));
    const first = (await lab.feed()).events[0]!;
    expect(first('uid')).toBe(`${id}@zakhid`);
    expect([first('sequence'), first('status')]).toEqual(['0', 'CONFIRMED']);
    expect([first('dtstart'), first('dtend')]).toEqual(['2019-05-20T10:00:00', '2019-05-20T12:00:00']);
    expect(first('location')).toBe('Центральна бібліотека, вул. Прорізна, 1');
    expect(first('description')).toBe('Пункт 12 плану заходів на 2019 рік\nПункт 8 плану заходів на 2019 рік');
    expect((await lab.feed(`${PUPILS}?lang=en`)).summaries).toEqual(['A marathon']);
    expect((await lab.feed('/feeds/audiences/students.ics')).events).toHaveLength(0);

    lab.app.clock.set('2019-03-03T10:00:00Z');
    await lab.update(event.id, { audienceIds: [lab.audiences['PUPILS'], lab.audiences['STUDENTS']] });
    const second = (await lab.feed('/feeds/audiences/students.ics')).events[0]!;
    expect([second('uid'), second('sequence')]).toEqual([first('uid'), '1']);
    expect([second('dtstamp'), second('last-modified')]).toEqual(['2019-03-03T10:00:00Z', '2019-03-03T10:00:00Z']);
    expect([second('created'), second('created')]).toEqual([first('created'), '2019-03-01T08:00:00Z']);

    lab.app.clock.set('2019-03-04T10:00:00Z');
    const { version } = (await lab.session(id))!;
    must(await lab.move({ id, version }, { startTime: '09:00' }));
    const third = (await lab.feed()).events[0]!;
    expect([third('uid'), third('sequence'), third('status')]).toEqual([first('uid'), '2', 'CONFIRMED']);
    expect([third('dtstart'), third('dtstamp')]).toEqual(['2019-05-20T09:00:00', '2019-03-04T10:00:00Z']);

    must(await lab.take('CANCEL', id, { reason: 'Немає світла' }));
    const fourth = (await lab.feed()).events[0]!;
    expect([fourth('uid'), fourth('sequence'), fourth('status'), fourth('transp')]).toEqual([
      first('uid'),
      '3',
      'CANCELLED',
      'TRANSPARENT',
    ]);
    expect(fourth('description')).toMatch(/^Скасовано: Немає світла\n\n/);

    must(await lab.take('REVIVE', id));
    const fifth = (await lab.feed()).events[0]!;
    expect([fifth('sequence'), fifth('status'), fifth('transp')]).toEqual(['4', 'CONFIRMED', 'OPAQUE']);
    expect(fifth('description')).not.toContain('Скасовано');
  });

  it('says the same while nothing changes, whatever the time', async () => {
    const before = await lab.feed();
    lab.app.clock.set('2019-03-05T10:00:00Z');
    expect((await lab.feed()).text).toBe(before.text);
  });

  it('has each date of an event of its own, and none that is not in the calendar', async () => {
    const event = must(await lab.draft(lab.marathon({ titleUk: 'Цикл', audienceIds: [lab.audiences['EXPERTS']] })));
    await lab.arrange(event.id, 'SERIES');
    const made: Told[] = [];
    for (const startDate of ['2019-06-03', '2019-06-10', '2019-06-17']) {
      made.push(must(await lab.schedule(event.id, { ...AT_BRANCH, startDate })));
    }
    must(await lab.dropOne(made[1]!.id));
    must(await lab.publish(event.id));
    const { events } = await lab.feed('/feeds/audiences/experts.ics');
    expect(events.map((one) => one('uid'))).toEqual([made[0], made[2]].map((one) => `${one!.id}@zakhid`));
    expect(events.map((one) => one('summary'))).toEqual(['Цикл', 'Цикл']);
  });
});

describe('a session in the feed', () => {
  const MEDIA = '/feeds/audiences/mass-media.ics';
  const only = async (id: string, path = MEDIA) =>
    (await lab.feed(path)).events.find((one) => one('uid') === `${id}@zakhid`)!;
  const forMedia = () => ({ titleUk: 'Захід', audienceIds: [lab.audiences['MEDIA']] });

  beforeAll(() => lab.app.clock.set('2019-03-05T10:00:00Z'));

  it('has its room in its place, and another one when it moves', async () => {
    const { session, event } = await lab.announced({}, forMedia());
    const room = (name: string) => `Центральна бібліотека, ${name}, вул. Прорізна, 1`;
    // The lab asks for it, and its type says of a field only that it is there.
    const { room: held } = (await lab.session(session.id)) as unknown as { room: { id: string } };
    const { data } = await lab.app.gql<{ room: { nameUk: string } }>(`{ room(id: "${held.id}") { nameUk } }`);
    expect((await only(session.id))('location')).toBe(room(data.room.nameUk));
    const hall = lab.inRoom(lab.rooms.hallA);
    must(await lab.move((await lab.session(session.id))!, { place: hall }));
    expect((await only(session.id))('location')).toBe(room('Зала А'));
    expect((await only(session.id, `${MEDIA}?lang=en`))('location')).toBe('Library central, Hall A, вул. Прорізна, 1');
    expect((await lab.eventRow(event.id)).editorialStatus).toBe('PUBLISHED');
  });

  it('whose room was taken away says that the place is still to be found', async () => {
    const { session } = await lab.announced({ startDate: '2019-04-18' }, forMedia());
    must(await lab.move((await lab.session(session.id))!, { place: { roomToBeFound: true } }));
    expect((await only(session.id))('location')).toBe('Центральна бібліотека, місце уточнюється, вул. Прорізна, 1');
    expect((await only(session.id))('status')).toBe('CONFIRMED');
  });

  it('that is held over the network says so, and tells the link to nobody', async () => {
    const link = 'https://meet.example/secret-room';
    const parts = { ...forMedia(), attendanceMode: 'MIXED', joinUrl: link };
    const { session } = await lab.announced({ startDate: '2019-04-19' }, parts);
    expect((await only(session.id))('location')).toContain('Центральна');
    must(await lab.take('MOVE_ONLINE', session.id));
    const seen = await only(session.id);
    expect([seen('location'), seen('status'), seen('sequence')]).toEqual(['Онлайн', 'CONFIRMED', '1']);
    expect((await lab.feed(MEDIA)).text).not.toContain('secret-room');
  });

  it('that is not certain is TENTATIVE', async () => {
    const { session } = await lab.announced({ startDate: '2019-04-22', tentative: true }, forMedia());
    const before = await only(session.id);
    expect([before('status'), before('transp')]).toEqual(['TENTATIVE', 'OPAQUE']);
    must(await lab.take('CONFIRM', session.id));
    const after = await only(session.id);
    expect([after('status'), after('sequence')]).toEqual(['CONFIRMED', '1']);
  });

  it('that is postponed frees its time in calendars, and says what is to come', async () => {
    const { session } = await lab.announced({ startDate: '2019-04-23' }, forMedia());
    must(await lab.take('POSTPONE', session.id, { reason: 'Карантин' }));
    const seen = await only(session.id);
    expect([seen('status'), seen('transp'), seen('sequence')]).toEqual(['CANCELLED', 'TRANSPARENT', '1']);
    expect(seen('description')).toMatch(/^Відкладено: Карантин; нову дату буде повідомлено\n\n/);
    expect((await only(session.id, `${MEDIA}?lang=en`))('description')).toMatch(
      /^Postponed: Карантин; the new date will be announced\n\n/,
    );
  });

  it('tells nothing that is for staff, and no address of anybody', async () => {
    const staff = { staffNotes: 'ТАЄМНИЦЯ', joinUrl: 'https://secret.example/join', attendanceMode: 'MIXED' };
    await lab.announced({ startDate: '2019-04-24' }, { ...forMedia(), ...staff });
    const { text } = await lab.feed(MEDIA);
    const unfolded = text.replaceAll('\r\n ', '');
    for (const secret of ['ТАЄМНИЦЯ', 'secret.example', 'events@example.org', '+380 44', 'Відділ подій', 'ATTENDEE']) {
      expect(unfolded).not.toContain(secret);
    }
  });
});

describe('what stays in a feed', () => {
  const CIVIL_SERVANTS = '/feeds/audiences/civil-servants.ics';
  const STAKEHOLDERS = '/feeds/audiences/stakeholders.ics';
  const STUDENTS = '/feeds/audiences/students.ics';
  const on = (day: string, code: string, titleUk = day) =>
    lab.held(day, { titleUk, audienceIds: [lab.audiences[code]] });

  it('is what ended no longer ago than the setting says', async () => {
    lab.app.clock.set('2018-10-01T08:00:00Z');
    for (const day of ['2019-02-25', '2019-02-20', '2019-02-18']) await on(day, 'CIVIL_SERVANTS');
    lab.app.clock.set('2019-03-01T08:00:00Z');
    expect((await lab.feed(CIVIL_SERVANTS)).summaries).toEqual(['2019-02-20', '2019-02-25']);
  });

  it.each<['CANCEL' | 'POSTPONE', string]>([
    ['CANCEL', 'Скасоване'],
    ['POSTPONE', 'Відкладене'],
  ])('is what was called off less than 30 days ago (%s), also when its date has long passed', async (step, title) => {
    lab.app.clock.set('2018-10-03T10:00:00Z');
    const { session } = await on('2018-10-04', 'CIVIL_SERVANTS', title);
    must(await lab.take(step, session.id));
    lab.app.clock.set('2018-11-02T09:59:59Z');
    // Named so also for clients that do not read STATUS.
    const named = `${step === 'CANCEL' ? 'Скасовано' : 'Відкладено'}: ${title}`;
    expect((await lab.feed(CIVIL_SERVANTS)).summaries).toContain(named);
    // What a feed shows is looked at by the hour.
    lab.app.clock.set('2018-11-02T11:00:00Z');
    expect((await lab.feed(CIVIL_SERVANTS)).summaries).not.toContain(named);
  });

  it('is of too many what is nearest: first ahead, then past; and the feed says so', async () => {
    lab.app.clock.set('2018-12-01T10:00:00Z');
    const days = ['2019-01-23', '2019-01-24', '2019-02-02', '2019-03-01', '2020-05-01'];
    for (const day of days) await on(day, 'STAKEHOLDERS');
    lab.app.clock.set('2019-02-01T10:00:00Z');
    const whole = await lab.feed(STAKEHOLDERS);
    expect(whole.summaries).toEqual(days);
    expect(whole.calendar.getFirstPropertyValue('x-wr-caldesc')).not.toContain('лише');
    await on('2019-02-10', 'STAKEHOLDERS');
    const cut = await lab.feed(STAKEHOLDERS);
    expect(cut.summaries).toEqual(['2019-01-24', '2019-02-02', '2019-02-10', '2019-03-01', '2020-05-01']);
    expect(cut.calendar.getFirstPropertyValue('x-wr-caldesc')).toContain('лише 5 найближчих');
    for (const day of ['2019-02-11', '2019-02-12']) await on(day, 'STAKEHOLDERS');
    const { summaries } = await lab.feed(STAKEHOLDERS);
    expect(summaries).toEqual(['2019-02-02', '2019-02-10', '2019-02-11', '2019-02-12', '2019-03-01']);
  });

  it('is what was archived', async () => {
    lab.app.clock.set('2019-01-01T10:00:00Z');
    const { event } = await on('2019-01-25', 'STUDENTS', 'В архіві');
    lab.app.clock.set('2019-02-01T10:00:00Z');
    must(await lab.archive(event.id));
    expect((await lab.feed(STUDENTS)).summaries).toContain('В архіві');
  });
});
