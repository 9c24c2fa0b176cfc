import { Field, Int, ObjectType } from '@nestjs/graphql';
import { RegistrationModes } from '../record/event.codes.ts';
import type { RegistrationMode } from '../record/registration.rules.ts';

@ObjectType('RegistrationSettings', {
  description: 'How registration is wished to be; whoever opens it starts from this.',
})
export class RegistrationSettingsShown {
  @Field(() => RegistrationModes, { description: 'How people come by a place.' })
  readonly mode: RegistrationMode;

  @Field(() => Int, { nullable: true, description: 'Places; null takes what the layout of the room holds.' })
  readonly capacity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'It opens so many days before the start; null opens with publication.',
  })
  readonly opensDaysBefore?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'It closes so many minutes before the start; null closes with the start.',
  })
  readonly closesMinutesBefore?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many may come as one group; null for as many as there is room for.',
  })
  readonly largestGroup?: number | null;
}
