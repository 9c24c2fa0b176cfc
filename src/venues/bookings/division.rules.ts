import type { Language } from '../../platform/language/language.ts';

/** Only what has no parts yet is divided. */
export interface AlreadyDivided {
  readonly kind: 'AlreadyDivided';
  readonly message: string;
}

export function alreadyDivided(language: Language): AlreadyDivided {
  return {
    kind: 'AlreadyDivided',
    message:
      language === 'uk'
        ? 'Це приміщення вже поділене. Поділіть одну з його частин або додайте поєднання частин.'
        : 'This room is divided already. Divide one of its parts, or add a combination of parts.',
  };
}
