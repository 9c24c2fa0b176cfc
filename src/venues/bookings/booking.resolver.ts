import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { BookingFilter } from './booking.filter.types.ts';
import {
  BookingArguments,
  BookRoomInput,
  ChangeBookingInput,
  EndBookingArguments,
  HoldRoomInput,
  WishInput,
} from './booking.input.types.ts';
import { BOOKING_KEY, bookingKey, type BookingKey, pageOfBookings } from './booking.list.store.ts';
import { mayKnowBooking } from './booking.policy.ts';
import {
  BookRoomResult,
  CancelBookingResult,
  ChangeBookingResult,
  CheckBookingResult,
  DecideBookingResult,
  RejectBookingResult,
} from './booking.result.types.ts';
import { BookingService } from './booking.service.ts';
import { findBooking } from './booking.store.ts';
import { Booking, BookingConnection } from './booking.types.ts';
import { ChangeService } from './change.service.ts';

@Resolver(() => Booking)
export class BookingResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #bookings: BookingService;
  readonly #changes: ChangeService;

  constructor(@Inject(Database) database: Database, clock: Clock, bookings: BookingService, changes: ChangeService) {
    this.#database = database;
    this.#clock = clock;
    this.#bookings = bookings;
    this.#changes = changes;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => BookingConnection, {
    complexity: pageCost,
    description:
      'Bookings the viewer may know, by start, then id: their own, and those of the branches whose librarian or approver they are. Librarians, approvers and trainers only.',
  })
  async bookings(
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Args('filter', { type: () => BookingFilter, nullable: true, description: 'Which; all when left out.' }) // Not `| null`: the emitted type would be Object, and the pipe would let anything pass.
    filter?: BookingFilter,
  ) {
    const window = readPage<BookingKey>(page, BOOKING_KEY);
    const about = { window, now: this.#clock.now() };
    return connectionOf(await pageOfBookings(this.#database.reader, viewer, filter ?? {}, about), page, bookingKey);
  }

  @Requires()
  @ForTokens('EVENTS')
  @Query(() => Booking, {
    nullable: true,
    description:
      'One booking, or null when there is none the viewer may know: staff of the branch and whoever asked see it. Signed-in people only.',
  })
  async booking(@Args('id', { type: () => ID, description: 'Its global id.' }) id: string, @Viewing() viewer: Viewer) {
    const booking = isId(id) ? await findBooking(this.#database.reader, id as Id<'Booking'>) : undefined;
    return booking && mayKnowBooking(viewer, booking) ? booking : null;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => CheckBookingResult, {
    description:
      'Everything that booking a room would meet, without booking it. Librarians, approvers and trainers only.',
  })
  checkBooking(
    @Args('input', { description: 'What is wanted.' }) input: WishInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#bookings.check(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => BookRoomResult, {
    description:
      'Books a room, at once for whoever needs nobody’s yes, else as a request. Librarians, approvers and trainers only.',
  })
  bookRoom(
    @Args('input', { description: 'What is wanted, and what for.' }) input: BookRoomInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#bookings.book(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => BookRoomResult, {
    description: 'Keeps a room for a while, free again by itself at its time. Librarians, approvers and trainers only.',
  })
  holdRoom(
    @Args('input', { description: 'What is wanted, what for, and for how long.' }) input: HoldRoomInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#bookings.book(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideBookingResult, {
    description:
      'Makes a booking or a request of a hold. Librarians and approvers of its branch, and whoever holds the room, only.',
  })
  confirmHold(@Args() input: BookingArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#changes.confirm(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => ChangeBookingResult, {
    description:
      'Moves or changes a booking that is not over. What was approved stays so where it becomes less: an event no longer than it was inside the approved time, with no more people or equipment, in the same room and layout, for the same purpose. Anything else makes it a request again, which keeps its place, unless the viewer needs nobody’s yes. One that serves an event is moved there; its words can always be changed. Librarians and approvers of its branch, and whoever asked for it, only.',
  })
  changeBooking(
    @Args('input', { description: 'What to change.' }) input: ChangeBookingInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#changes.change(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideBookingResult, {
    description:
      'Says yes to a request; at an external venue librarians and approvers of any branch are as its own librarians. Approvers of its branch, and its librarians where the room asks for nobody’s yes, only.',
  })
  approveBooking(@Args() input: BookingArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#changes.approve(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => RejectBookingResult, {
    description:
      'Says no to a request, for good; at an external venue librarians and approvers of any branch are as its own librarians. Approvers of its branch, and its librarians where the room asks for nobody’s yes, only.',
  })
  rejectBooking(@Args() input: EndBookingArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#changes.reject(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => CancelBookingResult, {
    description:
      'Gives a booking, a request or a hold up, for good. One that serves an event is given up there. Librarians and approvers of its branch, and whoever asked for it, only.',
  })
  cancelBooking(@Args() input: EndBookingArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#changes.cancel(input, viewer, language);
  }
}
