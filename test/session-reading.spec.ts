// What is read of sessions, and by whom.
import { bookingOf, must, READ, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

const NOBODY = { as: null } as const;
const OF_EVENT = `query ($id: ID!) { result: event(id: $id) { sessions { id standing joinUrl viewerCan staff { expectedPeople booking { id } } } } }`;
const sessionsOf = async (id: string, asking = lab.asking) =>
  (await lab.asked<{ sessions: Told[] } | null>(OF_EVENT, { id }, asking))?.sessions ?? null;

describe('the public', () => {
  it('reads what stands in the calendar of a published event, and nothing that is for staff', async () => {
    const { session, event, roomId } = await lab.announced(
      {},
      { attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/1' },
    );
    await lab.arrange(event.id, 'SERIES');
    must(await lab.schedule(event.id, { startDate: '2019-04-18' }));
    const shown = (await lab.session(session.id, NOBODY))!;
    expect(shown).toMatchObject({
      ...{ place: 'ROOM', room: { id: roomId }, layout: 'THEATRE', start: '2019-04-17T10:00:00+03:00' },
      ...{ staff: null, viewerCan: [], joinUrl: null },
    });
    expect(await lab.session(session.id)).toMatchObject({ joinUrl: 'https://meet.example.org/1' });
    expect(await sessionsOf(event.id, NOBODY)).toMatchObject([{ staff: null, joinUrl: null }, { staff: null }]);
    expect(await sessionsOf(event.id, { as: 'librarian' })).toMatchObject([
      { id: session.id, staff: { expectedPeople: 10, booking: { id: bookingOf(session)!.id } } },
      { staff: { booking: null } },
    ]);
  });

  it('sees no draft, and no date that was dropped', async () => {
    const { session, event } = await lab.inOwnRoom();
    await lab.arrange(event.id, 'SERIES');
    const other = must(await lab.schedule(event.id, { startDate: '2019-04-18' }));
    must(await lab.dropOne(other.id));
    expect(await lab.session(session.id, NOBODY)).toBeNull();
    expect(await lab.session(session.id, { as: 'teacher' })).toBeNull();
    must(await lab.publish(event.id));
    expect(await lab.session(session.id, NOBODY)).not.toBeNull();
    expect(await lab.session(other.id, NOBODY)).toBeNull();
    expect((await sessionsOf(event.id, NOBODY))!.map(({ id }) => id)).toEqual([session.id]);
    expect((await sessionsOf(event.id))!.map(({ standing }) => standing)).toEqual(['SCHEDULED', 'DROPPED']);
    expect(await lab.codeOf(READ, { id: 'no id' }, 'librarian')).toBe('null');
  });
});

describe('speakers', () => {
  const SPEAKER = `mutation ($input: CreateSpeakerInput!) { result: createSpeaker(input: $input) { id } }`;
  const CLASHES = `query ($id: ID!) { result: session(id: $id) { staff { speakerClashes { speakerId speakerName start end session { id } } } } }`;
  const clashesOf = async ({ id }: Told) =>
    (await lab.asked<{ staff: { speakerClashes: Told[] } }>(CLASHES, { id })).staff.speakerClashes;

  it('who are elsewhere at the same time are told of, unless that is called off', async () => {
    const asked = { input: { nameUk: 'Олена Іваненко', nameEn: 'Olena Ivanenko' } };
    const { id: speakerId } = await lab.asked<Told>(SPEAKER, asked, { as: 'librarian' });
    const speakers = [{ speakerId, role: 'SPEAKER' }];
    const at = async (startTime: string, endTime: string, ofEvent: object = { speakers }, as = 'librarian' as const) =>
      must(await lab.schedule((await lab.draft({ ...ofEvent }, { as })).id, { startTime, endTime }, { as }));
    const mine = await at('10:00', '11:00');
    const other = await at('10:30', '11:30');
    await at('11:00', '12:00');
    await at('10:00', '11:00', {});
    const hidden = await at('10:45', '12:00', { speakers, branchId: lab.branches.next }, 'admin' as 'librarian');
    expect(await clashesOf(mine)).toEqual([
      {
        ...{ speakerId, speakerName: 'Олена Іваненко', session: { id: other.id } },
        ...{ start: '2019-04-17T10:30:00+03:00', end: '2019-04-17T11:30:00+03:00' },
      },
      {
        speakerId,
        speakerName: 'Олена Іваненко',
        start: '2019-04-17T10:45:00+03:00',
        end: hidden['end'],
        session: null,
      },
    ]);
    must(await lab.take('CANCEL', other.id));
    expect(await clashesOf(mine)).toHaveLength(1);
    expect(await clashesOf(other)).toEqual([]);
  });
});

describe('a list', () => {
  it('of many sessions asks no more of the database than one of few', async () => {
    const fields = `id event { id } branch { id } room { id } viewerCan joinUrl
      staff { booking { id } decisionDate isDecisionDue speakerClashes { speakerId } equipment { equipment { id } } }`;
    const query = `query ($id: ID!) { result: event(id: $id) { sessions { ${fields} } } }`;
    const event = await lab.draft();
    await lab.arrange(event.id, 'SERIES');
    const add = async (day: number) => {
      const place = lab.inRoom(lab.rooms.hallB, { equipment: [{ equipmentId: lab.projectors, quantity: 1 }] });
      must(await lab.schedule(event.id, { startDate: `2019-06-${day}`, place }));
    };
    await add(10);
    const ofOne = await lab.statements(() => lab.asked(query, { id: event.id }));
    for (let day = 11; day < 20; day += 1) await add(day);
    let read: { sessions: unknown[] } | undefined;
    const ofTen = await lab.statements(async () => (read = await lab.asked(query, { id: event.id })));
    expect(read!.sessions).toHaveLength(10);
    expect(ofTen).toBe(ofOne);
  });
});
