import type { EventDraft } from '../events/content/event.image.ts';
import type { LayoutKind } from '../venues/places/room.tables.ts';

/** What the small city holds: nobody of these speaks anywhere, and nothing of it takes place. */

export interface DemoSpeaker {
  readonly nameUk: string;
  readonly nameEn: string;
  readonly bioUk: string;
  readonly affiliation: string;
  /** Whether they may be named in public. */
  readonly consents: boolean;
}

const security: DemoSpeaker = {
  ...{ nameUk: 'Катерина Дубова', nameEn: 'Kateryna Dubova', affiliation: 'Демонстраційний інститут безпеки' },
  ...{ bioUk: 'Дослідниця міжнародних відносин, веде розмови про союзи й безпеку.', consents: true },
};
const energy: DemoSpeaker = {
  ...{ nameUk: 'Роман Ясен', nameEn: 'Roman Yasen', affiliation: 'Демонстраційний університет' },
  ...{ bioUk: 'Викладає екологічну політику.', consents: false },
};
export const demoSpeakers: readonly DemoSpeaker[] = [security, energy];

/** A room of the branch by its Ukrainian name, furnished so; or where no room is booked. */
export type DemoPlace =
  { readonly room: string; readonly layout: LayoutKind; readonly people: number } | 'AT_BRANCH' | 'ONLINE';

/** When it is held: days are counted from today; before it the event has been. */
export type DemoTimes = { readonly start: string; readonly end: string } & (
  | { readonly day: number; readonly lastDay?: number }
  | { readonly day: number; readonly weeks: number }
  | { readonly days: readonly number[] }
);

type Words = Pick<EventDraft, 'kind' | 'titleUk' | 'details' | 'attendanceMode' | 'joinUrl' | 'minimumAttendance'> & {
  readonly titleEn: string;
  readonly descriptionUk: string;
};

export interface DemoEvent {
  /** Slug of a branch. */
  readonly branch: string;
  /** Number of a measure of the current year's plan. */
  readonly measure: string;
  /** Codes of audiences. */
  readonly audiences: readonly string[];
  readonly words: Words;
  readonly times: DemoTimes;
  readonly place: DemoPlace;
  readonly speakers?: readonly DemoSpeaker[];
  /** What an event ends as that is not simply published. */
  readonly state?: 'DRAFT' | 'RETURNED' | 'CANCELLED';
}

/** The libraries whose authors publish without an approver. */
export const demoFreeBranches: readonly string[] = ['holosiivska-family'];

const VISITORS = ['LIBRARY_VISITORS', 'RESIDENTS'];

