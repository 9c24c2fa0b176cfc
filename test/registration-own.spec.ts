// What somebody with an account is registered for: theirs, and of what they made for others nothing but that they made it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from './app.ts';
import { ClassLab, type Page } from './class-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

const MINE = `query ($first: Int, $after: String) { result: myRegistrations(first: $first, after: $after) {
  edges { cursor node { kind name email phone note needs { need count } answers { text } reason grade letter joinUrl
    receipt { id status seats position } roster { id session { start } } school { slug } } } pageInfo { hasNextPage endCursor } } }`;

let lab: ClassLab;
beforeAll(async () => {
  lab = await ClassLab.start();
});
afterAll(() => lab.app.stop());

const page = (as: Asking['as'], parts: Parts = {}) => lab.asked<Page<Parts & { receipt: Parts }>>(MINE, parts, { as });
const idsOf = async (as: Asking['as']) => (await page(as)).edges.map(({ node }) => node.receipt['id']);

describe('one’s own registrations', () => {
  it('are those under one’s address, once it was confirmed, and those one made; the newest first', async () => {
    const email = 'stranger@people.test';
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const { rosterId: other } = await lab.aRoster({ capacity: 1 });
    const signedIn = await lab.registered(rosterId, { email, name: 'Своя', note: 'Ліфт?' }, { as: 'stranger' });
    const { rosterId: third } = await lab.aRoster({ confirmsEmail: true });
    const byHand = await lab.registered(third, { email: 'Stranger@people.test' });
    await lab.registered(other);
    await lab.registered(other, { email: 'somebody@example.org' });
    expect(await idsOf('stranger')).toEqual([signedIn.id]);
    must(await lab.act('confirm', byHand.id));
    const { edges } = await page('stranger');
    expect(edges.map(({ node }) => node.receipt['id'])).toEqual([byHand.id, signedIn.id]);
    expect(edges[1]!.node).toMatchObject({
      ...{ name: 'Своя', email, note: 'Ліфт?', joinUrl: 'https://meet.example.org/lesson', school: null },
      ...{
        receipt: { status: 'CONFIRMED', seats: 1 },
        roster: { id: rosterId, session: { start: expect.any(String) } },
      },
    });
    expect(await idsOf('teacher')).toEqual([]);
  });

  it('tell nothing of whom one registered, but that one did', async () => {
    const { rosterId } = await lab.aRoster();
    const friend = { email: 'friend@example.org', name: 'Подруга', phone: '044 1', note: 'Моя примітка' };
    const needs = [{ need: 'WHEELCHAIR', count: 1 }];
    const { id } = await lab.registered(rosterId, { ...friend, needs }, { as: 'trainer' });
    const school = await lab.school();
    const contact = { contactName: 'Ірина Мельник', contactEmail: 'office@school.example' };
    const brought = await lab.classIn(rosterId, school, contact, { as: 'trainer' });
    const { edges } = await page('trainer');
    const nobody = { name: null, email: null, phone: null, note: null, needs: [], answers: [], reason: null };
    expect(edges.map(({ node }) => node)).toMatchObject([
      { ...nobody, kind: 'GROUP', grade: 9, letter: 'А', school: { slug: school.slug }, receipt: { id: brought.id } },
      { ...nobody, kind: 'INDIVIDUAL', receipt: { id, status: 'CONFIRMED' } },
    ]);
    expect(JSON.stringify(edges)).not.toMatch(/Подруга|friend|044|Мельник|office/);
  });

  it('come in pages, in as many statements for many as for one', async () => {
    const email = 'coordinator@people.test';
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const { rosterId } = await lab.aRoster();
      ids.unshift((await lab.registered(rosterId, { email }, { as: 'coordinator' })).id);
    }
    const first = await page('coordinator', { first: 2 });
    expect(first.edges.map(({ node }) => node.receipt['id'])).toEqual(ids.slice(0, 2));
    const next = await page('coordinator', { first: 2, after: first.pageInfo.endCursor });
    expect(next.edges.map(({ node }) => node.receipt['id'])).toEqual(ids.slice(2));
    const one = await lab.statements(() => page('coordinator', { first: 1 }));
    expect(await lab.statements(() => page('coordinator', { first: 3 }))).toBe(one);
  });

  it('are nobody’s who is not signed in', async () => {
    expect(await lab.codeOf(MINE, {}, null)).toBe('UNAUTHENTICATED');
    expect(await lab.codeOf(MINE, { after: 'x' }, 'teacher')).toBe('BAD_USER_INPUT');
  });
});
