import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import { Session } from '../record/session.types.ts';

/** How the room of a session is furnished. */
export const SessionLayouts = LayoutKinds;

@ObjectType({ description: 'What only the staff of its branch read of a session.' })
export class SessionStaff {}

@ObjectType({ description: 'Somebody who is to speak at another session at the same time.' })
export class SpeakerClash {
  @Field(() => ID, { description: 'The speaker.' })
  readonly speakerId: string;
}

@ObjectType({ description: 'A page of sessions.' })
export class SessionConnection extends connectionTypes(Session, 'Session') {}
