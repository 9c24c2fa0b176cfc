// Who may what of speakers and of proposals from outside: rows of access-matrix.ts, and the calls that go with them.
import { randomBytes } from 'node:crypto';
import { formToken } from '../src/events/proposals/proposal.forms.ts';
import { eventProposals, proposalFormKeys } from '../src/events/proposals/proposal.tables.ts';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const INVITING: Row = {
  may: ['librarian', 'approver', 'trainer', 'admin'],
  token: 'EVENTS',
  says: 'Librarians, approvers and trainers only.',
};
const STAFF = ['librarian here', 'approver here', 'admin'] as const;
const ANY_STAFF = ['librarian', 'approver', 'admin'] as const;
const ONE_HERE = 'one that names a branch';
const DECIDING: Row = {
  may: { [ONE_HERE]: STAFF, 'one that names none': ANY_STAFF },
  token: 'EVENTS',
  says: 'Librarians and approvers of the branch that it names, of any where it names none, only.',
};

export const PROPOSAL_QUERIES: Readonly<Record<string, Row>> = {
  speakers: INVITING,
  speaker: INVITING,
  proposalForm: { may: ['everybody'], token: 'READ' },
  proposals: { may: ANY_STAFF, token: 'EVENTS', says: 'Librarians and approvers only.' },
  proposal: { ...DECIDING, others: 'null', says: 'Signed-in people only.' },
};

export const PROPOSAL_MUTATIONS: Readonly<Record<string, Row>> = {
  createSpeaker: INVITING,
  updateSpeaker: INVITING,
  retireSpeaker: INVITING,
  forgetSpeaker: { may: ['approver', 'admin'], token: 'EVENTS', says: 'Approvers only.' },
  proposeEvent: { may: ['everybody'], token: 'READ', says: 'Public.' },
  // The draft is for the branch in question, wherever the proposal wants to go.
  convertProposal: { ...DECIDING, may: { [ONE_HERE]: STAFF, 'one that names none': STAFF } },
  declineProposal: DECIDING,
  forgetProposal: DECIDING,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const STAMPS = { version: 1, createdAt: THEN, updatedAt: THEN };

function speaker({ rows }: Scene): Id<'Speaker'> {
  const id = newId<'Speaker'>();
  rows.add(speakers, { ...STAMPS, id, nameUk: 'Хтось', searchText: ' хтось' });
  return id;
}

function proposal(scene: Scene, of: string): Id<'Proposal'> {
  const id = newId<'Proposal'>();
  const words = { title: 'Вечір', description: 'Читаємо.', contactName: 'Хтось', contactEmail: `${id}@ngo.test` };
  scene.rows.add(eventProposals, {
    ...{ ...STAMPS, ...words, id, language: 'uk', formHash: randomBytes(32) },
    branchId: of === ONE_HERE ? (scene.here('BRANCH') as Id<'Branch'>) : null,
  });
  return id;
}

const KEY = randomBytes(32);
let isKeyKnown = false;

/** The key of forms is the first that somebody wants, so one of ours comes before the program makes one. */
function form({ rows }: Scene): string {
  if (!isKeyKnown) rows.add(proposalFormKeys, { id: 1, key: KEY });
  isKeyKnown = true;
  return formToken(KEY, new Date(Date.now() - 60_000), randomBytes(17));
}

export const PROPOSAL_CALLS: Readonly<Record<string, Call>> = {
  speakers: () => ({ text: 'хтось' }),
  speaker: (scene) => ({ id: speaker(scene) }),
  createSpeaker: () => ({ input: { nameUk: 'Хтось' } }),
  updateSpeaker: (scene) => ({ input: { id: speaker(scene), version: 1, nameUk: 'Хтось інший' } }),
  retireSpeaker: (scene) => ({ id: speaker(scene) }),
  forgetSpeaker: (scene) => ({ id: speaker(scene) }),
  proposalForm: (scene) => {
    form(scene);
    return {};
  },
  proposals: () => ({ filter: { states: ['NEW'] } }),
  proposal: (scene, of) => ({ id: proposal(scene, of) }),
  proposeEvent: (scene) => ({
    input: {
      ...{ form: form(scene), title: 'Вечір', description: 'Читаємо.' },
      ...{ contactName: 'Хтось', contactEmail: `${newId()}@ngo.test` },
    },
  }),
  convertProposal: (scene, of) => ({
    input: {
      ...{ id: proposal(scene, of), version: 1, kind: 'LECTURE' },
      ...{ branchId: scene.here('BRANCH'), primaryMeasureId: scene.measure() },
    },
  }),
  declineProposal: (scene, of) => ({ id: proposal(scene, of), version: 1, reason: 'Зала зайнята' }),
  forgetProposal: (scene, of) => ({ id: proposal(scene, of) }),
};
