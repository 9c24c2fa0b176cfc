import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { CancelSessionsInput, EditSessionsInput, PreviewCancelInput } from './edit.input.types.ts';
import { SessionsEditService } from './edit.service.ts';
import {
  CancelSessionsResult,
  EditSessionsResult,
  PreviewSessionsEditResult,
  SessionsDiffShown,
} from './edit.types.ts';

@Resolver(() => SessionsDiffShown)
export class SessionsEditResolver {
  readonly #edits: SessionsEditService;

  constructor(edits: SessionsEditService) {
    this.#edits = edits;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => PreviewSessionsEditResult, {
    description:
      'What an edit of one date, the following ones, or all would come to, date by date, without changing anything; the same that editSessions does with the same input. Librarians and approvers of its branch only.',
  })
  previewSessionsEdit(
    @Args('input', { description: 'Which dates, and what is to change.' }) input: EditSessionsInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#edits.previewEdit(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => CancelSessionsResult, {
    description:
      'What calling dates off would come to, date by date, without changing anything. Librarians and approvers of its branch only.',
  })
  previewSessionsCancel(
    @Args('input', { description: 'Which dates.' }) input: PreviewCancelInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#edits.previewCancel(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => EditSessionsResult, {
    description:
      'Moves one date, it and the following ones, or all, with their rooms, in one go; dates may take each other’s places. What was set for a date alone stays, and what wants a place wishes otherwise. Librarians and approvers of its branch only.',
  })
  editSessions(
    @Args('input', { description: 'Which dates, and what is to change.' }) input: EditSessionsInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#edits.edit(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => CancelSessionsResult, {
    description:
      'Cancels one date, it and the following ones, or all that lie ahead, gives their rooms up, and drops those that want a place. Librarians and approvers of its branch only.',
  })
  cancelSessions(
    @Args('input', { description: 'Which dates, and why.' }) input: CancelSessionsInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#edits.cancel(input, viewer, language);
  }
}
