import type { EquipmentKind } from '../venues/places/equipment.tables.ts';
import type { LayoutKind, RoomCategory, RoomFeature } from '../venues/places/room.tables.ts';

/** Where the small city holds its events: nothing of it claims to be so in the real one. */

export interface DemoRoom {
  readonly nameUk: string;
  readonly nameEn: string;
  readonly category: RoomCategory;
  readonly floor: number;
  readonly features: readonly RoomFeature[];
  /** What it holds, minutes to set up, minutes to clear away. */
  readonly layouts: Readonly<Partial<Record<LayoutKind, readonly [capacity: number, setUp: number, tearDown: number]>>>;
  readonly needsApproval?: boolean;
  /** Ukrainian names of the rooms it combines, which stand before it. */
  readonly combines?: readonly string[];
}

export interface DemoEquipment {
  readonly kind: EquipmentKind;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly quantity: number;
}

export interface DemoBranch {
  readonly slug: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly address: string;
  /** Slug of a district. */
  readonly district: string;
  /** Degrees north and east. */
  readonly location: readonly [latitude: number, longitude: number];
  readonly phone?: string;
  readonly stepFree: boolean;
  readonly shelterCapacity: number | null;
  /** Slug of the school whose hall it is; then it is no library. */
  readonly school?: string;
  /** Of the weekdays on which it is open, 1 for Monday. */
  readonly weekdays: readonly number[];
  readonly rooms: readonly DemoRoom[];
  readonly equipment: readonly DemoEquipment[];
}

const MONDAY_TO_SATURDAY = [1, 2, 3, 4, 5, 6];
const TUESDAY_TO_SUNDAY = [2, 3, 4, 5, 6, 7];
const SCHOOL_DAYS = [1, 2, 3, 4, 5];

const projectors = (quantity: number): DemoEquipment => ({
  ...{ kind: 'PROJECTOR', nameUk: 'Проєктор', nameEn: 'Projector', quantity },
});
const microphones = (quantity: number): DemoEquipment => ({
  ...{ kind: 'MICROPHONE', nameUk: 'Радіомікрофон', nameEn: 'Radio microphone', quantity },
});
const flipcharts = (quantity: number): DemoEquipment => ({
  ...{ kind: 'FLIPCHART', nameUk: 'Фліпчарт', nameEn: 'Flip chart', quantity },
});
const stands = (quantity: number): DemoEquipment => ({
  ...{ kind: 'EXHIBITION_STAND', nameUk: 'Виставковий стенд', nameEn: 'Exhibition stand', quantity },
});

const readingRoom = (floor: number, tables: number): DemoRoom => ({
  ...{ nameUk: 'Читальна зала', nameEn: 'Reading room', category: 'READING_ROOM', floor, features: ['INTERNET'] },
  layouts: { CLASS: [tables, 15, 15], ROUND_TABLE: [16, 15, 15] },
});

