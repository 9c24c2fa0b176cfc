import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { DiscardService } from './discard.service.ts';
import { HappeningService } from './happening.service.ts';
import {
  CallOffArguments,
  DiscardEventArguments,
  ReviveSessionArguments,
  SessionArguments,
} from './session.input.types.ts';
import {
  DiscardEventResult,
  ReviveSessionResult,
  SessionStepResult,
  UnmarkSessionResult,
} from './session.result.types.ts';

const WHOM = 'Librarians and approvers of its branch only.';

@Resolver()
export class HappeningResolver {
  readonly #happening: HappeningService;
  readonly #discarding: DiscardService;

  constructor(happening: HappeningService, discarding: DiscardService) {
    this.#happening = happening;
    this.#discarding = discarding;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => SessionStepResult, {
    description: `Says that a tentative session is held: go, where it depended on how many come. ${WHOM}`,
  })
  confirmSession(@Args() input: SessionArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.confirm(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => SessionStepResult, {
    description: `Says that a session is not held at its time, and that the new one is not known; its room is given up. moveSession gives it a new time. ${WHOM}`,
  })
  postponeSession(@Args() input: CallOffArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.postpone(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => SessionStepResult, {
    description: `Holds a session at its time over the network; its room is given up. A tentative one is confirmed first. The link to join by is the event’s. ${WHOM}`,
  })
  moveSessionOnline(@Args() input: SessionArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.moveOnline(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => SessionStepResult, {
    description: `Says that a session is not held: no-go, where it depended on how many come. Its room is given up; a published one stays in calendars as cancelled. ${WHOM}`,
  })
  cancelSession(@Args() input: CallOffArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.cancel(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => ReviveSessionResult, {
    description: `Takes a cancellation back: the session is what it was before, and its room is booked again, or refuses with ways out. A date that had been postponed comes back at its former time. ${WHOM}`,
  })
  reviveSession(@Args() input: ReviveSessionArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.revive(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => SessionStepResult, {
    description: `Says that a session was held; it has to have begun. ${WHOM}`,
  })
  markSessionHeld(@Args() input: SessionArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.markHeld(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UnmarkSessionResult, {
    description: `Takes back that a session was held; if it has lost its room meanwhile, that is booked again, or refuses with ways out. ${WHOM}`,
  })
  unmarkSessionHeld(@Args() input: SessionArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#happening.unmarkHeld(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DiscardEventResult, {
    description: `Throws away a draft that was never published, with its sessions; their rooms are given up, and roles at its door end. ${WHOM}`,
  })
  discardEvent(@Args() input: DiscardEventArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#discarding.discard(input, viewer, language);
  }
}
