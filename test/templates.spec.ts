// What events of a sort have in common: written down once, and events begun with it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { eventMeasures } from '../src/events/record/event.tables.ts';
import { measures } from '../src/plans/measure.tables.ts';
import type { Asking } from './app.ts';
import { CloneLab } from './clone-lab.ts';
import { APPROVER, LIBRARIAN, type Made } from './programme-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

const CONTENT = `content { titleUk titleEn descriptionUk tags language ageFrom staffNotes joinUrl attendanceMode
  arrangement attendanceThreshold contact { name phone email } audiences { id } measures { id } speakers { role speaker { nameUk } }
  organisers { role body { code } } materials { titleUk visibility } registrationSettings { mode capacity } lesson { minutes curriculum outreach } }`;
const TEMPLATE = `... on EventTemplate { id version nameUk name templateKind: kind branch { id } durationMinutes layout expectedPeople
  equipment { kind quantity } retiredAt viewerCan ${CONTENT} }`;
const REFUSAL = '... on Refusal { kind message }';
const CHANGED = '... on ChangedMeanwhile { current { id version } }';
const CREATE = `mutation ($input: CreateEventTemplateInput!) { result: createEventTemplate(input: $input) { ${TEMPLATE} ${REFUSAL} } }`;
const UPDATE = `mutation ($input: UpdateEventTemplateInput!) { result: updateEventTemplate(input: $input) { ${TEMPLATE} ${REFUSAL} ${CHANGED} } }`;
const RETIRE = `mutation ($id: ID!, $version: Int) { result: retireEventTemplate(id: $id, version: $version) { ${TEMPLATE} ${REFUSAL} ${CHANGED} } }`;
const FROM_EVENT = `mutation ($eventId: ID!, $nameUk: String!, $branchId: ID) {
  result: createTemplateFromEvent(eventId: $eventId, nameUk: $nameUk, branchId: $branchId) { ${TEMPLATE} } }`;
const USE = `mutation ($templateId: ID!, $branchId: ID!, $titleUk: String, $primaryMeasureId: ID, $audienceIds: [ID!]) {
  result: createEventFromTemplate(templateId: $templateId, branchId: $branchId, titleUk: $titleUk, primaryMeasureId: $primaryMeasureId,
    audienceIds: $audienceIds) { ... on Event { id } ${REFUSAL} ... on TemplateLacks { fields } } }`;
const READ = `query ($id: ID!) { result: eventTemplate(id: $id) { ${TEMPLATE.replace('... on EventTemplate ', '').slice(1, -1)} } }`;
const LIST = `query ($branchId: ID, $kind: EventKind, $retired: Boolean!, $first: Int!, $after: String) {
  result: eventTemplates(branchId: $branchId, kind: $kind, retired: $retired, first: $first, after: $after) {
    edges { node { id nameUk } } pageInfo { hasNextPage endCursor } } }`;

interface Template extends Made {
  readonly content: Parts;
  readonly fields?: string[];
}

let lab: CloneLab;
beforeAll(async () => {
  lab = await CloneLab.start();
});
afterAll(() => lab.app.stop());

const ADMIN: Asking = { as: 'admin' };
const create = (input: Parts, asking = LIBRARIAN) => lab.asked<Template>(CREATE, { input: wished(input) }, asking);
const update = (input: Parts, asking = LIBRARIAN) => lab.asked<Template>(UPDATE, { input }, asking);
const use = (templateId: string, parts: Parts = {}, asking = LIBRARIAN) =>
  lab.asked<Template>(USE, { templateId, branchId: lab.branches.central, ...parts }, asking);
const read = (id: string, asking = LIBRARIAN) => lab.asked<Template | null>(READ, { id }, asking);
const wished = (parts: Parts): Parts => ({
  ...{ branchId: lab.branches.central, nameUk: 'Урок', kind: 'THEMATIC_LESSON', content: {} },
  ...parts,
});

/** A template that gives all that an event cannot do without. */
const whole = (parts: Parts = {}) => ({
  content: { titleUk: 'Медіаграмотність', primaryMeasureId: lab.measures.schools, ...parts },
});

