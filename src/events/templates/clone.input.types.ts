import { Field, ID, InputType, Int, PickType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { ScheduleSessionInput } from '../sessions/session.input.types.ts';
import { USUAL_PEOPLE } from './clone.rules.ts';

const MOST_TARGETS = 20;
const MOST_PEOPLE = 100_000;

@InputType({ description: 'Where a clone is to be, and from when on.' })
export class CloneWishInput {
  @Field(() => ID, { description: 'The branch whose event it will be; also that of the original.' })
  readonly branchId: string;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Day of its first date, in the years 2000 to 2099; by default that of the original, or the same weekday of the week ahead where that is past.',
  })
  @IfGiven()
  @InOurTime()
  readonly startDate?: string | null;
}

@InputType({ description: 'An event that is to be held elsewhere or at another time as well.' })
export class PreviewCloneInput {
  @Field(() => ID, { description: 'The original: any event that the viewer sees.' })
  readonly eventId: string;

  @Field(() => [CloneWishInput], {
    description: `Where to, 1 to ${MOST_TARGETS}, with at most 1000 dates in all; a branch may stand there twice.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TARGETS)
  @ValidateNested({ each: true })
  @Type(() => CloneWishInput)
  readonly targets: readonly CloneWishInput[];

  @Field(() => Int, {
    nullable: true,
    description: `How many people to expect, 1 to ${MOST_PEOPLE}; by default as many as the original does, for the staff of its branch. Everybody else begins with its places, or with ${USUAL_PEOPLE} where it names none.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_PEOPLE)
  readonly people?: number | null;
}

@InputType({
  description:
    'When and where the first date of a clone is, by the wall clock of the zone of the place. The other dates keep their distance from it.',
})
export class CloneSlotInput extends PickType(ScheduleSessionInput, [
  ...(['startDate', 'startTime', 'endDate', 'endTime', 'place', 'overrides'] as const),
]) {}

@InputType({ description: 'A clone, and where its first date is.' })
export class CloneTargetInput {
  @Field(() => ID, { description: 'The branch whose event it will be.' })
  readonly branchId: string;

  @Field(() => CloneSlotInput, {
    nullable: true,
    description: 'Its first date, as `previewClone` proposes it or another one; without it the clone has no dates yet.',
  })
  @IfGiven()
  @ValidateNested()
  @Type(() => CloneSlotInput)
  readonly slot?: CloneSlotInput | null;
}

@InputType({ description: 'What goes into a clone besides its texts, audiences, measures, organisers and settings.' })
export class CloneCopyInput {
  @Field(() => Boolean, { defaultValue: true, description: 'The speakers; those who speak no more are left out.' })
  readonly speakers: boolean = true;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'The materials that the viewer may read.',
  })
  readonly materials: boolean = true;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whom the public asks; by default within the branch of the original only.',
  })
  readonly contact?: boolean | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The notes for staff; refused to whoever may not read them.',
  })
  readonly staffNotes: boolean = false;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The link by which one joins online; refused to whoever may not read it.',
  })
  readonly joinUrl: boolean = false;
}

@InputType({ description: 'An event to be held elsewhere or at another time as well. All clones are made, or none.' })
export class CloneEventInput {
  @Field(() => ID, { description: 'The original: any event that the viewer sees.' })
  readonly eventId: string;

  @Field(() => [CloneTargetInput], {
    description: `The clones, 1 to ${MOST_TARGETS}, with at most 1000 dates in all; a branch may stand there twice.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TARGETS)
  @ValidateNested({ each: true })
  @Type(() => CloneTargetInput)
  readonly targets: readonly CloneTargetInput[];

  @Field(() => CloneCopyInput, { nullable: true, description: 'What goes along; as by default when left out.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => CloneCopyInput)
  readonly copy?: CloneCopyInput | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The one measure that the clones serve, as of the plan of another year; those of the original when left out.',
  })
  readonly primaryMeasureId?: string | null;
}
