import { Field, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { PartnerItemStatuses } from './partner.codes.ts';
import type { ItemStatus } from './reading/read.calendar.ts';

/** What a partner says of one of its times. */
@ObjectType({ isAbstract: true })
export abstract class PartnerTime {
  @Field(() => String, {
    nullable: true,
    description: 'Title; null where there is none, and of what the partner keeps private.',
  })
  readonly title: string | null;

  @Field(() => DateTime, { description: 'Start, with the offset of its zone.' })
  readonly start: string;

  @Field(() => DateTime, { description: 'End, not included, with the offset of its zone.' })
  readonly end: string;

  @Field({ description: 'IANA time zone: as the partner names it, else that of the branch.' })
  readonly zone: string;

  @Field(() => Boolean, {
    description: 'Whether it is of whole days, from midnight to midnight in the zone of the branch.',
  })
  readonly isAllDay: boolean;

  @Field(() => String, { nullable: true, description: 'Where, as the partner says it.' })
  readonly location: string | null;

  @Field(() => String, { nullable: true, description: 'Address of a page about it, http or https.' })
  readonly url: string | null;

  @Field(() => PartnerItemStatuses, { description: 'What the partner says of it.' })
  readonly status: ItemStatus;
}