export const demoEvents: readonly DemoEvent[] = [
  {
    ...{ branch: 'podilska-central', measure: '8', audiences: VISITORS, speakers: [security] },
    words: {
      kind: 'PUBLIC_EVENT',
      titleUk: 'Вечір запитань: що таке колективна безпека',
      titleEn: 'An evening of questions: what is collective security',
      descriptionUk: 'Розмова з дослідниками міжнародних відносин. Приносьте свої запитання.',
    },
    times: { day: -21, start: '17:30', end: '19:00' },
    place: { room: 'Зала А', layout: 'THEATRE', people: 50 },
  },
  {
    ...{ branch: 'shevchenkivska-central', measure: '12', audiences: ['PUPILS'] },
    words: {
      kind: 'THEMATIC_LESSON',
      titleUk: 'Тематичний урок «Україна і світ: карта союзів»',
      titleEn: 'Thematic lesson “Ukraine and the world: a map of alliances”',
      descriptionUk: 'Для 9–11 класів. Тривалість 45 хвилин.',
    },
    times: { day: -9, start: '11:00', end: '11:45' },
    place: { room: 'Читальна зала', layout: 'CLASS', people: 26 },
  },
  {
    ...{ branch: 'dniprovska-central', measure: '12', audiences: ['STUDENTS', 'EXPERTS'], speakers: [energy] },
    words: {
      kind: 'LECTURE',
      titleUk: 'Лекція «Енергетика й довкілля: невійськова співпраця»',
      titleEn: 'Lecture “Energy and environment: non-military co-operation”',
      descriptionUk: 'Для студентів закладів вищої освіти та всіх охочих.',
    },
    times: { day: -2, start: '18:00', end: '19:30' },
    place: { room: 'Лекційна зала', layout: 'THEATRE', people: 45 },
  },
  {
    ...{ branch: 'podilska-central', measure: '8', audiences: [...VISITORS, 'CITY_GUESTS'], speakers: [security] },
    words: {
      kind: 'PUBLIC_EVENT',
      titleUk: 'Відкритий мікрофон: читаємо листи з передової',
      titleEn: 'Open microphone: letters from the front',
      descriptionUk: 'Публічне читання та розмова. Вхід вільний.',
    },
    times: { day: 1, start: '12:00', end: '13:30' },
    place: { room: 'Зала А', layout: 'THEATRE', people: 60 },
  },
  {
    ...{ branch: 'podilska-central', measure: '8', audiences: [...VISITORS, 'CITY_GUESTS'] },
    words: {
      kind: 'EXHIBITION',
      titleUk: 'Книжкова виставка «Союзники»',
      titleEn: 'Book display “Allies”',
      descriptionUk: 'Нові надходження на стендах у фойє, у години роботи бібліотеки.',
    },
    times: { day: 2, lastDay: 30, start: '10:00', end: '20:00' },
    place: 'AT_BRANCH',
  },
  {
    ...{ branch: 'podilska-central', measure: '8', audiences: VISITORS },
    words: {
      kind: 'TALK',
      titleUk: 'Клуб «Читаємо про світ»',
      titleEn: 'Club “Reading about the world”',
      descriptionUk: 'Щотижня одна книжка, одна країна й чай.',
    },
    times: { day: 4, weeks: 8, start: '12:30', end: '14:00' },
    place: { room: 'Зала Б', layout: 'ROUND_TABLE', people: 14 },
  },
  {
    ...{ branch: 'obolonska-youth', measure: '12', audiences: ['PUPILS', 'STUDENTS'] },
    words: {
      kind: 'DEBATE',
      titleUk: 'Диспут «Чи потрібні нам дебати»',
      titleEn: 'Debate “Do we need debates”',
      descriptionUk: 'Дві команди, один модератор і зал, що голосує.',
    },
    times: { day: 5, start: '14:00', end: '15:30' },
    place: { room: 'Молодіжний простір', layout: 'THEATRE', people: 40 },
  },
  {
    ...{ branch: 'shevchenkivska-central', measure: '6', audiences: ['MUNICIPAL_JOURNALISTS'] },
    words: {
      kind: 'TRAINING',
      titleUk: 'Курс «Як розпізнати дезінформацію»',
      titleEn: 'Course “How to recognise disinformation”',
      descriptionUk: 'Для журналістів комунальних медіа: три зустрічі, дев’ять годин практики.',
      details: { training: { hours: 9 } },
      minimumAttendance: 8,
    },
    times: { days: [10, 12, 17], start: '11:00', end: '14:00' },
    place: { room: 'Читальна зала', layout: 'CLASS', people: 20 },
  },
  {
    ...{ branch: 'dniprovska-central', measure: '13', audiences: ['CIVIL_SERVANTS', 'LOCAL_GOV_OFFICIALS'] },
    words: {
      kind: 'SHORT_SEMINAR',
      titleUk: 'Короткостроковий семінар для прессекретарів',
      titleEn: 'Short seminar for press officers',
      descriptionUk: 'Інформування громадськості: право, канали, приклади.',
    },
    times: { day: 8, start: '11:00', end: '13:00' },
    place: { room: 'Читальна зала', layout: 'CLASS', people: 20 },
  },
  {
    ...{ branch: 'holosiivska-family', measure: '12', audiences: ['EXPERTS', 'PUBLIC_REPS', 'MEDIA'] },
    words: {
      kind: 'ROUND_TABLE',
      titleUk: 'Засідання за круглим столом «Бібліотека і громада»',
      titleEn: 'Round table “The library and its community”',
      descriptionUk: 'Що бібліотеки можуть зробити для поінформованості мешканців.',
    },
    times: { day: 12, start: '16:00', end: '18:00' },
    place: { room: 'Читальна зала', layout: 'ROUND_TABLE', people: 14 },
  },
  {
    ...{ branch: 'holosiivska-family', measure: '8', audiences: VISITORS, state: 'CANCELLED' },
    words: {
      kind: 'PUBLIC_EVENT',
      titleUk: 'Кінопоказ і розмова «Сусіди»',
      titleEn: 'Film and talk “Neighbours”',
      descriptionUk: 'Документальний фільм та обговорення після нього.',
    },
    times: { day: 15, start: '18:00', end: '19:30' },
    place: { room: 'Читальна зала', layout: 'CLASS', people: 20 },
  },
  {
    ...{ branch: 'dniprovska-central', measure: '12', audiences: ['STUDENTS'], speakers: [security] },
    words: {
      kind: 'LECTURE',
      titleUk: 'Онлайн-лекція «Як працює міжнародне право»',
      titleEn: 'Online lecture “How international law works”',
      descriptionUk: 'Посилання отримають ті, хто зареєструється.',
      attendanceMode: 'ONLINE',
      joinUrl: 'https://meet.demo.example/law',
    },
    times: { day: 18, start: '17:00', end: '18:30' },
    place: 'ONLINE',
  },
  {
    ...{ branch: 'obolonska-youth', measure: '12', audiences: ['PUPILS'] },
    words: {
      kind: 'INFORMATION_MARATHON',
      titleUk: 'Інформаційний марафон для старшокласників',
      titleEn: 'Information marathon for senior pupils',
      descriptionUk: 'Десять станцій, десять запитань, одна команда.',
    },
    times: { day: 20, start: '11:00', end: '15:00' },
    place: 'AT_BRANCH',
  },
  {
    ...{ branch: 'shevchenkivska-central', measure: '12', audiences: ['PUPILS', 'STUDENTS'] },
    words: {
      kind: 'CREATIVE_CONTEST',
      titleUk: 'Конкурс творчих робіт «Моя країна серед друзів»',
      titleEn: 'Contest of creative works “My country among friends”',
      descriptionUk: 'Малюнки, есе й відео; підсумки оголосять на зустрічі в бібліотеці.',
    },
    times: { day: 45, start: '15:00', end: '16:00' },
    place: 'AT_BRANCH',
  },
  {
    ...{ branch: 'shevchenkivska-central', measure: '12', audiences: ['STUDENTS', 'EXPERTS'], state: 'RETURNED' },
    words: {
      kind: 'CONFERENCE',
      titleUk: 'Студентська конференція «Безпека без меж»',
      titleEn: 'Student conference “Security without borders”',
      descriptionUk: 'Чернетка: програма уточнюється.',
    },
    times: { day: 34, start: '11:00', end: '17:00' },
    place: { room: 'Актова зала', layout: 'THEATRE', people: 70 },
  },
  {
    ...{ branch: 'podilska-central', measure: '8', audiences: VISITORS, state: 'DRAFT' },
    words: {
      kind: 'PRESENTATION',
      titleUk: 'Презентація збірки «Листи до сусідів»',
      titleEn: 'Presentation of the book “Letters to neighbours”',
      descriptionUk: 'Чернетка: домовляємося з видавництвом.',
    },
    times: { day: 27, start: '18:15', end: '19:45' },
    place: { room: 'Зала А', layout: 'THEATRE', people: 50 },
  },
];

/** What somebody from outside proposes. */
export const demoProposal = {
  organisation: 'ГО «Демонстраційний берег»',
  contactName: 'Леся Вишня',
  contactEmail: 'ngo@demo.example',
  title: 'Вечір настільних ігор про вибори',
  description: 'Приносимо п’ять ігор про те, як ухвалюють рішення. Потрібні столи на тридцять людей.',
  kind: 'PUBLIC_EVENT' as const,
  wishedTimes: 'будь-яка п’ятниця після 17:00',
  expectedPeople: 30,
};
