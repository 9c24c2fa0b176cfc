import type { Language } from '../../platform/language/language.ts';
import type { EventRow } from './event.tables.ts';

/** The title in a reader's language; Ukrainian where there is no other. */
export function titleIn(language: Language, event: Pick<EventRow, 'titleUk' | 'titleEn'>): string {
  return (language === 'en' ? event.titleEn : null) ?? event.titleUk;
}

/** The description in a reader's language; where it is missing, in the other. */
export function descriptionIn(
  language: Language,
  event: Pick<EventRow, 'descriptionUk' | 'descriptionEn'>,
): string | null {
  return language === 'en'
    ? (event.descriptionEn ?? event.descriptionUk)
    : (event.descriptionUk ?? event.descriptionEn);
}
