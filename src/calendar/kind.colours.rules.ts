import type { EventKind } from '../plans/recognition/recognised-plan.ts';

/**
 * Names of CSS 3, as RFC 7986 5.9 has them, on all of which white is read well: lessons are blue, talks green, what is learned
 * violet, contests brown, what is for everybody red.
 */
export const KIND_COLOURS: Readonly<Record<EventKind, string>> = {
  THEMATIC_LESSON: 'royalblue',
  EDUCATIONAL_HOUR: 'steelblue',
  INFORMATION_HOUR: 'darkcyan',
  TALK: 'seagreen',
  DEBATE: 'darkgreen',
  QUIZ: 'olivedrab',
  LECTURE: 'darkslateblue',
  PRESENTATION: 'mediumvioletred',
  PUBLIC_EVENT: 'crimson',
  ROUND_TABLE: 'teal',
  CONFERENCE: 'navy',
  SEMINAR: 'indigo',
  SHORT_SEMINAR: 'darkorchid',
  TRAINING: 'purple',
  CREATIVE_CONTEST: 'chocolate',
  PRESS_CONTEST: 'sienna',
  INFORMATION_MARATHON: 'firebrick',
  EXHIBITION: 'darkgoldenrod',
};
