import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { TooManyAttemptsRefused } from '../../identity/sign-in.types.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyReusedRefused } from '../../registration/deciding/deciding.types.ts';
import { BrokenRuleShown } from '../../venues/bookings/broken.types.ts';
import { BusyStates, CalendarFaults, EventFaults, PartnerPurposes } from './partner.codes.ts';
import { PartnerTime } from './partner.time.types.ts';
import type { EventFault } from './reading/read.calendar.ts';
import type { BusyState, PartnerFault, PartnerPurpose } from './record/partner.tables.ts';

@ObjectType({ description: 'Why a calendar could not be read the last time; what it held before stays.' })
export class PartnerCalendarTrouble {
  @Field(() => CalendarFaults, { description: 'What it was, for programs.' })
  readonly fault: PartnerFault['fault'];

  @Field({ description: 'The same in words, with what to do, in the language of Accept-Language.' })
  readonly message: string;

  @Field(() => Int, { nullable: true, description: 'The line of the calendar, from 1; null where it is about none.' })
  readonly line: number | null;
}

@ObjectType({ description: 'Something wrong with one event of a calendar; the others are taken.' })
export class PartnerEventProblem {
  @Field(() => EventFaults, { description: 'What it is, for programs.' })
  readonly fault: EventFault;

  @Field(() => Int, { description: 'The line of the calendar, from 1.' })
  readonly line: number;

  @Field(() => String, { nullable: true, description: 'UID of the event; null where it has none.' })
  readonly uid: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the event; null where it has none.' })
  readonly title: string | null;
}

@ObjectType({
  implements: () => Versioned,
  description:
    'A calendar that a partner keeps, read for a branch. What it holds is no event of ours and is counted in no report.',
})
export class PartnerCalendar extends Versioned {
  declare readonly id: Id<'PartnerCalendar'>;

  @Field({ description: 'For addresses; it does not change.' })
  readonly slug: string;

  @Field({ description: 'Name of the partner as people read it.' })
  readonly name: string;

  @Field(() => PartnerPurposes, { description: 'What it is for.' })
  readonly purpose: PartnerPurpose;

  @Field(() => String, { nullable: true, description: 'Where it is read from; null for one that is brought as files.' })
  readonly address: string | null;

  @Field(() => Boolean, { description: 'Whether it is read and does what it is for.' })
  readonly active: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When something was read of it last, in UTC; null before that.',
  })
  readonly readAt: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last known to be what the partner has, in UTC; null before that.',
  })
  readonly knownAt: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is looked at again, in UTC; null for never.' })
  readonly dueAt: Instant | null;

  @Field(() => Int, {
    description: 'How often in a row it could not be read; each time the next is twice as late, up to a day.',
  })
  readonly failures: number;

  @Field(() => Int, { description: 'How many problems its events had when it was read last.' })
  readonly problemCount: number;
}

/** What staff see of a time, kept or only tried. */
@ObjectType({ isAbstract: true })
abstract class WantedTime extends PartnerTime {
  @Field(() => [BrokenRuleShown], {
    description:
      'Who has the room then in its place: `Overlap` with bookings, `Blocked`. By start; empty where nobody has.',
  })
  readonly inTheWay: readonly BrokenRuleShown[];
}

@ObjectType({ description: 'Something in a partner’s calendar at one time, as it is kept: at most 400 days ahead.' })
class PartnerItem extends WantedTime {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'PartnerItem'>;

  @Field(() => BusyStates, {
    nullable: true,
    description: 'What became of it in the room that the calendar keeps; null for one that is promoted.',
  })
  readonly state: BusyState | null;
}

@ObjectType({ description: 'Something in a calendar that was only tried.' })
class PreviewedPartnerItem extends WantedTime {}

export const PartnerItemConnection = connectionTypes(PartnerItem, 'PartnerItem');

/** How many items. */
@ObjectType({ isAbstract: true })
abstract class ItemCounts {
  @Field(() => Int, { description: 'How many times are new.' })
  readonly added: number;

  @Field(() => Int, { description: 'How many are otherwise than they were.' })
  readonly changed: number;

  @Field(() => Int, { description: 'How many are there no more, those that are over among them.' })
  readonly removed: number;

  @Field(() => Int, { description: 'How many are as they were.' })
  readonly unchanged: number;

  @Field(() => Int, { description: 'How many of all others are in the way of.' })
  readonly conflicts: number;
}

@ObjectType({ description: 'What came of reading a calendar.' })
class PartnerCalendarRead extends ItemCounts {
  @Field(() => PartnerCalendar, { description: 'The calendar as it is now.' })
  readonly calendar: PartnerCalendar;

  @Field(() => Boolean, { description: 'Whether the partner’s server said that it is what was read last.' })
  readonly isSame: boolean;
}

