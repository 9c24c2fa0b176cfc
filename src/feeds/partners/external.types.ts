import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AfterFrom } from '../../platform/graphql/when.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { PartnerTime } from './partner.time.types.ts';

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
export class ExternalItem extends PartnerTime {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'PartnerItem'>;

  @Field(() => ExternalPartner, { description: 'Whose it is.' })
  readonly partner: ExternalPartner;
}

export const ExternalItemConnection = connectionTypes(ExternalItem, 'ExternalItem');
