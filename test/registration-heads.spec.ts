// The head of a school: says yes or no to what teachers plan, and sees all classes of the school.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { eq } from 'drizzle-orm';
import { AGREE, CLASSES, ClassLab, DECLINE, type SchoolMade } from './class-lab.ts';
import { aKey, type ReceiptTold } from './registration-lab.ts';
import { must } from './session-lab.ts';

let lab: ClassLab;
let school: SchoolMade;
beforeAll(async () => {
  lab = await ClassLab.start();
  school = await lab.school();
  await lab.ofSchool('head', 'SCHOOL_HEAD', school);
  await lab.ofSchool('teacher', 'TEACHER', school);
});
afterAll(() => lab.app.stop());

describe('a class that asks the head', () => {
  let rosterId: string;
  let asked: ReceiptTold;

  it('has its place held for 48 hours, once its address is confirmed', async () => {
    ({ rosterId } = await lab.aRoster({ confirmsEmail: true }));
    asked = await lab.classIn(rosterId, school, { asksHead: true });
    expect(asked.status).toBe('UNCONFIRMED');
    const confirmed = must(await lab.act('confirm', asked.id)).receipt;
    expect(confirmed).toMatchObject({ status: 'PENDING_APPROVAL', expiresAt: '2019-03-03T08:00:00.000Z' });
    expect((await lab.roster(rosterId)).held).toBe(30);
  });

  it('gets no yes by the link of the teacher, nor from teachers, heads of others, or staff', async () => {
    expect(await lab.act('accept', asked.id)).toMatchObject({ kind: 'NotInThisState', status: 'PENDING_APPROVAL' });
    const input = { key: aKey(), registrationId: asked.id };
    for (const as of ['teacher', 'librarian', 'stranger'] as const) {
      expect([as, await lab.codeOf(AGREE, { input }, as)]).toEqual([as, 'FORBIDDEN']);
    }
    const elsewhere = await lab.school();
    const { id } = await lab.classIn(rosterId, elsewhere, { pupils: 10, adults: 1 });
    for (const query of [AGREE, DECLINE]) {
      const said = { ...input, registrationId: id, ...(query === DECLINE && { reason: 'Ні' }) };
      expect(await lab.codeOf(query, { input: said }, 'head')).toBe('FORBIDDEN');
    }
    expect((await lab.registration(asked.id)).status).toBe('PENDING_APPROVAL');
  });

  it('is confirmed by the yes of its head, which is written down, and is one yes however often it is sent', async () => {
    const key = aKey();
    const yes = must(await lab.agree(asked.id, { key }));
    expect(yes.receipt).toMatchObject({ status: 'CONFIRMED', seats: 30, expiresAt: null });
    expect(await lab.agree(asked.id, { key })).toEqual(yes);
    expect(await lab.agree(asked.id)).toMatchObject({ kind: 'NotInThisState', status: 'CONFIRMED' });
    const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, asked.id));
    expect(lines.filter(({ action }) => action === 'APPROVE')).toMatchObject([
      { scopeIds: expect.arrayContaining([school.id]) },
    ]);
  });

  it('waits for the host after its head, where the host says yes to each', async () => {
    const approval = await lab.aRoster({ mode: 'APPROVAL' });
    const { id } = await lab.classIn(approval.rosterId, school, { asksHead: true });
    must(await lab.agree(id));
    expect(await lab.registration(id)).toMatchObject({ status: 'PENDING_APPROVAL', awaits: 'STAFF' });
    expect(await lab.agree(id)).toMatchObject({ kind: 'NotInThisState', status: 'PENDING_APPROVAL' });
  });

  it('is declined by the no of its head, with the reason, and its place goes to whoever is next', async () => {
    const own = await lab.aRoster({ capacity: 30 });
    const { id } = await lab.classIn(own.rosterId, school, { asksHead: true });
    const next = await lab.classIn(own.rosterId, await lab.school());
    expect(next.status).toBe('WAITLISTED');
    must(await lab.sayNo(id, 'Контрольна того дня'));
    expect(await lab.registration(id)).toMatchObject({
      status: 'DECLINED',
      reason: 'Контрольна того дня',
      heldSeats: 0,
    });
    expect((await lab.registration(next.id)).status).toBe('OFFERED');
    expect(await lab.codeOf(DECLINE, { input: { key: aKey(), registrationId: id, reason: ' ' } }, 'head')).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('loses its place when the head says nothing for 48 hours', async () => {
    const own = await lab.aRoster({ capacity: 30 });
    const { id } = await lab.classIn(own.rosterId, school, { asksHead: true });
    await lab.at('2019-03-03T07:59:59Z');
    expect((await lab.registration(id)).status).toBe('PENDING_APPROVAL');
    lab.app.clock.set('2019-03-03T08:00:00Z');
    expect(await lab.agree(id)).toMatchObject({ kind: 'NotInThisState', status: 'EXPIRED' });
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('is not agreed to once it is cancelled by the host', async () => {
    const own = await lab.aRoster();
    const { id } = await lab.classIn(own.rosterId, school, { asksHead: true });
    must(await lab.take('CANCEL', own.session.id));
    expect((await lab.agree(id)).kind).toMatch(/^(NotHeld|NotInThisState)$/);
    expect((await lab.registration(id)).status).not.toBe('CONFIRMED');
  });

  it('asks nothing when its head brings it', async () => {
    const own = await lab.aRoster();
    const { status } = await lab.classIn(own.rosterId, school, { asksHead: true }, { as: 'head' });
    expect(status).toBe('CONFIRMED');
  });

  it('is a class, and there', async () => {
    const own = await lab.aRoster();
    const { id } = await lab.registered(own.rosterId);
    for (const registrationId of [id, '01940000-0000-7000-8000-000000000000', 'x']) {
      expect(await lab.codeOf(AGREE, { input: { key: aKey(), registrationId } }, 'head')).toBe('NOT_FOUND');
    }
  });
});

describe('the classes of a school', () => {
  let its: SchoolMade;
  const ids: string[] = [];
  const of = async (parts = {}, asking = {}) =>
    (await lab.classes(its, parts, { as: 'head', ...asking })).edges.map(({ node }) => node.id);

  beforeAll(async () => {
    its = await lab.school();
    await lab.ofSchool('head', 'SCHOOL_HEAD', its);
    await lab.ofSchool('teacher', 'TEACHER', its);
    const { rosterIds } = await lab.series(['2019-04-17', '2019-05-15'], { capacity: 30 });
    const [april24 = '', april17 = '', may15 = ''] = rosterIds;
    ids.push((await lab.classIn(april17, its, { letter: 'А', asksHead: true, contactPhone: '(044) 123-45-67' })).id);
    ids.push((await lab.classIn(april24, its, { letter: 'Б', pupils: 25 }, { as: 'teacher' })).id);
    ids.push((await lab.classIn(april24, its, { letter: 'В' })).id);
    ids.push((await lab.classIn(may15, its, { letter: 'Г' })).id);
    await lab.classIn(may15, await lab.school(), { pupils: 1, adults: 1 });
  });

  it('are all there for its head, by when they come, with numbers and contact', async () => {
    const { edges } = await lab.classes(its);
    expect(edges.map(({ node }) => node.id)).toEqual(ids);
    expect(edges[0]?.node).toMatchObject({
      ...{ status: 'PENDING_APPROVAL', awaits: 'HEAD', grade: 9, letter: 'А', pupils: 28, adults: 2, seats: 30 },
      ...{ contactName: 'Ірина Мельник', contactPhone: '(044) 123-45-67', school: { slug: its.slug } },
      ...{ event: { titleUk: 'Клуб читачів' }, viewerCan: ['AGREE', 'DECLINE'], position: null, offeredSeats: null },
      session: { start: '2019-04-17T10:00:00+03:00' },
    });
    expect(edges[1]?.node).toMatchObject({ status: 'CONFIRMED', seats: 27, viewerCan: [] });
    expect(edges[2]?.node).toMatchObject({ status: 'WAITLISTED', position: 1 });
  });

  it('are for a teacher their own', async () => {
    expect(await of({}, { as: 'teacher' })).toEqual([ids[1]]);
  });

  it('are nobody else’s', async () => {
    const asks = (slug: string, as: 'teacher' | 'head' | 'librarian' | 'stranger' | null) =>
      lab.codeOf(CLASSES, { slug }, as);
    expect(await asks((await lab.school()).slug, 'head')).toBe('FORBIDDEN');
    expect(await asks((await lab.school()).slug, 'teacher')).toBe('FORBIDDEN');
    expect(await asks(its.slug, 'librarian')).toBe('FORBIDDEN');
    expect(await asks(its.slug, 'stranger')).toBe('FORBIDDEN');
    expect(await asks(its.slug, null)).toBe('UNAUTHENTICATED');
    expect(await asks('nowhere', 'head')).toBe('NOT_FOUND');
  });

  it('come page by page, also where two come to one date', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await lab.classes(its, { first: 1, after });
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(ids);
    expect(await lab.codeOf(CLASSES, { slug: its.slug, after: 'WyJ4IiwieSJd' }, 'head')).toBe('BAD_USER_INPUT');
  });

  it('are, of what lies ahead, those whose date has not ended', async () => {
    lab.app.clock.set('2019-04-17T08:00:00Z');
    expect(await of({ upcomingOnly: true })).toEqual(ids.slice(1));
    lab.app.clock.set('2019-04-17T07:59:59Z');
    expect(await of({ upcomingOnly: true })).toEqual(ids);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('take as many statements for one as for many', async () => {
    const one = await lab.statements(() => lab.classes(its, { first: 1 }));
    expect(await lab.statements(() => lab.classes(its, { first: 4 }))).toBeLessThanOrEqual(one + 1);
  });
});
