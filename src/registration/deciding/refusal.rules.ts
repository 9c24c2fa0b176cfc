import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { toLocal } from '../../platform/time/local.ts';
import type { RegistrationStatus } from '../record/seats.rules.ts';

/** Registration has not opened; null where it will not by itself. */
export interface NotOpen extends Refusal<'NotOpen'> {
  readonly opensAt: Instant | null;
}
export interface RegistrationClosed extends Refusal<'RegistrationClosed'> {
  readonly closedAt: Instant;
}
export type NotHeld = Refusal<'NotHeld'>;
export type ByInvitation = Refusal<'ByInvitation'>;
export interface TooManySeats extends Refusal<'TooManySeats'> {
  readonly most: number;
}
export interface NoPlaces extends Refusal<'NoPlaces'> {
  /** Seats that are free for whoever asks. */
  readonly free: number;
}
export type AlreadyRegistered = Refusal<'AlreadyRegistered'>;
export type KeyReused = Refusal<'KeyReused'>;
export interface TooFewAdults extends Refusal<'TooFewAdults'> {
  readonly needed: number;
}
export interface TooManyAdults extends Refusal<'TooManyAdults'> {
  readonly most: number;
}
/** There are seats, and no room in the shelter for all who would come: adults of classes take no seats there. */
export interface TooManyPeople extends Refusal<'TooManyPeople'> {
  readonly most: number;
}
export interface SchoolHasEnough extends Refusal<'SchoolHasEnough'> {
  readonly most: number;
}
export type ConfirmFirst = Refusal<'ConfirmFirst'>;
/** In this state it cannot be done any more, or not yet. */
export interface NotInThisState extends Refusal<'NotInThisState'> {
  readonly status: RegistrationStatus;
}

export type RegisterRefusal =
  | NotOpen
  | RegistrationClosed
  | NotHeld
  | ByInvitation
  | TooManySeats
  | NoPlaces
  | TooManyPeople
  | AlreadyRegistered
  | KeyReused
  | TooFewAdults
  | TooManyAdults
  | SchoolHasEnough
  | ConfirmFirst;

export function notOpen(opensAt: Instant | null, zone: string, language: Language): NotOpen {
  const when = opensAt && clockText(opensAt, zone);
  const message = when
    ? {
        uk: `Реєстрація ще не відкрита: вона почнеться ${when}. Поверніться тоді.`,
        en: `Registration is not open yet: it opens at ${when}. Come back then.`,
      }
    : {
        uk: 'На цю подію не реєструються: приходьте без запису.',
        en: 'Nobody registers for this event: just come.',
      };
  return { kind: 'NotOpen', message: message[language], opensAt };
}

export function registrationClosed(closedAt: Instant, zone: string, language: Language): RegistrationClosed {
  const when = clockText(closedAt, zone);
  const message = {
    uk: `Реєстрацію закрито ${when}. Запитайте бібліотеку, чи лишилися місця.`,
    en: `Registration closed at ${when}. Ask the library whether places are left.`,
  };
  return { kind: 'RegistrationClosed', message: message[language], closedAt };
}

export function notHeld(language: Language): NotHeld {
  const message = {
    uk: 'Ця подія зараз не відбувається: її скасовано, відкладено або ще не оголошено.',
    en: 'This event is not held now: it is cancelled, postponed, or not announced yet.',
  };
  return { kind: 'NotHeld', message: message[language] };
}

export function byInvitation(language: Language): ByInvitation {
  const message = {
    uk: 'Учасників цієї події направляють установи. Зверніться до своєї.',
    en: 'Those who take part in this event are named by their bodies. Ask yours.',
  };
  return { kind: 'ByInvitation', message: message[language] };
}

export function tooManySeats(most: number, language: Language): TooManySeats {
  const message = {
    uk: `Однією заявкою можна взяти щонайбільше місць: ${most}.`,
    en: `One registration takes at most so many seats: ${most}.`,
  };
  return { kind: 'TooManySeats', message: message[language], most };
}

export function noPlaces(free: number, language: Language): NoPlaces {
  const message = {
    uk: `Вільних місць: ${free}. Візьміть не більше або оберіть іншу дату.`,
    en: `Seats free: ${free}. Take no more, or choose another date.`,
  };
  return { kind: 'NoPlaces', message: message[language], free };
}

