import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, MaxLength } from 'class-validator';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Line } from '../../platform/graphql/written.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { Awaiteds, NeedKinds, RegistrationKinds, RegistrationStatuses } from '../deciding/deciding.codes.ts';
import type { EndedBy, RegistrationOrigin } from '../record/registration.tables.ts';
import type { Awaited, Need, NeedKind, RegistrationKind, RegistrationStatus } from '../record/seats.rules.ts';
import {
  type Reconfirmation,
  Reconfirmations,
  RegistrationEndings,
  RegistrationOrigins,
} from './registration.codes.ts';

@ObjectType({ description: 'Something that those who come need, and how many of them.' })
export class RegistrationNeed implements Need {
  @Field(() => NeedKinds, { description: 'What is needed.' })
  readonly need: NeedKind;

  @Field(() => Int, { description: 'How many of them need it.' })
  readonly count: number;
}

const PURGED = 'null once it was purged, some time after the event';

/** Only for staff of the event’s branch: every way to it asks for that. */
@ObjectType({
  implements: () => Versioned,
  description:
    'A registration as the host’s staff see it. Whom it is of is known until it is purged, some time after the event; the numbers stay.',
})
export class Registration extends Versioned {
  declare readonly id: Id<'Registration'>;

  @Field(() => RegistrationStatuses, { description: 'How it stands.' })
  readonly status: RegistrationStatus;

  @Field(() => RegistrationKinds, { description: 'Who registers.' })
  readonly kind: RegistrationKind;

  @Field(() => RegistrationOrigins, { description: 'How it came about.' })
  readonly origin: RegistrationOrigin;

  @Field(() => Int, { description: 'How many seats it has, or waits for.' })
  readonly seats: number;

  @Field(() => Int, { description: 'With fewer seats they would not come.' })
  readonly smallest: number;

  @Field(() => Int, {
    description: 'Its number in the roster, given under lock, so no two are equal: the queue is in its order.',
  })
  readonly arrival: number;

  @Field(() => DateTime, { description: 'When the request came, in UTC.' })
  readonly arrivedAt: Instant;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when a place is held or offered, in UTC; null when it is sure, or waits, or has ended.',
  })
  readonly expiresAt: Instant | null;

  @Field(() => Awaiteds, { nullable: true, description: 'Whose yes it waits for; null when it waits for none.' })
  readonly awaits: Awaited | null;

  @Field(() => RegistrationEndings, { nullable: true, description: 'Who or what ended it; null while it lives.' })
  readonly endedBy: EndedBy | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff declined, cancelled, promoted or moved it; null when nobody said.',
  })
  readonly reason: string | null;

  @Field(() => String, { nullable: true, description: `The name, of a class that of its contact; ${PURGED}.` })
  readonly name: string | null;

  @Field(() => String, { nullable: true, description: `E-mail address; null for none, and ${PURGED}.` })
  readonly email: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody showed that they read mail there, in UTC; null before.',
  })
  readonly emailConfirmedAt: Instant | null;

  @Field(() => String, { nullable: true, description: `Telephone number; null for none, and ${PURGED}.` })
  readonly phone: string | null;

  @Field({ description: 'Language in which its mails are written, ISO 639-1: `uk` or `en`.' })
  readonly language: string;

  @Field(() => [RegistrationNeed], { description: 'What they need; empty once it was purged.' })
  readonly needs: readonly Need[];

  @Field(() => String, {
    nullable: true,
    description: `What else they wrote to the host; null for nothing, and ${PURGED}. A class has none.`,
  })
  readonly note: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: its grade, 1 to 12; null for others.' })
  readonly grade: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a class: its letter; null where the grade has one class, and for others.',
  })
  readonly letter: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: how many pupils come; null for others.' })
  readonly pupils: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: how many adults come with them; null for others.' })
  readonly adults: number | null;

  @Field(() => String, { nullable: true, description: `Of a nominee: the job title; null for none, and ${PURGED}.` })
  readonly jobTitle: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when they have to say again that they come, in UTC; null when they are not asked.',
  })
  readonly reconfirmBy: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When they said so, in UTC; null before.' })
  readonly reconfirmedAt: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When personal data were purged, in UTC; null before.' })
  readonly purgedAt: Instant | null;
}

@ObjectType({ description: 'A page of the registrations of a roster.' })
export class RegistrationConnection extends connectionTypes(Registration, 'Registration') {}

/** As many as there are. */
const STATUSES = 10;
const KINDS = 3;
const AWAITED = 3;
const MOST_SEARCH = 100;

@InputType({ description: 'Which registrations; what is left out takes all.' })
export class RegistrationFilter {
  @Field(() => [RegistrationStatuses], { nullable: true, description: 'In one of these states, 1 to 10 of them.' })
  @IfGiven()
  @ArrayMinSize(1)
  @ArrayMaxSize(STATUSES)
  @ArrayUnique()
  readonly statuses?: readonly RegistrationStatus[] | null;

  @Field(() => [RegistrationKinds], { nullable: true, description: 'Of one of these kinds, 1 to 3 of them.' })
  @IfGiven()
  @ArrayMinSize(1)
  @ArrayMaxSize(KINDS)
  @ArrayUnique()
  readonly kinds?: readonly RegistrationKind[] | null;

  @Field(() => [Awaiteds], { nullable: true, description: 'Waiting for the yes of one of these, 1 to 3 of them.' })
  @IfGiven()
  @ArrayMinSize(1)
  @ArrayMaxSize(AWAITED)
  @ArrayUnique()
  readonly awaits?: readonly Awaited[] | null;

  @Field(() => Reconfirmations, {
    nullable: true,
    description: 'Who were asked again before the day, by what came of it: SILENT are those to be called.',
  })
  readonly reconfirmation?: Reconfirmation | null;

  @Field(() => String, {
    nullable: true,
    description: `Part of the name, the e-mail address or the telephone number, in any case, at most ${MOST_SEARCH} characters.`,
  })
  @Line()
  @IfGiven()
  @MaxLength(MOST_SEARCH)
  readonly search?: string | null;
}
