import type { Language } from '../platform/language/language.ts';

/** In which language something is told. */
export interface Speaker {
  readonly language: Language;
  readonly say: (uk: string, en: string) => string;
}

const SPEAKERS: Readonly<Record<Language, Speaker>> = {
  uk: { language: 'uk', say: (uk) => uk },
  en: { language: 'en', say: (_, en) => en },
};

export function speakerOf(language: Language): Speaker {
  return SPEAKERS[language];
}

/** What is counted: after a number that ends as 1, as 2 to 4, or otherwise; and in English of one and of others. */
interface Noun {
  readonly uk: readonly [one: string, few: string, many: string];
  readonly en: readonly [one: string, many: string];
}

export const PLACES: Noun = { uk: ['місце', 'місця', 'місць'], en: ['place', 'places'] };
export const PUPILS: Noun = { uk: ['учень', 'учні', 'учнів'], en: ['pupil', 'pupils'] };
export const ADULTS: Noun = { uk: ['дорослий', 'дорослих', 'дорослих'], en: ['adult', 'adults'] };
export const DATES: Noun = { uk: ['дата', 'дати', 'дат'], en: ['date', 'dates'] };

const ukrainian = new Intl.PluralRules('uk');

/** `1 місце`, `22 місця`, `25 місць`. */
export function counted(count: number, { uk, en }: Noun, { language }: Speaker): string {
  if (language === 'en') return `${count} ${count === 1 ? en[0] : en[1]}`;
  const category = ukrainian.select(count);
  return `${count} ${category === 'one' ? uk[0] : category === 'few' ? uk[1] : uk[2]}`;
}
