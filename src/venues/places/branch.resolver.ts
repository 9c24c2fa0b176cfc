import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { District } from '../../directory/entry.types.ts';
import { Public } from '../../platform/access/access.decorators.ts';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { isId } from '../../platform/ids/id.ts';
import { maySchedule } from './branch.policy.ts';
import { districtsOfBranches, findBranch, pageOfBranches } from './branch.store.ts';
import { Branch, type BranchAction, BranchActions, BranchConnection } from './branch.types.ts';

/** A name, as a cursor holds it: Postgres takes any text but NUL. */
const isName = (text: string) => !text.includes('\0');
const isSlug = (text: string) => /^[a-z0-9-]{1,200}$/.test(text);

@Resolver(() => Branch)
export class BranchResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @Public()
  @Query(() => BranchConnection, { complexity: pageCost, description: 'Branches, by Ukrainian name.' })
  async branches(
    @Args() page: PageArguments,
    @Args('district', {
      type: () => String,
      nullable: true,
      description: 'Slug of a district: only its branches. An unknown one has none.',
    })
    district?: string | null,
  ) {
    const window = readPage<readonly [string, string]>(page, [isName, isId]);
    const rows =
      district == null || isSlug(district) ? await pageOfBranches(this.#database.reader, district ?? null, window) : [];
    return connectionOf(rows, page, (row) => [row.nameUk, row.id]);
  }

  @Public()
  @Query(() => Branch, { nullable: true, description: 'One branch, or null.' })
  async branch(@Args('slug', { description: 'Its slug, as in addresses.' }) slug: string) {
    return isSlug(slug) ? findBranch(this.#database.reader, { slug }) : null;
  }

  @ResolveField(() => District, {
    nullable: true,
    description: 'The district of the city it is in; null when none is known.',
  })
  district(@Parent() branch: Branch, @Context() context: object) {
    return load(context, this.#database.reader, districtsOfBranches, branch.id);
  }

  @ResolveField(() => [BranchActions], { description: 'What the viewer may do at the branch: the buttons that work.' })
  viewerCan(@Parent() { id }: Branch, @Viewing() viewer: Viewer): BranchAction[] {
    return maySchedule(viewer, id) ? ['SCHEDULE'] : [];
  }
}
