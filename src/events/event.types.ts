import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../platform/graphql/connection.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import { Versioned } from '../platform/graphql/refusal.types.ts';
import type { Instant } from '../platform/time/instant.ts';
import { EventKinds } from '../plans/measure.codes.ts';
import type { EventKind } from '../plans/recognition/recognised-plan.ts';
import { EditorialStatuses, HappeningStatuses } from './event.codes.ts';
import type { EditorialStatus, HappeningStatus } from './event.tables.ts';

@ObjectType({
  implements: () => Versioned,
  description: 'An event (подія) that a library holds, for one or several measures of the plan.',
})
export class Event extends Versioned {
  declare readonly id: Id<'Event'>;

  @Field(() => EventKinds, { description: 'What kind of event it is.' })
  readonly kind: EventKind;

  @Field({ description: 'Title in Ukrainian.' })
  readonly titleUk: string;

  @Field(() => String, { nullable: true, description: 'Title in English; null when there is none.' })
  readonly titleEn: string | null;

  @Field(() => String, { nullable: true, description: 'Description in Ukrainian, plain text, lines ended by `\\n`.' })
  readonly descriptionUk: string | null;

  @Field(() => String, { nullable: true, description: 'Description in English, plain text, lines ended by `\\n`.' })
  readonly descriptionEn: string | null;

  @Field({ description: 'IANA time zone of the event, that of its branch: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => EditorialStatuses, { description: 'How far its text has come.' })
  readonly editorialStatus: EditorialStatus;

  @Field(() => HappeningStatuses, { description: 'Whether it is held.' })
  readonly happeningStatus: HappeningStatus;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled; null for an event that was not.' })
  readonly cancelReason: string | null;

  @Field(() => Int, {
    description: 'SEQUENCE of RFC 5545: rises with every change after publication that calendars show, never falls.',
  })
  readonly sequence: number;

  @Field(() => DateTime, { description: 'When it was created, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was published, in UTC; null for a draft.' })
  readonly publishedAt: Instant | null;
}

@ObjectType({ description: 'A page of events.' })
export class EventConnection extends connectionTypes(Event, 'Event') {}
