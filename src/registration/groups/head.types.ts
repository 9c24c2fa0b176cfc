import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KeyedInput } from '../deciding/asked.types.ts';
import { Awaiteds, RegistrationStatuses } from '../deciding/deciding.codes.ts';
import {
  decidedBy,
  KeyReusedRefused,
  NotHeldRefused,
  NotInThisStateRefused,
  Registered,
} from '../deciding/deciding.types.ts';
import { LinkInput } from '../links/link.types.ts';
import type { Awaited, RegistrationStatus } from '../record/seats.rules.ts';

/** A class by numbers: a registration has it, and a wish of dates. */
@ObjectType({ isAbstract: true })
export abstract class ClassShown {
  @Field(() => Int, { description: 'Its grade, 1 to 12.' })
  readonly grade: number;

  @Field(() => String, { nullable: true, description: 'Its letter; null where the grade has one class.' })
  readonly letter: string | null;

  @Field(() => Int, { description: 'How many pupils come.' })
  readonly pupils: number;

  @Field(() => Int, { description: 'How many adults come with them.' })
  readonly adults: number;
}

export type ClassAction = 'AGREE' | 'DECLINE';
export const ClassActions = enumOf<ClassAction>(
  'ClassRegistrationAction',
  'What the viewer may do with a class that waits for the head of the school.',
  { AGREE: 'agreeToClass: say yes for the school.', DECLINE: 'declineClass: say no; the place becomes free.' },
);

@ObjectType({ description: 'A class that is registered as one, as its school sees it.' })
export class ClassRegistration extends ClassShown {
  @Field(() => ID, { description: 'Global id of the registration.' })
  readonly id: Id<'Registration'>;

  @Field(() => RegistrationStatuses, { description: 'How it stands.' })
  readonly status: RegistrationStatus;

  @Field(() => Int, { description: 'How many seats it has, or waits for.' })
  readonly seats: number;

  @Field(() => Awaiteds, { nullable: true, description: 'Whose yes it waits for; null when it waits for none.' })
  readonly awaits: Awaited | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the place is held or offered, in UTC; null when it is sure, or waits, or has ended.',
  })
  readonly expiresAt: Instant | null;

  @Field(() => String, { nullable: true, description: 'Why it was declined or cancelled, when somebody said so.' })
  readonly reason: string | null;

  @Field(() => DateTime, { description: 'When the registration came, in UTC.' })
  readonly arrivedAt: Instant;
}

@ObjectType({ description: 'A page of the classes of a school.' })
export class ClassRegistrationConnection extends connectionTypes(ClassRegistration, 'ClassRegistration') {}

@InputType({ description: 'A class to which the head of its school says yes.' })
export class AgreeToClassInput extends KeyedInput {
  @Field(() => ID, { description: 'The registration of the class.' })
  readonly registrationId: string;
}

const MOST_REASON = 300;

@InputType({ description: 'A class to which the head of its school says no.' })
export class DeclineClassInput extends KeyedInput {
  @Field(() => ID, { description: 'The registration of the class.' })
  readonly registrationId: string;

  @Field({
    description: `Why, 1 to ${MOST_REASON} characters in one line: the teacher reads it, and the staff of the branch. Nothing about a pupil belongs here.`,
  })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@InputType({ description: 'What the head of a school says to a class by the link of a mail.' })
export class AnswerClassInput extends LinkInput {
  @Field(() => Boolean, { description: 'True: the class may come. False: its place becomes free.' })
  readonly agrees: boolean;

  @Field(() => String, {
    nullable: true,
    description: `Why not, at most ${MOST_REASON} characters in one line, for the teacher and the staff of the branch; not with a yes. Nothing about a pupil belongs here.`,
  })
  @Line()
  @IfGiven()
  @MaxLength(MOST_REASON)
  readonly reason?: string | null;
}

export const DecideClassResult = createUnionType({
  name: 'DecideClassResult',
  description: 'How the class stands after the yes or no of the head, or why nothing was done.',
  types: () => [Registered, NotInThisStateRefused, NotHeldRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});
