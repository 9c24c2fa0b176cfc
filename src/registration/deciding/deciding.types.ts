import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { RegistrationStatus } from '../record/seats.rules.ts';
import { RegistrationStatuses } from './deciding.codes.ts';
import type { Receipt } from './scene.rules.ts';

@ObjectType({
  description:
    'A registration as the one who asked is told of it: numbers, and nothing of the person. Asked again with the same key it is the same, whatever happened since.',
})
export class RegistrationReceipt implements Receipt {
  @Field(() => ID, { description: 'By what the host finds it; it opens nothing.' })
  readonly id: Id<'Registration'>;

  @Field(() => RegistrationStatuses, { description: 'How it stands.' })
  readonly status: RegistrationStatus;

  @Field(() => Int, { description: 'How many seats it has, or waits for.' })
  readonly seats: number;

  @Field(() => Int, { nullable: true, description: 'How many seats are offered; null without an offer.' })
  readonly offeredSeats: number | null;

  @Field(() => Int, { nullable: true, description: 'Its place in the queue, from 1; null when it does not wait.' })
  readonly position: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when a place is held or offered, in UTC; null when it is sure, or waits.',
  })
  readonly expiresAt: Instant | null;
}

@ObjectType({ description: 'It is done; a mail says so too.' })
export class Registered {
  @Field(() => RegistrationReceipt, { description: 'How the registration stands now.' })
  readonly receipt: RegistrationReceipt;
}

@ObjectType('NotOpen', { implements: () => Refused, description: 'Registration has not opened.' })
class NotOpenRefused extends Refused {
  @Field(() => DateTime, { nullable: true, description: 'When it opens, in UTC; null where nobody registers at all.' })
  readonly opensAt: Instant | null;
}

@ObjectType('RegistrationClosed', { implements: () => Refused, description: 'Registration is over.' })
export class RegistrationClosedRefused extends Refused {
  @Field(() => DateTime, { description: 'When it closed, in UTC.' })
  readonly closedAt: Instant;
}

@ObjectType('NotHeld', {
  implements: () => Refused,
  description: 'It is cancelled, postponed, over, or not announced: nobody registers for it.',
})
export class NotHeldRefused extends Refused {}

@ObjectType('ByInvitation', { implements: () => Refused, description: 'Bodies and outlets name who takes part.' })
class ByInvitationRefused extends Refused {}

@ObjectType('TooManySeats', { implements: () => Refused, description: 'More seats than one registration takes.' })
export class TooManySeatsRefused extends Refused {
  @Field(() => Int, { description: 'How many it takes at most.' })
  readonly most: number;
}

@ObjectType('NoPlaces', {
  implements: () => Refused,
  description: 'So many seats are not free, and nobody waits for them.',
})
export class NoPlacesRefused extends Refused {
  @Field(() => Int, { description: 'How many whoever asks could have.' })
  readonly free: number;
}

@ObjectType('TooManyPeople', {
  implements: () => Refused,
  description:
    'The seats are free, and the shelter has no room for all who would come: where the adults of classes take no seats they count there all the same.',
})
export class TooManyPeopleRefused extends Refused {
  @Field(() => Int, { description: 'For how many people more it has room, adults counted.' })
  readonly most: number;
}

@ObjectType('AlreadyRegistered', {
  implements: () => Refused,
  description:
    'The address, or the class, is registered there already; a mail to its address has the link to change it.',
})
export class AlreadyRegisteredRefused extends Refused {}

@ObjectType('KeyReused', {
  implements: () => Refused,
  description: 'The key was used for a request that asked for something else; nothing was done.',
})
export class KeyReusedRefused extends Refused {}

@ObjectType('ConfirmFirst', {
  implements: () => Refused,
  description: 'Several places wait for this address to be confirmed: it is written to no more until it is.',
})
class ConfirmFirstRefused extends Refused {}

@ObjectType('NotInThisState', {
  implements: () => Refused,
  description: 'As the registration stands this cannot be done with it.',
})
export class NotInThisStateRefused extends Refused {
  @Field(() => RegistrationStatuses, { description: 'How it stands.' })
  readonly status: RegistrationStatus;
}

/** What a decision about a registration comes to. */
export function decidedBy(value: { readonly kind: string }): string {
  return value.kind;
}

/** What every one who registers may hear. */
export const REGISTER_REFUSALS = [
  ...[NotOpenRefused, RegistrationClosedRefused, NotHeldRefused, ByInvitationRefused, TooManySeatsRefused],
  ...[NoPlacesRefused, TooManyPeopleRefused, AlreadyRegisteredRefused, KeyReusedRefused, ConfirmFirstRefused],
] as const;

@ObjectType('ConsentNeeded', {
  implements: () => Refused,
  description: 'The text on personal data has changed since the form was shown: it is to be read and agreed to.',
})
export class ConsentNeededRefused extends Refused {
  @Field({ description: 'The version of the text that is valid now.' })
  readonly version: string;
}
