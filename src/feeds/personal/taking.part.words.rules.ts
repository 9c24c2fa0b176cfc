import type { SpeakerRole } from '../../events/record/event.tables.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { toLocal } from '../../platform/time/local.ts';
import type { RegistrationRow } from '../../registration/record/registration.tables.ts';
import type { Awaited } from '../../registration/record/seats.rules.ts';

type Stands = Pick<RegistrationRow, 'status' | 'awaits' | 'expiresAt' | 'heldSeats'>;

/** A registration as its calendar tells of it. */
export type Part = Stands &
  Pick<RegistrationRow, 'kind' | 'seats' | 'grade' | 'letter' | 'pupils' | 'adults'> & {
    /** In its queue, from 1; null when it does not wait. */
    readonly position: number | null;
  };

const AWAITED: Readonly<Record<Awaited, Readonly<Record<Language, string>>>> = {
  HEAD: { uk: 'чекає на згоду керівника школи', en: 'waits for the yes of the head of the school' },
  STAFF: { uk: 'чекає на згоду бібліотеки', en: 'waits for the yes of the library' },
  NOMINEE: { uk: 'чекає на вашу згоду', en: 'waits for your yes' },
};

const WORDS = {
  uk: {
    until: (time: string) => ` до ${time}`,
    unconfirmed: 'чекає на підтвердження адреси',
    confirmed: 'місце підтверджено',
    waiting: (position: number | null) => (position === null ? 'у черзі' : `у черзі, місце ${position}`),
    offered: (seats: number) => `запропоновано місць: ${seats}, відповісти`,
    attended: 'відвідано',
    noShow: 'не відвідано',
    ended: 'запис завершено',
    seats: (count: number) => `місць: ${count}`,
    ofClass: (name: string, pupils: number, adults: number) => `${name} (учнів: ${pupils}, дорослих: ${adults})`,
    forOther: 'Ваш запис для іншої людини',
    own: 'Ваш запис',
    tasks: 'Ваша роль',
    join: (url: string) => `Приєднатися: ${url}`,
  },
  en: {
    until: (time: string) => ` until ${time}`,
    unconfirmed: 'waits for its address to be confirmed',
    confirmed: 'the place is confirmed',
    waiting: (position: number | null) => (position === null ? 'in the queue' : `in the queue, number ${position}`),
    offered: (seats: number) => `seats offered: ${seats}, answer`,
    attended: 'attended',
    noShow: 'not attended',
    ended: 'the registration has ended',
    seats: (count: number) => `seats: ${count}`,
    ofClass: (name: string, pupils: number, adults: number) => `${name} (pupils: ${pupils}, adults: ${adults})`,
    forOther: 'You registered somebody else',
    own: 'You are registered',
    tasks: 'Your part',
    join: (url: string) => `Join: ${url}`,
  },
} as const;

/** A place that nobody has still to say yes to. */
export function isSure({ status }: Pick<Stands, 'status'>): boolean {
  return status === 'CONFIRMED' || status === 'ATTENDED' || status === 'NO_SHOW';
}

/** `9-А`. */
export function classNameOf({ grade, letter }: Pick<RegistrationRow, 'grade' | 'letter'>): string {
  return letter ? `${grade}-${letter}` : String(grade);
}

/** `Ваш запис: у черзі, місце 3`; of a class with its name and numbers. */
export function ownText(part: Part, isForOther: boolean, zone: string, language: Language): string {
  const words = WORDS[language];
  if (part.kind === 'GROUP') return classText(part, zone, language);
  const seats = part.seats > 1 ? ` (${words.seats(part.seats)})` : '';
  return `${isForOther ? words.forOther : words.own}: ${statusText(part, zone, language)}${seats}`;
}

/** `9-А (учнів: 28, дорослих: 2): місце підтверджено`: numbers, and nobody's name. */
export function classText(part: Part, zone: string, language: Language): string {
  const who = WORDS[language].ofClass(classNameOf(part), part.pupils ?? part.seats, part.adults ?? 0);
  return `${who}: ${statusText(part, zone, language)}`;
}

/** What somebody does at an event that others come to: what they speak as, or that the public asks them about it. */
export type Task = SpeakerRole | 'CONTACT';

/** `Ваша роль: модератор, контактна особа`. */
export function tasksText(tasks: readonly Task[], language: Language): string {
  return `${WORDS[language].tasks}: ${tasks.map((task) => TASKS[task][language]).join(', ')}`;
}

export function joinText(url: string, language: Language): string {
  return WORDS[language].join(url);
}

const TASKS: Readonly<Record<Task, Readonly<Record<Language, string>>>> = {
  SPEAKER: { uk: 'доповідач', en: 'speaker' },
  MODERATOR: { uk: 'модератор', en: 'moderator' },
  TRAINER: { uk: 'тренер', en: 'trainer' },
  GUEST: { uk: 'гість', en: 'guest' },
  CONTACT: { uk: 'контактна особа', en: 'contact' },
};

function statusText(part: Part, zone: string, language: Language): string {
  const words = WORDS[language];
  const until = part.expiresAt ? words.until(dayAndTime(part.expiresAt, zone)) : '';
  switch (part.status) {
    case 'UNCONFIRMED':
      return words.unconfirmed + until;
    case 'PENDING_APPROVAL':
      return AWAITED[part.awaits ?? 'STAFF'][language] + until;
    case 'CONFIRMED':
      return words.confirmed;
    case 'WAITLISTED':
      return words.waiting(part.position);
    case 'OFFERED':
      return words.offered(part.heldSeats) + until;
    case 'ATTENDED':
      return words.attended;
    case 'NO_SHOW':
      return words.noShow;
    case 'DECLINED':
    case 'CANCELLED':
    case 'EXPIRED':
      return words.ended;
  }
}

/** `24.04.2019, 11:00`, by the clock of the place. */
export function dayAndTime(instant: Instant, zone: string): string {
  const local = toLocal(instant, zone);
  return `${local.slice(0, 10).split('-').toReversed().join('.')}, ${local.slice(11, 16)}`;
}
