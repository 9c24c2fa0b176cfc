import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { EventStaff } from '../content/staff.types.ts';
import type { EventRow } from '../record/event.tables.ts';
import { mayDecideProposal } from './proposal.policy.ts';
import { proposalsOfEvents } from './proposal.store.ts';
import { Proposal } from './proposal.types.ts';

@Resolver(() => EventStaff)
export class EventStaffProposalResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Proposal, {
    nullable: true,
    complexity: 3,
    description:
      'The proposal that it was made of, with what the proposer wishes; null when there is none, or none that the viewer may decide.',
  })
  async proposal(@Parent() { id }: EventRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const proposal = await load(context, this.#database.reader, proposalsOfEvents, id);
    return proposal && mayDecideProposal(viewer, proposal) ? proposal : null;
  }
}
