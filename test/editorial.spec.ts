// The way of an event to the public: returned, mended, approved as it was seen, published, put away.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { EditorialLab } from './editorial-lab.ts';
import { personId } from './people.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';

let lab: EditorialLab;
beforeAll(async () => {
  lab = await EditorialLab.start();
});
afterAll(() => lab.app.stop());

/** What the audit tells of a thing, in order. */
async function auditOf(thingId: string) {
  const rows = await lab.database.reader.select().from(auditEntries).orderBy(auditEntries.id);
  return rows.filter((row) => row.thingId === thingId);
}

describe('the walk', () => {
  it('returned once with a comment, mended, approved and published, is told step by step', async () => {
    const { event } = await lab.scheduled();
    const submitted = await lab.submit(event);
    expect(submitted).toMatchObject({ editorialStatus: 'SUBMITTED', publishedAt: null, staff: { missing: [] } });
    const comment = 'Опис замалий.\nДодайте, хто виступає.';
    const returned = await lab.returned(submitted, comment);
    expect(returned.editorialStatus).toBe('RETURNED');
    const mended = await lab.update(returned, { descriptionUk: 'Говоримо про книжки з Оленою Коваль.' });
    expect(mended.editorialStatus).toBe('RETURNED');
    const again = await lab.submit(mended);
    const approved = await lab.sayYes(again);
    expect(approved.editorialStatus).toBe('APPROVED');
    lab.app.clock.set('2019-03-01T09:00:00Z');
    const published = await lab.step('PUBLISH', approved, LIBRARIAN);
    expect(published).toMatchObject({ editorialStatus: 'PUBLISHED', publishedAt: '2019-03-01T09:00:00.000Z' });
    const author = 'librarian of the test';
    const approver = 'approver of the test';
    expect(published.staff?.reviews).toEqual([
      {
        action: 'SUBMIT',
        comment: null,
        eventVersion: event.version,
        at: '2019-03-01T08:00:00.000Z',
        by: author,
      },
      { action: 'RETURN', comment, eventVersion: submitted.version, at: '2019-03-01T08:00:00.000Z', by: approver },
      { action: 'SUBMIT', comment: null, eventVersion: mended.version, at: '2019-03-01T08:00:00.000Z', by: author },
      { action: 'APPROVE', comment: null, eventVersion: again.version, at: '2019-03-01T08:00:00.000Z', by: approver },
      { action: 'PUBLISH', comment: null, eventVersion: approved.version, at: '2019-03-01T09:00:00.000Z', by: author },
    ]);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('publishes twelve of the thirteen Wednesdays of a series', async () => {
    const roomId = await lab.aRoom();
    const draft = await lab.draft();
    await lab.wednesdays(draft, roomId);
    const submitted = await lab.submit({ id: draft.id, version: (await lab.stands(draft.id)).version });
    const returned = await lab.returned(submitted, 'Додайте опис');
    const mended = await lab.update(returned, { descriptionUk: 'Клуб' });
    const approved = await lab.sayYes(await lab.submit(mended));
    const published = await lab.step('PUBLISH', approved, LIBRARIAN);
    expect(published.editorialStatus).toBe('PUBLISHED');
    const { event } = await lab.data<{ event: { sessions: Record<string, unknown>[] } }>(
      'query ($id: ID!) { event(id: $id) { sessions { standing sequence startDate } } }',
      { id: draft.id },
      NOBODY,
    );
    expect(event.sessions).toHaveLength(12);
    expect(event.sessions.map(({ startDate }) => startDate)).not.toContain('2019-05-01');
  });

  it('tells the public neither comments nor buttons', async () => {
    const { id } = (await lab.announced()).event;
    expect(await lab.event(id, NOBODY)).toMatchObject({ viewerCan: [], staff: null });
    expect((await lab.event(id))?.staff?.reviews).toHaveLength(1);
  });

  it('is written down in the audit', async () => {
    const { event } = await lab.scheduled();
    const submitted = await lab.submit(event);
    await lab.returned(submitted, 'Таємне зауваження');
    const lines = await auditOf(event.id);
    expect(lines.filter(({ action }) => action === 'SUBMIT' || action === 'RETURN')).toMatchObject([
      {
        action: 'SUBMIT',
        actorId: personId('librarian'),
        changes: [{ field: 'editorialStatus', before: 'DRAFT', after: 'SUBMITTED' }],
        scopeIds: [lab.branches.central],
      },
      {
        action: 'RETURN',
        actorId: personId('approver'),
        changes: [{ field: 'editorialStatus', before: 'SUBMITTED', after: 'RETURNED' }],
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('Таємне');
  });

  it.each([
    ['nothing', ''],
    ['nothing to read', '  \n '],
    ['too much', 'я'.repeat(2_001)],
  ])('is not returned with %s for a comment', async (_, comment) => {
    const { id, version } = await lab.draft();
    await lab.put(id, 'SUBMITTED');
    await expect(lab.returned({ id, version }, comment)).rejects.toThrow(/comment/);
    expect((await lab.stands(id)).editorialStatus).toBe('SUBMITTED');
  });
});

describe('approved is what was seen', () => {
  it('so a date that the author moved meanwhile refuses', async () => {
    const { event, session } = await lab.scheduled();
    const submitted = await lab.submit(event);
    await lab.move(session, { startTime: '10:15', endTime: '11:15' });
    const stale = await lab.sayYes(submitted);
    expect(stale).toMatchObject({ kind: 'ChangedMeanwhile', by: 'librarian of the test' });
    // What a refusal carries besides stands in no type of the lab: the line above has seen which refusal it is.
    const current = (stale as unknown as { current: { id: string; version: number } }).current;
    expect((await lab.sayYes(current)).editorialStatus).toBe('APPROVED');
  });

  it('so an author’s edit of its text or its dates asks anew, and an approver’s does not', async () => {
    const { event, session } = await lab.scheduled();
    await lab.put(event.id, 'APPROVED');
    const by = await lab.update(event, { titleUk: 'Інша' }, APPROVER);
    expect(by.editorialStatus).toBe('APPROVED');
    const edited = await lab.update(by, { titleUk: 'Ще інша' });
    expect(edited.editorialStatus).toBe('SUBMITTED');
    await lab.sayYes(edited);
    await lab.move(session, { startTime: '10:20', endTime: '11:20' });
    expect((await lab.stands(event.id)).editorialStatus).toBe('SUBMITTED');
  });

  it('and of two who decide at once one has decided', async () => {
    const { event } = await lab.scheduled();
    const submitted = await lab.submit(event);
    const both = await Promise.all([lab.sayYes(submitted), lab.returned(submitted, 'Ні')]);
    expect(both.map(({ kind }) => kind ?? 'in').sort()).toEqual(['ChangedMeanwhile', 'in']);
    expect((await lab.event(event.id))?.staff?.reviews).toHaveLength(2);
  });
});

describe('a branch whose authors publish', () => {
  it('says so to everybody; its approvers set it', async () => {
    const read = () =>
      lab.data<{ branch: { authorsPublish: boolean } }>('{ branch(slug: "central") { authorsPublish } }', {}, NOBODY);
    expect((await read()).branch.authorsPublish).toBe(false);
    expect(await lab.setEditing(lab.branches.central, true)).toMatchObject({ authorsPublish: true });
    expect((await read()).branch.authorsPublish).toBe(true);
    await expect(lab.setEditing(lab.branches.central, false, LIBRARIAN)).rejects.toThrow();
    await expect(lab.setEditing(lab.branches.next, true)).rejects.toThrow();
    await lab.setEditing(lab.branches.central, false);
  });

  it('needs no approval: one step, which its reviews tell', async () => {
    await lab.setEditing(lab.branches.central, true);
    const { event } = await lab.scheduled();
    const published = await lab.step('PUBLISH', event, LIBRARIAN);
    expect(published).toMatchObject({ editorialStatus: 'PUBLISHED', staff: { reviews: [{ action: 'PUBLISH' }] } });
    await lab.setEditing(lab.branches.central, false);
  });

  it('is in the audit when that is changed, and only then', async () => {
    const before = (await auditOf(lab.branches.central)).length;
    await lab.setEditing(lab.branches.central, true);
    await lab.setEditing(lab.branches.central, true);
    await lab.setEditing(lab.branches.central, false);
    expect((await auditOf(lab.branches.central)).slice(before).map(({ changes }) => changes)).toEqual([
      [{ field: 'authorsPublish', before: false, after: true }],
      [{ field: 'authorsPublish', before: true, after: false }],
    ]);
  });
});

describe('publication', () => {
  it('is new to calendars as it is: no sequence rises, and all sessions were revised just now', async () => {
    const { event, session } = await lab.scheduled();
    await lab.move(session, { startTime: '10:15', endTime: '11:15' });
    expect(await lab.row(session.id)).toMatchObject({ isListed: false, sequence: 0 });
    lab.app.clock.set('2019-03-01T09:00:00Z');
    await lab.publish(event.id);
    const row = await lab.row(session.id);
    expect(row).toMatchObject({ isListed: true, sequence: 0 });
    expect(row.revisedAt.toISOString()).toBe('2019-03-01T09:00:00.000Z');
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('happens for the first time once: out of the archive it comes as it was', async () => {
    const { event, session } = await lab.scheduled();
    await lab.publish(event.id);
    const before = await lab.row(session.id);
    lab.app.clock.set('2019-04-18T08:00:00Z');
    expect(await lab.archive(event.id)).toMatchObject({ editorialStatus: 'ARCHIVED' });
    expect(await lab.row(session.id)).toMatchObject({ isListed: true, revisedAt: before.revisedAt });
    const { version } = await lab.stands(event.id);
    const restored = await lab.step('RESTORE', { id: event.id, version }, LIBRARIAN);
    expect(restored).toMatchObject({ editorialStatus: 'PUBLISHED', publishedAt: '2019-03-01T08:00:00.000Z' });
    expect(await lab.row(session.id)).toMatchObject({ isListed: true, revisedAt: before.revisedAt, sequence: 0 });
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });
});

describe('the archive', () => {
  it('waits for sessions ahead, unless they are cancelled', async () => {
    const { event, session } = await lab.announced();
    const { id } = event;
    const refused = await lab.step('ARCHIVE', { id, version: (await lab.stands(id)).version }, APPROVER);
    expect(refused).toMatchObject({ kind: 'SessionsAhead', count: 1 });
    await lab.take('CANCEL', session.id);
    const { version } = await lab.stands(id);
    expect((await lab.step('ARCHIVE', { id, version }, APPROVER)).editorialStatus).toBe('ARCHIVED');
  });

  it('changes no more until it is restored', async () => {
    const { id, version } = await lab.draft();
    await lab.put(id, 'ARCHIVED');
    expect(await lab.update({ id, version }, { titleUk: 'Інша' })).toMatchObject({
      kind: 'WrongStatus',
      action: 'UPDATE',
      editorialStatus: 'ARCHIVED',
      message: expect.stringContaining('відновіть'),
    });
  });
});
