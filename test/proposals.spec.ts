// An event that somebody from outside proposes: from the form to the draft, and to nothing left of the proposer.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { mayDecideProposal } from '../src/events/proposals/proposal.policy.ts';
import { events } from '../src/events/record/event.tables.ts';
import type { PersonViewer } from '../src/platform/access/viewer.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { pageOfProposals } from '../src/events/proposals/proposal.store.ts';
import type { Asking } from './app.ts';
import { APPROVER, LIBRARIAN } from './programme-lab.ts';
import { CONVERT, DECLINE, FORGET, LIST, ProposalLab, READ, TEXTS } from './proposal-lab.ts';

let lab: ProposalLab;
beforeAll(async () => {
  lab = await ProposalLab.start();
});
afterAll(() => lab.app.stop());

const TRAINER: Asking = { as: 'trainer' };
const audit = async (id: string) =>
  JSON.stringify(await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id)));

describe('who may not', () => {
  it.each<[Asking['as'], string]>([
    [null, 'UNAUTHENTICATED'],
    ['stranger', 'FORBIDDEN'],
    ['trainer', 'FORBIDDEN'],
    ['coordinator', 'FORBIDDEN'],
    ['door', 'FORBIDDEN'],
  ])('%s reads and decides nothing', async (as, code) => {
    const { id } = await lab.proposed();
    const decline = { id, version: 1, reason: 'Ні' };
    for (const [query, variables] of [
      [LIST, {}],
      [CONVERT, { input: { id, version: 1, kind: 'LECTURE', ...lab.target() } }],
      [DECLINE, decline],
      [FORGET, { id }],
    ] as const) {
      expect(await lab.codeOf(query, variables, as)).toBe(code);
    }
    expect(await lab.codeOf(READ, { id }, as)).toBe(as === null ? code : 'null');
  });

  it('staff of another branch know nothing of one that names its branch', async () => {
    const { id } = await lab.proposed({ branchId: lab.branches.next });
    expect([await lab.see(id), (await lab.listed()).includes(id)]).toEqual([null, false]);
    expect(await lab.codeOf(DECLINE, { id, version: 1, reason: 'Ні' }, 'librarian')).toBe('FORBIDDEN');
    expect(await lab.codeOf(FORGET, { id }, 'approver')).toBe('FORBIDDEN');
    const input = { id, version: 1, kind: 'LECTURE', ...lab.target() };
    expect(await lab.codeOf(CONVERT, { input }, 'librarian')).toBe('FORBIDDEN');
    expect(await lab.see(id, { as: 'admin' })).toMatchObject({ state: 'NEW', version: 1 });
  });

  it('nobody makes a draft of it for a branch where they do not edit', async () => {
    const { id } = await lab.proposed({ kind: 'LECTURE' });
    const input = { id, version: 1, ...lab.target(), branchId: lab.branches.next };
    expect(await lab.codeOf(CONVERT, { input }, 'librarian')).toBe('FORBIDDEN');
    expect(await lab.see(id)).toMatchObject({ state: 'NEW', version: 1, event: null });
  });

  it('the list and the policy say the same, whoever asks', async () => {
    const { central, next } = lab.branches;
    for (const branchId of [central, next, null]) await lab.proposed({ branchId });
    const rows = await lab.rows();
    const grants = [
      [],
      ...(['LIBRARIAN', 'APPROVER', 'TRAINER', 'COORDINATOR', 'DOOR'] as const).flatMap((role) =>
        [central, next, newId(), null].map((scopeId) => [{ role, scopeId }]),
      ),
      [{ role: 'ADMIN' as const, scopeId: null }],
    ];
    for (const held of grants) {
      const credential = { kind: 'token' as const, id: newId<'ApiToken'>(), scopes: [] };
      const viewer: PersonViewer = { kind: 'person', id: newId(), name: '', grants: held, credential };
      const found = await pageOfProposals(lab.database.reader, viewer, {}, { limit: 1_000, after: null });
      const allowed = rows.filter((row) => mayDecideProposal(viewer, row)).map(({ id }) => id);
      expect([held, found.map(({ id }) => id).sort()]).toEqual([held, allowed.sort()]);
    }
  });
});

