import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids/id.ts';
import { ContentLab, CREATE, PUBLIC_WORDS, UPDATE } from './content-lab.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';

let lab: ContentLab;
const NOBODYS = newId<'Event'>();
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

/** Everything that can be said of an event, staff's words among it. */
const whole = () => ({
  ...{ titleUk: 'Урок про книгу', titleEn: 'A lesson', descriptionUk: 'Раз\nдва', descriptionEn: 'One\ntwo' },
  ...{ kind: 'THEMATIC_LESSON', language: 'en', signLanguage: true, stepFree: false },
  ...{ ageFrom: 10, ageTo: 17, gradeFrom: 5, gradeTo: 11, attendanceMode: 'MIXED', tags: ['книга', 'Європа'] },
  joinUrl: 'https://meet.example/secret-room',
  ...{ coverUrl: 'https://img.example/a.png', coverAltUk: 'Книга на столі', coverAltEn: 'A book on a table' },
  ...{ priceUk: '50 грн', priceEn: '50 UAH', staffNotes: 'Таємна нотатка', minimumAttendance: 5 },
  lesson: { minutes: 40, curriculum: 'Громадянська освіта, 10 клас', outreach: true },
  registration: { mode: 'APPROVAL', capacity: 30, opensDaysBefore: 14, largestGroup: 30 },
  organisers: [
    { bodyId: lab.bodies.DK, role: 'ORGANISER' },
    { bodyId: lab.bodies.DON, role: 'PARTNER' },
  ],
  speakers: [
    { speakerId: lab.speakers.shy, role: 'TRAINER' },
    { speakerId: lab.speakers.open, role: 'SPEAKER' },
  ],
  materials: [
    { titleUk: 'Програма', titleEn: 'Programme', url: 'https://files.example/p.pdf', visibility: 'PUBLIC' },
    { titleUk: 'Слайди', url: 'https://files.example/secret-slides', visibility: 'AFTER_CONFIRMATION' },
    { titleUk: 'Кошторис', url: 'https://files.example/secret-costs', visibility: 'STAFF' },
  ],
  audienceIds: [lab.audiences.STUDENTS, lab.audiences.PUPILS, lab.audiences.STUDENTS],
  primaryMeasureId: lab.measures.schools,
  furtherMeasureIds: [lab.measures.public, lab.measures.schools],
});

describe('who may not', () => {
  it.each([
    ['createEvent', CREATE, () => ({ input: lab.eventInput() })],
    ['updateEvent', UPDATE, () => ({ input: { id: NOBODYS, version: 1 } })],
  ])('nobody is let in to %s', async (_, mutation, variables) => {
    expect(await lab.outcome(mutation, variables(), NOBODY)).toBe('UNAUTHENTICATED');
    expect(await lab.outcome(mutation, variables(), { as: 'reporter' })).toBe('FORBIDDEN');
  });

  it('writes at a branch but its own staff, and nobody moves an event to a branch of others', async () => {
    const { central, next } = lab.branches;
    await lab.database.transaction((tx) => lab.grant(tx, 'stranger', 'LIBRARIAN', next));
    const asking = { as: 'stranger' } as const;
    const { id } = await lab.made();
    for (const [mutation, input] of [
      [CREATE, lab.eventInput()],
      [UPDATE, { id, version: 1, titleUk: 'Чуже' }],
      [UPDATE, { id, version: 1, branchId: next }],
      [UPDATE, { id, version: 9 }],
    ] as const) {
      expect(await lab.outcome(mutation, { input }, asking)).toBe('FORBIDDEN');
    }
    expect(await lab.readEvent(id)).toMatchObject({ titleUk: 'Клуб читачів', version: 1 });
    const own = await lab.made({ branchId: next }, asking);
    expect(await lab.outcome(UPDATE, { input: { id: own.id, version: 1, branchId: central } }, asking)).toBe(
      'FORBIDDEN',
    );
    expect(await lab.readEvent(own.id, asking)).toMatchObject({ branch: { slug: 'next' }, version: 1 });
  });

  it('sees a draft but the staff of its branch; approvers write as librarians do', async () => {
    const { id } = await lab.made({}, APPROVER);
    for (const as of [null, 'stranger', 'reporter', 'coordinator'] as const) {
      expect(await lab.readEvent(id, { as })).toBeNull();
    }
    expect(await lab.edit({ id, version: 1 }, { titleUk: 'Інша' }, APPROVER)).toMatchObject({ version: 2 });
    expect(await lab.readEvent(id)).toMatchObject({ titleUk: 'Інша', staff: { author: 'approver of the test' } });
    expect(await lab.readEvent('nonsense')).toBeNull();
    expect(await lab.readEvent(NOBODYS)).toBeNull();
  });
});

