import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ResponsibleBody } from '../../directory/entry.types.ts';
import { MaterialVisibilities, OrganiserRoles, SpeakerRoles } from '../record/event.codes.ts';
import type { MaterialVisibility, OrganiserRole, SpeakerRole } from '../record/event.tables.ts';
import { Speaker } from '../speakers/speaker.types.ts';

@ObjectType({ description: 'A body that holds an event, and as what.' })
export class EventOrganiser {
  @Field(() => ResponsibleBody, { description: 'The body.' })
  readonly body: ResponsibleBody;

  @Field(() => OrganiserRoles, { description: 'As what.' })
  readonly role: OrganiserRole;
}

@ObjectType({ description: 'Somebody who speaks at an event, and as what.' })
export class EventSpeaker {
  @Field(() => Speaker, { description: 'Who.' })
  readonly speaker: Speaker;

  @Field(() => SpeakerRoles, { description: 'As what.' })
  readonly role: SpeakerRole;
}

@ObjectType({ description: 'What goes with an event: a programme, slides, a pack for the teacher.' })
export class EventMaterial {
  @Field(() => ID, { description: 'Its id, which stays when it is edited.' })
  readonly id: string;

  @Field({ description: 'Title in Ukrainian.' })
  readonly titleUk: string;

  @Field(() => String, { nullable: true, description: 'Title in English; null when there is none.' })
  readonly titleEn: string | null;

  @Field({ description: 'Where it is: an https address.' })
  readonly url: string;

  @Field(() => MaterialVisibilities, { description: 'Who may read it.' })
  readonly visibility: MaterialVisibility;
}

@ObjectType({ description: 'Whom the public asks about an event.' })
export class EventContact {
  @Field(() => String, { nullable: true, description: 'The name; null when nobody is named.' })
  readonly name: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number; null for none.' })
  readonly phone: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address; null for none.' })
  readonly email: string | null;
}
