import { html, type Markup } from '../platform/http/markup.ts';
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
  return page(
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
  return page(language, `${words.done}, ${name}`, html`<p>${words.close}</p>`);
}

export function refusedPage(message: string, language: Language): string {
  return page(language, WORDS[language].failed, html`<p>${message}</p>`);
}

function page(language: Language, title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          body {
            font:
              1.1rem/1.5 system-ui,
              sans-serif;
            margin: 15vh auto;
            max-width: 32rem;
            padding: 0 1rem;
          }
          button {
            font: inherit;
            padding: 0.6rem 2rem;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text;
}
