import { ArrayMaxSize } from 'class-validator';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { AttendanceModes } from '../record/event.codes.ts';
import type { AttendanceMode } from '../record/event.tables.ts';
import {
  ContestInput,
  ExhibitionInput,
  LessonInput,
  RegistrationSettingsInput,
  TrainingInput,
} from './details.input.types.ts';
import {
  ListOfDifferent,
  OptionalAddress,
  OptionalLanguage,
  OptionalLine,
  OptionalLines,
  OptionalNumber,
  OptionalPart,
  Tags,
} from './input.checks.ts';
import { EventContactInput, EventSpeakerInput, MaterialInput, OrganiserInput } from './parts.input.types.ts';

export const MOST_TITLE = 300;
const MOST_FURTHER_MEASURES = 10;
const MOST_DESCRIPTION = 10_000;
const MOST_NOTES = 10_000;
const MOST_AUDIENCES = 20;
const MOST_ORGANISERS = 20;
const MOST_SPEAKERS = 30;
const MOST_MATERIALS = 30;
const MOST_TAGS = 20;
const OLDEST = 120;
const HIGHEST_GRADE = 12;
const MOST_PEOPLE = 100_000;
const MOST_DAYS = 366;

/** What may be left out of a new event as well as of an edit. */
@InputType({ isAbstract: true })
export abstract class EventWordsInput {
  @Field(() => String, {
    nullable: true,
    description: `Title in English, 1 to ${MOST_TITLE} characters over one line; null for none.`,
  })
  @OptionalLine()
  readonly titleEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Description in Ukrainian, plain text, at most ${MOST_DESCRIPTION} characters; null for none.`,
  })
  @OptionalLines(MOST_DESCRIPTION)
  readonly descriptionUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Description in English, plain text, at most ${MOST_DESCRIPTION} characters; null for none.`,
  })
  @OptionalLines(MOST_DESCRIPTION)
  readonly descriptionEn?: string | null;

  @Field(() => [OrganiserInput], {
    nullable: true,
    description: `All bodies that hold it, in their order, each once, at most ${MOST_ORGANISERS}; null for none.`,
  })
  @ListOfDifferent(() => OrganiserInput, MOST_ORGANISERS, ({ bodyId }: OrganiserInput) => bodyId)
  readonly organisers?: readonly OrganiserInput[] | null;

  @Field(() => [EventSpeakerInput], {
    nullable: true,
    description: `All who speak at it, in their order, each once, at most ${MOST_SPEAKERS}; null for nobody.`,
  })
  @ListOfDifferent(() => EventSpeakerInput, MOST_SPEAKERS, ({ speakerId }: EventSpeakerInput) => speakerId)
  readonly speakers?: readonly EventSpeakerInput[] | null;

  @Field(() => [MaterialInput], {
    nullable: true,
    description: `All that goes with it, in its order, each id once, at most ${MOST_MATERIALS}; what is not named is taken away. Null for nothing.`,
  })
  @ListOfDifferent(() => MaterialInput, MOST_MATERIALS, ({ id }: MaterialInput) => id)
  readonly materials?: readonly MaterialInput[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Language in which it is held, a code of ISO 639-1 in small letters that a language has; null for `uk`.',
  })
  @OptionalLanguage()
  readonly language?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is interpreted into sign language; null for no.',
  })
  readonly signLanguage?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one can attend without taking a step; null when nobody has said.',
  })
  readonly stepFree?: boolean | null;

  @Field(() => Int, { nullable: true, description: `Youngest age it is for, in years, 0 to ${OLDEST}; null for any.` })
  @OptionalNumber(0, OLDEST)
  readonly ageFrom?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Oldest age it is for, in years, 0 to ${OLDEST}, not below ageFrom; null for any.`,
  })
  @OptionalNumber(0, OLDEST)
  readonly ageTo?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Lowest school grade it is for, 1 to ${HIGHEST_GRADE}; null for any.`,
  })
  @OptionalNumber(1, HIGHEST_GRADE)
  readonly gradeFrom?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Highest school grade it is for, 1 to ${HIGHEST_GRADE}, not below gradeFrom; null for any.`,
  })
  @OptionalNumber(1, HIGHEST_GRADE)
  readonly gradeTo?: number | null;

  @Field(() => AttendanceModes, { nullable: true, description: 'How one attends; null for OFFLINE.' })
  readonly attendanceMode?: AttendanceMode | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where those who registered join: an https address without a name and password in it, at most 2000 characters as a browser sends it, in which form it is kept; null for none. An event that is OFFLINE is given one only while a date of it is moved online, otherwise it is refused (JoinLinkOffline); an event made OFFLINE loses it unless a date of it is online.',
  })
  @OptionalAddress()
  readonly joinUrl?: string | null;

  @Field(() => EventContactInput, {
    nullable: true,
    description: 'Whom the public asks; what is left out of it stays, null clears all of it.',
  })
  @OptionalPart(() => EventContactInput)
  readonly contact?: EventContactInput | null;

  @Field(() => [String], {
    nullable: true,
    description: `Words to find it by, each 1 to 40 characters and once whatever its case, at most ${MOST_TAGS}; null for none.`,
  })
  @Tags(MOST_TAGS)
  readonly tags?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its picture: an https address without a name and password in it, at most 2000 characters as a browser sends it, in which form it is kept; null for none.',
  })
  @OptionalAddress()
  readonly coverUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What the picture shows, in Ukrainian, 1 to ${MOST_TITLE} characters; null when nobody has said.`,
  })
  @OptionalLine()
  readonly coverAltUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What the picture shows, in English, 1 to ${MOST_TITLE} characters; null when nobody has said.`,
  })
  @OptionalLine()
  readonly coverAltEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What it costs, in Ukrainian words, 1 to ${MOST_TITLE} characters; null for nothing.`,
  })
  @OptionalLine()
  readonly priceUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What it costs, in English words, 1 to ${MOST_TITLE} characters; null for nothing.`,
  })
  @OptionalLine()
  readonly priceEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Notes for the staff of the branch, at most ${MOST_NOTES} characters; null for none.`,
  })
  @OptionalLines(MOST_NOTES)
  readonly staffNotes?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `With fewer people a session is not held, 1 to ${MOST_PEOPLE}; null when it is held for anybody. With a minimum new sessions are tentative, and, when it is set before the event is published, so are those ahead that were certain; what was announced as certain stays so. Without one, those that are tentative stay so until somebody decides.`,
  })
  @OptionalNumber(1, MOST_PEOPLE)
  readonly minimumAttendance?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Whether it is held is decided so many days before each session, 0 to ${MOST_DAYS}; null for 3. Only with minimumAttendance.`,
  })
  @OptionalNumber(0, MOST_DAYS)
  readonly decideDaysBefore?: number | null;

  @Field(() => LessonInput, { nullable: true, description: 'Of a lesson; null makes it as usual.' })
  @OptionalPart(() => LessonInput)
  readonly lesson?: LessonInput | null;

  @Field(() => ContestInput, { nullable: true, description: 'Of a contest; null clears it.' })
  @OptionalPart(() => ContestInput)
  readonly contest?: ContestInput | null;

  @Field(() => ExhibitionInput, { nullable: true, description: 'Of an exhibition; null clears it.' })
  @OptionalPart(() => ExhibitionInput)
  readonly exhibition?: ExhibitionInput | null;

  @Field(() => TrainingInput, { nullable: true, description: 'Of a seminar or training; null clears it.' })
  @OptionalPart(() => TrainingInput)
  readonly training?: TrainingInput | null;

  @Field(() => RegistrationSettingsInput, {
    nullable: true,
    description: 'How registration is wished to be; null makes it as usual for the kind. An exhibition has none.',
  })
  @OptionalPart(() => RegistrationSettingsInput)
  readonly registration?: RegistrationSettingsInput | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Whom it is for, in their order, at most ${MOST_AUDIENCES}; null for nobody. Of a new event, left out: whom its kind is usually for.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds?: readonly string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Further measures it serves, in their order, at most ${MOST_FURTHER_MEASURES}; null for none.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_FURTHER_MEASURES)
  readonly furtherMeasureIds?: readonly string[] | null;
}
