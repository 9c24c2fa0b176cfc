import type { EventKind } from '../plans/recognition/recognised-plan.ts';

/** A small city to try the program on: nothing in it claims to be so in the real one. */

export interface DemoSchool {
  readonly nameUk: string;
  readonly nameEn: string;
  readonly aliases: readonly string[];
  /** Slug of a district. */
  readonly district: string;
}

export const demoSchools: readonly DemoSchool[] = [
  {
    nameUk: 'Школа № 9 Подільського району',
    nameEn: 'School No. 9, Podilskyi District',
    aliases: ['СЗШ № 9', 'Школа № 9'],
    district: 'podilskyi',
  },
  {
    nameUk: 'Школа № 10 Дніпровського району',
    nameEn: 'School No. 10, Dniprovskyi District',
    aliases: ['СЗШ № 10', 'Школа № 10'],
    district: 'dniprovskyi',
  },
  {
    nameUk: 'Гімназія «Обрій» Оболонського району',
    nameEn: 'Horizon Gymnasium, Obolonskyi District',
    aliases: ['Гімназія «Обрій»'],
    district: 'obolonskyi',
  },
  {
    nameUk: 'Ліцей «Світанок» Голосіївського району',
    nameEn: 'Daybreak Lyceum, Holosiivskyi District',
    aliases: ['Ліцей «Світанок»'],
    district: 'holosiivskyi',
  },
];

export const demoOutlets = [
  { nameUk: 'Газета «Дзвінок»', nameEn: 'The Bell', aliases: ['Дзвінок'] },
  { nameUk: 'Радіо «Берег»', nameEn: 'Radio Bank', aliases: ['Берег'] },
] as const;

export interface DemoEvent {
  /** Days from today; before it the event has been. */
  readonly day: number;
  readonly start: string;
  readonly end: string;
  /** Slug of a branch. */
  readonly branch: string;
  readonly kind: EventKind;
  /** Number of a measure of the current year's plan. */
  readonly measure: string;
  /** Codes of audiences. */
  readonly audiences: readonly string[];
  readonly titleUk: string;
  readonly titleEn: string;
  readonly descriptionUk: string;
  readonly state?: 'DRAFT' | 'CANCELLED';
}

