import type { Language } from '../../platform/language/language.ts';
import { formatInZone, type Instant } from '../../platform/time/instant.ts';

/** Bookings have more of an equipment out than would be left of it. */
export interface EquipmentInUse {
  readonly kind: 'EquipmentInUse';
  readonly message: string;
  readonly most: number;
  /** RFC 3339 with the offset of the branch's zone. */
  readonly at: string;
}

/** How many are out at the fullest moment, and the first such moment. */
export interface Fullest {
  readonly most: number;
  readonly at: Instant;
}

export function equipmentInUse({ most, at }: Fullest, zone: string, language: Language): EquipmentInUse {
  const local = formatInZone(at, zone);
  const said = `${local.slice(0, 10)} ${local.slice(11, 16)}`;
  return {
    kind: 'EquipmentInUse',
    message:
      language === 'uk'
        ? `${said} видано ${most}. Залиште щонайменше стільки або спершу змініть бронювання.`
        : `${most} are out at ${said}. Keep as many, or change the bookings first.`,
    most,
    at: local,
  };
}
