import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, MaxLength } from 'class-validator';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Lines, NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyedInput } from '../deciding/asked.types.ts';
import { RegistrationKinds, RegistrationStatuses } from '../deciding/deciding.codes.ts';
import { KeyReusedRefused } from '../deciding/deciding.types.ts';
import type { RegistrationKind, RegistrationStatus } from '../record/seats.rules.ts';

const MOST_SUBJECT = 150;
const MOST_TEXT = 4_000;

/** Whoever has ended, or has not shown that the address is theirs, is written to no more. */
const WRITTEN_TO: readonly RegistrationStatus[] = [
  ...(['CONFIRMED', 'WAITLISTED', 'OFFERED', 'PENDING_APPROVAL', 'ATTENDED', 'NO_SHOW'] as const),
];
const STATUSES = `In one of these states, 1 to ${WRITTEN_TO.length} of them: ${WRITTEN_TO.join(', ')}.`;
const KINDS = 'Of one of these kinds, 1 to 3 of them.';
const MOST_CHOSEN = 500;
const CHOSEN = `Of those only these registrations, 1 to ${MOST_CHOSEN} of them; one that is no registration of the roster, or stands otherwise by now, is left out. Null takes all.`;
const ALL_KINDS: readonly RegistrationKind[] = ['INDIVIDUAL', 'GROUP', 'NOMINEE'];

@InputType({ description: 'What staff write to some of a roster.' })
export class MessageInput extends KeyedInput {
  @Field(() => ID, { description: 'The roster.' })
  readonly rosterId: string;

  @Field(() => [RegistrationStatuses], { description: STATUSES })
  @ArrayMinSize(1)
  @ArrayMaxSize(WRITTEN_TO.length)
  @ArrayUnique()
  @IsIn(WRITTEN_TO, { each: true })
  readonly statuses: readonly RegistrationStatus[];

  @Field(() => [RegistrationKinds], { defaultValue: [...ALL_KINDS], description: KINDS })
  @ArrayMinSize(1)
  @ArrayMaxSize(ALL_KINDS.length)
  @ArrayUnique()
  readonly kinds: readonly RegistrationKind[];

  @Field(() => [ID], { nullable: true, description: CHOSEN })
  @IfGiven()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHOSEN)
  readonly registrationIds?: readonly string[] | null;

  @Field({
    description: `Subject of the mail, 1 to ${MOST_SUBJECT} characters in one line; an end of line in it is refused.`,
  })
  @PlainLine()
  @NotBlank()
  @MaxLength(MOST_SUBJECT)
  readonly subject: string;

  @Field({ description: `Text of the mail, plain, 1 to ${MOST_TEXT} characters, lines ended by \`\\n\`.` })
  @Lines()
  @NotBlank()
  @MaxLength(MOST_TEXT)
  readonly text: string;
}

@ArgsType()
export class CircleArguments {
  @Field(() => ID, { description: 'The roster.' })
  readonly rosterId: string;

  @Field(() => [RegistrationStatuses], { description: STATUSES })
  @ArrayMinSize(1)
  @ArrayMaxSize(WRITTEN_TO.length)
  @ArrayUnique()
  @IsIn(WRITTEN_TO, { each: true })
  readonly statuses: readonly RegistrationStatus[];

  @Field(() => [RegistrationKinds], { defaultValue: [...ALL_KINDS], description: KINDS })
  @ArrayMinSize(1)
  @ArrayMaxSize(ALL_KINDS.length)
  @ArrayUnique()
  readonly kinds: readonly RegistrationKind[] = ALL_KINDS;

  @Field(() => [ID], { nullable: true, description: CHOSEN })
  @IfGiven()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHOSEN)
  readonly registrationIds?: readonly string[] | null;
}

@ObjectType({ description: 'Whom a message would go to.' })
export class MessageReach {
  @Field(() => Int, { description: 'How many addresses; one with several registrations counts once.' })
  readonly recipients: number;

  @Field(() => Int, { description: 'How many registrations have no address: they are to be called.' })
  readonly withoutAddress: number;
}

@ObjectType({ description: 'What staff wrote to some of a roster. Whoever came later did not get it.' })
class StaffMessage {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'StaffMessage'>;

  @Field(() => [RegistrationStatuses], { description: 'To whom: in which states, when it was sent.' })
  readonly statuses: readonly RegistrationStatus[];

  @Field(() => [RegistrationKinds], { description: 'To whom: of which kinds.' })
  readonly kinds: readonly RegistrationKind[];

  @Field({ description: 'Subject of the mail.' })
  readonly subject: string;

  @Field({ description: 'Text of the mail, plain, lines ended by `\\n`.' })
  readonly text: string;

  @Field(() => Int, { description: 'To how many addresses it went.' })
  readonly recipients: number;

  @Field(() => DateTime, { description: 'When it was sent off, in UTC.' })
  readonly createdAt: Instant;
}

@ObjectType({ description: 'A page of the messages to a roster.' })
export class StaffMessageConnection extends connectionTypes(StaffMessage, 'StaffMessage') {}

@ObjectType('NobodyToWriteTo', {
  implements: () => Refused,
  description: 'Nobody of a roster with an address is in these states and of these kinds; nothing was sent.',
})
class NobodyToWriteToRefused extends Refused {}

export const MessageResult = createUnionType({
  name: 'MessageResult',
  description: 'The message, which is on its way, or why nothing was sent.',
  types: () => [StaffMessage, NobodyToWriteToRefused, KeyReusedRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'StaffMessage'),
});
