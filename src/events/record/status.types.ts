import { Field, ObjectType } from '@nestjs/graphql';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import type { EventAction } from './editorial.rules.ts';
import { EditorialStatuses, EventActions } from './event.codes.ts';
import type { EditorialStatus } from './event.tables.ts';
import type { SessionAction } from './happening.rules.ts';
import { HappeningStatuses, SessionActions } from './session.codes.ts';
import type { HappeningStatus } from './session.tables.ts';

@ObjectType('WrongStatus', {
  implements: () => Refused,
  description: 'The event has not come so far, or too far, for this; nothing was changed.',
})
export class WrongStatusRefused extends Refused {
  @Field(() => EventActions, { description: 'What was to be done.' })
  readonly action: EventAction;

  @Field(() => EditorialStatuses, { description: 'How far its text has come by now.' })
  readonly editorialStatus: EditorialStatus;
}

@ObjectType('WrongHappening', {
  implements: () => Refused,
  description: 'The state of the session does not allow this; nothing was changed.',
})
export class WrongHappeningRefused extends Refused {
  @Field(() => SessionActions, { description: 'What was to be done.' })
  readonly action: SessionAction;

  @Field(() => HappeningStatuses, { description: 'Whether it is held, by now.' })
  readonly happeningStatus: HappeningStatus;
}
