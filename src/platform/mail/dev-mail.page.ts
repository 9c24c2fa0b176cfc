import type { Language } from '../language/language.ts';
import { formatInZone } from '../time/instant.ts';
import type { KeptMessage } from './kept-message.ts';
import type { KeptMailRow } from './mail.tables.ts';
import { html, type Markup } from '../http/markup.ts';

const WORDS = {
  uk: {
    title: 'Листи, які не надіслано',
    about: 'Сервера пошти не вказано (SMTP_URL), тому листи лишаються тут. Найновіші вгорі.',
    none: 'Листів ще немає.',
    when: 'Час',
    to: 'Кому',
    subject: 'Тема',
    noSubject: '(без теми)',
    all: 'Усі листи',
    raw: 'Лист як файл (.eml)',
    text: 'Текст',
    page: 'HTML',
    attachments: 'Вкладення',
    bytes: 'байтів',
  },
  en: {
    title: 'Mail that was not sent',
    about: 'No mail server is set (SMTP_URL), so mail stays here. Newest first.',
    none: 'No mail yet.',
    when: 'Time',
    to: 'To',
    subject: 'Subject',
    noSubject: '(no subject)',
    all: 'All mail',
    raw: 'The message as a file (.eml)',
    text: 'Text',
    page: 'HTML',
    attachments: 'Attachments',
    bytes: 'bytes',
  },
} as const;

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border-bottom: 1px solid #ccc; padding: 0.4rem 0.8rem 0.4rem 0; text-align: start; vertical-align: top; }
  td, dd, pre { overflow-wrap: anywhere; }
  pre { background: #f4f4f4; padding: 1rem; white-space: pre-wrap; }
  iframe { border: 1px solid #ccc; height: 30rem; width: 100%; }
`;

export function listPage(mails: readonly KeptMailRow[], language: Language): string {
  const words = WORDS[language];
  const rows = mails.map(
    ({ id, recipient, subject, keptAt }) =>
      html`<tr>
        <td>${timeOf(keptAt)}</td>
        <td>${recipient}</td>
        <td><a href="/dev/mail/${id}">${subject || words.noSubject}</a></td>
      </tr>`,
  );
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">${words.when}</th>
        <th scope="col">${words.to}</th>
        <th scope="col">${words.subject}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  const body = html`<h1>${words.title}</h1>
    <p>${words.about}</p>
    ${mails.length > 0 ? table : html`<p>${words.none}</p>`}`;
  return page(words.title, body, language);
}

export function messagePage(mail: KeptMailRow, message: KeptMessage, language: Language): string {
  const words = WORDS[language];
  const at = `/dev/mail/${mail.id}`;
  const title = mail.subject || words.noSubject;
  const headers = message.headers.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr>`,
  );
  // Without scripts, forms and links to elsewhere; its address has a policy of its own, for who opens it directly.
  const shown = html`<h2>${words.page}</h2>
    <iframe sandbox="" title="${words.page}" src="${at}/html"></iframe>`;
  const files = message.parts.map(
    ({ fileName, contentType, content }, number) =>
      html`<li>
        <a href="${at}/attachments/${number}">${fileName}</a> ${contentType}, ${content.byteLength} ${words.bytes}
      </li>`,
  );
  const attached = html`<h2>${words.attachments}</h2>
    <ul>
      ${files}
    </ul>`;
  return page(
    title,
    html`<p><a href="/dev/mail">${words.all}</a> · <a href="${at}/raw">${words.raw}</a></p>
      <h1>${title}</h1>
      <table>
        <tbody>
          ${headers}
        </tbody>
      </table>
      <h2>${words.text}</h2>
      <pre>${withLinks(message.text)}</pre>
      ${message.html === null ? '' : shown} ${files.length > 0 ? attached : ''}`,
    language,
  );
}

/** Where a text names a web address, it can be followed: that is what most of these mails are for. */
function withLinks(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, at) => (at % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`));
}

function timeOf(instant: KeptMailRow['keptAt']): string {
  return formatInZone(instant, 'Europe/Kyiv').slice(0, 19).replace('T', ' ');
}

function page(title: string, body: Markup, language: Language): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}
