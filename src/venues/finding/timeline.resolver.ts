import { Args, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { TimelineService } from './timeline.service.ts';
import { TimelineArguments, timelineCost, TimelineRow } from './timeline.types.ts';

@Resolver()
export class TimelineResolver {
  readonly #timelines: TimelineService;

  constructor(timelines: TimelineService) {
    this.#timelines = timelines;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => [TimelineRow], {
    complexity: timelineCost,
    description:
      'Rooms over some days, for a grid: opening hours, closings, and whatever takes them. Librarians, approvers and trainers only.',
  })
  timeline(@Args() asked: TimelineArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#timelines.timeline(asked, viewer, language);
  }
}
