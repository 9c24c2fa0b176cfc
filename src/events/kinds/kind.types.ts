import { Field, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import type { KindFacts, OwnFields } from './kind.facts.rules.ts';
import type { ForeignField } from './own.rules.ts';
import { RegistrationSettingsShown } from './registration.types.ts';

const OWN_FIELDS_MEAN = {
  LESSON: 'Урок: length, curriculum, whether the library comes to the school (`Event.lesson`).',
  CONTEST: 'Конкурс: until when works are taken, and when the results are told (`Event.contest`).',
  EXHIBITION: 'Виставка: the days on which it is open, and how many came (`Event.exhibition`).',
  TRAINING: 'Навчання: hours and credits for the certificate (`Event.training`).',
};

const OwnFieldsCodes = enumOf<OwnFields>(
  'OwnFieldsOfKind',
  'Fields that only events of some kinds have.',
  OWN_FIELDS_MEAN,
);

const ForeignFields = enumOf<ForeignField>('ForeignField', 'What events of some kinds do not have.', {
  ...OWN_FIELDS_MEAN,
  REGISTRATION: 'Реєстрація: any mode but NONE; nobody registers for an exhibition.',
});

@ObjectType('EventKindFacts', {
  description: 'A kind of event, and what a new event of it begins with where nothing else is said.',
})
export class EventKindFacts implements Omit<KindFacts, 'audiences' | 'nameUk' | 'nameEn'> {
  @Field(() => EventKinds, { description: 'The kind.' })
  readonly kind: EventKind;

  @Field(() => OwnFieldsCodes, { nullable: true, description: 'Which own fields its events have; null for none.' })
  readonly ownFields: OwnFields | null;

  @Field(() => Int, { description: 'How long a session usually is, in minutes.' })
  readonly usualMinutes: number;

  @Field(() => LayoutKinds, { description: 'How its room is usually furnished.' })
  readonly layout: LayoutKind;

  @Field(() => RegistrationSettingsShown, { description: 'How people usually come by a place.' })
  readonly registration: RegistrationSettingsShown;

  @Field(() => Int, { description: 'So many days before its date an event of the kind should be public.' })
  readonly noticeDays: number;

  @Field(() => Boolean, { description: 'Whether its sessions may be at a branch without any room booked for them.' })
  readonly withoutRoom: boolean;

  @Field(() => Boolean, { description: 'Whether people usually come as a class or another group.' })
  readonly forGroups: boolean;
}

@ObjectType('NotOfThisKind', {
  implements: () => Refused,
  description: 'Events of this kind have no such fields; nothing was changed.',
})
export class NotOfThisKindRefused extends Refused {
  @Field(() => EventKinds, { description: 'The kind the event has, or was to have.' })
  readonly eventKind: EventKind;

  @Field(() => [ForeignFields], { description: 'The fields that events of the kind do not have.' })
  readonly fields: readonly ForeignField[];
}
