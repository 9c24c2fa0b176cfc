import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { District } from '../../directory/entry.types.ts';
import { School } from '../../directory/school.types.ts';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, listCost, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { isId } from '../../platform/ids/id.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import type { Language } from '../../platform/language/language.ts';
import {
  BranchArguments,
  CreateBranchInput,
  CreateBranchResult,
  UpdateBranchInput,
  UpdateBranchResult,
} from './branch.input.types.ts';
import { mayFurnish, maySchedule } from './branch.policy.ts';
import { BranchService } from './branch.service.ts';
import { districtsOfBranches, findBranch, pageOfBranches, schoolsOfBranches } from './branch.store.ts';
import type { BranchRow } from './branch.tables.ts';
import { Branch, type BranchAction, BranchActions, BranchConnection, GeoPoint } from './branch.types.ts';
import { equipmentOfBranches } from './equipment.store.ts';
import { Equipment } from './equipment.types.ts';
import { MOST_ROOMS } from './room.service.ts';
import { roomsOfBranches } from './room.store.ts';
import { Room } from './room.types.ts';

/** A name, as a cursor holds it: Postgres takes any text but NUL. */
const isName = (text: string) => !text.includes('\0');

@Resolver(() => Branch)
export class BranchResolver {
  readonly #database: Database;
  readonly #branches: BranchService;

  constructor(@Inject(Database) database: Database, branches: BranchService) {
    this.#database = database;
    this.#branches = branches;
  }

  @Public()
  @Query(() => BranchConnection, {
    complexity: pageCost,
    description: 'Branches that fit everything given, by Ukrainian name.',
  })
  async branches(@Args() asked: BranchArguments) {
    const window = readPage<readonly [string, string]>(asked, [isName, isId]);
    const { district = null, stepFree = null, kind = null } = asked;
    const filter = { district, stepFree, kind };
    const rows =
      district === null || isSlug(district) ? await pageOfBranches(this.#database.reader, filter, window) : [];
    return connectionOf(rows, asked, (row) => [row.nameUk, row.id]);
  }

  @Public()
  @Query(() => Branch, { nullable: true, description: 'One branch, or null.' })
  async branch(@Args('slug', { description: 'Its slug, as in addresses.' }) slug: string) {
    return isSlug(slug) ? findBranch(this.#database.reader, { slug }) : null;
  }

  @Requires('ADMIN')
  @ForTokens('EVENTS')
  @Mutation(() => CreateBranchResult, {
    description: 'Adds a library, or an external venue. Administrators only.',
  })
  createBranch(
    @Args('input', { description: 'The branch.' }) input: CreateBranchInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#branches.createBranch(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateBranchResult, {
    description: 'Changes a branch; its kind, slug and zone administrators alone. Its librarians and approvers only.',
  })
  updateBranch(
    @Args('input', { description: 'What to change.' }) input: UpdateBranchInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#branches.updateBranch(input, viewer, language);
  }

  @ResolveField(() => District, {
    nullable: true,
    description: 'The district of the city it is in; null when none is known.',
  })
  district(branch: Branch, _args: unknown, context: object) {
    return load(context, this.#database.reader, districtsOfBranches, branch.id);
  }

  @ResolveField(() => School, {
    nullable: true,
    description: 'Of an external venue: the school whose it is; null when it is nobody’s or not a school’s.',
  })
  school(branch: Branch, _args: unknown, context: object) {
    return load(context, this.#database.reader, schoolsOfBranches, branch.id);
  }

  @ResolveField(() => GeoPoint, { nullable: true, description: 'Where it is on the map; null when nobody has said.' })
  location({ latitude, longitude }: BranchRow): GeoPoint | null {
    return latitude === null || longitude === null ? null : { latitude, longitude };
  }

  @ResolveField(() => [Room], {
    complexity: listCost(10),
    description: `Its rooms, parts and combinations alike, by Ukrainian name; at most ${MOST_ROOMS}.`,
  })
  async rooms(
    @Parent() branch: Branch,
    @Context() context: object,
    @Args('retired', {
      type: () => Boolean,
      nullable: true,
      description: 'True answers those out of use as well.',
    })
    retired?: boolean | null,
  ) {
    const rooms = await load(context, this.#database.reader, roomsOfBranches, branch.id);
    return (rooms ?? []).filter(({ retiredAt }) => retired || retiredAt === null);
  }

  @ResolveField(() => [Equipment], {
    complexity: listCost(5),
    description: 'What it has so many of and carries from room to room, by kind, then by Ukrainian name.',
  })
  equipment(branch: Branch, _args: unknown, context: object) {
    return load(context, this.#database.reader, equipmentOfBranches, branch.id);
  }

  @ResolveField(() => [BranchActions], { description: 'What the viewer may do at the branch: the buttons that work.' })
  viewerCan(@Parent() { id }: Branch, @Viewing() viewer: Viewer): BranchAction[] {
    return [
      ...(maySchedule(viewer, id) ? (['SCHEDULE'] as const) : []),
      ...(mayFurnish(viewer, id) ? (['FURNISH'] as const) : []),
    ];
  }
}
