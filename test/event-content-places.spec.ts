// Where the dates of an event are, and the link by which one joins: what edits of the event make of both.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { branches } from '../src/venues/places/branch.tables.ts';
import { ContentLab } from './content-lab.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'coordinator', 'LIBRARIAN', lab.branches.next);
    await lab.grant(tx, 'coordinator', 'LIBRARIAN', lab.branches.central);
  });
});
afterAll(() => lab.app.stop());

const BOTH = { as: 'coordinator' } as const;
const versionOf = async (id: string) => (await lab.eventRow(id)).version;

describe('where it is held', () => {
  it('goes to another branch with those who edit at both, its dates over the network with it', async () => {
    const event = await lab.published();
    const { next } = lab.branches;
    const moved = await lab.edit(event, { branchId: next }, BOTH);
    expect(moved).toMatchObject({ branch: { slug: 'next' } });
    expect(await lab.sessionRows(event.id)).toMatchObject([{ branchId: next, sequence: 1 }]);
    expect(await lab.readEvent(event.id)).toMatchObject({ staff: null });
    const line = (await lab.audit(event.id)).at(-1);
    expect(line?.scopeIds.sort()).toEqual([lab.branches.central, next].sort());
  });

  it('cannot become what its dates ahead cannot be', async () => {
    const online = await lab.published();
    expect(await lab.edit(online, { attendanceMode: 'OFFLINE' })).toMatchObject({
      ...{ kind: 'PlacesDoNotFit', places: ['ONLINE'] },
    });
    const made = await lab.made({ kind: 'INFORMATION_MARATHON' });
    must(await lab.schedule(made.id, { place: { atBranch: true } }));
    const version = made.version + 1;
    expect(await lab.edit({ id: made.id, version }, { kind: 'LECTURE' })).toMatchObject({ places: ['BRANCH'] });
    expect(await lab.edit({ id: made.id, version }, { kind: 'EXHIBITION' })).toMatchObject({ eventKind: 'EXHIBITION' });
  });
});

describe('to a branch by another clock', () => {
  const zoneOfNext = (zone: string) =>
    lab.database.transaction((tx) => tx.update(branches).set({ zone }).where(eq(branches.id, lab.branches.next)));
  beforeAll(() => zoneOfNext('Europe/Warsaw'));
  afterAll(() => zoneOfNext('Europe/Kyiv'));

  const marathon = async () => {
    const made = await lab.made({
      kind: 'INFORMATION_MARATHON',
      attendanceMode: 'MIXED',
      joinUrl: 'https://a.example/x',
    });
    await lab.arrange(made.id, 'SERIES');
    return made;
  };
  const goes = async (id: string) =>
    lab.edit({ id, version: await versionOf(id) }, { branchId: lab.branches.next }, BOTH);
  const on = async (eventId: string, startDate: string, place: object, parts = {}) =>
    must(await lab.schedule(eventId, { startDate, place, ...parts })).id;

  it('go the dates without a room that are ahead, at the same time by the wall clock; the others stay', async () => {
    const { id } = await marathon();
    const { next, central, third } = lab.branches;
    const gone = {
      atBranch: await on(id, '2019-04-17', { atBranch: true }),
      online: await on(id, '2019-04-18', { online: true }),
      toBeFound: await on(id, '2019-04-19', lab.inRoom(await lab.aRoom())),
      postponed: await on(id, '2019-03-04', { atBranch: true }),
      cancelled: await on(id, '2019-04-20', { atBranch: true }),
    };
    const stays = {
      inRoom: await on(id, '2019-04-22', lab.inRoom(await lab.aRoom())),
      past: await on(id, '2019-03-05', { atBranch: true }),
      held: await on(id, '2019-03-06', { online: true }),
      elsewhere: await on(id, '2019-04-23', lab.inRoom(await lab.aRoom())),
    };
    must(await lab.publish(id));
    must(await lab.move((await lab.session(gone.toBeFound))!, { place: { roomToBeFound: true } }));
    must(await lab.move((await lab.session(stays.elsewhere))!, { place: { roomToBeFound: true, branchId: third } }));
    must(await lab.take('POSTPONE', gone.postponed));
    must(await lab.take('CANCEL', gone.cancelled));
    lab.app.clock.set('2019-03-10T08:00:00Z');
    must(await lab.take('MARK_HELD', stays.held));
    const before = new Map((await lab.sessionRows(id)).map((row) => [row.id as string, row]));
    must(await goes(id));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    for (const [name, one] of Object.entries(gone)) {
      const [was, is] = [before.get(one)!, await lab.row(one)];
      const same = { startLocal: was.startLocal, wallMinutes: was.wallMinutes, place: was.place };
      expect([name, is]).toMatchObject([name, { ...same, branchId: next, zone: 'Europe/Warsaw', roomId: null }]);
      expect([is.startsAt, is.endsAt].map(Number)).toEqual(
        [was.startsAt, was.endsAt].map((instant) => Number(instant) + 3_600_000),
      );
      expect([is.sequence - was.sequence, is.revisedAt > was.revisedAt]).toEqual([1, true]);
      const line = (await lab.audit(one)).at(-1);
      expect(line?.changes).toContainEqual({ field: 'branchId', before: central, after: next });
      expect([...(line?.scopeIds ?? [])].sort()).toEqual([central, next].sort());
    }
    for (const one of Object.values(stays)) {
      const { branchId, zone, startsAt, endsAt, roomId, bookingId } = before.get(one)!;
      expect(await lab.row(one)).toMatchObject({ branchId, zone, startsAt, endsAt, roomId, bookingId });
    }
  });

  it('goes nothing while a date lies in an hour that never comes there', async () => {
    const { id } = await marathon();
    const one = await on(id, '2019-03-31', { atBranch: true }, { startTime: '02:30', endTime: '02:50' });
    const refused = await goes(id);
    expect(refused).toMatchObject({ kind: 'SkippedHour', message: expect.stringContaining('2019-03-31 02:30') });
    expect(await lab.row(one)).toMatchObject({ branchId: lab.branches.central, zone: 'Europe/Kyiv' });
    expect((await lab.eventRow(id)).branchId).toBe(lab.branches.central);
  });
});

