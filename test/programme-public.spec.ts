// Nobody learns what is for staff: a secret stands in every column that is, and every field that can be reached is asked for.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { eq } from 'drizzle-orm';
import { eventReviews } from '../src/events/editorial/editorial.tables.ts';
import { eventProposals } from '../src/events/proposals/proposal.tables.ts';
import { eventMaterials, eventSpeakers, exhibitionDays } from '../src/events/record/event.tables.ts';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { eventTemplates } from '../src/events/templates/template.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { bookings, occupancies } from '../src/venues/bookings/booking.tables.ts';
import { rooms } from '../src/venues/places/room.tables.ts';
import type { Asking } from './app.ts';
import { type EventParts, ListingLab } from './listing-lab.ts';
import { APPROVER, NOBODY } from './programme-lab.ts';
import { type Root, walk } from './schema-walk.ts';

/** Texts hold this, and numbers begin so. */
const TEXT = 'tajemnytsia';
const SECRET = new RegExp(`${TEXT}|91827\\d`, 'giu');
const OPEN = 'vidkryto';

let lab: ListingLab;
let roots: Root[];
beforeAll(async () => {
  lab = await ListingLab.start({ GRAPHQL_MAX_COST: '1000000', GRAPHQL_MAX_DEPTH: '40', GRAPHQL_MAX_TOKENS: '10000' });
  const now = lab.app.clock.now();
  const stamps = { version: 1, createdAt: now, updatedAt: now };
  const { hallA } = lab.rooms;
  const [authorId, bookingId] = [newId<'Person'>(), newId<'Booking'>()];
  const { central } = lab.branches;
  await lab.database.transaction(async (tx) => {
    const person = { name: `${TEXT} автор`, email: `${TEXT}@example.org`, language: 'uk' as const, joinedAt: now };
    await tx.insert(people).values({ ...stamps, ...person, id: authorId });
    await tx
      .update(rooms)
      .set({ keyNotes: `${TEXT} ключ` })
      .where(eq(rooms.id, hallA));
    await tx.insert(bookings).values({
      ...{ ...stamps, id: bookingId, branchId: central, roomId: hallA, layoutKind: 'THEATRE', status: 'CONFIRMED' },
      ...{ purpose: `${TEXT} мета`, contact: `${TEXT} контакт`, expectedPeople: 918_270, askedById: authorId },
      ...{ startLocal: '2019-04-01T10:00:00', zone: 'Europe/Kyiv', wallMinutes: 60, setUpMinutes: 918_271 },
      ...{ tearDownMinutes: 918_272, startsAt: new Date('2019-04-01T07:00Z'), endsAt: new Date('2019-04-01T08:00Z') },
    });
    const minutes = (at: string, more: number) => new Date(Date.parse(at) + more * 60_000);
    const occupied = { from: minutes('2019-04-01T07:00Z', -918_271), to: minutes('2019-04-01T08:00Z', 918_272) };
    await tx.insert(occupancies).values({ unitId: lab.units.a, bookingId, occupied });
  });
  const draftParts: EventParts = {
    ...{ titleUk: `${TEXT} чернетка`, titleEn: `${TEXT} draft`, descriptionUk: `${TEXT} опис`, tags: [TEXT] },
    ...{ editorialStatus: 'SUBMITTED', publishedAt: null, contactName: `${TEXT} хто`, priceUk: `${TEXT} ціна` },
    ...{ coverUrl: `https://${TEXT}.example.org/a.png`, coverAltUk: `${TEXT} alt` },
    sessions: [{ at: '2019-04-02T07:00:00Z', reason: `${TEXT} причина`, happeningStatus: 'CANCELLED' }],
  };
  const draft = await lab.add(draftParts);
  const shown = await lab.add({
    ...{ titleUk: `${OPEN} подія`, staffNotes: `${TEXT} нотатки`, joinUrl: `https://${TEXT}.example.org/join` },
    ...{ minimumAttendance: 918_273, decideDaysBefore: 3, authorId, cloneOfId: draft, kind: 'EXHIBITION' },
    attendanceMode: 'MIXED',
    measureIds: [lab.measures.public, lab.measures.schools],
    sessions: [
      {
        ...{ at: '2019-04-01T07:00:00Z', place: 'ROOM', roomId: hallA, layoutKind: 'THEATRE', bookingId },
        ...{ expectedPeople: 918_275, setUpMinutes: 918_276, tearDownMinutes: 918_277, brokenKinds: ['Closed'] },
        equipment: [{ equipmentId: lab.projectors, quantity: 918_278 }],
      },
      { at: '2019-04-08T07:00:00Z', happeningStatus: 'MOVED_ONLINE', place: 'ONLINE' },
      // It is not in the calendar: not even when it was to be.
      { at: '2019-04-15T07:00:00Z', standing: 'TO_PLACE', expectedPeople: 918_279, reason: `${TEXT} чому` },
    ],
  });
  await plant(draft, shown, authorId);
  const sessionOf = async (id: string) => {
    const query = 'query ($id: ID!) { event(id: $id) { sessions { id } } }';
    const { event } = await lab.data<{ event: { sessions: { id: string }[] } }>(query, { id }, APPROVER);
    return event.sessions.map((session) => session.id);
  };
  const sessions = [...(await sessionOf(draft)), ...(await sessionOf(shown))];
  expect(sessions).toHaveLength(4);
  roots = [
    { field: 'programme', args: '(first: 20, filter: { from: "2019-01-01T00:00:00Z" })' },
    { field: 'events', args: '(first: 20)' },
    ...[draft, shown].map((id) => ({ field: 'event', args: `(id: "${id}")` })),
    ...sessions.map((id) => ({ field: 'session', args: `(id: "${id}")` })),
    { field: 'measure', args: `(id: "${lab.measures.public}")` },
  ];
}, 60_000);
afterAll(() => lab.app.stop());

