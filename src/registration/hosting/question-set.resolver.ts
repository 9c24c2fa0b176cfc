import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { QuestionSetArguments, SaveQuestionSetInput } from './question-set.input.types.ts';
import { QuestionSetService } from './question-set.service.ts';
import { findQuestionSet } from '../questions/question-set.store.ts';
import { QuestionSet, SaveQuestionSetResult } from './question-set.types.ts';

@Resolver()
export class QuestionSetResolver {
  readonly #database: Database;
  readonly #sets: QuestionSetService;

  constructor(@Inject(Database) database: Database, sets: QuestionSetService) {
    this.#database = database;
    this.#sets = sets;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => QuestionSet, {
    nullable: true,
    description:
      'The questions with which the registration forms of events of a kind begin; null while nobody has saved any. Librarians and approvers only.',
  })
  async questionSet(@Args() { kind }: QuestionSetArguments): Promise<QuestionSet | null> {
    return (await findQuestionSet(this.#database.reader, kind)) ?? null;
  }

  @Requires('APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => SaveQuestionSetResult, {
    description:
      'Puts these questions in the place of those with which the registration forms of events of a kind begin; forms that began with the old ones keep them. Approvers only.',
  })
  saveQuestionSet(
    @Args('input', { description: 'The questions.' }) input: SaveQuestionSetInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#sets.save(input, { viewer, language });
  }
}
