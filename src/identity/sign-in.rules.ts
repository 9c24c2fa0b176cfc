import type { Language } from '../platform/language/language.ts';

/** One answer for a wrong password, an unknown address, an inactive account, and one without a password. */
export interface WrongCredentials {
  readonly kind: 'WrongCredentials';
  readonly message: string;
}

export function wrongCredentials(language: Language): WrongCredentials {
  return {
    kind: 'WrongCredentials',
    message:
      language === 'uk'
        ? 'Адреса або пароль неправильні. Можна увійти й за посиланням з пошти.'
        : 'The address or the password is wrong. A sign-in link by e-mail works as well.',
  };
}

/** What cannot be undone asks for a sign-in not long ago: a cookie that was stolen cannot give it. */
export interface SignInAgain {
  readonly kind: 'SignInAgain';
  readonly message: string;
}

export function signInAgain(language: Language): SignInAgain {
  return {
    kind: 'SignInAgain',
    message:
      language === 'uk'
        ? 'Для цього потрібно увійти щойно: увійдіть ще раз і повторіть.'
        : 'This needs a sign-in from the last minutes: sign in again and repeat.',
  };
}
