import type { Language } from '../../platform/language/language.ts';

/** What is said in a reader's language; where it is missing, in the other. */
export function inLanguage(language: Language, uk: string | null, en: string | null): string | null {
  return language === 'en' ? (en ?? uk) : (uk ?? en);
}
