import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../../directory/entry.types.ts';
import { Measure } from '../../plans/measure.types.ts';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, listCost, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { maySeeEvent } from '../record/event.policy.ts';
import { eventsByIds } from '../record/event.store.ts';
import { Event } from '../record/event.types.ts';
import { type ProposalAction, ProposalActions } from './proposal.codes.ts';
import { ConvertProposalInput, DeclineProposalArguments, ProposalFilter } from './proposal.input.types.ts';
import { mayDecideProposal } from './proposal.policy.ts';
import { readReference, referenceOf } from './proposal.rules.ts';
import { ProposalService } from './proposal.service.ts';
import {
  audiencesOfProposals,
  branchesOfProposals,
  decidersOfProposals,
  findProposal,
  measuresOfProposals,
  pageOfProposals,
} from './proposal.store.ts';
import type { ProposalRow } from './proposal.tables.ts';
import { DecideProposalResult, Proposal, ProposalConnection } from './proposal.types.ts';

const FOR_WHOM = 'Librarians and approvers of the branch that it names, of any where it names none, only.';
const isSlug = (text: string) => /^[a-z0-9-]{1,200}$/.test(text);

@Resolver(() => Proposal)
export class ProposalResolver {
  readonly #database: Database;
  readonly #proposals: ProposalService;

  constructor(@Inject(Database) database: Database, proposals: ProposalService) {
    this.#database = database;
    this.#proposals = proposals;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => ProposalConnection, {
    complexity: pageCost,
    description:
      'Proposals that the viewer may decide, the newest first: those that name their branch, and those that name none. Librarians and approvers only.',
  })
  async proposals(
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Args('filter', { type: () => ProposalFilter, nullable: true, description: 'Which; all when left out.' }) // Not `| null`: the emitted type would be Object, and the pipe would let anything pass.
    filter?: ProposalFilter,
  ) {
    const window = readPage<readonly [string]>(page, [isId]);
    const { states, branch, reference } = filter ?? {};
    const begins = reference == null ? undefined : readReference(reference);
    if (begins === null || (branch != null && !isSlug(branch))) return connectionOf([], page, () => []);
    const criteria = { states, branch, ...(begins !== undefined && { reference: begins }) };
    const rows = await pageOfProposals(this.#database.reader, viewer, criteria, window);
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @Requires()
  @ForTokens('EVENTS')
  @Query(() => Proposal, {
    nullable: true,
    description: 'One proposal, or null, also for whom it is none of their business. Signed-in people only.',
  })
  async proposal(@Args('id', { type: () => ID, description: 'The proposal.' }) id: string, @Viewing() viewer: Viewer) {
    const row = isId(id) ? await findProposal(this.#database.reader, id as Id<'Proposal'>) : undefined;
    return row && mayDecideProposal(viewer, row) ? row : null;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideProposalResult, {
    description: `Makes the draft of an event of a proposal, at a branch where the viewer edits; the proposer gets a mail. ${FOR_WHOM}`,
  })
  convertProposal(
    @Args('input', { description: 'The proposal, and what the draft begins with.' }) input: ConvertProposalInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#proposals.convert(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideProposalResult, {
    description: `Declines a proposal; the proposer reads the reason in a mail. ${FOR_WHOM}`,
  })
  declineProposal(@Args() input: DeclineProposalArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#proposals.decline(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => Proposal, {
    description: `Erases what a proposer wrote, when they ask for it: contact, organisation and texts. Nothing brings it back; one that waits is declined without a mail. An event that was made of it stays with its title; if it was never published, it loses the description that came from the proposal, unless somebody has changed that. ${FOR_WHOM}`,
  })
  forgetProposal(@Args('id', { type: () => ID, description: 'The proposal.' }) id: string, @Viewing() viewer: Viewer) {
    return this.#proposals.forget(id, viewer);
  }

  @ResolveField(() => String, { description: 'By what the proposer names it: `3F2A9-0C41D`.' })
  reference({ formHash }: ProposalRow) {
    return referenceOf(formHash);
  }

  @ResolveField(() => [Audience], {
    complexity: listCost(5),
    description: 'Whom it is for, as the proposer said; empty for anybody.',
  })
  audiences({ id }: ProposalRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, audiencesOfProposals, id);
  }

  @ResolveField(() => Branch, {
    nullable: true,
    complexity: 5,
    description: 'The branch that should hold it; null for any.',
  })
  branch({ id }: ProposalRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, branchesOfProposals, id);
  }

  @ResolveField(() => Measure, {
    nullable: true,
    complexity: 5,
    description: 'The measure of the plan that it would serve; null for any.',
  })
  measure({ id }: ProposalRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, measuresOfProposals, id);
  }

  @ResolveField(() => Event, {
    nullable: true,
    complexity: 5,
    description: 'The event that was made of it; null when there is none, or none that the viewer may see.',
  })
  async event(@Parent() { eventId }: ProposalRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const event = eventId === null ? undefined : await load(context, this.#database.reader, eventsByIds, eventId);
    return event && maySeeEvent(viewer, event) ? event : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    complexity: 2,
    description: 'The name of who decided; null before, for the program, and for somebody who was erased.',
  })
  async decidedBy({ id }: ProposalRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, decidersOfProposals, id)) || null;
  }

  @ResolveField(() => [ProposalActions], { description: 'What the viewer may do with it now.' })
  viewerCan(@Parent() proposal: ProposalRow, @Viewing() viewer: Viewer): ProposalAction[] {
    if (!mayDecideProposal(viewer, proposal)) return [];
    return proposal.state === 'NEW' ? ['CONVERT', 'DECLINE', 'FORGET'] : ['FORGET'];
  }
}
