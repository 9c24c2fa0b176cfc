import type { Language } from '../language/language.ts';

/** Somebody else wrote between the viewer's reading and writing; nothing was changed. */
export interface StaleVersion {
  readonly kind: 'StaleVersion';
  readonly message: string;
  /** The version the thing has now. */
  readonly currentVersion: number;
}

export function staleVersion(currentVersion: number, language: Language): StaleVersion {
  return {
    kind: 'StaleVersion',
    message:
      language === 'uk'
        ? 'Хтось змінив це тим часом. Прочитайте ще раз і повторіть правку.'
        : 'Somebody changed this meanwhile. Read it again and repeat your edit.',
    currentVersion,
  };
}
