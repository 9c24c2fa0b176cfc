import { enumOf } from '../../platform/graphql/codes.ts';
import type { ProposalState } from './proposal.tables.ts';

export const ProposalStates = enumOf<ProposalState>('ProposalState', 'How far a proposal from outside has come.', {
  NEW: 'Нова: nobody has decided about it.',
  CONVERTED: 'Прийнято: an event was made of it.',
  DECLINED: 'Відхилено: no event is made of it.',
});

export type ProposalAction = 'CONVERT' | 'DECLINE' | 'FORGET';
export const ProposalActions = enumOf<ProposalAction>('ProposalAction', 'What is done with a proposal.', {
  CONVERT: 'Make the draft of an event of it.',
  DECLINE: 'Say no, with a reason for the proposer.',
  FORGET: 'Erase what the proposer wrote, when they ask for it.',
});
