import { html } from '../platform/http/markup.ts';
import { smallPage } from '../platform/http/small.page.ts';
import type { Language } from '../platform/language/language.ts';

const WORDS = {
  uk: {
    title: 'Вхід до Zakhid',
    press: 'Натисніть, щоб увійти. Посилання діє один раз.',
    enter: 'Увійти',
    done: 'Ви увійшли',
    close: 'Цю сторінку можна закрити.',
    failed: 'Увійти не вдалося',
  },
  en: {
    title: 'Sign in to Zakhid',
    press: 'Press the button to sign in. The link works once.',
    enter: 'Sign in',
    done: 'You are signed in',
    close: 'You can close this page.',
    failed: 'Signing in did not work',
  },
} as const;

export function useLinkPage(token: string, language: Language): string {
  const words = WORDS[language];
  return smallPage(
    language,
    words.title,
    html`<p>${words.press}</p>
      <form method="post" action="/sign-in/link/${encodeURIComponent(token)}">
        <button>${words.enter}</button>
      </form>`,
  );
}

export function signedInPage(name: string, language: Language): string {
  const words = WORDS[language];
  return smallPage(language, `${words.done}, ${name}`, html`<p>${words.close}</p>`);
}

export function refusedPage(message: string, language: Language): string {
  return smallPage(language, WORDS[language].failed, html`<p>${message}</p>`);
}