export const demoBranches: readonly DemoBranch[] = [
  {
    slug: 'podilska-central',
    nameUk: 'Центральна бібліотека Подільського району',
    nameEn: 'Podilskyi District Central Library',
    address: 'Контрактова площа, 1, Київ',
    district: 'podilskyi',
    location: [50.4647, 30.5153],
    phone: '+380 44 000 00 01',
    stepFree: true,
    shelterCapacity: 120,
    weekdays: MONDAY_TO_SATURDAY,
    rooms: [
      {
        ...{ nameUk: 'Зала А', nameEn: 'Hall A', category: 'HALL', floor: 0 },
        features: ['SCREEN', 'SOUND', 'BLACKOUT', 'INTERNET', 'ACCESSIBLE_TOILET'],
        layouts: { THEATRE: [60, 30, 15], CLASS: [32, 30, 15], ROUND_TABLE: [20, 20, 15] },
      },
      {
        ...{ nameUk: 'Зала Б', nameEn: 'Hall B', category: 'HALL', floor: 0 },
        features: ['SCREEN', 'INTERNET', 'ACCESSIBLE_TOILET'],
        layouts: { THEATRE: [40, 30, 15], ROUND_TABLE: [16, 20, 15] },
      },
      {
        ...{ nameUk: 'Велика зала', nameEn: 'Great Hall', category: 'HALL', floor: 0 },
        features: ['SCREEN', 'SOUND', 'STAGE', 'BLACKOUT', 'INTERNET', 'ACCESSIBLE_TOILET'],
        layouts: { THEATRE: [110, 30, 15], STANDING: [120, 15, 15] },
        needsApproval: true,
        combines: ['Зала А', 'Зала Б'],
      },
      {
        ...{ nameUk: 'Кімната для зустрічей', nameEn: 'Meeting room', category: 'MEETING_ROOM', floor: 1 },
        features: ['WHITEBOARD', 'VIDEO_CONFERENCE', 'INTERNET'],
        layouts: { ROUND_TABLE: [12, 5, 5] },
      },
    ],
    equipment: [projectors(6), microphones(4), flipcharts(3), stands(12)],
  },
  {
    slug: 'shevchenkivska-central',
    nameUk: 'Центральна бібліотека Шевченківського району',
    nameEn: 'Shevchenkivskyi District Central Library',
    address: 'вулиця Володимирська, 10, Київ',
    district: 'shevchenkivskyi',
    location: [50.4564, 30.5166],
    phone: '+380 44 000 00 02',
    stepFree: false,
    shelterCapacity: 80,
    weekdays: TUESDAY_TO_SUNDAY,
    rooms: [
      {
        ...{ nameUk: 'Актова зала', nameEn: 'Assembly hall', category: 'HALL', floor: 1 },
        features: ['SCREEN', 'SOUND', 'STAGE', 'PIANO', 'INTERNET'],
        layouts: { THEATRE: [70, 30, 15], CABARET: [40, 45, 30] },
      },
      readingRoom(0, 28),
      {
        ...{ nameUk: 'Комп’ютерний клас', nameEn: 'Computer room', category: 'COMPUTER_ROOM', floor: 1 },
        features: ['COMPUTERS', 'PROJECTOR', 'INTERNET', 'AIR_CONDITIONING'],
        layouts: { COMPUTERS: [14, 10, 10] },
        needsApproval: true,
      },
    ],
    equipment: [projectors(3), microphones(2), flipcharts(2)],
  },
  {
    slug: 'dniprovska-central',
    nameUk: 'Центральна бібліотека Дніпровського району',
    nameEn: 'Dniprovskyi District Central Library',
    address: 'Русанівський бульвар, 5, Київ',
    district: 'dniprovskyi',
    location: [50.4392, 30.5936],
    phone: '+380 44 000 00 03',
    stepFree: true,
    shelterCapacity: 60,
    weekdays: MONDAY_TO_SATURDAY,
    rooms: [
      {
        ...{ nameUk: 'Лекційна зала', nameEn: 'Lecture room', category: 'LECTURE_ROOM', floor: 0 },
        features: ['PROJECTOR', 'SCREEN', 'INTERNET', 'HEARING_LOOP', 'ACCESSIBLE_TOILET'],
        layouts: { THEATRE: [50, 20, 10], CLASS: [28, 20, 10] },
      },
      readingRoom(0, 24),
    ],
    equipment: [projectors(2), flipcharts(2)],
  },
  {
    slug: 'obolonska-youth',
    nameUk: 'Бібліотека для юнацтва на Оболоні',
    nameEn: 'Obolon Youth Library',
    address: 'Оболонський проспект, 20, Київ',
    district: 'obolonskyi',
    location: [50.5062, 30.4982],
    phone: '+380 44 000 00 04',
    stepFree: true,
    shelterCapacity: null,
    weekdays: TUESDAY_TO_SUNDAY,
    rooms: [
      {
        ...{ nameUk: 'Молодіжний простір', nameEn: 'Youth space', category: 'HALL', floor: 0 },
        features: ['SCREEN', 'SOUND', 'INTERNET', 'KITCHEN'],
        layouts: { THEATRE: [45, 20, 20], STANDING: [60, 10, 20] },
      },
    ],
    equipment: [projectors(2), microphones(2)],
  },
  {
    slug: 'holosiivska-family',
    nameUk: 'Бібліотека родинного читання Голосіївського району',
    nameEn: 'Holosiivskyi Family Reading Library',
    address: 'Голосіївський проспект, 30, Київ',
    district: 'holosiivskyi',
    location: [50.3975, 30.5079],
    phone: '+380 44 000 00 05',
    stepFree: false,
    shelterCapacity: 40,
    weekdays: MONDAY_TO_SATURDAY,
    rooms: [
      readingRoom(0, 20),
      {
        ...{ nameUk: 'Подвір’я', nameEn: 'Yard', category: 'OUTDOORS', floor: 0, features: [] },
        layouts: { STANDING: [80, 30, 30] },
      },
    ],
    equipment: [projectors(1)],
  },
  {
    slug: 'school-9-hall',
    nameUk: 'Актова зала школи № 9',
    nameEn: 'Assembly hall of School No. 9',
    address: 'вулиця Фролівська, 9, Київ',
    district: 'podilskyi',
    location: [50.4642, 30.5122],
    stepFree: false,
    shelterCapacity: null,
    school: 'shkola-9-podilskoho-raionu',
    weekdays: SCHOOL_DAYS,
    rooms: [
      {
        ...{ nameUk: 'Актова зала', nameEn: 'Assembly hall', category: 'HALL', floor: 1 },
        features: ['STAGE', 'PIANO', 'SOUND'],
        layouts: { THEATRE: [150, 20, 20] },
        needsApproval: true,
      },
    ],
    equipment: [],
  },
];
