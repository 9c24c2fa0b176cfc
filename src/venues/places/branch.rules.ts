import type { Language } from '../../platform/language/language.ts';

/** Another branch has the slug. */
export interface SlugTaken {
  readonly kind: 'SlugTaken';
  readonly message: string;
  readonly slug: string;
}

export function slugTaken(slug: string, language: Language): SlugTaken {
  return {
    kind: 'SlugTaken',
    message:
      language === 'uk'
        ? `Адресу «${slug}» уже має інша бібліотека. Оберіть іншу.`
        : `Another branch has the slug “${slug}” already. Choose another one.`,
    slug,
  };
}
