import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { authorsPublishOf } from '../record/branch-editing.store.ts';
import { BranchEditingService } from './branch-editing.service.ts';

@Resolver(() => Branch)
export class BranchEditingResolver {
  readonly #database: Database;
  readonly #editing: BranchEditingService;

  constructor(@Inject(Database) database: Database, editing: BranchEditingService) {
    this.#database = database;
    this.#editing = editing;
  }

  @Requires('APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => Branch, {
    description:
      'Says whether the librarians of a branch publish their events without anybody’s approval, as small branches do. Approvers of the branch only.',
  })
  setBranchEditing(
    @Args('branchId', { type: () => ID, description: 'The branch.' }) branchId: string,
    @Args('authorsPublish', { description: 'Whether they do.' }) authorsPublish: boolean,
    @Viewing() viewer: Viewer,
  ) {
    return this.#editing.setBranchEditing(branchId, authorsPublish, viewer);
  }

  @ResolveField(() => Boolean, {
    description: 'Whether its librarians publish their events without anybody’s approval.',
  })
  async authorsPublish({ id }: Branch, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, authorsPublishOf, id)) ?? false;
  }
}