describe('a new event', () => {
  it('reads back as it was given', async () => {
    const event = await lab.made(whole());
    expect(event).toEqual({
      ...{ id: event.id, version: 1, eventKind: 'THEMATIC_LESSON', arrangement: 'SINGLE', registrationUnit: 'SESSION' },
      ...{ titleUk: 'Урок про книгу', titleEn: 'A lesson', title: 'Урок про книгу' },
      ...{ descriptionUk: 'Раз\nдва', descriptionEn: 'One\ntwo', description: 'Раз\nдва' },
      ...{ language: 'en', signLanguage: true, stepFree: false, ageFrom: 10, ageTo: 17, gradeFrom: 5, gradeTo: 11 },
      ...{ attendanceMode: 'MIXED', tags: ['книга', 'Європа'], coverUrl: 'https://img.example/a.png' },
      ...{ coverAlt: 'Книга на столі', price: '50 грн', isFree: false, editorialStatus: 'DRAFT' },
      ...{ branch: { slug: 'central' }, audiences: [{ code: 'STUDENTS' }, { code: 'PUPILS' }] },
      // Each once, the primary one first.
      ...{ measures: [{ number: '12' }, { number: '8' }], primaryMeasure: { number: '12' } },
      contact: { name: 'Відділ подій', phone: '+380 44 000 00 00', email: 'events@example.org' },
      organisers: [
        { body: { code: 'DK' }, role: 'ORGANISER' },
        { body: { code: 'DON' }, role: 'PARTNER' },
      ],
      speakers: [
        { speaker: { nameUk: 'Петро Тихий' }, role: 'TRAINER' },
        { speaker: { nameUk: 'Оксана Відкрита' }, role: 'SPEAKER' },
      ],
      materials: whole().materials.map((material) => ({ id: expect.any(String), titleEn: null, ...material })),
      lesson: { minutes: 40, curriculum: 'Громадянська освіта, 10 клас', outreach: true },
      ...{ contest: null, exhibition: null, training: null },
      // What the kind says of registration stays where nothing else is said.
      registrationSettings: {
        ...{ mode: 'APPROVAL', capacity: 30, opensDaysBefore: 14, closesMinutesBefore: 1_440, largestGroup: 30 },
      },
      viewerCan: ['UPDATE', 'DISCARD', 'SUBMIT'],
      ...{ createdAt: '2019-03-01T08:00:00.000Z', updatedAt: '2019-03-01T08:00:00.000Z', publishedAt: null },
      staff: {
        ...{ notes: 'Таємна нотатка', joinUrl: 'https://meet.example/secret-room', minimumAttendance: 5 },
        ...{ decideDaysBefore: 3, author: 'librarian of the test', cloneOf: null, exhibitionDays: [] },
      },
    });
    expect(await lab.readEvent(event.id)).toEqual(event);
    expect(await lab.readEvent(event.id, { as: 'librarian', language: 'en' })).toMatchObject({
      ...{ title: 'A lesson', description: 'One\ntwo', coverAlt: 'A book on a table', price: '50 UAH' },
    });
  });

  it('begins with what is usual for its kind, and with nothing else', async () => {
    const bare = { titleUk: 'Гість', kind: 'TRAINING', branchId: lab.branches.central };
    const { id } = await lab.asked<{ id: string }>(
      CREATE,
      { input: { ...bare, primaryMeasureId: lab.measures.public } },
      LIBRARIAN,
    );
    expect(await lab.readEvent(id, { as: 'librarian', language: 'en' })).toMatchObject({
      ...{ title: 'Гість', description: null, language: 'uk', signLanguage: false, stepFree: null, tags: [] },
      ...{ attendanceMode: 'OFFLINE', coverUrl: null, coverAlt: null, price: null, isFree: true, contact: null },
      ...{ audiences: [{ code: 'LIBRARY_VISITORS' }, { code: 'PUBLIC_REPS' }], measures: [{ number: '8' }] },
      ...{ organisers: [], speakers: [], materials: [], training: { hours: null, credits: null }, lesson: null },
      registrationSettings: { mode: 'APPROVAL', closesMinutesBefore: 1_440, capacity: null, largestGroup: null },
      staff: { notes: null, joinUrl: null, minimumAttendance: null, decideDaysBefore: null },
    });
  });

  it('has nobody for an audience where that is said', async () => {
    expect(await lab.made({ audienceIds: [] })).toMatchObject({ audiences: [] });
    expect(await lab.made({ audienceIds: null })).toMatchObject({ audiences: [] });
  });

  it('is cleaned of what nobody reads', async () => {
    const parts = {
      titleUk: '  Урок \n про\u0007 книгу ',
      descriptionUk: 'Раз\r\nдва\u0000',
      tags: [' нова\u0007  книга '],
    };
    expect(await lab.made(parts)).toMatchObject({
      ...{ titleUk: 'Урок про книгу', descriptionUk: 'Раз\nдва', tags: ['нова книга'] },
    });
    expect(await lab.made({ descriptionUk: ' \n ' })).toMatchObject({ descriptionUk: null });
  });

  it('takes texts of the greatest length, counted in characters', async () => {
    const parts = { titleUk: '🎉'.repeat(300), descriptionUk: 'ї'.repeat(10_000) };
    expect(await lab.made(parts)).toMatchObject(parts);
  });

  it.each([
    [() => ({ branchId: NOBODYS }), 'branch'],
    [() => ({ branchId: "x' or 1=1" }), 'branch'],
    [() => ({ primaryMeasureId: lab.audiences.PUPILS }), 'measure'],
    [() => ({ furtherMeasureIds: ['8'] }), 'measure'],
    [() => ({ audienceIds: [lab.audiences.PUPILS, NOBODYS] }), 'audience'],
    [() => ({ organisers: [{ bodyId: NOBODYS, role: 'PARTNER' }] }), 'body'],
    [() => ({ speakers: [{ speakerId: '\u0000', role: 'GUEST' }] }), 'speaker'],
    [() => ({ materials: [{ ...whole().materials[0], id: NOBODYS }] }), 'material'],
  ])('is not found where it names what is not there (%#)', async (parts, what) => {
    const before = await lab.eventCount();
    const { errors } = await lab.ask(CREATE, { input: lab.eventInput(parts()) }, LIBRARIAN);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(errors?.[0]?.message).toContain(`the ${what}`);
    expect(await lab.eventCount()).toBe(before);
  });

  it('names nobody who speaks no more', async () => {
    const { gone, open } = lab.speakers;
    const speakers = [open, gone].map((speakerId) => ({ speakerId, role: 'GUEST' }));
    expect(await lab.create({ speakers }, { as: 'librarian', language: 'en' })).toMatchObject({
      ...{ kind: 'SpeakerRetired', names: ['Ivan Past'], message: expect.stringContaining('Ivan Past') },
    });
  });

  it('held on the spot has no link to join by', async () => {
    const joinUrl = 'https://meet.example/x';
    expect(await lab.create({ joinUrl })).toMatchObject({
      ...{ kind: 'JoinLinkOffline', message: expect.stringContaining('наживо') },
    });
    expect(await lab.made({ joinUrl, attendanceMode: 'ONLINE' })).toMatchObject({ staff: { joinUrl } });
  });
});

