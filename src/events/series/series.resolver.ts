import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { CourseService } from './course.service.ts';
import { CourseInput, EventSeriesInput, RegistrationUnitInput } from './series.input.types.ts';
import {
  EventSeriesPreview,
  PreviewEventSeriesResult,
  RegistrationUnitResult,
  ScheduleCourseResult,
  ScheduleSeriesResult,
} from './series.result.types.ts';
import { EventSeriesService } from './series.service.ts';
import { RegistrationUnitService } from './unit.service.ts';

@Resolver(() => EventSeriesPreview)
export class EventArrangementResolver {
  readonly #series: EventSeriesService;
  readonly #courses: CourseService;
  readonly #units: RegistrationUnitService;

  constructor(series: EventSeriesService, courses: CourseService, units: RegistrationUnitService) {
    this.#series = series;
    this.#courses = courses;
    this.#units = units;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => PreviewEventSeriesResult, {
    description:
      'What making an event a series would come to, date by date, without scheduling it. Librarians and approvers of its branch only.',
  })
  previewEventSeries(
    @Args('input', { description: 'Which dates, and where.' }) input: EventSeriesInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#series.preview(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => ScheduleSeriesResult, {
    description:
      'Makes an event a series: a session for each date of a rule, with its room. Dates that do not fit stay listed as to place; of a published event also those that are over by now. For an event that is no series or course with dates yet. Librarians and approvers of its branch only.',
  })
  scheduleSeries(
    @Args('input', { description: 'Which dates, and where.' }) input: EventSeriesInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#series.schedule(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => ScheduleCourseResult, {
    description:
      'Makes an event a course, or adds sessions to one: all of them with their rooms, or none; to a published one only such as lie ahead. One registers for the whole. Librarians and approvers of its branch only.',
  })
  scheduleCourse(
    @Args('input', { description: 'The sessions.' }) input: CourseInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#courses.schedule(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => RegistrationUnitResult, {
    description:
      'Switches between registering for each session and for all of them at once: just so while nobody is registered, then with what becomes of those who are. Librarians and approvers of its branch only.',
  })
  setRegistrationUnit(
    @Args('input', { description: 'The unit, and the conversion.' }) input: RegistrationUnitInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#units.set(input, viewer, language);
  }
}
