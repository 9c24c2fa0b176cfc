import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { HappeningStatuses, SessionPlaces, SessionStandings } from './session.codes.ts';
import type { HappeningStatus, SessionPlace, SessionStanding } from './session.tables.ts';

@ObjectType({
  implements: () => Versioned,
  description: 'A session (заняття) of an event: what a calendar shows, with one start, one end and one place.',
})
export class Session extends Versioned {
  declare readonly id: Id<'Session'>;

  @Field({ description: 'IANA time zone of its wall clock, that of its branch: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => SessionStandings, { description: 'Whether it stands in the calendar; the public sees only what does.' })
  readonly standing: SessionStanding;

  @Field(() => SessionPlaces, { description: 'Where it is held.' })
  readonly place: SessionPlace;

  @Field(() => HappeningStatuses, { description: 'Whether it is held.' })
  readonly happeningStatus: HappeningStatus;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled or postponed; null for one that is held.' })
  readonly reason: string | null;

  @Field(() => Int, {
    description: 'SEQUENCE of RFC 5545: rises with every change after publication that calendars show, never falls.',
  })
  readonly sequence: number;

  @Field(() => DateTime, { description: 'When it was created, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}