/** What hangs on the events: people and papers. */
async function plant(draft: Id<'Event'>, shown: Id<'Event'>, personId: Id<'Person'>): Promise<void> {
  const now = lab.app.clock.now();
  const stamps = { version: 1, createdAt: now, updatedAt: now };
  const secretOf = (what: string) => `${TEXT} ${what}`;
  const [known, hidden] = [newId<'Speaker'>(), newId<'Speaker'>()];
  await lab.database.transaction(async (tx) => {
    const reached = { email: `${TEXT}@speaker.org`, phone: secretOf('телефон'), searchText: ' x' };
    const named = { id: known, nameUk: `${OPEN} доповідачка`, consentOn: '2019-01-01' };
    const unnamed = { nameUk: secretOf('ім’я'), nameEn: secretOf('name'), affiliation: secretOf('місце') };
    const told = { bioUk: secretOf('життєпис'), bioEn: secretOf('bio') };
    await tx.insert(speakers).values([
      { ...stamps, ...reached, ...named },
      { ...stamps, ...reached, ...unnamed, ...told, id: hidden, consentOn: null },
    ]);
    for (const [position, speakerId] of [known, hidden].entries()) {
      await tx.insert(eventSpeakers).values({ eventId: shown, speakerId, role: 'SPEAKER', position });
    }
    for (const [position, visibility] of (['PUBLIC', 'AFTER_CONFIRMATION', 'STAFF'] as const).entries()) {
      const word = visibility === 'PUBLIC' ? OPEN : TEXT;
      const material = { titleUk: `${word} слайди`, titleEn: `${word} slides`, url: `https://${word}.example.org` };
      await tx.insert(eventMaterials).values({ ...material, id: newId(), eventId: shown, visibility, position });
    }
    const day = { date: '2019-02-01', visitors: 918_270, countedById: personId, countedAt: now };
    await tx.insert(exhibitionDays).values({ ...day, eventId: shown });
    const review = { action: 'RETURN' as const, comment: secretOf('зауваження'), personId, eventVersion: 1, at: now };
    await tx.insert(eventReviews).values({ ...review, id: newId(), eventId: shown });
    const template = { nameUk: secretOf('шаблон'), content: {} as never, branchId: lab.branches.central };
    await tx.insert(eventTemplates).values({ ...stamps, ...template, id: newId() });
    const proposed = { title: secretOf('пропозиція'), description: secretOf('опис'), contactName: secretOf('хто') };
    const answered = { state: 'CONVERTED' as const, decidedAt: now, language: 'uk' as const };
    await tx.insert(eventProposals).values({
      ...{ ...stamps, ...proposed, ...answered, id: newId(), eventId: draft, formHash: new Uint8Array([1]) },
    });
  });
}

async function read(asking: Asking): Promise<{ found: Set<string>; text: string; leftOut: string[]; queries: number }> {
  const { queries, leftOut } = walk(lab.app.nest.get(GraphQLSchemaHost).schema, roots);
  let text = '';
  for (const query of queries) {
    const { data, errors } = await lab.app.gql<object>(query, {}, asking);
    // Some fields refuse whoever may not; a query that was not even read would hide everything.
    const strange = errors?.filter(({ extensions }) => !['UNAUTHENTICATED', 'FORBIDDEN'].includes(extensions.code));
    expect({ query, strange: strange ?? [] }).toEqual({ query, strange: [] });
    text += JSON.stringify([data, errors]);
  }
  return { found: new Set(text.match(SECRET)), text, leftOut, queries: queries.length };
}

describe('every field that leads on from the programme', () => {
  it('tells nobody what is for staff', async () => {
    const { found, text, queries } = await read(NOBODY);
    expect([...found]).toEqual([]);
    // And yet the events were there.
    expect(text).toContain(`${OPEN} подія`);
    expect(text).toContain(`${OPEN} доповідачка`);
    expect(text).toContain(`https://${OPEN}.example.org`);
    expect(text).not.toContain('2019-04-15');
    expect(text).not.toContain('2019-04-02');
    expect(queries).toBeGreaterThan(50);
  }, 120_000);

  it('tells somebody who is signed in no more', async () => {
    const { found } = await read({ as: 'teacher' });
    expect([...found]).toEqual([]);
  }, 120_000);

  it('tells the staff of its branch, so that there was something to tell', async () => {
    const { found, text } = await read(APPROVER);
    expect(found.size).toBeGreaterThan(6);
    for (const told of ['нотатки', 'чернетка', 'ім’я', 'зауваження', 'слайди', 'чому']) {
      expect(text).toContain(`${TEXT} ${told}`);
    }
    expect(text).toContain(`https://${TEXT}.example.org/join`);
  }, 120_000);

  it('leaves out no field but these, which want an argument and speak of hours and plans', () => {
    const { leftOut } = walk(lab.app.nest.get(GraphQLSchemaHost).schema, roots);
    expect(leftOut).toEqual(['Branch.closures', 'Branch.openOn', 'Plan.measure', 'Room.blockings', 'Room.openOn']);
  });
});
