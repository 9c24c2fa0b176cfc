// What a partner's calendar does to a room: it keeps what is free, and pushes nobody aside.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarOf, eventOf, hourOf, kyiv, type PartnerLab, startPartnerLab, stopPartnerLab } from './partner-lab.ts';

let lab: PartnerLab;
beforeAll(async () => {
  lab = await startPartnerLab();
});
afterAll(() => stopPartnerLab(lab));

const kept = (...components: readonly string[][]) => lab.keeping(...components);
const states = async (id: string) => (await lab.items(id)).map(({ title, state }) => `${title ?? ''} ${state ?? ''}`);

describe('a calendar that keeps a room', () => {
  it('blocks it for what is ahead, and read again does nothing twice', async () => {
    const { id, read, blocked, roomId } = await kept(
      hourOf('past', '20190201T100000'),
      hourOf('one', '20190404T100000'),
      hourOf('weekly', '20190403T150000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
      hourOf('far', '20210101T100000'),
    );
    expect(read).toMatchObject({ added: 3, changed: 0, removed: 0, conflicts: 0, isSame: false });
    const all = ['2019-04-03T12:00–2019-04-03T13:00', '2019-04-04T07:00–2019-04-04T08:00'];
    all.push('2019-04-10T12:00–2019-04-10T13:00');
    expect(await blocked()).toEqual(all);
    expect(await lab.refresh(id)).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 3 });
    expect(await blocked()).toEqual(all);
    expect(await lab.book({ roomId, startDate: '2019-04-03', startTime: '15:30', endTime: '16:30' })).toMatchObject({
      broken: [expect.objectContaining({ kind: 'Blocked', reason: 'Календар «Хор Дніпро»' })],
    });
    expect(await lab.calendar(id)).toMatchObject({ itemCount: 3, conflictCount: 0, trouble: null, failures: 0 });
    expect(await lab.actionsOn(id)).toEqual(['CREATE', 'IMPORT']);
  });

  it('goes with what was moved, and gives back what was taken away', async () => {
    const { becomes, blocked } = await kept(hourOf('a', '20190404T100000'), hourOf('b', '20190405T100000'));
    const moved = await becomes(hourOf('a', '20190404T113000'), hourOf('c', '20190406T100000'));
    expect(moved).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 0 });
    expect(await blocked()).toEqual(['2019-04-04T08:30–2019-04-04T09:30', '2019-04-06T07:00–2019-04-06T08:00']);
    expect(await becomes()).toMatchObject({ removed: 2 });
    expect(await blocked()).toEqual([]);
  });

  it('blocks what overlaps within it once, and what only touches apart', async () => {
    const { blocked, becomes } = await kept(
      eventOf('a', kyiv('20190404T100000'), 'DURATION:PT2H'),
      eventOf('b', kyiv('20190404T110000'), 'DURATION:PT2H'),
      eventOf('c', kyiv('20190404T130000'), 'DURATION:PT1H'),
    );
    expect(await blocked()).toEqual(['2019-04-04T07:00–2019-04-04T10:00', '2019-04-04T10:00–2019-04-04T11:00']);
    await becomes(eventOf('b', kyiv('20190404T110000'), 'DURATION:PT2H'));
    expect(await blocked()).toEqual(['2019-04-04T08:00–2019-04-04T10:00']);
    expect(await lab.overlaps()).toBe(0);
  });

  it('takes no time for what is cancelled, transparent, free or of no length', async () => {
    const { read, blocked } = await kept(
      hourOf('cancelled', '20190404T100000', 'STATUS:CANCELLED'),
      hourOf('transparent', '20190404T120000', 'TRANSP:TRANSPARENT'),
      hourOf('free', '20190404T140000', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'),
      eventOf('moment', kyiv('20190404T160000')),
      hourOf('perhaps', '20190404T180000', 'STATUS:TENTATIVE'),
    );
    expect(read).toMatchObject({ added: 1 });
    expect(await blocked()).toEqual(['2019-04-04T15:00–2019-04-04T16:00']);
  });

  it('keeps a whole day from midnight to midnight, also when it has 23 hours', async () => {
    const { blocked } = await kept(
      eventOf('day', ';VALUE=DATE:20190331'),
      eventOf('two', ';VALUE=DATE:20190405', 'DTEND;VALUE=DATE:20190407'),
    );
    expect(await blocked()).toEqual(['2019-03-30T22:00–2019-03-31T21:00', '2019-04-04T21:00–2019-04-06T21:00']);
  });

  it('stays at its hour of the wall clock over a change of clocks', async () => {
    const { blocked } = await kept(hourOf('w', '20190327T150000', 'RRULE:FREQ=WEEKLY;COUNT=2'));
    expect(await blocked()).toEqual(['2019-03-27T13:00–2019-03-27T14:00', '2019-04-03T12:00–2019-04-03T13:00']);
  });

  it('keeps what goes on from now on, and leaves what was as it was', async () => {
    const { id, blocked, becomes } = await kept(eventOf('on', kyiv('20190301T090000'), 'DURATION:PT4H'));
    expect(await blocked()).toEqual(['2019-03-01T08:00–2019-03-01T11:00']);
    lab.app.clock.set('2019-03-01T09:00:00Z');
    expect(await lab.refresh(id)).toMatchObject({ unchanged: 1 });
    expect(await blocked()).toEqual(['2019-03-01T08:00–2019-03-01T11:00']);
    lab.app.clock.set('2019-03-01T12:00:00Z');
    expect(await becomes(hourOf('next', '20190404T100000'))).toMatchObject({ added: 1, removed: 1 });
    // What is over is history, and no calendar's any more.
    expect(await blocked()).toEqual(['2019-03-01T08:00–2019-03-01T11:00', '2019-04-04T07:00–2019-04-04T08:00']);
    expect(await lab.remove(id)).toMatchObject({ givenBack: 1 });
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });
});

