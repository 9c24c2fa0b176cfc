import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { TooManyAttemptsRefused } from '../../identity/sign-in.types.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { ProposalStates } from './proposal.codes.ts';
import type { ProposalState } from './proposal.tables.ts';

@ObjectType({ description: 'A form for proposing an event: it is sent once.' })
export class ProposalForm {
  @Field({ description: 'What goes back with the form, as it is.' })
  readonly token: string;

  @Field(() => DateTime, { description: 'From when on it may be sent, in UTC.' })
  readonly notBefore: Instant;

  @Field(() => DateTime, { description: 'Until when it may be sent, in UTC.' })
  readonly notAfter: Instant;
}

@ObjectType({ description: 'The proposal has come; a mail says so too.' })
class ProposalReceived {
  @Field({ description: 'By what to name the proposal when asking about it: `3F2A9-0C41D`.' })
  readonly reference: string;
}

@ObjectType('FormOutdated', {
  implements: () => Refused,
  description: 'The form was given out too long ago, or a moment ago, or not by this program; nothing was kept.',
})
class FormOutdatedRefused extends Refused {}

@ObjectType({
  implements: () => Versioned,
  description:
    'An event that somebody from outside proposes. Its contact is forgotten 90 days after the decision, and after 365 days without one.',
})
export class Proposal extends Versioned {
  declare readonly id: Id<'Proposal'>;

  @Field(() => ProposalStates, { description: 'How far it has come.' })
  readonly state: ProposalState;

  @Field(() => String, { nullable: true, description: 'The organisation that proposes it; null for none.' })
  readonly organisation: string | null;

  @Field(() => String, { nullable: true, description: 'Whom to ask about it; null once forgotten.' })
  readonly contactName: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of the contact; null once forgotten.' })
  readonly contactEmail: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number of the contact; null for none, and once forgotten.',
  })
  readonly contactPhone: string | null;

  @Field({ description: 'Title, in the proposer’s words.' })
  readonly title: string;

  @Field({ description: 'What it is about: plain text, lines ended by `\\n`.' })
  readonly description: string;

  @Field(() => EventKinds, { nullable: true, description: 'What kind of event; null when the proposer did not say.' })
  readonly kind: EventKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'When it should be, in the proposer’s words; null for any time.',
  })
  readonly wishedTimes: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many people the proposer expects; null when they did not say.',
  })
  readonly expectedPeople: number | null;

  @Field({ description: 'Language in which the proposer is answered, ISO 639-1: `uk` or `en`.' })
  readonly language: string;

  @Field(() => String, { nullable: true, description: 'Why it was declined, as the proposer read it; null else.' })
  readonly reason: string | null;

  @Field(() => DateTime, { description: 'When it came, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When somebody decided about it, in UTC; null before.' })
  readonly decidedAt: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When its contact was forgotten, in UTC; null before.' })
  readonly purgedAt: Instant | null;
}

@ObjectType({ description: 'A page of proposals.' })
export class ProposalConnection extends connectionTypes(Proposal, 'Proposal') {}

@ObjectType('ProposalDecided', {
  implements: () => Refused,
  description: 'Somebody has decided about the proposal already; nothing was changed.',
})
class ProposalDecidedRefused extends Refused {
  @Field(() => ProposalStates, { description: 'How they decided.' })
  readonly state: ProposalState;
}

export const ProposeEventResult = createUnionType({
  name: 'ProposeEventResult',
  description: 'That the proposal has come, or why not.',
  types: () => [ProposalReceived, FormOutdatedRefused, TooManyAttemptsRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'ProposalReceived'),
});

export const DecideProposalResult = createUnionType({
  name: 'DecideProposalResult',
  description: 'The proposal as it is now, or why nothing was decided.',
  types: () => [Proposal, ProposalDecidedRefused, ChangedMeanwhileRefused] as const,
  // A proposal has a `kind` of its own, which is not the name of its type.
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Proposal'),
});
