import { Field, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import type { MissingForPublishing } from './readiness.rules.ts';

export const MissingsForPublishing = enumOf<MissingForPublishing>(
  'MissingForPublishing',
  'What an event lacks before everybody may see it.',
  {
    MEASURE: 'Пункт плану: it serves no measure of the plan.',
    AUDIENCE: 'Аудиторія: nobody has said whom it is for.',
    TIME: 'Час: no date stands in the calendar.',
    PLACE: 'Місце: the room of a date ahead is still to be found.',
    ROOM_NOT_CONFIRMED: 'Підтвердження зали: the room of a date ahead is booked, but nobody has said yes yet.',
    JOIN_LINK: 'Посилання: one attends online, and there is no link to join by.',
    CONTACT: 'Контакт: a name and a telephone number or e-mail address for those who ask.',
    ALT_TEXT: 'Опис обкладинки: it has a picture without a description in Ukrainian.',
  },
);

@ObjectType('NotReady', {
  implements: () => Refused,
  description: 'Something a published event needs is missing; nothing was changed.',
})
export class NotReadyRefused extends Refused {
  @Field(() => [MissingsForPublishing], { description: 'Everything that is missing.' })
  readonly missing: readonly MissingForPublishing[];
}
