import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import type { RegistrationSettings } from '../record/registration.rules.ts';

/** Which own fields a kind has; named as `KindDetails` names them. */
export type OwnFields = 'LESSON' | 'CONTEST' | 'EXHIBITION' | 'TRAINING';

/** What is usual for events of a kind: a new one begins with it where nothing else is said. */
export interface KindFacts {
  readonly nameUk: string;
  readonly nameEn: string;
  readonly ownFields: OwnFields | null;
  /** How long a session is, in minutes. */
  readonly usualMinutes: number;
  readonly layout: LayoutKind;
  readonly registration: RegistrationSettings;
  /** Codes of the directory's audiences. */
  readonly audiences: readonly string[];
  /** So many days before its date it should be public. */
  readonly noticeDays: number;
  /** Whether a session may be at the branch without any room booked. */
  readonly withoutRoom: boolean;
  /** Whether people come as a class or another group that registers as one. */
  readonly forGroups: boolean;
}

const DAY = 1_440;
const WALK_IN: RegistrationSettings = { mode: 'NONE' };
const FREE_PLACES: RegistrationSettings = { mode: 'OPEN', closesMinutesBefore: 60 };
/** A class says a day before that it comes. */
const CLASSES: RegistrationSettings = { mode: 'OPEN', closesMinutesBefore: DAY, largestGroup: 35 };
/** Somebody looks who comes: seats, or certificates, are few. */
const ON_REQUEST: RegistrationSettings = { mode: 'APPROVAL', closesMinutesBefore: DAY };
const NOMINATED: RegistrationSettings = { mode: 'INVITED', closesMinutesBefore: DAY };

const LESSON = {
  ...{ ownFields: 'LESSON', usualMinutes: 45, layout: 'CLASS', registration: CLASSES, audiences: ['PUPILS'] },
  ...{ noticeDays: 7, withoutRoom: false, forGroups: true },
} as const satisfies Partial<KindFacts>;
const GATHERING = { ownFields: null, noticeDays: 7, withoutRoom: false, forGroups: false } as const;
const TRAINING = { ...GATHERING, ownFields: 'TRAINING', noticeDays: 14, registration: ON_REQUEST } as const;
const CONTEST = {
  ...{ ownFields: 'CONTEST', usualMinutes: 60, layout: 'THEATRE', registration: WALK_IN, noticeDays: 30 },
  ...{ withoutRoom: true, forGroups: false },
} as const satisfies Partial<KindFacts>;
const PEOPLE = ['LIBRARY_VISITORS', 'RESIDENTS'];

export const KIND_FACTS: Readonly<Record<EventKind, KindFacts>> = {
  THEMATIC_LESSON: { ...LESSON, nameUk: 'Тематичний урок', nameEn: 'Thematic lesson' },
  EDUCATIONAL_HOUR: { ...LESSON, nameUk: 'Виховна година', nameEn: 'Educational hour' },
  INFORMATION_HOUR: { ...LESSON, nameUk: 'Інформаційна година', nameEn: 'Information hour' },
  TALK: {
    ...{ ...GATHERING, nameUk: 'Бесіда', nameEn: 'Talk', usualMinutes: 60, layout: 'ROUND_TABLE' },
    ...{ registration: CLASSES, audiences: ['PUPILS', 'STUDENTS'], forGroups: true },
  },
  DEBATE: {
    ...{ ...GATHERING, nameUk: 'Диспут', nameEn: 'Debate', usualMinutes: 90, layout: 'ROUND_TABLE' },
    ...{ registration: FREE_PLACES, audiences: ['PUPILS', 'STUDENTS'] },
  },
  QUIZ: {
    ...{ ...GATHERING, nameUk: 'Вікторина', nameEn: 'Quiz', usualMinutes: 60, layout: 'CABARET' },
    ...{ registration: CLASSES, audiences: ['PUPILS', 'STUDENTS'], forGroups: true },
  },
  LECTURE: {
    ...{ ...GATHERING, nameUk: 'Тематична лекція', nameEn: 'Lecture', usualMinutes: 90, layout: 'THEATRE' },
    ...{ registration: FREE_PLACES, audiences: ['STUDENTS', 'LIBRARY_VISITORS'] },
  },
  PRESENTATION: {
    ...{ ...GATHERING, nameUk: 'Презентація', nameEn: 'Presentation', usualMinutes: 90, layout: 'THEATRE' },
    ...{ registration: FREE_PLACES, audiences: PEOPLE },
  },
  PUBLIC_EVENT: {
    ...{ ...GATHERING, nameUk: 'Публічний захід', nameEn: 'Public event', usualMinutes: 90, layout: 'THEATRE' },
    ...{ registration: WALK_IN, audiences: [...PEOPLE, 'CITY_GUESTS'] },
  },
  ROUND_TABLE: {
    ...{ ...GATHERING, nameUk: 'Круглий стіл', nameEn: 'Round table', usualMinutes: 120, layout: 'ROUND_TABLE' },
    ...{ registration: ON_REQUEST, audiences: ['EXPERTS', 'PUBLIC_REPS', 'MEDIA'] },
  },
  CONFERENCE: {
    ...{ ...GATHERING, nameUk: 'Конференція', nameEn: 'Conference', usualMinutes: 360, layout: 'THEATRE' },
    ...{ registration: ON_REQUEST, audiences: ['EXPERTS', 'PUBLIC_REPS', 'STUDENTS'], noticeDays: 30 },
  },
  SEMINAR: {
    ...{ ...TRAINING, nameUk: 'Навчальний семінар', nameEn: 'Seminar', usualMinutes: 180, layout: 'CLASS' },
    audiences: ['MUNICIPAL_JOURNALISTS', 'PUBLIC_REPS'],
  },
  SHORT_SEMINAR: {
    ...{ ...TRAINING, nameUk: 'Короткостроковий семінар', nameEn: 'Short seminar', usualMinutes: 120, layout: 'CLASS' },
    ...{ registration: NOMINATED, audiences: ['CIVIL_SERVANTS', 'LOCAL_GOV_OFFICIALS'] },
  },
  TRAINING: {
    ...{ ...TRAINING, nameUk: 'Тренінг', nameEn: 'Training', usualMinutes: 180, layout: 'U_SHAPE' },
    audiences: ['LIBRARY_VISITORS', 'PUBLIC_REPS'],
  },
  CREATIVE_CONTEST: {
    ...{ ...CONTEST, nameUk: 'Конкурс творчих робіт', nameEn: 'Contest of creative works' },
    audiences: ['PUPILS', 'STUDENTS'],
  },
  PRESS_CONTEST: {
    ...{ ...CONTEST, nameUk: 'Конкурс на кращу публікацію', nameEn: 'Contest for the best publication' },
    audiences: ['MUNICIPAL_JOURNALISTS'],
  },
  INFORMATION_MARATHON: {
    ...{ ...GATHERING, nameUk: 'Інформаційний марафон', nameEn: 'Information marathon', usualMinutes: 480 },
    ...{ layout: 'STANDING', registration: WALK_IN, audiences: ['PUPILS', 'STUDENTS'], withoutRoom: true },
  },
  EXHIBITION: {
    ...{ ...GATHERING, nameUk: 'Виставка', nameEn: 'Exhibition', ownFields: 'EXHIBITION', usualMinutes: 480 },
    ...{ layout: 'EXHIBITION', registration: WALK_IN, audiences: PEOPLE, withoutRoom: true },
  },
};