describe('the link to join by', () => {
  it('loses its link when nobody joins any more, but not while a date is moved online', async () => {
    const mixed = await lab.made({ attendanceMode: 'MIXED', joinUrl: 'https://meet.example/x' });
    expect(await lab.edit(mixed, { attendanceMode: 'OFFLINE' })).toMatchObject({ staff: { joinUrl: null } });
    const event = await lab.made();
    const session = must(await lab.schedule(event.id));
    must(await lab.take('MOVE_ONLINE', session.id));
    const linked = await lab.edit({ id: event.id, version: 3 }, { joinUrl: 'https://meet.example/y' });
    expect(linked).toMatchObject({ attendanceMode: 'OFFLINE', staff: { joinUrl: 'https://meet.example/y' } });
  });

  const LINK = 'https://meet.example/y';
  const movedOnline = async () => {
    const { event, session } = await lab.inOwnRoom();
    must(await lab.take('MOVE_ONLINE', session.id));
    must(await lab.edit({ id: event.id, version: await versionOf(event.id) }, { joinUrl: LINK }));
    return { id: event.id, session: session.id };
  };
  const edited = async (id: string, change: object) =>
    must(await lab.edit({ id, version: await versionOf(id) }, { ...change })).staff;

  it.each(['CANCEL', 'POSTPONE', 'MARK_HELD'] as const)('stays with a date moved online after %s', async (step) => {
    const { id, session } = await movedOnline();
    if (step === 'MARK_HELD') lab.app.clock.set('2019-04-17T12:00:00Z');
    must(await lab.take(step, session));
    expect(await edited(id, { titleUk: 'Інша назва' })).toMatchObject({ joinUrl: LINK });
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('stays by an edit of something else, also when its date has a room again', async () => {
    const { id, session } = await movedOnline();
    must(await lab.move((await lab.session(session))!, { place: lab.inRoom(await lab.aRoom()) }));
    expect(await edited(id, { titleUk: 'Інша назва' })).toMatchObject({ joinUrl: LINK });
    expect(await edited(id, { titleUk: 'Ще інша', joinUrl: LINK })).toMatchObject({ joinUrl: LINK });
    const another = { joinUrl: 'https://meet.example/z' };
    expect(await lab.edit({ id, version: await versionOf(id) }, another)).toMatchObject({ kind: 'JoinLinkOffline' });
    expect(await edited(id, { joinUrl: null })).toMatchObject({ joinUrl: null });
  });

  it('stays when the event comes to be held on the spot, for a date online that may be revived', async () => {
    const { id } = await lab.made({ attendanceMode: 'MIXED', joinUrl: LINK });
    const session = must(await lab.schedule(id, { place: { online: true } }));
    must(await lab.take('CANCEL', session.id));
    expect(await edited(id, { attendanceMode: 'OFFLINE' })).toMatchObject({ joinUrl: LINK });
    must(await lab.dropOne(session.id));
    must(await lab.edit({ id, version: await versionOf(id) }, { attendanceMode: 'MIXED' }));
    expect(await edited(id, { attendanceMode: 'OFFLINE' })).toMatchObject({ joinUrl: null });
  });
});
