import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { Arrangements, AttendanceModes, EditorialStatuses, RegistrationUnits } from './event.codes.ts';
import type { Arrangement, AttendanceMode, EditorialStatus, RegistrationUnit } from './event.tables.ts';

@ObjectType({
  implements: () => Versioned,
  description:
    'An event (подія) that a library holds, for one or several measures of the plan: its words, and whom it is for. When and where stands in its sessions.',
})
export class Event extends Versioned {
  declare readonly id: Id<'Event'>;

  @Field(() => EventKinds, { description: 'What kind of event it is.' })
  readonly kind: EventKind;

  @Field(() => Arrangements, { description: 'How its sessions belong together.' })
  readonly arrangement: Arrangement;

  @Field(() => RegistrationUnits, { description: 'What one registers for.' })
  readonly registrationUnit: RegistrationUnit;

  @Field({ description: 'Title in Ukrainian.' })
  readonly titleUk: string;

  @Field(() => String, { nullable: true, description: 'Title in English; null when there is none.' })
  readonly titleEn: string | null;

  @Field(() => String, { nullable: true, description: 'Description in Ukrainian, plain text, lines ended by `\\n`.' })
  readonly descriptionUk: string | null;

  @Field(() => String, { nullable: true, description: 'Description in English, plain text, lines ended by `\\n`.' })
  readonly descriptionEn: string | null;

  @Field({ description: 'Language in which it is held, ISO 639-1: `uk`.' })
  readonly language: string;

  @Field(() => Boolean, { description: 'Whether it is interpreted into sign language.' })
  readonly signLanguage: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one can attend without taking a step; null when nobody has said.',
  })
  readonly stepFree: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Youngest age it is for, in years; null for any.' })
  readonly ageFrom: number | null;

  @Field(() => Int, { nullable: true, description: 'Oldest age it is for, in years; null for any.' })
  readonly ageTo: number | null;

  @Field(() => Int, { nullable: true, description: 'Lowest school grade it is for, 1 to 12; null for any.' })
  readonly gradeFrom: number | null;

  @Field(() => Int, { nullable: true, description: 'Highest school grade it is for, 1 to 12; null for any.' })
  readonly gradeTo: number | null;

  @Field(() => AttendanceModes, { description: 'How one attends.' })
  readonly attendanceMode: AttendanceMode;

  @Field(() => [String], { description: 'Words to find it by, as its branch gave them.' })
  readonly tags: readonly string[];

  @Field(() => String, { nullable: true, description: 'Address of its picture; null when it has none.' })
  readonly coverUrl: string | null;

  @Field(() => EditorialStatuses, { description: 'How far its text has come.' })
  readonly editorialStatus: EditorialStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a course: the share of its sessions that one has to attend, in percent; null for no rule.',
  })
  readonly attendanceThreshold: number | null;

  @Field(() => DateTime, { description: 'When it was created, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it or one of its sessions was last changed, in UTC.' })
  readonly updatedAt: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was first published, in UTC; null before.' })
  readonly publishedAt: Instant | null;
}

@ObjectType({ description: 'A page of events.' })
export class EventConnection extends connectionTypes(Event, 'Event') {}
