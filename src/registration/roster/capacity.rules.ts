import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';

/** What bounds how many people may come: what the layout of the room holds, and what the shelter does. */
export interface SeatLimit {
  readonly most: number;
  readonly cause: 'LAYOUT' | 'SHELTER';
}

/** More seats than the place has; staff may say why it is right all the same. */
export interface CapacityTooLarge extends Refusal<'CapacityTooLarge'> {
  readonly limit: number;
  readonly cause: SeatLimit['cause'];
}
/** Fewer seats than are taken or kept already. */
export interface CapacityTooSmall extends Refusal<'CapacityTooSmall'> {
  readonly taken: number;
}
export type CapacityUnknown = Refusal<'CapacityUnknown'>;

/** The narrowest of the limits of some dates; null where there is none. */
export function narrowest(limits: readonly SeatLimit[]): SeatLimit | null {
  return limits.reduce<SeatLimit | null>((least, one) => (!least || one.most < least.most ? one : least), null);
}

const CAUSES = {
  LAYOUT: { uk: 'розстановка зали вміщує', en: 'the layout of the room holds' },
  SHELTER: { uk: 'укриття вміщує', en: 'the shelter holds' },
} as const;

export function capacityTooLarge({ most, cause }: SeatLimit, language: Language): CapacityTooLarge {
  const holds = CAUSES[cause][language];
  const message = {
    uk: `Місць забагато: ${holds} ${most}. Зменште кількість або вкажіть причину (capacityReason).`,
    en: `Too many seats: ${holds} ${most}. Take fewer, or give a reason (capacityReason).`,
  };
  return { kind: 'CapacityTooLarge', message: message[language], limit: most, cause };
}

export function capacityTooSmall(taken: number, language: Language): CapacityTooSmall {
  const message = {
    uk: `Зайнято і зарезервовано місць: ${taken}. Менше не можна: спершу зменште квоти або скасуйте заявки.`,
    en: `Seats taken or kept for quotas: ${taken}. It cannot be fewer: lower quotas or cancel registrations first.`,
  };
  return { kind: 'CapacityTooSmall', message: message[language], taken };
}

export function capacityUnknown(language: Language): CapacityUnknown {
  const message = {
    uk: 'Скажіть, скільки місць (capacity): ні зала, ні очікувана кількість цього не кажуть.',
    en: 'Say how many seats there are (capacity): neither a room nor the expected people tell.',
  };
  return { kind: 'CapacityUnknown', message: message[language] };
}
