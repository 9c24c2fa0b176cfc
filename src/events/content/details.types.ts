import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import type { ContestDetails, ExhibitionDetails, LessonDetails, TrainingDetails } from '../record/details.rules.ts';

@ObjectType('Lesson', { description: 'What only lessons say.' })
export class LessonShown implements LessonDetails {
  @Field(() => Int, {
    nullable: true,
    description: 'How long the lesson itself is, in minutes; null when nobody has said.',
  })
  readonly minutes: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where it belongs in the school’s curriculum: `Громадянська освіта, 10 клас`; null for nowhere.',
  })
  readonly curriculum: string | null;

  @Field(() => Boolean, { description: 'Whether the library comes to the school.' })
  readonly outreach: boolean;
}

@ObjectType('Contest', { description: 'What only contests say.' })
export class ContestShown implements ContestDetails {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which works are taken, by the wall clock of the branch; null when nobody has said.',
  })
  readonly submissionsUntil: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the results are told; null when nobody has said.',
  })
  readonly resultsOn: string | null;
}

@ObjectType('Exhibition', { description: 'What only exhibitions say.' })
export class ExhibitionShown implements ExhibitionDetails {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it can be seen, by the wall clock of the branch; null when nobody has said.',
  })
  readonly opensOn: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it can be seen, included; null for no end.',
  })
  readonly closesOn: string | null;

  @Field(() => [Int], {
    description:
      'Weekdays on which it can be seen, 1 for Monday to 7 for Sunday; empty for those on which the branch is open.',
  })
  readonly openWeekdays: readonly number[];
}

@ObjectType('Training', { description: 'What only seminars and trainings say.' })
export class TrainingShown implements TrainingDetails {
  @Field(() => Float, {
    nullable: true,
    description: 'Academic hours, for the certificate; null when nobody has said.',
  })
  readonly hours: number | null;

  @Field(() => Float, { nullable: true, description: 'ECTS credits; null for none.' })
  readonly credits: number | null;
}
