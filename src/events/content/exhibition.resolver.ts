import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { ExhibitionService } from './exhibition.service.ts';
import { RecordExhibitionDayArguments, RecordExhibitionDayResult } from './exhibition.types.ts';

@Resolver()
export class ExhibitionResolver {
  readonly #exhibitions: ExhibitionService;

  constructor(exhibitions: ExhibitionService) {
    this.#exhibitions = exhibitions;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => RecordExhibitionDayResult, {
    description:
      'Writes down how many came to a published exhibition on a day. Librarians and approvers of its branch only.',
  })
  recordExhibitionDay(
    @Args() count: RecordExhibitionDayArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#exhibitions.recordDay(count, { viewer, language });
  }
}
