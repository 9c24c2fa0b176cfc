import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AfterFrom } from '../../platform/graphql/when.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { PartnerItemStatuses } from './partner.codes.ts';
import type { ItemStatus } from './reading/read.calendar.ts';

const MOST_SLUG = 200;

@InputType({
  description: 'Which events of others: those that fit everything given here. What nobody knows finds nothing.',
})
export class ExternalItemFilter {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Only what ends after this instant; left out, the present one.',
  })
  readonly from?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what starts before this instant; later than `from`.' })
  @IfGiven()
  @AfterFrom()
  readonly to?: Instant | null;

  @Field(() => String, { nullable: true, description: 'Slug of the branch that promotes it.' })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly branch?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of an audience it is for: `pupils`.' })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly audience?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the partner’s calendar.' })
  @IfGiven()
  @MaxLength(MOST_SLUG)
  readonly partner?: string | null;
}

@ObjectType({ description: 'A partner whose events are shown beside ours.' })
export class ExternalPartner {
  @Field({ description: 'Name of the partner; it stands wherever one of its events is shown.' })
  readonly name: string;

  @Field({ description: 'For addresses.' })
  readonly slug: string;

  @Field({
    description: 'Address of a calendar (iCalendar, RFC 5545) of all its events that are ahead, to subscribe to.',
  })
  readonly feedUrl: string;
}

@ObjectType({
  description:
    'An event of a partner’s, as its calendar has it. It is external: not held by the libraries, not registered for here, and counted in no measure, report or total.',
})
export class ExternalItem {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'PartnerItem'>;

  @Field(() => ExternalPartner, { description: 'Whose it is.' })
  readonly partner: ExternalPartner;

  @Field(() => String, { nullable: true, description: 'Title in the partner’s words; null where there is none.' })
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

  @Field(() => String, { nullable: true, description: 'Where, in the partner’s words.' })
  readonly location: string | null;

  @Field(() => String, { nullable: true, description: 'Address of the partner’s page about it, http or https.' })
  readonly url: string | null;

  @Field(() => PartnerItemStatuses, { description: 'What the partner says of it.' })
  readonly status: ItemStatus;
}

export const ExternalItemConnection = connectionTypes(ExternalItem, 'ExternalItem');
