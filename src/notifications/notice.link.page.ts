import { html, type Markup } from '../platform/http/markup.ts';
import type { Language } from '../platform/language/language.ts';
import type { NoticeLinkShown } from './notice.link.service.ts';

const WORDS = {
  uk: {
    MUTE: { title: 'Не надсилати таких листів', button: 'Більше не надсилати' },
    END_FOLLOW: { title: 'Не стежити', button: 'Більше не надсилати тижневих листів' },
    CONFIRM_FOLLOW: { title: 'Стежити поштою', button: 'Так, надсилайте щотижня' },
    over: 'Строк цього посилання минув.',
    unknown: 'Такого посилання немає. Перевірте, чи повністю воно скопійоване з листа.',
    done: 'Готово',
    failed: 'Не вдалося',
  },
  en: {
    MUTE: { title: 'No more letters of this kind', button: 'Send no more of them' },
    END_FOLLOW: { title: 'Follow no more', button: 'Send no more weekly letters' },
    CONFIRM_FOLLOW: { title: 'Follow by e-mail', button: 'Yes, send a letter every week' },
    over: 'The time of this link is over.',
    unknown: 'There is no such link. See whether all of it was copied from the mail.',
    done: 'Done',
    failed: 'It did not work',
  },
} as const;

/** To look changes nothing: the button does. */
export function noticeLinkPage(link: string, { purpose, isGood }: NoticeLinkShown, language: Language): string {
  const words = WORDS[language];
  const { title, button } = words[purpose];
  const form = html`<form method="post" action="/n/${encodeURIComponent(link)}"><button>${button}</button></form>`;
  return page(language, title, isGood ? form : html`<p>${words.over}</p>`);
}

export function noticeDonePage(refused: string | null, language: Language): string {
  const words = WORDS[language];
  return page(language, refused === null ? words.done : words.failed, html`<p>${refused ?? ''}</p>`);
}

export function unknownNoticePage(language: Language): string {
  return page(language, WORDS[language].failed, html`<p>${WORDS[language].unknown}</p>`);
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