export function alreadyRegistered(language: Language): AlreadyRegistered {
  const message = {
    uk: 'Така заявка вже є. Посилання, щоб її змінити, надіслано на її адресу.',
    en: 'There is such a registration already. A link to change it was sent to its address.',
  };
  return { kind: 'AlreadyRegistered', message: message[language] };
}

export function keyReused(language: Language): KeyReused {
  const message = {
    uk: 'Цим ключем уже надіслано інший запит. Візьміть новий ключ для нового запиту.',
    en: 'This key was used for another request. Take a new key for a new request.',
  };
  return { kind: 'KeyReused', message: message[language] };
}

export function tooFewAdults(needed: number, language: Language): TooFewAdults {
  const message = {
    uk: `З таким класом мають бути щонайменше дорослих: ${needed}.`,
    en: `At least so many adults come with such a class: ${needed}.`,
  };
  return { kind: 'TooFewAdults', message: message[language], needed };
}

export function tooManyAdults(most: number, language: Language): TooManyAdults {
  const message = {
    uk: `З таким класом може прийти щонайбільше дорослих: ${most}. Вкажіть менше.`,
    en: `At most so many adults come with such a class: ${most}. Name fewer.`,
  };
  return { kind: 'TooManyAdults', message: message[language], most };
}

export function tooManyPeople(most: number, language: Language): TooManyPeople {
  const message = {
    uk: `В укритті, разом із дорослими, є місце ще для стількох людей: ${most}. Візьміть із собою менше людей або оберіть іншу дату.`,
    en: `The shelter has room for so many more people, adults counted: ${most}. Come with fewer, or choose another date.`,
  };
  return { kind: 'TooManyPeople', message: message[language], most };
}

export function schoolHasEnough(most: number, language: Language): SchoolHasEnough {
  const message = {
    uk: `Від однієї школи за семестр приймають класів: ${most}. Оберіть дату в іншому семестрі.`,
    en: `In a term so many classes of one school may come: ${most}. Choose a date in another term.`,
  };
  return { kind: 'SchoolHasEnough', message: message[language], most };
}

export function confirmFirst(language: Language): ConfirmFirst {
  const message = {
    uk: 'На цю адресу вже надіслано кілька листів. Підтвердьте спершу ті заявки.',
    en: 'Several letters were sent to this address. Confirm those registrations first.',
  };
  return { kind: 'ConfirmFirst', message: message[language] };
}

const STATES: Readonly<Record<RegistrationStatus, Readonly<Record<Language, string>>>> = {
  UNCONFIRMED: { uk: 'адресу ще не підтверджено', en: 'the address is not confirmed yet' },
  PENDING_APPROVAL: { uk: 'на неї чекають згоди', en: 'it waits for a yes' },
  CONFIRMED: { uk: 'її вже підтверджено', en: 'it is confirmed already' },
  WAITLISTED: { uk: 'вона в черзі', en: 'it is in the queue' },
  OFFERED: { uk: 'місце запропоновано, але не прийнято', en: 'the place is offered and not accepted' },
  DECLINED: { uk: 'її відхилено', en: 'it was declined' },
  CANCELLED: { uk: 'її скасовано', en: 'it was cancelled' },
  EXPIRED: { uk: 'її строк минув', en: 'its time is over' },
  ATTENDED: { uk: 'відвідування вже відмічено', en: 'it is marked as attended' },
  NO_SHOW: { uk: 'неявку вже відмічено', en: 'it is marked as not come' },
};

export function notInThisState(status: RegistrationStatus, language: Language): NotInThisState {
  const said = STATES[status][language];
  const message = {
    uk: `Цього зараз не можна зробити із заявкою: ${said}.`,
    en: `This cannot be done with the registration now: ${said}.`,
  };
  return { kind: 'NotInThisState', message: message[language], status };
}

function clockText(instant: Instant, zone: string): string {
  return toLocal(instant, zone).slice(0, 16).replace('T', ' ');
}

export interface ConsentNeeded extends Refusal<'ConsentNeeded'> {
  readonly version: string;
}

/** The text on personal data that is valid now; a new one has a new name. */
export const CONSENT_VERSION = '2026-11';

export function consentNeeded(given: string, language: Language): ConsentNeeded | null {
  if (given === CONSENT_VERSION) return null;
  const message = {
    uk: 'Текст про персональні дані змінився. Прочитайте його й погодьтеся ще раз.',
    en: 'The text on personal data has changed. Read it and agree again.',
  };
  return { kind: 'ConsentNeeded', message: message[language], version: CONSENT_VERSION };
}
