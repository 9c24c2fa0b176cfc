import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, pageCost, readPage } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { DirectoryService } from './directory.service.ts';
import { wordsOf } from './entry.rules.ts';
import { findEntry } from './entry.store.ts';
import { District } from './entry.types.ts';
import { districtsOfSchools, pageOfSchools } from './school.store.ts';
import {
  CreateSchoolInput,
  CreateSchoolResult,
  School,
  SchoolArguments,
  SchoolConnection,
  UpdateSchoolInput,
  UpdateSchoolResult,
} from './school.types.ts';

const anyText = () => true;
const INPUT = { description: 'What the school is to be.' };

@Resolver(() => School)
export class SchoolResolver {
  readonly #database: Database;
  readonly #directory: DirectoryService;

  constructor(@Inject(Database) database: Database, directory: DirectoryService) {
    this.#database = database;
    this.#directory = directory;
  }

  @Public()
  @Query(() => SchoolConnection, {
    complexity: pageCost,
    description: 'Schools, by Ukrainian name, numbers in it by their value.',
  })
  async schools(@Args() asked: SchoolArguments) {
    const window = readPage<readonly [string, string]>(asked, [anyText, isId]);
    const filter = { words: wordsOf(asked.search ?? ''), district: asked.districtSlug ?? null };
    const rows = await pageOfSchools(this.#database.reader, filter, window);
    return connectionOf(rows, asked, (row) => [row.nameUk, row.id]);
  }

  @Public()
  @Query(() => School, { nullable: true, description: 'One school, or null.' })
  school(@Args('slug', { description: 'Its slug, as in addresses: `shkola-9`.' }) slug: string) {
    return findEntry(this.#database.reader, 'school', { slug });
  }

  @Requires('COORDINATOR', 'LIBRARIAN')
  @ForTokens('DIRECTORY')
  @Mutation(() => CreateSchoolResult, { description: 'Adds a school. Coordinators and librarians only.' })
  createSchool(
    @Args('input', INPUT) input: CreateSchoolInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.create('school', input, viewer, language);
  }

  @Requires('COORDINATOR', 'LIBRARIAN')
  @ForTokens('DIRECTORY')
  @Mutation(() => UpdateSchoolResult, {
    description: 'Edits the names, aliases and district of a school. Coordinators and librarians only.',
  })
  updateSchool(
    @Args('input', INPUT) input: UpdateSchoolInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#directory.update('school', input, viewer, language);
  }

  @ResolveField(() => District, {
    nullable: true,
    description: 'The district of the city it is in; null when none is known.',
  })
  district(school: School, _args: unknown, context: object) {
    return load(context, this.#database.reader, districtsOfSchools, school.id);
  }
}