describe('who may', () => {
  it('keep those of a branch are its staff, those of the whole city administrators', async () => {
    const code = (input: Parts, as: Asking['as']) => lab.codeOf(CREATE, { input: wished(input) }, as);
    expect(await code({}, null)).toBe('UNAUTHENTICATED');
    expect(await code({}, 'stranger')).toBe('FORBIDDEN');
    expect(await code({ branchId: lab.branches.next }, 'approver')).toBe('FORBIDDEN');
    expect(await code({ branchId: null }, 'librarian')).toBe('FORBIDDEN');
    expect(await code({}, 'approver')).toBe('in');
    expect(await code({ branchId: null }, 'admin')).toBe('in');
    const { id } = await create({ branchId: null }, ADMIN);
    expect(await lab.codeOf(UPDATE, { input: { id, version: 1 } }, 'librarian')).toBe('FORBIDDEN');
    expect(await lab.codeOf(RETIRE, { id }, 'librarian')).toBe('FORBIDDEN');
  });

  it('read them are those of the branch, and for the whole city everybody who writes events', async () => {
    const own = await create({ branchId: lab.branches.next });
    const shared = await create({ branchId: null, ...whole() }, ADMIN);
    expect(await read(own.id, APPROVER)).toBeNull();
    expect(await read(shared.id, APPROVER)).toMatchObject({ id: shared.id, viewerCan: [] });
    expect(await lab.codeOf(USE, { templateId: own.id, branchId: lab.branches.central }, 'approver')).toBe('NOT_FOUND');
    expect(await lab.codeOf(USE, { templateId: shared.id, branchId: lab.branches.next }, 'approver')).toBe('FORBIDDEN');
    expect((await use(shared.id, {}, APPROVER)).kind).toBeUndefined();
  });
});

describe('the list', () => {
  it('has what the single query answers, page by page, and what is wanted of it', async () => {
    await create({ branchId: lab.branches.third, nameUk: 'Я', kind: 'EXHIBITION' });
    const all = async (parts: Parts, asking = LIBRARIAN) => {
      const found: { id: string; nameUk: string }[] = [];
      for (let after: string | null = null; ;) {
        const page: { edges: { node: { id: string; nameUk: string } }[]; pageInfo: Parts } = await lab.asked(
          LIST,
          { retired: false, first: 2, after, ...parts },
          asking,
        );
        found.push(...page.edges.map(({ node }) => node));
        if (!page.pageInfo['hasNextPage']) return found;
        after = page.pageInfo['endCursor'] as string;
      }
    };
    const [mine, theirs] = [await all({}), await all({}, APPROVER)];
    expect(new Set(mine.map(({ id }) => id)).size).toBe(mine.length);
    for (const { id } of mine) {
      const isSeen = (await read(id, APPROVER)) !== null;
      expect([id, theirs.some((one) => one.id === id)]).toEqual([id, isSeen]);
    }
    expect((await all({ kind: 'EXHIBITION' })).map(({ nameUk }) => nameUk)).toEqual(['Я']);
    const third = await all({ branchId: lab.branches.third });
    expect(third.length).toBeLessThan(mine.length);
    expect(third.map(({ nameUk }) => nameUk)).toContain('Я');
    await lab.asked(RETIRE, { id: (await create({ nameUk: 'Старий' })).id });
    expect((await all({})).map(({ nameUk }) => nameUk)).not.toContain('Старий');
    expect((await all({ retired: true })).map(({ nameUk }) => nameUk)).toContain('Старий');
    expect(await all({ branchId: 'ніщо' })).toEqual([]);
  });
});

