import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { mayKnowBooking } from '../bookings/booking.policy.ts';
import { SeriesDateService } from './series-date.service.ts';
import { type SeriesMode, SeriesModes } from './series.codes.ts';
import {
  AddSeriesDateInput,
  CancelSeriesArguments,
  DropSeriesDateArguments,
  PlaceSeriesDateInput,
  SeriesInput,
} from './series.input.types.ts';
import { SeriesService } from './series.service.ts';
import { seriesByIds } from './series.store.ts';
import {
  BookingSeries,
  BookSeriesResult,
  CancelSeriesResult,
  DropSeriesDateResult,
  PlaceSeriesDateResult,
  PreviewSeriesResult,
} from './series.types.ts';

@Resolver(() => BookingSeries)
export class SeriesResolver {
  readonly #database: Database;
  readonly #series: SeriesService;
  readonly #dates: SeriesDateService;

  constructor(@Inject(Database) database: Database, series: SeriesService, dates: SeriesDateService) {
    this.#database = database;
    this.#series = series;
    this.#dates = dates;
  }

  @Requires()
  @ForTokens('EVENTS')
  @Query(() => BookingSeries, {
    nullable: true,
    description:
      'One series of bookings, or null when there is none the viewer may know: staff of its branch and whoever asked for it do. Signed-in people only.',
  })
  async bookingSeries(
    @Args('id', { type: () => ID, description: 'Its global id.' }) id: string,
    @Viewing() viewer: Viewer,
  ) {
    const series = isId(id) ? (await seriesByIds(this.#database.reader, [id])).get(id.toLowerCase()) : undefined;
    return series && mayKnowBooking(viewer, series) ? series : null;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => PreviewSeriesResult, {
    description:
      'What booking a series would come to, date by date, without booking it. Librarians, approvers and trainers only.',
  })
  previewSeries(
    @Args('input', { description: 'What is wanted, and when.' }) input: SeriesInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#series.previewSeries(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => BookSeriesResult, {
    description:
      'Books a series, each date at once for whoever needs nobody’s yes, else as a request. Librarians, approvers and trainers only.',
  })
  bookSeries(
    @Args('input', { description: 'What is wanted, when, and what for.' }) input: SeriesInput,
    @Args('mode', { type: () => SeriesModes, description: 'What happens when not every date fits.' }) mode: SeriesMode,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#series.bookSeries(input, mode, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => PlaceSeriesDateResult, {
    description:
      'Books a date of a series that has no place, as it was wished for or otherwise. Librarians and approvers of its branch, and whoever asked for it, only.',
  })
  placeSeriesDate(
    @Args('input', { description: 'Which date, and what is to be otherwise.' }) input: PlaceSeriesDateInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#dates.placeDate(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => PlaceSeriesDateResult, {
    description:
      'Books one more date for a series. Librarians and approvers of its branch, and whoever asked for it, only.',
  })
  addSeriesDate(
    @Args('input', { description: 'The date, and what is to be otherwise.' }) input: AddSeriesDateInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#dates.addDate(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => DropSeriesDateResult, {
    description:
      'Gives up a date of a series that has no place; it can be placed later all the same. Librarians and approvers of its branch, and whoever asked for it, only.',
  })
  dropSeriesDate(@Args() input: DropSeriesDateArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#dates.dropDate(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => CancelSeriesResult, {
    description:
      'Cancels what lies ahead of a series, all or from a day on: its bookings, and the dates that want a place; nothing where one of the bookings serves an event. Librarians and approvers of its branch, and whoever asked for it, only.',
  })
  cancelSeries(@Args() input: CancelSeriesArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#dates.cancelSeries(input, viewer, language);
  }
}
