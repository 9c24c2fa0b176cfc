import type { Language } from '../platform/language/language.ts';

export const MOST_TOKENS = 20;

export interface TooManyTokens {
  readonly kind: 'TooManyTokens';
  readonly message: string;
  readonly most: number;
}

export function tooManyTokens(language: Language): TooManyTokens {
  return {
    kind: 'TooManyTokens',
    message:
      language === 'uk'
        ? `Щонайбільше ${MOST_TOKENS} токенів. Спочатку відкличте один із них.`
        : `At most ${MOST_TOKENS} tokens. Revoke one of them first.`,
    most: MOST_TOKENS,
  };
}
