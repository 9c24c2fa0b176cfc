import { enumOf } from '../../platform/graphql/codes.ts';
import type { BookingStatus, SoftRule } from './booking.tables.ts';
import type { BookingPart, LayoutTooSmall, Severity } from './broken.rules.ts';
import type { BookingAction } from './change.rules.ts';

export const BookingStatuses = enumOf<BookingStatus>('BookingStatus', 'How far a booking has come.', {
  HOLD: 'Held for a while: the room is kept, and free again by itself at its time.',
  REQUESTED: 'Asked for: the room is kept until somebody decides, or it waits behind a hold.',
  CONFIRMED: 'The room is booked.',
  REJECTED: 'Somebody said no; the reason stands beside.',
  CANCELLED: 'Given up; the reason stands beside.',
  EXPIRED: 'A hold that nobody confirmed in time.',
});

export const SoftRules = enumOf<SoftRule>(
  'SoftRule',
  'A rule that a permitted role may set aside, with a reason. Who that is, `canOverride` of a broken rule says.',
  {
    OutsideOpeningHours: 'The event lies outside the opening hours.',
    LayoutTooSmall: 'More people are expected than the layout holds.',
    OutsideBookingWindow: 'It starts too soon, or too far ahead.',
    TooLong: 'It lasts longer than the room may be booked.',
    TooShort: 'It lasts shorter than the room may be booked.',
    OverLimit: 'Who asks has all the bookings of the room that one person may have.',
  },
);

export const BookingParts = enumOf<BookingPart>('BookingPart', 'A part of the time for which a booking has its room.', {
  SET_UP: 'Before the event.',
  EVENT: 'The event itself.',
  TEAR_DOWN: 'After the event.',
});

export const Severities = enumOf<Severity>('RuleSeverity', 'What a broken rule means.', {
  HARD: 'It refuses, whoever asks.',
  SOFT: 'It refuses, unless a permitted role sets it aside with a reason.',
  NOTICE: 'It refuses nothing, and tells what will happen.',
});

export type CapacityLimit = LayoutTooSmall['limitedBy'];
export const CapacityLimits = enumOf<CapacityLimit>('CapacityLimit', 'What has no room for so many people.', {
  LAYOUT: 'The room, furnished so; this can be set aside.',
  SHELTER: 'The shelter of the branch; nobody sets that aside.',
});

export const BookingActions = enumOf<BookingAction>('BookingAction', 'What the viewer may do with a booking now.', {
  MOVE: 'Give it another time, by `changeBooking`.',
  CHANGE: 'Give it another room or layout, other people or equipment at its time, by `changeBooking`.',
  REWORD:
    'Say otherwise what it is for and whom to ask, by `changeBooking`; where it waits behind no hold, also how long it takes before and after.',
  CONFIRM: 'Make a booking of a hold.',
  APPROVE: 'Say yes to it.',
  REJECT: 'Say no to it.',
  CANCEL: 'Give it up.',
});
