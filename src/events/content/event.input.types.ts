import { IsInt, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IfChanged } from '../../platform/graphql/optional.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { EventDraft, EventWish } from './event.image.ts';
import { EventWordsInput, MOST_TITLE } from './event.words.input.types.ts';
import type { EventContactInput } from './parts.input.types.ts';

@InputType({
  description:
    'A new event, as a draft without any date: sessions are scheduled for it. What is left out is as usual for its kind (`eventKinds`).',
})
export class CreateEventInput extends EventWordsInput {
  @Field({ description: `Title in Ukrainian, 1 to ${MOST_TITLE} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk: string;

  @Field(() => EventKinds, { description: 'What kind of event it is.' })
  readonly kind: EventKind;

  @Field(() => ID, { description: 'The branch whose event it is; a session may be held elsewhere.' })
  readonly branchId: string;

  @Field(() => ID, { description: 'The measure of the plan it serves first of all, and for which it counts.' })
  readonly primaryMeasureId: string;
}

@InputType({
  description:
    'What to change of an event: what is left out stays as it is. With another kind, what was usual for the old kind becomes what is usual for the new one; what somebody wrote in own fields that the new kind lacks is refused (NotOfThisKind) unless they are cleared with null.',
})
export class UpdateEventInput extends EventWordsInput {
  @Field(() => ID, { description: 'The event to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, {
    nullable: true,
    description: `Title in Ukrainian, 1 to ${MOST_TITLE} characters over one line; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk?: string;

  @Field(() => EventKinds, { nullable: true, description: 'What kind of event it is; cannot be cleared.' })
  @IfChanged()
  readonly kind?: EventKind;

  @Field(() => ID, {
    nullable: true,
    description: 'The branch whose event it is; cannot be cleared. One has to edit at both. Rooms stay as they are.',
  })
  @IfChanged()
  readonly branchId?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The measure it serves first of all, and for which it counts; cannot be cleared.',
  })
  @IfChanged()
  readonly primaryMeasureId?: string;
}

/** What the input wants of the event. */
export function wishOf(input: UpdateEventInput): EventWish {
  return { ...input, ...regrouped(input) };
}

export function draftOf(input: CreateEventInput): EventDraft {
  const { primaryMeasureId, furtherMeasureIds, ...rest } = input;
  return { ...rest, ...regrouped(input), measureIds: [primaryMeasureId, ...(furtherMeasureIds ?? [])] };
}

/** What stands together in the input and apart in the event, or the other way round. */
function regrouped({ contact, lesson, contest, exhibition, training }: EventWordsInput) {
  const { name, phone, email }: EventContactInput = contact === null ? NOBODY : (contact ?? {});
  const details = { lesson, contest, exhibition, training };
  return { contactName: name, contactPhone: phone, contactEmail: email, details };
}

const NOBODY = { name: null, phone: null, email: null };
