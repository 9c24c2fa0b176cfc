import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Refused, ChangedMeanwhileRefused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { RegistrationModes } from '../../events/record/event.codes.ts';
import type { RegistrationMode } from '../../events/record/registration.rules.ts';
import { enumOf } from '../../platform/graphql/codes.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { WaitlistPolicies } from '../deciding/deciding.codes.ts';
import { KeyReusedRefused } from '../deciding/deciding.types.ts';
import { QuestionsWrongRefused } from '../questions/question.types.ts';
import type { RegistrationWindow, WaitlistPolicy } from '../record/seats.rules.ts';
import type { SeatLimit } from '../roster/capacity.rules.ts';

@ObjectType({ implements: () => Versioned, description: 'What people register for: one session, or a whole event.' })
export class Roster extends Versioned {
  declare readonly id: Id<'Roster'>;

  @Field(() => RegistrationModes, { description: 'How people come by a place.' })
  readonly mode: RegistrationMode;

  @Field(() => Int, { description: 'All seats.' })
  readonly capacity: number;

  @Field(() => WaitlistPolicies, { description: 'Who of the queue is next.' })
  readonly policy: WaitlistPolicy;

  @Field({ description: 'Whether one may wait when it is full.' })
  readonly hasWaitlist: boolean;

  @Field(() => Int, { nullable: true, description: 'The largest group that comes as one; null for any that has room.' })
  readonly largestGroup: number | null;

  @Field(() => Int, { description: 'How many seats one person may take.' })
  readonly largestParty: number;

  @Field({ description: 'Whether the adults of a class take seats.' })
  readonly adultsCount: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'One adult comes at least with so many pupils; null where none is asked for.',
  })
  readonly pupilsPerAdult: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'So many classes of a school at most come to the event in a term; null for any number.',
  })
  readonly classesPerSchool: number | null;

  @Field({ description: 'Whether a place waits for its address to be confirmed by mail.' })
  readonly confirmsEmail: boolean;
}

@ObjectType({ description: 'Seats of a roster that are kept for an audience, a body or an outlet.' })
export class Quota {
  readonly id: Id<'Quota'>;

  @Field(() => Int, { description: 'How many seats it keeps; after its release, those that were taken then.' })
  readonly seats: number;

  @Field(() => Int, {
    nullable: true,
    description: 'So many days before the start the unused go to whoever waits; null for never.',
  })
  readonly releaseDaysBefore: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the unused went to whoever waits, in UTC; null before that. Since then it keeps no more seats.',
  })
  readonly releasedAt: Instant | null;
}

@ObjectType({ description: 'When registration opens and closes, as staff have said it.' })
class RegistrationWindowSaid implements RegistrationWindow {
  @Field(() => LocalDate, { nullable: true, description: 'Opens on this day; null where it is said by days.' })
  readonly opensOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Opens so many days before the start; null at once.' })
  readonly opensDaysBefore?: number | null;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'The hour of that day; null for midnight, or the hour of the start.',
  })
  readonly opensAtTime?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Closes on this day; null where it is said by minutes.' })
  readonly closesOn?: string | null;

  @Field(() => LocalTime, { nullable: true, description: 'The hour of that day; null for midnight.' })
  readonly closesAtTime?: string | null;

  @Field(() => Int, { nullable: true, description: 'Closes so many minutes before the start; null with it.' })
  readonly closesMinutesBefore?: number | null;
}

const SeatLimitCauses = enumOf<SeatLimit['cause']>('SeatLimitCause', 'What bounds how many people may come.', {
  LAYOUT: 'Розстановка: what the layout of the room holds.',
  SHELTER: 'Укриття: what the shelter of the branch holds.',
});

/** Only for who reads the staff side: librarians and approvers of the event’s branch. */
@ObjectType({ description: 'What of a roster is for staff.' })
export class RosterStaff {
  @Field(() => Int, { description: 'Seats that are taken, offered or held.' })
  readonly held: number;

  @Field(() => Int, { description: 'Seats that quotas keep free for their own.' })
  readonly reserved: number;

  @Field(() => Int, { description: 'How many registrations wait.' })
  readonly waiting: number;

  @Field(() => String, { nullable: true, description: 'Why more people may come than fit; null where they fit.' })
  readonly capacityReason: string | null;

  @Field(() => RegistrationWindowSaid, { description: 'When registration opens and closes, as staff have said it.' })
  readonly window: RegistrationWindow;

  @Field(() => Int, { description: 'How long an offer stands, in minutes; shorter near the start.' })
  readonly offerMinutes: number;

  @Field(() => Int, {
    description: 'How long a place waits for its address to be confirmed, in minutes; shorter near the start.',
  })
  readonly confirmMinutes: number;

  @Field(() => Int, {
    nullable: true,
    description: 'So many days before the start everybody is asked again; null asks nobody.',
  })
  readonly reconfirmDaysBefore: number | null;

  @Field(() => Int, { description: 'Who has not answered after so many hours gives the place back.' })
  readonly reconfirmHours: number;
}

@ObjectType('CapacityTooLarge', {
  implements: () => Refused,
  description: 'More people than the place holds; approvers may give a reason.',
})
class CapacityTooLargeRefused extends Refused {
  @Field(() => Int, { description: 'How many it holds.' })
  readonly limit: number;

  @Field(() => SeatLimitCauses, { description: 'What bounds it.' })
  readonly cause: SeatLimit['cause'];
}

@ObjectType('CapacityTooSmall', { implements: () => Refused, description: 'More seats are taken or kept already.' })
class CapacityTooSmallRefused extends Refused {
  @Field(() => Int, { description: 'How many.' })
  readonly taken: number;
}

@ObjectType('NeverOpens', {
  implements: () => Refused,
  description: 'Registration would close before it opens: nobody could register.',
})
class NeverOpensRefused extends Refused {
  @Field(() => DateTime, { description: 'In UTC.' })
  readonly wouldOpenAt: Instant;

  @Field(() => DateTime, { description: 'In UTC; the start at the latest.' })
  readonly wouldCloseAt: Instant;
}

@ObjectType('CapacityUnknown', { implements: () => Refused, description: 'Nothing tells how many seats there are.' })
class CapacityUnknownRefused extends Refused {}

@ObjectType('QuotaInUse', {
  implements: () => Refused,
  description: 'A quota by which somebody is registered cannot go.',
})
class QuotaInUseRefused extends Refused {
  @Field(() => Int, { description: 'How many places are taken and registrations wait by it.' })
  readonly taken: number;
}

export const SaveRosterResult = createUnionType({
  name: 'SaveRosterResult',
  description: 'The roster as it is now, or why it was not changed.',
  types: () =>
    [
      ...[Roster, CapacityTooLargeRefused, CapacityTooSmallRefused, CapacityUnknownRefused],
      ...[NeverOpensRefused, QuotaInUseRefused, QuestionsWrongRefused, ChangedMeanwhileRefused, KeyReusedRefused],
    ] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Roster'),
});
