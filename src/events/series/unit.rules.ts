import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Arrangement, RegistrationUnit } from '../record/event.tables.ts';

/** What becomes of those who are registered when it changes what one registers for. */
export type UnitConversion = 'KEEP_AS_WHOLE' | 'SPREAD_TO_SESSIONS' | 'START_ANEW';

/** Which conversions lead to a unit. */
const CONVERSIONS: Readonly<Record<RegistrationUnit, readonly UnitConversion[]>> = {
  WHOLE: ['KEEP_AS_WHOLE', 'START_ANEW'],
  SESSION: ['SPREAD_TO_SESSIONS', 'START_ANEW'],
};

/** One registers for a course once, for all of it. */
export type CourseIsWhole = Refusal<'CourseIsWhole'>;

/** Somebody is registered: it has to be said what becomes of them. */
export interface ConversionNeeded extends Refusal<'ConversionNeeded'> {
  readonly registered: number;
  readonly conversions: readonly UnitConversion[];
}

export function courseIsWhole(
  arrangement: Arrangement,
  unit: RegistrationUnit,
  language: Language,
): CourseIsWhole | null {
  if (arrangement !== 'COURSE' || unit === 'WHOLE') return null;
  return {
    kind: 'CourseIsWhole',
    message:
      language === 'uk'
        ? 'На курс реєструються раз і на всі заняття. Щоб реєструвалися на кожне окремо, створіть цикл.'
        : 'One registers for a course once, for all its sessions. For each of its own, make a series.',
  };
}

/** Null where nobody is registered, or where what is to become of them leads to the unit. */
export function conversionNeeded(
  unit: RegistrationUnit,
  registered: number,
  conversion: UnitConversion | null | undefined,
  language: Language,
): ConversionNeeded | null {
  const conversions = CONVERSIONS[unit];
  if (registered === 0 || (conversion && conversions.includes(conversion))) return null;
  const named = conversions.join(', ');
  return {
    kind: 'ConversionNeeded',
    message:
      language === 'uk'
        ? `Уже є реєстрації: ${registered}. Скажіть, що з ними буде (conversion): ${named}.`
        : `There are registrations already: ${registered}. Say what becomes of them (conversion): ${named}.`,
    ...{ registered, conversions },
  };
}
