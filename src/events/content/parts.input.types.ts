import { MaxLength } from 'class-validator';
import { Field, ID, InputType } from '@nestjs/graphql';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { MaterialVisibilities, OrganiserRoles, SpeakerRoles } from '../record/event.codes.ts';
import type { MaterialVisibility, OrganiserRole, SpeakerRole } from '../record/event.tables.ts';
import { Address, OptionalEmail, OptionalLine, OptionalPhone } from './input.checks.ts';

const MOST_TITLE = 300;

@InputType({ description: 'A body that holds an event, and as what.' })
export class OrganiserInput {
  @Field(() => ID, { description: 'The body, of the directory.' })
  readonly bodyId: string;

  @Field(() => OrganiserRoles, { description: 'As what.' })
  readonly role: OrganiserRole;
}

@InputType({ description: 'Somebody who speaks at an event, and as what.' })
export class EventSpeakerInput {
  @Field(() => ID, { description: 'The speaker; one who retired is not named anew.' })
  readonly speakerId: string;

  @Field(() => SpeakerRoles, { description: 'As what.' })
  readonly role: SpeakerRole;
}

@InputType({ description: 'What goes with an event: a programme, slides, a pack for the teacher.' })
export class MaterialInput {
  @Field(() => ID, { nullable: true, description: 'Of a material that the event has already; left out for a new one.' })
  readonly id?: string | null;

  @Field({ description: `Title in Ukrainian, 1 to ${MOST_TITLE} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk: string;

  @Field(() => String, {
    nullable: true,
    description: `Title in English, 1 to ${MOST_TITLE} characters; null for none.`,
  })
  @OptionalLine()
  readonly titleEn?: string | null;

  @Field({
    description:
      'Where it is: an https address without a name and password in it, at most 2000 characters as a browser sends it, in which form it is kept.',
  })
  @Address()
  readonly url: string;

  @Field(() => MaterialVisibilities, { description: 'Who may read it.' })
  readonly visibility: MaterialVisibility;
}

@InputType({ description: 'Whom the public asks about an event: a contact at work, not a private one.' })
export class EventContactInput {
  @Field(() => String, { nullable: true, description: `The name, 1 to ${MOST_TITLE} characters; null for nobody.` })
  @OptionalLine()
  readonly name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number, at most 40 characters; null for none.',
  })
  @OptionalPhone()
  readonly phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, at most 254 characters; null for none.',
  })
  @OptionalEmail()
  readonly email?: string | null;
}
