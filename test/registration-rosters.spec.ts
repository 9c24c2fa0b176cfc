// Rosters: opened with the event, bounded by room and shelter, and not oversold by hand either.
import { eq, sql } from 'drizzle-orm';
import { branches } from '../src/venues/places/branch.tables.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';
import { RegistrationLab } from './registration-lab.ts';
import { must } from './session-lab.ts';

const OF_SESSION = `query ($id: ID!) { result: session(id: $id) { roster { id mode capacity freeSeats isOpen opensAt closesAt largestGroup
  pupilsPerAdult consentVersion quotas { seats unused audience { slug } } session { id } event { id }
  staff { held waiting seatLimit capacityReason } } } }`;

interface Shown {
  readonly roster: { readonly id: string; readonly [field: string]: unknown } | null;
}

describe('rosters', () => {
  let lab: RegistrationLab;

  beforeAll(async () => {
    lab = await RegistrationLab.start();
  });

  afterAll(() => lab.app.stop());

  const rosterOf = async (sessionId: string, asking = NOBODY) =>
    (await lab.asked<Shown>(OF_SESSION, { id: sessionId }, asking)).roster;

  describe('of what is published', () => {
    it('open with it, as the event says, for what the layout of the room holds', async () => {
      const registration = { mode: 'OPEN', opensDaysBefore: 14, closesMinutesBefore: 60, largestGroup: 8 };
      const { session, event } = await lab.announced({}, { registration });
      expect(await rosterOf(session.id)).toMatchObject({
        ...{ mode: 'OPEN', capacity: 60, freeSeats: 60, largestGroup: 8, isOpen: false, staff: null },
        ...{ opensAt: '2019-04-03T07:00:00.000Z', closesAt: '2019-04-17T06:00:00.000Z' },
        ...{ session: { id: session.id }, event: { id: event.id } },
      });
    });

    it('open for each date of a series, and for all dates of a course at once', async () => {
      const registration = { mode: 'OPEN', capacity: 12 };
      const { session, event } = await lab.anEvent({ registration });
      const before = await rosterOf(session.id);
      await lab.arrange(event.id, 'SERIES');
      const second = must(await lab.schedule(event.id, { place: { online: true }, startDate: '2019-04-25' }));
      expect(await rosterOf(second.id)).toMatchObject({ capacity: 12 });
      expect((await rosterOf(second.id))?.id).not.toBe(before?.id);
      const course = await lab.draft({ registration, attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/x' });
      const part = must(await lab.schedule(course.id, { place: { online: true } }));
      await lab.arrange(course.id, 'COURSE');
      must(await lab.publish(course.id));
      expect(await rosterOf(part.id)).toMatchObject({ capacity: 12, session: null, event: { id: course.id } });
    });

    it('are none for a draft, nor without registration', async () => {
      const { session } = await lab.inOwnRoom({}, { registration: { mode: 'OPEN' } });
      expect(await rosterOf(session.id, LIBRARIAN)).toBeNull();
      const { session: free } = await lab.announced({}, { registration: { mode: 'NONE' } });
      expect(await rosterOf(free.id)).toBeNull();
    });
  });

  describe('hold no more than the place', () => {
    it('but with a reason of an approver, which the audit keeps', async () => {
      const { session, event } = await lab.announced();
      const wish = { eventId: event.id, sessionId: session.id, mode: 'OPEN', capacity: 61 };
      expect(await lab.saveRoster(wish)).toMatchObject({ kind: 'CapacityTooLarge', limit: 60, cause: 'LAYOUT' });
      const reason = { capacityReason: 'Додаткові стільці з читальної зали' };
      const refused = await lab.outcome(SAVE, { input: { ...wish, ...reason, key: 'librarian-1' } }, LIBRARIAN);
      expect(refused).toBe('FORBIDDEN');
      const { id } = must(await lab.saveRoster({ ...wish, ...reason }, APPROVER));
      const told = await lab.app.gql<{
        audit: { edges: { node: { changes: { field: string; after: unknown }[] } }[] };
      }>(
        'query ($id: ID!) { audit(thingId: $id, first: 10) { edges { node { changes { field after } } } } }',
        { id },
        { as: 'admin' },
      );
      const changes = told.data.audit.edges.flatMap(({ node }) => node.changes);
      expect(changes).toContainEqual({
        field: 'capacityReason',
        after: JSON.stringify('Додаткові стільці з читальної зали'),
      });
    });

    it('nor than its shelter', async () => {
      const { session, event } = await lab.announced();
      await shelter(10);
      const wish = { eventId: event.id, sessionId: session.id, mode: 'OPEN', capacity: 11 };
      expect(await lab.saveRoster(wish)).toMatchObject({ kind: 'CapacityTooLarge', limit: 10, cause: 'SHELTER' });
      expect(must(await lab.saveRoster({ ...wish, capacity: 10 }))).toMatchObject({ capacity: 10 });
      await shelter(null);
    });

    it('and give no further seats when a smaller one is taken; who has a place keeps it', async () => {
      const { session, event } = await lab.announced({}, { registration: { mode: 'OPEN' } });
      const { id } = (await rosterOf(session.id))!;
      for (let nth = 0; nth < 5; nth += 1) await lab.registered(id, { seats: 3 });
      await shelter(10);
      must(
        await lab.move({ id: session.id, version: (await lab.row(session.id)).version }, { startDate: '2019-04-18' }),
      );
      expect(await lab.roster(id)).toMatchObject({ held: 15, capacity: 15, eventId: event.id });
      expect((await lab.registered(id)).status).toBe('WAITLISTED');
      await shelter(null);
    });

    const shelter = (shelterCapacity: number | null) =>
      lab.database.transaction((tx) =>
        tx.update(branches).set({ shelterCapacity }).where(eq(branches.id, lab.branches.central)),
      );
  });

  describe('are changed', () => {
    it('never to fewer seats than are taken and kept', async () => {
      const { rosterId, event, session } = await lab.aRoster({
        capacity: 10,
        quotas: [{ audienceSlug: 'pupils', seats: 4 }],
      });
      await lab.registered(rosterId, { seats: 3 });
      const at = { eventId: event.id, sessionId: session.id };
      expect(await lab.saveRoster({ ...at, capacity: 6 })).toMatchObject({ kind: 'CapacityTooSmall', taken: 7 });
      expect(await lab.saveRoster({ ...at, quotas: [{ audienceSlug: 'pupils', seats: 8 }] })).toMatchObject({
        kind: 'CapacityTooSmall',
        taken: 11,
      });
      expect(must(await lab.saveRoster({ ...at, capacity: 6, quotas: [] }))).toMatchObject({
        capacity: 6,
        freeSeats: 3,
      });
    });

    it('with more seats at once for who waits', async () => {
      const { rosterId, event, session } = await lab.aRoster({ capacity: 1 });
      await lab.registered(rosterId);
      const { id } = await lab.registered(rosterId);
      must(await lab.saveRoster({ eventId: event.id, sessionId: session.id, capacity: 2 }));
      expect((await lab.registration(id)).status).toBe('OFFERED');
    });

    it('by nobody who saw another version, nor twice under one key', async () => {
      const { event, session } = await lab.aRoster({ capacity: 10 });
      const input = { key: 'the-same-key', eventId: event.id, sessionId: session.id, version: 2, capacity: 20 };
      const saved = must(await lab.saveRoster(input));
      expect(await lab.saveRoster(input)).toEqual(saved);
      expect(await lab.saveRoster({ ...input, key: 'another-key' })).toMatchObject({ kind: 'ChangedMeanwhile' });
      expect(await lab.saveRoster({ ...input, capacity: 30 })).toMatchObject({ kind: 'KeyReused' });
    });

    it('and keep a quota by which somebody is registered', async () => {
      const quotas = [{ audienceSlug: 'students', seats: 4 }];
      const { rosterId, event, session } = await lab.aRoster({ capacity: 10, quotas });
      await lab.registered(rosterId, { audienceSlug: 'students' });
      const at = { eventId: event.id, sessionId: session.id };
      expect(await lab.saveRoster({ ...at, quotas: [] })).toMatchObject({ kind: 'QuotaInUse', taken: 1 });
    });
  });

  const another = (change: object) => (id: string) => sql`insert into registration
    select * from jsonb_populate_record((select r from registration r where roster_id = ${id}::uuid),
      ${JSON.stringify({ arrival: 99, ...change })}::jsonb || jsonb_build_object('id', uuidv7()))`;

  it.each([
    ['a place beyond the seats', another({ one_key: 'x', seats: 2, held_seats: 2 }), /roster_not_oversold/],
    ['a place that takes none of them', another({ one_key: 'x', held_seats: 0 }), /registration_held/],
    ['a second one of the same address', another({}), /registration_one_live/],
    ['a second one with the same turn', another({ one_key: 'x', arrival: 1 }), /registration_arrival/],
    ['a class with words', another({ one_key: 'x', kind: 'GROUP', note: 'Марійка Коваль' }), /registration_class/],
    [
      'more seats for somebody who has one',
      (id: string) => sql`update registration set seats = 4, held_seats = 4 where roster_id = ${id}::uuid`,
      /roster_not_oversold/,
    ],
    [
      'fewer seats than are taken',
      (id: string) => sql`update roster set capacity = 0 where id = ${id}::uuid`,
      /roster_not_oversold/,
    ],
    [
      'another count of them',
      (id: string) => sql`update roster set held = 0 where id = ${id}::uuid`,
      /follow from its registrations/,
    ],
    [
      'a quota beyond the seats',
      (id: string) => sql`insert into quota (id, roster_id, audience_id, seats, position)
        select uuidv7(), ${id}::uuid, id, 2, 0 from audience limit 1`,
      /roster_not_oversold/,
    ],
  ])('refuse %s, written by hand', async (_, statement, why) => {
    const { rosterId } = await lab.aRoster({ capacity: 2 });
    await lab.registered(rosterId);
    const written = lab.database.transaction((tx) => tx.execute(statement(rosterId)));
    const error = await written.then(
      () => new Error('was written'),
      (thrown: unknown) => (thrown as Error).cause as Error,
    );
    expect(error.message).toMatch(why);
    expect(await lab.roster(rosterId)).toMatchObject({ held: 1, capacity: 2 });
  });
});

const SAVE = 'mutation ($input: SaveRosterInput!) { result: saveRoster(input: $input) { ... on Refusal { kind } } }';
