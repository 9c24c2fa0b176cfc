import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { NotOfThisKindRefused } from '../kinds/kind.types.ts';
import { Event } from '../record/event.types.ts';
import { NotReadyRefused } from '../record/readiness.types.ts';
import { SessionPlaces } from '../record/session.codes.ts';
import type { SessionPlace } from '../record/session.tables.ts';
import { WrongStatusRefused } from '../record/status.types.ts';

@ObjectType('SpeakerRetired', {
  implements: () => Refused,
  description: 'Somebody who does not speak any more was named; nothing was changed. Events that were keep them.',
})
export class SpeakerRetiredRefused extends Refused {
  @Field(() => [String], { description: 'Their names, in the viewer’s language.' })
  readonly names: readonly string[];
}

@ObjectType('JoinLinkOffline', {
  implements: () => Refused,
  description: 'A link to join by was given for an event held on the spot; nothing was changed.',
})
export class JoinLinkOfflineRefused extends Refused {}

@ObjectType('PlacesDoNotFit', {
  implements: () => Refused,
  description:
    'Sessions ahead are where an event of such a kind, or attended in such a way, cannot be; nothing was changed.',
})
class PlacesDoNotFitRefused extends Refused {
  @Field(() => [SessionPlaces], { description: 'Where they are.' })
  readonly places: readonly SessionPlace[];
}

@ObjectType('CountedDays', {
  implements: () => Refused,
  description: 'Days on which visitors were counted would not be days of the exhibition any more; nothing was changed.',
})
export class CountedDaysRefused extends Refused {
  @Field(() => [LocalDate], { description: 'These days, by the wall clock of the branch.' })
  readonly dates: readonly string[];
}

/** An event has a `kind` of its own, which is not the name of its type. */
const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Event');

export const CreateEventResult = createUnionType({
  name: 'CreateEventResult',
  description: 'The new draft, or why there is none.',
  types: () => [Event, NotOfThisKindRefused, SpeakerRetiredRefused, JoinLinkOfflineRefused] as const,
  resolveType,
});

export const UpdateEventResult = createUnionType({
  name: 'UpdateEventResult',
  description: 'The event as it is now, or why it was not changed.',
  types: () =>
    [
      ...[Event, NotOfThisKindRefused, SpeakerRetiredRefused, JoinLinkOfflineRefused, PlacesDoNotFitRefused],
      ...[NotReadyRefused, CountedDaysRefused, SkippedHourRefused, WrongStatusRefused, ChangedMeanwhileRefused],
    ] as const,
  resolveType,
});
