import { ResolveField, Resolver } from '@nestjs/graphql';
import { RegistrationSettingsShown } from '../kinds/registration.types.ts';
import type { EventRow } from '../record/event.tables.ts';
import { Event } from '../record/event.types.ts';
import { ContestShown, ExhibitionShown, LessonShown, TrainingShown } from './details.types.ts';

/** What only events of some kinds say, and how registration is wished to be. */
@Resolver(() => Event)
export class DetailsResolver {
  @ResolveField(() => LessonShown, { nullable: true, description: 'Of a lesson; null for events of other kinds.' })
  lesson({ details }: EventRow) {
    return details.lesson;
  }

  @ResolveField(() => ContestShown, { nullable: true, description: 'Of a contest; null for events of other kinds.' })
  contest({ details }: EventRow) {
    return details.contest;
  }

  @ResolveField(() => ExhibitionShown, {
    nullable: true,
    description: 'Of an exhibition; null for events of other kinds.',
  })
  exhibition({ details }: EventRow) {
    return details.exhibition;
  }

  @ResolveField(() => TrainingShown, {
    nullable: true,
    description: 'Of a seminar or training; null for events of other kinds.',
  })
  training({ details }: EventRow) {
    return details.training;
  }

  @ResolveField(() => RegistrationSettingsShown, {
    description: 'How registration is wished to be; whoever opens it starts from this.',
  })
  registrationSettings({ registration }: EventRow) {
    return registration;
  }
}