describe('where somebody has booked', () => {
  it('the booking stays, the conflict is shown, and only the rest is kept', async () => {
    const { id, book, becomes, blocked } = await kept();
    const booking = await book('2019-04-04', '11:00', '12:00');
    const read = await becomes(
      eventOf('long', kyiv('20190404T100000'), 'DURATION:PT4H', 'SUMMARY:Фестиваль'),
      hourOf('b', '20190405T100000'),
    );
    expect(read).toMatchObject({ added: 2, conflicts: 1 });
    expect(await lab.read(booking.id)).toMatchObject({ status: 'CONFIRMED', version: 1 });
    expect(await blocked()).toEqual([
      '2019-04-04T07:00–2019-04-04T08:00',
      '2019-04-04T09:00–2019-04-04T11:00',
      '2019-04-05T07:00–2019-04-05T08:00',
    ]);
    expect(await lab.calendar(id)).toMatchObject({ itemCount: 2, conflictCount: 1 });
    expect(await lab.items(id, 'CONFLICT')).toEqual([
      expect.objectContaining({
        title: 'Фестиваль',
        start: '2019-04-04T10:00:00+03:00',
        end: '2019-04-04T14:00:00+03:00',
        inTheWay: [
          expect.objectContaining({ kind: 'Overlap', bookingId: booking.id, purpose: 'Зустріч із письменницею' }),
        ],
      }),
    ]);
    // Once nobody is in the way any more, it has all of its time.
    await lab.cancel(booking.id);
    expect((await lab.items(id, 'CONFLICT'))[0]?.inTheWay).toEqual([]);
    expect(await lab.refresh(id)).toMatchObject({ conflicts: 0, unchanged: 2 });
    expect(await states(id)).toEqual(['Фестиваль BLOCKED', 'Репетиція b BLOCKED']);
    expect(await blocked()).toEqual(['2019-04-04T07:00–2019-04-04T11:00', '2019-04-05T07:00–2019-04-05T08:00']);
    expect(await lab.overlaps()).toBe(0);
  });

  it('a part of a combination is in the way of the whole', async () => {
    const booking = await lab.book({
      roomId: lab.rooms.hallB,
      startDate: '2019-05-04',
      startTime: '10:00',
      endTime: '12:00',
    });
    const address = lab.partner.serve(
      '/great.ics',
      calendarOf(hourOf('g', '20190504T110000'), hourOf('h', '20190504T180000')),
    );
    const { id } = await lab.add({ roomId: lab.rooms.great, address });
    expect(await lab.refresh(id)).toMatchObject({ added: 2, conflicts: 1 });
    expect((await lab.items(id, 'CONFLICT'))[0]?.inTheWay[0]).toMatchObject({ kind: 'Overlap', bookingId: booking.id });
    expect(await lab.blockedIn(lab.rooms.great)).toEqual(['2019-05-04T15:00–2019-05-04T16:00']);
    expect(await lab.remove(id)).toMatchObject({ givenBack: 1 });
  });

  it('a hold is in the way until its time is over', async () => {
    const { id, roomId, becomes, blocked } = await kept();
    await lab.hold({ roomId, startDate: '2019-04-04', startTime: '10:00', endTime: '11:00', holdMinutes: 30 });
    expect(await becomes(hourOf('a', '20190404T100000'))).toMatchObject({ conflicts: 1 });
    lab.app.clock.set('2019-03-01T08:31:00Z');
    expect(await lab.refresh(id)).toMatchObject({ conflicts: 0 });
    expect(await blocked()).toEqual(['2019-04-04T07:00–2019-04-04T08:00']);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('two calendars of one room are in each other’s way, and each gives up its own alone', async () => {
    const first = await kept(hourOf('a', '20190404T100000'));
    const address = lab.partner.serve(
      '/second.ics',
      calendarOf(eventOf('x', kyiv('20190404T103000'), 'DURATION:PT1H')),
    );
    const second = await lab.add({ roomId: first.roomId, address, name: 'Театр' });
    expect(await lab.refresh(second.id)).toMatchObject({ conflicts: 1 });
    expect((await lab.items(second.id, 'CONFLICT'))[0]?.inTheWay[0]).toMatchObject({
      kind: 'Blocked',
      reason: 'Календар «Хор Дніпро»',
    });
    expect(await first.blocked()).toEqual(['2019-04-04T07:00–2019-04-04T08:00', '2019-04-04T08:00–2019-04-04T08:30']);
    expect(await lab.remove(second.id)).toMatchObject({ givenBack: 1 });
    expect(await first.blocked()).toEqual(['2019-04-04T07:00–2019-04-04T08:00']);
  });

  it('whoever waits behind what is given back moves up', async () => {
    const { id, roomId, becomes } = await kept(hourOf('a', '20190404T120000'));
    const hold = await lab.hold({
      roomId,
      startDate: '2019-04-04',
      startTime: '09:00',
      endTime: '10:00',
      holdMinutes: 60,
    });
    expect(hold.status).toBe('HOLD');
    await becomes();
    const free = await lab.book({ roomId, startDate: '2019-04-04', startTime: '12:00', endTime: '13:00' });
    expect(free.status).toBe('CONFIRMED');
    expect(await lab.items(id)).toEqual([]);
  });
});

describe('staff who decide otherwise', () => {
  it('give the room back for good, until the partner moves it', async () => {
    const { id, roomId, becomes, blocked } = await kept(hourOf('a', '20190404T100000'), hourOf('b', '20190405T100000'));
    const { room } = await lab.data<{ room: { blockings: { id: string; start: string }[] } }>(
      `query ($id: ID!) { room(id: $id) { blockings(from: "2019-04-01T00:00:00Z", to: "2019-05-01T00:00:00Z") { id start } } }`,
      { id: roomId },
    );
    await lab.unblock(room.blockings[0]!.id);
    expect(await lab.refresh(id)).toMatchObject({ unchanged: 2, conflicts: 0 });
    expect(await states(id)).toEqual(['Репетиція a RELEASED', 'Репетиція b BLOCKED']);
    await lab.refresh(id);
    expect(await blocked()).toEqual(['2019-04-05T07:00–2019-04-05T08:00']);
    // Another title is no other time.
    await becomes(
      eventOf('a', kyiv('20190404T100000'), 'DURATION:PT1H', 'SUMMARY:Інакше'),
      hourOf('b', '20190405T100000'),
    );
    expect(await states(id)).toEqual(['Інакше RELEASED', 'Репетиція b BLOCKED']);
    await becomes(hourOf('a', '20190404T103000'), hourOf('b', '20190405T100000'));
    expect(await blocked()).toEqual(['2019-04-04T07:30–2019-04-04T08:30', '2019-04-05T07:00–2019-04-05T08:00']);
  });

  it('have it do nothing for a while', async () => {
    const { id, blocked } = await kept(hourOf('a', '20190404T100000'));
    const paused = await lab.update(id, 1, { active: false });
    expect(paused).toMatchObject({ active: false, version: 2, dueAt: null, viewerCan: ['UPDATE', 'REMOVE'] });
    expect([await blocked(), await states(id)]).toEqual([[], ['Репетиція a PAUSED']]);
    expect(
      (await lab.ask('mutation ($id: ID!) { refreshPartnerCalendar(id: $id) { __typename } }', { id })).errors?.[0]
        ?.extensions.code,
    ).toBe('BAD_USER_INPUT');
    expect(await lab.update(id, 1, { active: true })).toMatchObject({
      kind: 'ChangedMeanwhile',
      current: { id, version: 2 },
    });
    expect(await lab.update(id, 2, { active: true })).toMatchObject({ active: true, dueAt: expect.any(String) });
    expect([await blocked(), await states(id)]).toEqual([
      ['2019-04-04T07:00–2019-04-04T08:00'],
      ['Репетиція a BLOCKED'],
    ]);
  });

  it('take it away with all it gave, and nothing else', async () => {
    const { id, roomId, blocked } = await kept(hourOf('a', '20190404T100000'), hourOf('b', '20190405T100000'));
    await lab.block({ roomId, startDate: '2019-04-06', startTime: '10:00', endTime: '11:00' });
    expect(await lab.remove(id)).toMatchObject({ id, name: 'Хор Дніпро', givenBack: 2 });
    expect(await blocked()).toEqual(['2019-04-06T07:00–2019-04-06T08:00']);
    expect((await lab.calendars()).map((one) => one.id)).not.toContain(id);
    expect(
      (await lab.ask('mutation ($id: ID!) { removePartnerCalendar(id: $id) { __typename } }', { id })).errors?.[0]
        ?.extensions.code,
    ).toBe('NOT_FOUND');
    expect(await lab.actionsOn(id)).toEqual(['CREATE', 'IMPORT', 'REMOVE']);
  });
});