describe('a proposal', () => {
  it('is answered with its reference and nothing else, and read by staff as it was written', async () => {
    const answer = await lab.propose({
      ...{ kind: 'LECTURE', branchId: lab.branches.central, measureId: lab.measures.schools, expectedPeople: 40 },
      ...{ audienceIds: [lab.audiences['PUPILS'], lab.audiences['STUDENTS']], contactEmail: 'Zoriana@NGO.example' },
    });
    expect(answer).toEqual({ type: 'ProposalReceived', reference: expect.stringMatching(/^[0-9A-F]{5}-[0-9A-F]{5}$/) });
    const [id, ...others] = await lab.listed({ reference: ` ${answer.reference?.toLowerCase().replace('-', ' ')}` });
    expect(others).toEqual([]);
    for (const asking of [LIBRARIAN, APPROVER]) {
      expect(await lab.see(id!, asking)).toMatchObject({
        ...{ ...TEXTS, version: 1, state: 'NEW', reference: answer.reference, contactEmail: 'zoriana@ngo.example' },
        ...{ proposedKind: 'LECTURE', expectedPeople: 40, language: 'uk', reason: null, decidedAt: null },
        ...{ purgedAt: null, decidedBy: null, event: null, branch: { slug: 'central' }, measure: { number: '12' } },
        viewerCan: ['CONVERT', 'DECLINE', 'FORGET'],
      });
    }
    // The lab asks for them, and its type says of a field only that it is there.
    const { audiences } = (await lab.see(id!)) as unknown as { audiences: { code: string }[] };
    expect(audiences.map(({ code }) => code).sort()).toEqual(['PUPILS', 'STUDENTS']);
  });

  it('is written down without a word of the proposer’s', async () => {
    const { id, contactEmail } = await lab.proposed();
    const written = await audit(id);
    expect(written).toContain('PROPOSE');
    for (const secret of [...Object.values(TEXTS), contactEmail as string]) expect(written).not.toContain(secret);
  });

  it('is found by state, branch and reference', async () => {
    const here = await lab.proposed({ branchId: lab.branches.central });
    const declined = await lab.proposed({ branchId: lab.branches.central });
    await lab.decline(declined.id);
    const found = await lab.listed({ states: ['NEW'], branch: 'central' });
    expect([found.includes(here.id), found.includes(declined.id)]).toEqual([true, false]);
    expect(await lab.listed({ states: ['DECLINED'], branch: 'central' })).toEqual([declined.id]);
    expect(await lab.listed({ branch: 'central', reference: here.reference })).toEqual([here.id]);
    for (const filter of [
      { states: [] },
      { branch: 'nowhere' },
      { branch: '%' },
      { reference: 'x' },
      { branch: 'next' },
    ]) {
      expect(await lab.listed(filter)).toEqual([]);
    }
    const newest = await lab.proposed();
    expect((await lab.listed())[0]).toBe(newest.id);
  });
});

describe('a decision', () => {
  it('makes the draft of an event, linked with a measure, with the words of the proposer', async () => {
    const { id } = await lab.proposed({
      kind: 'LECTURE',
      expectedPeople: 40,
      audienceIds: [lab.audiences['STUDENTS']],
    });
    const converted = await lab.convert({ id, version: 1 });
    expect(converted).toMatchObject({
      ...{ version: 2, state: 'CONVERTED', decidedBy: 'librarian of the test' },
      ...{ decidedAt: expect.stringMatching(/^2019-03-01T/), viewerCan: ['FORGET'] },
      event: {
        ...{ editorialStatus: 'DRAFT', eventKind: 'LECTURE', titleUk: TEXTS.title },
        descriptionUk: TEXTS.description,
      },
    });
    const [event] = await lab.database.reader
      .select()
      .from(events)
      .where(eq(events.id, converted.event!['id'] as typeof events.$inferSelect.id));
    expect(event?.staffNotes).toContain(converted.reference);
    // Whoever asks for their data to go finds them in one place.
    const written = JSON.stringify(event);
    for (const secret of [TEXTS.contactName, TEXTS.contactPhone, TEXTS.organisation, TEXTS.wishedTimes])
      expect(written).not.toContain(secret);
    const linked = await lab.database.reader.execute<{ measure_id: string }>(
      `select measure_id from event_measure where event_id = '${event?.id}'`,
    );
    expect(linked.map(({ measure_id }) => measure_id)).toEqual([lab.measures.public]);
  });

  it('takes the kind and title that the librarian names; one of them has to name a kind', async () => {
    const { id } = await lab.proposed();
    expect(await lab.codeOf(CONVERT, { input: { id, version: 1, ...lab.target() } }, 'librarian')).toBe(
      'BAD_USER_INPUT',
    );
    const { event } = await lab.convert({ id, version: 1, kind: 'PUBLIC_EVENT', titleUk: 'Вечір листів' });
    expect(event).toMatchObject({ eventKind: 'PUBLIC_EVENT', titleUk: 'Вечір листів' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a branch', { branchId: newId() }],
    ['a measure', { primaryMeasureId: newId() }],
    ['a proposal', { id: newId() }],
    ['a proposal by an id', { id: 'the first' }],
  ])('is not made for %s that is not there', async (_, parts) => {
    const { id } = await lab.proposed({ kind: 'LECTURE' });
    const input = { id, version: 1, ...lab.target(), ...parts };
    expect(await lab.codeOf(CONVERT, { input }, 'admin')).toBe('NOT_FOUND');
    expect(await lab.see(id)).toMatchObject({ state: 'NEW', version: 1 });
  });

  it('says no with a reason', async () => {
    const { id } = await lab.proposed();
    expect(await lab.codeOf(DECLINE, { id, version: 1, reason: ' ' }, 'librarian')).toBe('BAD_USER_INPUT');
    expect(await lab.decline(id, 1, APPROVER)).toMatchObject({
      ...{ version: 2, state: 'DECLINED', reason: 'Зала зайнята.\nСпробуйте восени.', event: null },
      decidedBy: 'approver of the test',
    });
    expect(await lab.decline(id, 2)).toMatchObject({ kind: 'ProposalDecided', state: 'DECLINED' });
    expect(await lab.convert({ id, version: 2, kind: 'LECTURE' })).toMatchObject({ kind: 'ProposalDecided' });
  });

  it('refuses by words where somebody changed it meanwhile', async () => {
    const { id } = await lab.proposed({ kind: 'LECTURE' });
    expect(await lab.convert({ id, version: 2 })).toMatchObject({
      kind: 'ChangedMeanwhile',
      current: { id, version: 1 },
    });
  });

  it('is made once, however many decide at once', async () => {
    const { id } = await lab.proposed({ kind: 'LECTURE', title: 'Одна на всіх' });
    const tries = Array.from({ length: 10 }, (_, at) =>
      at % 2 ? lab.decline(id) : lab.convert({ id, version: 1 }, APPROVER),
    );
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind ?? 'in');
    expect(kinds.filter((kind) => kind === 'in')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'ProposalDecided')).toHaveLength(9);
    const made = await lab.database.reader.$count(events, eq(events.titleUk, 'Одна на всіх'));
    expect(made).toBe((await lab.see(id))?.state === 'CONVERTED' ? 1 : 0);
  });
});

