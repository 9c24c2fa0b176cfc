import { html } from '../platform/http/markup.ts';
import { smallPage } from '../platform/http/small.page.ts';
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
  return smallPage(language, title, isGood ? form : html`<p>${words.over}</p>`);
}

export function noticeDonePage(refused: string | null, language: Language): string {
  const words = WORDS[language];
  return smallPage(language, refused === null ? words.done : words.failed, html`<p>${refused ?? ''}</p>`);
}

export function unknownNoticePage(language: Language): string {
  return smallPage(language, WORDS[language].failed, html`<p>${WORDS[language].unknown}</p>`);
}