export const demoEvents: readonly DemoEvent[] = [
  {
    day: -21,
    start: '17:30',
    end: '19:00',
    branch: 'podilska-central',
    kind: 'PUBLIC_EVENT',
    measure: '8',
    audiences: ['LIBRARY_VISITORS', 'RESIDENTS'],
    titleUk: 'Вечір запитань: що таке колективна безпека',
    titleEn: 'An evening of questions: what is collective security',
    descriptionUk: 'Розмова з дослідниками міжнародних відносин. Приносьте свої запитання.',
  },
  {
    day: -9,
    start: '11:00',
    end: '11:45',
    branch: 'shevchenkivska-central',
    kind: 'THEMATIC_LESSON',
    measure: '12',
    audiences: ['PUPILS'],
    titleUk: 'Тематичний урок «Україна і світ: карта союзів»',
    titleEn: 'Thematic lesson “Ukraine and the world: a map of alliances”',
    descriptionUk: 'Для 9–11 класів. Тривалість 45 хвилин.',
  },
  {
    day: -2,
    start: '18:00',
    end: '20:00',
    branch: 'dniprovska-central',
    kind: 'LECTURE',
    measure: '12',
    audiences: ['STUDENTS', 'EXPERTS'],
    titleUk: 'Лекція «Енергетика й довкілля: невійськова співпраця»',
    titleEn: 'Lecture “Energy and environment: non-military co-operation”',
    descriptionUk: 'Для студентів закладів вищої освіти та всіх охочих.',
  },
  {
    day: 1,
    start: '12:00',
    end: '13:30',
    branch: 'podilska-central',
    kind: 'PUBLIC_EVENT',
    measure: '8',
    audiences: ['LIBRARY_VISITORS', 'RESIDENTS', 'CITY_GUESTS'],
    titleUk: 'Відкритий мікрофон: читаємо листи з передової',
    titleEn: 'Open microphone: letters from the front',
    descriptionUk: 'Публічне читання та розмова. Вхід вільний.',
  },
  {
    day: 3,
    start: '10:00',
    end: '16:00',
    branch: 'shevchenkivska-central',
    kind: 'TRAINING',
    measure: '6',
    audiences: ['MUNICIPAL_JOURNALISTS'],
    titleUk: 'Тренінг «Як розпізнати дезінформацію»',
    titleEn: 'Training “How to recognise disinformation”',
    descriptionUk: 'Для журналістів комунальних медіа. Шість годин практики.',
  },
  {
    day: 5,
    start: '14:00',
    end: '15:30',
    branch: 'obolonska-youth',
    kind: 'DEBATE',
    measure: '12',
    audiences: ['PUPILS', 'STUDENTS'],
    titleUk: 'Диспут «Чи потрібні нам дебати»',
    titleEn: 'Debate “Do we need debates”',
    descriptionUk: 'Дві команди, один модератор і зал, що голосує.',
  },
  {
    day: 8,
    start: '09:30',
    end: '13:00',
    branch: 'dniprovska-central',
    kind: 'SHORT_SEMINAR',
    measure: '13',
    audiences: ['CIVIL_SERVANTS', 'LOCAL_GOV_OFFICIALS'],
    titleUk: 'Короткостроковий семінар для прессекретарів',
    titleEn: 'Short seminar for press officers',
    descriptionUk: 'Інформування громадськості: право, канали, приклади.',
  },
  {
    day: 12,
    start: '16:00',
    end: '18:00',
    branch: 'holosiivska-family',
    kind: 'ROUND_TABLE',
    measure: '12',
    audiences: ['EXPERTS', 'PUBLIC_REPS', 'MEDIA'],
    titleUk: 'Засідання за круглим столом «Бібліотека і громада»',
    titleEn: 'Round table “The library and its community”',
    descriptionUk: 'Що бібліотеки можуть зробити для поінформованості мешканців.',
  },
  {
    day: 15,
    start: '18:30',
    end: '20:00',
    branch: 'holosiivska-family',
    kind: 'PUBLIC_EVENT',
    measure: '8',
    audiences: ['LIBRARY_VISITORS', 'RESIDENTS'],
    titleUk: 'Кінопоказ і розмова «Сусіди»',
    titleEn: 'Film and talk “Neighbours”',
    descriptionUk: 'Документальний фільм та обговорення після нього.',
    state: 'CANCELLED',
  },
  {
    day: 20,
    start: '11:00',
    end: '12:00',
    branch: 'obolonska-youth',
    kind: 'INFORMATION_MARATHON',
    measure: '12',
    audiences: ['PUPILS'],
    titleUk: 'Інформаційний марафон для старшокласників',
    titleEn: 'Information marathon for senior pupils',
    descriptionUk: 'Десять станцій, десять запитань, одна команда.',
  },
  {
    day: 27,
    start: '17:00',
    end: '18:30',
    branch: 'podilska-central',
    kind: 'PRESENTATION',
    measure: '8',
    audiences: ['LIBRARY_VISITORS', 'RESIDENTS', 'CITY_GUESTS'],
    titleUk: 'Презентація книжкової виставки «Союзники»',
    titleEn: 'Presentation of the book display “Allies”',
    descriptionUk: 'Нові надходження та розмова з упорядниками.',
  },
  {
    day: 34,
    start: '10:00',
    end: '17:00',
    branch: 'shevchenkivska-central',
    kind: 'CONFERENCE',
    measure: '12',
    audiences: ['STUDENTS', 'EXPERTS'],
    titleUk: 'Студентська конференція «Безпека без меж»',
    titleEn: 'Student conference “Security without borders”',
    descriptionUk: 'Чернетка: програма уточнюється.',
    state: 'DRAFT',
  },
];