@ObjectType({ description: 'What would come of a calendar; nothing was written.' })
class PartnerCalendarPreview extends ItemCounts {
  @Field(() => Int, { description: 'Events and other things the calendar has, whatever becomes of them.' })
  readonly components: number;

  @Field(() => Int, { description: 'Times that would be kept.' })
  readonly found: number;

  @Field(() => Int, {
    description:
      'Times in the 400 days ahead that would not be kept: free or cancelled ones of a room, private ones of what is promoted.',
  })
  readonly leftOut: number;

  @Field(() => [PartnerEventProblem], { description: 'What is wrong with its events: the first 50 by line.' })
  readonly problems: readonly PartnerEventProblem[];

  @Field(() => Int, { description: 'How many problems its events have.' })
  readonly problemCount: number;

  @Field(() => [PreviewedPartnerItem], { description: 'The first of those that would be kept, by start.' })
  readonly items: readonly PreviewedPartnerItem[];

  @Field(() => [PreviewedPartnerItem], { description: 'The first of those that others are in the way of, by start.' })
  readonly conflicting: readonly PreviewedPartnerItem[];
}

@ObjectType({ description: 'A calendar that was taken away.' })
class PartnerCalendarRemoved {
  @Field(() => ID, { description: 'What its id was.' })
  readonly id: Id<'PartnerCalendar'>;

  @Field({ description: 'What its name was.' })
  readonly name: string;

  @Field(() => Int, { description: 'How many blockings of its room were lifted.' })
  readonly givenBack: number;
}

@ObjectType('CalendarUnreadable', {
  implements: () => Refused,
  description: 'Nothing came of an address or a file; what the calendar held before stays.',
})
class CalendarUnreadableRefused extends Refused {
  @Field(() => CalendarFaults, { description: 'Why, for programs.' })
  readonly reason: PartnerFault['fault'];

  @Field(() => Int, { nullable: true, description: 'The line of the calendar, from 1; null where it is about none.' })
  readonly line: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What the partner’s server answered (HTTP), where that was the reason.',
  })
  readonly status: number | null;
}

@ObjectType('CalendarBeingRead', {
  implements: () => Refused,
  description: 'Somebody else has the calendar read at this moment, or changed it meanwhile.',
})
class CalendarBeingReadRefused extends Refused {}

@ObjectType('TooManyCalendars', {
  implements: () => Refused,
  description: 'The branch has as many calendars of partners as it may.',
})
class TooManyCalendarsRefused extends Refused {
  @Field(() => Int, { description: 'How many it may have.' })
  readonly most: number;
}

const resolved = (type: string) => (value: unknown) => (isRefusal(value) ? value.kind : type);

export const AddPartnerCalendarResult = createUnionType({
  name: 'AddPartnerCalendarResult',
  description: 'The calendar, which is read in a moment, or why there is none.',
  types: () => [PartnerCalendar, CalendarUnreadableRefused, TooManyCalendarsRefused, KeyReusedRefused] as const,
  resolveType: resolved('PartnerCalendar'),
});

export const UpdatePartnerCalendarResult = createUnionType({
  name: 'UpdatePartnerCalendarResult',
  description: 'The calendar as it is now, or why it was not changed.',
  types: () => [PartnerCalendar, CalendarUnreadableRefused, ChangedMeanwhileRefused] as const,
  resolveType: resolved('PartnerCalendar'),
});

export const RemovePartnerCalendarResult = createUnionType({
  name: 'RemovePartnerCalendarResult',
  description: 'What was taken away, or why it was not.',
  types: () => [PartnerCalendarRemoved, ChangedMeanwhileRefused] as const,
  resolveType: resolved('PartnerCalendarRemoved'),
});

export const ImportPartnerCalendarResult = createUnionType({
  name: 'ImportPartnerCalendarResult',
  description: 'What came of the file, or why nothing did.',
  types: () => [PartnerCalendarRead, CalendarUnreadableRefused, KeyReusedRefused] as const,
  resolveType: resolved('PartnerCalendarRead'),
});

export const RefreshPartnerCalendarResult = createUnionType({
  name: 'RefreshPartnerCalendarResult',
  description: 'What came of reading it, or why nothing did.',
  types: () =>
    [PartnerCalendarRead, CalendarUnreadableRefused, CalendarBeingReadRefused, TooManyAttemptsRefused] as const,
  resolveType: resolved('PartnerCalendarRead'),
});

export const PreviewPartnerCalendarResult = createUnionType({
  name: 'PreviewPartnerCalendarResult',
  description: 'What would come of it, or why nothing would.',
  types: () => [PartnerCalendarPreview, CalendarUnreadableRefused, TooManyAttemptsRefused] as const,
  resolveType: resolved('PartnerCalendarPreview'),
});
