import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { BookedEquipment } from '../../venues/bookings/booking.types.ts';
import type { WishedEquipment } from '../../venues/bookings/wish.rules.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { EquipmentKinds } from '../../venues/places/equipment.types.ts';
import type { EquipmentKind } from '../../venues/places/equipment.tables.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { RoomFacts } from '../../venues/places/room.store.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import { Room } from '../../venues/places/room.types.ts';
import { JoinLinkOfflineRefused, SpeakerRetiredRefused } from '../content/event.result.types.ts';
import { NotOfThisKindRefused } from '../kinds/kind.types.ts';
import { SessionPlaces } from '../record/session.codes.ts';
import { Event } from '../record/event.types.ts';
import type { SessionPlace } from '../record/session.tables.ts';
import { SessionsRefusal } from '../sessions/conflict.types.ts';
import { EventTooLongRefused, PlaceWrongRefused } from '../sessions/session.result.types.ts';
import type { CloneVerdict } from './clone.text.rules.ts';

const USUAL_TARGETS = 5;

const CloneVerdicts = enumOf<CloneVerdict>('CloneVerdict', 'What a branch has for a clone.', {
  AT_ITS_TIME: 'A room, at the wanted time.',
  AT_ANOTHER_TIME: 'A room, at the nearest time at which one is free.',
  WITHOUT_ROOM: 'It needs no room, or nobody knows yet what it needs of one.',
  NO_ROOM: 'No room of the branch holds so many people.',
  NOTHING_FREE: 'No room that would do is free within two weeks of the wanted day.',
  DAY_PASSED: 'The wanted day has passed: no room is booked any more.',
  NO_DATES: 'The original has no dates.',
});

@ObjectType({ description: 'How many of a kind of equipment are meant, of whatever branch.' })
export class EquipmentOfKind {
  @Field(() => EquipmentKinds, { description: 'The kind.' })
  readonly kind: EquipmentKind;

  @Field(() => Int, { description: 'How many.' })
  readonly quantity: number;
}

@ObjectType({
  description: 'When and where the first date of a clone can be; a room in it can be booked as it stands.',
})
export class CloneSlot {
  @Field(() => LocalDate, { description: 'Day of the start by the wall clock of the branch’s zone.' })
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start by the wall clock of the branch’s zone.' })
  readonly startTime: string;

  @Field(() => LocalDate, { description: 'Day of the end by the wall clock of the branch’s zone.' })
  readonly endDate: string;

  @Field(() => LocalTime, { description: 'Time of the end by the wall clock of the branch’s zone.' })
  readonly endTime: string;

  @Field(() => DateTime, { description: 'Start, with the offset of the branch’s zone.' })
  readonly start: string;

  @Field(() => DateTime, { description: 'End, not included, with the offset of the branch’s zone.' })
  readonly end: string;

  @Field(() => SessionPlaces, { description: 'Where it is held.' })
  readonly place: SessionPlace;

  @Field(() => Room, { nullable: true, complexity: 5, description: 'The room; null where none is proposed.' })
  readonly room: RoomFacts | null;

  @Field(() => LayoutKinds, { nullable: true, description: 'How the room is furnished; null without a room.' })
  readonly layout: LayoutKind | null;

  @Field(() => Int, { nullable: true, description: 'How many people are expected; null without a room.' })
  readonly expectedPeople: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of set-up; null for those of the layout.' })
  readonly setUpMinutes: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of tear-down; null for those of the layout.' })
  readonly tearDownMinutes: number | null;

  @Field(() => [BookedEquipment], { complexity: listCost(2), description: 'Equipment of the branch.' })
  readonly equipment: readonly WishedEquipment[];
}

@ObjectType({ description: 'What a branch has for a clone.' })
export class CloneProposal {
  @Field(() => Branch, { description: 'The branch.' })
  readonly branch: BranchRow;

  @Field(() => CloneVerdicts, { description: 'What it has.' })
  readonly verdict: CloneVerdict;

  @Field({ description: 'The same in plain words, in the language of Accept-Language.' })
  readonly reason: string;

  @Field(() => CloneSlot, { nullable: true, description: 'The proposal; null where there is none.' })
  readonly slot: CloneSlot | null;

  @Field(() => Int, { description: 'How many dates have their place by the proposal, the first one among them.' })
  readonly fits: number;

  @Field(() => Int, { description: 'How many further dates would want a place.' })
  readonly toPlace: number;

  @Field(() => [EquipmentOfKind], {
    complexity: listCost(2),
    description: 'Equipment of the original that the branch has none or too little of: the proposal is without it.',
  })
  readonly lacking: readonly EquipmentOfKind[];
}

@ObjectType({
  description: 'What clones of an event would come to; all proposals can be had together. Nothing was changed.',
})
export class ClonePreview {
  @Field(() => Int, { description: 'How many dates each clone would have.' })
  readonly dates: number;

  @Field(() => [CloneProposal], {
    complexity: listCost(USUAL_TARGETS),
    description: 'What each branch has, in the order of what was asked for.',
  })
  readonly targets: readonly CloneProposal[];
}

@ObjectType({ description: 'The clones of an event.' })
class ClonedEvents {
  @Field(() => [Event], {
    complexity: listCost(USUAL_TARGETS),
    description: 'The new drafts, in the order of what was asked for.',
  })
  readonly events: readonly Event[];
}

export const CloneEventResult = createUnionType({
  name: 'CloneEventResult',
  description: 'The new drafts, or why none was made.',
  types: () =>
    [
      ...[ClonedEvents, SessionsRefusal, PlaceWrongRefused, SkippedHourRefused, EndBeforeStartRefused],
      ...[EventTooLongRefused, NotOfThisKindRefused, SpeakerRetiredRefused, JoinLinkOfflineRefused],
    ] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'ClonedEvents'),
});
