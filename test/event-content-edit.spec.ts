import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids/id.ts';
import { ContentLab, UPDATE } from './content-lab.ts';
import { APPROVER, LIBRARIAN } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
const NOBODYS = newId<'Event'>();
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

const material = (titleUk: string, parts = {}) => ({
  ...{ titleUk, url: 'https://files.example/a', visibility: 'PUBLIC', ...parts },
});

describe('an edit', () => {
  it('changes what it names and keeps the rest; null clears', async () => {
    const before = await lab.made({
      ...{ titleEn: 'A club', descriptionUk: 'Опис', tags: ['клуб'], ageFrom: 6, priceUk: '10 грн', language: 'en' },
      ...{
        furtherMeasureIds: [lab.measures.schools],
        staffNotes: 'Нотатка',
        minimumAttendance: 4,
        decideDaysBefore: 1,
      },
      ...{ organisers: [{ bodyId: lab.bodies.DK, role: 'ORGANISER' }], materials: [material('Програма')] },
    });
    const after = await lab.edit(before, { titleEn: null, kind: 'LECTURE', contact: { email: null } });
    expect(after).toEqual({
      ...{ ...before, titleEn: null, eventKind: 'LECTURE', version: 2 },
      contact: { name: 'Відділ подій', phone: '+380 44 000 00 00', email: null },
      // Nobody had touched what was usual for the kind.
      registrationSettings: { ...(before['registrationSettings'] as object), mode: 'OPEN', closesMinutesBefore: 60 },
    });
    expect(await lab.readEvent(before.id)).toEqual(after);
    const cleared = await lab.edit(after, {
      ...{ descriptionUk: null, tags: null, ageFrom: null, priceUk: null, language: null, staffNotes: null },
      ...{ furtherMeasureIds: null, audienceIds: null, organisers: null, materials: null, contact: null },
      minimumAttendance: null,
    });
    expect(cleared).toMatchObject({
      ...{ description: null, tags: [], ageFrom: null, isFree: true, language: 'uk', contact: null, version: 3 },
      ...{ measures: [{ number: '8' }], audiences: [], organisers: [], materials: [] },
      staff: { notes: null, minimumAttendance: null, decideDaysBefore: null },
    });
    const { schools } = lab.measures;
    expect(await lab.edit(cleared, { primaryMeasureId: schools })).toMatchObject({ measures: [{ number: '12' }] });
  });

  it.each(['titleUk', 'kind', 'primaryMeasureId', 'branchId'])('cannot clear %s', async (field) => {
    const { id } = await lab.made();
    const { errors } = await lab.ask(UPDATE, { input: { id, version: 1, [field]: null } }, LIBRARIAN);
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', fields: expect.arrayContaining([expect.objectContaining({ path: field })]) },
    });
  });

  it('that changes nothing writes nothing', async () => {
    const lesson = { minutes: 45, curriculum: null, outreach: false };
    const before = await lab.published({
      kind: 'THEMATIC_LESSON',
      registration: { mode: 'OPEN', capacity: 20 },
      lesson,
    });
    const [rows, lines] = [await lab.sessionRows(before.id), await lab.audit(before.id)];
    const same = {
      ...{
        titleUk: before['titleUk'],
        titleEn: null,
        tags: [],
        kind: 'THEMATIC_LESSON',
        lesson,
        attendanceMode: 'MIXED',
      },
      ...{ registration: { capacity: 20, mode: 'OPEN' }, audienceIds: [lab.audiences.RESIDENTS], contact: {} },
      ...{ primaryMeasureId: lab.measures.public, furtherMeasureIds: [], branchId: lab.branches.central, speakers: [] },
    };
    expect(await lab.edit(before, same)).toEqual(before);
    expect(await lab.edit(before, {})).toEqual(before);
    expect(await lab.readEvent(before.id)).toEqual(before);
    expect([await lab.sessionRows(before.id), await lab.audit(before.id)]).toEqual([rows, lines]);
  });

  it('keeps the ids of materials, and takes only those of the event', async () => {
    const event = await lab.made({ materials: [material('Перша'), material('Друга')] });
    const [first, second] = event.materials;
    const after = await lab.edit(event, {
      materials: [{ ...material('Друга змінена'), id: second?.id }, material('Третя')],
    });
    expect(after.materials.map(({ titleUk }) => titleUk)).toEqual(['Друга змінена', 'Третя']);
    expect(after.materials[0]?.id).toBe(second?.id);
    expect([first?.id, second?.id]).not.toContain(after.materials[1]?.id);
    const other = await lab.made({ materials: [material('Чужа')] });
    for (const id of [first?.id, other.materials[0]?.id]) {
      const input = { id: event.id, version: 2, materials: [{ ...material('Крадена'), id }] };
      expect(await lab.outcome(UPDATE, { input }, LIBRARIAN)).toBe('NOT_FOUND');
    }
  });

  it('keeps a speaker who retired since, and names no other', async () => {
    const { open, shy } = lab.speakers;
    const event = await lab.made({ speakers: [{ speakerId: open, role: 'GUEST' }] });
    await lab.retire(open);
    const both = [open, shy].map((id) => ({ speakerId: id, role: 'SPEAKER' }));
    expect(await lab.edit(event, { speakers: both })).toMatchObject({ version: 2, speakers: [{}, {}] });
    expect(await lab.create({ speakers: both })).toMatchObject({ kind: 'SpeakerRetired' });
    await lab.retire(open, null);
  });

  it.each([NOBODYS, 'nonsense', "x' or 1=1", '\u0000'])('of %j finds nothing', async (id) => {
    expect(await lab.outcome(UPDATE, { input: { id, version: 1 } }, LIBRARIAN)).toBe('NOT_FOUND');
  });

  it('of an archived event is refused', async () => {
    const event = await lab.published();
    lab.app.clock.set('2019-06-01T08:00:00Z');
    must(await lab.archive(event.id));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    expect(await lab.edit({ id: event.id, version: event.version + 1 }, { titleUk: 'Ні' })).toMatchObject({
      ...{ kind: 'WrongStatus', action: 'UPDATE', nowEditorial: 'ARCHIVED' },
    });
    expect(await lab.readEvent(event.id, {})).toMatchObject({ titleUk: 'Клуб читачів' });
  });
});