describe('the proposer’s data', () => {
  const contactOf = async (id: string) => {
    const seen = await lab.see(id);
    return [seen?.['contactName'], seen?.['contactEmail'], seen?.['contactPhone']];
  };

  it('go 90 days after the decision and 365 days without one; the proposal stays', async () => {
    const before = lab.app.clock.now().toISOString();
    const [waiting, decided] = [await lab.proposed(), await lab.proposed()];
    lab.later(86_400);
    await lab.decline(decided.id);
    lab.later(90 * 86_400 - 1);
    await lab.sweep();
    expect((await contactOf(decided.id))[0]).toBe(TEXTS.contactName);
    lab.later(2);
    await lab.sweep();
    expect(await contactOf(decided.id)).toEqual([null, null, null]);
    expect(await lab.see(decided.id)).toMatchObject({ title: TEXTS.title, version: 3, purgedAt: expect.any(String) });
    expect((await contactOf(waiting.id))[0]).toBe(TEXTS.contactName);
    lab.later((365 - 92) * 86_400);
    await lab.sweep();
    expect((await contactOf(waiting.id))[0]).toBe(TEXTS.contactName);
    lab.later(86_400 * 2);
    await lab.sweep();
    await lab.sweep();
    expect(await contactOf(waiting.id)).toEqual([null, null, null]);
    expect(await lab.see(waiting.id)).toMatchObject({ state: 'NEW', version: 2 });
    const written = await audit(waiting.id);
    expect(written.match(/"PURGE"/g)).toHaveLength(1);
    expect(written).not.toContain(TEXTS.contactName);
    lab.app.clock.set(before);
  });

  it('go when they ask for it: nothing they wrote is left, and one that waited is declined', async () => {
    const { id, contactEmail } = await lab.proposed({ organisation: 'ГО «Забуті»' });
    const gone = await lab.forget(id);
    expect(gone).toMatchObject({ version: 2, state: 'DECLINED', title: '—', description: '—', organisation: null });
    const row = JSON.stringify((await lab.rows()).find((one) => one.id === id));
    const written = await audit(id);
    for (const secret of [...Object.values(TEXTS), 'Забуті', contactEmail as string]) {
      expect([secret, row.includes(secret), written.includes(secret)]).toEqual([secret, false, false]);
    }
    expect(await lab.forget(id)).toMatchObject({ version: 2 });
  });

  it('go from a proposal of which an event was made; the event stays', async () => {
    const { id } = await lab.proposed({ kind: 'LECTURE' });
    const { event } = await lab.convert({ id, version: 1 });
    expect(await lab.forget(id)).toMatchObject({
      ...{ state: 'CONVERTED', contactName: null, title: '—' },
      event: { ...event, descriptionUk: null },
    });
  });
});

it('a trainer, who works for no branch, does not learn that there are any', async () => {
  expect(await lab.codeOf(LIST, {}, TRAINER.as)).toBe('FORBIDDEN');
});
