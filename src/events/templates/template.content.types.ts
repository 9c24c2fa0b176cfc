import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Arrangements, AttendanceModes, MaterialVisibilities, RegistrationUnits } from '../record/event.codes.ts';
import type { Arrangement, AttendanceMode, MaterialVisibility, RegistrationUnit } from '../record/event.tables.ts';

@ObjectType({ description: 'What goes with every event of a template.' })
export class TemplateMaterial {
  @Field({ description: 'Title in Ukrainian.' })
  readonly titleUk: string;

  @Field(() => String, { nullable: true, description: 'Title in English; null when there is none.' })
  readonly titleEn: string | null;

  @Field({ description: 'Where it is: an https address.' })
  readonly url: string;

  @Field(() => MaterialVisibilities, { description: 'Who may read it.' })
  readonly visibility: MaterialVisibility;
}

/** A field of it that a template leaves open is null. */
const open = (description: string) => ({ nullable: true, description: `${description}; null when it is left open.` });

@ObjectType('EventTemplateContent', {
  description: 'What of an event a template gives; a field that is null is for whoever uses it.',
})
export class TemplateContentShown {
  @Field(() => String, open('Title in Ukrainian'))
  readonly titleUk: string | null;

  @Field(() => String, open('Title in English'))
  readonly titleEn: string | null;

  @Field(() => String, open('Description in Ukrainian, plain text'))
  readonly descriptionUk: string | null;

  @Field(() => String, open('Description in English, plain text'))
  readonly descriptionEn: string | null;

  @Field(() => Arrangements, open('How its sessions belong together'))
  readonly arrangement: Arrangement | null;

  @Field(() => RegistrationUnits, open('What one registers for'))
  readonly registrationUnit: RegistrationUnit | null;

  @Field(() => String, open('Language in which it is held, ISO 639-1'))
  readonly language: string | null;

  @Field(() => Boolean, open('Whether it is interpreted into sign language'))
  readonly signLanguage: boolean | null;

  @Field(() => Boolean, open('Whether one can attend without taking a step'))
  readonly stepFree: boolean | null;

  @Field(() => Int, open('Youngest age it is for, in years'))
  readonly ageFrom: number | null;

  @Field(() => Int, open('Oldest age it is for, in years'))
  readonly ageTo: number | null;

  @Field(() => Int, open('Lowest school grade it is for, 1 to 12'))
  readonly gradeFrom: number | null;

  @Field(() => Int, open('Highest school grade it is for, 1 to 12'))
  readonly gradeTo: number | null;

  @Field(() => AttendanceModes, open('How one attends'))
  readonly attendanceMode: AttendanceMode | null;

  @Field(() => String, open('Where those who registered join'))
  readonly joinUrl: string | null;

  @Field(() => [String], open('Words to find it by'))
  readonly tags: readonly string[] | null;

  @Field(() => String, open('Its picture: an https address'))
  readonly coverUrl: string | null;

  @Field(() => String, open('What the picture shows, in Ukrainian'))
  readonly coverAltUk: string | null;

  @Field(() => String, open('What the picture shows, in English'))
  readonly coverAltEn: string | null;

  @Field(() => String, open('What it costs, in Ukrainian words'))
  readonly priceUk: string | null;

  @Field(() => String, open('What it costs, in English words'))
  readonly priceEn: string | null;

  @Field(() => String, open('Notes for the staff of the branch'))
  readonly staffNotes: string | null;

  @Field(() => Int, open('With fewer people a session is not held'))
  readonly minimumAttendance: number | null;

  @Field(() => Int, open('So many days before each session it is decided whether it is held'))
  readonly decideDaysBefore: number | null;

  @Field(() => Int, open('Of a course: the share of its sessions that one has to attend, in percent'))
  readonly attendanceThreshold: number | null;

  @Field(() => [TemplateMaterial], open('What goes with it'))
  readonly materials: readonly TemplateMaterial[] | null;
}
