import { enumOf } from '../../platform/graphql/codes.ts';
import type { Awaited, NeedKind, RegistrationKind, RegistrationStatus, WaitlistPolicy } from '../record/seats.rules.ts';

export const RegistrationStatuses = enumOf<RegistrationStatus>('RegistrationStatus', 'How a registration stands.', {
  UNCONFIRMED: 'Чекає підтвердження адреси: its place is held until the link in the mail is used.',
  PENDING_APPROVAL: 'Чекає згоди: its place is held until the head of the school, the nominee or the host has agreed.',
  CONFIRMED: 'Підтверджено: the place is sure.',
  WAITLISTED: 'У черзі: it waits for places, in order of arrival.',
  OFFERED: 'Місце запропоновано: places are kept for it until it accepts or the offer ends.',
  DECLINED: 'Відхилено: somebody whose yes it needed said no, or the offer was turned down.',
  CANCELLED: 'Скасовано: by the person or by staff.',
  EXPIRED: 'Строк минув: it was not confirmed, accepted or agreed to in time.',
  ATTENDED: 'Були: they came.',
  NO_SHOW: 'Неявка: they did not come.',
});

export const RegistrationKinds = enumOf<RegistrationKind>('RegistrationKind', 'Who registers.', {
  INDIVIDUAL: 'Особа: one person, maybe with company.',
  GROUP: 'Клас: a class as one, by numbers alone.',
  NOMINEE: 'Направлений учасник: somebody whom a body or a media outlet names.',
});

export const WaitlistPolicies = enumOf<WaitlistPolicy>('WaitlistPolicy', 'Who of the queue is next.', {
  STRICT: 'Строга черга: the first alone, for all seats it wishes; who is later waits even where fewer would fit.',
  FIT_FIRST: 'Хто поміститься: the first in order whom the free seats fit; a newcomer that fits has a place at once.',
  OFFER_SMALLER:
    'Менша пропозиція: the first alone; where not all its seats are free it is offered those that are, if it would come with them.',
});

export const Awaiteds = enumOf<Awaited>('RegistrationAwaits', 'Whose yes a held place waits for.', {
  HEAD: 'Керівник школи: the head of the school, 48 hours at most.',
  STAFF: 'Бібліотека: the host’s staff.',
  NOMINEE: 'Учасник: the one who was named.',
});

export const NeedKinds = enumOf<NeedKind>('Need', 'What somebody needs to take part; for the host alone.', {
  WHEELCHAIR: 'Крісло колісне: a place for a wheelchair.',
  STEP_FREE: 'Без сходів: a way without steps.',
  SIGN_LANGUAGE: 'Жестова мова: an interpreter.',
  HEARING_LOOP: 'Слуховий апарат: an induction loop.',
  LARGE_PRINT: 'Великий шрифт: texts in large print.',
  ASSISTANT: 'Супровід: a seat for an assistant.',
  QUIET_PLACE: 'Тихе місце: somewhere quiet to withdraw to.',
  GUIDE_DOG: 'Собака-поводир: room for a guide dog.',
});
