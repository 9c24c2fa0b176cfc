import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { ApproveEventArguments, EditorialStepArguments, ReturnEventArguments } from './editorial.input.types.ts';
import { EditorialService } from './editorial.service.ts';
import { ArchiveEventResult, EditorialResult, PublishEventResult } from './editorial.types.ts';

const THEIRS = 'Librarians and approvers of its branch only.';

@Resolver()
export class EditorialResolver {
  readonly #editorial: EditorialService;

  constructor(editorial: EditorialService) {
    this.#editorial = editorial;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EditorialResult, {
    description: `Asks for the approval of a draft, or of what was returned. Whatever is still missing for publication stands in \`staff.missing\`. ${THEIRS}`,
  })
  submitEvent(@Args() step: EditorialStepArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.submit(step, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EditorialResult, {
    description: `Takes back what was submitted and nobody has decided about: it is a draft again. ${THEIRS}`,
  })
  withdrawEvent(@Args() step: EditorialStepArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.withdraw(step, { viewer, language });
  }

  @Requires('APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EditorialResult, {
    description:
      'Sends what was submitted or approved back to its authors, with a comment. Approvers of its branch only.',
  })
  returnEvent(@Args() step: ReturnEventArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.return(step, { viewer, language });
  }

  @Requires('APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EditorialResult, {
    description:
      'Says yes to what was submitted, exactly as it was seen: an author’s edit of it asks for approval again. Approvers of its branch only.',
  })
  approveEvent(@Args() step: ApproveEventArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.approve(step, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => PublishEventResult, {
    description: `Makes an event public, for pages and calendars, if nothing is missing. Approvers publish from wherever it has come to; librarians what is approved, and where \`authorsPublish\` of the branch says so, also what is not. ${THEIRS}`,
  })
  publishEvent(@Args() step: EditorialStepArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.publish(step, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => ArchiveEventResult, {
    description: `Puts a published event away once its sessions are over or cancelled: everybody still sees it, nobody changes it. ${THEIRS}`,
  })
  archiveEvent(@Args() step: EditorialStepArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.archive(step, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EditorialResult, { description: `Takes an event out of the archive, to be changed. ${THEIRS}` })
  restoreEvent(@Args() step: EditorialStepArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#editorial.restore(step, { viewer, language });
  }
}
