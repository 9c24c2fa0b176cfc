// A proposer who asks for their words to go: also from the draft that was made of them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { type EventRow, events } from '../src/events/record/event.tables.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { APPROVER } from './programme-lab.ts';
import { ProposalLab, TEXTS } from './proposal-lab.ts';

let lab: ProposalLab;
beforeAll(async () => {
  lab = await ProposalLab.start();
});
afterAll(() => lab.app.stop());

const EDIT = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) { ... on Event { id version }
  ... on Refusal { kind message } } }`;
const CLONE = `mutation ($input: CloneEventInput!) { result: cloneEvent(input: $input) {
  ... on ClonedEvents { events { id version } } } }`;
const TEMPLATE = `mutation ($eventId: ID!, $branchId: ID!, $nameUk: String!) {
  result: createTemplateFromEvent(eventId: $eventId, branchId: $branchId, nameUk: $nameUk) { ... on EventTemplate { id } } }`;
const DISCARD = `mutation ($id: ID!, $version: Int!) { result: discardEvent(id: $id, version: $version) { __typename } }`;
const STAFF = `query ($id: ID!) { result: event(id: $id) { staff { notes proposal { id wishedTimes reference } } } }`;

/** A proposal and the draft that was made of it. */
async function converted(parts: Record<string, unknown> = {}): Promise<{ id: string; eventId: string }> {
  const { id } = await lab.proposed({ kind: 'LECTURE', expectedPeople: 40, ...parts });
  const { event } = await lab.convert({ id, version: 1 });
  return { id, eventId: event!['id'] as string };
}
async function row(eventId: string): Promise<EventRow> {
  const [found] = await lab.database.reader
    .select()
    .from(events)
    .where(eq(events.id, eventId as Id<'Event'>));
  return found!;
}
const put = (eventId: string, change: Partial<EventRow>) =>
  lab.database.transaction((tx) =>
    tx
      .update(events)
      .set(change)
      .where(eq(events.id, eventId as Id<'Event'>)),
  );
const linesOf = async (eventId: string) => {
  const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, eventId));
  return lines.sort((a, b) => (a.id < b.id ? -1 : 1));
};

describe('the draft of a proposal', () => {
  it('names it in its notes without a word of the proposer’s, and leads its staff to it', async () => {
    const { id, eventId } = await converted();
    const { staffNotes } = await row(eventId);
    expect(staffNotes).toMatch(/^Пропозиція [0-9A-F]{5}-[0-9A-F]{5}\.\nОчікують людей: 40$/);
    const { staff } = await lab.asked<{ staff: Record<string, unknown> }>(STAFF, { id: eventId }, APPROVER);
    expect(staff).toMatchObject({ proposal: { id, wishedTimes: TEXTS.wishedTimes } });
    const { id: other } = await lab.draft();
    expect(await lab.asked(STAFF, { id: other })).toMatchObject({ staff: { proposal: null } });
  });

  it('leads nobody to a proposal of another branch', async () => {
    const { id } = await lab.proposed({ kind: 'LECTURE', branchId: lab.branches.next });
    const { event } = await lab.convert({ id, version: 1 }, { as: 'admin' });
    expect(await lab.asked(STAFF, { id: event!['id'] })).toMatchObject({ staff: { proposal: null } });
  });

  it('is written down without the proposer’s words', async () => {
    const { eventId } = await converted();
    const [made, ...others] = await linesOf(eventId);
    expect([made?.action, others]).toEqual(['CREATE', []]);
    const masked = made!.changes.filter(({ after }) => after === '•••').map(({ field }) => field);
    expect(masked).toEqual(expect.arrayContaining(['titleUk', 'descriptionUk']));
    for (const secret of Object.values(TEXTS)) expect(JSON.stringify(made)).not.toContain(JSON.stringify(secret));
    // What staff write themselves is told as before.
    const { id } = await lab.draft({ titleUk: 'Своя' });
    expect(JSON.stringify(await linesOf(id))).toContain('Своя');
  });
});

describe('no line of the audit keeps the proposer’s words', () => {
  const SECRETS = [TEXTS.title, TEXTS.description, TEXTS.contactName, TEXTS.contactPhone, TEXTS.organisation];
  const told = async (eventId: string) => JSON.stringify(await linesOf(eventId));
  const expectNone = async (eventId: string) => {
    for (const secret of SECRETS) expect(await told(eventId)).not.toContain(JSON.stringify(secret).slice(1, -1));
  };
  const edit = async (eventId: string, change: Record<string, unknown>) =>
    lab.asked(EDIT, { input: { id: eventId, version: (await row(eventId)).version, ...change } });

  it('when staff change the draft, and what they change them to may be made of those', async () => {
    const { id, eventId } = await converted();
    await edit(eventId, { titleUk: `${TEXTS.title}: вечір`, descriptionUk: `${TEXTS.description} Разом.` });
    await edit(eventId, { titleUk: 'Зовсім інша', descriptionUk: null, contact: { name: TEXTS.contactName } });
    const last = (await linesOf(eventId)).at(-1)!;
    expect(last.changes).toEqual(
      expect.arrayContaining([
        { field: 'titleUk', before: '•••', after: '•••' },
        { field: 'descriptionUk', before: '•••', after: null },
      ]),
    );
    await lab.forget(id);
    await expectNone(eventId);
  });

  it('when the draft is copied, and the copy is changed', async () => {
    const { id, eventId } = await converted();
    const input = { eventId, targets: [{ branchId: lab.branches.central }] };
    const { events: copies } = await lab.asked<{ events: { id: string }[] }>(CLONE, { input });
    const copyId = copies[0]!.id;
    await edit(copyId, { titleUk: 'Інша' });
    await lab.forget(id);
    expect((await linesOf(copyId)).map(({ action }) => action)).toEqual(['CREATE', 'UPDATE', 'UPDATE']);
    expect(await row(copyId)).toMatchObject({ titleUk: 'Інша', descriptionUk: null });
    await expectNone(copyId);
  });

  it('when a template is made of the draft', async () => {
    const { eventId } = await converted();
    const args = { eventId, branchId: lab.branches.central, nameUk: 'Зразок' };
    const { id } = await lab.asked<{ id: string }>(TEMPLATE, args);
    expect((await linesOf(id)).map(({ action }) => action)).toEqual(['CREATE']);
    await expectNone(id);
  });

  it('when the draft is discarded', async () => {
    const { id, eventId } = await converted();
    await lab.asked(DISCARD, { id: eventId, version: (await row(eventId)).version });
    await lab.forget(id);
    expect((await linesOf(eventId)).at(-1)).toMatchObject({
      ...{ action: 'DISCARD', changes: [{ field: 'titleUk', before: '•••', after: null }] },
    });
    await expectNone(eventId);
  });

  it('while what staff write of an event of their own is told as before', async () => {
    const { id } = await lab.draft({ titleUk: 'Своя' });
    await edit(id, { titleUk: 'Наша' });
    expect((await linesOf(id)).at(-1)?.changes).toEqual([{ field: 'titleUk', before: 'Своя', after: 'Наша' }]);
  });
});

describe('once the proposer is forgotten', () => {
  it('the description that is still theirs goes from a draft, and is not found any more', async () => {
    const { id, eventId } = await converted();
    expect((await row(eventId)).searchText).toContain('розмовляємо');
    const { version } = await row(eventId);
    await lab.forget(id);
    const after = await row(eventId);
    expect(after).toMatchObject({ descriptionUk: null, editorialStatus: 'DRAFT', version: version + 1 });
    expect(after.titleUk).toBe(TEXTS.title);
    expect(after.searchText).not.toContain('розмовляємо');
    const last = (await linesOf(eventId)).at(-1);
    expect(last?.changes).toEqual([{ field: 'descriptionUk', before: '•••', after: null }]);
    await lab.forget(id);
    expect(await row(eventId)).toEqual(after);
  });

  it('what waits for approval loses it too, and what an author takes from a yes waits again', async () => {
    const { id, eventId } = await converted();
    await put(eventId, { editorialStatus: 'APPROVED' });
    await lab.forget(id);
    expect(await row(eventId)).toMatchObject({ descriptionUk: null, editorialStatus: 'SUBMITTED' });
  });

  it('what staff wrote in its place stays', async () => {
    const { id, eventId } = await converted();
    const { version } = await row(eventId);
    const input = { id: eventId, version, descriptionUk: `${TEXTS.description} Разом.` };
    await lab.asked(EDIT, { input });
    await lab.forget(id);
    expect(await row(eventId)).toMatchObject({ descriptionUk: `${TEXTS.description} Разом.`, version: version + 1 });
  });

  it.each(['PUBLISHED', 'ARCHIVED', 'DRAFT'] as const)(
    'what was published and is %s stays',
    async (editorialStatus) => {
      const { id, eventId } = await converted();
      await put(eventId, { editorialStatus, publishedAt: lab.app.clock.now() });
      const before = await row(eventId);
      await lab.forget(id);
      expect(await row(eventId)).toEqual(before);
    },
  );
});