describe('a template of an event', () => {
  it('gives another event all that the first one had, and its room to whoever schedules it', async () => {
    const first = await lab.draft({
      ...{ titleUk: 'Урок медіа', kind: 'THEMATIC_LESSON', descriptionUk: 'Опис', tags: ['медіа'], ageFrom: 10 },
      ...{
        lesson: { minutes: 40, curriculum: 'Мистецтво', outreach: true },
        registration: { mode: 'APPROVAL', capacity: 30 },
      },
      ...{ furtherMeasureIds: [lab.measures.schools], staffNotes: 'Ключ', attendanceMode: 'MIXED' },
      ...{ joinUrl: 'https://example.org/j', audienceIds: [lab.audiences.STUDENTS, lab.audiences.PUPILS] },
      materials: [{ titleUk: 'Програма', url: 'https://example.org/p', visibility: 'PUBLIC' }],
    });
    const room = {
      ...{ roomId: lab.rooms.hallA, layout: 'CLASS', expectedPeople: 25 },
      equipment: [{ equipmentId: lab.projectors, quantity: 2 }],
    };
    must(await lab.schedule(first.id, { endTime: '11:30', place: { room } }));
    const template = await lab.asked<Template>(FROM_EVENT, { eventId: first.id, nameUk: 'Уроки медіа' });
    expect(template).toMatchObject({
      ...{ nameUk: 'Уроки медіа', branch: { id: lab.branches.central }, templateKind: 'THEMATIC_LESSON' },
      ...{ durationMinutes: 90, layout: 'CLASS', expectedPeople: 25, equipment: [{ kind: 'PROJECTOR', quantity: 2 }] },
      content: { joinUrl: null, lesson: { minutes: 40, curriculum: 'Мистецтво', outreach: true } },
    });
    const made = await use(template.id);
    const [was, is] = [await lab.whole(first.id), await lab.whole(made.id)];
    const { id: _i, version: _v, sessions: _s, staff, ...words } = was;
    const { id: _id, version, sessions, staff: itsStaff, ...itsWords } = is;
    expect(itsWords).toEqual({ ...words, editorialStatus: 'DRAFT' });
    expect([version, sessions]).toEqual([1, []]);
    expect(itsStaff).toEqual({ ...(staff as Parts), joinUrl: null });
  });

  it('is for the staff of its branch alone', async () => {
    const { id } = await lab.draft({}, APPROVER);
    await lab.put(id, 'PUBLISHED');
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.third));
    const asked = { eventId: id, nameUk: 'Чужий', branchId: lab.branches.third };
    expect(await lab.codeOf(FROM_EVENT, asked, 'trainer')).toBe('FORBIDDEN');
    await lab.put(id, 'DRAFT');
    expect(await lab.codeOf(FROM_EVENT, asked, 'trainer')).toBe('NOT_FOUND');
    expect(await lab.codeOf(FROM_EVENT, { eventId: id, nameUk: 'Міський', branchId: null }, 'librarian')).toBe(
      'FORBIDDEN',
    );
  });
});

describe('an edit', () => {
  it('keeps what is left out, clears what is null, and writes nothing when it changes nothing', async () => {
    const made = await create({
      ...whole({ tags: ['а'], lesson: { minutes: 30 }, contact: { name: 'Ольга', phone: '123' }, ageFrom: 8 }),
      ...{ durationMinutes: 60, equipment: [{ kind: 'LAPTOP', quantity: 4 }] },
    });
    expect(made.content).toMatchObject({ ageFrom: 8, lesson: { minutes: 30, outreach: false } });
    const same = await update({
      id: made.id,
      version: 1,
      content: { ageFrom: 8, lesson: { minutes: 30 } },
      durationMinutes: 60,
    });
    expect(same.version).toBe(1);
    const edited = await update({ id: made.id, version: 1, content: { ageFrom: null, tags: ['б'] }, equipment: null });
    expect(edited).toMatchObject({
      ...{ version: 2, durationMinutes: 60, equipment: [] },
      content: { ageFrom: null, tags: ['б'], titleUk: 'Медіаграмотність', measures: [{ id: lab.measures.schools }] },
    });
    expect(await update({ id: made.id, version: 1, nameUk: 'Інша' })).toMatchObject({
      kind: 'ChangedMeanwhile',
      current: { id: made.id, version: 2 },
    });
    const lines = (await lab.database.reader.select().from(auditEntries).orderBy(auditEntries.id)).filter(
      ({ thingId }) => thingId === made.id,
    );
    expect(lines.map(({ action, changes }) => [action, changes.map(({ field }) => field).sort()])).toMatchObject([
      ['CREATE', expect.arrayContaining(['contactPhone', 'titleUk'])],
      ['UPDATE', ['ageFrom', 'equipment', 'tags']],
    ]);
    expect(JSON.stringify(lines)).not.toContain('Ольга');
  });

  it.each<[string, Parts, string]>([
    ['own fields of another kind', { contest: { resultsOn: '2019-05-01' } }, 'NotOfThisKind'],
    ['a link for an event held on the spot', { joinUrl: 'https://example.org' }, 'JoinLinkOffline'],
  ])('with %s is refused', async (_, content, kind) => {
    expect((await create({ content })).kind).toBe(kind);
    expect((await create({ branchId: null, content }, ADMIN)).kind).toBe(kind);
  });

  it.each<[string, Parts, string]>([
    ['an audience that is none', { audienceIds: [crypto.randomUUID()] }, 'NOT_FOUND'],
    ['a measure that is none', { primaryMeasureId: crypto.randomUUID() }, 'NOT_FOUND'],
    ['ages the wrong way round', { ageFrom: 9, ageTo: 8 }, 'BAD_USER_INPUT'],
    ['further measures without a first one', { furtherMeasureIds: [crypto.randomUUID()] }, 'BAD_USER_INPUT'],
    ['a title of nothing', { titleUk: ' ' }, 'BAD_USER_INPUT'],
  ])('with %s is a fault', async (_, content, code) => {
    expect(await lab.codeOf(CREATE, { input: wished({ content }) }, 'librarian')).toBe(code);
  });
});

