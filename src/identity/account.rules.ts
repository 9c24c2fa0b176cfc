import type { Language } from '../platform/language/language.ts';

interface Said<Kind extends string> {
  readonly kind: Kind;
  readonly message: string;
}

export type EmailTaken = Said<'EmailTaken'>;
export type LastAdministrator = Said<'LastAdministrator'>;

export function emailTaken(language: Language): EmailTaken {
  return {
    kind: 'EmailTaken',
    message:
      language === 'uk'
        ? 'Ця адреса вже належить іншому обліковому запису.'
        : 'Another account has this e-mail address already.',
  };
}

export function lastAdministrator(language: Language): LastAdministrator {
  return {
    kind: 'LastAdministrator',
    message:
      language === 'uk'
        ? 'Місто залишилося б без адміністратора. Спочатку призначте іншого.'
        : 'The city would be left without an administrator. Name another one first.',
  };
}
