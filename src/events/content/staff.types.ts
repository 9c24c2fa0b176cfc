import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.ts';
import type { Instant } from '../../platform/time/instant.ts';

@ObjectType({
  description: 'What only the staff of its branch read of an event: its librarians, approvers, and administrators.',
})
export class EventStaff {
  @Field(() => String, {
    nullable: true,
    description: 'Where those who registered join over the network; null for none.',
  })
  readonly joinUrl: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'With fewer people a session is not held; null when it is held for anybody.',
  })
  readonly minimumAttendance: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Whether it is held is decided so many days before each session; null when it is held for anybody.',
  })
  readonly decideDaysBefore: number | null;
}

@ObjectType({ description: 'How many came to an exhibition on a day.' })
export class ExhibitionDay {
  @Field(() => LocalDate, { description: 'The day, by the wall clock of the branch.' })
  readonly date: string;

  @Field(() => Int, { description: 'How many came.' })
  readonly visitors: number;

  @Field(() => DateTime, { description: 'When that was written down last, in UTC.' })
  readonly countedAt: Instant;
}
