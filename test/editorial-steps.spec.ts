// Every step of an event's text from every state by everybody: the table of what is legal, written down once more.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EditorialAction } from '../src/events/record/editorial.rules.ts';
import type { EditorialStatus } from '../src/events/record/event.tables.ts';
import { EditorialLab, STEPS } from './editorial-lab.ts';
import type { Made } from './programme-lab.ts';
import type { SignIn } from './app.ts';

const ACTIONS = Object.keys(STEPS) as EditorialAction[]; // its own keys
const STATES: readonly EditorialStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'ARCHIVED'];

const LEADS: Readonly<Record<EditorialAction, Partial<Record<EditorialStatus, EditorialStatus>>>> = {
  SUBMIT: { DRAFT: 'SUBMITTED', RETURNED: 'SUBMITTED' },
  WITHDRAW: { SUBMITTED: 'DRAFT' },
  RETURN: { SUBMITTED: 'RETURNED', APPROVED: 'RETURNED' },
  APPROVE: { SUBMITTED: 'APPROVED' },
  PUBLISH: { DRAFT: 'PUBLISHED', RETURNED: 'PUBLISHED', SUBMITTED: 'PUBLISHED', APPROVED: 'PUBLISHED' },
  ARCHIVE: { PUBLISHED: 'ARCHIVED' },
  RESTORE: { ARCHIVED: 'PUBLISHED' },
};
const FOR_APPROVERS: readonly EditorialAction[] = ['APPROVE', 'RETURN'];

type Who = 'nobody' | 'stranger' | 'elsewhere' | 'author' | 'author of a small branch' | 'approver' | 'administrator';
const SIGN_IN: Readonly<Record<Who, SignIn>> = {
  ...{ nobody: null, stranger: 'stranger', elsewhere: 'trainer', author: 'librarian' },
  ...{ 'author of a small branch': 'librarian', approver: 'approver', administrator: 'admin' },
};

function expected(who: Who, action: EditorialAction, state: EditorialStatus): string {
  if (who === 'nobody') return 'UNAUTHENTICATED';
  if (who === 'stranger' || who === 'elsewhere') return 'FORBIDDEN';
  const isAuthor = who.startsWith('author');
  if (isAuthor && FOR_APPROVERS.includes(action)) return 'FORBIDDEN';
  const to = LEADS[action][state];
  if (!to) return 'WrongStatus';
  return who === 'author' && action === 'PUBLISH' && state !== 'APPROVED' ? 'FORBIDDEN' : to;
}

let lab: EditorialLab;
let made: Made;
beforeAll(async () => {
  lab = await EditorialLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next);
    await lab.grant(tx, 'trainer', 'APPROVER', lab.branches.next);
  });
  made = await lab.draft();
  // Over already, so that nothing stops it from being published and put away.
  const session = await lab.schedule(made.id, { startDate: '2019-02-20' });
  expect(session.kind).toBeUndefined();
});
afterAll(() => lab.app.stop());

describe.each(Object.keys(SIGN_IN) as Who[])('%s', (who) => {
  const as = SIGN_IN[who];
  beforeAll(() => lab.setEditing(lab.branches.central, who === 'author of a small branch', { as: 'admin' }));
  afterAll(() => lab.setEditing(lab.branches.central, false, { as: 'admin' }));

  it.each(STATES)('of an event that is %s', async (state) => {
    const said: Record<string, string> = {};
    await lab.put(made.id, state);
    const buttons = as ? ((await lab.event(made.id, { as }))?.viewerCan ?? []) : [];
    for (const action of ACTIONS) {
      const version = await lab.put(made.id, state);
      const outcome = await lab.outcomeOf(action, { id: made.id, version }, as);
      const after = await lab.stands(made.id);
      said[action] = outcome === 'in' ? after.editorialStatus : outcome;
      expect([action, after.version]).toEqual([action, version + (outcome === 'in' ? 1 : 0)]);
      if (outcome !== 'in') expect(after.editorialStatus).toBe(state);
    }
    expect(said).toEqual(Object.fromEntries(ACTIONS.map((action) => [action, expected(who, action, state)])));
    // The buttons that are shown are those that work.
    const works = ACTIONS.filter((action) => STATES.includes(said[action] as EditorialStatus));
    expect(ACTIONS.filter((action) => buttons.includes(action))).toEqual(works);
  });
});
