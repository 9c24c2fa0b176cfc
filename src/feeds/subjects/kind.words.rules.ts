import type { Language } from '../../platform/language/language.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';

/** Kinds as a list of such events is called. */
const UK: Readonly<Record<EventKind, string>> = {
  THEMATIC_LESSON: 'Тематичні уроки',
  EDUCATIONAL_HOUR: 'Виховні години',
  TALK: 'Бесіди',
  DEBATE: 'Диспути',
  CREATIVE_CONTEST: 'Конкурси творчих робіт',
  INFORMATION_MARATHON: 'Інформаційні марафони',
  SEMINAR: 'Навчальні семінари',
  CONFERENCE: 'Конференції',
  ROUND_TABLE: 'Круглі столи',
  LECTURE: 'Тематичні лекції',
  PUBLIC_EVENT: 'Публічні заходи',
  TRAINING: 'Тренінги',
  SHORT_SEMINAR: 'Короткострокові семінари',
  PRESS_CONTEST: 'Конкурси на кращу публікацію',
  EXHIBITION: 'Виставки',
  INFORMATION_HOUR: 'Інформаційні години',
  QUIZ: 'Вікторини',
  PRESENTATION: 'Презентації',
};

const EN: Readonly<Record<EventKind, string>> = {
  THEMATIC_LESSON: 'Thematic lessons',
  EDUCATIONAL_HOUR: 'Educational hours',
  TALK: 'Talks',
  DEBATE: 'Debates',
  CREATIVE_CONTEST: 'Contests of creative works',
  INFORMATION_MARATHON: 'Information marathons',
  SEMINAR: 'Seminars',
  CONFERENCE: 'Conferences',
  ROUND_TABLE: 'Round tables',
  LECTURE: 'Lectures',
  PUBLIC_EVENT: 'Public events',
  TRAINING: 'Trainings',
  SHORT_SEMINAR: 'Short seminars',
  PRESS_CONTEST: 'Contests for the best publication',
  EXHIBITION: 'Exhibitions',
  INFORMATION_HOUR: 'Information hours',
  QUIZ: 'Quizzes',
  PRESENTATION: 'Presentations',
};

export function kindsIn(language: Language, kind: EventKind): string {
  return (language === 'en' ? EN : UK)[kind];
}