describe('an event by a template', () => {
  it('needs what the template leaves open', async () => {
    const { id } = await create({ content: { tags: ['а'] } });
    expect(await use(id)).toMatchObject({ kind: 'TemplateLacks', fields: ['TITLE', 'MEASURE'] });
    const said = { titleUk: 'Моя', primaryMeasureId: lab.measures.public, audienceIds: [lab.audiences.RESIDENTS] };
    expect(await lab.whole((await use(id, said)).id)).toMatchObject({
      ...{ titleUk: 'Моя', tags: ['а'], measures: [{ id: lab.measures.public }], eventKind: 'THEMATIC_LESSON' },
      audiences: [{ id: lab.audiences.RESIDENTS }],
    });
    // Whom its kind is usually for, where nobody says otherwise.
    const usual = await use(id, { titleUk: 'Моя', primaryMeasureId: lab.measures.public });
    expect(await lab.whole(usual.id)).toMatchObject({ audiences: [{ id: lab.audiences.PUPILS }] });
  });

  it('does without what has gone since: a speaker who retired, a measure that is no more', async () => {
    const SPEAKER = 'mutation ($input: CreateSpeakerInput!) { result: createSpeaker(input: $input) { id } }';
    const speaker = await lab.asked<Made>(SPEAKER, { input: { nameUk: 'Олена Коваль' } });
    const gone = await lab.database.transaction(async (tx) => {
      const [row] = await tx.select().from(measures).where(eq(measures.id, lab.measures.schools));
      const id = crypto.randomUUID() as typeof lab.measures.schools;
      await tx.insert(measures).values({ ...row!, id, number: '99' });
      return id;
    });
    const template = await create(
      whole({ primaryMeasureId: gone, speakers: [{ speakerId: speaker.id, role: 'SPEAKER' }] }),
    );
    expect(template.content['speakers']).toMatchObject([{ role: 'SPEAKER', speaker: { nameUk: 'Олена Коваль' } }]);
    expect(await lab.whole((await use(template.id)).id)).toMatchObject({ speakers: [{ role: 'SPEAKER' }] });
    await lab.database.transaction(async (tx) => {
      await tx.delete(eventMeasures).where(eq(eventMeasures.measureId, gone));
      await tx.delete(measures).where(eq(measures.id, gone));
    });
    await lab.asked('mutation ($id: ID!) { result: retireSpeaker(id: $id, retired: true) { __typename } }', speaker);
    expect(await use(template.id)).toMatchObject({ kind: 'TemplateLacks', fields: ['MEASURE'] });
    const made = await use(template.id, { primaryMeasureId: lab.measures.public });
    expect(await lab.whole(made.id)).toMatchObject({ speakers: [] });
  });

  it('is none once the template is out of use', async () => {
    const { id } = await create(whole());
    expect(await lab.asked(RETIRE, { id, version: 1 })).toMatchObject({ version: 2, viewerCan: ['UPDATE'] });
    expect((await use(id)).kind).toBe('TemplateRetired');
    expect(await lab.asked(RETIRE, { id, version: 2 })).toMatchObject({ version: 2 });
  });
});
