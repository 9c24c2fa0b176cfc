import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, Max, Min } from 'class-validator';
import { enumOf } from '../../platform/graphql/codes.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { BrokenRuleShown } from '../bookings/broken.types.ts';
import type { ShownRule } from '../bookings/broken.policy.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { Branch } from '../places/branch.types.ts';
import { LayoutKinds } from '../places/room.codes.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { LayoutKind } from '../places/room.tables.ts';
import { Room } from '../places/room.types.ts';
import type { AlternativeKind, DifferenceKind } from './alternative.rules.ts';

const MOST_ALTERNATIVES = 20;
const USUAL_ALTERNATIVES = 5;
/** To look for ways out asks more of the database than to read a page. */
const SEARCH_COST = 100;

@ArgsType()
export class AlternativesArguments {
  @Field(() => Int, {
    defaultValue: USUAL_ALTERNATIVES,
    description: `How many to answer, 1 to ${MOST_ALTERNATIVES}.`,
  })
  @IsInt()
  @Min(1)
  @Max(MOST_ALTERNATIVES)
  readonly first: number = USUAL_ALTERNATIVES;
}

export function alternativesCost({
  args,
  childComplexity,
}: {
  args: { first?: number };
  childComplexity: number;
}): number {
  return SEARCH_COST + Math.min(Math.max(args.first ?? USUAL_ALTERNATIVES, 1), MOST_ALTERNATIVES) * childComplexity;
}

const AlternativeKinds = enumOf<AlternativeKind>('AlternativeKind', 'Where a way out leads.', {
  SAME_ROOM: 'The same room, at another time.',
  OTHER_ROOM: 'Another room of the branch, at the wished time.',
  PART: 'A part of the wished room, at the wished time.',
  COMBINATION: 'A larger room that the wished one is a part of, at the wished time.',
  OTHER_BRANCH: 'A room of another branch, at the wished time by the clock on its wall.',
});

const DifferenceKinds = enumOf<DifferenceKind>(
  'DifferenceKind',
  'In what a way out differs from what was wished for.',
  {
    EARLIER:
      'It starts earlier by the clock on the wall, by so many minutes; on the same day unless OTHER_DAY is told, too.',
    LATER:
      'It starts later by the clock on the wall, by so many minutes; on the same day unless OTHER_DAY is told, too.',
    OTHER_DAY:
      'It is so many days later, below 0 earlier; at the same time of day unless EARLIER or LATER is told, too.',
    SHORTER: 'It is so many minutes shorter: as long as the room may be booked.',
    OTHER_ROOM: 'It is in another room of the branch.',
    PART: 'It is in a part of the wished room.',
    COMBINATION: 'It is in a larger room that the wished one is a part of.',
    OTHER_BRANCH: 'It is at another branch, so many metres away; null where nobody knows.',
    OTHER_LAYOUT: 'The room has no such layout; it is furnished in another way.',
    SMALLER: 'It holds so many people fewer.',
    LARGER: 'It holds so many people more.',
  },
);

@ObjectType({ description: 'In what a way out differs from what was wished for.' })
export class Difference {
  @Field(() => DifferenceKinds, { description: 'In what.' })
  readonly kind: DifferenceKind;

  @Field(() => Int, { nullable: true, description: 'By how much: see the kind; null where there is nothing to count.' })
  readonly by: number | null;
}

@ObjectType({ description: 'How many of an equipment a way out has, ready to be booked.' })
export class OfferedEquipment {
  @Field(() => ID, { description: 'The equipment; it is of the branch of the way out.' })
  readonly equipmentId: string;

  @Field(() => Int, { description: 'How many.' })
  readonly quantity: number;
}

@ObjectType({ description: 'A way out: a room and a time that can be booked with exactly these values.' })
export class AlternativeShown {
  @Field(() => AlternativeKinds, { description: 'Where it leads.' })
  readonly kind: AlternativeKind;

  @Field(() => Room, { complexity: 5, description: 'The room.' })
  readonly room: RoomFacts;

  @Field(() => Branch, { description: 'The branch the room is in.' })
  readonly branch: BranchRow;

  @Field(() => LayoutKinds, { description: 'How it is furnished: as wished, unless the room lacks that layout.' })
  readonly layout: LayoutKind;

  @Field(() => Int, { description: 'How many people it holds, furnished so.' })
  readonly capacity: number;

  @Field(() => DateTime, { description: 'Start of the event, with the offset of the branch’s zone.' })
  readonly start: string;

  @Field(() => DateTime, { description: 'End of the event, not included, with the offset of the branch’s zone.' })
  readonly end: string;

  @Field(() => LocalDate, { description: 'Day of the start by the wall clock of the branch’s zone.' })
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start by the wall clock of the branch’s zone.' })
  readonly startTime: string;

  @Field(() => LocalDate, { description: 'Day of the end by the wall clock of the branch’s zone.' })
  readonly endDate: string;

  @Field(() => LocalTime, { description: 'Time of the end by the wall clock of the branch’s zone.' })
  readonly endTime: string;

  @Field(() => Int, { description: 'Minutes of set-up: of the layout, unless others were wished for.' })
  readonly setUpMinutes: number;

  @Field(() => Int, { description: 'Minutes of tear-down: of the layout, unless others were wished for.' })
  readonly tearDownMinutes: number;

  @Field(() => [OfferedEquipment], { description: 'The equipment, as the branch has it.' })
  readonly equipment: readonly OfferedEquipment[];

  @Field({ description: 'What it is and in what it differs, in a sentence in the viewer’s language.' })
  readonly reason: string;

  @Field(() => [Difference], { description: 'In what it differs, the weightiest first.' })
  readonly differences: readonly Difference[];

  @Field(() => Int, {
    nullable: true,
    description:
      'How far it is from the wished branch, in metres as the crow flies; 0 within it, null where nobody knows.',
  })
  readonly distanceMetres: number | null;

  @Field(() => Boolean, { description: 'Whether nothing has to be set aside for it.' })
  readonly fits: boolean;

  @Field(() => [BrokenRuleShown], {
    description: 'Soft rules that somebody has to set aside for it, with a reason, and notices; never a hard rule.',
  })
  readonly broken: readonly ShownRule[];
}