describe('two editors', () => {
  it('of an old version the later hears what it is now, in their language', async () => {
    const event = await lab.made();
    const { updatedAt } = await lab.edit(event, { titleUk: 'Перша', kind: 'QUIZ' }, APPROVER);
    expect(await lab.edit(event, { titleUk: 'Друга' }, { as: 'librarian', language: 'en' })).toMatchObject({
      ...{ kind: 'ChangedMeanwhile', by: 'approver of the test', at: updatedAt },
      message: expect.stringContaining('Somebody'),
      current: {
        ...{ __typename: 'Event', id: event.id, version: 2, titleUk: 'Перша', eventKind: 'QUIZ' },
        branch: { slug: 'central' },
      },
    });
    expect(await lab.readEvent(event.id)).toMatchObject({ titleUk: 'Перша' });
  });

  it('at the same moment: of ten edits of one version exactly one wins', async () => {
    const event = await lab.published();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => lab.edit(event, { titleUk: `Назва ${index}`, tags: [`т${index}`] })),
    );
    const kinds = answers.map(({ kind }) => kind ?? 'written').sort();
    expect(kinds).toEqual([...Array.from({ length: 9 }, () => 'ChangedMeanwhile'), 'written']);
    const winner = answers.find(({ kind }) => !kind);
    expect(await lab.readEvent(event.id)).toEqual(winner);
    expect((await lab.sessionRows(event.id)).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it('hear of a date that was scheduled in between', async () => {
    const event = await lab.made({ attendanceMode: 'ONLINE' });
    must(await lab.schedule(event.id, { place: { online: true } }));
    expect(await lab.edit(event, { titleUk: 'Пізно' })).toMatchObject({ kind: 'ChangedMeanwhile' });
  });
});

describe('calendars', () => {
  it.each([
    ['the title', () => ({ titleUk: 'Інша назва' }), 1],
    ['the audiences', () => ({ audienceIds: [lab.audiences.PUPILS] }), 1],
    ['the measures', () => ({ furtherMeasureIds: [lab.measures.schools] }), 1],
    ['a speaker', () => ({ speakers: [{ speakerId: lab.speakers.shy, role: 'GUEST' }] }), 0],
    ['whom to ask', () => ({ contact: { name: 'Хтось' } }), 0],
    ['the price', () => ({ priceUk: '5 грн' }), 1],
    ['how one attends', () => ({ attendanceMode: 'ONLINE' }), 1],
    ['the kind', () => ({ kind: 'QUIZ' }), 1],
    ['the language', () => ({ language: 'pl' }), 1],
    ['the notes of staff', () => ({ staffNotes: 'Тихо' }), 0],
    ['the link to join by', () => ({ joinUrl: 'https://meet.example/other' }), 0],
  ])('hear of %s as far as they show it', async (_, change, rises) => {
    const event = await lab.published();
    const [before] = await lab.sessionRows(event.id);
    lab.app.clock.set('2019-03-02T08:00:00Z');
    expect(await lab.edit(event, change())).toMatchObject({ version: event.version + 1 });
    lab.app.clock.set('2019-03-01T08:00:00Z');
    const [after] = await lab.sessionRows(event.id);
    expect(after!.sequence - before!.sequence).toBe(rises);
    expect(after!.revisedAt > before!.revisedAt).toBe(rises === 1);
  });

  it('hear nothing of a draft', async () => {
    const { id } = await lab.made({ attendanceMode: 'ONLINE' });
    const { version } = must(await lab.schedule(id, { place: { online: true } }))['event'] as { version: number };
    must(await lab.edit({ id, version }, { titleUk: 'Інша' }));
    expect(await lab.sessionRows(id)).toMatchObject([{ sequence: 0, version: 1 }]);
  });

  it('count by what the event says now', async () => {
    const event = await lab.published();
    const [before] = await lab.sessionRows(event.id);
    must(await lab.edit(event, { language: 'en' }));
    const [after] = await lab.sessionRows(event.id);
    expect(after?.profileId).not.toBe(before?.profileId);
  });
});

describe('on the way to the public', () => {
  it('an author’s edit of an approved event waits for a yes again; an approver’s does not', async () => {
    const event = await lab.approved();
    expect(await lab.edit(event, {})).toMatchObject({ editorialStatus: 'APPROVED' });
    const kept = await lab.edit(event, { titleUk: 'Схвалена' }, APPROVER);
    expect(kept).toMatchObject({ editorialStatus: 'APPROVED' });
    expect(await lab.edit(kept, { titleUk: 'Не схвалена' })).toMatchObject({
      editorialStatus: 'SUBMITTED',
      version: 3,
    });
    const [, , line] = await lab.audit(event.id);
    expect(line?.changes).toContainEqual({ field: 'editorialStatus', before: 'APPROVED', after: 'SUBMITTED' });
  });

  it('where authors publish, nothing they edit waits', async () => {
    await lab.authorsPublish(lab.branches.central, true);
    const event = await lab.approved();
    expect(await lab.edit(event, { titleUk: 'Своя' })).toMatchObject({ editorialStatus: 'APPROVED' });
    await lab.authorsPublish(lab.branches.central, false);
  });

  it('a published event stays complete, and says what it would lack', async () => {
    const event = await lab.published();
    const lacking = { audienceIds: [], contact: { name: null }, joinUrl: null, coverUrl: 'https://img.example/a.png' };
    expect(await lab.edit(event, lacking)).toMatchObject({
      ...{ kind: 'NotReady', missing: ['AUDIENCE', 'JOIN_LINK', 'CONTACT', 'ALT_TEXT'] },
    });
    expect(await lab.readEvent(event.id)).toEqual(event);
    expect(await lab.edit(event, { coverUrl: 'https://img.example/a.png', coverAltUk: 'Книга' })).toMatchObject({
      ...{ editorialStatus: 'PUBLISHED', coverAlt: 'Книга' },
    });
  });

  it('shows the buttons that work', async () => {
    const draft = await lab.made();
    const buttons = async (id: string, asking = LIBRARIAN) => (await lab.readEvent(id, asking))?.['viewerCan'];
    expect(await buttons(draft.id)).toEqual(['UPDATE', 'DISCARD', 'SUBMIT']);
    expect(await buttons(draft.id, APPROVER)).toEqual(['UPDATE', 'DISCARD', 'SUBMIT', 'PUBLISH']);
    await lab.authorsPublish(lab.branches.central, true);
    expect(await buttons(draft.id)).toEqual(['UPDATE', 'DISCARD', 'SUBMIT', 'PUBLISH']);
    await lab.authorsPublish(lab.branches.central, false);
    const { id } = await lab.approved();
    expect(await buttons(id)).toEqual(['UPDATE', 'PUBLISH']);
    expect(await buttons(id, APPROVER)).toEqual(['UPDATE', 'RETURN', 'PUBLISH']);
    const out = await lab.published();
    expect(await buttons(out.id)).toEqual(['UPDATE']);
    expect(await buttons(out.id, {})).toEqual([]);
    // It is put away once its date has passed.
    lab.app.clock.set('2019-06-01T08:00:00Z');
    expect(await buttons(out.id)).toEqual(['UPDATE', 'ARCHIVE']);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });
});
