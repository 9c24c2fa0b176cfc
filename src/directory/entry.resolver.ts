import { Inject } from '@nestjs/common';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Info, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { mayEditDirectory, mayEditSchools } from './entry.policy.ts';
import { DirectoryService } from './directory.service.ts';
import { aliasesOf, findEntry, type ListName, membersOf, pageOfEntries } from './entry.store.ts';
import {
  Audience,
  AudienceConnection,
  CreateOutletInput,
  CreateOutletResult,
  type DirectoryAction,
  DirectoryActions,
  DirectoryEntry,
  DirectoryEntryInput,
  District,
  DistrictConnection,
  Outlet,
  OutletConnection,
  ResponsibleBody,
  ResponsibleBodyConnection,
  UpdateAudienceResult,
  UpdateDistrictResult,
  UpdateOutletResult,
  UpdateResponsibleBodyResult,
} from './entry.types.ts';

const anyText = () => true;
const INPUT = { description: 'What the entry is to be.' };
const SLUG = { description: 'Its slug, as in addresses: `pupils`.' };

@Resolver(() => DirectoryEntry)
export class DirectoryResolver {
  readonly #database: Database;
  readonly #directory: DirectoryService;

  constructor(@Inject(Database) database: Database, directory: DirectoryService) {
    this.#database = database;
    this.#directory = directory;
  }

  async #page<List extends ListName>(list: List, page: PageArguments) {
    const rows = await pageOfEntries(
      this.#database.reader,
      list,
      readPage<readonly [string, string]>(page, [anyText, isId]),
    );
    return connectionOf(rows, page, (row) => [row.nameUk, row.id]);
  }

  @Public()
  @Query(() => AudienceConnection, { complexity: pageCost, description: 'All target audiences, by Ukrainian name.' })
  audiences(@Args() page: PageArguments) {
    return this.#page('audience', page);
  }

  @Public()
  @Query(() => ResponsibleBodyConnection, {
    complexity: pageCost,
    description: 'All responsible bodies, groups and their members alike, by Ukrainian name.',
  })
  responsibleBodies(@Args() page: PageArguments) {
    return this.#page('body', page);
  }

  @Public()
  @Query(() => DistrictConnection, { complexity: pageCost, description: 'All districts, by Ukrainian name.' })
  districts(@Args() page: PageArguments) {
    return this.#page('district', page);
  }

  @Public()
  @Query(() => OutletConnection, { complexity: pageCost, description: 'All media outlets, by Ukrainian name.' })
  outlets(@Args() page: PageArguments) {
    return this.#page('outlet', page);
  }

  @Public()
  @Query(() => Audience, { nullable: true, description: 'One audience, or null.' })
  audience(@Args('slug', SLUG) slug: string) {
    return findEntry(this.#database.reader, 'audience', { slug });
  }

  @Public()
  @Query(() => ResponsibleBody, { nullable: true, description: 'One responsible body, or null.' })
  responsibleBody(@Args('slug', SLUG) slug: string) {
    return findEntry(this.#database.reader, 'body', { slug });
  }

  @Public()
  @Query(() => District, { nullable: true, description: 'One district, or null.' })
  district(@Args('slug', SLUG) slug: string) {
    return findEntry(this.#database.reader, 'district', { slug });
  }

  @Public()
  @Query(() => Outlet, { nullable: true, description: 'One media outlet, or null.' })
  outlet(@Args('slug', SLUG) slug: string) {
    return findEntry(this.#database.reader, 'outlet', { slug });
  }

  @Requires('COORDINATOR')
  @ForTokens('DIRECTORY')
  @Mutation(() => UpdateAudienceResult, {
    description: 'Edits the names and aliases of an audience. Coordinators only.',
  })
  updateAudience(
    @Args('input', INPUT) input: DirectoryEntryInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.update('audience', input, viewer, language);
  }

  @Requires('COORDINATOR')
  @ForTokens('DIRECTORY')
  @Mutation(() => UpdateResponsibleBodyResult, {
    description: 'Edits the names and aliases of a responsible body. Coordinators only.',
  })
  updateResponsibleBody(
    @Args('input', INPUT) input: DirectoryEntryInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.update('body', input, viewer, language);
  }

  @Requires('COORDINATOR')
  @ForTokens('DIRECTORY')
  @Mutation(() => UpdateDistrictResult, {
    description: 'Edits the names and aliases of a district. Coordinators only.',
  })
  updateDistrict(
    @Args('input', INPUT) input: DirectoryEntryInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.update('district', input, viewer, language);
  }

  @Requires('COORDINATOR')
  @ForTokens('DIRECTORY')
  @Mutation(() => CreateOutletResult, { description: 'Adds a media outlet. Coordinators only.' })
  createOutlet(
    @Args('input', INPUT) input: CreateOutletInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.create('outlet', input, viewer, language);
  }

  @Requires('COORDINATOR')
  @ForTokens('DIRECTORY')
  @Mutation(() => UpdateOutletResult, {
    description: 'Edits the names and aliases of a media outlet. Coordinators only.',
  })
  updateOutlet(
    @Args('input', INPUT) input: DirectoryEntryInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.update('outlet', input, viewer, language);
  }

  @ResolveField(() => [String], {
    complexity: 5,
    description: 'Further spellings under which documents name it, in their order.',
  })
  aliases(entry: DirectoryEntry, _args: unknown, context: object) {
    return load(context, this.#database.reader, aliasesOf, entry.id);
  }

  @ResolveField(() => [DirectoryActions], {
    description: 'What the viewer may do with the entry: the buttons that work.',
  })
  viewerCan(@Info() { parentType }: GraphQLResolveInfo, @Viewing() viewer: Viewer): DirectoryAction[] {
    return (parentType.name === 'School' ? mayEditSchools : mayEditDirectory)(viewer) ? ['EDIT'] : [];
  }
}

@Resolver(() => ResponsibleBody)
export class ResponsibleBodyResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => [ResponsibleBody], {
    complexity: ({ childComplexity }) => 1 + 10 * childComplexity,
    description: 'The bodies a group stands for, in their order; empty for a body that is no group.',
  })
  members(body: ResponsibleBody, _args: unknown, context: object) {
    return load(context, this.#database.reader, membersOf, body.id);
  }
}