describe('the public', () => {
  it('reads the words of a published event, and nothing of staff', async () => {
    const { id } = await lab.published(whole());
    for (const as of [null, 'stranger', 'coordinator', 'trainer'] as const) {
      const event = await lab.readEvent(id, { as });
      expect(event).toMatchObject({
        ...{ titleUk: 'Урок про книгу', staff: null, viewerCan: [], measures: [{ number: '12' }, { number: '8' }] },
        speakers: [{ speaker: { nameUk: 'Оксана Відкрита' }, role: 'SPEAKER' }],
        materials: [{ titleUk: 'Програма' }],
      });
      expect(JSON.stringify(event)).not.toMatch(/secret|Таємн|Петро|librarian/);
    }
    expect(await lab.readEvent(id, APPROVER)).toMatchObject({
      ...{ speakers: [{}, {}], materials: [{}, {}, {}], staff: { notes: 'Таємна нотатка' } },
    });
  });

  it('sees no field of staff beside `staff`', async () => {
    const { data } = await lab.ask<{ __type: { fields: { name: string }[] } }>(
      '{ __type(name: "Event") { fields { name } } }',
      {},
      NOBODY,
    );
    const names = data.__type.fields.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['title', 'contact', 'staff', 'viewerCan']));
    const staffs = ['staffNotes', 'notes', 'joinUrl', 'author', 'authorId', 'minimumAttendance', 'exhibitionDays'];
    expect(names.filter((name) => staffs.includes(name))).toEqual([]);
    expect(PUBLIC_WORDS).not.toContain('staff');
  });
});
