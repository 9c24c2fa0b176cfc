import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { listCost } from '../platform/graphql/connection.ts';
import type { Language } from '../platform/language/language.ts';
import { MessageWordsService } from './words.service.ts';
import {
  MessagePreview,
  MessagePreviewInput,
  MessageWords,
  SaveMessageWordsInput,
  SaveMessageWordsResult,
} from './words.types.ts';

@Resolver()
export class MessageWordsResolver {
  readonly #words: MessageWordsService;

  constructor(words: MessageWordsService) {
    this.#words = words;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => [MessageWords], {
    complexity: listCost(20),
    description: 'The own words of a branch in its messages. Its librarians and approvers only.',
  })
  messageWords(
    @Args('branchId', { type: () => ID, description: 'The branch.' }) branchId: string,
    @Viewing() viewer: Viewer,
  ) {
    return this.#words.ofBranch(branchId, viewer);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => MessagePreview, {
    description:
      'A message as somebody would read it, with the branch’s words as they are saved or as they are to be. Its librarians and approvers only.',
  })
  messagePreview(
    @Args('input', { description: 'Which message, and the words to be tried.' }) input: MessagePreviewInput,
    @Viewing() viewer: Viewer,
  ) {
    return this.#words.preview(input, viewer);
  }

  @Requires('APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => SaveMessageWordsResult, {
    description: 'Saves what a branch says before and after a kind of message. Approvers of the branch only.',
  })
  saveMessageWords(
    @Args('input', { description: 'What is to stand.' }) input: SaveMessageWordsInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#words.save(input, viewer, language);
  }
}
