import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { OpenDay } from './opening.types.ts';
import { SpecialDayService } from './special-day.service.ts';
import { SetSpecialDayArguments, SetSpecialDayResult, SpecialDayArguments } from './special-day.types.ts';

@Resolver()
export class SpecialDayResolver {
  readonly #specialDays: SpecialDayService;

  constructor(specialDays: SpecialDayService) {
    this.#specialDays = specialDays;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => SetSpecialDayResult, {
    description:
      'Gives one day of a branch or a room hours of its own instead of the week’s, or shuts it; hours of a branch keep it ' +
      'open on a public holiday. Librarians and approvers of its branch only.',
  })
  setSpecialDay(@Args() input: SetSpecialDayArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#specialDays.setSpecialDay(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => OpenDay, {
    description: 'Makes a special day one like any other again. Librarians and approvers of its branch only.',
  })
  clearSpecialDay(@Args() input: SpecialDayArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#specialDays.clearSpecialDay(input, viewer, language);
  }
}
